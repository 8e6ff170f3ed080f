//! Searching, sites and reports of KMS.

use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::on_both_engines;
use crate::support::{DEVICE, OTHER_DEVICE, World};

on_both_engines!(
    kms_5_a_site_is_saved_and_recalled,
    kms_8_a_search_is_for_a_device_or_for_a_key,
    kms_9_reports_are_csv_files_of_days_in_japan,
    a_dealer_finds_nothing_of_another_dealer,
);

async fn kms_5_a_site_is_saved_and_recalled(world: World) {
    let desk = world.dealer("dealer01").await;
    let path = format!("/v1/kms/devices/{DEVICE}/site");
    assert_eq!(desk.get(&path).await.code(), "not_found");
    let saved = desk.put(&path, json!({ "site": ["福岡支店", "3階"] })).await;
    assert_eq!(
        (saved.status, saved.json()),
        (200, json!({ "site": ["福岡支店", "3階"] }))
    );
    assert_eq!(
        desk.get(&path.to_lowercase()).await.json(),
        saved.json(),
        "however it is written"
    );
    let told: Vec<Value> = desk
        .records()
        .await
        .into_iter()
        .filter(|record| record["record"] == "device")
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["site"], saved.json()["site"]);
    let too_long = desk.put(&path, json!({ "site": ["あ".repeat(51), ""] })).await;
    assert_eq!(too_long.code(), "bad_request");
    assert_eq!(
        desk.put("/v1/kms/devices/1234/site", json!({ "site": ["", ""] }))
            .await
            .code(),
        "not_found"
    );
}

async fn kms_8_a_search_is_for_a_device_or_for_a_key(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 3).await;
    let issued = desk.register(DEVICE, &keys[..1]).await.registration_keys();
    world.after(TimeDelta::seconds(1));
    desk.register(DEVICE, &keys[1..2]).await;
    let search = async |body: Value| desk.write("/v1/kms/search", body).await;
    let of_device = search(json!({ "device": DEVICE })).await.json();
    let found: Vec<&Value> = of_device["registrations"].as_array().unwrap().iter().collect();
    assert_eq!(
        found.iter().map(|one| &one["activation_key"]).collect::<Vec<_>>(),
        [&json!(keys[0].no), &json!(keys[1].no)]
    );
    let no = keys[0].no.plain().to_lowercase();
    let of_key = search(json!({ "activation_key": no })).await.json();
    assert_eq!(of_key["registrations"][0], *found[0], "hyphens and case do not matter");
    assert_eq!(of_key["registrations"][0]["registration_key"], json!(issued[0]));
    let open = search(json!({ "activation_key": keys[2].no })).await.json();
    assert_eq!(open, json!({ "registrations": [] }), "it is not registered");
    for neither_or_both in [json!({}), json!({ "device": DEVICE, "activation_key": keys[0].no })] {
        assert_eq!(search(neither_or_both).await.code(), "bad_request");
    }
}

async fn kms_9_reports_are_csv_files_of_days_in_japan(world: World) {
    let mut desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 3).await;
    let site = json!({ "site": ["=1+1", "3階"] });
    desk.put(&format!("/v1/kms/devices/{DEVICE}/site"), site).await;
    desk.register(DEVICE, &keys[..2]).await;
    // 15 hours later it is the next day in Japan.
    world.after(TimeDelta::hours(15));
    desk = world.sign_in("dealer01").await;
    desk.register(OTHER_DEVICE, &keys[2..]).await;
    let totals = desk.get("/v1/kms/reports/totals").await;
    assert_eq!(totals.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(
        totals.text,
        "\u{FEFF}\"発行日\",\"発行数\"\r\n\"2026/11/21\",\"2\"\r\n\"2026/11/22\",\"1\"\r\n"
    );
    let history = desk
        .get("/v1/kms/reports/history?from=2026-11-21&to=2026-11-21")
        .await
        .text;
    let lines: Vec<&str> = history.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(
        lines[1].starts_with("\"2026/11/21 09:00:00\",\"1234-5678-90AB-CDEF\",\"'=1+1\",\"3階\","),
        "{history}"
    );
    assert!(
        lines[1].ends_with("\"KX-VCS101\",\"ソフトウェア拡張\",\"dealer01\""),
        "{history}"
    );
    let open_end = desk.get("/v1/kms/reports/history?from=2026-11-22").await.text;
    assert_eq!(open_end.lines().count(), 2);
    assert_eq!(
        desk.get("/v1/kms/reports/history?from=yesterday").await.code(),
        "bad_request"
    );
}

async fn a_dealer_finds_nothing_of_another_dealer(world: World) {
    let (one, two) = (world.dealer("dealer01").await, world.dealer("dealer02").await);
    let keys = world.mint("dealer01", "KX-VCS101", 1).await;
    assert_eq!(one.register(DEVICE, &keys).await.status, 200);
    for body in [json!({ "device": DEVICE }), json!({ "activation_key": keys[0].no })] {
        assert_eq!(
            two.write("/v1/kms/search", body).await.json(),
            json!({ "registrations": [] })
        );
    }
    assert_eq!(two.get(&format!("/v1/kms/devices/{DEVICE}/site")).await.status, 404);
    assert_eq!(two.get("/v1/kms/reports/history").await.text.lines().count(), 1);
    let anonymous = two.with_access(&Uuid::new_v4().to_string());
    assert_eq!(anonymous.get("/v1/kms/reports/history").await.code(), "not_signed_in");
}
