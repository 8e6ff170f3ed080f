//! Customers: changed offline, by two at once, merged, and read from files.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kagifuda_desk::problem::{CustomerField, CustomerProblem, Problem};
use kagifuda_desk::view::{AttachForm, Encoding, FateView, ImportForm, ImportView, MergeForm, OutcomeView, SettleForm};
use kagifuda_tests::customers::{add, edit, named, one};
use kagifuda_tests::office::{DEVICE, Office};
use kagifuda_tests::other_desk::OtherDesk;
use kagifuda_tests::server::LOGIN;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_changed_offline_is_seen_at_once_and_sent_in_its_order() {
    let office = Office::signed_in().await;
    office.sync().await.unwrap();
    office.network.cut();
    let id = add(&office.desk, named("株式会社山田商店")).await;
    let added = one(&office.desk, &id).await;
    assert!(added.waiting && added.fields.name == "株式会社山田商店");
    let outcome = edit(&office.desk, &added, |fields| {
        fields.phone = "０９２−０００−０００１".into()
    })
    .await;
    assert!(matches!(
        outcome,
        OutcomeView::Queued {
            because: Problem::Unreachable,
            ..
        }
    ));
    let seen = one(&office.desk, &id).await;
    edit(&office.desk, &seen, |fields| fields.memo = "初回は電話のみ".into()).await;
    let list = office.desk.customers("092-000", 0, 10).await.unwrap();
    assert_eq!((list.all, list.found, list.rows[0].waiting), (1, 1, true));

    office.network.mend();
    office.sync().await.unwrap();
    let sent = one(&office.desk, &id).await;
    assert!(!sent.waiting && sent.overtaken.is_empty(), "{sent:?}");
    assert_eq!(
        (sent.fields.phone.as_str(), sent.fields.memo.as_str()),
        ("092-000-0001", "初回は電話のみ")
    );
    let other = OtherDesk::in_step(&office, LOGIN).await;
    assert_eq!(one(&other.desk, &id).await.fields, sent.fields);
}

