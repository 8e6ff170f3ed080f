//! Registering activation keys.

use std::collections::HashMap;

use chrono::TimeDelta;
use kagifuda_domain::ids::{ActivationKeyNo, RegistrationId};
use kagifuda_domain::kms::Pair;
use serde_json::json;
use uuid::Uuid;

use crate::on_both_engines;
use crate::support::{DEVICE, Desk, OTHER_DEVICE, World};

on_both_engines!(
    kms_1_a_key_belongs_to_one_device_for_ever,
    kms_2_the_same_pair_again_gives_the_same_key,
    kms_3_other_programmes_are_pointed_to,
    kms_4_all_or_nothing_and_every_offending_line_is_named,
    kms_4_one_to_eight_keys,
    kms_5_a_site_is_kept_until_another_is_given,
    kms_11_ten_wrong_tries_lock_a_number_for_a_day,
    kms_11_a_number_that_does_not_exist_answers_and_locks_alike,
    kms_11_tries_at_the_same_moment_are_counted_one_by_one,
    a_dealer_does_not_know_another_dealers_keys,
    of_sixteen_desks_that_want_one_key_one_gets_it,
);

fn wrong(pair: Pair) -> Pair {
    Pair {
        registration_id: RegistrationId::from_bits(pair.registration_id.bits() ^ 1),
        ..pair
    }
}

async fn kms_1_a_key_belongs_to_one_device_for_ever(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 1).await;
    assert_eq!(desk.register(DEVICE, &keys).await.registration_keys().len(), 1);
    let refused = desk.register(OTHER_DEVICE, &keys).await;
    assert_eq!(
        (refused.status, refused.line_codes()),
        (422, vec!["bound_elsewhere".to_owned()])
    );
    assert_eq!(
        refused.json()["lines"][0]["device"],
        DEVICE,
        "its own dealer may know which device has it"
    );
    assert_eq!(refused.json()["lines"][0]["activation_key"], json!(keys[0].no));
}

async fn kms_2_the_same_pair_again_gives_the_same_key(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS201", 2).await;
    let first = desk.register(DEVICE, &keys[..1]).await;
    world.after(TimeDelta::days(3));
    let desk = world.sign_in("dealer01").await;
    let head = desk.page(0, 1).await.head;
    let again = desk.register(DEVICE, &keys[..1]).await;
    assert_eq!(again.registration_keys(), first.registration_keys());
    let (was, is) = (&first.json()["registrations"][0], &again.json()["registrations"][0]);
    assert_eq!(
        (was["again"].as_bool(), is["again"].as_bool()),
        (Some(false), Some(true))
    );
    assert_eq!(
        (&was["issued_at"], &is["product"]),
        (&is["issued_at"], &json!("KX-VCS201"))
    );
    assert_eq!(desk.page(0, 1).await.head, head, "nothing changed");
    let mixed = desk.register(DEVICE, &keys).await;
    assert_eq!(mixed.registration_keys()[0], first.registration_keys()[0]);
    assert_eq!(desk.page(0, 1).await.head, head + 1, "only the new key changed");
}

async fn kms_3_other_programmes_are_pointed_to(world: World) {
    let desk = world.dealer("dealer01").await;
    for (product, programme) in [("KX-VCS701W", "tsunagaru"), ("DG-JLE101W", "remo")] {
        let keys = world.mint("dealer01", product, 1).await;
        let refused = desk.register(DEVICE, &keys).await;
        assert_eq!(refused.line_codes(), ["other_programme"]);
        assert_eq!(refused.json()["lines"][0]["programme"], programme);
    }
}

async fn kms_4_all_or_nothing_and_every_offending_line_is_named(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 3).await;
    let elsewhere = desk.register(OTHER_DEVICE, &keys[2..]).await;
    assert_eq!(elsewhere.status, 200);
    let head = desk.page(0, 1).await.head;
    let refused = desk
        .register(DEVICE, &[keys[0], wrong(keys[1]), keys[0], keys[2]])
        .await;
    assert_eq!(
        refused.line_codes(),
        ["unknown_pair", "repeated_line", "bound_elsewhere"]
    );
    assert_eq!(desk.page(0, 1).await.head, head, "the good line was not done");
    assert_eq!(
        desk.register(DEVICE, &keys[..2]).await.json()["registrations"][0]["again"],
        false
    );
}

async fn kms_4_one_to_eight_keys(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 9).await;
    for found in [0, 9] {
        let refused = desk.register(DEVICE, &keys[..found]).await;
        assert_eq!(refused.code(), "key_count");
        assert_eq!(
            (&refused.json()["found"], &refused.json()["max"]),
            (&json!(found), &json!(8))
        );
    }
    let eight = desk.register(DEVICE, &keys[..8]).await;
    let in_order: Vec<_> = eight.json()["registrations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["activation_key"].clone())
        .collect();
    assert_eq!(
        in_order,
        keys[..8].iter().map(|pair| json!(pair.no)).collect::<Vec<_>>()
    );
}

