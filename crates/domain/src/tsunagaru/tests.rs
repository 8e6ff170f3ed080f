use super::*;

const DEVICE: DeviceId = DeviceId::Mpr(1);

fn at(instant: &str) -> DateTime<Utc> {
    instant.parse().unwrap()
}

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn paid(months: u32) -> Term {
    Term { months, trial: false }
}

const TRIAL: Term = Term { months: 3, trial: true };

fn subscription(terms: &[Term], anchor: Option<&str>) -> Subscription {
    Subscription {
        terms: terms.to_vec(),
        anchor: anchor.map(day),
    }
}

/// A year from 1 March 2024: expires on 1 March 2025, in grace through 1 September.
fn a_year() -> Subscription {
    subscription(&[paid(12)], Some("2024-03-01"))
}

#[test]
fn an_application_is_for_a_device_without_a_living_subscription() {
    for (rule, old, now, decided) in [
        (
            "TSU-3 unregistered",
            Subscription::default(),
            "2025-01-01T00:00:00Z",
            Ok(()),
        ),
        (
            "TSU-3 not started",
            subscription(&[paid(12)], None),
            "2025-01-01T00:00:00Z",
            Err(Refusal::ExtendInstead),
        ),
        (
            "TSU-3 trial",
            subscription(&[TRIAL], Some("2025-01-01")),
            "2025-04-01T23:59:59Z",
            Err(Refusal::ExtendInstead),
        ),
        (
            "TSU-3 active",
            a_year(),
            "2025-03-01T23:59:59Z",
            Err(Refusal::ExtendInstead),
        ),
        (
            "TSU-3 grace",
            a_year(),
            "2025-09-01T23:59:59Z",
            Err(Refusal::ExtendInstead),
        ),
        ("TSU-3 lapsed", a_year(), "2025-09-02T00:00:00Z", Ok(())),
    ] {
        let decided_so = apply(DEVICE, &old, paid(12), at(now)).map(|change| {
            assert_eq!(change.subscription(), &subscription(&[paid(12)], None), "{rule}");
        });
        assert_eq!(decided_so, decided, "{rule}");
    }
    let now = at("2025-01-01T00:00:00Z");
    let none = Subscription::default();
    assert_eq!(
        apply(DeviceId::Mac(1), &none, paid(12), now),
        Err(Refusal::AskSupplier),
        "TSU-12"
    );
    assert_eq!(
        apply(DEVICE, &none, paid(73), now),
        Err(Refusal::OverSixYears { months: 72 }),
        "TSU-7"
    );
    assert_eq!(apply(DEVICE, &none, paid(0), now), Err(Refusal::NoMonths));
}

#[test]
fn an_extension_adds_or_begins_anew() {
    let ok = |terms: &[Term], anchor| Ok(subscription(terms, anchor));
    let lapsed = Refusal::Lapsed {
        last_day: day("2025-09-01"),
    };
    for (rule, old, term, now, decided) in [
        (
            "TSU-4 not started",
            subscription(&[paid(12)], None),
            paid(36),
            "2025-01-01T00:00:00Z",
            ok(&[paid(12), paid(36)], None),
        ),
        (
            "TSU-4 trial",
            subscription(&[TRIAL], Some("2025-01-01")),
            paid(12),
            "2025-04-01T23:59:59Z",
            ok(&[TRIAL, paid(12)], Some("2025-01-01")),
        ),
        (
            "TSU-4 active",
            a_year(),
            paid(12),
            "2025-03-01T23:59:59Z",
            ok(&[paid(12), paid(12)], Some("2024-03-01")),
        ),
        (
            "TSU-5 grace begins",
            a_year(),
            paid(12),
            "2025-03-02T00:00:00Z",
            ok(&[paid(12)], Some("2025-03-02")),
        ),
        (
            "TSU-5 grace ends",
            a_year(),
            paid(36),
            "2025-09-01T23:59:59Z",
            ok(&[paid(36)], Some("2025-09-01")),
        ),
        ("TSU-6 lapsed", a_year(), paid(12), "2025-09-02T00:00:00Z", Err(lapsed)),
        (
            "unregistered",
            Subscription::default(),
            paid(12),
            "2025-01-01T00:00:00Z",
            Err(Refusal::NotRegistered),
        ),
        (
            "a trial does not extend",
            a_year(),
            TRIAL,
            "2025-01-01T00:00:00Z",
            Err(Refusal::TrialExtends),
        ),
        (
            "TSU-7 not started",
            subscription(&[paid(36), paid(36)], None),
            paid(12),
            "2025-01-01T00:00:00Z",
            Err(Refusal::OverSixYears { months: 0 }),
        ),
        (
            "TSU-7 trial's last day",
            subscription(&[TRIAL, paid(36)], Some("2025-01-01")),
            paid(36),
            "2025-04-01T23:59:59Z",
            Err(Refusal::OverSixYears { months: 24 }),
        ),
        (
            "TSU-7 the day after",
            subscription(&[TRIAL, paid(36)], Some("2025-01-01")),
            paid(36),
            "2025-04-02T00:00:00Z",
            ok(&[TRIAL, paid(36), paid(36)], Some("2025-01-01")),
        ),
        (
            "TSU-7 grace",
            a_year(),
            paid(73),
            "2025-03-02T00:00:00Z",
            Err(Refusal::OverSixYears { months: 72 }),
        ),
    ] {
        let found = extend(&old, term, at(now)).map(|change| change.subscription().clone());
        assert_eq!(found, decided, "{rule}");
    }
}

