//! Paper comes back to the counter: a picture of it is read, and judged by what the server signed.

use kagifuda_cache::{Cache, Custody, NewPrint, Secret};
use kagifuda_desk::problem::{Problem, ScanProblem};
use kagifuda_desk::view::{
    Asked, CodeView, DocumentKind, Finding, OutcomeView, ScanVerdict, ScanView, ScannedDocument, ScannedField,
    ScannedView, Verdict,
};
use kagifuda_domain::ids::{DocumentNo, RegistrationId};
use kagifuda_domain::kms::Pair;
use kagifuda_domain::print::{Document, Facts};
use kagifuda_tests::office::{DEMO, DEVICE, Office};
use kagifuda_tests::paper::{everything, file, form, into_a_file, text};
use kagifuda_tests::picture::picture;
use kagifuda_wire::record::{Kind, Record};

async fn scan(office: &Office, texts: &[&str]) -> ScanView {
    office.desk.scan(picture(texts)).await.unwrap()
}

/// The one document in the picture of `text`.
async fn read(office: &Office, text: &str) -> ScannedView {
    let mut scanned = scan(office, &[text]).await;
    match scanned.codes.pop() {
        Some(CodeView::Document(document)) if scanned.codes.is_empty() => document,
        other => panic!("{other:?}"),
    }
}

fn findings(document: &ScannedView) -> Vec<(ScannedField, Finding)> {
    let of = |number: &kagifuda_desk::view::ScannedNumberView| (number.field, number.finding.clone());
    document.numbers.iter().map(of).collect()
}

fn card(pair: &Pair) -> String {
    format!("S-{}-{}", pair.no.plain(), pair.registration_id.plain())
}

fn differs(positions: &[u32]) -> Finding {
    Finding::Differs {
        positions: positions.into(),
    }
}

