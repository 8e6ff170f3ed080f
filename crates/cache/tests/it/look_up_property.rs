//! What is looked up is what a plain reading of every field finds: no more, no less.

use std::collections::BTreeSet;

use kagifuda_cache::{Filter, Thing};
use kagifuda_domain::text::{fold, number_symbols};
use kagifuda_wire::record::Record;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::support::{
    Office, contractor, customer, device, key, miemasu_device, product, registered, remo_camera, remo_customer,
    subscription,
};

/// Letters that text of an office is made of, few enough that fragments meet each other.
const LETTERS: &str = "[アイガあｱ東京AZaz09ＡＺ０９%_\"' 　-]{2,9}[ア京A]";

/// One office's corner: a customer with a device, its key and subscription, and a user of each other programme.
#[derive(Clone, Debug)]
struct Corner {
    numbers: [u64; 5],
    texts: [String; 6],
}

fn corner() -> impl Strategy<Value = Corner> {
    let text = || proptest::string::string_regex(LETTERS).unwrap();
    (any::<[u64; 5]>(), [text(), text(), text(), text(), text(), text()])
        .prop_map(|(numbers, texts)| Corner { numbers, texts })
}

fn hex(n: u64, digits: usize) -> String {
    format!("{n:016X}")[16 - digits..].to_owned()
}

/// A thing with the fields it is found by.
struct Plain {
    name: String,
    texts: Vec<String>,
    /// Found as digits.
    numbers: Vec<String>,
    /// Found as text and as digits.
    both: Vec<String>,
}

impl Plain {
    fn new(name: String, texts: &[&str], numbers: &[&str], both: &[&str]) -> Self {
        let owned = |fields: &[&str]| fields.iter().map(|field| (*field).to_owned()).collect();
        Self {
            name,
            texts: owned(texts),
            numbers: owned(numbers),
            both: owned(both),
        }
    }

    fn has(&self, word: &str) -> bool {
        let text = fold(word);
        let digits: String = number_symbols(word).filter(|c| c.is_alphanumeric()).collect();
        let is_number = !digits.is_empty() && digits.len() <= 16 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let texts = self
            .texts
            .iter()
            .chain(&self.both)
            .any(|field| fold(field).contains(&text));
        let number = |field: &String| fold(field).to_uppercase().contains(&digits);
        texts || (is_number && self.numbers.iter().chain(&self.both).any(number))
    }
}

impl Corner {
    fn mac(&self, place: usize) -> String {
        hex(self.numbers[place], 12)
    }

    fn connection_no(&self) -> String {
        format!("111{:08}", self.numbers[4] % 100_000_000)
    }

    fn records(&self, n: u128) -> Vec<Record> {
        let [name, kana, line_1, line_2, user, thing] = &self.texts;
        let mpr = hex(self.numbers[0], 16);
        let free = key(&hex(self.numbers[1], 16), &hex(self.numbers[2], 8), "KX-VCS101");
        vec![
            customer(n, name, kana),
            device(&mpr, [line_1, line_2], Some(n)),
            registered(free, &mpr, &hex(self.numbers[3], 16)),
            subscription(&mpr, &self.connection_no(), "KX-VCS701W", None),
            contractor(n, user),
            miemasu_device(2_000 + n, n, thing, &self.mac(2), "door.example"),
            remo_customer(1_000 + n, user),
            remo_camera(3_000 + n, 1_000 + n, thing, &self.mac(3)),
        ]
    }

