//! Signing in and out, and whose records are here.

use kagifuda_cache::{Answer, CacheError, Counts};
use kagifuda_wire::problem::ProblemCode;
use uuid::Uuid;

use crate::support::{Office, account, at, card, customer, key, next_copies, no, printed, product, register, tokens};

const SERVER: &str = "https://keys.example.jp";
const NO: &str = "0123-4567-89AB-CDEF";
const INTENT: Uuid = Uuid::from_u128(77);

/// Signed in, with one key, one printed sheet, and one request that waits.
async fn office() -> Office {
    let office = Office::new().await;
    let cache = &office.cache;
    cache.sign_in(&account(SERVER, 1), &tokens(1)).await.unwrap();
    let page = [
        product("KX-VCS101", "拡張"),
        customer(1, "山田", ""),
        key(NO, "0123-4567", "KX-VCS101"),
    ];
    cache.apply(0, &page).await.unwrap();
    printed(cache, &[card(NO)], "owner01", at(1)).await;
    cache
        .queue(INTENT, &register(&[(NO, "0123-4567")]), "owner01", at(2))
        .await
        .unwrap();
    cache.set_setting("language", "en").await.unwrap();
    office
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_forgets_the_tokens_and_keeps_the_records_for_the_dealers_return() {
    let office = office().await;
    let cache = &office.cache;
    assert_eq!(cache.account().await.unwrap(), Some(account(SERVER, 1)));
    cache.replace_tokens(&tokens(2)).await.unwrap();
    assert_eq!(cache.tokens().await.unwrap(), Some(tokens(2)));

    cache.sign_out().await.unwrap();
    cache.replace_tokens(&tokens(3)).await.unwrap();
    assert_eq!(
        (cache.account().await.unwrap(), cache.tokens().await.unwrap()),
        (None, None)
    );
    assert_eq!(cache.last_account().await.unwrap(), Some(account(SERVER, 1)));

    cache.sign_in(&account(SERVER, 1), &tokens(4)).await.unwrap();
    assert_eq!(cache.cursor().await.unwrap(), 3);
    assert_eq!(cache.waiting().await.unwrap().len(), 1);
    assert_eq!(office.find("0123").await, [NO]);
}

/// `office`, whose request has its answer.
async fn answered() -> Office {
    let office = office().await;
    let answer = Answer::Refused(ProblemCode::RoleMayNot.into());
    office.cache.answer(INTENT, &answer, at(3)).await.unwrap();
    office
}

#[tokio::test(flavor = "multi_thread")]
async fn another_dealer_or_server_is_not_let_in_while_requests_wait() {
    for other in [account(SERVER, 2), account("https://other.example.jp", 1)] {
        let office = office().await;
        let refused = office.cache.sign_in(&other, &tokens(2)).await;
        assert!(
            matches!(refused, Err(CacheError::OtherDealersWaiting(1))),
            "{refused:?}"
        );
        assert_eq!(office.cache.account().await.unwrap(), Some(account(SERVER, 1)));
        assert_eq!(office.find("0123").await, [NO]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_dealer_finds_nothing_of_the_former() {
    let office = answered().await;
    let cache = &office.cache;
    cache.sign_in(&account(SERVER, 2), &tokens(2)).await.unwrap();
    assert_eq!(cache.account().await.unwrap(), Some(account(SERVER, 2)));
    assert_eq!(
        (cache.cursor().await.unwrap(), cache.counts().await.unwrap()),
        (0, Counts::default())
    );
    assert_eq!(
        (
            cache.intent(INTENT).await.unwrap(),
            cache.prints_of(&no(NO).into()).await.unwrap()
        ),
        (None, vec![])
    );
    for query in ["0123", "1234", "山田", "拡張"] {
        assert_eq!(office.find(query).await, Vec::<String>::new(), "{query}");
    }
    assert_eq!(cache.setting("language").await.unwrap().as_deref(), Some("en"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dealer_who_comes_back_finds_requests_and_prints_and_the_keys_once_pinned() {
    let office = answered().await;
    let cache = &office.cache;
    let (asked, printed) = (
        cache.intent(INTENT).await.unwrap(),
        cache.prints_of(&no(NO).into()).await.unwrap(),
    );
    for round in 1..=2 {
        cache.sign_in(&account(SERVER, 2), &tokens(2)).await.unwrap();
        let mut back = account(SERVER, 1);
        back.record_keys[0].public_key = "another key".into();
        cache.sign_in(&back, &tokens(3)).await.unwrap();
        assert_eq!(cache.account().await.unwrap(), Some(account(SERVER, 1)), "{round}");
        assert_eq!(cache.cursor().await.unwrap(), 0, "the rest comes from the server");
        assert!(
            asked.is_some() && cache.intent(INTENT).await.unwrap() == asked,
            "{round}"
        );
        assert_eq!(cache.prints_of(&no(NO).into()).await.unwrap(), printed, "{round}");
        assert_eq!(next_copies(cache, &[card(NO)]).await, [2]);
    }
}

/// A server made anew knows the same login as another dealer, and knows none of the keys.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_set_aside_is_the_whole_cache_and_opens_with_the_same_key() {
    let office = answered().await;
    let cache = &office.cache;
    cache.sign_in(&account(SERVER, 2), &tokens(2)).await.unwrap();
    let home = office.home.path();
    let aside = home.join(format!("cache-{}.db", Uuid::from_u128(1)));
    let elsewhere = tempfile::TempDir::new().unwrap();
    std::fs::copy(&aside, elsewhere.path().join("cache.db")).unwrap();
    for file in ["cache.key", "cache.fingerprint"] {
        std::fs::copy(home.join(file), elsewhere.path().join(file)).unwrap();
    }
    let cache = crate::support::open(&elsewhere).await;
    let found = cache.find("0123", 10).await.unwrap();
    assert_eq!(found.hits.len(), 1);
    assert_eq!(cache.cursor().await.unwrap(), 3);
    assert_eq!(cache.latest_intents(10).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_cut_off_after_setting_aside_loses_and_doubles_nothing() {
    let office = answered().await;
    let cache = &office.cache;
    let aside = office.home.path().join(format!("cache-{}.db", Uuid::from_u128(1)));
    // As if it had been killed before its commit: a copy lies there, and the first dealer is still signed in.
    std::fs::write(&aside, "cut off").unwrap();
    cache.sign_in(&account(SERVER, 2), &tokens(2)).await.unwrap();
    let copy = std::fs::read(&aside).unwrap();
    cache.sign_in(&account(SERVER, 1), &tokens(3)).await.unwrap();
    // As if it had been killed after its commit: what is back lies there still.
    std::fs::write(&aside, copy).unwrap();
    cache.sign_out().await.unwrap();
    cache.sign_in(&account(SERVER, 1), &tokens(4)).await.unwrap();
    cache.sign_in(&account(SERVER, 2), &tokens(5)).await.unwrap();
    cache.sign_in(&account(SERVER, 1), &tokens(6)).await.unwrap();
    assert_eq!(cache.latest_intents(10).await.unwrap().len(), 1);
    assert_eq!(cache.prints_of(&no(NO).into()).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_setting_is_what_was_set_last() {
    let office = Office::new().await;
    assert_eq!(office.cache.setting("theme").await.unwrap(), None);
    for value in ["dark", "light"] {
        office.cache.set_setting("theme", value).await.unwrap();
    }
    assert_eq!(office.cache.setting("theme").await.unwrap().as_deref(), Some("light"));
}
