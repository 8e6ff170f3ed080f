//! Renewal, forced change, exchange and deletion, each as it was shown and confirmed.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::on_both_engines;
use crate::support::World;
use crate::support::miemasu::{BASIC, RECORDING, Shop};

on_both_engines!(
    mie_1_mie_2_mie_9_a_licence_is_renewed_once_in_its_window,
    mie_3_mie_4_a_late_renewal_counts_from_the_month_in_which_it_is_made,
    mie_6_a_forced_change_loses_the_remainder_and_wants_its_box,
    mie_7_the_loss_of_recordings_wants_a_box_of_its_own,
    a_preview_shows_both_sides_and_writes_nothing,
    what_was_shown_and_is_no_longer_so_is_refused_with_what_is_so,
    mie_10_a_deletion_wants_both_boxes_and_voids_the_key,
    mie_10_an_exchange_keeps_key_expiry_services_and_domain_name,
    a_write_that_comes_again_is_done_once,
);

async fn mie_1_mie_2_mie_9_a_licence_is_renewed_once_in_its_window(world: World) {
    let mut shop = Shop::new(world).await;
    let first = shop.sheet(BASIC).await;
    let device = shop.device_with(&first).await;
    let keys = shop
        .sheets(BASIC, 2)
        .await
        .into_iter()
        .map(|sheet| sheet.licence_key.to_string());
    let keys: Vec<String> = keys.collect();
    shop.at("2027-08-31T23:59:59").await;
    let early = shop.renew(&device, &keys[0]).await;
    assert_eq!(
        (early.code().as_str(), &early.json()["opens"]),
        ("window_not_open", &json!("2027-09-01")),
        "MIE-1"
    );
    shop.at("2027-09-01T00:00:00").await;
    assert_eq!(shop.state(&device).await, ("renewal_open".into(), "2027-10".into()));
    let renewed = shop.renew(&device, &keys[0]).await;
    assert_eq!(
        (renewed.status, &renewed.json()["expiry"]),
        (200, &json!("2028-10")),
        "MIE-2"
    );
    assert_eq!(shop.state(&device).await, ("in_use".into(), "2028-10".into()), "MIE-9");
    assert_eq!(
        (shop.sheet_state(&first).await, shop.sheet_state(&keys[0]).await),
        ("void".into(), "in_use".into()),
        "MIE-8"
    );
    shop.at("2027-10-31T23:59:59").await;
    let again = shop.renew(&device, &keys[1]).await;
    assert_eq!(
        (again.code().as_str(), &again.json()["opens"]),
        ("window_not_open", &json!("2028-09-01")),
        "MIE-9"
    );
    let same_key = shop.device(BASIC).await;
    let used = shop
        .replace(&same_key, "forced_change", &keys[0], json!({ "remainder_lost": true }))
        .await;
    assert_eq!(used.code(), "licence_key_used", "MIE-8");
}

async fn mie_3_mie_4_a_late_renewal_counts_from_the_month_in_which_it_is_made(world: World) {
    let mut shop = Shop::new(world).await;
    let (device, last) = (shop.device(BASIC).await, shop.device(BASIC).await);
    let keys = shop.sheets(BASIC, 3).await;
    let keys: Vec<String> = keys.iter().map(|sheet| sheet.licence_key.to_string()).collect();
    shop.at("2027-11-01T00:00:00").await;
    assert_eq!(shop.state(&device).await, ("expired".into(), "2027-10".into()), "MIE-3");
    assert_eq!(shop.renew(&device, &keys[0]).await.json()["expiry"], "2028-10", "MIE-4");
    shop.at("2027-12-26T23:59:59").await;
    assert_eq!(
        shop.renew(&last, &keys[1]).await.json()["expiry"],
        "2028-11",
        "MIE-3, MIE-4"
    );
    shop.at("2029-01-27T00:00:00").await;
    let late = shop.renew(&last, &keys[2]).await;
    assert_eq!(
        (late.code().as_str(), &late.json()["on"]),
        ("device_deleted", &json!("2029-01-27")),
        "MIE-5: also before any job has run"
    );
}