    fn plain(&self, n: u128) -> Vec<Plain> {
        let [name, kana, line_1, line_2, user, thing] = &self.texts;
        let (mpr, site) = (hex(self.numbers[0], 16), format!("{line_1} {line_2}"));
        let (no, id, registration_key) = (
            hex(self.numbers[1], 16),
            hex(self.numbers[2], 8),
            hex(self.numbers[3], 16),
        );
        let (c, r) = (format!("c{n}@example.jp"), format!("r{}@example.jp", 1_000 + n));
        let place = [name.as_str(), kana, &site];
        let of_key = [&place[..], &["KX-VCS101", "拡張", "Product KX-VCS101"]].concat();
        vec![
            Plain::new(format!("key {no}"), &of_key, &[&no, &id, &registration_key, &mpr], &[]),
            Plain::new(format!("device {mpr}"), &place, &[&mpr], &[]),
            Plain::new(format!("customer {n}"), &[name, kana], &[], &[]),
            Plain::new(
                format!("Connection {mpr}"),
                &place,
                &[],
                &[&self.connection_no(), &mpr, "KX-VCS701W"],
            ),
            Plain::new(format!("Contractor {n}"), &[], &[], &[user, &c]),
            Plain::new(
                format!("MiemasuDevice {}", 2_000 + n),
                &[user, &c],
                &[],
                &[thing, &self.mac(2), "door.example", "BB-SW175", "MIEMASU-12"],
            ),
            Plain::new(format!("RemoCustomer {}", 1_000 + n), &[], &[], &[user, &r]),
            Plain::new(
                format!("RemoCamera {}", 3_000 + n),
                &[user, &r],
                &[],
                &[thing, &self.mac(3)],
            ),
        ]
    }
}

fn name(thing: &Thing) -> String {
    match thing {
        Thing::Key(row) => format!("key {}", row.activation_key.plain()),
        Thing::Device(row) => format!("device {}", row.device.plain()),
        Thing::Customer(row) => format!("customer {}", row.customer.id.as_u128()),
        Thing::Entry(row) => {
            let id = row.id.parse::<uuid::Uuid>().map(|id| id.as_u128().to_string());
            format!("{:?} {}", row.kind, id.unwrap_or(row.id.clone()))
        }
    }
}

/// Fragments of two to six characters of every field, every few places.
fn fragments(corner: &Corner) -> Vec<String> {
    let numbers = [
        hex(corner.numbers[0], 16),
        hex(corner.numbers[1], 16),
        corner.connection_no(),
        corner.mac(3),
    ];
    let mut fragments = Vec::new();
    for field in numbers.iter().chain(&corner.texts) {
        let characters: Vec<char> = field.chars().collect();
        for from in (0..characters.len() - 1).step_by(2) {
            let to = characters.len().min(from + 2 + from % 5);
            fragments.push(characters[from..to].iter().collect());
        }
    }
    fragments
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_is_found_by_exactly_what_a_plain_reading_finds() {
    let mut runner = TestRunner::deterministic();
    let corners: Vec<Corner> = (0..10)
        .map(|_| corner().new_tree(&mut runner).unwrap().current())
        .collect();
    let mut records = vec![product("KX-VCS101", "拡張")];
    records.extend(corners.iter().zip(1..).flat_map(|(corner, n)| corner.records(n)));
    let plain: Vec<Plain> = corners
        .iter()
        .zip(1..)
        .flat_map(|(corner, n)| corner.plain(n))
        .collect();
    let office = Office::with(&records).await;

    let single: Vec<String> = corners.iter().flat_map(fragments).collect();
    let pairs = single
        .iter()
        .zip(single.iter().skip(3))
        .step_by(7)
        .map(|(a, b)| format!("{} {}", a.trim(), b.trim()));
    let mut asked = 0;
    for query in single.iter().cloned().chain(pairs) {
        let words: Vec<&str> = query.split_whitespace().filter(|word| !fold(word).is_empty()).collect();
        if query.trim().chars().count() < 2 || words.is_empty() {
            continue;
        }
        let as_one = |of: &Plain| words.len() > 1 && is_number(&query) && of.has(&query);
        let expected: BTreeSet<String> = plain
            .iter()
            .filter(|of| words.iter().all(|word| of.has(word)) || as_one(of))
            .map(|of| of.name.clone())
            .collect();
        let found = office.cache.look_up(&query, &Filter::default(), 10_000).await.unwrap();
        let names: BTreeSet<String> = found.things.iter().map(name).collect();
        assert_eq!(names.len(), found.things.len(), "{query:?} finds something twice");
        assert_eq!(names, expected, "{query:?}");
        asked += 1;
    }
    assert!(asked > 300, "only {asked} questions");
}

fn is_number(query: &str) -> bool {
    let digits: String = number_symbols(query).filter(|c| c.is_alphanumeric()).collect();
    digits.len() <= 16 && digits.bytes().all(|b| b.is_ascii_hexdigit())
}
