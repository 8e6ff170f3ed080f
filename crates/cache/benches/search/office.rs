//! A made-up dealer with as many keys as wanted: 60 % registered, on devices of customers with Japanese names.
//! The same number always gives the same dealer.

use chrono::{DateTime, Days, NaiveDate};
use kagifuda_domain::catalogue::{Bilingual, Extent, Product, Programme};
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId, RegistrationId, RegistrationKey};
use kagifuda_domain::mail::{Address, Language};
use kagifuda_domain::miemasu::Services;
use kagifuda_domain::remo::Path;
use kagifuda_domain::site::Site;
use kagifuda_domain::tsunagaru::ConnectionNo;
use kagifuda_wire::record::{
    ActivationKey, Binding, Contractor, Customer, Device, DeviceLicence, MiemasuDevice, Record, Subscription,
    SubscriptionTerm,
};
use kagifuda_wire::remo;
use uuid::Uuid;

const PRODUCTS: [(&str, &str, &str); 12] = [
    ("KX-VCS101", "映像コミュニケーション拡張 101", "Video extension 101"),
    ("KX-VCS201", "映像コミュニケーション拡張 201", "Video extension 201"),
    ("KX-VCS301", "映像コミュニケーション拡張 301", "Video extension 301"),
    ("KX-VCS401", "映像コミュニケーション拡張 401", "Video extension 401"),
    ("KX-VCS701W", "つながるねっと 1年", "Tsunagaru Net 1 year"),
    ("KX-VCS703W", "つながるねっと 3年", "Tsunagaru Net 3 years"),
    ("DG-JLE101W", "エッジストレージ経由 1年", "Via edge storage 1 year"),
    ("DG-JLE105W", "エッジストレージ経由 5年", "Via edge storage 5 years"),
    ("DG-JLE201W", "カメラ直接 1年", "Camera direct 1 year"),
    ("DG-JLE205W", "カメラ直接 5年", "Camera direct 5 years"),
    ("DG-JLE100W-A", "買い切り 1台", "Perpetual 1 camera"),
    ("DG-JLE100W-16A", "買い切り 16台", "Perpetual 16 cameras"),
];
const NAMES: [(&str, &str); 24] = [
    ("山田", "ヤマダ"),
    ("佐藤", "サトウ"),
    ("鈴木", "スズキ"),
    ("高橋", "タカハシ"),
    ("田中", "タナカ"),
    ("伊藤", "イトウ"),
    ("渡辺", "ワタナベ"),
    ("中村", "ナカムラ"),
    ("小林", "コバヤシ"),
    ("加藤", "カトウ"),
    ("吉田", "ヨシダ"),
    ("佐々木", "ササキ"),
    ("松本", "マツモト"),
    ("井上", "イノウエ"),
    ("木村", "キムラ"),
    ("清水", "シミズ"),
    ("山口", "ヤマグチ"),
    ("阿部", "アベ"),
    ("池田", "イケダ"),
    ("橋本", "ハシモト"),
    ("石川", "イシカワ"),
    ("前田", "マエダ"),
    ("藤田", "フジタ"),
    ("後藤", "ゴトウ"),
];
const TRADES: [(&str, &str); 16] = [
    ("製作所", "セイサクショ"),
    ("商店", "ショウテン"),
    ("工業", "コウギョウ"),
    ("電機", "デンキ"),
    ("運輸", "ウンユ"),
    ("建設", "ケンセツ"),
    ("食品", "ショクヒン"),
    ("システムズ", "システムズ"),
    ("医院", "イイン"),
    ("学園", "ガクエン"),
    ("印刷", "インサツ"),
    ("ホールディングス", "ホールディングス"),
    ("酒造", "シュゾウ"),
    ("薬局", "ヤッキョク"),
    ("不動産", "フドウサン"),
    ("物流センター", "ブツリュウセンター"),
];
const TOWNS: [&str; 20] = [
    "札幌",
    "仙台",
    "水戸",
    "宇都宮",
    "さいたま",
    "千葉",
    "新宿",
    "渋谷",
    "横浜",
    "川崎",
    "新潟",
    "金沢",
    "長野",
    "名古屋",
    "京都",
    "大阪",
    "神戸",
    "広島",
    "福岡",
    "那覇",
];
const ROOMS: [&str; 10] = [
    "本社 会議室",
    "支店 応接室",
    "工場 第二棟",
    "サーバー室",
    "倉庫",
    "研修センター",
    "ショールーム",
    "3F 大会議室",
    "駅前ビル B1F",
    "データセンター",
];

/// A generator of numbers that look random and are the same each time (SplitMix64).
pub struct Numbers(u64);

impl Numbers {
    pub fn from_seed(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }
}

/// The dealer with `keys` keys.
#[derive(Clone, Copy)]
pub struct Office {
    pub keys: u64,
}

impl Office {
    fn customers(self) -> u64 {
        self.keys / 50 + 1
    }

    fn devices(self) -> u64 {
        self.keys / 4 + 1
    }

    /// Changes in its feed.
    pub fn changes(self) -> u64 {
        PRODUCTS.len() as u64 + self.customers() + self.devices() + self.keys
    }

    /// Its feed, the way a server tells it: what is referred to comes first.
    pub fn feed(self) -> impl Iterator<Item = Record> {
        let products = (0..PRODUCTS.len()).map(|n| Record::Product(product(n)));
        let customers = (0..self.customers()).map(|n| Record::Customer(customer(n)));
        let devices = (0..self.devices()).map(move |n| Record::Device(self.device(n)));
        let keys = (0..self.keys).map(move |n| Record::ActivationKey(self.key(n)));
        products.chain(customers).chain(devices).chain(keys)
    }

    pub fn customer(self, n: u64) -> Customer {
        customer(n % self.customers())
    }

