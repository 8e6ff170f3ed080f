//! Customers: all their fields, what they are found by, and those that are gone.

use kagifuda_cache::{Answer, CacheError};
use kagifuda_domain::customer::{Change, Details, Field};
use kagifuda_wire::customer::{ChangeCustomer, CustomersImported, ImportCustomers, ImportedRow};
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::record::{Changed, Customer, Gone, Kind, Record};
use kagifuda_wire::request::{CustomerChange, Done, Request};
use uuid::Uuid;

use crate::support::{Office, customer, device, key, product, registered};

const KEY: &str = "A000-1111-2222-3333";
const DEVICE: &str = "1234-5678-90AB-CDEF";

fn whole(id: u128) -> Customer {
    let fields = [
        (Field::Name, "株式会社山田商店"),
        (Field::Kana, "ヤマダショウテン"),
        (Field::Contact, "総務課 髙橋"),
        (Field::Phone, "+81 92-123-4567"),
        (Field::Email, "shop@example.jp"),
        (Field::Address, "福岡市"),
        (Field::Memo, "一行目\n二行目"),
    ];
    let details = Details::kept(fields.map(|(field, text)| (field, text.to_owned())));
    let changed = Changed {
        by: "tanaka01".into(),
        at: "2026-11-21T00:00:00Z".parse().unwrap(),
    };
    Customer::new(Uuid::from_u128(id), &details, Uuid::from_u128(77), Some(changed))
}

fn records() -> Vec<Record> {
    vec![
        product("KX-VCS101", "映像コミュニケーション拡張"),
        Record::Customer(whole(1)),
        device(DEVICE, ["", ""], Some(1)),
        registered(key(KEY, "0F0F-1E1E", "KX-VCS101"), DEVICE, "5A5A-6969-7878-8787"),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_kept_with_all_its_fields_and_found_by_them() {
    let office = Office::with(&records()).await;
    let rows = office.cache.customers().await.unwrap();
    assert_eq!((&rows[0].customer, rows[0].devices), (&whole(1), 1));
    for query in [
        "髙橋",
        "総務課",
        "総務",
        "ﾔﾏﾀﾞ",
        "0921234567",
        "092-123-4567",
        "123-4567",
        "(092) 123",
    ] {
        let found = office.cache.find(query, 10).await.unwrap();
        assert_eq!(found.hits.len(), 1, "{query}");
    }
    let told = [customer(1, "山田商店", "")];
    office.cache.apply(4, &told).await.unwrap();
    let found = office.cache.find("髙橋", 10).await.unwrap();
    assert_eq!(found.hits, [], "what it no longer says finds nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn cus_3_a_customer_that_is_gone_leaves_its_devices_where_they_went() {
    let mut told = records();
    let kind = Kind::Customer;
    let gone = |id: u128| {
        let id = Uuid::from_u128(id).to_string();
        Record::Gone(Gone { kind, id })
    };
    let merge = [customer(2, "山田", ""), device(DEVICE, ["", ""], Some(2)), gone(1)];
    let later = Office::with(&told).await;
    later.cache.apply(4, &merge).await.unwrap();
    told.extend(merge);
    let at_once = Office::with(&told).await;
    for office in [later, at_once] {
        let rows = office.cache.customers().await.unwrap();
        let names: Vec<_> = rows
            .iter()
            .map(|row| (row.customer.name.as_str(), row.devices))
            .collect();
        assert_eq!(names, [("山田", 1)]);
        assert_eq!(office.cache.find("山田", 10).await.unwrap().hits.len(), 1);
        assert_eq!(office.cache.find("山田商店", 10).await.unwrap().hits, []);
        let torn = office.cache.apply(7, &[gone(2)]).await;
        assert!(
            matches!(torn, Err(CacheError::Dangling("customer"))),
            "it still has a device: {torn:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cus_2_what_was_overtaken_is_told_until_it_is_settled() {
    let office = Office::with(&records()).await;
    let at = "2026-11-21T00:00:00Z".parse().unwrap();
    let about = Uuid::from_u128(1);
    let fields = Change::typed([(Field::Memo, "x")]).unwrap();
    let change = Request::ChangeCustomer(CustomerChange {
        customer: about,
        asked: ChangeCustomer {
            base: Uuid::nil(),
            fields,
        },
    });
    let import = Request::ImportCustomers(ImportCustomers { rows: vec![] });
    let [one, two, three] = [11, 12, 13].map(Uuid::from_u128);
    let requests = [(one, change.clone()), (two, import), (three, change)];
    office.cache.queue_all(&requests, "tanaka01", at).await.unwrap();
    let again = office.cache.queue_all(&[requests[2].clone()], "tanaka01", at).await;
    assert!(again.is_err(), "one id, one request");
    assert_eq!(office.cache.waiting().await.unwrap().len(), 3);

    let unknown = ProblemCode::CustomerChanged {
        customer: about,
        version: Uuid::nil(),
        by: None,
        at: None,
    };
    let row = ImportedRow {
        customer: about,
        refused: Some(unknown.clone()),
    };
    let imported = Answer::Done(Done::ImportCustomers(CustomersImported { rows: vec![row] }));
    office
        .cache
        .answer(one, &Answer::Refused(unknown.into()), at)
        .await
        .unwrap();
    office.cache.answer(two, &imported, at).await.unwrap();
    office
        .cache
        .answer(three, &Answer::Refused(ProblemCode::RoleMayNot.into()), at)
        .await
        .unwrap();
    let (overtaken, settled) = office.cache.overtaken().await.unwrap();
    let ids: Vec<_> = overtaken.iter().map(|intent| intent.id).collect();
    assert_eq!((ids, settled), (vec![one, two], vec![]));
    office.cache.settle(two, about).await.unwrap();
    assert_eq!(office.cache.overtaken().await.unwrap().1, [(two, about)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_is_looked_for_by_its_number_or_its_site_and_those_of_nobody_come_first() {
    let mut told = records();
    told.push(device("00:80:F0:12:34:56", ["物流センター", ""], None));
    let office = Office::with(&told).await;
    for (digits, text, found) in [
        (Some("1234"), "1234", 2),
        (Some("F0123"), "f0123", 1),
        (None, "物流", 1),
        (None, "本社", 0),
        (None, "", 0),
    ] {
        let devices = office.cache.devices_found(digits, text).await.unwrap();
        assert_eq!(devices.len(), found, "{text}");
        if found == 2 {
            assert_eq!(
                (&devices[0].name, devices[1].name.as_deref()),
                (&None, Some("株式会社山田商店"))
            );
        }
    }
}
