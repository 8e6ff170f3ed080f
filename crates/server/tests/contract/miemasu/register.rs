//! Sheets, and devices as they are registered.

use kagifuda_server::AdminError;
use kagifuda_wire::record::LicenceSheet;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::on_both_engines;
use crate::support::miemasu::{BASIC, RECORDING, Shop, ask, text};
use crate::support::{World, send};

on_both_engines!(
    mie_12_a_first_registration_counts_from_the_first_of_this_month,
    mie_8_a_key_is_typed_as_printed_and_serves_once,
    mie_8_of_many_who_take_one_key_at_once_one_wins,
    of_two_dealers_who_take_one_domain_name_at_once_one_gets_it,
    a_mac_address_is_one_device_of_the_dealer_and_a_domain_name_one_in_the_world,
    a_device_stands_behind_one_of_the_same_contract_user,
    another_dealers_things_are_not_there,
    acc_5_a_viewer_looks_and_does_not_write,
    sheets_are_made_of_products_that_have_them,
);

async fn mie_12_a_first_registration_counts_from_the_first_of_this_month(world: World) {
    let shop = Shop::new(world).await;
    let key = shop.sheet(RECORDING).await;
    let device = shop.device_with(&key).await;
    let shown = shop.show(&device).await.json();
    assert_eq!(
        (&shown["state"], &shown["expiry"], &shown["product"]),
        (&json!("in_use"), &json!("2027-10"), &json!(RECORDING))
    );
    assert_eq!(
        (&shown["window_opens"], &shown["last_renewal_day"]),
        (&json!("2027-09-01"), &json!("2027-12-26")),
        "MIE-1, MIE-3"
    );
    assert_eq!(
        shown["services"]["recording"],
        json!({ "days": 7, "kbps": 768, "stream": 1 })
    );
    assert!(!shown.to_string().contains(&key), "the key stands on the sheet only");
    let records = shop.desk.records().await;
    let told = records
        .iter()
        .rfind(|record| record["record"] == "miemasu_device")
        .unwrap();
    assert_eq!(
        (&told["id"], &told["licence"]["expiry"]),
        (&json!(device), &json!("2027-10"))
    );
    let sheet = records
        .iter()
        .rfind(|record| record["record"] == "licence_sheet")
        .unwrap();
    assert_eq!(
        (&sheet["licence_key"], &sheet["state"]),
        (&json!(key), &json!("in_use"))
    );
    let audit = format!("{:?}", shop.world.audit().await);
    for secret in [&key, &key.replace('-', ""), "つばめ", "tsubame", "カメラ 1", "camera-1"] {
        assert!(!audit.contains(secret), "{secret}: {audit}");
    }
}

