//! The second factor (ACC-6).

use std::sync::Arc;

use chrono::TimeDelta;
use kagifuda_domain::Clock;
use reqwest::Method;
use serde_json::json;
use totp_rs::{Builder, Secret};

use crate::on_both_engines;
use crate::support::mail::letters;
use crate::support::{Answer, Desk, PASSWORD, World};

on_both_engines!(
    acc_6_a_second_factor_is_set_up_and_then_wanted,
    acc_6_of_two_who_show_one_code_at_once_one_signs_in,
    acc_6_wrong_codes_count_as_failures,
    acc_6_a_recovery_code_opens_once,
    acc_6_without_the_password_no_second_factor_begins,
    acc_6_an_owner_demands_it_of_the_staff,
    acc_6_a_member_sees_where_it_stands,
    acc_6_an_owner_takes_a_lost_one_away,
    acc_6_nobody_takes_their_own_away_without_a_code,
    no_secret_of_a_second_factor_stands_in_the_clear,
);

const PATH: &str = "/v1/second-factor";

/// The code that an app shows which was given `secret`, `seconds` from now.
fn code(world: &World, secret: &str, seconds: i64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    let at = world.clock.now() + TimeDelta::seconds(seconds);
    totp.generate(at.timestamp().unsigned_abs()).to_string()
}

async fn begin(desk: &Desk) -> (String, Vec<String>) {
    let begun = desk.ask(Method::POST, PATH, json!({ "password": PASSWORD })).await;
    assert_eq!(begun.status, 200, "{}", begun.text);
    let begun = begun.json();
    assert!(
        begun["otpauth"]
            .as_str()
            .unwrap()
            .starts_with("otpauth://totp/Kagifuda:")
    );
    let codes = begun["recovery_codes"].as_array().unwrap();
    let codes = codes.iter().map(|code| code.as_str().unwrap().to_owned()).collect();
    (begun["secret"].as_str().unwrap().to_owned(), codes)
}

/// Sets up a second factor, and waits until the code that confirmed it is over.
async fn set_up(world: &World, desk: &Desk) -> (String, Vec<String>) {
    let (secret, codes) = begin(desk).await;
    let confirmed = desk
        .ask(Method::PUT, PATH, json!({ "code": code(world, &secret, 0) }))
        .await;
    assert_eq!(confirmed.status, 200, "{}", confirmed.text);
    world.after(TimeDelta::seconds(30));
    (secret, codes)
}

async fn sign_in(world: &World, login: &str, code: &str) -> Answer {
    world
        .post(
            "/v1/session",
            json!({ "login": login, "password": PASSWORD, "code": code }),
        )
        .await
}

async fn acc_6_a_second_factor_is_set_up_and_then_wanted(world: World) {
    let desk = world.dealer("dealer01").await;
    assert_eq!(
        desk.ask(Method::PUT, PATH, json!({ "code": "123456" })).await.code(),
        "second_factor_off"
    );
    let (first, _) = begin(&desk).await;
    let (secret, codes) = begin(&desk).await;
    assert_ne!(first, secret, "begun anew");
    assert_eq!(
        world.try_sign_in("dealer01", PASSWORD).await.status,
        200,
        "it counts when it is confirmed"
    );
    for wrong in [code(&world, &first, 0), codes[0].clone()] {
        let refused = desk.ask(Method::PUT, PATH, json!({ "code": wrong })).await;
        assert_eq!((refused.status, refused.code().as_str()), (401, "second_factor_wrong"));
    }
    let right = code(&world, &secret, 0);
    assert_eq!(desk.ask(Method::PUT, PATH, json!({ "code": right })).await.status, 200);
    assert_eq!(
        desk.ask(Method::POST, PATH, json!({ "password": PASSWORD }))
            .await
            .code(),
        "second_factor_on"
    );
    let wanted = world.try_sign_in("dealer01", PASSWORD).await;
    assert_eq!((wanted.status, wanted.code().as_str()), (401, "second_factor_wanted"));
    assert_eq!(
        world.try_sign_in("dealer01", "a guess").await.code(),
        "wrong_credentials",
        "only the password learns of it"
    );
    assert_eq!(
        sign_in(&world, "dealer01", &right).await.code(),
        "second_factor_wrong",
        "used to confirm"
    );
    let next = code(&world, &secret, 30);
    assert_eq!(sign_in(&world, "dealer01", &next).await.status, 200, "one step early");
    assert_eq!(
        sign_in(&world, "dealer01", &next).await.code(),
        "second_factor_wrong",
        "used"
    );
    world.after(TimeDelta::seconds(60));
    let off = desk
        .ask(Method::DELETE, PATH, json!({ "code": code(&world, &secret, 0) }))
        .await;
    assert_eq!(off.status, 200, "{}", off.text);
    assert_eq!(world.try_sign_in("dealer01", PASSWORD).await.status, 200);
}

