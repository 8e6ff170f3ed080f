//! Contract users and devices as they are found and changed.

use std::slice::from_ref;

use serde_json::json;

use crate::on_both_engines;
use crate::support::World;
use crate::support::miemasu::{BASIC, RECORDING, Shop, text};

on_both_engines!(
    devices_are_found_by_what_they_are_called_and_by_their_state,
    a_device_is_renamed,
    a_contract_user_is_added_changed_and_listed,
);

/// The ids that the list answers to `query`.
async fn found(shop: &Shop, query: &str) -> Vec<String> {
    let page = shop.get(&format!("/v1/miemasu/devices?{query}")).await;
    assert_eq!(page.status, 200, "{query}: {}", page.text);
    let devices = page.json()["devices"].as_array().unwrap().clone();
    devices.iter().map(|device| text(&device["device"])).collect()
}

async fn devices_are_found_by_what_they_are_called_and_by_their_state(world: World) {
    let mut shop = Shop::new(world).await;
    let first = shop.device(BASIC).await;
    shop.at("2027-10-01T00:00:00").await;
    let second = shop.device(RECORDING).await;
    let mut both = [first.clone(), second.clone()];
    both.sort();
    for (query, expected) in [
        ("limit=500", &both[..]),
        ("limit=500&name=ｶﾒﾗ１", from_ref(&first)),
        ("limit=500&name=カメラ", &both),
        ("limit=500&name=%25", &both),
        ("limit=500&mac=00:00:02", from_ref(&second)),
        ("limit=500&mac=%25", &[]),
        ("limit=500&domain_name=CAMERA-2", from_ref(&second)),
        ("limit=500&domain_name=camera_", &[]),
        ("limit=500&domain_name=a%00", &[]),
        ("limit=500&state=in_use", from_ref(&second)),
        ("limit=500&state=renewal_open", from_ref(&first)),
        ("limit=500&state=expired", &[]),
        ("limit=500&state=in_use&name=1", &[]),
        ("limit=1", &both[..1]),
    ] {
        assert_eq!(found(&shop, query).await, expected, "{query}");
    }
    let after = format!("limit=1&after={}", both[0]);
    assert_eq!(found(&shop, &after).await, &both[1..]);
    let whose = format!("limit=500&contractor={}", shop.contractor);
    assert_eq!(found(&shop, &whose).await, both);
    shop.at("2027-11-01T00:00:00").await;
    assert_eq!(found(&shop, "limit=9&state=expired").await, from_ref(&first), "MIE-3");
    shop.at("2027-12-27T00:00:00").await;
    assert_eq!(
        found(&shop, "limit=9&state=deleted").await,
        [first],
        "MIE-5: before any job has run"
    );
    for query in ["limit=0", "limit=501", "", "limit=1&state=gone", "limit=1&after=x"] {
        let refused = shop.get(&format!("/v1/miemasu/devices?{query}")).await;
        assert_eq!(refused.code(), "bad_request", "{query}");
    }
}

async fn a_device_is_renamed(world: World) {
    let shop = Shop::new(world).await;
    let (device, other) = (shop.device(BASIC).await, shop.device(BASIC).await);
    let path = format!("/v1/miemasu/devices/{device}");
    let name = |name: &str, domain_name: &str| json!({ "name": name, "domain_name": domain_name });
    assert_eq!(shop.put(&path, name("裏口", "ura.example")).await.status, 200);
    let shown = shop.show(&device).await.json();
    assert_eq!(
        (&shown["name"], &shown["domain_name"]),
        (&json!("裏口"), &json!("ura.example"))
    );
    assert_eq!(found(&shop, "limit=9&name=裏口").await, from_ref(&device));
    let head = shop.desk.page(0, 1).await.head;
    assert_eq!(shop.put(&path, name("裏口", "ura.example")).await.status, 200);
    assert_eq!(
        shop.desk.page(0, 1).await.head,
        head,
        "nothing changed, nothing is told"
    );
    assert_eq!(
        shop.put(&path, name("裏口", "camera-2.example")).await.code(),
        "domain_name_taken"
    );
    let boxes = json!({ "no_refund": true, "key_void": true });
    assert_eq!(shop.ask_device(&other, "deletion", boxes).await.status, 200);
    assert_eq!(
        shop.put(&path, name("裏口", "camera-2.example")).await.status,
        200,
        "a name is free again after its device is deleted"
    );
}

async fn a_contract_user_is_added_changed_and_listed(world: World) {
    let shop = Shop::new(world).await;
    let second = shop.contractor("Swift & Sons", "swift@example.com", "en").await;
    let path = format!("/v1/miemasu/contractors/{second}");
    let form = json!({ "name": "Swift", "email": "office@example.com", "language": "ja" });
    assert_eq!(shop.put(&path, form).await.status, 200);
    let shown = shop.get(&path).await.json();
    assert_eq!(
        shown,
        json!({ "id": second, "name": "Swift", "email": "office@example.com", "language": "ja" })
    );
    let list = shop.get("/v1/miemasu/contractors?limit=500").await.json();
    let mut ids: Vec<String> = list["contractors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["id"]))
        .collect();
    let mut expected = vec![shop.contractor.clone(), second.clone()];
    expected.sort();
    ids.sort();
    assert_eq!(ids, expected);
    let told = shop.desk.records().await;
    assert_eq!(told.last().unwrap()["name"], "Swift");
    for (field, value) in [
        ("name", json!("")),
        ("name", json!("a\nb")),
        ("email", json!("nobody")),
        ("email", json!("a@b..jp")),
        ("language", json!("fr")),
    ] {
        let mut form = json!({ "name": "x", "email": "x@example.com", "language": "en" });
        form[field] = value.clone();
        let refused = shop.post("/v1/miemasu/contractors", form).await;
        assert_eq!(refused.code(), "bad_request", "{field} {value}");
    }
}
