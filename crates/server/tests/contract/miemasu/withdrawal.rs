//! MIE-11: what is erased is erased everywhere.

use serde_json::json;

use crate::on_both_engines;
use crate::support::World;
use crate::support::mail::kept;
use crate::support::miemasu::{BASIC, Shop};

on_both_engines!(
    mie_11_a_contract_user_withdraws_after_all_devices_are_deleted,
    mie_11_nothing_of_the_contract_user_is_left_and_the_feed_is_whole,
);

async fn mie_11_a_contract_user_withdraws_after_all_devices_are_deleted(world: World) {
    let shop = Shop::new(world).await;
    let devices = [shop.device(BASIC).await, shop.device(BASIC).await];
    let path = format!("/v1/miemasu/contractors/{}/withdrawal", shop.contractor);
    let refused = shop.post(&path, json!({})).await;
    assert_eq!(
        (
            refused.code().as_str(),
            &refused.json()["count"],
            &refused.json()["missing"]
        ),
        ("devices_left", &json!(2), &json!(["data_erased"])),
        "all that is in the way is named at once"
    );
    let boxes = json!({ "no_refund": true, "key_void": true });
    for device in &devices {
        let refused = shop.post(&path, json!({ "data_erased": true })).await;
        assert_eq!(refused.code(), "devices_left");
        assert_eq!(shop.ask_device(device, "deletion", boxes.clone()).await.status, 200);
    }
    let refused = shop.post(&path, json!({ "data_erased": false })).await;
    assert_eq!(
        (refused.code().as_str(), &refused.json()["missing"]),
        ("unconfirmed", &json!(["data_erased"]))
    );
    assert_eq!(shop.post(&path, json!({ "data_erased": true })).await.status, 200);
    assert_eq!(
        shop.post(&path, json!({ "data_erased": true })).await.code(),
        "not_found"
    );
    let gone = shop.ask_device(&devices[0], "deletion", boxes).await;
    assert_eq!(gone.code(), "not_found", "even that there was a device is forgotten");
}

async fn mie_11_nothing_of_the_contract_user_is_left_and_the_feed_is_whole(world: World) {
    let mut shop = Shop::new(world).await;
    let stays = shop.contractor("Swift", "swift@example.com", "en").await;
    let path = format!("/v1/miemasu/contractors/{}", shop.contractor);
    let form = json!({ "name": "つばめ本店", "email": "honten@example.jp", "language": "ja" });
    assert_eq!(shop.put(&path, form).await.status, 200);
    let device = shop.device(BASIC).await;
    shop.at("2027-09-01T00:00:00").await;
    shop.do_what_is_due().await;
    assert_eq!(kept(&shop.world).await.len(), 1, "a mail to them is there");
    let old_desk = shop.desk.feed(100).await;
    let boxes = json!({ "no_refund": true, "key_void": true });
    assert_eq!(shop.ask_device(&device, "deletion", boxes).await.status, 200);
    let withdrawn = shop
        .post(&format!("{path}/withdrawal"), json!({ "data_erased": true }))
        .await;
    assert_eq!(withdrawn.status, 200);

    // Gapless and signed, as `feed` makes sure, with the same numbers.
    let feed = shop.desk.feed(100).await;
    let changed: Vec<u64> = old_desk
        .iter()
        .zip(&feed)
        .filter(|(a, b)| a != b)
        .map(|(a, _)| a.number)
        .collect();
    assert_eq!(
        changed.len(),
        3,
        "the contract user twice, the device once: {changed:?}"
    );
    let records = shop.desk.records().await;
    let gone = json!({ "record": "gone", "kind": "contractor", "id": shop.contractor });
    assert_eq!(records.last(), Some(&gone));
    assert!(records.iter().any(|record| record["id"] == json!(stays)), "others stay");
    assert_eq!(kept(&shop.world).await.len(), 0);
    for word in ["つばめ", "tsubame", "honten", "カメラ 1", "camera-1"] {
        for (table, column) in [
            ("change", "record"),
            ("mail", "recipient"),
            ("mail", "body"),
            ("audit", "subject"),
            ("audit", "state_before"),
            ("audit", "state_after"),
            ("idempotency", "body"),
            ("contractor", "name"),
            ("contractor", "email"),
            ("miemasu_device", "name"),
        ] {
            let found = shop
                .world
                .count(format!("SELECT count(*) FROM {table} WHERE {column} LIKE '%{word}%'"))
                .await;
            assert_eq!(found, 0, "{word} in {table}.{column}");
        }
    }
    let admin = shop.world.admin().await;
    assert_eq!(admin.verify_audit().await.unwrap().faults, []);
}
