//! What was printed: copies, the history of all desks, and what the server has heard of.

use std::num::NonZeroU32;

use kagifuda_cache::PrintRow;
use kagifuda_domain::mail::Language;
use kagifuda_domain::print::{Document, Subject};
use kagifuda_wire::record::{Print, Record};
use uuid::Uuid;

use crate::support::{Of, Office, account, at, card, customer, new_print, next_copies, no, printed, tokens};

const NO: &str = "0123-4567-89AB-CDEF";
const OTHER: &str = "0123-4567-89AB-CDE0";
const DEALER: Uuid = Uuid::from_u128(1);

fn sheet(no: &str) -> Of {
    (Document::ActivationSheet, card(no).1)
}

/// A print of another desk, as the feed tells of it.
fn print(id: u128, of: Of, copy: u32, seconds: i64) -> Print {
    Print {
        id: Uuid::from_u128(id),
        document: of.0,
        subject: of.1,
        customer: None,
        copy: NonZeroU32::new(copy).unwrap(),
        language: Language::En,
        at: at(seconds),
        by: "clerk001".into(),
        facts: r#"{"site":"本社"}"#.parse().unwrap(),
    }
}

async fn office() -> Office {
    let office = Office::new().await;
    let dealer = account("https://keys.example.jp", 1);
    office.cache.sign_in(&dealer, &tokens(1)).await.unwrap();
    office
}