    /// What it has of the other programmes: one device in five is subscribed, and one customer in ten has two devices of みえますねっと and
    /// two cameras.
    pub fn others(self) -> impl Iterator<Item = Record> {
        let subscriptions = (0..self.devices() / 5).map(move |n| subscription(n, &self.device(n * 5)));
        let users = (0..self.customers() / 10).flat_map(|n| users(n, &customer(n * 10)));
        subscriptions.chain(users)
    }

    pub fn device(self, n: u64) -> Device {
        let mut numbers = Numbers(n ^ 0xD0);
        let id = numbers.next();
        let device = if n.is_multiple_of(8) {
            DeviceId::Mac(id >> 16)
        } else {
            DeviceId::Mpr(id)
        };
        let town = numbers.pick(&TOWNS);
        let site = Site::new([
            &format!("{town}{}{}", numbers.pick(&NAMES).0, numbers.pick(&TRADES).0),
            &format!("{} {}", numbers.pick(&ROOMS), numbers.below(400)),
        ]);
        Device {
            device,
            site: site.expect("short lines"),
            customer: Some(customer(n % self.customers()).id),
        }
    }

    pub fn key(self, n: u64) -> ActivationKey {
        let mut numbers = Numbers(n ^ 0xC0FFEE);
        let registration = (n % 10 < 6).then(|| Binding {
            device: self.device(numbers.below(self.devices())).device,
            registration_key: RegistrationKey::from_bits(numbers.next()),
            issued_at: DateTime::from_timestamp(1_700_000_000 + n as i64, 0).expect("in range"),
            issued_by: "owner01".into(),
        });
        ActivationKey {
            activation_key: ActivationKeyNo::from_bits(numbers.next()),
            registration_id: RegistrationId::from_bits(numbers.next()),
            product: PRODUCTS[numbers.below(PRODUCTS.len() as u64) as usize]
                .0
                .parse()
                .expect("a product code"),
            registration,
        }
    }
}

fn subscription(n: u64, of: &Device) -> Record {
    let mut numbers = Numbers(n ^ 0x5B);
    let day = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day");
    Record::Subscription(Subscription {
        device: of.device,
        connection_no: ConnectionNo::from_random(numbers.next()),
        registration_key: RegistrationKey::from_bits(numbers.next()),
        terms: vec![SubscriptionTerm {
            activation_key: ActivationKeyNo::from_bits(numbers.next()),
            product: "KX-VCS703W".parse().expect("a product code"),
            months: 36,
            trial: false,
            applied_at: DateTime::from_timestamp(1_700_000_000 + n as i64, 0).expect("in range"),
            applied_by: "owner01".into(),
        }],
        anchor: Some(day + Days::new(numbers.below(1_000))),
    })
}

fn users(n: u64, of: &Customer) -> Vec<Record> {
    let mut numbers = Numbers(n ^ 0x3E);
    let mut id = || Uuid::from_u128(u128::from(numbers.next()) << 64 | u128::from(n));
    let (contractor, user) = (id(), id());
    let email: Address = format!("user{n}@example.jp").parse().expect("an address");
    let mut records = vec![
        Record::Contractor(Contractor {
            id: contractor,
            name: of.name.parse().expect("a name"),
            email: email.clone(),
            language: Language::Ja,
        }),
        Record::RemoCustomer(remo::Customer {
            id: user,
            email,
            name: of.name.parse().expect("a name"),
            language: Language::Ja,
            added_at: DateTime::UNIX_EPOCH,
            is_open: true,
        }),
    ];
    for place in 0..2 {
        let mac = DeviceId::Mac(u64::from(id().as_fields().0) << 16 | place).to_string();
        records.push(Record::MiemasuDevice(MiemasuDevice {
            id: id(),
            contractor,
            name: "玄関".parse().expect("a name"),
            model: "BB-SW175".parse().expect("a product code"),
            mac: mac.parse().expect("an address"),
            domain_name: format!("door{n}-{place}.example").parse().expect("a domain name"),
            parent: None,
            licence: DeviceLicence {
                sheet: id(),
                product: "MIEMASU-12".parse().expect("a product code"),
                expiry: "2027-10".parse().expect("a month"),
                services: Services::default(),
            },
        }));
        records.push(Record::RemoCamera(remo::Camera {
            id: id(),
            customer: user,
            name: "レジ前".parse().expect("a name"),
            device: mac.parse().expect("an address"),
            path: Path::Edge,
        }));
    }
    records
}

fn product(n: usize) -> Product {
    let (code, ja, en) = PRODUCTS[n];
    let name = Bilingual {
        ja: ja.into(),
        en: en.into(),
    };
    let programme = if code.starts_with("DG") {
        Programme::Remo
    } else {
        Programme::Kms
    };
    let code = code.parse().expect("a product code");
    Product {
        code,
        programme,
        purpose: name.clone(),
        name,
        extent: Extent::Perpetual,
        services: None,
        path: None,
        demo: false,
    }
}

fn customer(n: u64) -> Customer {
    let mut numbers = Numbers(n ^ 0xA0);
    let ((name, kana), (trade, trade_kana)) = (numbers.pick(&NAMES), numbers.pick(&TRADES));
    let town = numbers.pick(&TOWNS);
    let (name, kana) = match n % 3 {
        0 => (format!("株式会社{name}{trade}"), format!("{kana}{trade_kana}")),
        1 => (format!("{town}{name}{trade}"), format!("{kana}{trade_kana}")),
        _ => (format!("{name}{trade} {n:04}"), format!("{kana}{trade_kana}")),
    };
    Customer {
        id: Uuid::from_u128(u128::from(numbers.next()) << 64 | u128::from(n)),
        name,
        kana,
    }
}
