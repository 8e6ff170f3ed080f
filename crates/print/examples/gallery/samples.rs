//! One of each document on each paper, with invented customers: what the gallery shows, and what tests print.

use std::num::NonZeroU32;

use kagifuda_domain::catalogue::Programme;
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId, DocumentNo, RegistrationId, RegistrationKey};
use kagifuda_domain::miemasu::{Recording, Services};
use kagifuda_print::{
    Batch, Connection, Contents, Cut, Facts, Item, Key, LabelSheet, Labels, Language, Layout, Letter, Licence,
    Licensed, Line, Mark, Paper, Registered, Registration, Supplier, Until,
};

/// A document, and how its picture is called.
pub struct Sample {
    pub name: &'static str,
    pub batch: Batch,
}

/// Every document on every paper, in `language`.
pub fn samples(language: Language) -> Vec<Sample> {
    let made = Made { language };
    let page = |name, paper, facts: Vec<Facts>| (name, Layout::Page(paper), facts);
    let mut all = vec![
        page("activation-sheet-a4", Paper::A4, vec![Facts::Sheet(made.key(1, true))]),
        page("startup-card-a6", Paper::A6, vec![Facts::Card(made.key(2, false))]),
        page("startup-card-a4", Paper::A4, vec![Facts::Card(made.key(3, true))]),
        page(
            "registration-sheet-1",
            Paper::A4,
            vec![Facts::Registration(made.registration(1, true))],
        ),
        page(
            "registration-sheet-8",
            Paper::A4,
            vec![Facts::Registration(made.registration(8, false))],
        ),
        page("licence-sheet-a4", Paper::A4, vec![Facts::Licence(made.licence(true))]),
        page("licence-sheet-a6", Paper::A6, vec![Facts::Licence(made.licence(false))]),
        page("renewal-letter", Paper::A4, vec![Facts::Letter(made.letter(5))]),
    ];
    let cards = |from: u64, count: u64| {
        (from..from + count)
            .map(|i| Facts::Card(made.key(i, i % 3 == 0)))
            .collect()
    };
    all.push(("cards-4-up", Layout::Cards(Cut::Four), cards(10, 4)));
    all.push(("cards-8-up", Layout::Cards(Cut::Eight), cards(20, 8)));
    all.extend(LABELS.into_iter().map(|(name, sheet)| {
        let sheet = LabelSheet::known().into_iter().find(|known| known.name == sheet);
        let sheet = sheet.unwrap_or_else(|| panic!("{name}: there is no such sheet"));
        let (start, count) = (4, sheet.labels() as u64 - 3);
        let labels = Labels {
            sheet,
            start,
            shift: [0.0; 2],
            scale: 1.0,
        };
        (name, Layout::Labels(labels), cards(40, count))
    }));
    let mut samples: Vec<Sample> = all
        .into_iter()
        .map(|(name, layout, facts)| Sample {
            name,
            batch: made.batch(layout, facts),
        })
        .collect();
    samples.push(Sample {
        name: "customer-set",
        batch: made.set(),
    });
    samples.push(Sample {
        name: "masked-card-a6",
        batch: Batch {
            masked: true,
            ..made.batch(Layout::Page(Paper::A6), vec![Facts::Card(made.key(2, true))])
        },
    });
    samples
}

/// Sheets of labels that are shown.
const LABELS: [(&str, &str); 3] = [
    ("labels-10", "ヒサゴ ELM006 10面"),
    ("labels-12", "コクヨ KPC-E1121 12面"),
    ("labels-24", "エーワン 28386 24面"),
];

struct Made {
    language: Language,
}

impl Made {
    fn say(&self, ja: &str, en: &str) -> String {
        match self.language {
            Language::Ja => ja.into(),
            Language::En => en.into(),
        }
    }

    fn batch(&self, layout: Layout, facts: Vec<Facts>) -> Batch {
        Batch {
            layout,
            language: self.language,
            printed_at: "2026-11-20T15:00:00Z".parse().expect("an instant"),
            address: Some("https://keys.example.jp".parse().expect("an address")),
            supplier: Supplier {
                company: self.say("株式会社みなと通信システム", "Minato Communication Systems"),
                phone: Some("092-000-0000".into()),
                email: Some("support@minato.example.jp".into()),
            },
            masked: false,
            contents: None,
            items: facts.into_iter().zip(1..).map(|(facts, i)| item(facts, i)).collect(),
        }
    }

    fn key(&self, nth: u64, is_registered: bool) -> Key {
        let mut numbers = Numbers(nth);
        Key {
            activation_key: ActivationKeyNo::from_bits(numbers.next()),
            registration_id: RegistrationId::from_bits(numbers.next()),
            product: "KX-VCS301".parse().expect("a product code"),
            product_name: self.say("多地点接続拡張キー", "Multi-point expansion key"),
            product_use: self.say("ソフトウェア拡張", "Software upgrade"),
            device: is_registered.then(|| DeviceId::Mpr(numbers.next())),
            registration_key: is_registered.then(|| RegistrationKey::from_bits(numbers.next())),
            site: is_registered.then(|| self.say("福岡支店 3階 会議室", "Fukuoka office, meeting room 3F")),
            customer: (nth % 2 == 1 || is_registered)
                .then(|| self.say("髙橋セキュリティサービス株式会社", "Takahashi Security Services")),
            issued_at: is_registered.then(|| "2026-01-01T00:00:00Z".parse().expect("an instant")),
        }
    }