async fn mie_6_a_forced_change_loses_the_remainder_and_wants_its_box(world: World) {
    let mut shop = Shop::new(world).await;
    let first = shop.sheet(BASIC).await;
    let device = shop.device_with(&first).await;
    let key = shop.sheet(RECORDING).await;
    shop.at("2027-08-31T23:59:59").await;
    let refused = shop.replace(&device, "forced_change", &key, json!({})).await;
    assert_eq!(
        (refused.code().as_str(), &refused.json()["missing"]),
        ("unconfirmed", &json!(["remainder_lost"]))
    );
    let preview = json!({ "act": "forced_change", "licence_key": key });
    let preview = shop.ask_device(&device, "preview", preview).await.json();
    assert_eq!(
        (&preview["counted_from"], &preview["after"]["expiry"]),
        (&json!("2027-08-01"), &json!("2028-07"))
    );
    assert_eq!(preview["days_lost"], 92, "August to October are paid twice");
    let changed = shop
        .replace(&device, "forced_change", &key, json!({ "remainder_lost": true }))
        .await;
    assert_eq!((changed.status, &changed.json()["expiry"]), (200, &json!("2028-07")));
    assert_eq!(shop.sheet_state(&first).await, "void");
    let shown = shop.show(&device).await.json();
    assert!(shown["services"]["recording"].is_object(), "services switch at once");
    shop.at("2028-06-01T00:00:00").await;
    let key = shop.sheet(BASIC).await;
    let late = shop
        .replace(&device, "forced_change", &key, json!({ "remainder_lost": true }))
        .await;
    assert_eq!(
        (late.code().as_str(), &late.json()["opens"]),
        ("renew_instead", &json!("2028-06-01"))
    );
}

async fn mie_7_the_loss_of_recordings_wants_a_box_of_its_own(world: World) {
    let mut shop = Shop::new(world).await;
    let (device, other) = (shop.device(RECORDING).await, shop.device(RECORDING).await);
    let (key, more) = (shop.sheet(BASIC).await, shop.sheet(BASIC).await);
    let forced = shop.replace(&other, "forced_change", &more, json!({})).await;
    assert_eq!(
        forced.json()["missing"],
        json!(["remainder_lost", "recordings_deleted"]),
        "all that is missing is named at once"
    );
    shop.at("2027-09-01T00:00:00").await;
    let refused = shop.renew(&device, &key).await;
    assert_eq!(refused.json()["missing"], json!(["recordings_deleted"]));
    let wrong_box = shop
        .replace(&device, "renewal", &key, json!({ "remainder_lost": true }))
        .await;
    assert_eq!(wrong_box.code(), "unconfirmed");
    assert_eq!(shop.state(&device).await.1, "2027-10");
    let renewed = shop
        .replace(&device, "renewal", &key, json!({ "recordings_deleted": true }))
        .await;
    assert_eq!(renewed.status, 200);
    assert_eq!(
        shop.show(&device).await.json()["services"],
        json!({ "recording": null })
    );
}