async fn untold(office: &Office) -> Vec<Print> {
    office.cache.untold_prints(DEALER, 500).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_1_copies_are_counted_by_subject_and_document() {
    let office = Office::new().await;
    for (second, of, copies) in [
        (0, vec![card(NO)], vec![1]),
        (1, vec![card(OTHER), card(NO)], vec![1, 2]),
        (2, vec![sheet(NO)], vec![1]),
        (3, vec![card(NO), sheet(NO), card(NO)], vec![3, 2, 4]),
    ] {
        assert_eq!(next_copies(&office.cache, &of).await, copies, "{second}: foreseen");
        let prints = of.iter().map(new_print).collect();
        drop(office.cache.record_prints(prints, "owner01", at(second)).await.unwrap());
        assert_eq!(
            printed(&office.cache, &of, "owner01", at(second)).await,
            copies,
            "{second}: one that was dropped took none"
        );
    }
    let prints = office.cache.prints_of(&no(NO).into()).await.unwrap();
    let told = |PrintRow { print, .. }: &PrintRow| (print.document, print.copy.get(), print.at);
    let expected = [
        (Document::StartupCard, 1, at(0)),
        (Document::StartupCard, 2, at(1)),
        (Document::ActivationSheet, 1, at(2)),
        (Document::StartupCard, 3, at(3)),
        (Document::ActivationSheet, 2, at(3)),
        (Document::StartupCard, 4, at(3)),
    ];
    assert_eq!(prints.iter().map(told).collect::<Vec<_>>(), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_1_a_print_of_another_desk_counts() {
    let office = office().await;
    office
        .cache
        .apply(0, &[Record::Print(print(7, card(NO), 4, 0))])
        .await
        .unwrap();
    assert_eq!(printed(&office.cache, &[card(NO)], "owner01", at(1)).await, [5]);
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_3_two_prints_with_one_copy_number_both_stay() {
    let office = office().await;
    assert_eq!(printed(&office.cache, &[card(NO)], "owner01", at(1)).await, [1]);
    let theirs = print(7, card(NO), 1, 0);
    office.cache.apply(0, &[Record::Print(theirs.clone())]).await.unwrap();
    let prints = office.cache.prints_of(&no(NO).into()).await.unwrap();
    assert_eq!(prints[0].print, theirs, "what was printed first comes first");
    let copies = prints
        .iter()
        .map(|row| (row.print.copy.get(), row.is_told))
        .collect::<Vec<_>>();
    assert_eq!(copies, [(1, true), (1, false)]);
    assert_eq!(next_copies(&office.cache, &[card(NO)]).await, [2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_3_a_print_that_comes_back_in_the_feed_is_told_and_there_once() {
    let office = office().await;
    printed(&office.cache, &[card(NO), card(OTHER)], "owner01", at(1)).await;
    let [one, two] = untold(&office).await.try_into().unwrap();
    assert_eq!((one.by.as_str(), one.at), ("owner01", at(1)));
    office.cache.apply(0, &[Record::Print(one)]).await.unwrap();
    assert_eq!(untold(&office).await, std::slice::from_ref(&two));
    assert_eq!(office.cache.prints(None, 10).await.unwrap().len(), 2);
    office.cache.prints_told([two.id].into_iter(), true).await.unwrap();
    assert_eq!(untold(&office).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_3_what_the_server_never_takes_stays_in_the_history_and_in_nobodys_way() {
    let office = office().await;
    printed(&office.cache, &[card(NO)], "owner01", at(1)).await;
    let refused = untold(&office).await.into_iter().map(|print| print.id);
    office.cache.prints_told(refused, false).await.unwrap();
    assert_eq!(untold(&office).await, []);
    let [row] = office.cache.prints(None, 10).await.unwrap().try_into().unwrap();
    assert!(!row.is_told);
    assert_eq!(next_copies(&office.cache, &[card(NO)]).await, [2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn prints_of_one_dealer_are_not_handed_out_as_anothers() {
    let office = office().await;
    printed(&office.cache, &[card(NO)], "owner01", at(1)).await;
    assert_eq!(office.cache.untold_prints(Uuid::from_u128(2), 500).await.unwrap(), []);
    let server = "https://keys.example.jp";
    for (dealer, prints) in [(2, 0), (1, 1)] {
        office
            .cache
            .sign_in(&account(server, dealer), &tokens(2))
            .await
            .unwrap();
        let dealer = Uuid::from_u128(dealer);
        assert_eq!(office.cache.untold_prints(dealer, 500).await.unwrap().len(), prints);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_2_the_history_is_read_page_by_page_the_latest_first() {
    let office = office().await;
    let mut theirs = print(7, card(OTHER), 1, 2);
    theirs.customer = Some(Uuid::from_u128(5));
    let mut gone = print(8, card(OTHER), 2, 9);
    gone.customer = Some(Uuid::from_u128(6));
    printed(&office.cache, &[card(NO), sheet(NO)], "owner01", at(1)).await;
    printed(&office.cache, &[card(NO)], "owner01", at(3)).await;
    let records = [customer(5, "山田商店", ""), Record::Print(theirs), Record::Print(gone)];
    office.cache.apply(0, &records).await.unwrap();

    let (mut before, mut seen) = (None, Vec::new());
    loop {
        let page = office.cache.prints(before, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.print.id);
        seen.extend(page);
    }
    let shown: Vec<_> = seen
        .iter()
        .map(|row| (row.print.at, row.print.document, row.customer.as_deref()))
        .collect();
    let (card, sheet) = (Document::StartupCard, Document::ActivationSheet);
    let expected = [
        (at(9), card, None),
        (at(3), card, None),
        (at(2), card, Some("山田商店")),
        (at(1), sheet, None),
        (at(1), card, None),
    ];
    assert_eq!(shown, expected, "of a customer that was merged nobody knows the name");
    let unknown = office.cache.prints(Some(Uuid::from_u128(99)), 2).await.unwrap();
    assert_eq!(unknown, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn prints_of_other_subjects_are_not_mixed_in() {
    let office = office().await;
    let device: Subject = "0080F0123456".parse().unwrap();
    printed(
        &office.cache,
        &[(Document::RegistrationSheet, device.clone()), card(NO)],
        "owner01",
        at(1),
    )
    .await;
    let [row] = office.cache.prints_of(&device).await.unwrap().try_into().unwrap();
    assert_eq!(row.print.document, Document::RegistrationSheet);
}
