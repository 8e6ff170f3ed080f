//! Applying for a subscription, and for a connection number.

use chrono::{DateTime, TimeDelta, Utc};
use kagifuda_domain::Clock;
use serde_json::{Value, json};

use super::{Office, TRIAL, YEAR, code, futures, line, refused, wrong};
use crate::on_both_engines;
use crate::support::{DEVICE, OTHER_DEVICE, World};

on_both_engines!(
    tsu_1_a_key_serves_one_device_once,
    tsu_1_wrong_pairs_count_and_lock_wherever_they_are_typed,
    tsu_3_a_living_subscription_is_extended_and_a_lapsed_one_begins_anew,
    tsu_3_another_dealer_learns_only_whom_to_ask,
    tsu_3_a_lapsed_device_passes_to_another_dealer_and_the_first_ones_desks_forget_it,
    tsu_11_a_number_that_passed_to_somebody_else_ends_the_offer,
    tsu_10_the_terms_in_force_are_accepted_each_time_and_kept,
    tsu_11_three_numbers_are_held_and_others_drawn_five_times,
    tsu_11_a_number_is_held_for_ten_minutes,
    tsu_12_an_mpcs_asks_its_supplier,
    kms_3_each_programme_points_to_the_other,
    of_sixteen_that_want_one_number_one_gets_it,
    of_two_dealers_that_want_one_device_one_gets_it,
);

async fn tsu_1_a_key_serves_one_device_once(world: World) {
    let office = Office::new(&world, "dealer01").await;
    let (card, number) = (office.card(YEAR).await, office.a_number(DEVICE).await);
    let first = office.apply_with(DEVICE, card, &number).await;
    assert_eq!(
        (first.status, &first.json()["again"]),
        (200, &json!(false)),
        "{}",
        first.text
    );
    let again = office.apply_with(DEVICE, card, &number).await;
    assert_eq!(again.json()["registration_key"], first.json()["registration_key"]);
    assert_eq!(again.json()["again"], true);
    assert_eq!(again.json()["standing"]["months"], 12, "and nothing was added");
    let extended = office.extend_with(DEVICE, card).await.json();
    assert_eq!(
        (&extended["again"], &extended["after"]),
        (&json!(true), &extended["before"])
    );

    let elsewhere = "FFFF-0000-0000-0001";
    let number = office.a_number(elsewhere).await;
    let answer = office.apply_with(elsewhere, card, &number).await;
    assert_eq!(answer.line_codes(), ["bound_elsewhere"]);
    let told = office.told(DEVICE).await;
    assert_eq!(told["terms"][0]["activation_key"], json!(card.no));
    assert_eq!(told["registration_key"], first.json()["registration_key"]);
}

async fn tsu_1_wrong_pairs_count_and_lock_wherever_they_are_typed(world: World) {
    let office = Office::new(&world, "dealer01").await;
    let (card, number) = (office.card(YEAR).await, office.a_number(DEVICE).await);
    for _ in 0..4 {
        assert_eq!(
            office.apply_with(DEVICE, wrong(card), &number).await.line_codes(),
            ["unknown_pair"]
        );
        assert_eq!(
            office.extend_with(DEVICE, wrong(card)).await.line_codes(),
            ["unknown_pair"]
        );
    }
    for path in ["/v1/tsunagaru/search", "/v1/tsunagaru/extensions/preview"] {
        let answer = office
            .desk
            .write(path, json!({ "device": DEVICE, "key": line(wrong(card)) }))
            .await;
        assert_eq!(answer.line_codes(), ["unknown_pair"], "{path}");
    }
    let answer = office.apply_with(DEVICE, card, &number).await;
    assert_eq!(answer.line_codes(), ["key_locked"], "the tenth try locked it");
}

async fn tsu_3_a_living_subscription_is_extended_and_a_lapsed_one_begins_anew(world: World) {
    let mut office = Office::new(&world, "dealer01").await;
    let trial = office.card(TRIAL).await;
    let number = office.a_number(DEVICE).await;
    let first = office.apply_with(DEVICE, trial, &number).await.json();
    let card = office.card(YEAR).await;
    assert_eq!(
        refused(&office.apply_with(DEVICE, card, &json!("111-1234-5678")).await),
        code("extend_instead")
    );
    assert_eq!(refused(&office.numbers(DEVICE, false).await), code("extend_instead"));
    office.use_first(DEVICE, &first["registration_key"]).await;
    // Three months from 21 November 2026, and six of grace.
    let lapses: DateTime<Utc> = "2027-08-22T00:00:00Z".parse().unwrap();
    let before = lapses - world.clock.now() - TimeDelta::seconds(1);
    office.later(before).await;
    assert_eq!(office.status(DEVICE).await["state"], "grace");
    assert_eq!(refused(&office.numbers(DEVICE, false).await), code("extend_instead"));
    office.later(TimeDelta::seconds(1)).await;
    assert_eq!(office.status(DEVICE).await["state"], "lapsed");
    let number = office.a_number(DEVICE).await;
    let anew = office.apply_with(DEVICE, card, &number).await.json();
    assert_eq!(
        (&anew["standing"]["state"], &anew["standing"]["months"]),
        (&json!("not_started"), &json!(12))
    );
    assert_ne!(anew["connection_no"], first["connection_no"]);
    assert_ne!(anew["registration_key"], first["registration_key"]);
    assert_eq!(
        office.told(DEVICE).await["terms"].as_array().unwrap().len(),
        1,
        "the trial counts no more"
    );
    let old = office.use_first(DEVICE, &first["registration_key"]).await;
    assert_eq!(old.status, 404, "the old key starts nothing");
    let served = office.apply_with(DEVICE, trial, &number).await;
    assert_eq!(
        refused(&served),
        code("card_served"),
        "KMS-2: its pair never gives another key than it gave"
    );
    assert_eq!(refused(&office.extend_with(DEVICE, trial).await), code("card_served"));
}

