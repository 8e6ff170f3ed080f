//! Every fragment of every field finds its key.

use kagifuda_domain::text::fold;
use kagifuda_wire::record::Record;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::support::{Office, customer, device, key, product, registered};

/// Letters that text of an office is made of: every kind of kana, width and case, signs and spaces.
const LETTERS: &str = "[アイガパーヴヶあいがぱｱｲ東京都𠮷々株AZaz09ＡＺ０９%_\"'()*・ 　-]{2,24}";

/// The fields of one registered key.
#[derive(Clone, Debug)]
struct Fields {
    numbers: [u64; 4],
    is_mac: bool,
    texts: [String; 4],
}

fn fields() -> impl Strategy<Value = Fields> {
    let texts = [LETTERS, LETTERS, LETTERS, LETTERS].map(|letters| proptest::string::string_regex(letters).unwrap());
    (any::<[u64; 4]>(), any::<bool>(), texts).prop_map(|(numbers, is_mac, texts)| Fields { numbers, is_mac, texts })
}

impl Fields {
    fn groups(n: u64, digits: usize) -> String {
        let plain = format!("{n:016X}")[16 - digits..].to_owned();
        plain
            .as_bytes()
            .chunks(4)
            .map(|group| str::from_utf8(group).unwrap())
            .collect::<Vec<_>>()
            .join("-")
    }

    fn device(&self) -> String {
        let plain = format!("{:016X}", self.numbers[3]);
        if self.is_mac {
            plain.as_bytes()[4..]
                .chunks(2)
                .map(|octet| str::from_utf8(octet).unwrap())
                .collect::<Vec<_>>()
                .join(":")
        } else {
            Self::groups(self.numbers[3], 16)
        }
    }

    fn records(&self, i: u128) -> Vec<Record> {
        let [name, kana, line_1, line_2] = &self.texts;
        let free = key(
            &Self::groups(self.numbers[0], 16),
            &Self::groups(self.numbers[1], 8),
            "KX-VCS101",
        );
        vec![
            customer(i, name, kana),
            device(&self.device(), [line_1, line_2], Some(i)),
            registered(free, &self.device(), &Self::groups(self.numbers[2], 16)),
        ]
    }

    fn all(&self) -> Vec<String> {
        let mut all = vec![
            Self::groups(self.numbers[0], 16),
            Self::groups(self.numbers[1], 8),
            Self::groups(self.numbers[2], 16),
            self.device(),
            "KX-VCS101".into(),
            "映像コミュニケーション拡張".into(),
        ];
        all.extend(self.texts.clone());
        all
    }
}

/// The fragments of at least two characters, except those with neither letter nor digit.
fn fragments(field: &str) -> Vec<String> {
    let characters: Vec<char> = field.chars().collect();
    let ends = |from: usize| (from + 2)..=characters.len();
    let all = (0..characters.len()).flat_map(|from| ends(from).map(move |to| (from, to)));
    all.map(|(from, to)| characters[from..to].iter().collect::<String>())
        .filter(|fragment| !fold(fragment).is_empty() && fragment.trim().chars().count() >= 2)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fragment_of_every_field_finds_its_key() {
    let mut runner = TestRunner::deterministic();
    let keys: Vec<Fields> = (0..24)
        .map(|_| fields().new_tree(&mut runner).unwrap().current())
        .collect();
    let mut records = vec![product("KX-VCS101", "映像コミュニケーション拡張")];
    records.extend(keys.iter().zip(0..).flat_map(|(fields, i)| fields.records(i)));
    let office = Office::with(&records).await;
    for fields in &keys {
        let number = Fields::groups(fields.numbers[0], 16);
        for fragment in fields.all().iter().flat_map(|field| fragments(field)) {
            let found = office.find(&fragment).await;
            assert!(found.contains(&number), "{fragment:?} does not find {fields:?}");
        }
    }
}
