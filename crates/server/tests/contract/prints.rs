//! What the dealer's desks have printed (PRN-1 … PRN-3).

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::on_both_engines;
use crate::support::{Answer, Desk, PASSWORD, World};

on_both_engines!(
    prn_2_a_print_is_told_once_to_all_desks_however_often_it_is_told_of,
    prn_2_a_viewer_tells_of_prints_and_may_name_who_printed,
    prn_3_two_desks_may_have_printed_the_same_copy,
    another_dealer_sees_none_of_it_and_may_use_the_same_ids,
    what_was_printed_for_one_dealer_is_told_to_no_other,
    a_bad_print_is_refused_with_all_beside_it,
    five_hundred_prints_are_told_at_once,
    a_page_of_the_feed_ends_before_it_is_too_long_for_a_desk,
    the_audit_learns_how_many_and_not_of_what,
);

const NO: &str = "0123456789ABCDEF";

fn print(id: Uuid) -> Value {
    json!({
        "id": id, "document": "startup-card", "subject": NO, "copy": 1, "language": "ja",
        "at": "2026-11-20T23:59:59Z", "facts": "{\"site\":\"本社\"}",
    })
}

/// `print` with some of it said otherwise.
fn with(mut print: Value, other: Value) -> Value {
    for (name, value) in other.as_object().unwrap() {
        print[name] = value.clone();
    }
    print
}

fn body(desk: &Desk, prints: &[Value]) -> Value {
    json!({ "dealer": desk.session.dealer, "prints": prints })
}

async fn tell(desk: &Desk, prints: &[Value]) -> Answer {
    desk.write("/v1/prints", body(desk, prints)).await
}

/// The prints that the desks were told of.
async fn told(desk: &Desk) -> Vec<Value> {
    let records = desk.records().await.into_iter();
    records.filter(|record| record["record"] == "print").collect()
}

async fn prn_2_a_print_is_told_once_to_all_desks_however_often_it_is_told_of(world: World) {
    let desk = world.dealer("dealer01").await;
    let (one, two, key) = (Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4());
    let customer = Uuid::new_v4();
    let prints = [print(one), with(print(two), json!({ "customer": customer, "copy": 2 }))];
    for _ in 0..2 {
        let answer = desk.write_under(key, "/v1/prints", body(&desk, &prints)).await;
        assert_eq!((answer.status, answer.json()), (200, json!({ "recorded": 2 })));
    }
    let again = tell(&desk, &[prints[1].clone(), with(print(one), json!({ "copy": 9 }))]).await;
    assert_eq!(again.json(), json!({ "recorded": 0 }), "a print never changes");
    let recorded = |print: &Value| with(print.clone(), json!({ "record": "print", "by": "dealer01" }));
    assert_eq!(told(&desk).await, prints.each_ref().map(recorded));

    let third = print(Uuid::new_v4());
    let answer = tell(&desk, &[third.clone(), with(third.clone(), json!({ "copy": 7 }))]).await;
    assert_eq!(
        answer.json(),
        json!({ "recorded": 1 }),
        "of two with one id the first counts"
    );
    assert_eq!(told(&desk).await[2], recorded(&third));
    let reused = desk.write_under(key, "/v1/prints", body(&desk, &[third])).await;
    assert_eq!((reused.status, reused.code().as_str()), (422, "idempotency_key_reused"));
}

async fn prn_2_a_viewer_tells_of_prints_and_may_name_who_printed(world: World) {
    let owner = world.dealer("dealer01").await;
    let viewer = json!({ "login": "viewer01", "role": "viewer", "password": PASSWORD, "own_password": PASSWORD });
    assert_eq!(owner.ask(Method::POST, "/v1/staff", viewer).await.status, 200);
    let viewer = world.sign_in("viewer01").await;
    let anothers = with(print(Uuid::new_v4()), json!({ "by": "Tanaka01" }));
    let answer = tell(&viewer, &[print(Uuid::new_v4()), anothers]).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let by: Vec<Value> = told(&owner)
        .await
        .into_iter()
        .map(|print| print["by"].clone())
        .collect();
    assert_eq!(by, ["viewer01", "Tanaka01"]);
    let told_by = world
        .sql("UPDATE print SET told_by = told_by WHERE told_by = 'viewer01'")
        .await;
    assert_eq!(told_by, 2, "who told of it is kept");
}

async fn prn_3_two_desks_may_have_printed_the_same_copy(world: World) {
    let desk = world.dealer("dealer01").await;
    for _ in 0..2 {
        assert_eq!(
            tell(&desk, &[print(Uuid::new_v4())]).await.json(),
            json!({ "recorded": 1 })
        );
    }
    let copies: Vec<Value> = told(&desk)
        .await
        .into_iter()
        .map(|print| print["copy"].clone())
        .collect();
    assert_eq!(copies, [1, 1]);
}

