use super::*;
use crate::catalogue::Bilingual;
use crate::miemasu::Recording;

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn at(written: &str) -> DateTime<Utc> {
    written.parse().unwrap()
}

fn subscription(anchor: Option<&str>, terms: &[(u32, bool)]) -> Subscription {
    Subscription {
        terms: terms.iter().map(|&(months, trial)| Term { months, trial }).collect(),
        anchor: anchor.map(day),
    }
}

#[test]
fn an_order_is_due_by_the_end_and_not_by_the_last_day_of_grace() {
    let ends = Ends {
        expiry: day("2026-12-31"),
        opens: None,
        last_day: Some(day("2027-06-30")),
    };
    for (today, order_by) in [
        ("2026-11-22", Some("2026-12-31")),
        ("2026-12-31", Some("2026-12-31")),
        ("2027-01-01", None),
        ("2027-06-30", None),
    ] {
        assert_eq!(ends.order_by(day(today)), order_by.map(day), "{today}");
    }
}

#[test]
fn what_ends_presses_the_more_the_nearer_its_end_is() {
    let expiry = day("2026-12-31");
    let (renewable, always) = (
        Ends {
            expiry,
            opens: None,
            last_day: Some(day("2027-06-30")),
        },
        Ends::of_camera(expiry),
    );
    for (today, of_renewable, of_always) in [
        ("2026-10-01", None, None),
        ("2026-10-02", Some(Urgency::Days90), Some(Urgency::Days90)),
        ("2026-10-31", Some(Urgency::Days90), Some(Urgency::Days90)),
        ("2026-11-01", Some(Urgency::Days60), Some(Urgency::Days60)),
        ("2026-11-30", Some(Urgency::Days60), Some(Urgency::Days60)),
        ("2026-12-01", Some(Urgency::Days30), Some(Urgency::Days30)),
        ("2026-12-31", Some(Urgency::Days30), Some(Urgency::Days30)),
        ("2027-01-01", Some(Urgency::Ended), Some(Urgency::Ended)),
        ("2027-03-31", Some(Urgency::Ended), Some(Urgency::Ended)),
        ("2027-04-01", Some(Urgency::Ended), None),
        ("2027-06-30", Some(Urgency::Ended), None),
        ("2027-07-01", None, None),
    ] {
        let found = (renewable.urgency(day(today)), always.urgency(day(today)));
        assert_eq!(found, (of_renewable, of_always), "{today}");
    }
    assert_eq!((renewable.act_by(), always.act_by()), (day("2027-06-30"), expiry));
    assert!(Urgency::Ended < Urgency::Days30);
}

#[test]
fn tsu_5_a_subscription_can_be_extended_until_its_grace_is_over() {
    let paid = [(12, false)];
    for (rule, anchor, terms, now, ends) in [
        ("TSU-2", None, &paid[..], "2026-03-01T00:00:00Z", None),
        ("TSU-2 never", None, &[][..], "2026-03-01T00:00:00Z", None),
        (
            "TSU-5",
            Some("2025-03-09"),
            &paid[..],
            "2026-03-09T23:59:59Z",
            Some(("2026-03-09", "2026-09-09")),
        ),
        (
            "TSU-5 grace",
            Some("2025-03-09"),
            &paid[..],
            "2026-09-09T23:59:59Z",
            Some(("2026-03-09", "2026-09-09")),
        ),
        ("TSU-6", Some("2025-03-09"), &paid[..], "2026-09-10T00:00:00Z", None),
        (
            "trial",
            Some("2026-01-31"),
            &[(3, true)][..],
            "2026-02-01T00:00:00Z",
            Some(("2026-04-30", "2026-10-31")),
        ),
    ] {
        let found = Ends::of_subscription(&subscription(anchor, terms), at(now));
        let expected = ends.map(|(expiry, last)| (day(expiry), Some(day(last))));
        assert_eq!(found.map(|ends| (ends.expiry, ends.last_day)), expected, "{rule}");
        assert_eq!(found.and_then(|ends| ends.opens), None, "{rule}");
    }
}

#[test]
fn mie_1_a_month_opens_its_window_and_mie_3_closes_it_on_the_26th() {
    for (expiry, last, opens, act_by) in [
        ("2017-07", "2017-07-31", "2017-06-01", "2017-09-26"),
        ("2017-12", "2017-12-31", "2017-11-01", "2018-02-26"),
        ("2024-02", "2024-02-29", "2024-01-01", "2024-04-26"),
    ] {
        let ends = Ends::of_month(expiry.parse().unwrap());
        assert_eq!(
            (ends.expiry, ends.opens, ends.act_by()),
            (day(last), Some(day(opens)), day(act_by)),
            "{expiry}"
        );
    }
    // MIE-5: on the 27th the device is gone, and there is nothing to do.
    let ends = Ends::of_month("2017-07".parse().unwrap());
    assert_eq!(ends.urgency(day("2017-09-26")), Some(Urgency::Ended));
    assert_eq!(ends.urgency(day("2017-09-27")), None);
}

#[test]
fn each_programme_is_on_the_day_of_its_own_zone() {
    let now = at("2026-11-20T15:00:00Z");
    for (programme, day_there) in [
        (Programme::Tsunagaru, "2026-11-20"),
        (Programme::Miemasu, "2026-11-21"),
        (Programme::Remo, "2026-11-21"),
    ] {
        assert_eq!(today(programme, now), day(day_there), "{programme:?}");
    }
}

