//! A feed that was tampered with changes nothing, and a server put back from a backup is noticed.

use std::path::Path;

use kagifuda_desk::problem::Problem;
use kagifuda_tests::network::Weather;
use kagifuda_tests::office::Office;
use kagifuda_wire::changes::{ChangePage, MAX_PAGE};

const PAGE: usize = MAX_PAGE as usize;

fn drop_third(page: &mut ChangePage) {
    page.changes.remove(2);
}

fn start_late(page: &mut ChangePage) {
    page.changes.remove(0);
}

fn flip_record(page: &mut ChangePage) {
    let change = page.changes.last_mut().expect("a page");
    change.record = change.record.replace("KX-VCS101", "KX-VCS401");
}

fn swap_signatures(page: &mut ChangePage) {
    let (first, rest) = page.changes.split_first_mut().expect("a page");
    std::mem::swap(&mut first.signature, &mut rest[0].signature);
}

fn sign_with_another_key(page: &mut ChangePage) {
    page.changes[1].signed_by = 99;
}

fn promise_more(page: &mut ChangePage) {
    page.changes.clear();
}

fn take_back(page: &mut ChangePage) {
    page.head = 1;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_was_tampered_with_changes_nothing_and_the_next_sync_mends_it() {
    let (office, _) = Office::with_keys(10).await;
    let cursor = office.sync().await.unwrap().cursor;
    office.server.mint(20).await;
    let last = cursor + 20;
    for (edit, problem) in [
        (
            drop_third as fn(&mut ChangePage),
            Problem::FeedGap {
                expected: cursor + 3,
                found: cursor + 4,
            },
        ),
        (
            start_late,
            Problem::FeedGap {
                expected: cursor + 1,
                found: cursor + 2,
            },
        ),
        (
            promise_more,
            Problem::FeedGap {
                expected: cursor + 1,
                found: last,
            },
        ),
        (flip_record, Problem::BadSignature { number: last }),
        (swap_signatures, Problem::BadSignature { number: cursor + 1 }),
        (sign_with_another_key, Problem::BadSignature { number: cursor + 2 }),
        (take_back, Problem::ServerWentBack { cursor: last, head: 1 }),
    ] {
        office.network.weather(Weather::Tampers(edit));
        assert_eq!(office.sync().await, Err(problem));
        assert_eq!(office.desk.status().await.unwrap().counts.keys, 10);
    }
    office.network.mend();
    assert_eq!(office.sync().await.unwrap().cursor, last);
    assert_eq!(office.desk.status().await.unwrap().counts.keys, 30);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_before_the_bad_one_stay() {
    fn spoil_later_pages(page: &mut ChangePage) {
        if page.changes[0].number > 1 {
            drop_third(page);
        }
    }
    let office = Office::signed_in().await;
    office.server.mint(PAGE + 1_000).await;
    office.network.weather(Weather::Tampers(spoil_later_pages));
    assert_eq!(
        office.sync().await,
        Err(Problem::FeedGap {
            expected: MAX_PAGE + 3,
            found: MAX_PAGE + 4
        })
    );
    let before = office.desk.status().await.unwrap().counts.keys;
    assert!((MAX_PAGE - 100..MAX_PAGE).contains(&before), "{before}");
    office.network.mend();
    office.sync().await.unwrap();
    assert_eq!(office.desk.status().await.unwrap().counts.keys, MAX_PAGE + 1_000);
}

fn copy(from: &Path, to: &Path) {
    std::fs::copy(from, to).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_put_back_from_a_backup_is_noticed_and_nothing_here_is_lost() {
    let (mut office, _) = Office::with_keys(5).await;
    let backup = office.file("backup.db");
    office.server.with_file(|file| copy(file, &backup)).await;
    office.find_server();
    let before = office.sync().await.unwrap().cursor;
    office.server.mint(5).await;
    let after = office.sync().await.unwrap().cursor;

    office.server.with_file(|file| copy(&backup, file)).await;
    office.find_server();
    assert_eq!(
        office.sync().await,
        Err(Problem::ServerWentBack {
            cursor: after,
            head: before
        })
    );
    assert_eq!(office.desk.status().await.unwrap().counts.keys, 10);
}
