//! i-PRO Remo: cards, and licences without end.

use kagifuda_domain::ids::RegistrationId;
use kagifuda_domain::kms::Pair;
use serde_json::json;

use crate::on_both_engines;
use crate::support::World;

on_both_engines!(
    rem_8_a_card_is_registered_by_both_its_ids,
    rem_8_ten_wrong_ids_lock_a_card,
    rem_8_a_wrong_assignment_can_be_moved_for_thirty_days,
    rem_9_a_licence_whose_camera_failed_is_applied_for_again_within_five_years,
    rem_8_a_licence_does_not_return_to_the_camera_that_was_reported_failed,
    rem_10_fifteen_cameras_are_five_cards,
);

async fn rem_8_a_card_is_registered_by_both_its_ids(world: World) {
    let clerk = world.clerk("dealer01").await;
    let (customer, other) = (clerk.customer("yamada").await, clerk.customer("sato").await);
    let card = world.mint("dealer01", "DG-JLE100W-4A", 1).await[0];
    let first = clerk.register_card(customer, card).await.done();
    let again = clerk.register_card(customer, card).await.done();
    assert_eq!((&first["again"], &again["again"]), (&json!(false), &json!(true)));
    assert_eq!(first["licences"].as_array().unwrap().len(), 4);
    let ids = |of: &serde_json::Value| {
        let licences = of["licences"].as_array().unwrap().iter();
        licences
            .map(crate::support::remo::id)
            .collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(ids(&first), ids(&again), "and no more of them");
    assert_eq!(clerk.register_card(other, card).await.reason(), "card_taken");
    for (product, code) in [("DG-JLE101W", "not_perpetual"), ("KX-VCS101", "other_programme")] {
        let key = world.mint("dealer01", product, 1).await[0];
        let refused = clerk.register_card(customer, key).await;
        let found = if code == "not_perpetual" {
            refused.reason()
        } else {
            refused.line_codes()[0].clone()
        };
        assert_eq!(found, code);
    }
    let kms = clerk.desk().await.register(crate::support::DEVICE, &[card]).await;
    assert_eq!(kms.line_codes(), ["other_programme"], "KMS points here");
    world.dealer("dealer02").await;
    let others = world.mint("dealer02", "DG-JLE100W-A", 1).await[0];
    assert_eq!(
        clerk.register_card(customer, others).await.line_codes(),
        ["unknown_pair"]
    );
    let audit = format!("{:?}", world.audit().await);
    assert!(!audit.contains(&card.registration_id.to_string()));
}

async fn rem_8_ten_wrong_ids_lock_a_card(world: World) {
    let clerk = world.clerk("dealer01").await;
    let customer = clerk.customer("yamada").await;
    let card = world.mint("dealer01", "DG-JLE200W-A", 1).await[0];
    let registration_id = RegistrationId::from_bits(card.registration_id.bits() ^ 1);
    for _ in 0..10 {
        let wrong = clerk
            .register_card(
                customer,
                Pair {
                    registration_id,
                    ..card
                },
            )
            .await;
        assert_eq!(wrong.line_codes(), ["unknown_pair"]);
    }
    assert_eq!(clerk.register_card(customer, card).await.line_codes(), ["key_locked"]);
    world.at("2026-11-22T09:00:00");
    clerk.register_card(customer, card).await.done();
}

async fn rem_8_a_wrong_assignment_can_be_moved_for_thirty_days(world: World) {
    let clerk = world.clerk("dealer01").await;
    let customer = clerk.customer("yamada").await;
    let (one, two) = (
        clerk.camera(customer, 1, "edge").await,
        clerk.camera(customer, 2, "edge").await,
    );
    let licence = clerk.card(customer, "DG-JLE100W-A").await[0];
    assert_eq!(clerk.state(customer, licence).await, json!({ "state": "registered" }));
    world.at("2027-01-01T23:59:59");
    let placed = clerk.assign(licence, one).await.done();
    assert_eq!(
        placed["state"],
        json!({ "state": "movable", "camera": one, "movable_through": "2027-01-31" })
    );
    assert_eq!(
        clerk.remove(one, false).await.reason(),
        "camera_perpetual",
        "it would be lost"
    );
    world.at("2027-01-20T00:00:00");
    let moved = clerk.move_licence(licence, two).await.done();
    assert_eq!(
        moved["state"]["movable_through"], "2027-01-31",
        "moves do not restart the clock"
    );
    world.at("2027-01-31T23:59:59");
    clerk.move_licence(licence, one).await.done();
    world.at("2027-02-01T00:00:00");
    let closed = clerk.move_licence(licence, two).await;
    assert_eq!(
        (closed.reason().as_str(), &closed.json()["last_day"]),
        ("move_closed", &json!("2027-01-31"))
    );
    let fixed = json!({ "state": "fixed", "camera": one, "reapplicable_through": "2032-01-01" });
    assert_eq!(clerk.state(customer, licence).await, fixed);
    assert_eq!(clerk.history(customer, licence).await, ["assigned", "moved", "moved"]);
}

async fn rem_9_a_licence_whose_camera_failed_is_applied_for_again_within_five_years(world: World) {
    let clerk = world.clerk("dealer01").await;
    let customer = clerk.customer("yamada").await;
    let cameras = [
        clerk.camera(customer, 1, "edge").await,
        clerk.camera(customer, 2, "edge").await,
    ];
    let licences = clerk.card(customer, "DG-JLE100W-4A").await;
    world.at("2027-01-10T12:00:00");
    clerk.assign(licences[0], cameras[0]).await.done();
    clerk.assign(licences[1], cameras[1]).await.done();
    world.at("2030-06-01T12:00:00");
    let third = clerk.camera(customer, 3, "edge").await;
    assert_eq!(clerk.reapply(licences[0], third).await.reason(), "camera_not_failed");
    clerk.remove(cameras[0], true).await.done();
    assert_eq!(
        clerk.state(customer, licences[0]).await,
        json!({ "state": "reapplicable", "through": "2032-01-10" })
    );
    assert_eq!(clerk.assign(licences[0], third).await.reason(), "camera_failed");
    assert_eq!(clerk.move_licence(licences[0], third).await.reason(), "camera_failed");
    let again = clerk.reapply(licences[0], third).await.done();
    let fixed = json!({ "state": "fixed", "camera": third, "reapplicable_through": "2032-01-10" });
    assert_eq!(again["state"], fixed, "neither clock begins anew");

    world.at("2032-01-10T23:59:59");
    clerk.remove(third, true).await.done();
    let fourth = clerk.camera(customer, 4, "edge").await;
    clerk.reapply(licences[0], fourth).await.done();
    world.at("2032-01-11T00:00:00");
    clerk.remove(cameras[1], true).await.done();
    assert_eq!(
        clerk.state(customer, licences[1]).await,
        json!({ "state": "spent", "since": "2032-01-10" })
    );
    let fifth = clerk.camera(customer, 5, "edge").await;
    for refused in [
        clerk.reapply(licences[1], fifth).await,
        clerk.assign(licences[1], fifth).await,
    ] {
        assert_eq!(
            (refused.reason().as_str(), &refused.json()["last_day"]),
            ("reapply_closed", &json!("2032-01-10"))
        );
    }
    assert_eq!(
        clerk.history(customer, licences[0]).await,
        ["assigned", "camera_failed", "reapplied", "camera_failed", "reapplied"]
    );
}

async fn rem_8_a_licence_does_not_return_to_the_camera_that_was_reported_failed(world: World) {
    let clerk = world.clerk("dealer01").await;
    let customer = clerk.customer("yamada").await;
    let camera = clerk.camera(customer, 1, "edge").await;
    let licences = clerk.card(customer, "DG-JLE100W-4A").await;
    clerk.assign(licences[0], camera).await.done();
    world.at("2027-06-01T12:00:00");
    clerk.remove(camera, true).await.done();
    let device = "00:80:F0:00:00:01";
    let body = json!({ "customer": customer, "name": "別名", "device": device, "path": "edge" });
    let same = crate::support::remo::id(&clerk.post("cameras", body).await.done());
    assert_eq!(clerk.reapply(licences[0], same).await.reason(), "same_camera");
    assert_eq!(clerk.state(customer, licences[0]).await["state"], "reapplicable");
    clerk.assign(licences[1], same).await.done();
    let other = clerk.camera(customer, 2, "edge").await;
    clerk.reapply(licences[0], other).await.done();
}

async fn rem_10_fifteen_cameras_are_five_cards(world: World) {
    let clerk = world.clerk("dealer01").await;
    let planned = clerk.get("packs?cameras=15").await.done();
    assert_eq!(planned["packs"], json!([8, 4, 1, 1, 1]));
    for cameras in ["0", "10001", "-1", "x"] {
        assert_eq!(
            clerk.get(&format!("packs?cameras={cameras}")).await.code(),
            "bad_request"
        );
    }
    let customer = clerk.customer("yamada").await;
    let mut licences = 0;
    for pack in planned["packs"].as_array().unwrap() {
        let product = match pack.as_u64().unwrap() {
            1 => "DG-JLE100W-A".to_owned(),
            cameras => format!("DG-JLE100W-{cameras}A"),
        };
        licences += clerk.card(customer, &product).await.len();
    }
    assert_eq!(licences, 15);
}