async fn tsu_3_another_dealer_learns_only_whom_to_ask(world: World) {
    let one = Office::new(&world, "dealer01").await;
    let two = Office::new(&world, "dealer02").await;
    assert_eq!(one.apply(DEVICE, YEAR).await.status, 200);
    assert_eq!(refused(&two.numbers(DEVICE, false).await), code("subscribed_elsewhere"));
    assert_eq!(refused(&two.extend(DEVICE, YEAR).await), code("nothing_to_extend"));
    let status = two.desk.get(&format!("/v1/tsunagaru/devices/{DEVICE}")).await;
    assert_eq!((status.status, status.code().as_str()), (404, "not_found"));
    assert!(
        !two.desk
            .records()
            .await
            .iter()
            .any(|record| record["record"] == "subscription")
    );
}

async fn tsu_10_the_terms_in_force_are_accepted_each_time_and_kept(world: World) {
    let office = Office::new(&world, "dealer01").await;
    let terms = office.desk.get("/v1/tsunagaru/terms").await.json();
    let kinds: Vec<&Value> = terms["terms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["kind"])
        .collect();
    assert_eq!(kinds, ["trial", "paid"]);
    assert_ne!(terms["terms"][0]["ja"], terms["terms"][1]["ja"]);
    let (card, number) = (office.card(TRIAL).await, office.a_number(DEVICE).await);
    for accepted in [Value::Null, json!(2)] {
        let body = json!({ "device": DEVICE, "key": line(card), "connection_no": number, "accepted_terms": accepted });
        let answer = office.desk.write("/v1/tsunagaru/applications", body).await;
        assert_eq!(refused(&answer), code("terms_not_accepted"));
        assert_eq!(
            (&answer.json()["terms"], &answer.json()["version"]),
            (&json!("trial"), &json!(1))
        );
    }
    assert_eq!(office.apply_with(DEVICE, card, &number).await.status, 200);
    let body = json!({ "device": DEVICE, "key": line(office.card(YEAR).await) });
    let answer = office.desk.write("/v1/tsunagaru/extensions", body).await;
    assert_eq!(
        (refused(&answer), &answer.json()["terms"]),
        (code("terms_not_accepted"), &json!("paid"))
    );
    assert_eq!(office.extend(DEVICE, YEAR).await.status, 200);
    let kept: Vec<String> = world
        .audit()
        .await
        .into_iter()
        .filter(|row| row[4].contains("accepted_terms"))
        .map(|row| {
            format!(
                "{} {}",
                row[1],
                serde_json::from_str::<Value>(&row[4]).unwrap()["accepted_terms"]
            )
        })
        .collect();
    assert_eq!(
        kept,
        [
            r#"dealer01 {"kind":"trial","version":1}"#,
            r#"dealer01 {"kind":"paid","version":1}"#
        ]
    );
}

async fn tsu_11_three_numbers_are_held_and_others_drawn_five_times(world: World) {
    let office = Office::new(&world, "dealer01").await;
    let first = office.numbers(DEVICE, false).await.json();
    assert_eq!(
        (first["candidates"].as_array().unwrap().len(), &first["redraws_left"]),
        (3, &json!(5))
    );
    assert_eq!(
        office.numbers(DEVICE, false).await.json(),
        first,
        "asked again, the same"
    );
    let mut last = first.clone();
    for left in (0..5).rev() {
        last = office.numbers(DEVICE, true).await.json();
        assert_eq!(last["redraws_left"], left);
    }
    assert_eq!(refused(&office.numbers(DEVICE, true).await), code("no_more_numbers"));
    let card = office.card(YEAR).await;
    let gone = office.apply_with(DEVICE, card, &first["candidates"][0]).await;
    assert_eq!(
        refused(&gone),
        code("number_not_offered"),
        "earlier ones cannot be had back"
    );
    let taken = office.apply_with(DEVICE, card, &last["candidates"][2]).await;
    assert_eq!(taken.json()["connection_no"], last["candidates"][2]);
}

async fn tsu_11_a_number_is_held_for_ten_minutes(world: World) {
    let mut office = Office::new(&world, "dealer01").await;
    let (card, number) = (office.card(YEAR).await, office.a_number(DEVICE).await);
    office.later(TimeDelta::minutes(10)).await;
    let answer = office.apply_with(DEVICE, card, &number).await;
    assert_eq!(refused(&answer), code("number_hold_ended"));
    assert_eq!(answer.json()["until"], "2026-11-21T00:10:00Z");
    let anew = office.numbers(DEVICE, false).await.json();
    assert_eq!(anew["redraws_left"], 5);
    office.later(TimeDelta::seconds(599)).await;
    assert_eq!(
        office.apply_with(DEVICE, card, &anew["candidates"][0]).await.status,
        200
    );
}

async fn tsu_12_an_mpcs_asks_its_supplier(world: World) {
    let office = Office::new(&world, "dealer01").await;
    assert_eq!(
        refused(&office.numbers(OTHER_DEVICE, false).await),
        code("ask_supplier")
    );
    let card = office.card(YEAR).await;
    let answer = office.apply_with(OTHER_DEVICE, card, &json!("111-1234-5678")).await;
    assert_eq!(refused(&answer), code("ask_supplier"));
}

async fn kms_3_each_programme_points_to_the_other(world: World) {
    let office = Office::new(&world, "dealer01").await;
    let number = office.a_number(DEVICE).await;
    let answer = office.apply_with(DEVICE, office.card("KX-VCS101").await, &number).await;
    assert_eq!(answer.line_codes(), ["other_programme"]);
    assert_eq!(answer.json()["lines"][0]["programme"], "kms");
    let answer = office.desk.register(DEVICE, &[office.card(YEAR).await]).await;
    assert_eq!(answer.json()["lines"][0]["programme"], "tsunagaru");
}

async fn of_sixteen_that_want_one_number_one_gets_it(world: World) {
    let office = Office::new(&world, "dealer01").await;
    let number = office.a_number(DEVICE).await;
    let cards = world.mint("dealer01", YEAR, 16).await;
    let tries = cards.into_iter().map(|card| office.apply_with(DEVICE, card, &number));
    let answers = futures(tries).await;
    let won: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    assert_eq!((won.len(), &won[0].json()["connection_no"]), (1, &number));
    for lost in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!(refused(lost), code("extend_instead"));
    }
    assert_eq!(office.told(DEVICE).await["terms"].as_array().unwrap().len(), 1);
}

