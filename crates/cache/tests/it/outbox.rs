//! What people asked for.

use kagifuda_cache::{Answer, Answered, CacheError};
use kagifuda_wire::kms::{Registered, Registration};
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::request::Done;
use uuid::Uuid;

use crate::support::{Office, at, no, open, register};

const NO: &str = "0123-4567-89AB-CDEF";

#[tokio::test(flavor = "multi_thread")]
async fn requests_wait_in_the_order_they_were_made_and_stay_with_their_answer() {
    let office = Office::new().await;
    // Ids in another order than the requests: the order is that of asking.
    let ids = [9, 3, 7].map(Uuid::from_u128);
    for (id, second) in ids.iter().zip(0..) {
        office
            .cache
            .queue(*id, &register(&[(NO, "0123-4567")]), "clerk01", at(second))
            .await
            .unwrap();
    }
    let waiting: Vec<Uuid> = open(&office.home)
        .await
        .waiting()
        .await
        .unwrap()
        .iter()
        .map(|i| i.id)
        .collect();
    assert_eq!(waiting, ids);
    assert_eq!(office.cache.counts().await.unwrap().waiting, 3);

    let registration = Registration {
        activation_key: no(NO),
        registration_key: "5A5A-6969-7878-8787".parse().unwrap(),
        product: "KX-VCS101".parse().unwrap(),
        issued_at: at(10),
        again: false,
    };
    let done = Answer::Done(Done::Register(Registered {
        registrations: vec![registration],
    }));
    let refused = Answer::Refused(ProblemCode::KeyCount { found: 9, max: 8 }.into());
    office.cache.answer(ids[0], &done, at(10)).await.unwrap();
    office.cache.answer(ids[1], &refused, at(11)).await.unwrap();
    office.cache.answer(ids[1], &done, at(12)).await.unwrap();

    let waiting = office.cache.waiting().await.unwrap();
    assert_eq!(waiting.iter().map(|i| i.id).collect::<Vec<_>>(), [ids[2]]);
    let first = office.cache.intent(ids[0]).await.unwrap().unwrap();
    assert_eq!(
        (first.by.as_str(), first.at, first.request),
        ("clerk01", at(0), register(&[(NO, "0123-4567")]))
    );
    assert_eq!(
        first.answered,
        Some(Answered {
            answer: done,
            at: at(10)
        })
    );
    let second = office.cache.intent(ids[1]).await.unwrap().unwrap();
    assert_eq!(
        second.answered,
        Some(Answered {
            answer: refused,
            at: at(11)
        }),
        "the first answer stays"
    );
    let latest: Vec<Uuid> = office
        .cache
        .latest_intents(2)
        .await
        .unwrap()
        .iter()
        .map(|i| i.id)
        .collect();
    assert_eq!(latest, [ids[2], ids[1]]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_what_was_never_asked_is_refused() {
    let office = Office::new().await;
    let answer = Answer::Refused(ProblemCode::NotFound.into());
    let refused = office.cache.answer(Uuid::from_u128(1), &answer, at(0)).await;
    assert!(matches!(refused, Err(CacheError::UnknownIntent(_))), "{refused:?}");
}
