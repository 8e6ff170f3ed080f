use super::*;

fn at(instant: &str) -> DateTime<Utc> {
    instant.parse().unwrap()
}

fn month(written: &str) -> Month {
    written.parse().unwrap()
}

#[test]
fn mie_5_deletion_is_midnight_in_japan() {
    assert_eq!(
        Schedule::of(month("2017-07")).deletion(),
        at("2017-09-27T00:00:00+09:00")
    );
}

#[test]
fn a_change_is_decided_by_the_day_in_japan() {
    let ok = |counted_from: &str, expiry: &str| Ok((counted_from.parse().unwrap(), month(expiry)));
    let refused = |refusal| Err(refusal);
    let opens = "2017-06-01".parse().unwrap();
    let deleted = Refusal::Deleted {
        on: "2017-09-27".parse().unwrap(),
    };
    type Act = fn(Month, u32, DateTime<Utc>) -> Result<Change, Refusal>;
    let (renew, force, first): (Act, Act, Act) = (renew, force_change, |_, term, now| register(term, now));
    for (rule, act, term, now, decided) in [
        (
            "MIE-1 before the window",
            renew,
            12,
            "2017-05-31T23:59:59+09:00",
            refused(Refusal::WindowNotOpen { opens }),
        ),
        (
            "MIE-2 the window opens",
            renew,
            12,
            "2017-06-01T00:00:00+09:00",
            ok("2017-08-01", "2018-07"),
        ),
        (
            "MIE-2 the last second",
            renew,
            36,
            "2017-07-31T23:59:59+09:00",
            ok("2017-08-01", "2020-07"),
        ),
        (
            "MIE-4 the month after",
            renew,
            12,
            "2017-08-31T23:59:59+09:00",
            ok("2017-08-01", "2018-07"),
        ),
        (
            "MIE-4 the month after next",
            renew,
            12,
            "2017-09-01T00:00:00+09:00",
            ok("2017-09-01", "2018-08"),
        ),
        (
            "MIE-5 the last second",
            renew,
            12,
            "2017-09-26T23:59:59+09:00",
            ok("2017-09-01", "2018-08"),
        ),
        (
            "MIE-5 deleted",
            renew,
            12,
            "2017-09-27T00:00:00+09:00",
            refused(deleted),
        ),
        (
            "MIE-6 the last second",
            force,
            12,
            "2017-05-31T23:59:59+09:00",
            ok("2017-05-01", "2018-04"),
        ),
        (
            "MIE-6 in the window",
            force,
            12,
            "2017-06-01T00:00:00+09:00",
            refused(Refusal::RenewInstead { opens }),
        ),
        (
            "MIE-6 expired",
            force,
            12,
            "2017-08-01T00:00:00+09:00",
            refused(Refusal::RenewInstead { opens }),
        ),
        (
            "MIE-6 deleted",
            force,
            12,
            "2017-09-27T00:00:00+09:00",
            refused(deleted),
        ),
        (
            "MIE-9 too short",
            renew,
            2,
            "2017-06-01T00:00:00+09:00",
            refused(Refusal::TermTooShort { months: 2 }),
        ),
        (
            "MIE-9 no term",
            first,
            0,
            "2017-06-01T00:00:00+09:00",
            refused(Refusal::TermTooShort { months: 0 }),
        ),
        (
            "MIE-12",
            first,
            12,
            "2017-06-30T23:59:59+09:00",
            ok("2017-06-01", "2018-05"),
        ),
    ] {
        let found = act(month("2017-07"), term, at(now)).map(|change| (change.counted_from(), change.expiry()));
        assert_eq!(found, decided, "{rule}");
    }
}

#[test]
fn mie_6_days_that_only_the_old_licence_covered_are_told() {
    let change = force_change(month("2020-07"), 3, at("2019-08-10T12:00:00+09:00")).unwrap();
    assert_eq!((change.expiry(), change.days_dropped()), (month("2019-10"), 274));
    let change = force_change(month("2020-07"), 36, at("2019-08-10T12:00:00+09:00")).unwrap();
    assert_eq!(change.days_dropped(), 0);
}

#[test]
fn mie_1_to_mie_5_the_state_goes_by_the_day() {
    let schedule = Schedule::of(month("2017-07"));
    for (rule, day, state) in [
        ("MIE-1 before the window", "2017-05-31", State::InUse),
        ("MIE-1 it opens", "2017-06-01", State::RenewalOpen),
        ("MIE-1 it closes", "2017-07-31", State::RenewalOpen),
        ("MIE-3 the service stops", "2017-08-01", State::Expired),
        ("MIE-3 the last day to renew", "2017-09-26", State::Expired),
        ("MIE-5 deleted", "2017-09-27", State::Deleted),
    ] {
        assert_eq!(schedule.state(day.parse().unwrap()), state, "{rule}");
    }
}

#[test]
fn mie_10_an_exchange_is_possible_until_deletion() {
    assert_eq!(exchange(month("2017-07"), at("2017-09-26T23:59:59+09:00")), Ok(()));
    assert!(exchange(month("2017-07"), at("2017-09-27T00:00:00+09:00")).is_err());
}

proptest::proptest! {
    #[test]
    fn expiry_moves_back_by_mie_6_alone_and_mie_9_nobody_renews_twice_in_a_window(
        expiry in 0..600_u32, term in SHORTEST_TERM..=60, offset in -400..120_i64,
    ) {
        let old = month("2000-01").plus(expiry);
        let now = Schedule::of(old).deletion() + chrono::TimeDelta::days(offset);
        if let Ok(change) = renew(old, term, now) {
            proptest::prop_assert!(change.expiry() > old);
            proptest::prop_assert_eq!(Schedule::of(change.expiry()).state(japan_day(now)), State::InUse);
            proptest::prop_assert!(renew(change.expiry(), term, now).is_err());
            proptest::prop_assert_eq!(change.days_dropped(), 0);
        }
        proptest::prop_assert!(renew(old, term, now).is_err() || force_change(old, term, now).is_err());
    }
}

#[test]
fn a_list_of_one_state_has_the_licences_that_are_in_it() {
    for day in [
        "2017-07-01",
        "2017-07-26",
        "2017-07-27",
        "2017-07-31",
        "2017-08-01",
        "2020-02-29",
    ] {
        let today: NaiveDate = day.parse().unwrap();
        for state in [State::InUse, State::RenewalOpen, State::Expired, State::Deleted] {
            let listed = state.expiries(today).unwrap();
            for months in 0..120 {
                let expiry = month("2013-01").plus(months);
                let in_state = Schedule::of(expiry).state(today) == state;
                assert_eq!(listed.contains(&expiry), in_state, "{day} {state:?} {expiry}");
            }
        }
    }
}
