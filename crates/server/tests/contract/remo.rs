//! i-PRO Remo: stock, cameras, and licences of a term.

use std::collections::{BTreeMap, BTreeSet};

use kagifuda_wire::session::Secret;
use reqwest::Method;
use serde_json::{Value, json};

use crate::on_both_engines;
use crate::support::remo::{at_once, id};
use crate::support::{PASSWORD, World, send};

on_both_engines!(
    rem_1_the_count_starts_on_the_day_of_allocation_however_old_the_stock,
    rem_6_what_stops_and_what_goes_on_is_a_table,
    a_licence_is_for_one_camera_of_its_path,
    a_third_direct_camera_is_refused,
    a_removed_camera_gives_its_term_licence_back,
    of_two_clerks_that_assign_one_licence_one_does,
    of_sixteen_clerks_that_want_the_last_in_stock_one_gets_it,
    another_dealers_ids_are_unknown,
    a_viewer_may_look_and_not_write,
    desks_are_told_of_everything,
    the_demo_has_licences_in_each_state,
);

async fn rem_1_the_count_starts_on_the_day_of_allocation_however_old_the_stock(world: World) {
    let clerk = world.clerk("dealer01").await;
    let customer = clerk.customer("yamada").await;
    world.stock("dealer01", "DG-JLE101W", 1).await;
    world.stock("dealer01", "DG-JLE105W", 1).await;
    world.at("2030-01-31T23:59:59");
    let year = clerk.try_allocate(customer, "DG-JLE101W", 1).await.done();
    let origin = &year["licences"][0]["origin"];
    assert_eq!(
        (&origin["free_through"], &origin["expiry"]),
        (&json!("2030-02-28"), &json!("2031-02-28"))
    );
    world.at("2030-02-01T00:00:00");
    let years = clerk.try_allocate(customer, "DG-JLE105W", 1).await.done();
    assert_eq!(years["licences"][0]["origin"]["expiry"], "2035-03-31");
}

