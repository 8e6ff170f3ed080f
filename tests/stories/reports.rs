//! What is to be done today, and reports: from what is known here, without a network.

use chrono::TimeDelta;
use kagifuda_desk::problem::{PeriodEnd, Problem};
use kagifuda_desk::view::{
    DueView, Language, OutcomeView, PeriodForm, PeriodName, ReportKind, ReportView, SheetFormat, UrgencyView,
};
use kagifuda_tests::office::{DEMO, DEVICE, Office};

fn period(from: &str, to: &str) -> PeriodForm {
    PeriodForm {
        from: from.into(),
        to: to.into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn kms_9_reports_made_offline_are_byte_for_byte_those_of_the_server() {
    let office = Office::demo().await;
    office.network.traffic();
    let ReportView::History { latest, keys } = office
        .desk
        .report(ReportKind::History, PeriodForm::default())
        .await
        .unwrap()
    else {
        panic!("another report")
    };
    assert!(keys > 100 && latest.len() > 100, "{keys}");
    let day = &latest[0].issued_at[..10];
    for (from, to) in [("", ""), (day, ""), ("", day), (day, day), ("1999-01-01", "1999-12-31")] {
        let asked = |end: &str, day: &str| (!day.is_empty()).then(|| format!("{end}={day}"));
        let asked: Vec<_> = [asked("from", from), asked("to", to)].into_iter().flatten().collect();
        let asked = asked.join("&");
        for (kind, name) in [(ReportKind::Totals, "totals"), (ReportKind::History, "history")] {
            let saved = office.desk.save_report(kind, period(from, to)).await.unwrap();
            let ours = std::fs::read_to_string(&saved.file).unwrap();
            let theirs = office
                .server
                .get(DEMO, &format!("/v1/kms/reports/{name}?{asked}"))
                .await;
            assert_eq!(ours, theirs, "{name} {from}–{to}");
            assert_eq!(saved.lines as usize, ours.lines().count() - 1, "{name} {from}–{to}");
        }
    }
    assert_eq!(office.network.traffic().requests, 0, "the network was asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn kms_9_a_period_that_cannot_be_is_refused_with_what_is_wrong() {
    let office = Office::demo().await;
    let totals = async |from: &str, to: &str| office.desk.report(ReportKind::Totals, period(from, to)).await;
    let reversed = Problem::PeriodReversed {
        first_day: "2026-04-02".into(),
        last_day: "2026-04-01".into(),
    };
    assert_eq!(totals("2026/4/2", "2026/4/1").await, Err(reversed));
    let unreadable = Problem::DayUnreadable {
        end: PeriodEnd::To,
        typed: "きのう".into(),
    };
    assert_eq!(totals("", "きのう").await, Err(unreadable));
    let periods = office.desk.periods().await.unwrap();
    for preset in periods.registered.iter().chain(&periods.ending) {
        let ends = [&preset.from, &preset.to].map(|end| end.clone().unwrap_or_default());
        assert!(totals(&ends[0], &ends[1]).await.is_ok(), "{preset:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ends_is_told_with_whose_it_is_and_until_when_something_can_be_done() {
    let office = Office::demo().await;
    office.network.traffic();
    let today = office.desk.today().await.unwrap();
    assert_eq!(today.due[0].urgency, UrgencyView::Ended);
    assert!(today.due.iter().map(|group| group.first.len()).sum::<usize>() <= 10);
    assert_eq!(today.total, today.due.iter().map(|group| group.count).sum::<u32>());
    // All of them, which the page has no room for.
    let periods = office.desk.periods().await.unwrap();
    let pressing = periods
        .ending
        .iter()
        .find(|period| period.name == PeriodName::Pressing)
        .unwrap();
    let pressing = period("", pressing.to.as_deref().unwrap());
    let all = office.desk.quotes(pressing.clone()).await.unwrap();
    assert_eq!(all.total, today.total);
    let of = |programme: &str| -> Vec<&DueView> {
        let all = all.first.iter().map(|quote| &quote.due);
        all.filter(|due| due.programme == programme).collect()
    };
    let in_grace = of("tsunagaru").into_iter().filter(|due| due.days_left < 0);
    assert_eq!(in_grace.count(), 8, "TSU-5");
    assert_eq!(of("tsunagaru").into_iter().filter(|due| due.trial).count(), 8);
    assert!(!of("miemasu").is_empty() && !of("remo").is_empty());
    for due in all.first.iter().map(|quote| &quote.due) {
        assert!(due.customer.is_some(), "{due:?}");
        assert!(due.last_day.is_some() || due.programme == "remo", "{due:?}");
        assert_eq!(
            due.expiry_in_japan.is_some(),
            due.programme == "tsunagaru",
            "TSU-9 {due:?}"
        );
    }
    for quote in all.first.iter().filter(|quote| quote.due.programme == "tsunagaru") {
        let most = if quote.due.days_left < 0 { 72 } else { 60 };
        assert_eq!(quote.months_that_fit, Some(most), "TSU-7 {quote:?}");
        assert_eq!(quote.suggested, ["KX-VCS701W", "KX-VCS703W"]);
    }
    assert_eq!(office.network.traffic().requests, 0, "the network was asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn tsu_5_what_has_ended_leaves_the_list_with_the_last_day_on_which_it_can_be_renewed() {
    let office = Office::demo().await;
    let tsunagaru_in_grace = async || {
        let pressing = period("", "2999/12/31");
        let all = office.desk.quotes(pressing).await.unwrap().first;
        let mut last_days: Vec<_> = all
            .into_iter()
            .filter(|quote| quote.due.programme == "tsunagaru" && quote.due.days_left < 0)
            .filter_map(|quote| quote.due.last_day)
            .collect();
        last_days.sort();
        last_days
    };
    let before = tsunagaru_in_grace().await;
    let last_day: chrono::NaiveDate = before[0].parse().unwrap();
    let today = chrono::DateTime::parse_from_rfc3339(&format!("{}T00:00:00Z", office_day(&office))).unwrap();
    office
        .clock
        .shift(TimeDelta::days((last_day - today.date_naive()).num_days()));
    assert_eq!(tsunagaru_in_grace().await[..8], before[..8], "on the last day it can");
    office.clock.shift(TimeDelta::days(1));
    assert!(
        !tsunagaru_in_grace().await.contains(&before[0]),
        "on the day after it cannot"
    );
}

fn office_day(office: &Office) -> chrono::NaiveDate {
    use kagifuda_domain::Clock;
    office.clock.now().date_naive()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_calendar_counts_every_licence_on_its_day_and_is_saved_for_other_calendars() {
    let office = Office::demo().await;
    let first = office.desk.expiries(None, None).await.unwrap();
    assert!(first.weeks.iter().all(|week| week.len() == 7));
    assert_eq!(first.today, office_day_in_japan(&office));
    let mut month = first.month.clone();
    let mut counted = 0;
    for _ in 0..12 {
        let shown = office.desk.expiries(Some(month), None).await.unwrap();
        let days = shown.weeks.iter().flatten().filter(|day| day.inside);
        let of_days: u32 = days.flat_map(|day| &day.ending).map(|count| count.count).sum();
        assert_eq!(of_days, shown.total, "{}", shown.month);
        for day in shown
            .weeks
            .iter()
            .flatten()
            .filter(|day| day.inside && !day.ending.is_empty())
        {
            let of_day = office.desk.expiries(Some(shown.month.clone()), Some(day.day.clone()));
            let of_day = of_day.await.unwrap().ending;
            assert!(of_day.iter().all(|due| due.expiry == day.day), "{}", day.day);
            assert_eq!(
                of_day.len() as u32,
                day.ending.iter().map(|count| count.count).sum::<u32>()
            );
        }
        counted += shown.total;
        month = shown.next;
    }
    assert_eq!(counted, first.year_total);
    let saved = office.desk.save_expiries(None).await.unwrap();
    let file = std::fs::read_to_string(&saved.file).unwrap();
    assert_eq!(file.matches("BEGIN:VEVENT").count(), saved.lines as usize);
    assert!(saved.lines > counted, "the last days to renew as well");
    assert!(file.contains("更新できる最終日"));
    office.desk.set_language(Language::En).await.unwrap();
    let english = office.desk.save_expiries(None).await.unwrap();
    assert!(
        std::fs::read_to_string(&english.file)
            .unwrap()
            .contains("Last day to renew")
    );
}

fn office_day_in_japan(office: &Office) -> String {
    use kagifuda_domain::Clock;
    kagifuda_domain::calendar::japan_day(office.clock.now()).to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_saved_is_for_this_user_alone_and_never_over_another() {
    let office = Office::demo().await;
    let everything = PeriodForm::default;
    let mut files = Vec::new();
    for format in [SheetFormat::Csv, SheetFormat::Csv, SheetFormat::Xlsx] {
        let saved = office.desk.save_quotes(everything(), format).await.unwrap();
        assert!(saved.lines > 10);
        files.push(saved.file);
    }
    files.push(office.desk.save_expiries(None).await.unwrap().file);
    let mut names = files.clone();
    names.dedup();
    assert_eq!(names.len(), files.len(), "{files:?}");
    #[cfg(unix)]
    for file in &files {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(file).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{file}");
    }
    // Where the folder should be there is a file.
    std::fs::remove_dir_all(office.file("prints")).unwrap();
    std::fs::write(office.file("prints"), "").unwrap();
    let refused = office.desk.save_report(ReportKind::Totals, everything()).await;
    assert!(matches!(refused, Err(Problem::FileAccess { .. })), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_that_was_refused_is_something_to_do_until_it_is_put_away() {
    let (office, pairs) = Office::with_keys(1).await;
    let mut wrong = pairs[0];
    wrong.registration_id = kagifuda_domain::ids::RegistrationId::from_bits(wrong.registration_id.bits() ^ 1);
    office.apply(&[wrong], DEVICE).await.unwrap();
    office.network.cut();
    let again = office.apply(&pairs, DEVICE).await.unwrap();
    assert!(matches!(again, OutcomeView::Queued { .. }), "{again:?}");
    let today = office.desk.today().await.unwrap();
    assert_eq!((today.waiting.len(), today.refused.len()), (1, 1));
    office.desk.put_away(&today.refused[0].intent).await.unwrap();
    office.desk.put_away(&today.waiting[0].intent).await.unwrap();
    let today = office.desk.today().await.unwrap();
    assert_eq!(
        (today.waiting.len(), today.refused.len()),
        (1, 0),
        "what waits stays in sight"
    );
    office.network.mend();
    office.sync().await.unwrap();
    let today = office.desk.today().await.unwrap();
    assert_eq!((today.waiting.len(), today.refused.len()), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn mnt_1_maintenance_is_announced_to_everybody_and_told_of_once() {
    let (office, _) = Office::with_keys(0).await;
    assert!(office.desk.status().await.unwrap().maintenance.is_empty());
    let (wait, length) = (TimeDelta::hours(30), TimeDelta::hours(2));
    office.server.announce_maintenance(wait, length).await;
    office.sync().await.unwrap();
    let news = office.desk.maintenance_news().await.unwrap();
    assert_eq!((news.len(), news[0].minutes, news[0].now), (1, 120, false));
    assert_eq!(news[0].ja, "定期保守です。");
    assert!(office.desk.maintenance_news().await.unwrap().is_empty(), "it was told");
    assert!(
        office.second_desk().await.maintenance_news().await.unwrap().is_empty(),
        "also to another program"
    );

    office.server.announce_maintenance(TimeDelta::days(9), length).await;
    office.sync().await.unwrap();
    assert_eq!(
        office.desk.maintenance_news().await.unwrap().len(),
        1,
        "only the new one"
    );

    office.desk.sign_out().await.unwrap();
    let status = office.desk.status().await.unwrap();
    assert_eq!(
        (status.account, status.maintenance.len()),
        (None, 2),
        "also to whoever is signed out"
    );
    office.clock.shift(wait + TimeDelta::minutes(1));
    assert!(office.desk.status().await.unwrap().maintenance[0].now);
    office.clock.shift(length);
    assert_eq!(office.desk.status().await.unwrap().maintenance.len(), 1);
}
