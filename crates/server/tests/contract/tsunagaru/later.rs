//! What becomes of a subscription: first use, extensions, searches.

use chrono::{DateTime, TimeDelta, Utc};
use kagifuda_domain::Clock;
use kagifuda_domain::kms::Pair;
use serde_json::{Value, json};

use super::{Office, THREE_YEARS, TRIAL, YEAR, code, line, refused, wrong};
use crate::on_both_engines;
use crate::support::{DEVICE, World};

on_both_engines!(
    tsu_2_the_clock_starts_with_the_first_use_that_a_device_proves,
    tsu_4_tsu_5_tsu_6_an_extension_adds_or_begins_anew_or_is_refused,
    tsu_7_never_more_than_six_years,
    tsu_13_a_search_needs_the_whole_pair_and_its_device,
    a_preview_changes_nothing,
    tsu_4_past_midnight_in_greenwich_what_was_shown_is_not_confirmed,
);

async fn tsu_2_the_clock_starts_with_the_first_use_that_a_device_proves(world: World) {
    let mut office = Office::new(&world, "dealer01").await;
    let applied = office.apply(DEVICE, YEAR).await.json();
    assert_eq!(applied["standing"]["state"], "not_started");
    assert_eq!(applied["standing"]["expiry"], Value::Null);
    office.later(TimeDelta::days(40)).await;
    let forged = office.use_first(DEVICE, &json!("0000-0000-0000-0000")).await;
    let unknown = office
        .use_first("FFFF-0000-0000-0001", &applied["registration_key"])
        .await;
    assert_eq!(
        (forged.status, &forged.text),
        (404, &unknown.text),
        "as good as unknown"
    );
    assert_eq!(office.status(DEVICE).await["state"], "not_started");

    let used = office.use_first(DEVICE, &applied["registration_key"]).await.json();
    assert_eq!(
        (&used["state"], &used["expiry"], &used["expiry_in_japan"]),
        (&json!("active"), &json!("2027-12-31"), &json!("2028-01-01T08:59:00"))
    );
    office.later(TimeDelta::days(1)).await;
    assert_eq!(
        office.use_first(DEVICE, &applied["registration_key"]).await.json(),
        used,
        "said again"
    );
    assert_eq!(office.told(DEVICE).await["anchor"], "2026-12-31");
    let acts: Vec<[String; 5]> = world.audit().await;
    let uses: Vec<_> = acts.iter().filter(|row| row[0] == "tsunagaru.first_use").collect();
    assert_eq!(uses.len(), 1);
    assert_eq!(uses[0][1], "device");
}

async fn tsu_4_tsu_5_tsu_6_an_extension_adds_or_begins_anew_or_is_refused(world: World) {
    let mut office = Office::new(&world, "dealer01").await;
    assert_eq!(refused(&office.extend(DEVICE, YEAR).await), code("nothing_to_extend"));
    let applied = office.apply(DEVICE, TRIAL).await.json();
    assert_eq!(
        office.extend(DEVICE, YEAR).await.json()["after"]["months"],
        15,
        "TSU-4 not started"
    );
    assert_eq!(
        refused(&office.extend(DEVICE, TRIAL).await),
        code("trial_extends_nothing")
    );
    office.use_first(DEVICE, &applied["registration_key"]).await;
    let extended = office.extend(DEVICE, YEAR).await.json();
    assert_eq!(extended["before"]["expiry"], "2028-02-21");
    assert_eq!(extended["after"]["expiry"], "2029-02-21", "TSU-4 active");
    let in_grace: DateTime<Utc> = "2029-08-21T23:59:59Z".parse().unwrap();
    office.later(in_grace - world.clock.now()).await;
    let anew = office.extend(DEVICE, YEAR).await.json();
    assert_eq!(
        (&anew["before"]["state"], &anew["after"]["state"]),
        (&json!("grace"), &json!("active"))
    );
    assert_eq!(
        (&anew["after"]["expiry"], &anew["after"]["months"]),
        (&json!("2030-08-21"), &json!(12)),
        "TSU-5"
    );
    assert_eq!(office.told(DEVICE).await["anchor"], "2029-08-21");
    let lapsed: DateTime<Utc> = "2031-02-22T00:00:00Z".parse().unwrap();
    office.later(lapsed - world.clock.now()).await;
    let answer = office.extend(DEVICE, YEAR).await;
    assert_eq!(refused(&answer), code("grace_over"), "TSU-6");
    assert_eq!(answer.json()["last_day"], "2031-02-21");
}