async fn of_two_dealers_that_want_one_device_one_gets_it(world: World) {
    let offices = [
        Office::new(&world, "dealer01").await,
        Office::new(&world, "dealer02").await,
    ];
    for round in 0..8 {
        let device = format!("FFFF-0000-0000-{round:04}");
        let mut ready = Vec::new();
        for office in &offices {
            ready.push((office, office.card(YEAR).await, office.a_number(&device).await));
        }
        let tries = ready
            .iter()
            .map(|(office, card, number)| office.apply_with(&device, *card, number));
        let mut answers: Vec<u16> = futures(tries).await.iter().map(|answer| answer.status).collect();
        answers.sort_unstable();
        assert_eq!(answers, [200, 422], "round {round}");
    }
}

async fn tsu_3_a_lapsed_device_passes_to_another_dealer_and_the_first_ones_desks_forget_it(world: World) {
    let mut one = Office::new(&world, "dealer01").await;
    let mut two = Office::new(&world, "dealer02").await;
    let applied = one.apply(DEVICE, TRIAL).await.json();
    one.use_first(DEVICE, &applied["registration_key"]).await;
    let lapsed: DateTime<Utc> = "2027-08-22T00:00:00Z".parse().unwrap();
    one.later(lapsed - world.clock.now()).await;
    two.later(TimeDelta::zero()).await;
    assert_eq!(two.apply(DEVICE, YEAR).await.status, 200);
    let records = one.desk.records().await;
    let gone = json!({ "record": "gone", "kind": "subscription", "id": DEVICE.replace('-', "") });
    assert_eq!(records.last(), Some(&gone));
    assert_eq!(two.told(DEVICE).await["terms"][0]["months"], 12);
}

async fn tsu_11_a_number_that_passed_to_somebody_else_ends_the_offer(world: World) {
    let office = Office::new(&world, "dealer01").await;
    let number = office.a_number(DEVICE).await;
    // As when another dealer was offered one of the three after their hold had ended.
    world
        .sql("UPDATE connection_no SET device = 'FFFFFFFFFFFFFFFF' WHERE place = 2")
        .await;
    let card = office.card(YEAR).await;
    assert_eq!(
        refused(&office.apply_with(DEVICE, card, &number).await),
        code("number_not_offered")
    );
    let number = office.a_number(DEVICE).await;
    assert_eq!(office.apply_with(DEVICE, card, &number).await.status, 200);
}
