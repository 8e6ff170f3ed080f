//! Sixty-four clients that want the same thing at the same moment.

use futures_util::future::join_all;
use kagifuda_domain::kms::Pair;
use serde_json::{Value, json};

use crate::on_both_engines;
use crate::support::{Answer, Desk, World};

on_both_engines!(
    kms_1_of_sixty_four_clients_that_bind_one_key_one_wins,
    tsu_11_of_sixty_four_clients_that_take_one_number_one_wins,
);

const CLIENTS: usize = 64;
const ROUNDS: usize = 100;

async fn kms_1_of_sixty_four_clients_that_bind_one_key_one_wins(world: World) {
    let desk = world.dealer("dealer01").await;
    for (round, key) in world
        .mint("dealer01", "KX-VCS101", ROUNDS)
        .await
        .into_iter()
        .enumerate()
    {
        let answers = join_all((0..CLIENTS).map(|client| {
            let device = device(round, client);
            let desk = &desk;
            async move { desk.register(&device, &[key]).await }
        }))
        .await;
        let winner = the_one(&answers);
        let device = device(round, winner);
        for lost in answers.iter().filter(|answer| answer.status != 200) {
            assert_eq!(lost.line_codes(), ["bound_elsewhere"]);
            assert_eq!(lost.json()["lines"][0]["device"], device, "all of them name the one");
        }
    }
    let registered = registrations(&desk).await;
    assert_eq!(registered, ROUNDS, "and the desks were told of one each");
}

async fn tsu_11_of_sixty_four_clients_that_take_one_number_one_wins(world: World) {
    let desk = world.dealer("dealer01").await;
    for round in 0..ROUNDS {
        let device = device(round, 0);
        let offered = desk.write("/v1/tsunagaru/offers", json!({ "device": device })).await;
        let number = offered.json()["candidates"][1].clone();
        let cards = world.mint("dealer01", "KX-VCS701W", CLIENTS).await;
        let answers = join_all(cards.iter().map(|card| {
            let body = application(&device, *card, &number);
            desk.write("/v1/tsunagaru/applications", body)
        }))
        .await;
        let winner = the_one(&answers);
        assert_eq!(answers[winner].json()["connection_no"], number);
        for lost in answers.iter().filter(|answer| answer.status != 200) {
            assert_eq!(lost.code(), "extend_instead");
        }
    }
    assert_eq!(registrations(&desk).await, ROUNDS, "no other card was used up");
}

fn device(round: usize, client: usize) -> String {
    format!("FFFF-0000-{round:04}-{client:04}")
}

fn application(device: &str, card: Pair, number: &Value) -> Value {
    let key = json!({ "activation_key": card.no, "registration_id": card.registration_id });
    json!({ "device": device, "key": key, "connection_no": number, "accepted_terms": 1 })
}

/// The place of the one that was answered with success.
fn the_one(answers: &[Answer]) -> usize {
    let won: Vec<usize> = (0..answers.len())
        .filter(|place| answers[*place].status == 200)
        .collect();
    assert_eq!(won.len(), 1, "{won:?}");
    won[0]
}

async fn registrations(desk: &Desk) -> usize {
    let records = desk.records().await;
    let registered = |record: &&Value| record["record"] == "activation_key" && !record["registration"].is_null();
    records.iter().filter(registered).count()
}
