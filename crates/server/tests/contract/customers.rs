//! The office's customers (CUS-1 … CUS-6).

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::on_both_engines;
use crate::support::{Answer, DEVICE, Desk, OTHER_DEVICE, PASSWORD, World};

on_both_engines!(
    cus_1_a_customer_is_added_and_told_to_the_desks,
    cus_2_of_two_members_who_edit_at_once_one_is_told_of_the_other,
    cus_2_an_edit_may_follow_one_that_was_sent_just_before,
    cus_3_of_two_that_are_merged_one_stays_with_all_devices,
    cus_5_each_row_of_an_import_is_decided_by_itself,
    cus_6_a_device_goes_over_only_from_where_it_was_seen,
    another_dealers_customers_are_not_there,
    a_viewer_changes_nothing,
    neither_the_audit_nor_a_kept_answer_learns_what_a_customer_says,
);

const NIL: Uuid = Uuid::nil();

async fn add(desk: &Desk, name: &str) -> (Uuid, Uuid) {
    let (customer, key) = (Uuid::new_v4(), Uuid::new_v4());
    let body = json!({ "customer": customer, "fields": { "name": name } });
    let added = desk.write_under(key, "/v1/customers", body).await;
    assert_eq!(added.json(), json!({ "customer": customer, "version": key }));
    (customer, key)
}

async fn change(desk: &Desk, customer: Uuid, base: Uuid, fields: Value) -> Answer {
    let body = json!({ "base": base, "fields": fields });
    desk.put(&format!("/v1/customers/{customer}"), body).await
}

async fn member(world: &World, owner: &Desk, login: &str, role: &str) -> Desk {
    let body = json!({ "login": login, "role": role, "password": PASSWORD, "own_password": PASSWORD });
    assert_eq!(owner.ask(Method::POST, "/v1/staff", body).await.status, 200);
    world.sign_in(login).await
}

/// What the desks were last told of `customer`.
async fn told(desk: &Desk, customer: Uuid) -> Value {
    let about = |record: &Value| record["id"] == json!(customer) && record["record"] == "customer";
    let records = desk.records().await;
    records.into_iter().rfind(about).unwrap()
}

async fn device_of(world: &World, desk: &Desk, device: &str) {
    let pairs = world.mint("dealer01", "KX-VCS101", 1).await;
    assert_eq!(desk.register(device, &pairs).await.status, 200);
}

async fn attach(desk: &Desk, device: &str, seen: Option<Uuid>, customer: Option<Uuid>) -> Answer {
    let body = json!({ "seen": seen, "customer": customer });
    desk.put(&format!("/v1/devices/{device}/customer"), body).await
}

async fn cus_1_a_customer_is_added_and_told_to_the_desks(world: World) {
    let desk = world.dealer("dealer01").await;
    let (customer, key) = (Uuid::new_v4(), Uuid::new_v4());
    let body = json!({ "customer": customer, "fields": {
        "name": " ㈱山田商店 ", "kana": "ヤマダ", "contact": "山田 花子", "phone": "０９２ー０００ー００００",
        "email": "shop@example.jp", "address": "福岡市", "memo": "一行目\r\n二行目",
    }});
    for _ in 0..2 {
        let added = desk.write_under(key, "/v1/customers", body.clone()).await;
        assert_eq!(
            added.json(),
            json!({ "customer": customer, "version": key }),
            "once, however often"
        );
    }
    let expected = json!({
        "record": "customer", "id": customer, "name": "㈱山田商店", "kana": "ヤマダ", "contact": "山田 花子",
        "phone": "092-000-0000", "email": "shop@example.jp", "address": "福岡市", "memo": "一行目\n二行目",
        "version": key, "changed": { "by": "dealer01", "at": "2026-11-21T00:00:00Z" },
    });
    assert_eq!(told(&desk, customer).await, expected);
    for (body, said) in [
        (
            json!({ "customer": customer, "fields": { "name": "山田" } }),
            "this id is taken",
        ),
        (
            json!({ "customer": Uuid::new_v4(), "fields": { "kana": "ヤマダ" } }),
            "a name is needed",
        ),
        (
            json!({ "customer": Uuid::new_v4(), "fields": { "name": "" } }),
            "a name is needed",
        ),
        (
            json!({ "customer": Uuid::new_v4(), "fields": { "name": "a\u{202E}b" } }),
            "do not show",
        ),
        (
            json!({ "customer": Uuid::new_v4(), "fields": { "name": "あ".repeat(101) } }),
            "at most 100",
        ),
        (
            json!({ "customer": Uuid::new_v4(), "fields": { "name": "a", "fax": "1" } }),
            "fax",
        ),
    ] {
        let refused = desk.write("/v1/customers", body).await;
        assert_eq!(refused.code(), "bad_request", "{}", refused.text);
        assert!(refused.text.contains(said), "{}", refused.text);
    }
}

