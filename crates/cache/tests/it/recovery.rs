//! Going on after a cache was damaged, has vanished, or has lost its key.

use std::fs;
use std::path::Path;

use kagifuda_cache::{Account, Answer, Cache, CacheError, Custody, Draft, Recovered, SavedFilter, Secret, Shown};
use kagifuda_wire::problem::ProblemCode;
use tempfile::TempDir;
use uuid::Uuid;

use crate::support::{Office, account, at, card, no, open, printed, register, tokens};

const SERVER: &str = "https://keys.example.jp";
const NO: &str = "0123-4567-89AB-CDEF";

/// The home of a closed cache with an answered request, one that waits, and a print.
async fn closed() -> TempDir {
    let Office { home, cache } = Office::new().await;
    cache.sign_in(&account(SERVER, 1), &tokens(1)).await.unwrap();
    for n in 1..=2 {
        let wanted = register(&[(NO, "0123-4567")]);
        cache
            .queue(Uuid::from_u128(n), &wanted, "owner01", at(0))
            .await
            .unwrap();
    }
    let answer = Answer::Refused(ProblemCode::RoleMayNot.into());
    cache.answer(Uuid::from_u128(1), &answer, at(1)).await.unwrap();
    printed(&cache, &[card(NO)], "owner01", at(2)).await;
    let shown = Shown {
        activation_key: no(NO),
        secret: Secret::RegistrationKey,
        by: "owner01".into(),
        at: at(3),
    };
    cache.record_shown(&shown).await.unwrap();
    let filter = SavedFilter {
        name: "猶予期間".into(),
        filter: "grace".to_owned(),
    };
    assert!(cache.save_filter("owner01", &filter).await.unwrap());
    let draft = Draft {
        intent: Uuid::from_u128(3),
        text: "1234".into(),
        saved_at: at(4),
    };
    cache.save_draft("owner01", "issue", &draft).await.unwrap();
    cache.close().await;
    home
}

async fn recover(home: &TempDir) -> Recovered {
    Cache::recover(home.path(), Custody::KeyFile).await.unwrap()
}

/// How many requests are there, how many of them wait, how many prints. What was shown, filters and drafts go with the prints.
async fn history(home: &TempDir) -> (usize, usize, usize) {
    let cache = open(home).await;
    let counts = (
        cache.latest_intents(10).await.unwrap().len(),
        cache.waiting().await.unwrap().len(),
        cache.prints_of(&no(NO).into()).await.unwrap().len(),
    );
    assert_eq!(cache.shown(no(NO)).await.unwrap().len(), counts.2);
    assert_eq!(cache.saved_filters::<String>("owner01").await.unwrap().len(), counts.2);
    assert_eq!(cache.draft("owner01", "issue").await.unwrap().is_some(), counts.2 > 0);
    cache.close().await;
    counts
}

fn names(files: &[impl AsRef<Path>]) -> Vec<String> {
    let name = |file: &Path| file.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().map(|file| name(file.as_ref())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_be_read_is_carried_over_signed_out_and_the_old_cache_is_kept() {
    let home = closed().await;
    let before = fs::read(home.path().join("cache.db")).unwrap();
    for n in 1..=2 {
        let recovered = recover(&home).await;
        assert_eq!(names(&recovered.aside), [format!("cache.db.aside-{n}")]);
        assert_eq!((recovered.waiting, recovered.prints), (Some(1), Some(1)));
        assert_eq!(history(&home).await, (2, 1, 1));
    }
    assert_eq!(fs::read(home.path().join("cache.db.aside-1")).unwrap(), before);
    let cache = open(&home).await;
    assert_eq!(cache.account().await.unwrap(), None);
    let whose = cache.last_account().await.unwrap().map(|Account { dealer, .. }| dealer);
    assert_eq!(whose, Some(Uuid::from_u128(1)));
    let refused = cache.sign_in(&account(SERVER, 2), &tokens(2)).await;
    assert!(
        matches!(refused, Err(CacheError::OtherDealersWaiting(1))),
        "{refused:?}"
    );
    cache.sign_in(&account(SERVER, 1), &tokens(2)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_said_and_kept() {
    for damage in [&[7; 65_536][..], &[7], &[]] {
        let home = closed().await;
        fs::write(home.path().join("cache.db"), damage).unwrap();
        let recovered = recover(&home).await;
        assert_eq!((recovered.waiting, recovered.prints), (None, None));
        assert_eq!(fs::read(home.path().join("cache.db.aside-1")).unwrap(), damage);
        assert_eq!(history(&home).await, (0, 0, 0));
    }
    let home = closed().await;
    fs::remove_file(home.path().join("cache.db")).unwrap();
    let gone = recover(&home).await;
    assert_eq!(gone, Recovered::default());
    assert_eq!(history(&home).await, (0, 0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_key_everything_is_set_aside_and_can_be_put_back_when_the_key_is_found() {
    let home = closed().await;
    let dealers = home.path().join(format!("cache-{}.db", Uuid::from_u128(5)));
    fs::write(&dealers, "another dealer's").unwrap();
    let key = fs::read(home.path().join("cache.key")).unwrap();
    fs::remove_file(home.path().join("cache.key")).unwrap();
    let recovered = recover(&home).await;
    assert_eq!((recovered.waiting, recovered.prints), (None, None));
    assert!(names(&recovered.aside).contains(&"cache.db.aside-1".to_owned()) && !dealers.exists());
    assert_eq!(history(&home).await, (0, 0, 0));

    for file in ["cache.db", "cache.fingerprint"] {
        fs::rename(home.path().join(format!("{file}.aside-1")), home.path().join(file)).unwrap();
    }
    fs::write(home.path().join("cache.key"), key).unwrap();
    assert_eq!(history(&home).await, (2, 1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn cut_off_anywhere_the_next_try_loses_nothing() {
    // While the new one was being made.
    let home = closed().await;
    fs::write(home.path().join("cache.unfinished.db"), "cut off").unwrap();
    assert_eq!(recover(&home).await.waiting, Some(1));
    assert_eq!(history(&home).await, (2, 1, 1));

    // When the new one stood ready, and the old one had its new name.
    fs::rename(home.path().join("cache.db"), home.path().join("cache.ready.db")).unwrap();
    let met = Cache::open(home.path(), Custody::KeyFile).await;
    assert!(matches!(met, Err(CacheError::Vanished)), "{met:?}");
    let recovered = recover(&home).await;
    assert_eq!((recovered.waiting, recovered.prints), (Some(1), Some(1)));
    assert_eq!(history(&home).await, (2, 1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cache_in_use_is_left_alone() {
    let home = closed().await;
    let cache = open(&home).await;
    let refused = Cache::recover(home.path(), Custody::KeyFile).await;
    assert!(matches!(refused, Err(CacheError::Busy)), "{refused:?}");
    assert_eq!(cache.waiting().await.unwrap().len(), 1);
}
