//! One-time links and passwords (ACC-2 to ACC-4).

use std::sync::Arc;

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

use super::mailed;
use crate::on_both_engines;
use crate::support::mail::{all_quiet, letters};
use crate::support::{PASSWORD, World};

on_both_engines!(
    acc_2_a_link_is_good_for_thirty_minutes,
    acc_2_of_two_who_use_a_link_at_once_one_does,
    acc_3_a_forgotten_password_is_set_through_a_link,
    acc_3_a_known_and_an_unknown_login_are_answered_alike,
    acc_4_a_changed_password_ends_every_other_session,
    acc_6_the_old_password_is_no_place_to_guess,
    no_password_stands_in_what_is_kept,
    acc_3_sign_ups_with_somebodys_address_keep_them_from_nothing,
);

const NEW: &str = "another horse battery";

async fn acc_2_a_link_is_good_for_thirty_minutes(world: World) {
    let token = mailed(&world, "new@example.jp", 1).await.token();
    let body = json!({ "token": token, "password": PASSWORD });
    for (path, body) in [
        ("/v1/link", json!({ "token": "no such token" })),
        ("/v1/password/new", body.clone()),
    ] {
        let unknown = world.post(path, body).await;
        assert_eq!(
            (unknown.status, unknown.code().as_str()),
            (404, "link_unknown"),
            "{path}"
        );
    }
    world.after(TimeDelta::minutes(30) - TimeDelta::seconds(1));
    assert_eq!(world.post("/v1/link", json!({ "token": token })).await.status, 200);
    world.after(TimeDelta::seconds(1));
    for (path, body) in [("/v1/link", json!({ "token": token })), ("/v1/sign-up/finish", body)] {
        let late = world.post(path, body).await;
        assert_eq!((late.status, late.code().as_str()), (410, "link_expired"), "{path}");
        assert_eq!(late.json()["until"], "2026-11-21T00:30:00Z");
    }
    world.after(TimeDelta::seconds(1));
    assert_eq!(
        world.admin().await.purge().await.unwrap().sign_ups,
        1,
        "what was typed is forgotten"
    );
    assert_eq!(
        world.post("/v1/link", json!({ "token": token })).await.code(),
        "link_expired"
    );
    world.after(TimeDelta::days(31));
    world.admin().await.purge().await.unwrap();
    assert_eq!(
        world.post("/v1/link", json!({ "token": token })).await.code(),
        "link_unknown"
    );
}

async fn acc_2_of_two_who_use_a_link_at_once_one_does(world: World) {
    world.dealer("dealer01").await;
    world
        .post("/v1/password/forgotten", json!({ "login": "dealer01" }))
        .await;
    let token = letters(&world, "desk@example.jp", 1).await[0].token();
    let world = Arc::new(world);
    let uses: Vec<_> = (0..6)
        .map(|n| {
            let world = world.clone();
            let body = json!({ "token": token, "password": format!("{NEW} {n}") });
            tokio::spawn(async move { world.post("/v1/password/new", body).await.status })
        })
        .collect();
    let mut statuses = Vec::new();
    for one in uses {
        statuses.push(one.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410, 410, 410, 410, 410]);
}

async fn acc_3_a_forgotten_password_is_set_through_a_link(world: World) {
    let desk = world.dealer("dealer01").await;
    for _ in 0..5 {
        world.try_sign_in("dealer01", "a guess").await;
    }
    for nth in 1..=2 {
        assert_eq!(
            world
                .post("/v1/password/forgotten", json!({ "login": "dealer01" }))
                .await
                .status,
            202
        );
        letters(&world, "desk@example.jp", nth).await;
    }
    let letters = letters(&world, "desk@example.jp", 2).await;
    let body = json!({ "token": letters[0].token(), "password": NEW });
    let opened = world
        .post("/v1/link", json!({ "token": letters[0].token() }))
        .await
        .json();
    assert_eq!(
        (&opened["purpose"], &opened["accounts"][0]["login"]),
        (&json!("new_password"), &json!("dealer01"))
    );
    let set = world.post("/v1/password/new", body.clone()).await;
    assert_eq!(set.json()["sessions_ended"], 1);
    assert_eq!(desk.get_changes(0, 1).await.code(), "not_signed_in");
    assert_eq!(world.post("/v1/password/new", body).await.code(), "link_used");
    let other = json!({ "token": letters[1].token(), "password": PASSWORD });
    assert_eq!(
        world.post("/v1/password/new", other).await.code(),
        "link_unknown",
        "other links die with it"
    );
    assert_eq!(
        world.try_sign_in("dealer01", NEW).await.status,
        200,
        "failures with the old one are forgotten"
    );
    assert_eq!(
        world.try_sign_in("dealer01", PASSWORD).await.code(),
        "wrong_credentials"
    );
}