async fn cus_2_of_two_members_who_edit_at_once_one_is_told_of_the_other(world: World) {
    let owner = world.dealer("dealer01").await;
    let clerk = member(&world, &owner, "clerk001", "clerk").await;
    let (customer, mut version) = add(&owner, "山田商店").await;
    for round in 0..10 {
        let phone = |who: usize| json!({ "phone": format!("092-000-{round}{who}") });
        let desks = [&owner, &clerk];
        let answers = join_all((0..2).map(|who| change(desks[who], customer, version, phone(who)))).await;
        let winner = answers.iter().position(|answer| answer.status == 200).unwrap();
        let (won, lost) = (&answers[winner], &answers[1 - winner]);
        version = won.json()["version"].as_str().unwrap().parse().unwrap();
        let by = ["dealer01", "clerk001"][winner];
        assert_eq!(
            lost.json(),
            json!({
                "status": 422, "code": "customer_changed", "customer": customer, "version": version, "by": by,
                "at": "2026-11-21T00:00:00Z",
            })
        );
        assert_eq!(told(&owner, customer).await["phone"], phone(winner)["phone"]);
    }
    let same = change(&clerk, customer, NIL, json!({ "name": "山田商店" })).await;
    assert_eq!(
        (same.status, &same.json()["version"]),
        (200, &json!(version)),
        "what is so already takes nothing"
    );
    let unknown = change(&clerk, NIL, NIL, json!({ "name": "x" })).await;
    assert_eq!((unknown.status, unknown.code().as_str()), (422, "customer_unknown"));
}

async fn cus_2_an_edit_may_follow_one_that_was_sent_just_before(world: World) {
    let desk = world.dealer("dealer01").await;
    let (customer, added) = add(&desk, "山田商店").await;
    let path = format!("/v1/customers/{customer}");
    let (first, second) = (Uuid::new_v4(), Uuid::new_v4());
    for (key, base, fields) in [
        (first, added, json!({ "phone": "092-000-0001" })),
        (second, first, json!({ "contact": "花子", "phone": "" })),
    ] {
        let body = json!({ "base": base, "fields": fields });
        let changed = desk.ask_under(key, Method::PUT, &path, body).await;
        assert_eq!(changed.json(), json!({ "customer": customer, "version": key }));
    }
    let now = told(&desk, customer).await;
    assert_eq!((&now["contact"], &now["phone"]), (&json!("花子"), &Value::Null));
}