#[test]
fn rem_2_a_camera_that_gets_another_licence_by_itself_is_nothing_to_do() {
    let on = |licence, camera, expiry: &str| OnCamera {
        licence,
        camera,
        path: Path::Edge,
        expiry: day(expiry),
    };
    let free = |id, path, expiry: Option<&str>| Unassigned {
        id,
        path,
        expiry: expiry.map(day),
    };
    let cameras = [
        on(1, 10, "2026-12-31"),
        on(2, 11, "2026-12-31"),
        on(3, 12, "2027-03-31"),
    ];
    for (rule, spare, through, left) in [
        (
            "none to spare",
            vec![],
            "2026-12-31",
            vec![(10, "2026-12-31"), (11, "2026-12-31")],
        ),
        ("the day before", vec![], "2026-12-30", vec![]),
        (
            "one to spare",
            vec![free(4, Path::Edge, Some("2027-12-31"))],
            "2026-12-31",
            vec![(11, "2026-12-31")],
        ),
        (
            "which ends soon itself",
            vec![free(4, Path::Edge, Some("2027-01-31"))],
            "2027-02-28",
            vec![(11, "2026-12-31"), (10, "2027-01-31")],
        ),
        (
            "of the other path",
            vec![free(4, Path::Direct, Some("2027-12-31"))],
            "2026-12-31",
            vec![(10, "2026-12-31"), (11, "2026-12-31")],
        ),
        (
            "perpetual",
            vec![free(4, Path::Edge, None)],
            "2026-12-31",
            vec![(10, "2026-12-31"), (11, "2026-12-31")],
        ),
    ] {
        let found = cameras_left(&cameras, &spare, day(through));
        let found: Vec<_> = found
            .iter()
            .map(|(camera, ends)| (camera.camera, ends.expiry))
            .collect();
        let expected: Vec<_> = left.into_iter().map(|(camera, expiry)| (camera, day(expiry))).collect();
        assert_eq!(found, expected, "{rule}");
    }
    assert_eq!(cameras_left(&cameras, &[], NaiveDate::MAX).len(), 3);
}

#[test]
fn tsu_7_so_many_months_extend_a_subscription() {
    for (rule, anchor, terms, now, months) in [
        ("not started", None, vec![(12, false)], "2026-03-01T00:00:00Z", Some(60)),
        ("never applied for", None, vec![], "2026-03-01T00:00:00Z", None),
        (
            "active",
            Some("2026-03-01"),
            vec![(12, false)],
            "2026-03-01T00:00:00Z",
            Some(60),
        ),
        (
            "nothing fits",
            Some("2026-03-01"),
            vec![(72, false)],
            "2026-03-01T00:00:00Z",
            Some(0),
        ),
        (
            "trial",
            Some("2026-03-01"),
            vec![(3, true)],
            "2026-06-01T00:00:00Z",
            Some(60),
        ),
        (
            "TSU-5 grace",
            Some("2020-03-01"),
            vec![(72, false)],
            "2026-03-02T00:00:00Z",
            Some(72),
        ),
        (
            "TSU-6 lapsed",
            Some("2020-03-01"),
            vec![(12, false)],
            "2026-03-02T00:00:00Z",
            None,
        ),
    ] {
        assert_eq!(
            months_that_extend(&subscription(anchor, &terms), at(now)),
            months,
            "{rule}"
        );
    }
}

#[test]
fn a_licence_is_renewed_with_products_that_fit_it() {
    let product = |code: &str, programme, extent, services, path| Product {
        code: code.parse().unwrap(),
        programme,
        name: Bilingual {
            ja: code.into(),
            en: code.into(),
        },
        purpose: Bilingual {
            ja: String::new(),
            en: String::new(),
        },
        extent,
        services,
        path,
        demo: code.ends_with("DEMO"),
    };
    let recording = Services {
        recording: Some(Recording {
            days: 7,
            kbps: 768,
            stream: 1,
        }),
    };
    let (tsu, mie, remo) = (Programme::Tsunagaru, Programme::Miemasu, Programme::Remo);
    let products = [
        product("T36", tsu, Extent::Months(36), None, None),
        product("T12", tsu, Extent::Months(12), None, None),
        product("T12DEMO", tsu, Extent::Months(12), None, None),
        product(TRIAL_PRODUCT, tsu, Extent::Months(3), None, None),
        product("M12", mie, Extent::Months(12), None, None),
        product("M12R7", mie, Extent::Months(12), Some(recording), None),
        product("M2", mie, Extent::Months(2), None, None),
        product("E60", remo, Extent::Months(60), None, Some(Path::Edge)),
        product("E12", remo, Extent::Months(12), None, Some(Path::Edge)),
        product("D12", remo, Extent::Months(12), None, Some(Path::Direct)),
        product("E", remo, Extent::Perpetual, None, Some(Path::Edge)),
        product("K", Programme::Kms, Extent::Perpetual, None, None),
    ];
    for (rule, renewal, fitting) in [
        ("TSU-7 all fit", Renewal::Months(36), vec!["T12", "T36"]),
        ("TSU-7 the long one does not", Renewal::Months(35), vec!["T12"]),
        ("TSU-7 none fits", Renewal::Months(11), vec![]),
        (
            "MIE-7 without recording",
            Renewal::Services(Services::default()),
            vec!["M12"],
        ),
        ("MIE-7 with recording", Renewal::Services(recording), vec!["M12R7"]),
        ("REM edge", Renewal::Path(Path::Edge), vec!["E12", "E60"]),
        ("REM direct", Renewal::Path(Path::Direct), vec!["D12"]),
    ] {
        let found: Vec<_> = renewal.products(&products).into_iter().map(AsRef::as_ref).collect();
        assert_eq!(found, fitting, "{rule}");
    }
}