async fn another_dealer_sees_none_of_it_and_may_use_the_same_ids(world: World) {
    let (one, two) = (world.dealer("dealer01").await, world.dealer("dealer02").await);
    let id = Uuid::new_v4();
    assert_eq!(tell(&one, &[print(id)]).await.json(), json!({ "recorded": 1 }));
    assert_eq!(told(&two).await, [] as [Value; 0]);
    let theirs = with(print(id), json!({ "subject": "FEDCBA9876543210" }));
    assert_eq!(tell(&two, &[theirs]).await.json(), json!({ "recorded": 1 }));
    assert_eq!(told(&one).await.len(), 1);
    assert_eq!(told(&one).await[0]["subject"], NO);
}

async fn what_was_printed_for_one_dealer_is_told_to_no_other(world: World) {
    let (one, two) = (world.dealer("dealer01").await, world.dealer("dealer02").await);
    let refused = two.write("/v1/prints", body(&one, &[print(Uuid::new_v4())])).await;
    assert_eq!((refused.status, refused.code().as_str()), (400, "bad_request"));
    assert!(told(&one).await.is_empty() && told(&two).await.is_empty());
}

async fn a_bad_print_is_refused_with_all_beside_it(world: World) {
    let desk = world.dealer("dealer01").await;
    let good = || print(Uuid::new_v4());
    for (other, said) in [
        (json!({ "document": "invoice" }), "no document is called so"),
        (json!({ "subject": "" }), "1 to 64"),
        (json!({ "subject": "x".repeat(65) }), "1 to 64"),
        (json!({ "subject": "本社" }), "1 to 64"),
        (json!({ "copy": 0 }), "nonzero"),
        (json!({ "copy": 4_294_967_296_u64 }), "u32"),
        (json!({ "language": "fr" }), "unknown variant"),
        (json!({ "at": "yesterday" }), "invalid"),
        (json!({ "by": "x" }), "8 to 10"),
        (json!({ "facts": "x".repeat(16 * 1024 + 1) }), "16384 bytes"),
        (json!({ "facts": "{\u{0}}" }), "one line"),
        (json!({ "printer": "2F" }), "unknown field"),
    ] {
        let refused = tell(&desk, &[good(), with(good(), other)]).await;
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (400, "bad_request"),
            "{}",
            refused.text
        );
        assert!(refused.text.contains(said), "{said}: {}", refused.text);
        assert!(!refused.text.contains("本社"), "a value is not said back");
    }
    let none = tell(&desk, &[]).await;
    assert_eq!((none.status, none.code().as_str()), (400, "bad_request"));
    assert!(told(&desk).await.is_empty());
}

async fn five_hundred_prints_are_told_at_once(world: World) {
    let desk = world.dealer("dealer01").await;
    let prints: Vec<Value> = (0..501).map(|_| print(Uuid::new_v4())).collect();
    let refused = tell(&desk, &prints).await;
    assert_eq!(
        (refused.status, refused.code().as_str()),
        (400, "bad_request"),
        "{}",
        refused.text
    );
    assert_eq!(tell(&desk, &prints[1..]).await.json(), json!({ "recorded": 500 }));
    assert_eq!(told(&desk).await.len(), 500);
    let long = |prints| vec![with(print(Uuid::new_v4()), json!({ "facts": "\"".repeat(16 * 1024) })); prints];
    let refused = tell(&desk, &long(32)).await;
    assert_eq!((refused.status, refused.code().as_str()), (413, "body_too_large"));
    assert_eq!(refused.json()["limit"], 1024 * 1024);
    assert_eq!(tell(&desk, &long(31)).await.json(), json!({ "recorded": 1 }));
}

async fn a_page_of_the_feed_ends_before_it_is_too_long_for_a_desk(world: World) {
    let desk = world.dealer("dealer01").await;
    // 32 KiB each as a record: what 16 KiB of quotes come to.
    let long = || with(print(Uuid::new_v4()), json!({ "facts": "\"".repeat(16 * 1024) }));
    for _ in 0..10 {
        let prints: Vec<Value> = (0..31).map(|_| long()).collect();
        assert_eq!(tell(&desk, &prints).await.json(), json!({ "recorded": 31 }));
    }
    let answer = desk.get_changes(0, 10_000).await;
    assert!(answer.text.len() < 32 << 20, "{} bytes", answer.text.len());
    let first = desk.page(0, 10_000).await;
    let rest = desk.page(first.changes.len() as u64, 10_000).await;
    assert!(first.changes.len() < first.head as usize);
    assert_eq!(first.changes.len() + rest.changes.len(), first.head as usize);
    assert_eq!(told(&desk).await.len(), 310);
}

async fn the_audit_learns_how_many_and_not_of_what(world: World) {
    let desk = world.dealer("dealer01").await;
    tell(&desk, &[print(Uuid::new_v4()), print(Uuid::new_v4())]).await;
    let audit = world.audit().await;
    let [act, actor, subject, _, after] = audit.iter().find(|row| row[0] == "prints.tell").unwrap();
    assert_eq!(
        (act.as_str(), actor.as_str(), subject.as_str()),
        ("prints.tell", "dealer01", "")
    );
    assert_eq!(serde_json::from_str::<Value>(after).unwrap(), json!({ "prints": 2 }));
    assert!(!audit.iter().flatten().any(|text| text.contains(NO)));
}
