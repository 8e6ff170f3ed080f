//! Every document of the office: chosen by a filter, printed, sent, and printed once more.

use std::collections::BTreeSet;
use std::process::Command;

use kagifuda_desk::Batching;
use kagifuda_desk::problem::{PaperProblem, Problem};
use kagifuda_desk::view::{
    BatchForm, BatchView, DestinationForm, DocumentKind, IssuedForm, KeyState, LabelsForm, PrintForm, PrintSettings,
    SelectForm, SelectionView,
};
use kagifuda_tests::office::{DEVICE, Office};
use kagifuda_tests::paper::{batch, everything, file, form, into_a_file, text};

async fn choose(office: &Office, form: SelectForm) -> SelectionView {
    office.desk.select(form).await.unwrap()
}

/// What a tool of poppler or qpdf says.
fn tool(name: &str, arguments: &[&str]) -> String {
    let output = Command::new(name)
        .args(arguments)
        .output()
        .expect("the tool is installed");
    assert!(
        output.status.success(),
        "{name}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// `form`, ready for labels.
async fn with_labels(office: &Office, mut form: PrintForm) -> PrintForm {
    if form.document == DocumentKind::KeyLabel {
        let sheet = office.desk.label_sheets().await.unwrap().swap_remove(0).name;
        form.labels = Some(LabelsForm { sheet, start: 2 });
    }
    form
}

#[tokio::test(flavor = "multi_thread")]
async fn every_document_is_chosen_by_a_filter_printed_and_seen_before_without_a_network() {
    let office = Office::demo().await;
    office.network.traffic();
    for document in DocumentKind::all() {
        let chosen = choose(&office, everything(document)).await;
        assert!(chosen.total > 0 && !chosen.subjects.is_empty(), "{document:?}");
        let first: Vec<&String> = chosen.subjects.iter().take(1).collect();
        let form = with_labels(&office, form(document, &first)).await;
        let page = async |nth| office.desk.preview(form.clone(), nth, 200).await.unwrap();
        let seen = page(0).await;
        assert!(seen.image.starts_with("data:image/png;base64,"), "{document:?}");
        let last = page(seen.pages - 1).await;
        assert_eq!(last.image == seen.image, seen.pages == 1, "{document:?}");
        let printed = office.desk.print(form.clone(), into_a_file(), None).await.unwrap();
        assert_eq!(printed.pages, seen.pages, "{document:?}");
        let text = text(file(&printed));
        assert!(printed.pages >= 1 && text.trim().len() > 30, "{document:?}: {text}");
        if matches!(document, DocumentKind::StartupCard | DocumentKind::RegistrationSheet) {
            assert!(text.contains(first[0].as_str()), "{document:?}: {text}");
        }
        let latest = office.desk.prints(None, 1).await.unwrap().prints.swap_remove(0);
        assert_eq!((latest.document, latest.copy), (document, 1));
    }
    assert_eq!(office.network.traffic().requests, 0, "the network was asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn days_to_choose_by_are_taken_as_people_write_them_for_keys_and_for_letters() {
    let office = Office::demo().await;
    for document in [DocumentKind::StartupCard, DocumentKind::RenewalLetter] {
        let within = async |from: &str, to: &str| {
            let period = IssuedForm {
                from: Some(from.into()),
                to: Some(to.into()),
            };
            let form = everything(document);
            office.desk.select(SelectForm { period, ..form }).await
        };
        let plain = within("2000-01-01", "2099-12-31").await.unwrap();
        assert!(plain.total > 0, "{document:?}");
        assert_eq!(
            within("2000/1/1", "２０９９年１２月３１日").await,
            Ok(plain),
            "{document:?}"
        );
        assert_eq!(within("1999/1/1", "1999/12/31").await.unwrap().total, 0, "{document:?}");
        let unreadable = within("yesterday", "").await;
        assert!(
            matches!(unreadable, Err(Problem::DayUnreadable { .. })),
            "{unreadable:?}"
        );
        let reversed = within("2026/4/2", "2026/4/1").await;
        assert!(matches!(reversed, Err(Problem::PeriodReversed { .. })), "{reversed:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn kms_7_the_sheet_of_a_device_has_its_keys_in_order_and_its_connection_number() {
    let (office, pairs) = Office::with_keys(3).await;
    office.apply(&pairs, DEVICE).await.unwrap();
    let printed = office
        .desk
        .print(form(DocumentKind::RegistrationSheet, &[DEVICE]), into_a_file(), None)
        .await
        .unwrap();
    let page = text(file(&printed));
    for pair in &pairs {
        let issued = office.look_up(pair).await.registration_key.unwrap();
        assert!(page.contains(&issued) && page.contains(&pair.no.to_string()), "{page}");
    }
    assert!(page.contains("1から7までを3回くり返します"), "{page}");

    let office = Office::signed_in().await;
    let card = office
        .server
        .mint_for(kagifuda_tests::server::LOGIN, "KX-VCS701W", 1)
        .await;
    office.sync().await.unwrap();
    let subscribed = office.subscribe(&card[0]).await;
    let printed = office
        .desk
        .print(form(DocumentKind::RegistrationSheet, &[DEVICE]), into_a_file(), None)
        .await
        .unwrap();
    let page = text(file(&printed));
    assert!(
        page.contains(&subscribed.connection_no) && page.contains("初回利用時から12か月"),
        "{page}"
    );
}

/// The lines of a file that a person could read in it, without what follows from its content.
fn lines(file: &str) -> BTreeSet<String> {
    let readable = tool(
        "qpdf",
        &[
            "--qdf",
            "--no-original-object-ids",
            "--stream-data=uncompress",
            file,
            "-",
        ],
    );
    readable.lines().map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_1_a_reprint_is_the_same_but_for_its_mark_whatever_has_changed_since() {
    let (office, pairs) = Office::with_keys(1).await;
    let no = [pairs[0].no];
    let first = office
        .desk
        .print(form(DocumentKind::StartupCard, &no), into_a_file(), None)
        .await
        .unwrap();
    let id = office.desk.prints(None, 1).await.unwrap().prints[0].id.clone();
    // The key is registered meanwhile: the card that was printed had empty boxes.
    office.apply(&pairs, DEVICE).await.unwrap();
    let again = office.desk.reprint(&id, None, into_a_file(), None).await.unwrap();
    let (then, now) = (text(file(&first)), text(file(&again)));
    assert!(
        then.contains("控え") && now.contains("再発行 2") && !now.contains(DEVICE),
        "{now}"
    );
    let differing: Vec<String> = lines(file(&first))
        .symmetric_difference(&lines(file(&again)))
        .cloned()
        .collect();
    // The words of the mark and its frame on either page, the faces' parts that hold its characters, and what is counted from the content.
    let drawn = differing.iter().filter(|line| line.starts_with("BT ")).count();
    assert_eq!(drawn, 2, "{differing:#?}");
    let copies: Vec<u32> = office
        .desk
        .prints(None, 10)
        .await
        .unwrap()
        .prints
        .iter()
        .map(|print| print.copy)
        .collect();
    assert_eq!(copies, [2, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_2_no_name_of_a_contract_user_is_kept_and_what_cannot_be_the_same_is_not_printed_again() {
    let office = Office::demo().await;
    for (document, again) in [(DocumentKind::LicenceSheet, true), (DocumentKind::RenewalLetter, false)] {
        let form = |customer: &String| form(document, &[customer]);
        let chosen = choose(&office, everything(document)).await.subjects;
        // A letter about cameras or みえますねっと is not kept; one about つながるねっと alone is.
        let mut refused = 0;
        for subject in &chosen {
            office.desk.print(form(subject), into_a_file(), None).await.unwrap();
            let print = office.desk.prints(None, 1).await.unwrap().prints.swap_remove(0);
            let printed = office.desk.reprint(&print.id, None, into_a_file(), None).await;
            refused += usize::from(printed == Err(PaperProblem::PrintNotKept.into()));
        }
        assert_eq!(refused == 0, again, "{document:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn prn_2_the_history_tells_to_which_customer_of_the_office_a_letter_was() {
    let office = Office::demo().await;
    let (mut known, mut unknown) = (0, 0);
    for whom in choose(&office, everything(DocumentKind::RenewalLetter)).await.subjects {
        let letter = form(DocumentKind::RenewalLetter, &[&whom]);
        office.desk.print(letter, into_a_file(), None).await.unwrap();
        match office
            .desk
            .prints(None, 1)
            .await
            .unwrap()
            .prints
            .swap_remove(0)
            .customer
        {
            Some(customer) => {
                assert_eq!(customer.name, whom);
                known += 1;
            }
            None => unknown += 1,
        }
    }
    assert!(known > 0 && unknown > 0, "{known} {unknown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_belongs_to_nobody_goes_into_one_file_for_each_customer_or_not() {
    let (office, pairs) = Office::with_keys(3).await;
    let numbers: Vec<_> = pairs.iter().map(|pair| pair.no).collect();
    let done = run(&office, batch(form(DocumentKind::StartupCard, &numbers), true)).await;
    assert_eq!(done.printed.iter().map(|file| file.pages).collect::<Vec<_>>(), [3]);
}

async fn run(office: &Office, form: BatchForm) -> BatchView {
    office.desk.print_batch(form, &Batching::default()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_makes_one_file_or_one_for_each_customer_and_names_what_it_left_out() {
    let office = Office::demo().await;
    let registered = SelectForm {
        key: Some(KeyState::Registered),
        ..everything(DocumentKind::StartupCard)
    };
    let mut subjects = choose(&office, registered).await.subjects;
    subjects.truncate(60);
    subjects.insert(7, "FFFF-FFFF-FFFF-FFFF".into());
    subjects.push("no number".into());

    let one = run(&office, batch(form(DocumentKind::StartupCard, &subjects), false)).await;
    assert_eq!((one.printed.len(), one.printed[0].pages, one.cancelled), (1, 60, false));
    let left_out: Vec<(&str, bool)> = one
        .left_out
        .iter()
        .map(|left_out| {
            (
                left_out.subject.as_str(),
                matches!(left_out.problem, Problem::UnknownKey { .. }),
            )
        })
        .collect();
    assert_eq!(left_out, [("FFFF-FFFF-FFFF-FFFF", true), ("no number", false)]);

    let many = run(&office, batch(form(DocumentKind::StartupCard, &subjects), true)).await;
    let files: BTreeSet<&str> = many.printed.iter().map(file).collect();
    assert!(files.len() > 1 && files.len() == many.printed.len(), "{files:?}");
    assert_eq!(many.printed.iter().map(|printed| printed.documents).sum::<u32>(), 60);
    assert!(
        many.printed
            .iter()
            .all(|printed| file(printed).starts_with(&many.folder))
    );
    for printed in many.printed.iter().take(3) {
        let customers: BTreeSet<String> = text(file(printed))
            .lines()
            .filter(|line| line.trim_start().starts_with("お客様"))
            // How far apart words stand depends on what else is on the page.
            .map(|line| line.split_whitespace().collect())
            .collect();
        assert!(customers.len() <= 1, "{customers:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_batch_prints_and_records_nothing_more() {
    let office = Office::demo().await;
    let chosen = choose(&office, everything(DocumentKind::StartupCard)).await.subjects;
    let recorded = office.desk.prints(None, 10_000).await.unwrap().prints.len();
    let batching = Batching::default();
    batching.cancel();
    let form = batch(form(DocumentKind::StartupCard, &chosen[..200]), false);
    let done = office.desk.print_batch(form, &batching).await.unwrap();
    assert!(done.cancelled && done.printed.is_empty());
    assert_eq!(office.desk.prints(None, 10_000).await.unwrap().prints.len(), recorded);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_for_mail_opens_with_its_password_and_shows_the_last_four_digits() {
    let (office, pairs) = Office::with_keys(1).await;
    let mut form = form(DocumentKind::StartupCard, &[pairs[0].no]);
    form.masked = true;
    let to = |password: &str| DestinationForm {
        password: Some(password.into()),
        ..DestinationForm::default()
    };
    let refused = office.desk.print(form.clone(), to("short"), None).await;
    assert_eq!(refused, Err(PaperProblem::FilePassword.into()));
    let printed = office.desk.print(form, to("Minato-2026"), None).await.unwrap();
    assert!(
        !Command::new("pdftotext")
            .args([file(&printed), "-"])
            .output()
            .unwrap()
            .status
            .success()
    );
    let page = tool("pdftotext", &["-upw", "Minato-2026", file(&printed), "-"]);
    let no = pairs[0].no.to_string();
    assert!(page.contains(&no[15..]) && !page.contains(&no[..9]), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_office_that_wants_no_address_has_none_on_paper() {
    let (office, pairs) = Office::with_keys(1).await;
    let print = async || {
        let printed = office
            .desk
            .print(form(DocumentKind::StartupCard, &[pairs[0].no]), into_a_file(), None)
            .await
            .unwrap();
        text(file(&printed))
    };
    assert!(print().await.contains("https://keys.example.jp"));
    let settings = PrintSettings {
        numbers_only: true,
        ..PrintSettings::default()
    };
    office.desk.set_print_settings(settings).await.unwrap();
    assert!(!print().await.contains("https://"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_named_twice_is_printed_once() {
    let (office, pairs) = Office::with_keys(2).await;
    let mut twice = form(DocumentKind::StartupCard, &[pairs[0].no, pairs[1].no, pairs[0].no]);
    twice.subjects[2] = twice.subjects[2].replace('-', "").to_lowercase();
    let printed = office.desk.print(twice, into_a_file(), None).await.unwrap();
    assert_eq!((printed.documents, printed.pages), (2, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sheet_of_labels_that_was_printed_on_last_is_the_usual_one() {
    let (office, pairs) = Office::with_keys(1).await;
    let usual = async || {
        let sheets = office.desk.label_sheets().await.unwrap().into_iter();
        sheets
            .filter(|sheet| sheet.usual)
            .map(|sheet| sheet.name)
            .collect::<Vec<_>>()
    };
    assert_eq!(usual().await, [""; 0]);
    let last = office.desk.label_sheets().await.unwrap().pop().unwrap().name;
    let label = PrintForm {
        labels: Some(LabelsForm {
            sheet: last.clone(),
            start: 1,
        }),
        ..form(DocumentKind::KeyLabel, &[pairs[0].no])
    };
    office.desk.print(label, into_a_file(), None).await.unwrap();
    assert_eq!(usual().await, [last]);
}