#[tokio::test(flavor = "multi_thread")]
async fn cus_2_two_desks_that_edit_one_customer_lose_nothing_and_choose() {
    let office = Office::signed_in().await;
    office.sync().await.unwrap();
    let id = add(&office.desk, named("山田商店")).await;
    let other = OtherDesk::in_step(&office, LOGIN).await;
    let (here, there) = (one(&office.desk, &id).await, one(&other.desk, &id).await);
    assert_eq!(here.version, there.version);

    office.network.cut();
    let queued = edit(&office.desk, &here, |fields| {
        fields.phone = "092-000-0001".into();
        fields.contact = "花子".into();
    })
    .await;
    assert!(matches!(queued, OutcomeView::Queued { .. }));
    office.network.mend();
    edit(&other.desk, &there, |fields| fields.phone = "092-000-0002".into()).await;
    office.sync().await.unwrap();

    let list = office.desk.customers("", 0, 10).await.unwrap();
    assert_eq!(list.to_settle.len(), 1);
    let seen = one(&office.desk, &id).await;
    assert_eq!(
        (seen.fields.phone.as_str(), seen.fields.contact.as_str()),
        ("092-000-0002", "")
    );
    let [overtaken] = seen.overtaken.as_slice() else {
        panic!("{:?}", seen.overtaken);
    };
    let fields: Vec<_> = overtaken
        .fields
        .iter()
        .map(|f| (f.field, f.theirs.as_str(), f.mine.as_str()))
        .collect();
    assert_eq!(
        fields,
        [
            (CustomerField::Contact, "", "花子"),
            (CustomerField::Phone, "092-000-0002", "092-000-0001"),
        ]
    );
    let settle = |mine: Vec<CustomerField>| SettleForm {
        intent: overtaken.intent.clone(),
        customer: id.clone(),
        version: overtaken.version.clone(),
        mine,
    };
    let settled = office
        .desk
        .settle_customer(settle(vec![CustomerField::Contact]))
        .await
        .unwrap();
    assert!(matches!(settled.unwrap().outcome, OutcomeView::Written { .. }));
    let after = one(&office.desk, &id).await;
    assert_eq!(
        (after.fields.phone.as_str(), after.fields.contact.as_str()),
        ("092-000-0002", "花子")
    );
    assert!(after.overtaken.is_empty());
    assert_eq!(office.desk.customers("", 0, 10).await.unwrap().to_settle, []);
    assert_eq!(
        office.desk.settle_customer(settle(vec![CustomerField::Phone])).await,
        Ok(None),
        "once"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn cus_2_a_choice_is_made_about_what_was_shown_and_not_about_what_came_since() {
    let office = Office::signed_in().await;
    office.sync().await.unwrap();
    let id = add(&office.desk, named("山田商店")).await;
    let other = OtherDesk::in_step(&office, LOGIN).await;
    let here = one(&office.desk, &id).await;
    let first = one(&other.desk, &id).await;
    edit(&other.desk, &first, |fields| fields.phone = "092-000-0002".into()).await;
    let refused = edit(&office.desk, &here, |fields| fields.phone = "092-000-0001".into()).await;
    assert!(
        matches!(
            refused,
            OutcomeView::Refused {
                problem: Problem::Customer(CustomerProblem::CustomerChanged)
            }
        ),
        "{refused:?}"
    );
    let overtaken = one(&office.desk, &id).await.overtaken.remove(0);
    let again = one(&other.desk, &id).await;
    edit(&other.desk, &again, |fields| fields.phone = "092-000-0003".into()).await;
    let form = SettleForm {
        intent: overtaken.intent,
        customer: id.clone(),
        version: overtaken.version,
        mine: vec![CustomerField::Phone],
    };
    let settled = office.desk.settle_customer(form).await.unwrap().unwrap().outcome;
    assert!(matches!(
        settled,
        OutcomeView::Refused {
            problem: Problem::Customer(CustomerProblem::CustomerChanged)
        }
    ));
    let seen = one(&office.desk, &id).await;
    assert_eq!(seen.fields.phone, "092-000-0003", "nothing is overwritten in silence");
    assert_eq!(seen.overtaken.len(), 1, "and what was wanted is still there");
    assert_eq!(seen.overtaken[0].fields[0].mine, "092-000-0001");
}

#[tokio::test(flavor = "multi_thread")]
async fn cus_3_two_customers_become_one_with_all_devices() {
    let (office, pairs) = Office::with_keys(1).await;
    office.apply(&pairs, DEVICE).await.unwrap();
    let stays = add(&office.desk, named("山田商店")).await;
    let mut fields = named("㈱山田商店");
    (fields.phone, fields.memo) = ("092-000-0001".into(), "裏口から".into());
    let goes = add(&office.desk, fields).await;
    let attach = |customer: &str| AttachForm {
        device: DEVICE.into(),
        seen: None,
        customer: Some(customer.into()),
    };
    office.desk.attach_device(attach(&goes)).await.unwrap();
    let known = one(&office.desk, &goes).await;
    assert_eq!(known.devices[0].keys[0].activation_key, pairs[0].no.to_string());
    assert_eq!(known.alike.iter().map(|row| &row.id).collect::<Vec<_>>(), [&stays]);
    let moved = office.desk.attach_device(attach(&stays)).await.unwrap().outcome;
    assert!(
        matches!(
            moved,
            OutcomeView::Refused {
                problem: Problem::Customer(CustomerProblem::DeviceMoved)
            }
        ),
        "{moved:?}"
    );

    let refused = office.desk.customers("", 0, 10).await.unwrap().refused;
    let moved = CustomerProblem::DeviceMoved.into();
    assert_eq!((refused.len(), &refused[0].problem), (1, &moved));
    office.desk.put_away(&refused[0].intent).await.unwrap();
    assert_eq!(office.desk.customers("", 0, 10).await.unwrap().refused, []);

    let offer = office.desk.merge_offer(&stays, &goes).await.unwrap();
    assert_eq!(
        (offer.offered.name.as_str(), offer.offered.memo.as_str()),
        ("山田商店", "裏口から")
    );
    assert_eq!(offer.goes.devices, [DEVICE]);
    office.network.cut();
    let form = MergeForm {
        stays: offer.stays.id,
        stays_version: offer.stays.version,
        goes: offer.goes.id,
        goes_version: offer.goes.version,
        before: offer.stays.fields,
        fields: offer.offered.clone(),
    };
    office.desk.merge_customers(form).await.unwrap();
    for online in [false, true] {
        if online {
            office.network.mend();
            office.sync().await.unwrap();
        }
        let merged = one(&office.desk, &stays).await;
        assert_eq!(
            (&merged.fields, merged.devices.len(), merged.waiting),
            (&offer.offered, 1, !online)
        );
        assert_eq!(office.desk.customers("", 0, 10).await.unwrap().all, 1);
    }
    let gone = CustomerProblem::CustomerUnknown.into();
    assert_eq!(office.desk.customer(&goes).await, Err(gone));
    assert_eq!(office.look_up(&pairs[0]).await.customer.as_deref(), Some("山田商店"));
}

fn file(name: &str, bytes: &[u8]) -> ImportForm {
    ImportForm {
        name: name.into(),
        content: STANDARD.encode(bytes),
        encoding: None,
        sheet: None,
        head: None,
        columns: None,
        leave_out: vec![],
    }
}

fn fates(view: &ImportView) -> Vec<(u32, &'static str)> {
    let fate = |fate: &FateView| match fate {
        FateView::New { .. } => "new",
        FateView::Update { .. } => "update",
        FateView::Same { .. } => "same",
        FateView::Repeated { .. } => "repeated",
        FateView::Refused { .. } => "refused",
    };
    view.rows.iter().map(|row| (row.line, fate(&row.fate))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn cus_5_a_shift_jis_list_is_tried_first_and_then_taken() {
    let office = Office::signed_in().await;
    office.sync().await.unwrap();
    let known = add(&office.desk, named("株式会社髙田商会")).await;
    let list = "得意先一覧,,\r\n会社名,電話番号,備考\r\n㈱髙田商会,092-000-0001,\r\n佐藤電機,092-000-0002,①\r\n\
                佐藤電機（株）,,\r\n田中工務店,なし,\r\n山本,,残さない\r\n";
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(list);
    let mut form = file("得意先.csv", &bytes);
    let view = office.desk.plan_import(form.clone()).await.unwrap();
    assert_eq!(
        (view.encoding, view.encoding_certain, view.head),
        (Some(Encoding::ShiftJis), false, 2)
    );
    assert_eq!(
        fates(&view),
        [(3, "update"), (4, "new"), (5, "repeated"), (6, "refused"), (7, "new")]
    );
    form.encoding = Some(Encoding::Utf8);
    assert_eq!(
        office.desk.plan_import(form.clone()).await,
        Err(Problem::Customer(CustomerProblem::ImportEncoding))
    );
    form.encoding = None;
    form.leave_out = vec![7];
    assert_eq!(
        office.desk.customers("", 0, 10).await.unwrap().all,
        1,
        "trying changes nothing"
    );

    office.network.cut();
    let imported = office.desk.run_import(form.clone(), view.mark.clone()).await.unwrap();
    assert_eq!((imported.done, imported.waiting), (0, 2));
    assert_eq!(imported.because, Some(Problem::Unreachable));
    office.network.mend();
    office.sync().await.unwrap();
    let all = office.desk.customers("", 0, 10).await.unwrap();
    assert_eq!(all.all, 2);
    let updated = one(&office.desk, &known).await.fields;
    assert_eq!(
        (updated.name.as_str(), updated.phone.as_str()),
        ("㈱髙田商会", "092-000-0001")
    );
    assert_eq!(
        office.desk.run_import(form.clone(), view.mark).await,
        Err(Problem::Customer(CustomerProblem::ImportChanged))
    );
    let view = office.desk.plan_import(form).await.unwrap();
    assert_eq!(fates(&view)[..2], [(3, "same"), (4, "same")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn cus_5_a_workbook_is_read_and_an_export_comes_back_as_it_went() {
    let office = Office::signed_in().await;
    office.sync().await.unwrap();
    let book = include_bytes!("customers.xlsx");
    let view = office.desk.plan_import(file("customers.xlsx", book)).await.unwrap();
    assert_eq!((view.encoding, view.sheets.len(), view.head), (None, 2, 3));
    assert_eq!(fates(&view), [(4, "new"), (5, "new"), (7, "refused")]);
    let imported = office
        .desk
        .run_import(file("customers.xlsx", book), view.mark)
        .await
        .unwrap();
    assert_eq!((imported.done, imported.overtaken, imported.waiting), (2, 0, 0));
    let found = office.desk.customers("さとう", 0, 10).await.unwrap();
    assert_eq!(
        (found.rows[0].name.as_str(), found.rows[0].phone.as_str()),
        ("佐藤電機株式会社", "+81 92-000-0002")
    );

    let exported = office.desk.export_customers().await.unwrap();
    let text = std::fs::read(&exported.file).unwrap();
    assert!(
        String::from_utf8_lossy(&text).contains("\"'+81 92-000-0002\""),
        "a spreadsheet takes it for no formula"
    );
    let view = office.desk.plan_import(file("back.csv", &text)).await.unwrap();
    assert_eq!(fates(&view), [(2, "same"), (3, "same")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn cus_5_ten_thousand_rows_are_tried_and_taken() {
    let office = Office::signed_in().await;
    office.sync().await.unwrap();
    let mut list = String::from("お客様名,フリガナ,電話番号\n");
    for n in 0..10_000 {
        list.push_str(&format!("店{n},ミセ{n},092-{:03}-{:04}\n", n / 10_000, n));
    }
    let form = file("list.csv", list.as_bytes());
    let view = office.desk.plan_import(form.clone()).await.unwrap();
    assert_eq!(view.rows.len(), 10_000);
    office.desk.run_import(form.clone(), view.mark).await.unwrap();
    office.sync().await.unwrap();
    let page = office.desk.customers("ミセ99", 0, 50).await.unwrap();
    assert_eq!((page.all, page.found, page.rows.len()), (10_000, 111, 50));
    let view = office.desk.plan_import(form).await.unwrap();
    assert!(view.rows.iter().all(|row| matches!(row.fate, FateView::Same { .. })));
}