async fn cus_3_of_two_that_are_merged_one_stays_with_all_devices(world: World) {
    let desk = world.dealer("dealer01").await;
    let (stays, goes) = (add(&desk, "山田商店").await, add(&desk, "㈱山田商店").await);
    for device in [DEVICE, OTHER_DEVICE] {
        device_of(&world, &desk, device).await;
        assert_eq!(attach(&desk, device, None, Some(goes.0)).await.status, 200);
    }
    let merge = |stays: (Uuid, Uuid), goes: (Uuid, Uuid)| {
        json!({
            "stays": { "customer": stays.0, "version": stays.1 }, "goes": { "customer": goes.0, "version": goes.1 },
            "fields": { "memo": "同じお客様" },
        })
    };
    for (body, code) in [
        (merge(stays, stays), "merge_with_itself"),
        (merge((stays.0, NIL), goes), "customer_changed"),
        (merge(stays, (goes.0, NIL)), "customer_changed"),
        (merge(stays, (NIL, NIL)), "customer_unknown"),
    ] {
        assert_eq!(desk.write("/v1/customers/merges", body).await.code(), code);
    }
    let before = desk.page(0, 1).await.head as usize;
    let merged = desk.write("/v1/customers/merges", merge(stays, goes)).await;
    assert_eq!(merged.json()["devices"], 2, "{}", merged.text);
    let told = desk.records().await.split_off(before);
    let kinds: Vec<_> = told.iter().map(|record| record["record"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        ["customer", "device", "device", "gone"],
        "what goes is nobody's any more when it goes"
    );
    assert!(told[1..3].iter().all(|device| device["customer"] == json!(stays.0)));
    assert_eq!(told[3], json!({ "record": "gone", "kind": "customer", "id": goes.0 }));
    let late = change(&desk, goes.0, goes.1, json!({ "phone": "092-000-0000" })).await;
    assert_eq!(
        (late.code().as_str(), &late.json()["into"]),
        ("customer_merged", &json!(stays.0))
    );
    let third = add(&desk, "山田商店本店").await;
    let version = merged.json()["version"].as_str().unwrap().parse().unwrap();
    let again = desk
        .write("/v1/customers/merges", merge(third, (stays.0, version)))
        .await;
    assert_eq!(again.json()["devices"], 2);
    let late = change(&desk, goes.0, goes.1, json!({ "phone": "092-000-0000" })).await;
    assert_eq!(late.json()["into"], json!(third.0), "where it is in the end");
    let back = json!({ "customer": goes.0, "fields": { "name": "x" } });
    assert_eq!(
        desk.write("/v1/customers", back).await.code(),
        "bad_request",
        "an id never comes back"
    );
}

async fn cus_5_each_row_of_an_import_is_decided_by_itself(world: World) {
    let desk = world.dealer("dealer01").await;
    let (known, version) = add(&desk, "山田商店").await;
    let new = Uuid::new_v4();
    let row = |customer: Uuid, base: Option<Uuid>, fields: Value| json!({ "customer": customer, "base": base, "fields": fields });
    let rows = json!({ "rows": [
        row(new, None, json!({ "name": "佐藤電機" })),
        row(known, Some(version), json!({ "phone": "092-000-0001" })),
        row(known, Some(version), json!({ "phone": "092-000-0002" })),
        row(NIL, Some(NIL), json!({ "phone": "092-000-0003" })),
        row(Uuid::new_v4(), None, json!({ "phone": "092-000-0004" })),
    ]});
    let key = Uuid::new_v4();
    let head = desk.page(0, 1).await.head;
    for _ in 0..2 {
        let answer = desk.write_under(key, "/v1/customers/imports", rows.clone()).await;
        let outcomes: Vec<Value> = answer.json()["rows"].as_array().unwrap().clone();
        let codes: Vec<&Value> = outcomes.iter().map(|row| &row["refused"]["code"]).collect();
        let refused = ["customer_changed", "customer_unknown", "bad_request"].map(Value::from);
        assert_eq!(
            codes,
            [&Value::Null, &Value::Null, &refused[0], &refused[1], &refused[2]]
        );
    }
    assert_eq!(desk.page(0, 1).await.head, head + 2);
    assert_eq!(told(&desk, known).await["phone"], "092-000-0001");
    assert_eq!(told(&desk, new).await["version"], json!(key));
    let many = json!({ "rows": vec![row(new, None, json!({ "name": "x" })); 101] });
    assert_eq!(desk.write("/v1/customers/imports", many).await.code(), "bad_request");
}

async fn cus_6_a_device_goes_over_only_from_where_it_was_seen(world: World) {
    let desk = world.dealer("dealer01").await;
    let (one, two) = (add(&desk, "山田商店").await.0, add(&desk, "佐藤電機").await.0);
    assert_eq!(attach(&desk, DEVICE, None, Some(one)).await.code(), "device_unknown");
    device_of(&world, &desk, DEVICE).await;
    for (seen, to, code) in [
        (None, Some(NIL), Some("customer_unknown")),
        (None, Some(one), None),
        (None, Some(one), None),
        (None, Some(two), Some("device_moved")),
        (Some(one), Some(two), None),
        (Some(one), None, Some("device_moved")),
        (Some(two), None, None),
    ] {
        let answer = attach(&desk, DEVICE, seen, to).await;
        match code {
            Some(code) => assert_eq!(answer.code(), code),
            None => assert_eq!(answer.json(), json!({ "device": DEVICE, "customer": to })),
        }
    }
}

async fn another_dealers_customers_are_not_there(world: World) {
    let (desk, other) = (world.dealer("dealer01").await, world.dealer("dealer02").await);
    let (customer, version) = add(&desk, "山田商店").await;
    let own = add(&other, "佐藤電機").await;
    device_of(&world, &desk, DEVICE).await;
    assert_eq!(
        change(&other, customer, version, json!({ "memo": "x" })).await.code(),
        "customer_unknown"
    );
    let merge = json!({
        "stays": { "customer": own.0, "version": own.1 }, "goes": { "customer": customer, "version": version }, "fields": {},
    });
    assert_eq!(
        other.write("/v1/customers/merges", merge).await.code(),
        "customer_unknown"
    );
    assert_eq!(attach(&other, DEVICE, None, Some(own.0)).await.code(), "device_unknown");
    assert_eq!(
        attach(&desk, DEVICE, None, Some(own.0)).await.code(),
        "customer_unknown"
    );
    let taken = json!({ "customer": customer, "fields": { "name": "x" } });
    assert_eq!(other.write("/v1/customers", taken).await.code(), "bad_request");
    assert!(
        other
            .records()
            .await
            .iter()
            .all(|record| record["id"] != json!(customer))
    );
    assert_eq!(told(&desk, customer).await["name"], "山田商店");
}

async fn a_viewer_changes_nothing(world: World) {
    let owner = world.dealer("dealer01").await;
    let viewer = member(&world, &owner, "viewer01", "viewer").await;
    let (customer, version) = add(&owner, "山田商店").await;
    let seen = json!({ "customer": customer, "version": version });
    for refused in [
        change(&viewer, customer, version, json!({ "memo": "x" })).await,
        attach(&viewer, DEVICE, None, Some(customer)).await,
        viewer
            .write(
                "/v1/customers",
                json!({ "customer": Uuid::new_v4(), "fields": { "name": "x" } }),
            )
            .await,
        viewer.write("/v1/customers/imports", json!({ "rows": [] })).await,
        viewer
            .write(
                "/v1/customers/merges",
                json!({ "stays": seen, "goes": seen, "fields": {} }),
            )
            .await,
    ] {
        assert_eq!((refused.status, refused.code().as_str()), (403, "role_may_not"));
    }
}

async fn neither_the_audit_nor_a_kept_answer_learns_what_a_customer_says(world: World) {
    let desk = world.dealer("dealer01").await;
    let (customer, version) = add(&desk, "ヒミツ商店").await;
    change(&desk, customer, version, json!({ "memo": "ヒミツ" })).await;
    let lost = change(&desk, customer, version, json!({ "memo": "ヒミツではない" })).await;
    assert!(!lost.text.contains("ヒミツ"), "{}", lost.text);
    let rows = world.audit().await;
    let acts: Vec<_> = rows.iter().filter(|row| row[0].starts_with("customers.")).collect();
    assert_eq!(acts.len(), 3);
    assert!(rows.iter().all(|row| !row.concat().contains("ヒミツ")), "{rows:?}");
    assert!(
        acts[1][4].contains("memo") && acts[1][2] == customer.to_string(),
        "who changed which field is known"
    );
}