async fn tsu_7_never_more_than_six_years(world: World) {
    let office = Office::new(&world, "dealer01").await;
    let applied = office.apply(DEVICE, TRIAL).await.json();
    office.use_first(DEVICE, &applied["registration_key"]).await;
    let extended = office.extend(DEVICE, THREE_YEARS).await.json();
    assert_eq!(
        (&extended["after"]["months"], &extended["after"]["months_that_fit"]),
        (&json!(39), &json!(24))
    );
    let card = office.card(THREE_YEARS).await;
    let answer = office.extend_with(DEVICE, card).await;
    assert_eq!(
        (refused(&answer), &answer.json()["months"]),
        (code("over_six_years"), &json!(24))
    );
    assert_eq!(office.extend(DEVICE, YEAR).await.json()["after"]["months_that_fit"], 12);
    let other = "FFFF-0000-0000-0001";
    let number = office.a_number(other).await;
    let answer = office.apply_with(other, card, &number).await;
    assert_eq!(answer.status, 200, "a refusal binds no key: {}", answer.text);
}

async fn tsu_13_a_search_needs_the_whole_pair_and_its_device(world: World) {
    let office = Office::new(&world, "dealer01").await;
    let (card, number) = (office.card(YEAR).await, office.a_number(DEVICE).await);
    let applied = office.apply_with(DEVICE, card, &number).await.json();
    let search = async |device: &str, card: Pair| {
        let body = json!({ "device": device, "key": line(card) });
        office.desk.write("/v1/tsunagaru/search", body).await
    };
    let found = search(DEVICE, card).await.json();
    assert_eq!(
        (&found["connection_no"], &found["registration_key"]),
        (&number, &applied["registration_key"])
    );
    assert_eq!(search("FFFF-0000-0000-0001", card).await.code(), "not_found");
    assert_eq!(
        search(DEVICE, office.card(YEAR).await).await.code(),
        "not_found",
        "not on it"
    );
    assert_eq!(search(DEVICE, wrong(card)).await.line_codes(), ["unknown_pair"]);
}

async fn a_preview_changes_nothing(world: World) {
    let office = Office::new(&world, "dealer01").await;
    assert_eq!(office.apply(DEVICE, YEAR).await.status, 200);
    let head = office.desk.page(0, 1).await.head;
    let body = json!({ "device": DEVICE, "key": line(office.card(THREE_YEARS).await), "accepted_terms": 1 });
    let minted = office.desk.page(0, 1).await.head;
    let seen = office
        .desk
        .write("/v1/tsunagaru/extensions/preview", body.clone())
        .await
        .json();
    assert_eq!(
        (&seen["before"]["months"], &seen["after"]["months"]),
        (&json!(12), &json!(48))
    );
    assert_eq!(office.status(DEVICE).await, seen["before"]);
    assert_eq!((minted, office.desk.page(0, 1).await.head), (head + 1, head + 1));
    let done = office.desk.write("/v1/tsunagaru/extensions", body).await.json();
    assert_eq!(done["after"], seen["after"]);
}

async fn tsu_4_past_midnight_in_greenwich_what_was_shown_is_not_confirmed(world: World) {
    let mut office = Office::new(&world, "dealer01").await;
    let applied = office.apply(DEVICE, YEAR).await.json();
    office.use_first(DEVICE, &applied["registration_key"]).await;
    let last_minute: DateTime<Utc> = "2027-11-21T23:59:59Z".parse().unwrap();
    office.later(last_minute - world.clock.now()).await;
    let mut body = json!({ "device": DEVICE, "key": line(office.card(YEAR).await), "accepted_terms": 1 });
    let preview = "/v1/tsunagaru/extensions/preview";
    let seen = office.desk.write(preview, body.clone()).await.json();
    assert_eq!(seen["after"]["expiry"], "2028-11-21");
    body["shown"] = seen["after"].clone();
    office.later(TimeDelta::seconds(1)).await;
    let refusal = office.desk.write("/v1/tsunagaru/extensions", body.clone()).await;
    assert_eq!(
        (refused(&refusal), &refusal.json()["after"]["expiry"]),
        (code("standing_changed"), &json!("2028-11-22"))
    );
    assert_eq!(office.status(DEVICE).await["state"], "grace", "nothing was done");
    body["shown"] = refusal.json()["after"].clone();
    let done = office.desk.write("/v1/tsunagaru/extensions", body).await.json();
    assert_eq!(done["after"]["expiry"], "2028-11-22");
}
