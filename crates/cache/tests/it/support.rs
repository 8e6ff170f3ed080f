//! A cache in a temporary home, and short ways to make records.

use chrono::{DateTime, Utc};
use kagifuda_cache::{Account, Cache, Custody, NewPrint, StoredTokens};
use kagifuda_domain::account::Role;
use kagifuda_domain::catalogue::{Bilingual, Extent, Product, Programme};
use kagifuda_domain::ids::ActivationKeyNo;
use kagifuda_domain::mail::Language;
use kagifuda_domain::miemasu::Services;
use kagifuda_domain::print::{Document, Facts, Subject};
use kagifuda_domain::remo::Path;
use kagifuda_domain::site::Site;
use kagifuda_wire::kms::{KeyPair, Register};
use kagifuda_wire::record::{
    ActivationKey, Binding, Contractor, Customer, Device, DeviceLicence, MiemasuDevice, Record, Subscription,
    SubscriptionTerm,
};
use kagifuda_wire::remo;
use kagifuda_wire::request::Request;
use kagifuda_wire::session::Secret;
use kagifuda_wire::signing::RecordKey;
use tempfile::TempDir;
use uuid::Uuid;

/// A cache with its home, which goes when this does.
pub struct Office {
    pub home: TempDir,
    pub cache: Cache,
}

impl Office {
    pub async fn new() -> Self {
        let home = TempDir::new().unwrap();
        let cache = open(&home).await;
        Self { home, cache }
    }

    pub async fn with(records: &[Record]) -> Self {
        let office = Self::new().await;
        office.cache.apply(0, records).await.unwrap();
        office
    }

    /// The numbers found, the best first.
    pub async fn find(&self, query: &str) -> Vec<String> {
        let found = self.cache.find(query, 1_000).await.unwrap();
        assert!(!found.more);
        found.hits.iter().map(|hit| hit.activation_key.to_string()).collect()
    }
}

pub async fn open(home: &TempDir) -> Cache {
    Cache::open(home.path(), Custody::KeyFile).await.unwrap()
}

pub fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

pub fn no(typed: &str) -> ActivationKeyNo {
    typed.parse().unwrap()
}

pub fn product(code: &str, ja: &str) -> Record {
    let name = Bilingual {
        ja: ja.into(),
        en: format!("Product {code}"),
    };
    let (code, programme) = (code.parse().unwrap(), Programme::Kms);
    Record::Product(Product {
        code,
        programme,
        purpose: name.clone(),
        name,
        extent: Extent::Perpetual,
        services: None,
        path: None,
        demo: false,
    })
}

pub fn customer(id: u128, name: &str, kana: &str) -> Record {
    Record::Customer(Customer {
        id: Uuid::from_u128(id),
        name: name.into(),
        kana: kana.into(),
        ..Customer::default()
    })
}

pub fn device(id: &str, site: [&str; 2], customer: Option<u128>) -> Record {
    let (device, site) = (id.parse().unwrap(), Site::new(site).unwrap());
    Record::Device(Device {
        device,
        site,
        customer: customer.map(Uuid::from_u128),
    })
}

pub fn key(no: &str, registration_id: &str, product: &str) -> Record {
    Record::ActivationKey(ActivationKey {
        activation_key: no.parse().unwrap(),
        registration_id: registration_id.parse().unwrap(),
        product: product.parse().unwrap(),
        registration: None,
    })
}

/// `key`, registered on `device`.
pub fn registered(key: Record, device: &str, registration_key: &str) -> Record {
    let Record::ActivationKey(key) = key else {
        panic!("an activation key is registered, nothing else")
    };
    let registration = Some(Binding {
        device: device.parse().unwrap(),
        registration_key: registration_key.parse().unwrap(),
        issued_at: at(5),
        issued_by: "owner01".into(),
    });
    Record::ActivationKey(ActivationKey { registration, ..key })
}

pub fn contractor(id: u128, name: &str) -> Record {
    Record::Contractor(Contractor {
        id: Uuid::from_u128(id),
        name: name.parse().unwrap(),
        email: format!("c{id}@example.jp").parse().unwrap(),
        language: Language::Ja,
    })
}

