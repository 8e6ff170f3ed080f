//! The profile and the registered address.

use reqwest::Method;
use serde_json::{Value, json};

use super::mailed;
use crate::on_both_engines;
use crate::support::mail::{all_quiet, letters};
use crate::support::{PASSWORD, World};

on_both_engines!(
    an_owner_changes_the_profile_and_the_desks_are_told,
    an_empty_confirmation_leaves_the_address,
    a_new_address_counts_when_its_link_is_used,
    a_login_can_be_changed_and_is_nobody_elses,
    acc_5_the_profile_is_the_owners,
    maintenance_is_mailed_even_when_the_box_is_off,
    another_address_or_login_wants_the_own_password,
    acc_6_another_login_is_not_found_out_by_asking,
);

fn form(login: &str) -> Value {
    json!({
        "login": login,
        "profile": { "company": "髙田商会", "address": ["福岡市", "3階"], "contact": "髙田", "news": false },
        "email": "desk@example.jp",
        "language": "ja",
        "own_password": PASSWORD,
    })
}

async fn an_owner_changes_the_profile_and_the_desks_are_told(world: World) {
    let desk = world.dealer("dealer01").await;
    let before = desk.get("/v1/profile").await.json();
    assert_eq!(
        (&before["profile"]["country"], &before["profile"]["news"]),
        (&json!("JP"), &json!(true))
    );
    let changed = desk.ask(Method::PUT, "/v1/profile", form("dealer01")).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    assert_eq!(
        desk.get("/v1/profile").await.json()["profile"],
        changed.json()["profile"]
    );
    let record = desk.records().await.pop().unwrap();
    assert_eq!(record["address"], json!(["福岡市", "3階"]));
    let head = desk.page(0, 1).await.head;
    desk.ask(Method::PUT, "/v1/profile", form("dealer01")).await;
    assert_eq!(desk.page(0, 1).await.head, head, "nothing is told when nothing changes");
    let mut wrong = form("dealer 01");
    wrong["profile"]["address"] = json!([]);
    let refused = desk.ask(Method::PUT, "/v1/profile", wrong).await;
    assert_eq!(
        (refused.code().as_str(), &refused.json()["fields"]),
        ("fields_refused", &json!(["address", "login"]))
    );
}

async fn an_empty_confirmation_leaves_the_address(world: World) {
    let desk = world.dealer("dealer01").await;
    let mut typed = form("dealer01");
    typed["email"] = json!("other@example.jp");
    let kept = desk.ask(Method::PUT, "/v1/profile", typed.clone()).await.json();
    assert_eq!(
        (&kept["email"], &kept["email_to_confirm"]),
        (&json!("desk@example.jp"), &Value::Null)
    );
    typed["email_confirmation"] = json!("others@example.jp");
    let refused = desk.ask(Method::PUT, "/v1/profile", typed).await;
    assert_eq!(refused.json()["fields"], json!(["email_confirmation"]));
    all_quiet(&world).await;
    letters(&world, "other@example.jp", 0).await;
}

async fn a_new_address_counts_when_its_link_is_used(world: World) {
    let desk = world.dealer("dealer01").await;
    world
        .post("/v1/password/forgotten", json!({ "login": "dealer01" }))
        .await;
    let old_link = letters(&world, "desk@example.jp", 1).await[0].token();
    let mut typed = form("dealer01");
    (typed["email"], typed["email_confirmation"]) = (json!("neu@example.jp"), json!("neu@example.jp"));
    let asked = desk.ask(Method::PUT, "/v1/profile", typed).await;
    assert_eq!(
        (&asked.json()["email"], &asked.json()["email_to_confirm"]),
        (&json!("desk@example.jp"), &json!("neu@example.jp"))
    );
    letters(&world, "desk@example.jp", 2).await;
    let token = letters(&world, "neu@example.jp", 1).await[0].token();
    assert!(!asked.text.contains(&token));
    assert_eq!(
        world.post("/v1/link", json!({ "token": token })).await.json()["purpose"],
        "new_address"
    );
    assert_eq!(
        world
            .post("/v1/password/new", json!({ "token": token, "password": PASSWORD }))
            .await
            .code(),
        "link_unknown"
    );
    assert_eq!(
        world.post("/v1/profile/email", json!({ "token": token })).await.status,
        200
    );
    assert_eq!(
        world.post("/v1/profile/email", json!({ "token": token })).await.code(),
        "link_used"
    );
    assert_eq!(desk.get("/v1/profile").await.json()["email"], "neu@example.jp");
    assert_eq!(desk.records().await.pop().unwrap()["email"], "neu@example.jp");
    letters(&world, "desk@example.jp", 3).await;
    letters(&world, "neu@example.jp", 2).await;
    let stale = world
        .post("/v1/password/new", json!({ "token": old_link, "password": PASSWORD }))
        .await;
    assert_eq!(stale.code(), "link_unknown", "the old mailbox opens nothing any more");
    let foreign = mailed(&world, "free@example.jp", 1).await.token();
    assert_eq!(
        world
            .post("/v1/profile/email", json!({ "token": foreign }))
            .await
            .code(),
        "link_unknown"
    );
}

