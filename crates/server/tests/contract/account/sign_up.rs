//! Signing up (ACC-1, ACC-2).

use std::sync::Arc;

use chrono::TimeDelta;
use serde_json::json;

use super::{mailed, sign_up_form};
use crate::on_both_engines;
use crate::support::mail::{all_quiet, letters};
use crate::support::{PASSWORD, World, send};

on_both_engines!(
    acc_1_a_dealer_signs_up_and_is_issued_a_login,
    acc_1_what_is_not_taken_is_named_field_by_field,
    acc_2_a_known_and_an_unknown_address_are_answered_alike,
    acc_2_the_owner_of_a_known_address_overwrites_the_profile,
    acc_2_the_owner_of_a_known_address_keeps_it_or_uses_another,
    acc_2_two_links_to_one_mailbox_make_one_dealer,
    acc_2_nobody_is_flooded_with_links,
    mnt_2_nobody_signs_up_during_maintenance,
);

async fn acc_1_a_dealer_signs_up_and_is_issued_a_login(world: World) {
    let offer = send(world.request(reqwest::Method::GET, "/v1/sign-up")).await.json();
    assert_eq!(offer["consent"]["version"], "2026-11");
    assert!(offer["countries"].as_array().unwrap().contains(&json!("JP")));
    let letter = mailed(&world, "new@example.jp", 1).await;
    let token = letter.token();
    let opened = world.post("/v1/link", json!({ "token": token })).await.json();
    assert_eq!(
        (&opened["purpose"], &opened["email"]),
        (&json!("register"), &json!("new@example.jp"))
    );
    let weak = world
        .post("/v1/sign-up/finish", json!({ "token": token, "password": "password" }))
        .await;
    assert_eq!((weak.status, weak.code().as_str()), (422, "password_refused"));
    let done = world
        .post("/v1/sign-up/finish", json!({ "token": token, "password": PASSWORD }))
        .await;
    let login = done.json()["login"].as_str().unwrap().to_owned();
    let told = letters(&world, "new@example.jp", 2).await.pop().unwrap();
    assert!(
        told.body.contains(&login) && !told.body.contains(PASSWORD),
        "{}",
        told.body
    );
    let desk = world.sign_in(&login).await;
    let records = desk.records().await;
    let dealer = records.iter().find(|record| record["record"] == "dealer").unwrap();
    assert_eq!(dealer["company"], "新田電気");
    assert_eq!(dealer["address"], json!(["福岡市中央区1-2-3"]));
    assert_eq!(desk.get("/v1/profile").await.json()["profile"]["news"], false);
    for row in world.audit().await.iter().flatten() {
        assert!(!row.contains(&token) && !row.contains(PASSWORD), "{row}");
    }
}

async fn acc_1_what_is_not_taken_is_named_field_by_field(world: World) {
    let mut form = sign_up_form("new@example.jp");
    form["profile"]["company"] = json!("");
    form["profile"]["country"] = json!("日本");
    form["email_confirmation"] = json!("other@example.jp");
    let refused = world.post("/v1/sign-up", form.clone()).await;
    assert_eq!((refused.status, refused.code().as_str()), (422, "fields_refused"));
    assert_eq!(
        refused.json()["fields"],
        json!(["company", "country", "email_confirmation"])
    );
    form["consent"] = json!("2001-01");
    let refused = world.post("/v1/sign-up", form).await;
    assert_eq!(
        (refused.code().as_str(), &refused.json()["version"]),
        ("consent_outdated", &json!("2026-11"))
    );
    all_quiet(&world).await;
    letters(&world, "new@example.jp", 0).await;
}

async fn acc_2_a_known_and_an_unknown_address_are_answered_alike(world: World) {
    world.dealer("dealer01").await;
    let known = world.post("/v1/sign-up", sign_up_form("desk@example.jp")).await;
    let unknown = world.post("/v1/sign-up", sign_up_form("nobody@example.jp")).await;
    assert_eq!((known.status, &known.text), (202, &unknown.text));
    let mut headers = [known.headers, unknown.headers];
    headers.iter_mut().for_each(|headers| drop(headers.remove("date")));
    assert_eq!(headers[0], headers[1]);
    let (known, unknown) = (
        letters(&world, "desk@example.jp", 1).await,
        letters(&world, "nobody@example.jp", 1).await,
    );
    assert_eq!(
        known[0].subject, unknown[0].subject,
        "only the mailbox's owner learns more, behind the link"
    );
}

