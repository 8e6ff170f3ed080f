//! i-PRO Remo: customer accounts.

use chrono::TimeDelta;
use kagifuda_server::{Options, start};
use serde_json::json;
use uuid::Uuid;

use crate::on_both_engines;
use crate::support::World;
use crate::support::mail::kept;
use crate::support::remo::id;

on_both_engines!(
    rem_7_with_a_provisional_password_no_mail_goes_out,
    rem_7_a_link_sets_a_password_once_within_a_day,
    rem_7_a_wrong_address_is_corrected_by_adding_anew_before_allocating,
    rem_7_a_wrong_name_is_corrected_under_the_same_address,
    rem_7_the_feed_forgets_a_strangers_address,
);

async fn rem_7_with_a_provisional_password_no_mail_goes_out(world: World) {
    let clerk = world.clerk("dealer01").await;
    let body =
        json!({ "email": "a@example.jp", "name": "山田", "language": "ja", "provisional_password": "correct horse" });
    let added = clerk.post("customers", body.clone()).await.done();
    assert_eq!(
        (&added["is_open"], added.get("provisional_password")),
        (&json!(true), None)
    );
    assert_eq!(kept(&world).await.len(), 0);
    let mut again = body.clone();
    again["email"] = json!("A@Example.JP");
    assert_eq!(clerk.post("customers", again).await.reason(), "customer_known");
    for (field, value, code) in [
        ("provisional_password", "short", "remo_refused"),
        ("provisional_password", "password", "remo_refused"),
        ("email", "nobody", "bad_request"),
        ("email", "a@b..jp", "bad_request"),
        ("name", "", "bad_request"),
        ("name", "a\nb", "bad_request"),
        ("name", "a\u{202E}b", "bad_request"),
        ("name", "\u{200B}", "bad_request"),
        ("language", "fr", "bad_request"),
    ] {
        let mut wrong = body.clone();
        wrong[field] = json!(value);
        assert_eq!(clerk.post("customers", wrong).await.code(), code, "{field} {value}");
    }
    assert_eq!(
        clerk.get("customers").await.done()["customers"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert!(!format!("{:?}", world.audit().await).contains("correct horse"));
}

/// The world with its server started anew under a public address.
async fn public(mut world: World) -> World {
    let public_address = Some("https://keys.example.jp".to_owned());
    let options = Options {
        public_address,
        ..world.options()
    };
    std::mem::replace(&mut world.running, start(options).await.unwrap())
        .stop()
        .await;
    world
}

/// The token in a welcome mail.
fn token(mail: &[String; 3]) -> String {
    let link = mail[2].split("https://keys.example.jp/remo/welcome#").nth(1).unwrap();
    link.split_whitespace().next().unwrap().to_owned()
}

async fn welcome(world: &World, token: &str, password: &str) -> crate::support::Answer {
    world
        .post("/v1/remo/welcome", json!({ "token": token, "password": password }))
        .await
}

async fn rem_7_a_link_sets_a_password_once_within_a_day(world: World) {
    let world = public(world).await;
    let clerk = world.clerk("dealer01").await;
    let body = |email: &str| json!({ "email": email, "name": "山田", "language": "en" });
    let late = id(&clerk.post("customers", body("a@example.jp")).await.done());
    let late_token = token(&world.mails(1).await[0]);
    world.after(TimeDelta::hours(24));
    assert_eq!(
        welcome(&world, &late_token, "correct horse").await.reason(),
        "link_ended"
    );

    clerk.post("links", json!({ "customer": late })).await.done();
    let mails = world.mails(2).await;
    let good = mails.iter().map(token).find(|token| *token != late_token).unwrap();
    clerk.post("links", json!({ "customer": late })).await.done();
    assert_eq!(
        welcome(&world, &good, "correct horse").await.reason(),
        "link_ended",
        "a newer one is under way"
    );
    let mails = world.mails(3).await;
    let newest = mails
        .iter()
        .map(token)
        .find(|token| *token != late_token && *token != good)
        .unwrap();
    assert!(
        mails[0][2].contains("髙田商会 has made") && mails[0][0] == "i-PRO Remo: your account is ready",
        "{mails:?}"
    );

    assert_eq!(welcome(&world, &newest, "password").await.reason(), "password_weak");
    world.after(TimeDelta::hours(24) - TimeDelta::seconds(1));
    assert_eq!(welcome(&world, &newest, "correct horse").await.status, 204);
    assert_eq!(
        welcome(&world, &newest, "correct horse").await.reason(),
        "link_ended",
        "once"
    );
    assert_eq!(
        welcome(&world, "x", "correct horse").await.reason(),
        "link_ended",
        "alike"
    );
    assert_eq!(clerk.get("customers").await.done()["customers"][0]["is_open"], true);
    assert_eq!(clerk.told("remo_customer").await[0]["is_open"], true);
    assert_eq!(
        clerk.post("links", json!({ "customer": late })).await.reason(),
        "customer_open"
    );
    let audit = world.audit().await;
    assert!(
        audit
            .iter()
            .any(|row| row[0] == "remo.welcome" && row[1] == late.to_string()),
        "{audit:?}"
    );
    assert!(!format!("{audit:?}").contains(&newest));
}

async fn rem_7_a_wrong_address_is_corrected_by_adding_anew_before_allocating(world: World) {
    let clerk = world.clerk("dealer01").await;
    let wrong = clerk.customer("yamaba").await;
    let camera = clerk.camera(wrong, 1, "edge").await;
    let anew = |email: &str, wrong: Uuid| json!({ "email": email, "name": "山田", "language": "ja", "provisional_password": "correct horse", "replaces": wrong });
    let right = id(&clerk.post("customers", anew("yamada@example.jp", wrong)).await.done());
    let customers = clerk.told("remo_customer").await;
    assert_eq!(
        (customers.len(), id(&customers[0])),
        (1, right),
        "the wrong one is gone from desks, too"
    );
    assert_eq!(clerk.get(&format!("customers/{wrong}")).await.status, 404);
    assert_eq!(id(&clerk.account(right).await["cameras"][0]), camera, "cameras go over");
    clerk.allocate(right, "DG-JLE101W", 1).await;
    let late = clerk.post("customers", anew("yamada2@example.jp", right)).await;
    assert_eq!(late.reason(), "customer_allocated");
    assert_eq!(
        clerk
            .post("customers", anew("x@example.jp", Uuid::new_v4()))
            .await
            .status,
        404
    );
}

async fn rem_7_a_wrong_name_is_corrected_under_the_same_address(world: World) {
    let clerk = world.clerk("dealer01").await;
    let wrong = clerk.customer("yamada").await;
    let camera = clerk.camera(wrong, 1, "edge").await;
    clerk.customer("sato").await;
    let anew = |email: &str| json!({ "email": email, "name": "山田", "language": "en", "provisional_password": "correct horse", "replaces": wrong });
    assert_eq!(
        clerk.post("customers", anew("sato@example.jp")).await.reason(),
        "customer_known",
        "another one has it"
    );
    let right = clerk.post("customers", anew("Yamada@example.jp")).await.done();
    assert_eq!((&right["name"], &right["language"]), (&json!("山田"), &json!("en")));
    let account = clerk.account(id(&right)).await;
    assert_eq!(id(&account["cameras"][0]), camera);
    assert_eq!(clerk.get(&format!("customers/{wrong}")).await.status, 404);
    assert_eq!(clerk.told("remo_customer").await.len(), 2);
}

async fn rem_7_the_feed_forgets_a_strangers_address(world: World) {
    let clerk = world.clerk("dealer01").await;
    let wrong = clerk.customer("stranger").await;
    let camera = clerk.camera(wrong, 1, "edge").await;
    let desk = clerk.desk().await;
    let before = desk.records().await;
    assert!(json!(before).to_string().contains("stranger@example.jp"));
    let anew = json!({ "email": "yamada@example.jp", "name": "山田", "language": "ja", "provisional_password": "correct horse", "replaces": wrong });
    let right = clerk.post("customers", anew).await.done();
    let after = desk.records().await;
    assert!(!json!(after).to_string().contains("stranger"), "{after:?}");
    assert!(after.len() > before.len(), "the feed has no gap");
    let gone = |kind: &str, id: Uuid| json!({ "record": "gone", "kind": kind, "id": id });
    let place = |told: &serde_json::Value| after.iter().position(|record| record == told);
    assert!(place(&gone("remo_customer", wrong)).is_some() && place(&gone("remo_camera", camera)).is_some());
    let cameras = clerk.told("remo_camera").await;
    assert_eq!(
        (cameras.len(), &cameras[0]["customer"]),
        (1, &right["id"]),
        "it went over"
    );
}