pub fn miemasu_device(id: u128, contractor: u128, name: &str, mac: &str, domain_name: &str) -> Record {
    Record::MiemasuDevice(MiemasuDevice {
        id: Uuid::from_u128(id),
        contractor: Uuid::from_u128(contractor),
        name: name.parse().unwrap(),
        model: "BB-SW175".parse().unwrap(),
        mac: mac.parse().unwrap(),
        domain_name: domain_name.parse().unwrap(),
        parent: None,
        licence: DeviceLicence {
            sheet: Uuid::from_u128(id),
            product: "MIEMASU-12".parse().unwrap(),
            expiry: "2027-10".parse().unwrap(),
            services: Services::default(),
        },
    })
}

pub fn remo_customer(id: u128, name: &str) -> Record {
    Record::RemoCustomer(remo::Customer {
        id: Uuid::from_u128(id),
        email: format!("r{id}@example.jp").parse().unwrap(),
        name: name.parse().unwrap(),
        language: Language::Ja,
        added_at: at(0),
        is_open: true,
    })
}

pub fn remo_camera(id: u128, customer: u128, name: &str, mac: &str) -> Record {
    Record::RemoCamera(remo::Camera {
        id: Uuid::from_u128(id),
        customer: Uuid::from_u128(customer),
        name: name.parse().unwrap(),
        device: mac.parse().unwrap(),
        path: Path::Edge,
    })
}

/// A subscription of one period of 12 months.
pub fn subscription(device: &str, connection_no: &str, product: &str, anchor: Option<&str>) -> Record {
    Record::Subscription(Subscription {
        device: device.parse().unwrap(),
        connection_no: connection_no.parse().unwrap(),
        registration_key: "5A5A-6969-7878-8787".parse().unwrap(),
        terms: vec![SubscriptionTerm {
            activation_key: no("0123-4567-89AB-CDEF"),
            product: product.parse().unwrap(),
            months: 12,
            trial: product == "TRIAL-3M",
            applied_at: at(5),
            applied_by: "owner01".into(),
        }],
        anchor: anchor.map(|day| day.parse().unwrap()),
    })
}

pub fn account(server: &str, dealer: u128) -> Account {
    Account {
        server: server.into(),
        login: "Owner01".into(),
        dealer: Uuid::from_u128(dealer),
        company: "みなと通信".into(),
        role: Role::Owner,
        record_keys: vec![RecordKey {
            id: 1,
            public_key: "AAAA".into(),
        }],
    }
}

pub fn tokens(n: u32) -> StoredTokens {
    StoredTokens {
        access_token: Secret::new(format!("access-{n}")),
        access_expires_at: at(900),
        refresh_token: Secret::new(format!("refresh-{n}")),
    }
}

pub fn register(pairs: &[(&str, &str)]) -> Request {
    let pair = |(no, id): &(&str, &str)| KeyPair {
        activation_key: no.parse().unwrap(),
        registration_id: id.parse().unwrap(),
    };
    Request::Register(Register {
        device: "1234-5678-90AB-CDEF".parse().unwrap(),
        site: None,
        keys: pairs.iter().map(pair).collect(),
        mail: None,
    })
}

/// What a print is of.
pub type Of = (Document, Subject);

/// A startup card of the key `no`.
pub fn card(no: &str) -> Of {
    (Document::StartupCard, self::no(no).into())
}

pub fn new_print((document, subject): &Of) -> NewPrint {
    NewPrint {
        id: Uuid::new_v4(),
        document: *document,
        subject: subject.clone(),
        customer: None,
        language: Language::Ja,
        facts: Facts::default(),
    }
}

/// Prints all of it at once; answers the copies.
pub async fn printed(cache: &Cache, of: &[Of], by: &str, at: DateTime<Utc>) -> Vec<u32> {
    let recording = cache
        .record_prints(of.iter().map(new_print).collect(), by, at)
        .await
        .unwrap();
    let copies = recording.copies().iter().map(|copy| copy.get()).collect();
    recording.keep().await.unwrap();
    copies
}

/// The copies that these would be.
pub async fn next_copies(cache: &Cache, of: &[Of]) -> Vec<u32> {
    let of: Vec<_> = of.iter().map(|(document, subject)| (*document, subject)).collect();
    let copies = cache.next_copies(&of).await.unwrap();
    copies.into_iter().map(|copy| copy.get()).collect()
}
