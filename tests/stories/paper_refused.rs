//! What is not printed: what does not go together, what is too much at once, and the one of many that cannot be.

use kagifuda_cache::{Cache, Custody};
use kagifuda_desk::Batching;
use kagifuda_desk::problem::{PaperProblem, Problem};
use kagifuda_desk::view::{BatchView, DocumentKind, IssuedForm, KeyState, LabelsForm, Paper, PrintForm, SelectForm};
use kagifuda_domain::site::Site;
use kagifuda_tests::office::{DEVICE, Office};
use kagifuda_tests::paper::{batch, everything, file, form, into_a_file, text};
use kagifuda_tests::told::{licence_sheets, told};
use kagifuda_wire::record::{Device, Kind, Record};

/// What a batch left out, and why.
fn left_out(done: &BatchView) -> Vec<(&str, &Problem)> {
    let left_out = done.left_out.iter();
    left_out.map(|left| (left.subject.as_str(), &left.problem)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_is_meant_by_the_whole_name_and_refused_where_none_or_several_are_called_so() {
    let office = Office::demo().await;
    let chosen = office.desk.select(everything(DocumentKind::CustomerSet)).await.unwrap();
    let id = &chosen.subjects[0];
    let name = office.desk.customer(id).await.unwrap().fields.name;
    let meant = async |typed: &str| {
        let form = everything(DocumentKind::StartupCard);
        let customer = Some(typed.to_owned());
        office.desk.select(SelectForm { customer, ..form }).await
    };
    let by_id = meant(id).await.unwrap();
    assert!(by_id.total > 0);
    let spaced = format!(" {} ", name.replace(' ', "　"));
    for typed in [&name, &spaced] {
        assert_eq!(meant(typed).await.as_ref(), Ok(&by_id), "{typed}");
    }
    let unclear = |name: &str| {
        Err(Problem::from(PaperProblem::CustomerUnclear {
            name: name.into(),
            found: 0,
        }))
    };
    assert_eq!(meant("そんなお客様").await, unclear("そんなお客様"));
    let set = form(DocumentKind::CustomerSet, &[&name]);
    let printed = office.desk.print(set, into_a_file(), None).await.unwrap();
    assert!(text(file(&printed)).contains(&name));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_condition_that_a_document_takes_narrows_the_choice_and_another_is_refused() {
    let office = Office::demo().await;
    let sets = office.desk.select(everything(DocumentKind::CustomerSet)).await.unwrap();
    let customer = sets.subjects[0].clone();
    for (document, takes) in [
        (DocumentKind::ActivationSheet, [true, true, true, true]),
        (DocumentKind::StartupCard, [true, true, true, true]),
        (DocumentKind::KeyLabel, [true, true, true, true]),
        (DocumentKind::RegistrationSheet, [true, false, true, true]),
        (DocumentKind::LicenceSheet, [true, true, false, false]),
        (DocumentKind::RenewalLetter, [false, false, true, false]),
        (DocumentKind::CustomerSet, [false, false, false, true]),
    ] {
        let none = || everything(document);
        let all = office.desk.select(none()).await.unwrap().total;
        let every = SelectForm {
            document,
            product: Some("MIEMASU-12".into()),
            key: Some(KeyState::Registered),
            period: IssuedForm {
                from: None,
                to: Some("1999-12-31".into()),
            },
            customer: Some(customer.clone()),
        };
        let product = every.product.clone();
        let key = every.key;
        let period = every.period.clone();
        let customer = every.customer.clone();
        let conditions = [
            ("product", SelectForm { product, ..none() }),
            ("state", SelectForm { key, ..none() }),
            ("period", SelectForm { period, ..none() }),
            ("customer", SelectForm { customer, ..none() }),
        ];
        for ((name, form), takes) in conditions.into_iter().zip(takes) {
            match office.desk.select(form).await {
                Ok(chosen) => assert!(takes && chosen.total < all, "{document:?}, {name}: {}", chosen.total),
                refused => {
                    assert_eq!(refused, Err(PaperProblem::ChoiceNotOffered.into()));
                    assert!(!takes, "{document:?}, {name}");
                }
            }
        }
        // One that goes does not let in another that does not.
        if takes.contains(&false) {
            let refused = office.desk.select(every).await;
            assert_eq!(refused, Err(PaperProblem::ChoiceNotOffered.into()), "{document:?}");
        }
    }
    // A period of which neither day is named asks for nothing.
    let form = SelectForm {
        period: IssuedForm { from: None, to: None },
        ..everything(DocumentKind::CustomerSet)
    };
    assert_eq!(office.desk.select(form).await, Ok(sets));
}

/// `document` of `no` on labels of `sheet` from the place `start` on.
fn on_labels(document: DocumentKind, no: &str, sheet: &str, start: u32) -> PrintForm {
    let sheet = sheet.into();
    PrintForm {
        labels: Some(LabelsForm { sheet, start }),
        ..form(document, &[no])
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn labels_need_a_sheet_that_is_known_and_a_place_that_it_has_and_nothing_else_goes_on_them() {
    const SHEET: &str = "エーワン 28386 24面";
    let (office, pairs) = Office::with_keys(1).await;
    let no = pairs[0].no.to_string();
    let label = |sheet, start| on_labels(DocumentKind::KeyLabel, &no, sheet, start);
    let unknown = |sheet: &str| Some(PaperProblem::LabelSheetUnknown { sheet: sheet.into() });
    let no_place = |start| Some(PaperProblem::LabelPlace { labels: 24, start });
    let mut forms = vec![
        (label(SHEET, 1), None),
        (label("28386", 24), None),
        (label("28386", 0), no_place(0)),
        (label("28386", 25), no_place(25)),
        (label("99999", 1), unknown("99999")),
        (label("2838", 1), unknown("2838")),
        (label("", 1), unknown("")),
        (
            form(DocumentKind::KeyLabel, &[&no]),
            Some(PaperProblem::PaperNotOffered),
        ),
        (
            PrintForm {
                paper: Paper::EightUp,
                ..form(DocumentKind::ActivationSheet, &[&no])
            },
            Some(PaperProblem::PaperNotOffered),
        ),
    ];
    let others = DocumentKind::all()
        .into_iter()
        .filter(|document| *document != DocumentKind::KeyLabel);
    forms.extend(others.map(|document| {
        // What of is not asked before it is known on what.
        (on_labels(document, &no, SHEET, 1), Some(PaperProblem::PaperNotOffered))
    }));
    let mut printed = 0;
    for (form, refused) in forms {
        let expected = refused.map_or(Ok(()), |problem| Err(Problem::Paper(problem)));
        let seen = office.desk.preview(form.clone(), 0, 100).await.map(drop);
        assert_eq!(seen, expected, "seen beforehand: {form:?}");
        let done = office
            .desk
            .print_batch(batch(form.clone(), false), &Batching::default())
            .await;
        assert_eq!(done.map(drop), expected, "{form:?}");
        printed += usize::from(expected.is_ok());
    }
    assert_eq!(office.desk.prints(None, 100).await.unwrap().prints.len(), printed);
}
#[tokio::test(flavor = "multi_thread")]
async fn sheets_of_the_offices_own_are_printed_on_and_a_list_of_them_that_cannot_be_read_is_named() {
    let (office, pairs) = Office::with_keys(1).await;
    let own = office.home().join("label-sheets.json");
    std::fs::write(&own, r#"[{"name":"うちの用紙","columns":2,"rows":4,"width":90,"height":60,"left":15,"top":20,"pitch_x":90,"pitch_y":60}]"#).unwrap();
    let label = || on_labels(DocumentKind::KeyLabel, &pairs[0].no.to_string(), "うちの用紙", 8);
    let printed = office.desk.print(label(), into_a_file(), None).await.unwrap();
    assert!(text(file(&printed)).contains(&pairs[0].no.to_string()));
    std::fs::write(&own, "{").unwrap();
    let path = own.display().to_string();
    let unreadable = Problem::Paper(PaperProblem::LabelSheetsUnreadable { path });
    assert_eq!(office.desk.label_sheets().await, Err(unreadable.clone()));
    assert_eq!(office.desk.print(label(), into_a_file(), None).await, Err(unreadable));
}

#[tokio::test(flavor = "multi_thread")]
async fn more_documents_than_a_batch_may_have_are_counted_and_none_is_printed() {
    let office = Office::signed_in().await;
    office.sync().await.unwrap();
    told(office.home(), &licence_sheets(10_001)).await;
    let chosen = office
        .desk
        .select(everything(DocumentKind::LicenceSheet))
        .await
        .unwrap();
    assert_eq!((chosen.total, chosen.subjects.len()), (10_001, 10_000));
    // It would be begun and at once be given up.
    let cancelled = Batching::default();
    cancelled.cancel();
    let mut print = form(DocumentKind::LicenceSheet, &chosen.subjects);
    let most = office.desk.print_batch(batch(print.clone(), false), &cancelled).await;
    assert!(most.is_ok_and(|done| done.cancelled && done.printed.is_empty()));

    print.subjects.push(chosen.subjects[0].clone());
    let too_many = |found, max| Err(Problem::Paper(PaperProblem::TooManySheets { found, max }));
    let refused = office.desk.print_batch(batch(print.clone(), false), &cancelled).await;
    assert_eq!(refused.map(drop), too_many(10_001, 10_000));
    print.subjects.truncate(1_001);
    assert_eq!(
        office.desk.print(print, into_a_file(), None).await.map(drop),
        too_many(1_001, 1_000),
        "in one file"
    );
}

/// Why something called `of` is left out, of whose name no face has the face.
fn unprintable(of: &str) -> Problem {
    Problem::Paper(PaperProblem::MissingGlyphs {
        characters: "😀".into(),
        of: Some(of.into()),
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn of_documents_that_are_called_alike_a_batch_leaves_out_the_one_that_cannot_be_printed() {
    let office = Office::demo().await;
    let cache = Cache::open(office.home(), Custody::KeyFile).await.unwrap();
    let mut devices = Vec::new();
    for record in cache.whole(Kind::MiemasuDevice).await.unwrap() {
        if let Record::MiemasuDevice(device) = record {
            devices.push(device);
        }
    }
    devices.truncate(4);
    devices[2].name = "倉庫😀".parse().unwrap();
    told(office.home(), &[Record::MiemasuDevice(devices[2].clone())]).await;

    let sheets: Vec<_> = devices.iter().map(|device| device.licence.sheet).collect();
    let form = batch(form(DocumentKind::LicenceSheet, &sheets), false);
    let done = office.desk.print_batch(form, &Batching::default()).await.unwrap();
    // They are called after their contract user, who is the same.
    assert_eq!(left_out(&done), [("つばめ商店", &unprintable("つばめ商店"))]);
    let [printed] = done.printed.as_slice() else {
        panic!("{done:?}")
    };
    let text = text(file(printed));
    let shown = devices.iter().map(|device| text.contains(&device.mac.to_string()));
    assert_eq!(shown.collect::<Vec<_>>(), [true, true, false, true], "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_of_two_sheets_before_it_does_not_turn_the_blame_on_the_next() {
    const BAD: &str = "2222-2222-2222-2222";
    const LAST: &str = "3333-3333-3333-3333";
    let (office, pairs) = Office::with_keys(11).await;
    // KMS-4: so many keys that they take two sheets.
    for (pairs, device) in [
        (&pairs[..8], DEVICE),
        (&pairs[8..9], DEVICE),
        (&pairs[9..10], BAD),
        (&pairs[10..], LAST),
    ] {
        office.apply(pairs, device).await.unwrap();
    }
    office.sync().await.unwrap();
    // Another program wrote the site that this one would have refused.
    let site = Record::Device(Device {
        device: BAD.parse().unwrap(),
        site: Site::new(["😀ビル", ""]).unwrap(),
        customer: None,
    });
    told(office.home(), &[site]).await;
    let form = batch(form(DocumentKind::RegistrationSheet, &[DEVICE, BAD, LAST]), false);
    let done = office.desk.print_batch(form, &Batching::default()).await.unwrap();
    assert_eq!(left_out(&done), [(BAD, &unprintable(BAD))]);
    let [printed] = done.printed.as_slice() else {
        panic!("{done:?}")
    };
    assert_eq!((printed.documents, printed.pages), (2, 3));
    let text = text(file(printed));
    assert!(text.contains(LAST) && !text.contains(BAD), "{text}");
}
