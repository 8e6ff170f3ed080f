//! Sheets to try, and the tools that read them back.

use std::io::Write;
use std::num::NonZeroU32;
use std::process::{Command, Stdio};

use kagifuda_domain::ids::{ActivationKeyNo, DeviceId, RegistrationId, RegistrationKey};
use kagifuda_print::{Batch, Facts, Item, Key, KeyPaper, Language, Layout, Mark, Paper, Pdf, Supplier};

/// Every document on every paper it is made for.
pub const OFFERED: [(KeyPaper, Paper); 3] = [
    (KeyPaper::Card, Paper::A6),
    (KeyPaper::Card, Paper::A4),
    (KeyPaper::Sheet, Paper::A4),
];

/// Numbers that look random and are the same in every run (SplitMix64).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

/// A key whose device and registration key are known.
pub fn key(numbers: &mut Numbers) -> Key {
    Key {
        activation_key: ActivationKeyNo::from_bits(numbers.next()),
        registration_id: RegistrationId::from_bits(numbers.next()),
        product: "KX-VCS301".parse().expect("a product code"),
        product_name: "多地点接続拡張キー".into(),
        product_use: "ソフトウェア拡張".into(),
        device: Some(DeviceId::Mpr(numbers.next())),
        registration_key: Some(RegistrationKey::from_bits(numbers.next())),
        site: Some("福岡支店 3階 会議室".into()),
        customer: Some("髙橋セキュリティサービス".into()),
        issued_at: Some("2026-01-01T00:00:00Z".parse().expect("an instant")),
    }
}

/// A batch of `count` sheets; every other one is still to be registered.
pub fn batch((paper, size): (KeyPaper, Paper), language: Language, count: usize) -> Batch {
    let mut numbers = Numbers(count as u64);
    let items = (0..count).map(|i| {
        let key = key(&mut numbers);
        let key = if i % 2 == 0 { key } else { unregistered(key) };
        first(match paper {
            KeyPaper::Sheet => Facts::Sheet(key),
            KeyPaper::Card => Facts::Card(key),
        })
    });
    of(Layout::Page(size), language, items.collect())
}

/// The first print of a document.
pub fn first(facts: Facts) -> Item {
    Item {
        facts,
        mark: Mark {
            copy: NonZeroU32::MIN,
            at: "2026-11-20T15:00:00Z".parse().expect("an instant"),
            by: "tanaka01".into(),
        },
    }
}

/// A batch of documents.
pub fn of(layout: Layout, language: Language, items: Vec<Item>) -> Batch {
    Batch {
        layout,
        language,
        printed_at: "2026-11-20T15:00:00Z".parse().expect("an instant"),
        address: Some("https://keys.example.jp".parse().expect("an address")),
        supplier: Supplier {
            company: "株式会社みなと通信システム".into(),
            phone: Some("092-000-0000".into()),
            email: Some("support@minato.example.jp".into()),
        },
        masked: false,
        contents: None,
        items,
    }
}

/// The keys of a batch.
pub fn keys(batch: &Batch) -> Vec<&Key> {
    batch.items.iter().map(|item| key_of(&item.facts)).collect()
}

/// The key of a document of one.
pub fn key_of(facts: &Facts) -> &Key {
    match facts {
        Facts::Sheet(key) | Facts::Card(key) => key,
        Facts::Registration(_) | Facts::Licence(_) | Facts::Letter(_) => panic!("this is no document of a key"),
    }
}

/// The same, to be changed.
pub fn key_mut(batch: &mut Batch, i: usize) -> &mut Key {
    match &mut batch.items[i].facts {
        Facts::Sheet(key) | Facts::Card(key) => key,
        Facts::Registration(_) | Facts::Licence(_) | Facts::Letter(_) => panic!("this is no document of a key"),
    }
}

fn unregistered(key: Key) -> Key {
    Key {
        device: None,
        registration_key: None,
        site: None,
        customer: None,
        issued_at: None,
        ..key
    }
}

/// A batch of cards whose names are as different as those of real customers.
pub fn crowd(count: usize) -> Batch {
    const FIRST: [&str; 8] = [
        "𠮷野",
        "髙橋",
        "山﨑",
        "渡邉",
        "ながと",
        "ＡＢＣ",
        "Smith & Sons",
        "第一",
    ];
    const THEN: [&str; 6] = [
        "セキュリティサービス",
        "商事㈱",
        "Holdings Co., Ltd.",
        "電設工業株式会社 九州支社 福岡営業所 通信システム部",
        "医院",
        "株式会社みなと・ネットワーク・アンド・コミュニケーションズ（本社ビル管理室）",
    ];
    let mut batch = batch((KeyPaper::Card, Paper::A6), Language::Ja, count);
    let mut numbers = Numbers(count as u64 + 1);
    let mut one_of = |words: &[&str]| words[(numbers.next() % words.len() as u64) as usize].to_owned();
    for i in 0..count {
        let key = key_mut(&mut batch, i);
        key.customer = Some(one_of(&FIRST) + &one_of(&THEN));
        key.site = Some(format!(
            "{}ビル {} {}",
            one_of(&FIRST),
            one_of(&["3階", "別館", "B1"]),
            one_of(&THEN)
        ));
    }
    batch
}

/// The numbers that a page shows.
pub fn numbers_on(batch: &Batch, page: usize) -> Vec<String> {
    let key = key_of(&batch.items[page].facts);
    let numbers = [
        Some(key.activation_key.to_string()),
        Some(key.registration_id.to_string()),
        key.device.map(|device| device.to_string()),
        key.registration_key.map(|no| no.to_string()),
    ];
    numbers.into_iter().flatten().collect()
}

/// Prints, or fails with the reason.
pub fn print(batch: &Batch) -> Pdf {
    kagifuda_print::pdf(batch).expect("the batch is printed")
}

/// Runs a tool on a file; `FILE` among the arguments stands for the file.
pub fn tool(name: &str, arguments: &[&str], pdf: &Pdf) -> Vec<u8> {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(&pdf.bytes).expect("room on the disk");
    let path = file.path().to_str().expect("a plain path").to_owned();
    let arguments = arguments
        .iter()
        .map(|argument| if *argument == "FILE" { &path } else { *argument });
    let output = Command::new(name)
        .args(arguments)
        .stderr(Stdio::piped())
        .output()
        .unwrap_or_else(|error| panic!("{name} is needed, `cargo xtask setup` installs it: {error}"));
    let complaint = String::from_utf8_lossy(&output.stderr);
    // Debian builds mutool without colour profiles, and it says so each time; our pages are black and white.
    let complaint = complaint.replace("warning: ICC support is not available\n", "");
    assert!(output.status.success(), "{name}: {complaint}");
    assert!(complaint.is_empty(), "{name}: {complaint}");
    output.stdout
}

/// The text of each page, as a person copies it out.
pub fn texts(pdf: &Pdf) -> Vec<String> {
    let text = String::from_utf8(tool("pdftotext", &["-layout", "FILE", "-"], pdf)).expect("UTF-8");
    text.split('\u{c}')
        .filter(|page| !page.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The text of each page in the order in which it was drawn, without blanks: the cells of a row stand behind each other, however they wrap.
pub fn dense(pdf: &Pdf) -> Vec<String> {
    let text = String::from_utf8(tool("pdftotext", &["-raw", "FILE", "-"], pdf)).expect("UTF-8");
    text.split('\u{c}')
        .filter(|page| !page.is_empty())
        .map(|page| page.split_whitespace().collect())
        .collect()
}
