//! What a person asked for is never lost, and never done twice.

use std::slice;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use kagifuda_desk::problem::{Field, LineRefusal, Mistake, Problem, RefusedLine};
use kagifuda_desk::view::{IntentView, IssueForm, IssueLine, Online, OutcomeView, SyncEvent};
use kagifuda_tests::network::Weather;
use kagifuda_tests::office::{DEVICE, Office, line};
use kagifuda_tests::server::{Engine, LOGIN, PASSWORD};

fn is_queued(outcome: &OutcomeView) -> bool {
    matches!(outcome, OutcomeView::Queued { .. })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_applied_for_offline_is_issued_once_when_the_network_returns() {
    for engine in Engine::all() {
        let office = Office::on(engine).await;
        office.sign_in(LOGIN, PASSWORD).await.unwrap();
        let pairs = office.server.mint(1).await;
        office.network.cut();
        assert!(is_queued(&office.apply(&pairs, DEVICE).await.unwrap()));
        assert_eq!(office.desk.status().await.unwrap().waiting, 1);
        office.network.mend();
        let events = office.watch_sync().await;
        assert!(
            matches!(events.last(), Some(SyncEvent::Finished { answered: 1, .. })),
            "{events:?}"
        );
        office.sync().await.unwrap();
        assert!(office.look_up(&pairs[0]).await.registration_key.is_some());
        assert_eq!(office.server.registrations().await, 1);
        assert_eq!(office.desk.status().await.unwrap().waiting, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_after_it_waited_is_told_until_somebody_has_looked_and_for_a_week_at_most() {
    let office = Office::signed_in().await;
    let pairs = office.server.mint(3).await;
    let told = async || office.desk.today().await.unwrap().done;
    office.apply(&pairs[..1], DEVICE).await.unwrap();
    assert_eq!(told().await, [], "whoever asked has seen the answer");

    office.network.cut();
    for pair in &pairs[1..] {
        assert!(is_queued(&office.apply(slice::from_ref(pair), DEVICE).await.unwrap()));
    }
    office.clock.shift(TimeDelta::minutes(2));
    office.network.mend();
    office.sync().await.unwrap();
    let done = told().await;
    let [last, first] = &done[..] else { panic!("{done:?}") };
    assert_eq!(last.keys, [pairs[2].no.to_string()]);
    office.desk.put_away(&last.intent).await.unwrap();
    assert_eq!(told().await, slice::from_ref(first));
    office.clock.shift(TimeDelta::days(8));
    assert_eq!(told().await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_lost_on_the_way_comes_again_and_the_key_is_registered_once() {
    for engine in Engine::all() {
        let office = Office::on(engine).await;
        office.sign_in(LOGIN, PASSWORD).await.unwrap();
        let pairs = office.server.mint(1).await;
        office.network.weather(Weather::LosesAnswers);
        assert!(is_queued(&office.apply(&pairs, DEVICE).await.unwrap()));
        assert_eq!(office.server.registrations().await, 1, "the server has done it");
        office.network.mend();
        office.sync().await.unwrap();
        let intents = office.desk.intents().await.unwrap();
        let Some(OutcomeView::Issued { registrations }) = &intents[0].answer else {
            panic!("{intents:?}")
        };
        assert_eq!(
            office.look_up(&pairs[0]).await.registration_key.as_ref(),
            Some(&registrations[0].registration_key)
        );
        assert_eq!(office.server.registrations().await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_survives_a_restart_and_leaves_in_the_order_it_was_asked_for() {
    let (mut office, pairs) = Office::with_keys(3).await;
    office.network.cut();
    // Each asks for the first key too, so only the one that arrives first can have it.
    for (i, device) in [DEVICE, "AAAA-AAAA-AAAA-0002", "AAAA-AAAA-AAAA-0003"]
        .into_iter()
        .enumerate()
    {
        let keys = if i == 0 {
            vec![pairs[0]]
        } else {
            vec![pairs[0], pairs[i]]
        };
        assert!(is_queued(&office.apply(&keys, device).await.unwrap()));
    }
    office.restart().await;
    office.network.mend();
    office.sync().await.unwrap();
    assert_eq!(office.look_up(&pairs[0]).await.device.as_deref(), Some(DEVICE));
    let answers: Vec<_> = office
        .desk
        .intents()
        .await
        .unwrap()
        .into_iter()
        .rev()
        .map(|intent| intent.answer)
        .collect();
    assert!(matches!(answers[0], Some(OutcomeView::Issued { .. })), "{answers:?}");
    for refused in &answers[1..] {
        assert!(matches!(refused, Some(OutcomeView::Refused { .. })), "{answers:?}");
    }
    assert_eq!(office.server.registrations().await, 1);
}

/// An answer in a language of tomorrow.
const FROM_THE_FUTURE: &str = "HTTP/1.1 422 Unprocessable Content\r\ncontent-type: application/problem+json\r\ncontent-length: 41\r\n\r\n{\"status\":422,\"code\":\"from_the_future\"}  ";
const BROKEN: &str =
    "HTTP/1.1 500 Internal Server Error\r\ncontent-type: text/html\r\ncontent-length: 14\r\n\r\n<html>!</html>";

#[tokio::test(flavor = "multi_thread")]
async fn what_keeps_an_application_waiting_is_told_for_what_it_is() {
    let (office, pairs) = Office::with_keys(1).await;
    for (weather, cause) in [
        (Weather::Cut, Problem::Unreachable),
        (Weather::CaptivePortal, Problem::NotTheServer),
        (Weather::Answers(BROKEN), Problem::ServerUnavailable),
        (Weather::Answers(FROM_THE_FUTURE), Problem::VersionsDiffer),
    ] {
        office.network.weather(weather);
        assert_eq!(because(office.apply(&pairs, DEVICE).await.unwrap()), cause);
    }
    office.network.mend();
    office.server.clock.shift(TimeDelta::days(400));
    assert_eq!(
        because(office.apply(&pairs, DEVICE).await.unwrap()),
        Problem::SessionEnded
    );
    assert_eq!(office.desk.status().await.unwrap().waiting, 5);
}

fn because(outcome: OutcomeView) -> Problem {
    match outcome {
        OutcomeView::Queued { because, .. } => because,
        OutcomeView::Issued { .. }
        | OutcomeView::SiteSaved { .. }
        | OutcomeView::Subscribed { .. }
        | OutcomeView::Extended { .. }
        | OutcomeView::Written { .. }
        | OutcomeView::Refused { .. } => panic!("{outcome:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_became_of_waiting_applications_is_told_by_whoever_sent_them() {
    let (office, pairs) = Office::with_keys(3).await;
    let wait_twice = async || {
        office.network.cut();
        office.apply(&pairs[..1], DEVICE).await.unwrap();
        office.apply(&pairs[..1], "FFFF-0000-0000-0001").await.unwrap();
        office.network.mend();
    };
    let issued_then_refused = |answered: Vec<IntentView>| {
        let answers: Vec<_> = answered.into_iter().map(|intent| intent.answer).collect();
        assert!(
            matches!(
                answers[..],
                [Some(OutcomeView::Issued { .. }), Some(OutcomeView::Refused { .. })]
            ),
            "{answers:?}"
        );
    };
    wait_twice().await;
    issued_then_refused(office.desk.sync(|_| {}).await.answered);
    assert_eq!(office.desk.sync(|_| {}).await.answered, []);

    wait_twice().await;
    office.network.weather(Weather::After(2, &Weather::Cut));
    let stopped = office.desk.sync(|_| {}).await;
    assert_eq!(stopped.synced, Err(Problem::Unreachable));
    issued_then_refused(stopped.answered);

    wait_twice().await;
    let form = IssueForm {
        device: DEVICE.into(),
        keys: vec![line(&pairs[1])],
        site: None,
        mail: None,
        draft: None,
    };
    let report = office.desk.issue(form).await.unwrap();
    assert!(matches!(report.outcome, OutcomeView::Issued { .. }));
    issued_then_refused(report.answered);
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_is_mistyped_is_told_at_once_with_its_line() {
    let office = Office::signed_in().await;
    let typed = |no: &str, id: &str| IssueLine {
        activation_key: no.into(),
        registration_id: id.into(),
    };
    let form = IssueForm {
        device: "0080-F012-345".into(),
        keys: vec![
            typed("0123-4567-89AB-CDEF", "0123-4567"),
            typed("0123-4567-89AB-CDE", "O123-4567"),
        ],
        site: Some(["あ".repeat(51), String::new()]),
        mail: None,
        draft: None,
    };
    let length = |field, expected, or, found| Problem::NumberLength {
        field,
        expected,
        or,
        found,
    };
    let symbol = Problem::NumberSymbol {
        field: Field::RegistrationId,
        symbol: "O".into(),
        position: 1,
        meant: Some("0".into()),
    };
    let site = Problem::SiteTooLong {
        line: 1,
        found: 51,
        max: 50,
    };
    let mistakes = [
        (None, length(Field::Device, 16, Some(12), 11)),
        (Some(2), length(Field::ActivationKey, 16, None, 15)),
        (Some(2), symbol),
        (None, site),
    ];
    let mistakes = mistakes.map(|(key_line, problem)| Mistake { key_line, problem }).into();
    assert_eq!(office.desk.issue(form).await, Err(Problem::FormMistyped { mistakes }));
    assert!(office.desk.intents().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_falls_silent_keeps_nobody_waiting_for_long() {
    let (office, pairs) = Office::with_keys(1).await;
    office.network.weather(Weather::Stalls);
    let begin = Instant::now();
    assert!(is_queued(&office.apply(&pairs, DEVICE).await.unwrap()));
    assert!(begin.elapsed() < Duration::from_secs(14), "{:?}", begin.elapsed());
    let offline = Online::Offline {
        problem: Problem::Unreachable,
    };
    assert_eq!(office.desk.status().await.unwrap().online, offline);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_names_every_line_and_nothing_is_issued() {
    let (office, pairs) = Office::with_keys(3).await;
    office.apply(&pairs[..1], DEVICE).await.unwrap();
    let mut asked = pairs.clone();
    asked[1].registration_id = kagifuda_domain::ids::RegistrationId::from_bits(!pairs[1].registration_id.bits());
    let refused = office.apply(&asked, "FFFF-0000-0000-0001").await.unwrap();
    let line = |i: usize, refusal| RefusedLine {
        activation_key: pairs[i].no.to_string(),
        refusal,
    };
    let lines = vec![
        line(
            0,
            LineRefusal::BoundElsewhere {
                device: Some(DEVICE.into()),
            },
        ),
        line(1, LineRefusal::UnknownPair),
    ];
    assert_eq!(
        refused,
        OutcomeView::Refused {
            problem: Problem::LinesRefused { lines }
        }
    );
    assert_eq!(office.server.registrations().await, 1);
    // The same pair again gives the same key.
    let (first, again) = (
        office.look_up(&pairs[0]).await,
        office.apply(&pairs[..1], DEVICE).await.unwrap(),
    );
    let OutcomeView::Issued { registrations } = again else {
        panic!("{again:?}")
    };
    assert_eq!(
        Some(&registrations[0].registration_key),
        first.registration_key.as_ref()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_of_nine_keys_is_refused_before_it_is_kept() {
    let (office, pairs) = Office::with_keys(9).await;
    assert_eq!(
        office.apply(&pairs, DEVICE).await,
        Err(Problem::KeyCount { found: 9, max: 8 })
    );
    assert_eq!(
        office.apply(&[], DEVICE).await,
        Err(Problem::KeyCount { found: 0, max: 8 })
    );
    assert!(office.desk.intents().await.unwrap().is_empty());
    assert!(matches!(
        office.apply(&pairs[..8], DEVICE).await,
        Ok(OutcomeView::Issued { .. })
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_dealer_signs_in_only_when_nothing_of_the_first_waits() {
    let (office, pairs) = Office::with_keys(1).await;
    office.server.add_dealer("hakata0002", "博多電機").await;
    office.network.cut();
    office.apply(&pairs, DEVICE).await.unwrap();
    office.network.mend();
    let refused = office.sign_in("hakata0002", PASSWORD).await;
    assert_eq!(refused, Err(Problem::OtherDealersWaiting { waiting: 1 }));
    office.sync().await.unwrap();
    let status = office.sign_in("hakata0002", PASSWORD).await.unwrap();
    assert_eq!(status.counts.keys, 0, "the first dealer's keys are gone");
    office.sync().await.unwrap();
    assert!(matches!(
        office.desk.key(&pairs[0].no.to_string()).await,
        Err(Problem::UnknownKey { .. })
    ));
}