/// Registers `pairs` on `device`, and answers their registration keys, plain.
async fn register(office: &Office, pairs: &[Pair], device: &str) -> Vec<String> {
    let outcome = office.apply(pairs, device).await.unwrap();
    let OutcomeView::Issued { registrations } = outcome else {
        panic!("{outcome:?}")
    };
    office.sync().await.unwrap();
    let plain = registrations
        .into_iter()
        .map(|key| key.registration_key.replace('-', ""));
    plain.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_that_was_printed_here_is_genuine_offline_and_looking_is_on_record() {
    let (office, pairs) = Office::with_keys(2).await;
    office.network.cut();
    let numbers: Vec<_> = pairs.iter().map(|pair| pair.no).collect();
    let form = form(DocumentKind::StartupCard, &numbers);
    let printed = office.desk.print(form, into_a_file(), None).await.unwrap();
    let scanned = office.desk.scan(std::fs::read(file(&printed)).unwrap()).await.unwrap();
    assert_eq!((scanned.verdict, scanned.pages_left), (ScanVerdict::Genuine, 0));
    for ((code, pair), page) in scanned.codes.iter().zip(&pairs).zip(1..) {
        let CodeView::Document(document) = code else {
            panic!("{code:?}")
        };
        assert_eq!((document.page, document.document), (page, ScannedDocument::StartupCard));
        assert_eq!(document.verdict, Verdict::Genuine);
        let no = pair.no.to_string();
        let numbers: Vec<&str> = document.numbers.iter().map(|number| number.number.as_str()).collect();
        let id = pair.registration_id.to_string();
        assert_eq!(numbers[..2], [no.as_str(), id.as_str()]);
        assert_eq!(document.numbers[2].field, ScannedField::Address);
        assert_eq!(document.query, Some(no));
    }

    let cache = Cache::open(office.home(), Custody::KeyFile).await.unwrap();
    let looks: Vec<Secret> = cache
        .shown(pairs[0].no)
        .await
        .unwrap()
        .iter()
        .map(|shown| shown.secret)
        .collect();
    assert_eq!(looks, [Secret::RegistrationId]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forged_registration_id_is_told_by_its_position_and_the_true_one_is_not() {
    let (office, pairs) = Office::with_keys(1).await;
    office.network.cut();
    let forged = Pair {
        registration_id: RegistrationId::from_bits(pairs[0].registration_id.bits() ^ 0x0010_0000),
        ..pairs[0]
    };
    let document = read(&office, &card(&forged)).await;
    assert_eq!(document.verdict, Verdict::Contradicts);
    let expected = [
        (ScannedField::ActivationKey, Finding::Agrees),
        (ScannedField::RegistrationId, differs(&[3])),
    ];
    assert_eq!(findings(&document), expected);
    let told = serde_json::to_string(&document).unwrap();
    assert!(told.contains(&forged.registration_id.to_string()));
    assert!(!told.contains(&pairs[0].registration_id.to_string()));

    let misprinted = format!(
        "S-{:016X}-{}",
        pairs[0].no.bits() ^ 0xF,
        pairs[0].registration_id.plain()
    );
    let expected = [
        (ScannedField::ActivationKey, differs(&[16])),
        (ScannedField::RegistrationId, Finding::Agrees),
    ];
    let document = read(&office, &misprinted).await;
    assert_eq!(findings(&document), expected);
    assert!(
        !serde_json::to_string(&document)
            .unwrap()
            .contains(&pairs[0].no.to_string())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_of_a_registered_key_is_held_against_the_device_and_the_registration_key_as_well() {
    let (office, pairs) = Office::with_keys(1).await;
    let keys = register(&office, &pairs, DEVICE).await;
    office.network.cut();
    let form = form(DocumentKind::StartupCard, &[pairs[0].no]);
    let printed = office.desk.print(form, into_a_file(), None).await.unwrap();
    let scanned = office.desk.scan(std::fs::read(file(&printed)).unwrap()).await.unwrap();
    let [CodeView::Document(document)] = &scanned.codes[..] else {
        panic!("{scanned:?}")
    };
    assert_eq!((&document.verdict, document.numbers.len()), (&Verdict::Genuine, 5));

    let device = DEVICE.replace('-', "");
    let last = |digits: &str| format!("{}{}", &digits[..15], if digits.ends_with('0') { '1' } else { '0' });
    for (device, key, expected) in [
        (last(&device), keys[0].clone(), [differs(&[16]), Finding::Agrees]),
        (device.clone(), last(&keys[0]), [Finding::Agrees, differs(&[16])]),
    ] {
        let document = read(&office, &format!("{}-{device}-{key}", card(&pairs[0]))).await;
        assert_eq!(document.verdict, Verdict::Contradicts);
        let [of_device, of_key] = expected;
        assert_eq!(
            findings(&document)[2..],
            [
                (ScannedField::Device, of_device),
                (ScannedField::RegistrationKey, of_key)
            ]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn true_numbers_behind_a_false_address_are_no_genuine_card() {
    let (office, pairs) = Office::with_keys(1).await;
    let document = read(&office, &format!("HTTPS://KEYS.EVIL.EXAMPLE/#{}", card(&pairs[0]))).await;
    assert_eq!(document.verdict, Verdict::Contradicts);
    assert_eq!(findings(&document)[2], (ScannedField::Address, differs(&[])));
}

#[tokio::test(flavor = "multi_thread")]
async fn registration_keys_are_those_of_their_device_or_said_to_be_anothers() {
    const OTHER: &str = "FEDC-BA09-8765-4321";
    let (office, pairs) = Office::with_keys(3).await;
    let here = register(&office, &pairs[..2], DEVICE).await;
    let there = register(&office, &pairs[2..], OTHER).await;
    office.network.cut();
    let device = DEVICE.replace('-', "");
    let sheet = read(&office, &format!("R-{device}-{}-{}", here[0], here[1])).await;
    assert_eq!(
        (sheet.verdict.clone(), sheet.query.as_deref()),
        (Verdict::Genuine, Some(DEVICE))
    );

    let sheet = read(&office, &format!("R-{device}-{}-{}", here[0], there[0])).await;
    assert_eq!(sheet.verdict, Verdict::Contradicts);
    let other = Finding::Elsewhere { device: OTHER.into() };
    let expected = [
        (ScannedField::Device, Finding::Agrees),
        (ScannedField::RegistrationKey, Finding::Agrees),
        (ScannedField::RegistrationKey, other),
    ];
    assert_eq!(findings(&sheet), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_number_is_that_of_the_subscription() {
    let office = Office::signed_in().await;
    let pairs = office
        .server
        .mint_for(kagifuda_tests::server::LOGIN, "KX-VCS701W", 1)
        .await;
    office.sync().await.unwrap();
    let subscribed = office.subscribe(&pairs[0]).await;
    office.sync().await.unwrap();
    office.network.cut();
    let plain = |number: &str| number.replace('-', "");
    let (key, no) = (plain(&subscribed.registration_key), plain(&subscribed.connection_no));
    let sheet = read(&office, &format!("R-{}-{key}-N{no}", plain(DEVICE))).await;
    assert_eq!(sheet.verdict, Verdict::Genuine, "{sheet:?}");

    let last = if no.ends_with('0') { "1" } else { "0" };
    let sheet = read(&office, &format!("R-{}-{key}-N{}{last}", plain(DEVICE), &no[..10])).await;
    assert_eq!(findings(&sheet)[2], (ScannedField::ConnectionNo, differs(&[11])));
}

#[tokio::test(flavor = "multi_thread")]
async fn mie_8_a_licence_key_is_that_of_a_sheet_with_its_case() {
    let office = Office::demo().await;
    let cache = Cache::open(office.home(), Custody::KeyFile).await.unwrap();
    let records = cache.whole(Kind::LicenceSheet).await.unwrap();
    let Some(Record::LicenceSheet(sheet)) = records.first() else {
        panic!("{DEMO} has no sheet")
    };
    let key = sheet.licence_key.plain();
    assert_eq!(read(&office, &format!("L-{key}")).await.verdict, Verdict::Genuine);
    let upper = key.to_ascii_uppercase();
    assert_ne!(upper, key, "a key has small letters");
    assert_eq!(read(&office, &format!("L-{upper}")).await.verdict, Verdict::Contradicts);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_known_here_is_asked_of_the_server() {
    let office = Office::signed_in().await;
    office.sync().await.unwrap();
    let pairs = office.server.mint(1).await;
    office.network.cut();
    let document = read(&office, &card(&pairs[0])).await;
    let because = Problem::Unreachable;
    let asked = Asked::NoAnswer { because };
    assert_eq!(document.verdict, Verdict::Unknown { asked });
    assert_eq!(document.query, None);

    office.network.mend();
    assert_eq!(read(&office, &card(&pairs[0])).await.verdict, Verdict::Genuine);

    office.server.add_dealer("other123", "別の販売店").await;
    let foreign = office.server.mint_for("other123", "KX-VCS101", 1).await;
    let asked = Asked::NotYours;
    assert_eq!(
        read(&office, &card(&foreign[0])).await.verdict,
        Verdict::Unknown { asked }
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_codes_the_gravest_is_said_and_anothers_is_not_ours() {
    let (office, pairs) = Office::with_keys(1).await;
    office.network.cut();
    let genuine = card(&pairs[0]);
    let wifi = format!("WIFI:S:事\u{202E}務所;P:{};;", "himitsu".repeat(30));
    let letter = "U-0123456789ABCDEF";
    for (texts, expected) in [
        (vec![], ScanVerdict::Nothing),
        (vec![wifi.as_str()], ScanVerdict::Nothing),
        (vec![wifi.as_str(), &genuine], ScanVerdict::Genuine),
        (vec![letter, &genuine], ScanVerdict::Unknown),
    ] {
        let scanned = scan(&office, &texts).await;
        assert_eq!(
            (scanned.verdict, scanned.codes.len()),
            (expected, texts.len()),
            "{texts:?}"
        );
    }
    let scanned = scan(&office, &[&wifi]).await;
    let CodeView::Foreign { text, page: 1 } = &scanned.codes[0] else {
        panic!("{scanned:?}")
    };
    let shown = wifi.replace('\u{202E}', " ");
    assert!(text.ends_with('…') && shown.starts_with(text.trim_end_matches('…')));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_known_by_the_print_history_of_all_desks_and_a_set_is_no_letter() {
    let office = Office::signed_in().await;
    let no: DocumentNo = "0123-4567-89AB-CDEF".parse().unwrap();
    let (letter, set) = (format!("U-{}", no.plain()), format!("C-{}", no.plain()));
    let asked = Asked::NotYours;
    assert_eq!(
        read(&office, &letter).await.verdict,
        Verdict::Unknown { asked: asked.clone() }
    );
    let cache = Cache::open(office.home(), Custody::KeyFile).await.unwrap();
    let print = NewPrint {
        id: uuid::Uuid::new_v4(),
        document: Document::RenewalLetter,
        subject: no.into(),
        customer: None,
        language: kagifuda_domain::mail::Language::Ja,
        facts: Facts::default(),
    };
    let now = "2026-11-22T00:00:00Z".parse().unwrap();
    let recording = cache.record_prints(vec![print], "tanaka01", now).await.unwrap();
    recording.keep().await.unwrap();
    assert_eq!(read(&office, &letter).await.verdict, Verdict::Genuine);
    assert_eq!(read(&office, &set).await.verdict, Verdict::Unknown { asked });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_set_and_the_letter_in_it_are_genuine_and_the_same_set_has_the_same_number() {
    let office = Office::demo().await;
    let sets = office.desk.select(everything(DocumentKind::CustomerSet)).await.unwrap();
    let print = async |set: &String| {
        let set = form(DocumentKind::CustomerSet, &[set]);
        office.desk.print(set, into_a_file(), None).await.unwrap()
    };
    // One with a letter in it.
    let mut set = None;
    for one in &sets.subjects {
        let printed = print(one).await;
        if text(file(&printed)).contains("更新のご案内") {
            set = Some(one);
            break;
        }
    }
    let again = print(set.expect("there are customers with something to renew")).await;
    let subject = office.desk.prints(None, 1).await.unwrap().prints.swap_remove(0);
    assert_eq!(subject.copy, 2, "the same set has the same number");
    // The contents, and the letter, which stands last.
    let ends = office.home().join("ends.pdf");
    let mut cut = std::process::Command::new("qpdf");
    cut.args([file(&again), "--pages", ".", "1-8,z", "--"]).arg(&ends);
    assert!(cut.status().unwrap().success());
    let scanned = office.desk.scan(std::fs::read(ends).unwrap()).await.unwrap();
    assert_eq!(scanned.verdict, ScanVerdict::Genuine, "{scanned:?}");
    let has = |wanted| {
        let mut codes = scanned.codes.iter();
        codes.any(|code| matches!(code, CodeView::Document(document) if document.document == wanted))
    };
    assert!(has(ScannedDocument::RenewalLetter) && has(ScannedDocument::CustomerSet));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_says_so_and_nobody_reads_without_an_account() {
    let office = Office::new().await;
    assert_eq!(office.desk.scan(picture(&[])).await, Err(Problem::NotSignedIn));
    let office = Office::signed_in().await;
    let refused = office.desk.scan(b"a text".to_vec()).await;
    assert_eq!(refused, Err(Problem::Scan(ScanProblem::ScanNoPicture)));
}