async fn a_login_can_be_changed_and_is_nobody_elses(world: World) {
    let desk = world.dealer("dealer01").await;
    world.dealer("dealer02").await;
    let taken = desk.ask(Method::PUT, "/v1/profile", form("dealer02")).await;
    assert_eq!((taken.status, taken.code().as_str()), (409, "login_taken"));
    assert_eq!(
        desk.ask(Method::PUT, "/v1/profile", form("Dealer0001")).await.json()["login"],
        "Dealer0001"
    );
    assert_eq!(world.try_sign_in("dealer01", PASSWORD).await.status, 401);
    world.sign_in("Dealer0001").await;
    let told = letters(&world, "desk@example.jp", 1).await;
    assert!(told[0].body.contains("Dealer0001"));
}

async fn acc_5_the_profile_is_the_owners(world: World) {
    let owner = world.dealer("dealer01").await;
    for (login, role) in [("clerk001", "clerk"), ("viewer01", "viewer")] {
        let added = json!({ "login": login, "role": role, "password": PASSWORD });
        assert_eq!(owner.ask(Method::POST, "/v1/staff", added).await.status, 200);
        let desk = world.sign_in(login).await;
        for (method, path, body) in [
            (Method::GET, "/v1/profile", Value::Null),
            (Method::PUT, "/v1/profile", form(login)),
            (Method::GET, "/v1/staff", Value::Null),
            (
                Method::POST,
                "/v1/staff",
                json!({ "login": "clerk002", "role": "owner" }),
            ),
            (Method::PUT, "/v1/second-factor/demand", json!({ "demanded": true })),
        ] {
            let refused = desk.ask(method, path, body).await;
            assert_eq!(
                (refused.status, refused.code().as_str()),
                (403, "role_may_not"),
                "{role} {path}"
            );
        }
        assert_eq!(
            desk.ask(
                Method::PUT,
                "/v1/password",
                json!({ "old": PASSWORD, "new": "their own horse" })
            )
            .await
            .status,
            200
        );
    }
}

async fn maintenance_is_mailed_even_when_the_box_is_off(world: World) {
    let desk = world.dealer("dealer01").await;
    assert_eq!(
        desk.ask(Method::PUT, "/v1/profile", form("dealer01")).await.json()["profile"]["news"],
        false
    );
    let admin = world.admin().await;
    let message = kagifuda_domain::catalogue::Bilingual {
        ja: "更新します。".into(),
        en: "An update.".into(),
    };
    let (from, to) = (
        "2026-12-01T15:00:00Z".parse().unwrap(),
        "2026-12-01T17:00:00Z".parse().unwrap(),
    );
    admin.schedule_maintenance(from, to, message).await.unwrap();
    admin.close().await;
    let told = letters(&world, "desk@example.jp", 1).await;
    assert!(
        told[0].body.contains("2026-12-02 00:00") && told[0].body.contains("更新します。"),
        "{}",
        told[0].body
    );
}

async fn another_address_or_login_wants_the_own_password(world: World) {
    let desk = world.dealer("dealer01").await;
    let mut address = form("dealer01");
    (address["email"], address["email_confirmation"]) = (json!("neu@example.jp"), json!("neu@example.jp"));
    for mut typed in [address, form("Dealer0001")] {
        for password in [Value::Null, json!("a guess")] {
            typed["own_password"] = password;
            let refused = desk.ask(Method::PUT, "/v1/profile", typed.clone()).await;
            assert_eq!((refused.status, refused.code().as_str()), (401, "wrong_credentials"));
        }
    }
    assert_eq!(desk.get("/v1/profile").await.json()["login"], "dealer01");
    let mut rest = form("dealer01");
    rest.as_object_mut().unwrap().remove("own_password");
    assert_eq!(desk.ask(Method::PUT, "/v1/profile", rest).await.status, 200);
    all_quiet(&world).await;
    letters(&world, "neu@example.jp", 0).await;
}

async fn acc_6_another_login_is_not_found_out_by_asking(world: World) {
    let desk = world.dealer("dealer01").await;
    world.dealer("dealer02").await;
    for _ in 0..5 {
        let taken = desk.ask(Method::PUT, "/v1/profile", form("dealer02")).await;
        assert_eq!(taken.code(), "login_taken");
    }
    let waiting = desk.ask(Method::PUT, "/v1/profile", form("dealer02")).await;
    assert_eq!((waiting.status, waiting.code().as_str()), (429, "too_many_tries"));
}