async fn acc_6_of_two_who_show_one_code_at_once_one_signs_in(world: World) {
    let desk = world.dealer("dealer01").await;
    let (secret, codes) = set_up(&world, &desk).await;
    let world = Arc::new(world);
    for shown in [code(&world, &secret, 0), codes[0].clone()] {
        let tries: Vec<_> = (0..4)
            .map(|_| {
                let (world, shown) = (world.clone(), shown.clone());
                tokio::spawn(async move { sign_in(&world, "dealer01", &shown).await.status })
            })
            .collect();
        let mut statuses = Vec::new();
        for one in tries {
            statuses.push(one.await.unwrap());
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 401, 401, 401], "{shown}");
        world.after(TimeDelta::minutes(5));
    }
}

async fn acc_6_wrong_codes_count_as_failures(world: World) {
    let desk = world.dealer("dealer01").await;
    let (secret, _) = set_up(&world, &desk).await;
    for n in 0..5 {
        let wrong = if n % 2 == 0 {
            sign_in(&world, "dealer01", "0000000").await
        } else {
            desk.ask(Method::DELETE, PATH, json!({ "code": "000-000-0" })).await
        };
        assert_eq!(wrong.code(), "second_factor_wrong", "{n}");
    }
    let right = code(&world, &secret, 0);
    assert_eq!(sign_in(&world, "dealer01", &right).await.code(), "too_many_tries");
    assert_eq!(
        desk.ask(Method::DELETE, PATH, json!({ "code": right })).await.code(),
        "too_many_tries"
    );
    world.after(TimeDelta::minutes(5));
    assert_eq!(sign_in(&world, "dealer01", &code(&world, &secret, 0)).await.status, 200);
}

async fn acc_6_a_recovery_code_opens_once(world: World) {
    let desk = world.dealer("dealer01").await;
    let (_, codes) = set_up(&world, &desk).await;
    assert_eq!(codes.len(), 10);
    assert_eq!(
        sign_in(&world, "dealer01", &codes[0].to_lowercase().replace('-', " "))
            .await
            .status,
        200
    );
    assert_eq!(
        sign_in(&world, "dealer01", &codes[0]).await.code(),
        "second_factor_wrong"
    );
    assert_eq!(
        desk.ask(Method::DELETE, PATH, json!({ "code": codes[1] })).await.status,
        200
    );
    assert_eq!(world.try_sign_in("dealer01", PASSWORD).await.status, 200);
}

async fn acc_6_without_the_password_no_second_factor_begins(world: World) {
    let desk = world.dealer("dealer01").await;
    let refused = desk.ask(Method::POST, PATH, json!({ "password": "a guess" })).await;
    assert_eq!((refused.status, refused.code().as_str()), (401, "wrong_credentials"));
    assert_eq!(
        desk.ask(Method::PUT, PATH, json!({ "code": "123456" })).await.code(),
        "second_factor_off"
    );
}

async fn acc_6_an_owner_demands_it_of_the_staff(world: World) {
    let owner = world.dealer("dealer01").await;
    let added = json!({ "login": "clerk001", "role": "clerk", "password": PASSWORD });
    owner.ask(Method::POST, "/v1/staff", added).await;
    let clerk = world.sign_in("clerk001").await;
    let demand = json!({ "demanded": true });
    let refused = owner.ask(Method::PUT, "/v1/second-factor/demand", demand.clone()).await;
    assert_eq!(refused.code(), "second_factor_off", "who demands it has it");
    let (secret, _) = set_up(&world, &owner).await;
    assert_eq!(
        owner.ask(Method::PUT, "/v1/second-factor/demand", demand).await.status,
        200
    );
    let due = clerk.get_changes(0, 1).await;
    assert_eq!((due.status, due.code().as_str()), (403, "second_factor_demanded"));
    let clerk = world.sign_in("clerk001").await;
    assert!(clerk.session.second_factor_due);
    set_up(&world, &clerk).await;
    assert_eq!(clerk.get_changes(0, 1).await.status, 200);
    let kept = owner
        .ask(Method::DELETE, PATH, json!({ "code": code(&world, &secret, 0) }))
        .await;
    assert_eq!(kept.code(), "second_factor_demanded");
}

