//! Everything that is found by what, in which order, and what filters leave of it.

use chrono::{DateTime, Utc};
use kagifuda_cache::{Cache, Filter, KeyState, Thing, ThingKind};
use kagifuda_wire::record::{Gone, Kind, Record};
use kagifuda_wire::tsunagaru::State;

use crate::support::{
    Office, at, contractor, customer, device, key, miemasu_device, no, product, registered, remo_camera, remo_customer,
    subscription,
};

/// What a thing is called in these tests: one letter for its kind, and a number.
fn name(thing: &Thing) -> String {
    match thing {
        Thing::Key(row) => format!("key {}", &row.activation_key.to_string()[..4]),
        Thing::Device(row) => format!("device {}", &row.device.plain()[..4]),
        Thing::Customer(row) => format!("customer {}", row.customer.id.as_u128()),
        Thing::Entry(row) if row.kind == ThingKind::Connection => format!("connection {}", &row.id[..4]),
        Thing::Entry(row) => format!("{:?} {}", row.kind, row.title.clone().unwrap_or_default()),
    }
}

async fn found(cache: &Cache, query: &str, filter: &Filter) -> Vec<String> {
    let found = cache.look_up(query, filter, 1_000).await.unwrap();
    assert!(!found.more);
    found.things.iter().map(name).collect()
}

const MPR: &str = "1234-5678-90AB-CDEF";
const OTHER: &str = "5555-6666-7777-8888";
const MAC: &str = "00:80:F0:12:AB:56";

