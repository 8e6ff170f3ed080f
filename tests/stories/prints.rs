//! What is printed at one desk is known at all of them (PRN-1 … PRN-3).

use kagifuda_cache::{Cache, Custody, NewPrint};
use kagifuda_desk::problem::PaperProblem;
use kagifuda_desk::view::{
    AddStaffForm, DetailView, DocumentKind, EventWhat, LabelsForm, PrintView, StaffRole, ThingKind,
};
use kagifuda_desk::{Desk, Home, SystemClock};
use kagifuda_domain::kms::Pair;
use kagifuda_domain::print::{Document, Facts};
use kagifuda_domain::{Clock, mail};
use kagifuda_tests::network::Weather;
use kagifuda_tests::office::{DEVICE, Office};
use kagifuda_tests::other_desk::OtherDesk;
use kagifuda_tests::paper::{file, form, into_a_file};
use kagifuda_tests::server::{LOGIN, PASSWORD};
use uuid::Uuid;

async fn print(desk: &Desk, keys: &[&Pair]) {
    let numbers: Vec<_> = keys.iter().map(|pair| pair.no).collect();
    let form = form(DocumentKind::StartupCard, &numbers);
    desk.print(form, into_a_file(), None).await.unwrap();
}

async fn history(desk: &Desk) -> Vec<PrintView> {
    desk.prints(None, 1_000).await.unwrap().prints
}

async fn add_member(office: &Office, login: &str, role: StaffRole) {
    let form = AddStaffForm {
        login: login.into(),
        role,
        email: String::new(),
        password: Some(PASSWORD.into()),
        own_password: None,
    };
    office.desk.add_staff(form).await.unwrap();
}

/// Copy and whether the others can see it, the latest first.
async fn copies(desk: &Desk) -> Vec<(u32, bool)> {
    let prints = history(desk).await;
    prints.iter().map(|print| (print.copy, print.told)).collect()
}