#[test]
fn the_days_that_an_extension_adds_are_counted_from_where_the_old_ones_end() {
    for (rule, old, now, from, days) in [
        (
            "TSU-2 not started",
            subscription(&[paid(12)], None),
            "2025-01-01T00:00:00Z",
            None,
            None,
        ),
        (
            "TSU-4 active",
            a_year(),
            "2024-06-01T00:00:00Z",
            Some("2025-03-02"),
            Some(365),
        ),
        (
            "TSU-4 last day",
            a_year(),
            "2025-03-01T23:59:59Z",
            Some("2025-03-02"),
            Some(365),
        ),
        (
            "TSU-5 first day of grace",
            a_year(),
            "2025-03-02T00:00:00Z",
            Some("2025-03-02"),
            Some(366),
        ),
        (
            "TSU-5 last day of grace",
            a_year(),
            "2025-09-01T23:59:59Z",
            Some("2025-09-01"),
            Some(366),
        ),
    ] {
        let today = gmt_day(at(now));
        let change = extend(&old, paid(12), at(now)).unwrap();
        assert_eq!(change.counted_from(&old, today), from.map(day), "{rule}");
        assert_eq!(change.days_added(&old, today), days, "{rule}");
    }
}

#[test]
fn tsu_7_the_latest_expiry_is_six_years_ahead_and_five_behind_a_trial() {
    for (rule, old, today, latest) in [
        ("not started", subscription(&[paid(12)], None), "2025-01-01", None),
        ("active", a_year(), "2024-06-01", Some("2030-06-01")),
        ("before first use", a_year(), "2024-02-29", None),
        (
            "leap day",
            subscription(&[paid(12)], Some("2024-02-29")),
            "2024-02-29",
            Some("2030-02-28"),
        ),
        ("grace", a_year(), "2025-03-02", Some("2031-03-02")),
        (
            "trial",
            subscription(&[TRIAL], Some("2025-01-31")),
            "2025-04-30",
            Some("2030-04-30"),
        ),
        (
            "behind the trial",
            subscription(&[TRIAL, paid(12)], Some("2025-01-31")),
            "2025-05-01",
            Some("2031-05-01"),
        ),
    ] {
        assert_eq!(latest_expiry(&old, day(today)), latest.map(day), "{rule}");
    }
}

#[test]
fn tsu_2_the_clock_starts_at_first_use_and_only_then() {
    let never_used = subscription(&[paid(12)], None);
    assert_eq!(
        never_used.state(at("2030-01-01T00:00:00Z")),
        State::NotStarted { months: 12 }
    );
    let used = first_use(&never_used, at("2025-03-10T08:30:00+09:00")).unwrap();
    assert_eq!(used.subscription(), &subscription(&[paid(12)], Some("2025-03-09")));
    assert_eq!(first_use(used.subscription(), at("2025-04-01T00:00:00Z")), None);
    assert_eq!(first_use(&Subscription::default(), at("2025-04-01T00:00:00Z")), None);
}

#[test]
fn tsu_9_expiry_is_shown_on_both_clocks() {
    let in_japan = last_minute_in_japan(day("2026-03-09"));
    assert_eq!(in_japan.format("%Y-%m-%d %H:%M").to_string(), "2026-03-10 08:59");
    last_minute_in_japan(NaiveDate::MAX);
}

#[test]
fn tsu_8_an_extension_leaves_the_device_as_it_is() {
    let extended = extend(&a_year(), paid(12), at("2024-06-01T00:00:00Z")).unwrap();
    assert_eq!(extended.subscription().anchor, a_year().anchor);
}

/// What can happen to a subscription.
#[derive(Clone, Copy, Debug)]
enum Command {
    Apply(u32),
    Extend(u32),
    Use,
}

fn command() -> impl proptest::strategy::Strategy<Value = Command> {
    use proptest::prelude::*;
    let months = proptest::sample::select(vec![3_u32, 12, 36]);
    prop_oneof![
        months.clone().prop_map(Command::Apply),
        months.prop_map(Command::Extend),
        Just(Command::Use),
    ]
}

proptest::proptest! {
    #[test]
    fn tsu_7_no_order_of_commands_exceeds_six_years_and_expiry_never_moves_back(
        commands in proptest::collection::vec((command(), 0..500_i64), 1..40),
    ) {
        let mut now = at("2024-02-29T12:00:00Z");
        let mut subscription = Subscription::default();
        for (command, days) in commands {
            now += chrono::TimeDelta::days(days);
            let before = subscription.state(now);
            let change = match command {
                Command::Apply(months) => apply(DEVICE, &subscription, Term { months, trial: months == 3 }, now).ok(),
                Command::Extend(months) => extend(&subscription, Term { months, trial: months == 3 }, now).ok(),
                Command::Use => first_use(&subscription, now),
            };
            if let Some(change) = change {
                subscription = change.subscription().clone();
            }
            let latest = months_after(gmt_day(now), MOST_MONTHS);
            match subscription.state(now) {
                State::Unregistered => {}
                State::NotStarted { months } => proptest::prop_assert!(months <= MOST_MONTHS),
                State::Trial(period) | State::Active(period) | State::Grace(period) | State::Lapsed(period) => {
                    proptest::prop_assert!(period.expiry <= latest);
                    if let State::Trial(old) | State::Active(old) | State::Grace(old) = before {
                        proptest::prop_assert!(period.expiry >= old.expiry);
                    }
                }
            }
        }
    }
}
