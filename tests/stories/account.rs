//! Signing in, staying signed in, and clocks that are wrong.

use std::path::Path;

use chrono::{Datelike, TimeDelta};
use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{DocumentKind, Warning};
use kagifuda_domain::Clock;
use kagifuda_tests::office::{DEVICE, Office};
use kagifuda_tests::paper::{form, into_a_file};
use kagifuda_tests::server::{LOGIN, PASSWORD};

/// Longer than an access token lives, shorter than a refresh token.
const A_WHILE: TimeDelta = TimeDelta::hours(6);

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_said_and_after_five_the_login_waits() {
    let office = Office::new().await;
    for _ in 0..5 {
        assert_eq!(
            office.sign_in(LOGIN, "a wrong password").await,
            Err(Problem::WrongCredentials)
        );
    }
    let waits = office.sign_in(LOGIN, PASSWORD).await.unwrap_err();
    assert!(
        matches!(waits, Problem::TooManyTries { retry_after: 1..=300 }),
        "{waits:?}"
    );
    office.server.clock.shift(TimeDelta::minutes(6));
    office.sign_in(LOGIN, PASSWORD).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_login_is_answered_like_a_wrong_password() {
    let office = Office::new().await;
    assert_eq!(
        office.sign_in("nobody0001", PASSWORD).await,
        Err(Problem::WrongCredentials)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_lives_on_by_refreshing_and_ends_when_it_was_left_too_long() {
    let (office, pairs) = Office::with_keys(1).await;
    for _ in 0..3 {
        office.server.clock.shift(A_WHILE);
        office.sync().await.unwrap();
    }
    office.network.cut();
    office.apply(&pairs, DEVICE).await.unwrap();
    office.server.clock.shift(TimeDelta::days(400));
    office.network.mend();
    assert_eq!(office.sync().await, Err(Problem::SessionEnded));
    assert_eq!(
        office.desk.status().await.unwrap().waiting,
        1,
        "what was asked for still waits"
    );
    office.look_up(&pairs[0]).await;
    office.sign_in(LOGIN, PASSWORD).await.unwrap();
    office.sync().await.unwrap();
    assert!(office.look_up(&pairs[0]).await.registration_key.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_that_refresh_at_once_do_not_end_each_others_session() {
    let (office, _) = Office::with_keys(1).await;
    let second = office.second_desk().await;
    let third = office.second_desk().await;
    for _ in 0..5 {
        office.server.clock.shift(A_WHILE);
        let (one, two, three) = tokio::join!(office.desk.sync(|_| {}), second.sync(|_| {}), third.sync(|_| {}));
        assert!(
            [&one, &two, &three].iter().all(|report| report.synced.is_ok()),
            "{one:?} {two:?} {three:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_signing_out_nothing_is_shown_and_the_records_wait_for_the_return() {
    let (office, pairs) = Office::with_keys(3).await;
    let status = office.desk.sign_out().await.unwrap();
    assert_eq!(status.account, None);
    assert_eq!(
        office.desk.find(&pairs[0].no.plain(), 10).await,
        Err(Problem::NotSignedIn)
    );
    office.sign_in(LOGIN, PASSWORD).await.unwrap();
    office.network.traffic();
    assert_eq!(office.sync().await.unwrap().applied, 0);
    assert_eq!(office.network.traffic().requests, 1);
    office.look_up(&pairs[0]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_dealers_may_share_a_computer_and_neither_loses_applications_or_prints() {
    const OTHER: &str = "other0001";
    let (office, pairs) = Office::with_keys(2).await;
    office.server.add_dealer(OTHER, "長崎販売株式会社").await;
    office.apply(&pairs[..1], DEVICE).await.unwrap();
    let no = pairs[0].no.to_string();
    let card = || form(DocumentKind::StartupCard, &[&no]);
    office.desk.print(card(), into_a_file(), None).await.unwrap();
    let asked = office.desk.intents().await.unwrap();
    for copy in 2..=3 {
        office.sign_in(OTHER, PASSWORD).await.unwrap();
        office.sync().await.unwrap();
        assert_eq!(office.desk.intents().await.unwrap(), []);
        let said = office.desk.warnings();
        let aside = |warning: &Warning| matches!(warning, Warning::DataAside { path } if Path::new(path).exists());
        assert_eq!(said.iter().filter(|warning| aside(warning)).count(), 1, "{said:?}");
        let unknown = office.desk.key(&no).await;
        assert!(matches!(unknown, Err(Problem::UnknownKey { .. })), "{unknown:?}");

        office.sign_in(LOGIN, PASSWORD).await.unwrap();
        office.sync().await.unwrap();
        assert_eq!(office.desk.intents().await.unwrap(), asked);
        office.desk.print(card(), into_a_file(), None).await.unwrap();
        assert_eq!(office.desk.key(&no).await.unwrap().prints[0].copy, copy);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_a_year_off_is_told_and_keeps_nobody_from_working() {
    const YEAR: i64 = 365 * 24 * 60;
    for off in [YEAR, -YEAR] {
        let office = Office::new().await;
        office.clock.shift(TimeDelta::minutes(off));
        let status = office.sign_in(LOGIN, PASSWORD).await.unwrap();
        let told = status.warnings.iter().find_map(|warning| match warning {
            Warning::ClockAhead { minutes } => Some(i64::from(*minutes)),
            Warning::ClockBehind { minutes } => Some(-i64::from(*minutes)),
            Warning::KeyInFile { .. } | Warning::DataAside { .. } => None,
        });
        assert!(told.is_some_and(|told| told.abs_diff(off) <= 1), "{told:?}");
        let pairs = office.server.mint(1).await;
        office.sync().await.unwrap();
        office.apply(&pairs, DEVICE).await.unwrap();
        let issued_at = office.look_up(&pairs[0]).await.issued_at.unwrap();
        let real = office.server.clock.now().to_rfc3339();
        assert_eq!(issued_at[..10], real[..10], "the server's clock decides");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_of_no_sensible_year_is_told_before_anything_is_done_with_it() {
    for year in [1969, 17_871] {
        let (office, pairs) = Office::with_keys(1).await;
        let now = office.clock.now();
        office.clock.shift(now.with_year(year).unwrap() - now);
        let told = Problem::ClockUnusable { year };
        assert_eq!(office.sync().await, Err(told.clone()));
        assert_eq!(office.apply(&pairs, DEVICE).await, Err(told.clone()));
        assert_eq!(office.sign_in(LOGIN, PASSWORD).await, Err(told.clone()));
        let form = form(DocumentKind::ActivationSheet, &[pairs[0].no]);
        assert_eq!(office.desk.print(form, into_a_file(), None).await, Err(told));
        assert_eq!(office.desk.find(&pairs[0].no.plain(), 10).await.unwrap().hits.len(), 1);
        assert!(office.desk.intents().await.unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_few_minutes_are_no_warning() {
    let office = Office::new().await;
    office.clock.shift(TimeDelta::minutes(3));
    let warnings = office.sign_in(LOGIN, PASSWORD).await.unwrap().warnings;
    assert!(
        warnings
            .iter()
            .all(|warning| matches!(warning, Warning::KeyInFile { .. })),
        "{warnings:?}"
    );
}