async fn mie_8_a_key_is_typed_as_printed_and_serves_once(world: World) {
    let shop = Shop::new(world).await;
    let key = shop.sheet(BASIC).await;
    let other_case: String = key
        .chars()
        .map(|c| {
            if c.is_lowercase() {
                c.to_ascii_uppercase()
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect();
    for (typed, code) in [
        (other_case.as_str(), "licence_key_unknown"),
        ("aaaa-aaaa-aaaa-aaaa", "licence_key_unknown"),
    ] {
        let refused = shop.post("/v1/miemasu/devices", shop.form(typed)).await;
        assert_eq!((refused.status, refused.code().as_str()), (422, code), "{typed}");
    }
    let short = shop.post("/v1/miemasu/devices", shop.form("aaaa")).await;
    assert_eq!((short.status, short.code().as_str()), (400, "bad_request"));
    let spaced = format!(" {} ", key.replace('-', "　"));
    assert_eq!(shop.post("/v1/miemasu/devices", shop.form(&spaced)).await.status, 200);
    let again = shop.post("/v1/miemasu/devices", shop.form(&key)).await;
    assert_eq!((again.status, again.code().as_str()), (422, "licence_key_used"));
    assert_eq!(shop.sheet_state(&key).await, "in_use");
}

async fn mie_8_of_many_who_take_one_key_at_once_one_wins(world: World) {
    let shop = Shop::new(world).await;
    let key = shop.sheet(BASIC).await;
    let mut tries = JoinSet::new();
    for _ in 0..16 {
        let request = shop
            .world
            .request(Method::POST, "/v1/miemasu/devices")
            .bearer_auth(shop.desk.access())
            .header("Idempotency-Key", Uuid::new_v4().to_string())
            .body(shop.form(&key).to_string());
        tries.spawn(async move { send(request).await });
    }
    let answers = tries.join_all().await;
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert_eq!(won.len(), 1);
    assert!(lost.iter().all(|answer| answer.code() == "licence_key_used"));
    let devices = shop.get("/v1/miemasu/devices?limit=500").await.json();
    assert_eq!(devices["devices"].as_array().unwrap().len(), 1);
}

async fn a_mac_address_is_one_device_of_the_dealer_and_a_domain_name_one_in_the_world(world: World) {
    let shop = Shop::new(world).await;
    let (first, key) = (shop.device(BASIC).await, shop.sheet(BASIC).await);
    let mut form = shop.form(&key);
    form["mac"] = json!("00:00:00:00:00:01");
    let refused = shop.post("/v1/miemasu/devices", form).await;
    assert_eq!(
        (refused.code().as_str(), &refused.json()["device"]),
        ("mac_taken", &json!(first))
    );
    let mut form = shop.form(&key);
    form["domain_name"] = json!("CAMERA-1.example");
    assert_eq!(shop.post("/v1/miemasu/devices", form).await.code(), "domain_name_taken");
    assert_eq!(shop.sheet_state(&key).await, "unused", "a refusal uses no key");

    let other = shop.world.dealer("dealer02").await;
    let contractor = json!({ "name": "Swift", "email": "swift@example.com", "language": "en" });
    let added = ask(
        &shop.world,
        &other,
        Method::POST,
        "/v1/miemasu/contractors",
        Some(contractor),
    )
    .await;
    let key = shop.world.mint_sheets("dealer02", BASIC, 1).await[0]
        .licence_key
        .to_string();
    let mut form = shop.form(&key);
    form["contractor"] = added.json()["contractor"].clone();
    form["domain_name"] = json!("camera-1.example");
    let register = async |form: &Value| {
        ask(
            &shop.world,
            &other,
            Method::POST,
            "/v1/miemasu/devices",
            Some(form.clone()),
        )
        .await
    };
    assert_eq!(
        register(&form).await.code(),
        "domain_name_taken",
        "the name service knows it, too"
    );
    form["domain_name"] = json!("swift.example");
    form["mac"] = json!("00:00:00:00:00:01");
    assert_eq!(
        register(&form).await.status,
        200,
        "what others have is nobody's business"
    );
}

async fn of_two_dealers_who_take_one_domain_name_at_once_one_gets_it(world: World) {
    let shop = Shop::new(world).await;
    let other = shop.world.dealer("dealer02").await;
    let contractor = json!({ "name": "Swift", "email": "swift@example.com", "language": "en" });
    let added = ask(
        &shop.world,
        &other,
        Method::POST,
        "/v1/miemasu/contractors",
        Some(contractor),
    )
    .await;
    let theirs = added.json()["contractor"].clone();
    let (our_keys, their_keys) = (
        shop.sheets(BASIC, 8).await,
        shop.world.mint_sheets("dealer02", BASIC, 8).await,
    );
    for (round, (our_key, their_key)) in our_keys.iter().zip(&their_keys).enumerate() {
        let body = |key: &LicenceSheet, contractor: &Value| {
            let mut form = shop.form(&key.licence_key.to_string());
            form["contractor"] = contractor.clone();
            form["domain_name"] = json!(format!("wanted-{round}.example"));
            Some(form)
        };
        let (one, two) = tokio::join!(
            ask(
                &shop.world,
                &shop.desk,
                Method::POST,
                "/v1/miemasu/devices",
                body(our_key, &json!(shop.contractor))
            ),
            ask(
                &shop.world,
                &other,
                Method::POST,
                "/v1/miemasu/devices",
                body(their_key, &theirs)
            ),
        );
        let (won, lost) = if one.status == 200 { (one, two) } else { (two, one) };
        assert_eq!((won.status, lost.code().as_str()), (200, "domain_name_taken"));
    }
}

async fn a_device_stands_behind_one_of_the_same_contract_user(world: World) {
    let shop = Shop::new(world).await;
    let (parent, keys) = (shop.device(BASIC).await, shop.sheets(BASIC, 4).await);
    let behind = async |parent: &str, key: usize, contractor: &str| {
        let mut form = shop.form(&keys[key].licence_key.to_string());
        form["parent"] = json!(parent);
        form["contractor"] = json!(contractor);
        shop.post("/v1/miemasu/devices", form).await
    };
    let child = behind(&parent, 0, &shop.contractor).await;
    assert_eq!(child.status, 200);
    let child = text(&child.json()["device"]);
    assert_eq!(shop.show(&child).await.json()["parent"], json!(parent));
    let stranger = shop.contractor("Swift", "swift@example.com", "en").await;
    for (parent, contractor) in [
        (&child, &shop.contractor),
        (&parent, &stranger),
        (&shop.contractor, &shop.contractor),
    ] {
        assert_eq!(behind(parent, 1, contractor).await.code(), "not_found");
    }
    let boxes = json!({ "no_refund": true, "key_void": true });
    assert_eq!(shop.ask_device(&parent, "deletion", boxes).await.status, 200);
    assert_eq!(shop.show(&child).await.json()["parent"], Value::Null, "the child stays");
    let records = shop.desk.records().await;
    let told = records.iter().rfind(|record| record["id"] == json!(child)).unwrap();
    assert_eq!(told["parent"], Value::Null, "the desks are told");
}

async fn another_dealers_things_are_not_there(world: World) {
    let shop = Shop::new(world).await;
    let (device, key) = (shop.device(BASIC).await, shop.sheet(BASIC).await);
    let other = shop.world.dealer("dealer02").await;
    let form = json!({ "name": "Swift", "email": "swift@example.com", "language": "en" });
    let shown = json!({ "sheet": Uuid::new_v4(), "expiry": "2027-10" });
    let contractor = format!("/v1/miemasu/contractors/{}", shop.contractor);
    let device = format!("/v1/miemasu/devices/{device}");
    let replace = json!({ "licence_key": key, "shown": shown });
    for (method, path, body) in [
        (Method::GET, contractor.clone(), None),
        (Method::PUT, contractor.clone(), Some(form)),
        (
            Method::POST,
            format!("{contractor}/withdrawal"),
            Some(json!({ "data_erased": true })),
        ),
        (Method::GET, device.clone(), None),
        (
            Method::PUT,
            device.clone(),
            Some(json!({ "name": "x", "domain_name": "x" })),
        ),
        (
            Method::POST,
            format!("{device}/preview"),
            Some(json!({ "act": "exchange" })),
        ),
        (Method::POST, format!("{device}/renewal"), Some(replace.clone())),
        (Method::POST, format!("{device}/forced-change"), Some(replace)),
        (
            Method::POST,
            format!("{device}/exchange"),
            Some(json!({ "model": "X", "mac": "00:80:F0:12:34:56", "shown": shown })),
        ),
        (
            Method::POST,
            format!("{device}/deletion"),
            Some(json!({ "no_refund": true, "key_void": true })),
        ),
        (Method::POST, "/v1/miemasu/devices".into(), Some(shop.form(&key))),
    ] {
        let answer = ask(&shop.world, &other, method, &path, body).await;
        assert_eq!((answer.status, answer.code().as_str()), (404, "not_found"), "{path}");
    }
    for list in ["contractors", "devices", "sheets"] {
        let path = format!("/v1/miemasu/{list}?limit=10");
        let answer = ask(&shop.world, &other, Method::GET, &path, None).await;
        assert_eq!(answer.json()[list], json!([]), "{list}");
    }
    assert_eq!(shop.get(&device).await.json()["state"], "in_use", "nothing happened");
    for id in ["x", "0", "00000000-0000-0000-0000-000000000000"] {
        assert_eq!(shop.get(&format!("/v1/miemasu/devices/{id}")).await.code(), "not_found");
    }
}

async fn acc_5_a_viewer_looks_and_does_not_write(world: World) {
    let shop = Shop::new(world).await;
    let (device, key) = (shop.device(BASIC).await, shop.sheet(BASIC).await);
    shop.world.sql("UPDATE member SET role = 'viewer'").await;
    let shown = json!({ "sheet": Uuid::new_v4(), "expiry": "2027-10" });
    let form = json!({ "name": "x", "email": "x@example.com", "language": "en" });
    let replace = json!({ "licence_key": key, "shown": shown });
    let contractor = format!("/v1/miemasu/contractors/{}", shop.contractor);
    let device = format!("/v1/miemasu/devices/{device}");
    for (method, path, body) in [
        (Method::POST, "/v1/miemasu/contractors".to_owned(), form.clone()),
        (Method::PUT, contractor.clone(), form),
        (
            Method::POST,
            format!("{contractor}/withdrawal"),
            json!({ "data_erased": true }),
        ),
        (Method::POST, "/v1/miemasu/devices".into(), shop.form(&key)),
        (Method::PUT, device.clone(), json!({ "name": "x", "domain_name": "x" })),
        (
            Method::POST,
            format!("{device}/preview"),
            json!({ "act": "renewal", "licence_key": key }),
        ),
        (Method::POST, format!("{device}/renewal"), replace.clone()),
        (Method::POST, format!("{device}/forced-change"), replace),
        (
            Method::POST,
            format!("{device}/exchange"),
            json!({ "model": "X", "mac": "00:80:F0:12:34:56", "shown": shown }),
        ),
        (
            Method::POST,
            format!("{device}/deletion"),
            json!({ "no_refund": true, "key_void": true }),
        ),
    ] {
        let answer = ask(&shop.world, &shop.desk, method, &path, Some(body)).await;
        assert_eq!((answer.status, answer.code().as_str()), (403, "role_may_not"), "{path}");
    }
    for path in [contractor, device, "/v1/miemasu/sheets?limit=1".into()] {
        assert_eq!(shop.get(&path).await.status, 200, "{path}");
    }
}

async fn sheets_are_made_of_products_that_have_them(world: World) {
    let shop = Shop::new(world).await;
    let keys = shop.sheets(RECORDING, 600).await;
    let mut different: Vec<&str> = keys.iter().map(|sheet| sheet.licence_key.plain()).collect();
    different.sort_unstable();
    different.dedup();
    assert_eq!(different.len(), 600, "no key twice");
    let page = shop.get("/v1/miemasu/sheets?limit=500&state=unused").await.json();
    let page = page["sheets"].as_array().unwrap();
    let after = format!("/v1/miemasu/sheets?limit=500&after={}", text(&page[499]["id"]));
    assert_eq!(shop.get(&after).await.json()["sheets"].as_array().unwrap().len(), 100);
    assert_eq!(
        shop.get("/v1/miemasu/sheets?limit=9&state=void").await.json()["sheets"],
        json!([])
    );
    let admin = shop.world.admin().await;
    let login = "dealer01".parse().unwrap();
    let nothing = |_: &_| panic!("a sheet was made");
    let refused = admin
        .mint_sheets(&login, &"KX-VCS101".parse().unwrap(), 1, nothing)
        .await;
    assert!(matches!(refused, Err(AdminError::NoSheets(_))));
    let nothing = |_: &_| panic!("a sheet was made");
    let refused = admin
        .mint_sheets(&login, &"KX-VCS101DEMO".parse().unwrap(), 1, nothing)
        .await;
    assert!(matches!(refused, Err(AdminError::NoSheets(_))), "KMS-10");
    let nothing = |_: &_| panic!("a key was made");
    let refused = admin.mint(&login, &BASIC.parse().unwrap(), 1, nothing).await;
    assert!(matches!(refused, Err(AdminError::OnSheets(_))));
}