fn records() -> Vec<Record> {
    let mut records = vec![
        product("KX-VCS101", "映像コミュニケーション拡張"),
        product("KX-VCS701W", "つながるねっと"),
        customer(1, "株式会社ヤマダ電機", "ﾔﾏﾀﾞﾃﾞﾝｷ"),
        customer(2, "ヤマダ商店", ""),
        device(MPR, ["札幌支店", "会議室"], Some(1)),
        device(OTHER, ["", ""], None),
        device(MAC, ["サーバー室", ""], Some(2)),
        key("A000-ABAB-2222-3333", "0F0F-1E1E", "KX-VCS101"),
        key("E000-ABAB-2222-3333", "0F0F-1E1E", "KX-VCS101"),
        registered(
            key("B000-ABAB-4444-5555", "2D2D-3C3C", "KX-VCS701W"),
            MPR,
            "5A5A-6969-7878-8787",
        ),
        subscription(MPR, "111-1234-5678", "KX-VCS701W", Some("2026-01-10")),
        subscription(OTHER, "118-0000-4321", "TRIAL-3M", None),
        contractor(11, "つばめ商店"),
        remo_customer(13, "つばめ商店"),
    ];
    records.extend([
        miemasu_device(12, 11, "玄関", "00:80:F0:12:AB:56", "tsubame.example"),
        remo_camera(14, 13, "レジ前", "00:80:F0:99:88:77"),
    ]);
    records
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_found_by_what_it_is_and_by_what_it_belongs_to() {
    let office = Office::with(&records()).await;
    for (what, query, expected) in [
        (
            "a whole number of a device comes before what is on it",
            MPR,
            vec!["device 1234", "connection 1234", "key B000"],
        ),
        ("a connection number", "111-1234-5678", vec!["connection 1234"]),
        ("its beginning", "111-12", vec!["connection 1234"]),
        (
            "the inside of one, and of keys",
            "2345",
            vec!["device 1234", "connection 1234", "key B000"],
        ),
        (
            "digits inside a connection number alone",
            "04321",
            vec!["connection 5555"],
        ),
        ("a number typed with long vowels", "111ー1234", vec!["connection 1234"]),
        (
            "customers whose name begins so before those inside of which it is, then what is theirs",
            "ヤマダ",
            vec![
                "customer 2",
                "customer 1",
                "device 0080",
                "device 1234",
                "connection 1234",
                "key B000",
            ],
        ),
        (
            "a site is found as the device that stands there",
            "札幌",
            vec!["device 1234", "connection 1234", "key B000"],
        ),
        (
            "one MAC address in two programmes",
            MAC,
            vec!["device 0080", "MiemasuDevice 玄関"],
        ),
        (
            "a name in two programmes, and what they have",
            "つばめ",
            vec![
                "Contractor つばめ商店",
                "RemoCustomer つばめ商店",
                "MiemasuDevice 玄関",
                "RemoCamera レジ前",
            ],
        ),
        ("a domain name", "tsubame.example", vec!["MiemasuDevice 玄関"]),
        (
            "an e-mail address",
            "c11@example",
            vec!["Contractor つばめ商店", "MiemasuDevice 玄関"],
        ),
        ("a camera", "レジ", vec!["RemoCamera レジ前"]),
        (
            "two words of a device and its owner",
            "つばめ 玄関",
            vec!["MiemasuDevice 玄関"],
        ),
        (
            "two words of a customer and a site",
            "ヤマダ 札幌",
            vec!["device 1234", "connection 1234", "key B000"],
        ),
        (
            "a customer and a connection number",
            "ヤマダ 111",
            vec!["connection 1234"],
        ),
        (
            "a product of keys and subscriptions",
            "KX-VCS701W",
            vec!["connection 1234", "key B000"],
        ),
        ("nothing", "存在しない", vec![]),
        ("one character", "ヤ", vec![]),
        ("nothing typed", "", vec![]),
    ] {
        assert_eq!(
            found(&office.cache, query, &Filter::default()).await,
            expected,
            "{what}: {query}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_leave_what_is_wanted_with_words_and_without() {
    let office = Office::with(&records()).await;
    let now: DateTime<Utc> = "2026-11-21T00:00:00Z".parse().unwrap();
    let later: DateTime<Utc> = "2027-03-01T00:00:00Z".parse().unwrap();
    let kinds = |kinds: &[ThingKind]| Filter {
        kinds: kinds.to_vec(),
        ..Filter::default()
    };
    let keys = |state| Filter {
        key: Some(state),
        waiting: vec![no("E000-ABAB-2222-3333")],
        ..Filter::default()
    };
    let state = |state, now| Filter {
        state: Some((state, now)),
        ..Filter::default()
    };
    let issued = |from, to| Filter {
        issued: Some(at(from)..=at(to)),
        ..Filter::default()
    };
    let of_product = |code: &str| Filter {
        product: Some(code.parse().unwrap()),
        ..Filter::default()
    };
    for (what, query, filter, expected) in [
        (
            "kinds",
            "ヤマダ",
            kinds(&[ThingKind::Device, ThingKind::Key]),
            vec!["device 0080", "device 1234", "key B000"],
        ),
        (
            "a kind of what is kept whole",
            "つばめ",
            kinds(&[ThingKind::RemoCamera]),
            vec!["RemoCamera レジ前"],
        ),
        (
            "all of a kind, the latest first",
            "",
            kinds(&[ThingKind::Customer]),
            vec!["customer 2", "customer 1"],
        ),
        ("registered keys", "ABAB", keys(KeyState::Registered), vec!["key B000"]),
        (
            "free keys, without those asked for",
            "ABAB",
            keys(KeyState::Unregistered),
            vec!["key A000"],
        ),
        ("keys asked for", "", keys(KeyState::Waiting), vec!["key E000"]),
        (
            "in grace later",
            "",
            state(State::Grace, later),
            vec!["device 1234", "connection 1234"],
        ),
        (
            "active now",
            "ヤマダ",
            state(State::Active, now),
            vec!["device 1234", "connection 1234"],
        ),
        (
            "not started",
            "",
            state(State::NotStarted, now),
            vec!["device 5555", "connection 5555"],
        ),
        ("lapsed", "", state(State::Lapsed, now), vec![]),
        (
            "issued then",
            "",
            issued(5, 5),
            vec!["connection 5555", "connection 1234", "key B000"],
        ),
        ("issued at another time", "ヤマダ", issued(6, 9), vec![]),
        (
            "a product",
            "",
            of_product("KX-VCS701W"),
            vec!["device 1234", "connection 1234", "key B000"],
        ),
        (
            "a licence's product",
            "玄関",
            of_product("MIEMASU-12"),
            vec!["MiemasuDevice 玄関"],
        ),
        ("a product that there is not", "", of_product("KX-VCS999"), vec![]),
    ] {
        assert_eq!(found(&office.cache, query, &filter).await, expected, "{what}: {query}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_than_wanted_are_found_and_more_is_said_across_kinds() {
    let office = Office::with(&records()).await;
    for (limit, things, more) in [(0, 0, true), (1, 1, true), (5, 5, true), (6, 6, false), (7, 6, false)] {
        let found = office.cache.look_up("ヤマダ", &Filter::default(), limit).await.unwrap();
        assert_eq!((found.things.len(), found.more), (things, more), "limit {limit}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_or_went_is_found_as_it_is_and_no_longer_as_it_was() {
    let office = Office::with(&records()).await;
    let changes = [
        contractor(11, "かもめ商店"),
        subscription(MPR, "117-9999-0000", "KX-VCS701W", None),
        Record::Gone(Gone {
            kind: Kind::RemoCamera,
            id: uuid::Uuid::from_u128(14).to_string(),
        }),
    ];
    office.cache.apply(16, &changes).await.unwrap();
    for (query, expected) in [
        ("かもめ", vec!["Contractor かもめ商店", "MiemasuDevice 玄関"]),
        ("つばめ", vec!["RemoCustomer つばめ商店"]),
        ("117-9999", vec!["connection 1234"]),
        ("111-1234", vec![]),
        ("レジ", vec![]),
    ] {
        assert_eq!(
            found(&office.cache, query, &Filter::default()).await,
            expected,
            "{query}"
        );
    }
}
