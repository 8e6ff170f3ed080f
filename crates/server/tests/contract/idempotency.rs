//! A write that comes again.

use chrono::TimeDelta;
use serde_json::json;
use uuid::Uuid;

use crate::on_both_engines;
use crate::support::{DEVICE, Desk, OTHER_DEVICE, PASSWORD, World, send};

on_both_engines!(
    a_write_that_comes_again_is_answered_again_and_not_done_again,
    a_refusal_is_answered_again_and_not_counted_again,
    the_same_key_with_another_body_is_refused,
    of_simultaneous_requests_under_one_key_one_does_the_work,
    two_dealers_may_use_the_same_key,
    a_write_without_a_proper_key_is_refused,
    an_answer_is_forgotten_after_a_year,
    another_member_gets_nobody_elses_answer,
);

async fn a_write_that_comes_again_is_answered_again_and_not_done_again(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 1).await;
    let (key, body) = (Uuid::new_v4(), Desk::application(DEVICE, &keys));
    let first = desk.register_under(key, body.clone()).await;
    let head = desk.page(0, 1).await.head;
    let other_spelling = json!({ "keys": [{ "registration_id": keys[0].registration_id.plain(), "activation_key": keys[0].no.plain().to_lowercase() }], "device": DEVICE.replace('-', " ") });
    for body in [body, other_spelling] {
        let again = desk.register_under(key, body).await;
        assert_eq!(
            (again.status, &again.text),
            (200, &first.text),
            "also that it was the first time"
        );
        assert_eq!(again.headers["idempotency-replayed"], "true");
    }
    assert!(!first.headers.contains_key("idempotency-replayed"));
    assert_eq!(desk.page(0, 1).await.head, head);
}

async fn a_refusal_is_answered_again_and_not_counted_again(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 1).await;
    let mut body = Desk::application(DEVICE, &keys);
    body["keys"][0]["registration_id"] = json!("0000-0000");
    let key = Uuid::new_v4();
    let first = desk.register_under(key, body.clone()).await;
    assert_eq!(first.line_codes(), ["unknown_pair"]);
    for _ in 0..20 {
        let again = desk.register_under(key, body.clone()).await;
        assert_eq!((again.status, again.text.as_str()), (422, first.text.as_str()));
        assert_eq!(again.headers["content-type"], first.headers["content-type"]);
    }
    assert_eq!(
        desk.register(DEVICE, &keys).await.status,
        200,
        "KMS-11: one wrong try was counted, not twenty-one"
    );
}

async fn the_same_key_with_another_body_is_refused(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 2).await;
    let key = Uuid::new_v4();
    assert_eq!(
        desk.register_under(key, Desk::application(DEVICE, &keys[..1]))
            .await
            .status,
        200
    );
    for body in [
        Desk::application(OTHER_DEVICE, &keys[..1]),
        Desk::application(DEVICE, &keys),
    ] {
        let refused = desk.register_under(key, body).await;
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (422, "idempotency_key_reused")
        );
    }
}

async fn of_simultaneous_requests_under_one_key_one_does_the_work(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 3).await;
    let key = Uuid::new_v4();
    let head = desk.page(0, 1).await.head;
    let requests: Vec<_> = (0..12)
        .map(|_| {
            let (desk, body) = (desk.clone(), Desk::application(DEVICE, &keys));
            tokio::spawn(async move { desk.register_under(key, body).await })
        })
        .collect();
    let (mut texts, mut replayed) = (Vec::new(), 0);
    for request in requests {
        let answer = request.await.unwrap();
        replayed += usize::from(answer.headers.contains_key("idempotency-replayed"));
        assert_eq!(answer.json()["registrations"][0]["again"], false);
        texts.push(answer.text);
    }
    texts.dedup();
    assert_eq!((texts.len(), replayed), (1, 11));
    assert_eq!(desk.page(0, 1).await.head, head + 4, "a device and three keys");
}

async fn two_dealers_may_use_the_same_key(world: World) {
    let key = Uuid::new_v4();
    for login in ["dealer01", "dealer02"] {
        let desk = world.dealer(login).await;
        let keys = world.mint(login, "KX-VCS101", 1).await;
        assert_eq!(
            desk.register_under(key, Desk::application(DEVICE, &keys)).await.status,
            200
        );
    }
}

async fn a_write_without_a_proper_key_is_refused(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 1).await;
    let (one, two) = (
        "6f1c6b0a-4f0e-4a53-9d6b-000000000001",
        "6f1c6b0a-4f0e-4a53-9d6b-000000000002",
    );
    for headers in [
        &[][..],
        &[""],
        &["42"],
        &["6f1c6b0a-4f0e-4a53-9d6b"],
        &[one, two],
        &[one, one],
    ] {
        let request = world
            .request(reqwest::Method::POST, "/v1/kms/registrations")
            .bearer_auth(desk.access());
        let request = headers
            .iter()
            .fold(request, |request, header| request.header("Idempotency-Key", *header));
        let refused = send(request.body(Desk::application(DEVICE, &keys).to_string())).await;
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (400, "idempotency_key_missing"),
            "{headers:?}"
        );
    }
}

async fn an_answer_is_forgotten_after_a_year(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 1).await;
    let (key, body) = (Uuid::new_v4(), Desk::application(DEVICE, &keys));
    let first = desk.register_under(key, body.clone()).await;
    for (days, forgotten) in [(366, false), (1, true)] {
        world.after(TimeDelta::days(days));
        world.admin().await.purge().await.unwrap();
        let again = world.sign_in("dealer01").await.register_under(key, body.clone()).await;
        assert_eq!(again.registration_keys(), first.registration_keys());
        assert_eq!(
            again.json()["registrations"][0]["again"],
            forgotten,
            "done anew, with the same key (KMS-2)"
        );
    }
}

async fn another_member_gets_nobody_elses_answer(world: World) {
    let owner = world.dealer("dealer01").await;
    let staff = json!({ "login": "clerk001", "role": "clerk", "password": PASSWORD });
    assert_eq!(owner.write("/v1/staff", staff).await.status, 200);
    let clerk = world.sign_in("clerk001").await;
    let keys = world.mint("dealer01", "KX-VCS101", 1).await;
    let (key, body) = (Uuid::new_v4(), Desk::application(DEVICE, &keys));
    assert_eq!(owner.register_under(key, body.clone()).await.status, 200);
    assert_eq!(clerk.register_under(key, body).await.code(), "idempotency_key_reused");
}