async fn a_preview_shows_both_sides_and_writes_nothing(world: World) {
    let mut shop = Shop::new(world).await;
    let old = shop.sheet(RECORDING).await;
    let device = shop.device_with(&old).await;
    let key = shop.sheet(BASIC).await;
    shop.at("2027-11-10T12:00:00").await;
    let (head, audit) = (shop.desk.page(0, 1).await.head, shop.world.audit().await.len());
    let preview = shop
        .ask_device(&device, "preview", json!({ "act": "renewal", "licence_key": key }))
        .await
        .json();
    let side = |key: &str, product: &str, expiry: &str, recording: Value| json!({ "licence_key": key, "product": product, "expiry": expiry, "services": { "recording": recording } });
    let seven_days = json!({ "days": 7, "kbps": 768, "stream": 1 });
    assert_eq!(preview["before"], side(&old, RECORDING, "2027-10", seven_days));
    assert_eq!(preview["after"], side(&key, BASIC, "2028-10", Value::Null));
    assert_eq!(
        [&preview["days_lost"], &preview["days_gained"], &preview["days_dropped"]],
        [9, 0, 0].map(Value::from).each_ref(),
        "the first nine days of November are past"
    );
    assert_eq!(preview["confirm"], json!(["recordings_deleted"]));
    let exchange = shop
        .ask_device(&device, "preview", json!({ "act": "exchange" }))
        .await
        .json();
    assert_eq!(exchange["before"], exchange["after"], "MIE-10");
    for (key, code) in [
        ("aaaa-aaaa-aaaa-aaaa", "licence_key_unknown"),
        (old.as_str(), "licence_key_used"),
    ] {
        let preview = json!({ "act": "renewal", "licence_key": key });
        assert_eq!(shop.ask_device(&device, "preview", preview).await.code(), code);
    }
    assert_eq!(shop.desk.page(0, 1).await.head, head);
    assert_eq!(shop.world.audit().await.len(), audit);
    assert_eq!(shop.sheet_state(&key).await, "unused");
}

async fn what_was_shown_and_is_no_longer_so_is_refused_with_what_is_so(world: World) {
    let mut shop = Shop::new(world).await;
    let device = shop.device(BASIC).await;
    let (one, two) = (shop.sheet(BASIC).await, shop.sheet(BASIC).await);
    shop.at("2027-11-30T23:59:00").await;
    let preview = json!({ "act": "renewal", "licence_key": one });
    let shown = shop.ask_device(&device, "preview", preview).await.json()["shown"].clone();
    shop.world.after(TimeDelta::minutes(1));
    let body = json!({ "licence_key": one, "shown": shown });
    let refused = shop.ask_device(&device, "renewal", body.clone()).await;
    assert_eq!((refused.status, refused.code().as_str()), (422, "shown_no_longer"));
    let now = refused.json()["now"].clone();
    assert_eq!(
        now,
        json!({ "sheet": shown["sheet"], "expiry": "2028-11" }),
        "another month has begun"
    );
    assert_eq!(shop.state(&device).await.1, "2027-10");
    let audit = format!("{:?}", shop.world.audit().await);
    assert!(!audit.contains(&one), "a refusal tells no key to the audit");
    let body = json!({ "licence_key": one, "shown": now });
    assert_eq!(shop.ask_device(&device, "renewal", body).await.status, 200);

    // Two colleagues look at the same device; the second one's page is old by then.
    let preview = json!({ "act": "forced_change", "licence_key": two });
    let shown = shop.ask_device(&device, "preview", preview).await.json()["shown"].clone();
    let third = shop.sheet(RECORDING).await;
    let boxes = json!({ "remainder_lost": true });
    assert_eq!(
        shop.replace(&device, "forced_change", &third, boxes.clone())
            .await
            .status,
        200
    );
    let body = json!({ "licence_key": two, "shown": shown, "confirmed": { "remainder_lost": true, "recordings_deleted": true } });
    let refused = shop.ask_device(&device, "forced-change", body).await;
    assert_eq!(refused.code(), "shown_no_longer", "same months, another licence");
    assert_ne!(refused.json()["now"]["sheet"], shown["sheet"]);
    assert_eq!(shop.sheet_state(&two).await, "unused");
}