async fn rem_6_what_stops_and_what_goes_on_is_a_table(world: World) {
    let clerk = world.clerk("dealer01").await;
    let table = clerk.get("expiry").await.done();
    let lines: Vec<(&str, bool)> = table["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| (line["what"].as_str().unwrap(), line["goes_on"].as_bool().unwrap()))
        .collect();
    assert_eq!(lines[0], ("recording", false));
    assert_eq!((lines.len(), lines[8]), (9, ("sd_card", true)));
}

async fn a_licence_is_for_one_camera_of_its_path(world: World) {
    let clerk = world.clerk("dealer01").await;
    let (customer, other) = (clerk.customer("yamada").await, clerk.customer("sato").await);
    let edge = clerk.camera(customer, 1, "edge").await;
    let second = clerk.camera(customer, 2, "edge").await;
    let direct = clerk.camera(customer, 3, "direct").await;
    let others = clerk.camera(other, 4, "edge").await;
    let licences = clerk.allocate(customer, "DG-JLE101W", 2).await;
    let for_direct = clerk.allocate(customer, "DG-JLE205W", 1).await[0];
    for (licence, camera, reason) in [
        (licences[0], direct, "other_path"),
        (for_direct, edge, "other_path"),
        (licences[0], others, "other_customer"),
    ] {
        assert_eq!(clerk.assign(licence, camera).await.reason(), reason);
    }
    assert_eq!(clerk.move_licence(licences[0], edge).await.reason(), "not_assigned");
    assert_eq!(clerk.reapply(licences[0], edge).await.reason(), "camera_not_failed");
    let placed = clerk.assign(licences[0], edge).await.done();
    assert_eq!(
        placed["state"],
        json!({ "state": "assigned", "expiry": "2027-12-31", "camera": edge })
    );
    assert_eq!(clerk.assign(licences[1], edge).await.reason(), "camera_licensed");
    assert_eq!(clerk.assign(licences[0], second).await.reason(), "already_assigned");
    let moved = clerk.move_licence(licences[0], second).await.done();
    assert_eq!(
        moved["state"],
        json!({ "state": "assigned", "expiry": "2027-12-31", "camera": second }),
        "same expiry"
    );
    clerk.assign(for_direct, direct).await.done();
    assert_eq!(clerk.history(customer, licences[0]).await, ["assigned", "moved"]);
    world.at("2028-01-01T00:00:00");
    let over = clerk.move_licence(licences[0], edge).await;
    assert_eq!(
        (over.reason().as_str(), &over.json()["last_day"]),
        ("expired", &json!("2027-12-31"))
    );
}

async fn a_third_direct_camera_is_refused(world: World) {
    let clerk = world.clerk("dealer01").await;
    let (customer, other) = (clerk.customer("yamada").await, clerk.customer("sato").await);
    let first = clerk.camera(customer, 1, "direct").await;
    clerk.camera(customer, 2, "direct").await;
    assert_eq!(
        clerk.try_camera(customer, 3, "direct").await.reason(),
        "too_many_direct"
    );
    clerk.camera(customer, 3, "edge").await;
    clerk.camera(other, 4, "direct").await;
    assert_eq!(clerk.try_camera(other, 1, "direct").await.reason(), "camera_known");
    let body = json!({ "customer": other, "name": "x", "device": "1234-5678-90AB-CDEF", "path": "edge" });
    assert_eq!(clerk.post("cameras", body).await.code(), "bad_request");
    clerk.remove(first, false).await.done();
    clerk.camera(customer, 1, "direct").await;
}

async fn a_removed_camera_gives_its_term_licence_back(world: World) {
    let clerk = world.clerk("dealer01").await;
    let customer = clerk.customer("yamada").await;
    let (camera, other) = (
        clerk.camera(customer, 1, "edge").await,
        clerk.camera(customer, 2, "edge").await,
    );
    let licence = clerk.allocate(customer, "DG-JLE101W", 1).await[0];
    clerk.assign(licence, camera).await.done();
    clerk.remove(camera, false).await.done();
    assert_eq!(clerk.remove(camera, false).await.status, 404);
    assert_eq!(clerk.state(customer, licence).await["state"], "allocated");
    clerk.assign(licence, other).await.done();
    assert_eq!(
        clerk.history(customer, licence).await,
        ["assigned", "camera_removed", "assigned"]
    );
    assert_eq!(clerk.told("remo_camera").await.len(), 1, "the desks know it is gone");
}

async fn of_two_clerks_that_assign_one_licence_one_does(world: World) {
    let clerk = world.clerk("dealer01").await;
    let customer = clerk.customer("yamada").await;
    let mut cameras = Vec::new();
    for no in 0..8 {
        cameras.push(clerk.camera(customer, no, "edge").await);
    }
    let licence = clerk.allocate(customer, "DG-JLE101W", 1).await[0];
    let answers = at_once(cameras.iter().map(|camera| clerk.assign(licence, *camera))).await;
    let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
    for answer in &answers {
        let outcome = if answer.status == 200 {
            "done".to_owned()
        } else {
            answer.reason()
        };
        *outcomes.entry(outcome).or_default() += 1;
    }
    assert_eq!(
        outcomes,
        BTreeMap::from([("already_assigned".into(), 7), ("done".into(), 1)])
    );
    assert_eq!(clerk.history(customer, licence).await, ["assigned"]);
}

async fn of_sixteen_clerks_that_want_the_last_in_stock_one_gets_it(world: World) {
    let clerk = world.clerk("dealer01").await;
    let customer = clerk.customer("yamada").await;
    world.stock("dealer01", "DG-JLE101W", 1).await;
    let answers = at_once((0..16).map(|_| clerk.try_allocate(customer, "DG-JLE101W", 1))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    assert!(
        answers
            .iter()
            .filter(|answer| answer.status != 200)
            .all(|answer| answer.reason() == "stock_short")
    );
}

async fn another_dealers_ids_are_unknown(world: World) {
    let (one, two) = (world.clerk("dealer01").await, world.clerk("dealer02").await);
    let customer = one.customer("yamada").await;
    let camera = one.camera(customer, 1, "edge").await;
    let licence = one.allocate(customer, "DG-JLE101W", 1).await[0];
    let own = two.customer("yamada").await;
    let own_camera = two.camera(own, 1, "edge").await;
    let own_licence = two.allocate(own, "DG-JLE101W", 1).await[0];
    world.stock("dealer02", "DG-JLE101W", 1).await;
    for answer in [
        two.get(&format!("customers/{customer}")).await,
        two.get(&format!("allocations?customer={customer}&product=DG-JLE101W"))
            .await,
        two.try_allocate(customer, "DG-JLE101W", 1).await,
        two.try_camera(customer, 2, "edge").await,
        two.remove(camera, true).await,
        two.assign(licence, own_camera).await,
        two.assign(own_licence, camera).await,
        two.move_licence(licence, own_camera).await,
        two.reapply(licence, own_camera).await,
        two.post("links", json!({ "customer": customer })).await,
        two.register_card(customer, world.mint("dealer02", "DG-JLE100W-A", 1).await[0])
            .await,
    ] {
        assert_eq!((answer.status, answer.code().as_str()), (404, "not_found"));
    }
    assert_eq!(one.state(customer, licence).await["state"], "allocated");
    let known = |records: Vec<Value>| records.iter().map(id).collect::<Vec<_>>();
    assert_eq!(known(two.told("remo_customer").await), [own]);
    assert_eq!(known(two.told("remo_licence").await), [own_licence]);
}

async fn a_viewer_may_look_and_not_write(world: World) {
    let clerk = world.clerk("dealer01").await;
    let customer = clerk.customer("yamada").await;
    let camera = clerk.camera(customer, 1, "edge").await;
    let licence = clerk.allocate(customer, "DG-JLE101W", 1).await[0];
    let card = world.mint("dealer01", "DG-JLE100W-A", 1).await[0];
    assert_eq!(world.sql("UPDATE member SET role = 'viewer'").await, 1);
    let anew =
        json!({ "email": "x@example.jp", "name": "x", "language": "ja", "provisional_password": "correct horse" });
    let notices = json!({ "partner": [1], "user": [], "language": "ja" });
    for answer in [
        clerk.post("customers", anew).await,
        clerk.post("links", json!({ "customer": customer })).await,
        clerk.try_allocate(customer, "DG-JLE101W", 1).await,
        clerk.try_camera(customer, 2, "edge").await,
        clerk.remove(camera, false).await,
        clerk.assign(licence, camera).await,
        clerk.move_licence(licence, camera).await,
        clerk.reapply(licence, camera).await,
        clerk.register_card(customer, card).await,
        clerk.put(Method::PUT, "notices", notices).await,
    ] {
        assert_eq!((answer.status, answer.code().as_str()), (403, "role_may_not"));
    }
    let account = format!("customers/{customer}");
    for path in ["customers", &account, "stock", "expiry", "notices", "packs?cameras=15"] {
        clerk.get(path).await.done();
        let unknown = send(world.request(Method::GET, &format!("/v1/remo/{path}"))).await;
        assert_eq!(unknown.code(), "not_signed_in");
    }
}

async fn desks_are_told_of_everything(world: World) {
    let clerk = world.clerk("dealer01").await;
    let customer = clerk.customer("yamada").await;
    let camera = clerk.camera(customer, 1, "edge").await;
    let licence = clerk.allocate(customer, "DG-JLE101W", 1).await[0];
    world.stock("dealer01", "DG-JLE101W", 5).await;
    clerk.assign(licence, camera).await.done();
    let perpetual = clerk.card(customer, "DG-JLE100W-4A").await;
    let stock = clerk.told("remo_stock").await;
    assert_eq!(
        stock,
        [json!({ "record": "remo_stock", "product": "DG-JLE101W", "count": 5 })]
    );
    let cameras = clerk.told("remo_camera").await;
    assert_eq!((cameras.len(), &cameras[0]["device"]), (1, &json!("00:80:F0:00:00:01")));
    let licences = clerk.told("remo_licence").await;
    assert_eq!(licences.len(), 1 + perpetual.len());
    let told = licences.iter().find(|told| id(told) == licence).unwrap();
    let mut shown = clerk.shown(customer, licence).await["licence"].clone();
    shown["record"] = json!("remo_licence");
    assert_eq!(told, &shown, "the same offline");
}

async fn the_demo_has_licences_in_each_state(world: World) {
    let admin = world.admin().await;
    let (login, password) = ("dealer01".parse().unwrap(), Secret::new(PASSWORD));
    for _ in 0..2 {
        admin.fill_demo(&login, &password).await.unwrap();
    }
    admin.close().await;
    let clerk = world.known_clerk("dealer01");
    let customers = clerk.get("customers").await.done();
    let customers = customers["customers"].as_array().unwrap();
    assert_eq!(customers.len(), 2, "once");
    let mut states = BTreeSet::new();
    for customer in customers {
        for shown in clerk.account(id(customer)).await["licences"].as_array().unwrap() {
            states.insert(shown["state"]["state"].as_str().unwrap().to_owned());
        }
    }
    let all = [
        "allocated",
        "assigned",
        "expired",
        "fixed",
        "movable",
        "reapplicable",
        "registered",
        "spent",
    ];
    assert_eq!(states, all.map(str::to_owned).into());
    assert_eq!(clerk.get("stock").await.done()["stock"].as_array().unwrap().len(), 4);
}