/// What the page of `pair` tells of prints: the copy and who printed it, the latest first.
async fn on_its_page(desk: &Desk, pair: &Pair) -> Vec<(u32, String)> {
    let detail = desk.thing(ThingKind::Key, &pair.no.to_string()).await.unwrap();
    let DetailView::Key(detail) = detail else {
        panic!("{detail:?}");
    };
    let printed = detail.history.into_iter().filter_map(|event| match event.what {
        EventWhat::Printed { copy, .. } => Some((copy, event.by)),
        EventWhat::Registered { .. } | EventWhat::Period { .. } | EventWhat::Shown { .. } | EventWhat::Asked { .. } => {
            None
        }
    });
    printed.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_1_what_one_desk_prints_is_a_copy_at_the_other() {
    const CLERK: &str = "clerk0001";
    let (office, pairs) = Office::with_keys(2).await;
    let [one, two] = [&pairs[0], &pairs[1]];
    office.apply(&pairs[..1], DEVICE).await.unwrap();
    add_member(&office, CLERK, StaffRole::Viewer).await;
    print(&office.desk, &[one]).await;
    office.sync().await.unwrap();

    let other = OtherDesk::in_step(&office, CLERK).await;
    let [first] = history(&other.desk).await.try_into().unwrap();
    assert_eq!(
        (
            first.document,
            first.subject.as_str(),
            first.copy,
            first.by.as_str(),
            first.told
        ),
        (DocumentKind::StartupCard, one.no.to_string().as_str(), 1, LOGIN, true)
    );
    print(&other.desk, &[two, one]).await;
    other.sync().await.unwrap();

    office.sync().await.unwrap();
    let printed = [(2, CLERK.to_owned()), (1, LOGIN.to_owned())];
    for desk in [&office.desk, &other.desk] {
        assert_eq!(on_its_page(desk, one).await, printed);
        assert_eq!(on_its_page(desk, two).await, [(1, CLERK.to_owned())]);
        assert_eq!(copies(desk).await.len(), 3);
    }
    let of_device = office.desk.thing(ThingKind::Device, DEVICE).await.unwrap();
    let DetailView::Device(of_device) = of_device else {
        panic!("{of_device:?}");
    };
    let is_print = |what: &EventWhat| matches!(what, EventWhat::Printed { .. });
    assert_eq!(
        of_device.history.iter().filter(|event| is_print(&event.what)).count(),
        2
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_3_what_is_printed_offline_is_recorded_at_once_and_told_at_the_next_sync() {
    let (office, pairs) = Office::with_keys(1).await;
    let other = OtherDesk::in_step(&office, LOGIN).await;
    office.network.cut();
    print(&office.desk, &[&pairs[0]]).await;
    print(&office.desk, &[&pairs[0]]).await;
    assert_eq!(copies(&office.desk).await, [(2, false), (1, false)]);
    office.sync().await.unwrap_err();
    assert_eq!(office.desk.status().await.unwrap().waiting, 0, "no application waits");
    // The other desk had no network either.
    print(&other.desk, &[&pairs[0]]).await;

    office.network.mend();
    office.sync().await.unwrap();
    assert_eq!(copies(&office.desk).await, [(2, true), (1, true)]);
    for desk in 0..3 {
        other.sync().await.unwrap();
        office.sync().await.unwrap();
        let all: Vec<_> = history(&office.desk)
            .await
            .iter()
            .map(|print| print.id.clone())
            .collect();
        let theirs: Vec<_> = history(&other.desk)
            .await
            .iter()
            .map(|print| print.id.clone())
            .collect();
        assert_eq!((all.len(), &all), (3, &theirs), "{desk}: each is there once");
    }
    let both: Vec<u32> = on_its_page(&office.desk, &pairs[0])
        .await
        .into_iter()
        .map(|(copy, _)| copy)
        .collect();
    assert_eq!(
        both.iter().filter(|copy| **copy == 1).count(),
        2,
        "both are copy 1: {both:?}"
    );
    print(&other.desk, &[&pairs[0]]).await;
    assert_eq!(copies(&other.desk).await[0], (3, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_3_a_server_that_is_lost_while_it_is_told_is_told_again_and_nobody_waits_for_it() {
    let (office, pairs) = Office::with_keys(1).await;
    print(&office.desk, &[&pairs[0]]).await;
    // The page of changes comes; the prints do not get there.
    office.network.weather(Weather::After(1, &Weather::Cut));
    office.sync().await.unwrap();
    let status = office.desk.status().await.unwrap();
    assert_eq!((status.waiting, copies(&office.desk).await), (0, vec![(1, false)]));
    // They get there; their answer does not.
    office.network.weather(Weather::After(1, &Weather::LosesAnswers));
    office.sync().await.unwrap();
    assert_eq!(copies(&office.desk).await, [(1, false)]);
    office.network.mend();
    office.sync().await.unwrap();
    assert_eq!(
        copies(&office.desk).await,
        [(1, true)],
        "the feed tells that it got there"
    );
    office.network.traffic();
    office.sync().await.unwrap();
    assert_eq!(office.network.traffic().requests, 1, "nothing is told twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_3_more_prints_than_go_into_one_request_are_all_told() {
    let (office, pairs) = Office::with_keys(300).await;
    let keys: Vec<&Pair> = pairs.iter().collect();
    for _ in 0..4 {
        print(&office.desk, &keys).await;
    }
    office.network.traffic();
    office.sync().await.unwrap();
    assert_eq!(office.network.traffic().requests, 1 + 3);
    assert!(copies(&office.desk).await.iter().take(1_000).all(|(_, told)| *told));
    let other = OtherDesk::in_step(&office, LOGIN).await;
    let page = other.desk.prints(None, 1_199).await.unwrap();
    assert!(page.more && page.prints.len() == 1_199);
    let rest = other
        .desk
        .prints(Some(page.prints[1_198].id.clone()), 10)
        .await
        .unwrap();
    assert!(!rest.more && rest.prints.len() == 1);
    print(&other.desk, &keys[..1]).await;
    assert_eq!(copies(&other.desk).await[0], (5, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_3_a_print_that_is_refused_is_in_nobodys_way() {
    const REFUSES: Weather = Weather::Answers(
        "HTTP/1.1 400 Bad Request\r\ncontent-type: application/problem+json\r\ncontent-length: 48\r\n\r\n\
         {\"status\":400,\"code\":\"bad_request\",\"detail\":\"x\"}",
    );
    let (office, pairs) = Office::with_keys(2).await;
    print(&office.desk, &[&pairs[0], &pairs[1]]).await;
    office.network.weather(Weather::After(1, &REFUSES));
    office.network.traffic();
    office.sync().await.unwrap();
    assert_eq!(
        office.network.traffic().requests,
        1 + 3,
        "both together, then each alone"
    );
    office.network.mend();
    print(&office.desk, &[&pairs[0]]).await;
    office.sync().await.unwrap();
    assert_eq!(office.network.traffic().requests, 2);
    assert_eq!(copies(&office.desk).await, [(2, true), (1, false), (1, false)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_3_prints_of_which_much_is_kept_are_told_in_as_many_pages_as_it_takes() {
    let (office, pairs) = Office::with_keys(1).await;
    // As long as they may be, and twice that long on the way.
    let facts: Facts = "\"".repeat(Facts::LONGEST).parse().unwrap();
    let new_print = |_| NewPrint {
        id: Uuid::new_v4(),
        document: Document::StartupCard,
        subject: pairs[0].no.into(),
        customer: None,
        language: mail::Language::Ja,
        facts: facts.clone(),
    };
    let cache = Cache::open(office.home(), Custody::KeyFile).await.unwrap();
    let prints = (0..70).map(new_print).collect();
    let recording = cache.record_prints(prints, LOGIN, SystemClock.now()).await.unwrap();
    recording.keep().await.unwrap();
    cache.close().await;
    office.sync().await.unwrap();
    let all = copies(&office.desk).await;
    assert!(all.len() == 70 && all.iter().all(|(_, told)| *told), "{all:?}");
    let other = OtherDesk::in_step(&office, LOGIN).await;
    assert_eq!(copies(&other.desk).await, all);
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_2_a_label_is_printed_again_from_the_place_that_is_free_now_and_a_card_has_no_such_place() {
    let (office, pairs) = Office::with_keys(1).await;
    print(&office.desk, &[&pairs[0]]).await;
    let sheet = office.desk.label_sheets().await.unwrap().swap_remove(0).name;
    let mut label = form(DocumentKind::KeyLabel, &[pairs[0].no]);
    label.labels = Some(LabelsForm {
        sheet: sheet.clone(),
        start: 7,
    });
    let first = office.desk.print(label, into_a_file(), None).await.unwrap();
    let [label, card] = history(&office.desk).await.try_into().unwrap();
    let again = async |id: &str, start| office.desk.reprint(id, start, into_a_file(), None).await;
    let same = again(&label.id, None).await.unwrap();
    let moved = again(&label.id, Some(8)).await.unwrap();
    let [here, there, before] = [&moved, &same, &first].map(|printed| std::fs::read(file(printed)).unwrap());
    assert!(there == before && here != before);
    let places = history(&office.desk).await.into_iter().map(|print| print.labels);
    let start = |start| {
        Some(LabelsForm {
            sheet: sheet.clone(),
            start,
        })
    };
    assert_eq!(places.collect::<Vec<_>>(), [start(8), start(7), start(7), None]);
    assert_eq!(
        again(&card.id, Some(2)).await,
        Err(PaperProblem::PaperNotOffered.into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_2_who_printed_stays_who_printed_when_somebody_else_has_signed_in_meanwhile() {
    const CLERK: &str = "clerk0001";
    let (office, pairs) = Office::with_keys(1).await;
    add_member(&office, CLERK, StaffRole::Clerk).await;
    office.network.cut();
    print(&office.desk, &[&pairs[0]]).await;
    office.desk.sign_out().await.unwrap();
    office.network.mend();
    office.sign_in(CLERK, PASSWORD).await.unwrap();
    print(&office.desk, &[&pairs[0]]).await;
    office.sync().await.unwrap();
    let other = OtherDesk::in_step(&office, LOGIN).await;
    let printed = [(2, CLERK.to_owned()), (1, LOGIN.to_owned())];
    assert_eq!(on_its_page(&other.desk, &pairs[0]).await, printed);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cache_that_is_set_aside_keeps_its_prints_and_tells_them_once() {
    let (mut office, pairs) = Office::with_keys(2).await;
    print(&office.desk, &[&pairs[0]]).await;
    office.sync().await.unwrap();
    office.network.cut();
    print(&office.desk, &[&pairs[1], &pairs[0]]).await;
    let before = history(&office.desk).await;
    office.desk.close().await;
    let recovered = Desk::recover(&Home::in_folder(office.home())).await.unwrap();
    assert_eq!(recovered.prints, Some(3));
    office.restart().await;
    office.network.mend();
    office.sign_in(LOGIN, PASSWORD).await.unwrap();
    office.sync().await.unwrap();
    let after = history(&office.desk).await;
    let ids = |prints: &[PrintView]| prints.iter().map(|print| print.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&after), ids(&before));
    assert!(after.iter().all(|print| print.told));
    let other = OtherDesk::in_step(&office, LOGIN).await;
    assert_eq!(ids(&history(&other.desk).await).len(), 3);
}