async fn acc_3_a_known_and_an_unknown_login_are_answered_alike(world: World) {
    world.dealer("dealer01").await;
    let known = world
        .post("/v1/password/forgotten", json!({ "login": "dealer01" }))
        .await;
    for login in ["dealer99", "", "鍵", "\0"] {
        let unknown = world.post("/v1/password/forgotten", json!({ "login": login })).await;
        assert_eq!((unknown.status, &unknown.text), (202, &known.text), "{login:?}");
    }
    all_quiet(&world).await;
    letters(&world, "desk@example.jp", 1).await;
}

async fn acc_4_a_changed_password_ends_every_other_session(world: World) {
    let desk = world.dealer("dealer01").await;
    let others = [world.sign_in("dealer01").await, world.sign_in("dealer01").await];
    let bystander = world.dealer("dealer02").await;
    let (key, body) = (Uuid::new_v4(), json!({ "old": PASSWORD, "new": NEW }));
    let changed = desk.ask_under(key, Method::PUT, "/v1/password", body.clone()).await;
    assert_eq!(
        (changed.status, changed.json()["sessions_ended"].as_u64()),
        (200, Some(2))
    );
    let again = desk.ask_under(key, Method::PUT, "/v1/password", body).await;
    assert_eq!(again.text, changed.text, "asked again, it is answered again");
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(desk.get_changes(0, 1).await.status, 200);
    assert_eq!(bystander.get_changes(0, 1).await.status, 200);
    for other in others {
        assert_eq!(other.get_changes(0, 1).await.code(), "not_signed_in");
        assert_eq!(other.refresh().await.code(), "session_ended");
    }
    assert_eq!(
        world.try_sign_in("dealer01", PASSWORD).await.code(),
        "wrong_credentials"
    );
    assert_eq!(world.try_sign_in("dealer01", NEW).await.status, 200);
    let told = letters(&world, "desk@example.jp", 1).await;
    assert!(told[0].body.contains("dealer01") && !told[0].body.contains(NEW));
}

async fn acc_6_the_old_password_is_no_place_to_guess(world: World) {
    let desk = world.dealer("dealer01").await;
    let guesses: Vec<_> = (0..8)
        .map(|n| {
            let desk = desk.clone();
            let body = json!({ "old": format!("a guess {n}"), "new": NEW });
            tokio::spawn(async move { desk.ask(Method::PUT, "/v1/password", body).await.status })
        })
        .collect();
    let mut statuses = Vec::new();
    for one in guesses {
        statuses.push(one.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [401, 401, 401, 401, 401, 429, 429, 429]);
    let right = json!({ "old": PASSWORD, "new": NEW });
    assert_eq!(
        desk.ask(Method::PUT, "/v1/password", right.clone()).await.code(),
        "too_many_tries"
    );
    assert_eq!(world.try_sign_in("dealer01", PASSWORD).await.status, 429);
    world.after(TimeDelta::minutes(5));
    assert_eq!(desk.ask(Method::PUT, "/v1/password", right).await.status, 200);
}

async fn no_password_stands_in_what_is_kept(world: World) {
    let desk = world.dealer("dealer01").await;
    let key = Uuid::new_v4();
    let change = |old: &str, new: &str| json!({ "old": old, "new": new });
    assert_eq!(
        desk.ask_under(key, Method::PUT, "/v1/password", change(PASSWORD, NEW))
            .await
            .status,
        200
    );
    let other = desk
        .ask_under(
            key,
            Method::PUT,
            "/v1/password",
            change("whatever", "yet another horse"),
        )
        .await;
    assert_eq!(other.status, 200, "what is kept cannot tell one password from another");
    assert_eq!(other.headers["idempotency-replayed"], "true");
    assert_eq!(world.try_sign_in("dealer01", NEW).await.status, 200);
}

async fn acc_3_sign_ups_with_somebodys_address_keep_them_from_nothing(world: World) {
    let owner = world.dealer("dealer01").await;
    for nth in 1..=3 {
        mailed(&world, "desk@example.jp", nth).await;
    }
    world.post("/v1/sign-up", super::sign_up_form("desk@example.jp")).await;
    all_quiet(&world).await;
    letters(&world, "desk@example.jp", 3).await;
    world
        .post("/v1/password/forgotten", json!({ "login": "dealer01" }))
        .await;
    let reset = letters(&world, "desk@example.jp", 4).await.pop().unwrap().token();
    let invited = json!({ "login": "clerk001", "role": "clerk" });
    assert_eq!(owner.ask(Method::POST, "/v1/staff", invited).await.status, 200);
    let set = json!({ "token": reset, "password": NEW });
    assert_eq!(world.post("/v1/password/new", set).await.status, 200);
}