async fn acc_6_an_owner_takes_a_lost_one_away(world: World) {
    let owner = world.dealer("dealer01").await;
    let added = json!({ "login": "clerk001", "role": "clerk", "password": PASSWORD });
    let id = owner.ask(Method::POST, "/v1/staff", added).await.json()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    set_up(&world, &world.sign_in("clerk001").await).await;
    let staff = owner.get("/v1/staff").await.json();
    assert_eq!(staff["staff"][0]["second_factor"], true);
    let mut body = json!({ "role": "clerk", "disabled": false, "drop_second_factor": true });
    let path = format!("/v1/staff/{id}");
    let refused = owner.ask(Method::PUT, &path, body.clone()).await;
    assert_eq!((refused.status, refused.code().as_str()), (401, "wrong_credentials"));
    assert_eq!(
        world.try_sign_in("clerk001", PASSWORD).await.code(),
        "second_factor_wanted"
    );
    body["own_password"] = json!(PASSWORD);
    assert_eq!(owner.ask(Method::PUT, &path, body).await.json()["second_factor"], false);
    letters(&world, "desk@example.jp", 2).await;
    assert_eq!(world.try_sign_in("clerk001", PASSWORD).await.status, 200);
}

async fn acc_6_nobody_takes_their_own_away_without_a_code(world: World) {
    let owner = world.dealer("dealer01").await;
    set_up(&world, &owner).await;
    let id = owner.get("/v1/staff").await.json()["staff"][0]["id"].clone();
    let path = format!("/v1/staff/{}", id.as_str().unwrap());
    for demanded in [false, true] {
        let demand = json!({ "demanded": demanded });
        assert_eq!(
            owner.ask(Method::PUT, "/v1/second-factor/demand", demand).await.status,
            200
        );
        let drop = json!({ "role": "owner", "disabled": false, "drop_second_factor": true, "own_password": PASSWORD });
        let refused = owner.ask(Method::PUT, &path, drop).await;
        assert_eq!((refused.status, refused.code().as_str()), (403, "role_may_not"));
    }
    assert_eq!(
        world.try_sign_in("dealer01", PASSWORD).await.code(),
        "second_factor_wanted"
    );
}

async fn no_secret_of_a_second_factor_stands_in_the_clear(world: World) {
    let desk = world.dealer("dealer01").await;
    let (secret, codes) = set_up(&world, &desk).await;
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(&world.database).await.unwrap();
    let mut kept = Vec::new();
    for sql in [
        "SELECT COALESCE(second_factor, '') FROM member",
        "SELECT hash FROM recovery_code",
        "SELECT body FROM idempotency",
        "SELECT request FROM idempotency",
        "SELECT state_after FROM audit",
    ] {
        let rows: Vec<(String,)> = sqlx::query_as(sql).fetch_all(&pool).await.unwrap();
        assert!(!rows.is_empty(), "{sql}");
        kept.extend(rows.into_iter().map(|(text,)| text));
    }
    pool.close().await;
    let bytes = Secret::try_from_base32(&secret).unwrap();
    let base64 = base64::Engine::encode(&base64::engine::general_purpose::STANDARD_NO_PAD, bytes.as_ref());
    for text in &kept {
        assert!(
            ![&secret, &base64, &codes[0]]
                .iter()
                .any(|said| text.contains(said.as_str())),
            "{text}"
        );
    }
}

async fn acc_6_a_member_sees_where_it_stands(world: World) {
    let desk = world.dealer("dealer01").await;
    let state = async |desk: &Desk| {
        let told = desk.get(PATH).await;
        assert_eq!(told.status, 200, "{}", told.text);
        let told = told.json();
        (told["on"].as_bool().unwrap(), told["demanded"].as_bool().unwrap())
    };
    assert_eq!(state(&desk).await, (false, false));
    let (secret, _) = begin(&desk).await;
    assert_eq!(state(&desk).await, (false, false), "begun is not on");
    let code = code(&world, &secret, 0);
    desk.ask(Method::PUT, PATH, json!({ "code": code })).await;
    assert_eq!(state(&desk).await, (true, false));
    desk.ask(Method::PUT, "/v1/second-factor/demand", json!({ "demanded": true }))
        .await;
    assert_eq!(state(&desk).await, (true, true));
}
