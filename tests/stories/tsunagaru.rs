//! つながるねっと at the counter: applying anew, extending online and offline, searching, and every no on the way.

use chrono::TimeDelta;
use kagifuda_desk::problem::{LineRefusal, Problem, RefusedLine, Terms};
use kagifuda_desk::view::{CardForm, ExtendForm, ExtensionView, OutcomeView, StandingView, SubscriptionState};
use kagifuda_desk::{Desk, Home};
use kagifuda_domain::Clock;
use kagifuda_domain::calendar::{gmt_day, months_after};
use kagifuda_domain::kms::Pair;
use kagifuda_tests::office::{DEVICE, Office, card};
use kagifuda_tests::server::{LOGIN, PASSWORD};

const YEAR: &str = "KX-VCS701W";
const THREE_YEARS: &str = "KX-VCS703W";

/// An office with `cards` of `product` that it knows of.
async fn office_with(product: &str, cards: usize) -> (Office, Vec<Pair>) {
    let office = Office::signed_in().await;
    let pairs = office.server.mint_for(LOGIN, product, cards).await;
    office.sync().await.unwrap();
    (office, pairs)
}

async fn terms(desk: &Desk) -> u32 {
    let terms = desk.terms().await.unwrap();
    terms.iter().find(|terms| terms.kind == Terms::Paid).unwrap().version
}

async fn check(office: &Office, pair: &Pair) -> Result<ExtensionView, Problem> {
    office.desk.check_extension(card(pair, DEVICE)).await
}

async fn extend(office: &Office, pair: &Pair, shown: StandingView) -> OutcomeView {
    let form = ExtendForm {
        card: card(pair, DEVICE),
        accepted_terms: terms(&office.desk).await,
        shown,
        draft: None,
    };
    office.desk.extend(form).await.unwrap().outcome
}

async fn standing(office: &Office) -> StandingView {
    office.desk.subscription(DEVICE).await.unwrap().unwrap().standing
}