async fn kms_5_a_site_is_kept_until_another_is_given(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 4).await;
    let mut sites = Vec::new();
    for (n, site) in [None, Some(["本社", "3階"]), None, Some(["本\0社 ", "4階\n"])]
        .into_iter()
        .enumerate()
    {
        let mut body = Desk::application(DEVICE, &keys[n..=n]);
        if let Some(site) = site {
            body["site"] = json!(site);
        }
        assert_eq!(desk.register_under(Uuid::new_v4(), body).await.status, 200);
        let records = desk.records().await;
        let mut devices = records.iter().filter(|record| record["record"] == "device");
        sites.push(devices.next_back().unwrap()["site"].clone());
    }
    let expected = [
        json!(["", ""]),
        json!(["本社", "3階"]),
        json!(["本社", "3階"]),
        json!(["本 社", "4階"]),
    ];
    assert_eq!(sites, expected);
}

async fn kms_11_ten_wrong_tries_lock_a_number_for_a_day(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 1).await;
    for _ in 0..10 {
        assert_eq!(
            desk.register(DEVICE, &[wrong(keys[0])]).await.line_codes(),
            ["unknown_pair"]
        );
    }
    let locked = desk.register(DEVICE, &keys).await;
    assert_eq!(
        locked.line_codes(),
        ["key_locked"],
        "even with the right registration id"
    );
    assert_eq!(locked.json()["lines"][0]["until"], "2026-11-22T00:00:00Z");
    world.after(TimeDelta::days(1));
    assert_eq!(
        world.sign_in("dealer01").await.register(DEVICE, &keys).await.status,
        200
    );
}

async fn kms_11_a_number_that_does_not_exist_answers_and_locks_alike(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 1).await;
    let nowhere = Pair {
        no: ActivationKeyNo::from_bits(0x0123_4567_89AB_CDEF),
        ..keys[0]
    };
    for round in 0..11 {
        let unknown = desk.register(DEVICE, &[nowhere]).await;
        let known = desk.register(DEVICE, &[wrong(keys[0])]).await;
        let expected = if round < 10 { "unknown_pair" } else { "key_locked" };
        assert_eq!(unknown.line_codes(), [expected], "{round}");
        let without_number = |text: &str, pair: Pair| text.replace(&pair.no.to_string(), "");
        assert_eq!(
            without_number(&unknown.text, nowhere),
            without_number(&known.text, keys[0]),
            "{round}"
        );
    }
}

async fn kms_11_tries_at_the_same_moment_are_counted_one_by_one(world: World) {
    let desk = world.dealer("dealer01").await;
    let key = world.mint("dealer01", "KX-VCS101", 1).await[0];
    let tries: Vec<_> = (1..=24)
        .map(|n| {
            let guess = Pair {
                registration_id: RegistrationId::from_bits(key.registration_id.bits() ^ n),
                ..key
            };
            let desk = desk.clone();
            tokio::spawn(async move { desk.register(DEVICE, &[guess]).await.line_codes()[0].clone() })
        })
        .collect();
    let mut answers: HashMap<String, usize> = HashMap::new();
    for one in tries {
        *answers.entry(one.await.unwrap()).or_default() += 1;
    }
    assert_eq!(
        answers,
        HashMap::from([("unknown_pair".into(), 10), ("key_locked".into(), 14)])
    );
}

async fn a_dealer_does_not_know_another_dealers_keys(world: World) {
    let (one, two) = (world.dealer("dealer01").await, world.dealer("dealer02").await);
    let keys = world.mint("dealer01", "KX-VCS101", 2).await;
    assert_eq!(one.register(DEVICE, &keys[..1]).await.status, 200);
    for key in &keys {
        let refused = two.register(DEVICE, std::slice::from_ref(key)).await;
        assert_eq!(refused.line_codes(), ["unknown_pair"]);
    }
    let records = two.records().await;
    assert!(
        records
            .iter()
            .all(|record| record["record"] != "activation_key" && record["record"] != "device")
    );
    assert_eq!(
        one.records()
            .await
            .iter()
            .filter(|record| record["record"] == "activation_key")
            .count(),
        3
    );
}

async fn of_sixteen_desks_that_want_one_key_one_gets_it(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 1).await;
    let applications: Vec<_> = (0..16)
        .map(|n| {
            let (desk, keys) = (desk.clone(), keys.clone());
            tokio::spawn(async move { desk.register(&format!("0000-0000-0000-00{n:02}"), &keys).await })
        })
        .collect();
    let mut issued = 0;
    for application in applications {
        let answer = application.await.unwrap();
        if answer.status == 200 {
            issued += 1;
        } else {
            assert_eq!(answer.line_codes(), ["bound_elsewhere"]);
        }
    }
    assert_eq!(issued, 1);
    let records = desk.records().await;
    let bound = records.iter().filter(|record| !record["registration"].is_null());
    assert_eq!(bound.count(), 1);
}
