//! Applying the feed: a page and its cursor, or nothing.

use kagifuda_cache::{CacheError, Counts};
use kagifuda_domain::mail::Language;
use kagifuda_domain::miemasu::Services;
use kagifuda_wire::record::{
    Contractor, Dealer, DeviceLicence, Gone, Kind, MiemasuDevice, Record, Server, Subscription,
};
use kagifuda_wire::signing::RecordKey;

use crate::support::{Office, account, at, customer, device, key, no, open, product, registered, tokens};

const NO: &str = "0123-4567-89AB-CDEF";
const DEVICE: &str = "1234-5678-90AB-CDEF";

fn product_101() -> Record {
    product("KX-VCS101", "拡張")
}

fn key_101() -> Record {
    key(NO, "0123-4567", "KX-VCS101")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_applied_with_its_cursor() {
    let office = Office::new().await;
    assert_eq!(office.cache.cursor().await.unwrap(), 0);
    office.cache.apply(0, &[product_101(), key_101()]).await.unwrap();
    assert_eq!(office.cache.cursor().await.unwrap(), 2);
    let key = office.cache.key(no(NO)).await.unwrap().unwrap();
    assert_eq!(key.registration_id, "0123-4567".parse().unwrap());
    assert_eq!(
        (key.product.code.as_ref(), key.binding, key.site, key.customer),
        ("KX-VCS101", None, None, None)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_the_feed_tells_of_is_pinned_and_signing_in_again_keeps_it() {
    let office = Office::new().await;
    let cache = &office.cache;
    cache
        .sign_in(&account("https://keys.example.jp", 1), &tokens(1))
        .await
        .unwrap();
    assert_eq!(cache.signer().await.unwrap(), 0);
    let key = |id: u32, public_key: &str| RecordKey {
        id,
        public_key: public_key.into(),
    };
    let told = [key(2, "BBBB"), key(3, "once"), key(3, "CCCC")];
    cache.apply(0, &told.map(Record::RecordKey)).await.unwrap();
    let believed = [key(1, "AAAA"), key(2, "BBBB"), key(3, "CCCC")];
    for n in 2..=3 {
        let account_now = cache.account().await.unwrap().unwrap();
        assert_eq!(
            (&account_now.record_keys[..], cache.signer().await.unwrap()),
            (&believed[..], 3)
        );
        cache
            .sign_in(&account("https://keys.example.jp", 1), &tokens(n))
            .await
            .unwrap();
    }
    cache
        .sign_in(&account("https://keys.example.jp", 2), &tokens(4))
        .await
        .unwrap();
    assert_eq!(cache.signer().await.unwrap(), 0, "another dealer's feed begins anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_record_of_an_id_wins_within_a_page_and_after_it() {
    let office = Office::new().await;
    let site = |line| device(DEVICE, [line, "3階"], Some(1));
    let page = [
        product_101(),
        customer(1, "旧", ""),
        site("旧"),
        key_101(),
        customer(1, "新", "シン"),
        site("新"),
        registered(key_101(), DEVICE, "5A5A-6969-7878-8787"),
    ];
    office.cache.apply(0, &page).await.unwrap();
    let key = office.cache.key(no(NO)).await.unwrap().unwrap();
    let binding = key.binding.unwrap();
    assert_eq!((binding.device, binding.issued_at), (DEVICE.parse().unwrap(), at(5)));
    assert_eq!(binding.registration_key, "5A5A-6969-7878-8787".parse().unwrap());
    assert_eq!(key.site.unwrap().one_line(), "新 3階");
    assert_eq!(
        key.customer.map(|c| (c.name, c.kana)),
        Some(("新".into(), "シン".into()))
    );

    office.cache.apply(7, &[site("最新")]).await.unwrap();
    let device = office.cache.device(DEVICE.parse().unwrap()).await.unwrap().unwrap();
    assert_eq!(device.site.one_line(), "最新 3階");
    let counts = Counts {
        keys: 1,
        registered: 1,
        devices: 1,
        customers: 1,
        waiting: 0,
    };
    assert_eq!(office.cache.counts().await.unwrap(), counts);
}

#[tokio::test(flavor = "multi_thread")]
async fn records_that_do_not_follow_are_refused() {
    let office = Office::with(&[product_101()]).await;
    for after in [0, 2] {
        let refused = office.cache.apply(after, &[key_101()]).await;
        assert!(
            matches!(refused, Err(CacheError::CursorMoved { expected, found: 1 }) if expected == after),
            "{after}"
        );
    }
    assert_eq!(office.cache.key(no(NO)).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_refers_to_nothing_received_stops_the_page_and_changes_nothing() {
    let office = Office::with(&[product_101()]).await;
    for (unknown, record) in [
        ("product", key(NO, "0123-4567", "KX-VCS201")),
        ("device", registered(key_101(), DEVICE, "5A5A-6969-7878-8787")),
        ("customer", device(DEVICE, ["札幌", ""], Some(9))),
    ] {
        let refused = office.cache.apply(1, &[customer(1, "山田", ""), record]).await;
        assert!(
            matches!(refused, Err(CacheError::Dangling(what)) if what == unknown),
            "{unknown}: {refused:?}"
        );
    }
    assert_eq!(office.cache.cursor().await.unwrap(), 1);
    assert_eq!(office.cache.counts().await.unwrap(), Counts::default());
    assert_eq!(office.find("山田").await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_cut_off_half_way_leaves_nothing() {
    let office = Office::with(&[product_101()]).await;
    let page: Vec<Record> = (0..5_000)
        .map(|n: u64| key(&format!("{:016X}", n << 20), "0123-4567", "KX-VCS101"))
        .collect();
    // Dropped at its first, second, … breath, until one application is quick enough to be whole.
    let mut cut = 0;
    for milliseconds in 0.. {
        let time = std::time::Duration::from_millis(milliseconds);
        let applied = tokio::time::timeout(time, office.cache.apply(1, &page)).await;
        let (cursor, keys) = (
            office.cache.cursor().await.unwrap(),
            office.cache.counts().await.unwrap().keys,
        );
        if applied.is_ok() {
            assert_eq!((cursor, keys), (5_001, 5_000));
            break;
        }
        // A commit that had begun may have ended all the same.
        assert!([(1, 0), (5_001, 5_000)].contains(&(cursor, keys)), "{cursor} {keys}");
        if cursor > 1 {
            break;
        }
        cut += 1;
    }
    assert!(cut > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_handles_see_each_others_changes_and_one_of_two_writers_is_refused() {
    let office = Office::new().await;
    let other = open(&office.home).await;
    let page = [product_101()];
    let (one, two) = tokio::join!(office.cache.apply(0, &page), other.apply(0, &page));
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|ok| **ok).count(), 1);
    let refused = one.and(two);
    assert!(
        matches!(refused, Err(CacheError::CursorMoved { expected: 0, found: 1 })),
        "{refused:?}"
    );
    other.apply(1, &[key_101()]).await.unwrap();
    assert_eq!(office.find("4567").await, [NO]);
}

#[tokio::test(flavor = "multi_thread")]
async fn dealer_server_and_time_of_sync_are_kept() {
    let office = Office::new().await;
    assert_eq!(office.cache.supplier().await.unwrap(), (None, None));
    assert_eq!(office.cache.last_sync().await.unwrap(), None);
    let dealer = Dealer {
        company: "みなと通信".into(),
        phone: None,
        email: "desk@minato.example".into(),
        ..Dealer::default()
    };
    let server = Server {
        public_address: "https://keys.example.jp".into(),
        maintenance: vec![],
    };
    let page = [Record::Dealer(dealer.clone()), Record::Server(server.clone())];
    office.cache.apply(0, &page).await.unwrap();
    office.cache.set_last_sync(at(7)).await.unwrap();
    assert_eq!(office.cache.supplier().await.unwrap(), (Some(dealer), Some(server)));
    assert_eq!(office.cache.last_sync().await.unwrap(), Some(at(7)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_whole_is_replaced_and_goes() {
    let office = Office::new().await;
    let subscription = |device: &str, anchor: Option<&str>| {
        Record::Subscription(Subscription {
            device: device.parse().unwrap(),
            connection_no: "111-1234-5678".parse().unwrap(),
            registration_key: "5A5A-6969-7878-8787".parse().unwrap(),
            terms: vec![],
            anchor: anchor.map(|day| day.parse().unwrap()),
        })
    };
    let other = "FFFF-FFFF-FFFF-FFFF";
    let page = [
        subscription(other, None),
        subscription(DEVICE, None),
        subscription(DEVICE, Some("2026-11-21")),
    ];
    office.cache.apply(0, &page).await.unwrap();
    let whole = office.cache.whole(Kind::Subscription).await.unwrap();
    assert_eq!(whole, [page[2].clone(), page[0].clone()], "the newest of each, by id");

    let gone = Record::Gone(Gone {
        kind: Kind::Subscription,
        id: DEVICE.replace('-', ""),
    });
    office.cache.apply(3, &[gone.clone(), gone.clone()]).await.unwrap();
    assert_eq!(office.cache.whole(Kind::Subscription).await.unwrap(), [page[0].clone()]);
    office
        .cache
        .apply(5, &[gone, subscription(DEVICE, None)])
        .await
        .unwrap();
    assert_eq!(office.cache.whole(Kind::Subscription).await.unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn mie_11_a_contract_user_who_withdrew_is_forgotten_with_their_devices() {
    let (id, other) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2));
    let contractor = |id| {
        Record::Contractor(Contractor {
            id,
            name: "つばめ商店".parse().unwrap(),
            email: "tsubame@example.jp".parse().unwrap(),
            language: Language::Ja,
        })
    };
    let device = Record::MiemasuDevice(MiemasuDevice {
        id,
        contractor: id,
        name: "玄関".parse().unwrap(),
        model: "BB-SW175".parse().unwrap(),
        mac: "00:80:F0:12:34:56".parse().unwrap(),
        domain_name: "tsubame.example".parse().unwrap(),
        parent: None,
        licence: DeviceLicence {
            sheet: other,
            product: "MIEMASU-12".parse().unwrap(),
            expiry: "2027-10".parse().unwrap(),
            services: Services::default(),
        },
    });
    let office = Office::with(&[contractor(id), contractor(other), device.clone()]).await;
    assert_eq!(office.cache.whole(Kind::MiemasuDevice).await.unwrap(), [device]);
    let gone = [Kind::MiemasuDevice, Kind::Contractor].map(|kind| {
        let id = id.to_string();
        Record::Gone(Gone { kind, id })
    });
    office.cache.apply(3, &gone).await.unwrap();
    assert_eq!(office.cache.whole(Kind::MiemasuDevice).await.unwrap(), []);
    assert_eq!(office.cache.whole(Kind::Contractor).await.unwrap(), [contractor(other)]);
}