async fn acc_2_the_owner_of_a_known_address_overwrites_the_profile(world: World) {
    let desk = world.dealer("dealer01").await;
    // The case of an address makes no other mailbox of it.
    let token = mailed(&world, "Desk@example.jp", 1).await.token();
    let opened = world.post("/v1/link", json!({ "token": token })).await.json();
    assert_eq!(opened["purpose"], "known_address");
    let account = &opened["accounts"][0];
    assert_eq!(
        (
            &account["login"],
            &account["profile"]["company"],
            &opened["typed"]["company"]
        ),
        (&json!("dealer01"), &json!("髙田商会"), &json!("新田電気")),
        "the old and the new are seen before the choice"
    );
    let finish = world
        .post("/v1/sign-up/finish", json!({ "token": token, "password": PASSWORD }))
        .await;
    assert_eq!((finish.status, finish.code().as_str()), (409, "address_known"));
    let choice = json!({ "token": token, "choice": "overwrite", "login": "dealer01" });
    let wrong = json!({ "token": token, "choice": "overwrite", "login": "dealer99" });
    assert_eq!(world.post("/v1/sign-up/known-address", wrong).await.code(), "not_found");
    assert_eq!(
        world.post("/v1/sign-up/known-address", choice.clone()).await.json()["login"],
        "dealer01"
    );
    let again = world.post("/v1/sign-up/known-address", choice).await;
    assert_eq!((again.status, again.code().as_str()), (410, "link_used"));
    assert_eq!(desk.get("/v1/profile").await.json()["profile"]["company"], "新田電気");
    let records = desk.records().await;
    assert_eq!(records.last().unwrap()["company"], "新田電気", "the desks are told");
    letters(&world, "desk@example.jp", 1).await;
}

async fn acc_2_the_owner_of_a_known_address_keeps_it_or_uses_another(world: World) {
    let desk = world.dealer("dealer01").await;
    for (nth, choice) in ["keep", "another_address"].into_iter().enumerate() {
        let token = mailed(&world, "desk@example.jp", nth + 1).await.token();
        let body = json!({ "token": token, "choice": choice });
        assert_eq!(world.post("/v1/sign-up/known-address", body.clone()).await.status, 200);
        assert_eq!(world.post("/v1/sign-up/known-address", body).await.code(), "link_used");
    }
    assert_eq!(desk.get("/v1/profile").await.json()["profile"]["company"], "髙田商会");
    let token = mailed(&world, "free@example.jp", 1).await.token();
    let body = json!({ "token": token, "choice": "keep" });
    assert_eq!(
        world.post("/v1/sign-up/known-address", body).await.code(),
        "link_unknown",
        "nobody has that address"
    );
}

async fn acc_2_two_links_to_one_mailbox_make_one_dealer(world: World) {
    let one = mailed(&world, "new@example.jp", 1).await.token();
    let two = mailed(&world, "new@example.jp", 2).await.token();
    assert_ne!(one, two);
    let world = Arc::new(world);
    let uses: Vec<_> = [one.clone(), two.clone(), one, two]
        .into_iter()
        .map(|token| {
            let world = world.clone();
            let body = json!({ "token": token, "password": PASSWORD });
            tokio::spawn(async move { world.post("/v1/sign-up/finish", body).await })
        })
        .collect();
    let mut statuses = Vec::new();
    for one in uses {
        statuses.push(one.await.unwrap().status);
    }
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200);
    assert!(
        statuses[1..].iter().all(|status| [409, 410].contains(status)),
        "{statuses:?}"
    );
}

async fn acc_2_nobody_is_flooded_with_links(world: World) {
    for n in 0..20 {
        let address = if n < 5 {
            "new@example.jp".into()
        } else {
            format!("new{n}@example.jp")
        };
        assert_eq!(
            world.post("/v1/sign-up", sign_up_form(&address)).await.status,
            202,
            "{n}"
        );
    }
    let waiting = world.post("/v1/sign-up", sign_up_form("more@example.jp")).await;
    assert_eq!((waiting.status, waiting.code().as_str()), (429, "too_many_tries"));
    assert_eq!(waiting.headers["retry-after"], "3600");
    assert_eq!(
        world
            .post("/v1/password/forgotten", json!({ "login": "dealer01" }))
            .await
            .status,
        429
    );
    all_quiet(&world).await;
    letters(&world, "new@example.jp", 3).await;
    world.after(TimeDelta::hours(1));
    mailed(&world, "new@example.jp", 4).await;
}

async fn mnt_2_nobody_signs_up_during_maintenance(world: World) {
    let token = mailed(&world, "new@example.jp", 1).await.token();
    let admin = world.admin().await;
    let from = "2026-11-21T00:10:00Z".parse().unwrap();
    let message = kagifuda_domain::catalogue::Bilingual {
        ja: "更新".into(),
        en: "An update".into(),
    };
    admin
        .schedule_maintenance(from, from + TimeDelta::minutes(5), message)
        .await
        .unwrap();
    admin.close().await;
    world.after(TimeDelta::minutes(10));
    for (path, body) in [
        ("/v1/sign-up", sign_up_form("more@example.jp")),
        ("/v1/sign-up/finish", json!({ "token": token, "password": PASSWORD })),
    ] {
        let answer = world.post(path, body).await;
        assert_eq!((answer.status, answer.code().as_str()), (503, "maintenance"), "{path}");
    }
    world.after(TimeDelta::minutes(5));
    assert_eq!(
        world
            .post("/v1/sign-up/finish", json!({ "token": token, "password": PASSWORD }))
            .await
            .status,
        200
    );
}
