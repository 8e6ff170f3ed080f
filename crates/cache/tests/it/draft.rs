//! What is typed and not sent yet.

use kagifuda_cache::Draft;
use uuid::Uuid;

use crate::support::{Office, account, at, open, register, tokens};

const NO: &str = "0123-4567-89AB-CDEF";
const OTHER: &str = "FEDC-BA98-7654-3210";
const SERVER: &str = "https://keys.example.jp";

fn draft(id: u128, text: &str) -> Draft {
    Draft {
        intent: Uuid::from_u128(id),
        text: text.into(),
        saved_at: at(1),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_its_members_own_and_there_after_the_program_was_killed() {
    let office = Office::new().await;
    for text in ["12", "1234"] {
        office
            .cache
            .save_draft("owner01", "issue", &draft(1, text))
            .await
            .unwrap();
    }
    let cache = open(&office.home).await;
    for (login, name, kept) in [
        ("owner01", "issue", Some(draft(1, "1234"))),
        ("owner01", "extend", None),
        ("clerk01", "issue", None),
    ] {
        assert_eq!(cache.draft(login, name).await.unwrap(), kept, "{login} {name}");
    }
    cache.drop_draft("clerk01", "issue").await.unwrap();
    assert!(
        cache.draft("owner01", "issue").await.unwrap().is_some(),
        "another member drops nothing of it"
    );
    cache.drop_draft("owner01", "issue").await.unwrap();
    assert_eq!(cache.draft("owner01", "issue").await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_ends_when_its_request_is_on_disk_and_never_comes_back() {
    let office = Office::new().await;
    let cache = &office.cache;
    let wanted = register(&[(NO, "0123-4567")]);
    cache.save_draft("owner01", "issue", &draft(1, "1234")).await.unwrap();
    cache.save_draft("owner01", "extend", &draft(2, "5678")).await.unwrap();
    assert!(
        cache
            .queue(Uuid::from_u128(1), &wanted, "owner01", at(2))
            .await
            .unwrap()
    );
    assert_eq!(cache.draft("owner01", "issue").await.unwrap(), None);
    assert!(
        cache.draft("owner01", "extend").await.unwrap().is_some(),
        "another form"
    );
    // What a window saves a moment too late.
    cache.save_draft("owner01", "issue", &draft(1, "1234")).await.unwrap();
    assert_eq!(cache.draft("owner01", "issue").await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_under_the_same_id_is_on_disk_once_and_another_one_is_not_taken_for_it() {
    let office = Office::new().await;
    for (no, queued) in [(NO, true), (NO, true), (OTHER, false)] {
        let wanted = register(&[(no, "0123-4567")]);
        let done = office.cache.queue(Uuid::from_u128(1), &wanted, "clerk01", at(0)).await;
        assert_eq!(done.unwrap(), queued, "{no}");
    }
    let waiting = office.cache.waiting().await.unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].request, register(&[(NO, "0123-4567")]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_outlives_signing_out_goes_along_with_a_new_login_and_is_hidden_from_another_dealer() {
    let office = Office::new().await;
    let cache = &office.cache;
    cache.sign_in(&account(SERVER, 1), &tokens(1)).await.unwrap();
    let kept = draft(1, "1234");
    cache.save_draft("Owner01", "issue", &kept).await.unwrap();
    cache.sign_out().await.unwrap();
    cache.sign_in(&account(SERVER, 1), &tokens(2)).await.unwrap();
    assert_eq!(cache.draft("Owner01", "issue").await.unwrap(), Some(kept.clone()));
    for (dealer, there) in [(2, None), (1, Some(kept.clone()))] {
        cache.sign_in(&account(SERVER, dealer), &tokens(3)).await.unwrap();
        assert_eq!(cache.draft("Owner01", "issue").await.unwrap(), there, "dealer {dealer}");
    }
    cache.rename("Owner02", "みなと通信").await.unwrap();
    assert_eq!(cache.draft("Owner02", "issue").await.unwrap(), Some(kept));
    assert_eq!(cache.draft("Owner01", "issue").await.unwrap(), None);
}

#[test]
fn a_draft_shows_in_no_log() {
    let shown = format!("{:?}", draft(1, "0123-4567"));
    assert!(!shown.contains("0123"), "{shown}");
}
