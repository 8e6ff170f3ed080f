//! Every document beside the cards: its codes, its longest texts, its pages and bookmarks.

use std::collections::BTreeSet;

use kagifuda_print::{Batch, Facts, Item, KeyPaper, Language, PublicAddress, Scanned, codes_in, pdf};

use crate::picture::on_all_processors;
use crate::samples::{Sample, samples};
use crate::support::{dense, print, texts, tool};

fn sample(name: &str) -> Sample {
    let mut all = samples(Language::Ja).into_iter();
    all.find(|sample| sample.name == name).expect("there is such a sample")
}

/// The numbers that codes of `batch` hold, as text.
fn numbers(scanned: &Scanned) -> Vec<String> {
    match scanned {
        Scanned::Key {
            activation_key,
            registration_id,
            registered,
            ..
        } => {
            let registered = registered.map(|(device, key)| [device.plain(), key.plain()]);
            [activation_key.plain(), registration_id.plain()]
                .into_iter()
                .chain(registered.into_iter().flatten())
                .collect()
        }
        Scanned::Registration {
            device,
            keys,
            connection,
        } => {
            let connection = connection.map(|no| no.plain());
            keys.iter()
                .map(|key| key.plain())
                .chain([device.plain()])
                .chain(connection)
                .collect()
        }
        Scanned::Licence(key) => vec![key.plain().to_owned()],
        Scanned::Letter(no) | Scanned::Set(no) => vec![no.plain()],
    }
}

/// What a document shows.
fn shown(item: &Item) -> Vec<String> {
    let key = |on| {
        move |key: &kagifuda_print::Key| {
            numbers(&Scanned::Key {
                on,
                activation_key: key.activation_key,
                registration_id: key.registration_id,
                registered: key.device.zip(key.registration_key),
            })
        }
    };
    match &item.facts {
        Facts::Sheet(of) => key(KeyPaper::Sheet)(of),
        Facts::Card(of) => key(KeyPaper::Card)(of),
        Facts::Registration(sheet) => numbers(&Scanned::Registration {
            device: sheet.device,
            keys: sheet.keys.iter().map(|key| key.registration_key).collect(),
            connection: sheet.connection.map(|connection| connection.no),
        }),
        Facts::Licence(licence) => numbers(&Scanned::Licence(licence.key.clone())),
        Facts::Letter(letter) => numbers(&Scanned::Letter(letter.no)),
    }
}

/// The numbers in all codes of a file.
fn scanned(batch: &Batch) -> BTreeSet<String> {
    let file = print(batch);
    let reading = codes_in(&file.bytes).expect("a file that can be read");
    let codes = reading.codes.iter().map(|found| {
        let scanned: Scanned = found.text.parse().expect("one of ours");
        if let Some(address) = &batch.address {
            assert!(
                found.text.starts_with(&address.to_string().to_uppercase()),
                "{}",
                found.text
            );
        }
        numbers(&scanned)
    });
    codes.flatten().collect()
}

