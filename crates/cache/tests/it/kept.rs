//! What was shown, and the filters that members keep.

use kagifuda_cache::{SavedFilter, Secret, Shown};

use crate::support::{Office, account, at, no, tokens};

const NO: &str = "0123-4567-89AB-CDEF";

fn filter(name: &str, asked: &str) -> SavedFilter<String> {
    SavedFilter {
        name: name.into(),
        filter: asked.into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_look_at_a_secret_is_kept_with_who_and_when() {
    let office = Office::new().await;
    let look = |secret, by: &str, seconds| Shown {
        activation_key: no(NO),
        secret,
        by: by.into(),
        at: at(seconds),
    };
    let looks = [
        look(Secret::RegistrationId, "owner01", 1),
        look(Secret::RegistrationKey, "clerk01", 2),
        look(Secret::RegistrationId, "owner01", 3),
    ];
    for shown in &looks {
        office.cache.record_shown(shown).await.unwrap();
    }
    assert_eq!(office.cache.shown(no(NO)).await.unwrap(), looks);
    assert_eq!(office.cache.shown(no("FFFF-FFFF-FFFF-FFFF")).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_are_each_members_own_and_a_name_is_given_once() {
    let office = Office::new().await;
    let cache = &office.cache;
    for (kept, saved) in [
        (filter("猶予期間", "grace"), true),
        (filter("あ", "a"), true),
        (filter("猶予期間", "other"), false),
    ] {
        assert_eq!(
            cache.save_filter("owner01", &kept).await.unwrap(),
            saved,
            "{}",
            kept.name
        );
    }
    assert!(
        cache
            .save_filter("clerk01", &filter("猶予期間", "theirs"))
            .await
            .unwrap()
    );
    let of_owner = cache.saved_filters::<String>("owner01").await.unwrap();
    assert_eq!(of_owner, [filter("あ", "a"), filter("猶予期間", "grace")], "by name");

    assert!(
        !cache.rename_filter("owner01", "あ", "猶予期間").await.unwrap(),
        "taken"
    );
    assert!(
        !cache.rename_filter("owner01", "い", "う").await.unwrap(),
        "there is none"
    );
    assert!(cache.rename_filter("owner01", "あ", "い").await.unwrap());
    cache.delete_filter("owner01", "猶予期間").await.unwrap();
    assert_eq!(
        cache.saved_filters::<String>("owner01").await.unwrap(),
        [filter("い", "a")]
    );
    assert_eq!(cache.saved_filters::<String>("clerk01").await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_dealer_sees_none_of_it_and_the_first_one_has_it_back() {
    const SERVER: &str = "https://keys.example.jp";
    let office = Office::new().await;
    let cache = &office.cache;
    cache.sign_in(&account(SERVER, 1), &tokens(1)).await.unwrap();
    assert!(
        cache
            .save_filter("Owner01", &filter("猶予期間", "grace"))
            .await
            .unwrap()
    );
    let shown = Shown {
        activation_key: no(NO),
        secret: Secret::RegistrationId,
        by: "Owner01".into(),
        at: at(1),
    };
    cache.record_shown(&shown).await.unwrap();
    for (dealer, kept) in [(2, 0), (1, 1)] {
        cache.sign_in(&account(SERVER, dealer), &tokens(2)).await.unwrap();
        let filters = cache.saved_filters::<String>("Owner01").await.unwrap().len();
        assert_eq!(
            (filters, cache.shown(no(NO)).await.unwrap().len()),
            (kept, kept),
            "dealer {dealer}"
        );
    }
}