    fn registration(&self, keys: usize, is_connected: bool) -> Registration {
        let mut numbers = Numbers(keys as u64 + 100);
        let registered = |_| Registered {
            registration_key: RegistrationKey::from_bits(numbers.next()),
            activation_key: ActivationKeyNo::from_bits(numbers.next()),
            product: if is_connected { "KX-VCS701W" } else { "KX-VCS301" }
                .parse()
                .expect("a product code"),
            product_use: self.say("ソフトウェア拡張", "Software upgrade"),
            issued_at: "2026-11-20T03:00:00Z".parse().expect("an instant"),
        };
        Registration {
            keys: (0..keys).map(registered).collect(),
            device: DeviceId::Mpr(Numbers(7).next()),
            site: [
                self.say("福岡支店 3階 大会議室", "Fukuoka office, 3rd floor"),
                self.say("来客用ラックの上段", "Rack in the visitors' room"),
            ],
            customer: Some(self.say("髙橋セキュリティサービス株式会社", "Takahashi Security Services")),
            connection: is_connected.then(|| Connection {
                no: "118-2345-6789".parse().expect("a connection number"),
                until: Until::GmtDay("2027-11-19".parse().expect("a day")),
            }),
        }
    }

    fn licence(&self, is_used: bool) -> Licence {
        Licence {
            sheet: uuid::Uuid::nil(),
            key: "aB7d-Ef3H-Lmn9-QRt2".parse().expect("a licence key"),
            product: "MN-YEAR12R".parse().expect("a product code"),
            product_name: self.say(
                "年間パック 12か月 録画7日",
                "Annual pack, 12 months, 7 days of recording",
            ),
            months: 12,
            services: Services {
                recording: Some(Recording {
                    days: 7,
                    kbps: 768,
                    stream: 2,
                }),
            },
            customer: is_used.then(|| self.say("なかす商店街振興組合", "Nakasu Shopping Street Association")),
            spent: is_used,
            used: is_used.then(|| Licensed {
                name: self.say("駐車場入口カメラ", "Car park entrance"),
                mac: "00:80:F0:12:34:56".parse().expect("a MAC address"),
                expiry: "2027-10".parse().expect("a month"),
            }),
        }
    }

    fn letter(&self, lines: usize) -> Letter {
        let day = |day: &str| day.parse().expect("a day");
        let tsunagaru = |device: &str, ja, en, end, last| Line {
            programme: Programme::Tsunagaru,
            device: device.into(),
            place: Some(self.say(ja, en)),
            product: "KX-VCS701W".parse().expect("a product code"),
            until: Until::GmtDay(day(end)),
            order_by: Some(day(end)),
            opens: None,
            last_day: Some(day(last)),
            order: vec!["KX-VCS701W".into(), "KX-VCS703W".into()],
        };
        let remo = |device: &str, ja, en, end, order_by| Line {
            programme: Programme::Remo,
            device: device.into(),
            place: Some(self.say(ja, en)),
            product: "DG-JLE101W".parse().expect("a product code"),
            until: Until::Day(day(end)),
            order_by,
            opens: None,
            last_day: None,
            order: vec!["DG-JLE101W".into(), "DG-JLE105W".into()],
        };
        let miemasu = Line {
            programme: Programme::Miemasu,
            device: "00:80:F0:12:34:56".into(),
            place: Some(self.say("駐車場入口カメラ", "Car park entrance")),
            product: "MN-YEAR12R".parse().expect("a product code"),
            until: Until::Month("2027-01".parse().expect("a month")),
            order_by: Some(day("2027-01-31")),
            opens: Some(day("2026-12-01")),
            last_day: Some(day("2027-03-26")),
            order: vec!["MN-YEAR12R".into()],
        };
        let ending = [
            remo("00:80:F0:65:43:21", "倉庫 北側", "Warehouse, north", "2026-11-10", None),
            tsunagaru(
                "1234-5678-90AB-CDEF",
                "福岡支店 3階 大会議室",
                "Fukuoka office, 3rd floor",
                "2026-12-09",
                "2027-06-09",
            ),
            tsunagaru(
                "2345-6789-0ABC-DEF1",
                "本社 5階 役員会議室",
                "Head office, 5th floor",
                "2026-12-20",
                "2027-06-20",
            ),
            miemasu,
            remo(
                "00:80:F0:65:43:2A",
                "倉庫 南側",
                "Warehouse, south",
                "2027-02-10",
                Some(day("2027-02-10")),
            ),
        ];
        Letter {
            no: DocumentNo::from_bits(0x2026_1121_00C0_FFEE),
            customer: self.say("髙橋セキュリティサービス株式会社", "Takahashi Security Services"),
            lines: ending.into_iter().take(lines).collect(),
        }
    }

    fn set(&self) -> Batch {
        let facts = vec![
            Facts::Registration(self.registration(3, false)),
            Facts::Sheet(self.key(5, false)),
            Facts::Licence(self.licence(true)),
            Facts::Letter(self.letter(2)),
        ];
        let contents = Contents {
            no: DocumentNo::from_bits(0x0123_4567_89AB_CDEF),
            of: self.say("髙橋セキュリティサービス株式会社", "Takahashi Security Services"),
        };
        let mut set = Batch {
            contents: Some(contents),
            ..self.batch(Layout::Page(Paper::A4), facts)
        };
        // A set is printed, and counted, as a whole.
        set.items.iter_mut().for_each(|item| item.mark.copy = NonZeroU32::MIN);
        set
    }
}

fn item(facts: Facts, copy: u32) -> Item {
    Item {
        facts,
        mark: Mark {
            copy: NonZeroU32::new(copy.div_ceil(2)).unwrap_or(NonZeroU32::MIN),
            at: "2026-11-20T15:00:00Z".parse().expect("an instant"),
            by: "tanaka01".into(),
        },
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}