async fn mie_10_a_deletion_wants_both_boxes_and_voids_the_key(world: World) {
    let shop = Shop::new(world).await;
    let key = shop.sheet(BASIC).await;
    let device = shop.device_with(&key).await;
    for (boxes, missing) in [
        (json!({}), json!(["no_refund", "key_void"])),
        (json!({ "no_refund": true }), json!(["key_void"])),
        (json!({ "no_refund": false, "key_void": true }), json!(["no_refund"])),
    ] {
        let refused = shop.ask_device(&device, "deletion", boxes).await;
        assert_eq!(
            (refused.code().as_str(), &refused.json()["missing"]),
            ("unconfirmed", &missing)
        );
    }
    let boxes = json!({ "no_refund": true, "key_void": true });
    assert_eq!(shop.ask_device(&device, "deletion", boxes.clone()).await.status, 200);
    assert_eq!(shop.show(&device).await.code(), "not_found");
    assert_eq!(shop.sheet_state(&key).await, "void");
    let again = shop.post("/v1/miemasu/devices", shop.form(&key)).await;
    assert_eq!(again.code(), "licence_key_used", "even with time left");
    let gone = shop.ask_device(&device, "deletion", boxes).await;
    assert_eq!(
        (gone.code().as_str(), &gone.json()["on"]),
        ("device_deleted", &json!("2026-11-21"))
    );
    let records = shop.desk.records().await;
    assert!(records.contains(&json!({ "record": "gone", "kind": "miemasu_device", "id": device })));
    let [.., last] = &shop.acts_on(&device).await[..] else {
        panic!("no acts")
    };
    assert_eq!(last[0], "miemasu.delete");
}

async fn mie_10_an_exchange_keeps_key_expiry_services_and_domain_name(world: World) {
    let mut shop = Shop::new(world).await;
    let (device, other) = (shop.device(RECORDING).await, shop.device(BASIC).await);
    shop.at("2027-12-26T23:59:59").await;
    let before = shop.show(&device).await.json();
    let preview = shop
        .ask_device(&device, "preview", json!({ "act": "exchange" }))
        .await
        .json();
    let body = |mac: &str, shown: &Value| json!({ "model": "BB-SW999", "mac": mac, "shown": shown });
    let taken = shop
        .ask_device(&device, "exchange", body("00:00:00:00:00:02", &preview["shown"]))
        .await;
    assert_eq!(
        (taken.code().as_str(), &taken.json()["device"]),
        ("mac_taken", &json!(other))
    );
    let old = json!({ "sheet": preview["shown"]["sheet"], "expiry": "2026-10" });
    let refused = shop
        .ask_device(&device, "exchange", body("00:80:F0:00:00:01", &old))
        .await;
    assert_eq!(
        (refused.code().as_str(), &refused.json()["now"]),
        ("shown_no_longer", &preview["shown"])
    );
    let done = shop
        .ask_device(&device, "exchange", body("00:80:F0:00:00:01", &preview["shown"]))
        .await;
    assert_eq!(done.status, 200);
    let mut expected = before;
    expected["model"] = json!("BB-SW999");
    expected["mac"] = json!("00:80:F0:00:00:01");
    assert_eq!(shop.show(&device).await.json(), expected);
    shop.at("2027-12-27T00:00:00").await;
    let late = shop
        .ask_device(&device, "exchange", body("00:80:F0:00:00:02", &preview["shown"]))
        .await;
    assert_eq!(late.code(), "device_deleted");
}

async fn a_write_that_comes_again_is_done_once(world: World) {
    let mut shop = Shop::new(world).await;
    let device = shop.device(BASIC).await;
    let key = shop.sheet(BASIC).await;
    shop.at("2027-09-01T00:00:00").await;
    let preview = json!({ "act": "renewal", "licence_key": key });
    let shown = shop.ask_device(&device, "preview", preview).await.json()["shown"].clone();
    let body = json!({ "licence_key": key, "shown": shown }).to_string();
    let under = uuid::Uuid::new_v4().to_string();
    let mut texts = vec![];
    for _ in 0..3 {
        let path = format!("/v1/miemasu/devices/{device}/renewal");
        let request = shop
            .world
            .request(reqwest::Method::POST, &path)
            .bearer_auth(shop.desk.access());
        let answer = crate::support::send(request.header("Idempotency-Key", &under).body(body.clone())).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        texts.push(answer.text);
    }
    assert!(texts.iter().all(|text| *text == texts[0]));
    assert_eq!(shop.state(&device).await.1, "2028-10");
}