#[tokio::test(flavor = "multi_thread")]
async fn tsu_3_a_new_device_is_subscribed_and_from_then_on_extended() {
    let (office, pairs) = office_with(YEAR, 2).await;
    let may = office.desk.check_application(card(&pairs[0], DEVICE)).await.unwrap();
    assert_eq!((may.card.months, may.card.terms, may.done), (12, Terms::Paid, None));
    let subscribed = office.subscribe(&pairs[0]).await;
    assert_eq!(subscribed.standing.state, SubscriptionState::NotStarted, "TSU-2");
    assert_eq!((subscribed.standing.months, subscribed.standing.expiry), (12, None));

    let again = office.desk.check_application(card(&pairs[0], DEVICE)).await.unwrap();
    let done = again.done.expect("KMS-2: the same card has done it");
    assert_eq!(done.connection_no, subscribed.connection_no);
    assert_eq!(done.registration_key, subscribed.registration_key);
    assert_eq!(done.site.as_deref(), Some("本社 3階会議室"));
    assert_eq!(
        office.desk.check_application(card(&pairs[1], DEVICE)).await,
        Err(Problem::ExtendInstead)
    );
    let card = pairs[0].no.to_string();
    for query in ["", "3", "3階", DEVICE, &done.connection_no, &card] {
        let found = office.desk.subscriptions(query, 10).await.unwrap();
        let devices: Vec<&str> = found.hits.iter().map(|hit| hit.device.as_str()).collect();
        assert_eq!(devices, [DEVICE], "{query}");
    }
    let other = pairs[1].no.to_string();
    assert_eq!(office.desk.subscriptions(&other, 10).await.unwrap().hits, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_for_this_room_is_told_where_it_is_done() {
    let (office, pairs) = office_with(YEAR, 1).await;
    let kms = office.server.mint(1).await;
    // The new card is fetched on the way.
    let other_programme = LineRefusal::OtherProgramme {
        programme: "kms".into(),
    };
    let refused = |pair: &Pair, refusal: LineRefusal| Problem::LinesRefused {
        lines: vec![RefusedLine {
            activation_key: pair.no.to_string(),
            refusal,
        }],
    };
    assert_eq!(
        office.desk.check_application(card(&kms[0], DEVICE)).await,
        Err(refused(&kms[0], other_programme)),
        "KMS-3"
    );
    let mpcs = card(&pairs[0], "00:80:F0:12:34:56");
    assert_eq!(
        office.desk.check_extension(mpcs).await,
        Err(Problem::AskSupplier),
        "TSU-12"
    );
    let wrong = CardForm {
        registration_id: "0000-0000".into(),
        ..card(&pairs[0], DEVICE)
    };
    assert_eq!(
        office.desk.check_application(wrong).await,
        Err(refused(&pairs[0], LineRefusal::UnknownPair)),
        "KMS-11"
    );
    let unsubscribed = check(&office, &pairs[0]).await;
    assert_eq!(unsubscribed, Err(Problem::NothingToExtend));
    let empty = CardForm {
        device: String::new(),
        activation_key: String::new(),
        registration_id: String::new(),
    };
    let Err(Problem::FormMistyped { mistakes }) = office.desk.check_extension(empty).await else {
        panic!("nothing was typed")
    };
    assert_eq!(mistakes.len(), 3, "everything that is wrong is told at once");
}

#[tokio::test(flavor = "multi_thread")]
async fn tsu_11_others_are_drawn_five_times_and_earlier_numbers_are_gone() {
    let (office, pairs) = office_with(YEAR, 1).await;
    let first = office.desk.offer_numbers(DEVICE, false).await.unwrap();
    assert_eq!((first.candidates.len(), first.redraws_left), (3, 5));
    let same = office.desk.offer_numbers(DEVICE, false).await.unwrap();
    assert_eq!(
        same.candidates, first.candidates,
        "whoever looks elsewhere finds them again"
    );
    for left in (0..5).rev() {
        let others = office.desk.offer_numbers(DEVICE, true).await.unwrap();
        assert_eq!(others.redraws_left, left);
    }
    assert_eq!(
        office.desk.offer_numbers(DEVICE, true).await,
        Err(Problem::NoMoreNumbers)
    );
    assert_eq!(
        office.apply_under(&first.candidates[0], &pairs[0]).await,
        OutcomeView::Refused {
            problem: Problem::NumberNotOffered
        }
    );
    assert_eq!(office.desk.subscription(DEVICE).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn tsu_11_a_hold_is_counted_by_the_servers_clock_and_ends() {
    let (office, pairs) = office_with(YEAR, 1).await;
    office.clock.shift(TimeDelta::minutes(-7));
    office.sync().await.unwrap();
    let offer = office.desk.offer_numbers(DEVICE, false).await.unwrap();
    assert!((590..=601).contains(&offer.seconds_left), "{}", offer.seconds_left);
    office.server.clock.shift(TimeDelta::minutes(10));
    let refused = office.apply_under(&offer.candidates[0], &pairs[0]).await;
    assert!(
        matches!(
            refused,
            OutcomeView::Refused {
                problem: Problem::NumberHoldEnded { .. }
            }
        ),
        "{refused:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn tsu_4_an_extension_comes_to_what_was_shown() {
    let (office, pairs) = office_with(YEAR, 2).await;
    let subscribed = office.subscribe(&pairs[0]).await;
    let shown = check(&office, &pairs[1]).await.unwrap();
    assert_eq!(
        (shown.before.months, shown.after.months, shown.days_added),
        (12, 24, None)
    );

    office.server.use_first(DEVICE, &subscribed.registration_key).await;
    office.sync().await.unwrap();
    let shown = check(&office, &pairs[1]).await.unwrap();
    let today = gmt_day(office.clock.now());
    assert_eq!(shown.before.expiry, Some(months_after(today, 12)));
    assert_eq!(shown.after.expiry, Some(months_after(today, 24)));
    assert_eq!(shown.counted_from, shown.before.expiry.and_then(|day| day.succ_opt()));
    assert!(shown.after.days_to_cap.unwrap() >= 4 * 365, "TSU-7");

    let OutcomeView::Extended { extended } = extend(&office, &pairs[1], shown.after.clone()).await else {
        panic!("it can be extended")
    };
    assert_eq!(extended.after.expiry, shown.after.expiry);
    assert_eq!(standing(&office).await.expiry, shown.after.expiry);
    let again = check(&office, &pairs[1]).await.unwrap();
    assert!(again.again, "KMS-2: this card has served here");
}

#[tokio::test(flavor = "multi_thread")]
async fn tsu_7_what_does_not_fit_is_told_before_anything_is_sent() {
    let (office, pairs) = office_with(THREE_YEARS, 3).await;
    office.subscribe(&pairs[0]).await;
    let shown = check(&office, &pairs[1]).await.unwrap();
    extend(&office, &pairs[1], shown.after).await;
    office.network.cut();
    assert_eq!(
        check(&office, &pairs[2]).await,
        Err(Problem::OverSixYears { months: None })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_extension_made_offline_counts_from_where_the_first_will_end() {
    let (office, pairs) = office_with(YEAR, 3).await;
    office.subscribe(&pairs[0]).await;
    terms(&office.desk).await;
    office.network.cut();
    for (pair, months) in [(&pairs[1], 24), (&pairs[2], 36)] {
        let shown = check(&office, pair).await.unwrap();
        assert_eq!(shown.after.months, months);
        extend(&office, pair, shown.after).await;
    }
    assert!(check(&office, &pairs[1]).await.unwrap().again, "its application waits");
    office.network.mend();
    office.sync().await.unwrap();
    assert_eq!(standing(&office).await.months, 36);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_extension_made_offline_is_done_when_the_network_returns() {
    let (office, pairs) = office_with(YEAR, 2).await;
    office.subscribe(&pairs[0]).await;
    office.network.cut();
    let shown = check(&office, &pairs[1]).await.unwrap();
    assert!(office.desk.terms().await.unwrap()[0].remembered, "TSU-10");
    let queued = extend(&office, &pairs[1], shown.after.clone()).await;
    assert!(matches!(queued, OutcomeView::Queued { .. }), "{queued:?}");
    office.network.mend();
    office.sync().await.unwrap();
    assert_eq!(standing(&office).await, shown.after);
}

#[tokio::test(flavor = "multi_thread")]
async fn tsu_9_nothing_is_confirmed_but_what_was_shown() {
    let (office, pairs) = office_with(YEAR, 2).await;
    let subscribed = office.subscribe(&pairs[0]).await;
    office.server.use_first(DEVICE, &subscribed.registration_key).await;
    let years = TimeDelta::days(400);
    office.server.clock.shift(years);
    office.clock.shift(years);
    office.sign_in(LOGIN, PASSWORD).await.unwrap();
    office.sync().await.unwrap();
    assert_eq!(standing(&office).await.state, SubscriptionState::Grace);
    office.network.cut();
    let shown = check(&office, &pairs[1]).await.unwrap();
    assert_eq!(shown.counted_from, Some(gmt_day(office.clock.now())), "TSU-5");
    extend(&office, &pairs[1], shown.after).await;
    // Only the next day does the network return, and the new period would begin on another day.
    office.server.clock.shift(TimeDelta::days(1));
    office.network.mend();
    office.sync().await.unwrap();
    let answer = office.desk.intents().await.unwrap().remove(0).answer;
    assert_eq!(
        answer,
        Some(OutcomeView::Refused {
            problem: Problem::StandingChanged
        })
    );
    assert_eq!(standing(&office).await.state, SubscriptionState::Grace);
}

#[tokio::test(flavor = "multi_thread")]
async fn mnt_2_during_maintenance_an_extension_waits_and_says_until_when() {
    let (office, pairs) = office_with(YEAR, 2).await;
    office.subscribe(&pairs[0]).await;
    office.server.maintain(office.clock.now() + TimeDelta::hours(2)).await;
    let shown = check(&office, &pairs[1]).await.unwrap();
    let queued = extend(&office, &pairs[1], shown.after.clone()).await;
    assert!(
        matches!(
            queued,
            OutcomeView::Queued {
                because: Problem::Maintenance { .. },
                ..
            }
        ),
        "{queued:?}"
    );
    let over = TimeDelta::hours(3);
    office.server.clock.shift(over);
    office.clock.shift(over);
    office.sync().await.unwrap();
    assert_eq!(standing(&office).await.months, shown.after.months);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_this_computer_does_not_know_is_previewed_by_the_server() {
    let (office, pairs) = office_with(YEAR, 2).await;
    let elsewhere = tempfile::tempdir().unwrap();
    let desk = Desk::open(Home::in_folder(elsewhere.path()), office.clock.clone())
        .await
        .unwrap();
    let form = kagifuda_desk::view::SignInForm {
        server: office.network.url(),
        login: LOGIN.into(),
        password: PASSWORD.into(),
        code: None,
    };
    desk.sign_in(form).await.unwrap();
    desk.sync(|_| {}).await.synced.unwrap();
    office.subscribe(&pairs[0]).await;
    assert_eq!(desk.subscription(DEVICE).await.unwrap(), None);
    let shown = desk.check_extension(card(&pairs[1], DEVICE)).await.unwrap();
    assert_eq!((shown.before.months, shown.after.months), (12, 24));
    office.network.cut();
    assert_eq!(
        desk.check_extension(card(&pairs[1], DEVICE)).await,
        Err(Problem::Unreachable)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn tsu_13_a_search_wants_all_three_numbers() {
    let (office, pairs) = office_with(YEAR, 1).await;
    let subscribed = office.subscribe(&pairs[0]).await;
    let found = office.desk.search_subscription(card(&pairs[0], DEVICE)).await.unwrap();
    let found = found.expect("all three are right");
    assert_eq!(found.registration_key, subscribed.registration_key);
    assert_eq!(found.known.unwrap().connection_no, subscribed.connection_no);
    let other = card(&pairs[0], "AAAA-AAAA-AAAA-0002");
    assert_eq!(office.desk.search_subscription(other).await, Ok(None));
    let wrong = CardForm {
        registration_id: "0000-0000".into(),
        ..card(&pairs[0], DEVICE)
    };
    let refused = office.desk.search_subscription(wrong).await;
    assert!(matches!(refused, Err(Problem::LinesRefused { .. })), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn tsu_10_terms_that_nobody_has_read_here_yet_are_at_hand_without_a_network() {
    let office = Office::signed_in().await;
    office.sync().await.unwrap();
    office.network.cut();
    let terms = office.desk.terms().await.unwrap();
    assert!(!terms.is_empty() && terms.iter().all(|terms| terms.remembered));
}