#[test]
fn the_codes_of_every_document_hold_the_numbers_that_it_shows() {
    let samples = samples(Language::Ja);
    let wrong = on_all_processors(samples.len(), |i| {
        let sample = &samples[i];
        let shown: BTreeSet<String> = sample.batch.items.iter().flat_map(shown).collect();
        let set = sample.batch.contents.as_ref().map(|contents| contents.no.plain());
        let wanted = if sample.batch.masked {
            BTreeSet::new()
        } else {
            shown.into_iter().chain(set).collect()
        };
        (scanned(&sample.batch) != wanted).then_some(sample.name)
    });
    assert_eq!(wrong.into_iter().flatten().collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn eight_keys_and_the_longest_address_take_a_second_page_of_codes() {
    let longest = format!(
        "https://{}.jp",
        "k".repeat(PublicAddress::LONGEST - "https://.jp".len())
    );
    for (address, pages) in [(Some(longest), 2), (None, 1)] {
        let mut sample = sample("registration-sheet-8");
        sample.batch.address = address.map(|address| address.parse().expect("an address"));
        assert_eq!(print(&sample.batch).pages, pages);
        let wanted: BTreeSet<String> = shown(&sample.batch.items[0]).into_iter().collect();
        assert_eq!(scanned(&sample.batch), wanted);
    }
}

#[test]
fn a_registration_sheet_says_what_to_do_when_a_key_is_refused_however_many_codes_it_has() {
    let four = format!("https://{}.jp", "k".repeat(30));
    for (name, address, masked) in [
        ("registration-sheet-1", None, false),
        ("registration-sheet-8", None, true),
        ("registration-sheet-8", None, false),
        ("registration-sheet-8", Some(four), false),
    ] {
        let mut sample = sample(name);
        sample.batch.masked = masked;
        sample.batch.address = address.map(|address| address.parse().expect("an address"));
        let [page] = dense(&print(&sample.batch)).try_into().expect("one page");
        assert!(page.contains("受け付けられないときはもう一度入力し、"), "{page}");
        assert_eq!(page.contains("この紙の番号が画面に出ます。"), !masked, "{page}");
    }
}

#[test]
fn the_pages_of_a_set_and_of_a_letter_that_goes_on_are_numbered_and_no_other() {
    for sample in samples(Language::Ja) {
        let pages = dense(&print(&sample.batch));
        let is_numbered = pages.len() > 1 && matches!(sample.name, "customer-set" | "renewal-letter");
        for (page, nth) in pages.iter().zip(1..) {
            let number = format!("{nth}／{}", pages.len());
            assert_eq!(page.contains(&number), is_numbered, "{}: {page}", sample.name);
        }
    }
}

#[test]
fn kms_5_a_site_of_two_full_lines_and_a_long_name_stay_on_the_sheet_whole() {
    let mut sample = sample("registration-sheet-8");
    let lines = [
        "福岡県北九州市小倉北区の髙い建物の三階",
        "来客用の部屋の奥の棚の上から二段目の右",
    ]
    .map(|line| line.chars().cycle().take(50).collect::<String>());
    let name: String = "株式会社髙橋セキュリティー・ホールディングス（九州）"
        .chars()
        .cycle()
        .take(100)
        .collect();
    let Facts::Registration(sheet) = &mut sample.batch.items[0].facts else {
        panic!("another document")
    };
    (sheet.site, sheet.customer) = (lines.clone(), Some(name.clone()));
    let page = texts(&print(&sample.batch)).concat();
    let dense = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for text in lines.iter().chain([&name]) {
        let (mut page, text) = (dense(&page).chars().collect::<Vec<_>>().into_iter(), dense(text));
        assert!(text.chars().all(|c| page.any(|d| d == c)), "{text}");
    }
}

#[test]
fn a_set_lists_its_documents_with_their_pages_and_a_viewer_lists_them_too() {
    let sample = sample("customer-set");
    let file = print(&sample.batch);
    let pages = texts(&file);
    let outline = String::from_utf8(tool("mutool", &["show", "FILE", "outline"], &file)).expect("UTF-8");
    let entries: Vec<&str> = outline.lines().collect();
    assert_eq!(entries.len(), 1 + sample.batch.items.len(), "{outline}");
    for (item, entry) in sample.batch.items.iter().zip(&entries[1..]) {
        let about = match &item.facts {
            Facts::Sheet(key) | Facts::Card(key) => key.activation_key.to_string(),
            Facts::Registration(sheet) => sheet.device.to_string(),
            Facts::Licence(licence) => licence.used.as_ref().expect("it is used").name.clone(),
            Facts::Letter(letter) => letter.customer.clone(),
        };
        let page: usize = entry
            .rsplit("page=")
            .next()
            .and_then(|rest| rest.split('&').next()?.parse().ok())
            .expect("a page");
        assert!(entry.contains(about.as_str()), "{entry}");
        let listed = pages[0]
            .lines()
            .rfind(|line| line.contains(about.as_str()))
            .expect("it is listed");
        assert!(listed.trim_end().ends_with(&page.to_string()), "{listed}: {page}");
    }
}

#[test]
fn a_masked_set_lists_its_keys_by_their_last_four_digits() {
    let mut set = sample("customer-set");
    set.batch.masked = true;
    let Some(Facts::Sheet(key)) = set.batch.items.iter().map(|item| &item.facts).nth(1) else {
        panic!("another document")
    };
    let no = key.activation_key.to_string();
    let pdf = print(&set.batch);
    let outline = tool("mutool", &["show", "FILE", "outline"], &pdf);
    let outline = String::from_utf8(outline).expect("UTF-8");
    for told in [&outline, &texts(&pdf).concat()] {
        assert!(told.contains(&no[15..]) && !told.contains(&no[..9]), "{told}");
    }
}

#[test]
fn a_letter_of_many_devices_goes_on_and_loses_none() {
    let mut sample = sample("renewal-letter");
    let Facts::Letter(letter) = &mut sample.batch.items[0].facts else {
        panic!("another document")
    };
    let line = letter.lines[0].clone();
    letter.lines = (0..40)
        .map(|i| kagifuda_print::Line {
            device: format!("0000-0000-0000-{i:04}"),
            ..line.clone()
        })
        .collect();
    let file = pdf(&sample.batch).expect("a letter");
    let text = texts(&file).concat();
    assert!(file.pages >= 4, "{}", file.pages);
    for i in 0..40 {
        assert_eq!(text.matches(&format!("0000-0000-0000-{i:04}")).count(), 1, "{i}");
    }
    assert_eq!(text.matches("更新しないとどうなるか").count(), 1);
}
