//! Customers: taken from a file, merged, and changed by two at once (CUS-2, CUS-3, CUS-5).

use std::fs;

use kagifuda_desk::view::{AddStaffForm, CustomerFields, StaffRole};
use kagifuda_tests::customers::{add, edit, named, one};
use kagifuda_tests::office::Office;
use kagifuda_tests::other_desk::OtherDesk;
use kagifuda_tests::server::{LOGIN, PASSWORD};
use kagifuda_tests::window::Window;

use crate::opened;

async fn at_customers(office: &Office) -> Window {
    let window = opened(office.home()).await;
    window.press_ctrl('5').await;
    window.sees("新しいお客様").await;
    window
}

/// Every customer that stands on the server, as a desk reads them that comes anew.
async fn on_server(office: &Office) -> Vec<CustomerFields> {
    let reader = OtherDesk::in_step(office, LOGIN).await;
    let list = reader.desk.customers("", 0, 50).await.expect("they are here");
    let mut found = Vec::with_capacity(list.rows.len());
    for row in list.rows {
        found.push(one(&reader.desk, &row.id).await.fields);
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn cus_5_a_shift_jis_file_shows_every_rows_fate_before_anything_changes() {
    let (office, _) = Office::with_keys(1).await;
    let untouched = CustomerFields {
        memo: "裏口から".into(),
        ..named("株式会社ミナト計器")
    };
    add(&office.desk, untouched.clone()).await;
    add(&office.desk, named("株式会社髙田商会")).await;
    let list = "会社名,電話番号\r\n株式会社髙田商会,092-000-0001\r\n佐藤電機,092-000-0002\r\n\
                佐藤電機（株）,\r\n田中工務店,なし\r\n山本商店,\r\n";
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(list);
    let file = office.file("得意先.csv");
    fs::write(&file, bytes).expect("it can be written");

    let window = at_customers(&office).await;
    window.choose("取り込む").await;
    window.sees("確かめるまで何も変わりません").await;
    // The system's own dialog is not driven: its answer is.
    let picked = window.finds("input[type=file][aria-label='ファイルを選ぶ']").await;
    let path = file.to_str().expect("it is text");
    picked.send_keys(path).await.expect("a file can be chosen");
    for fate in [
        "得意先.csv",
        "「株式会社髙田商会」を変更します",
        "電話番号：（空欄） → 092-000-0001",
        "新しく追加します",
        "3行目と同じお客様です。先の行を使います",
        "電話番号「なし」",
    ] {
        window.sees(fate).await;
    }
    window
        .field("6行目を取り込む")
        .await
        .click()
        .await
        .expect("it can be left out");
    let before = on_server(&office).await;
    assert_eq!(before.len(), 2, "checking changes nothing: {before:?}");

    window.choose("2件を取り込む").await;
    window.sees("2件をサーバーに書き込みました").await;
    window.sees("3件は取り込みませんでした").await;
    window.choose("一覧に戻る").await;
    window.fill("お客様をしぼり込む", "さとう").await;
    window.sees("「さとう」に当てはまるお客様はいません").await;
    window.fill("お客様をしぼり込む", "092-000-0002").await;
    window.sees("3件のうち 1件").await;
    window.sees("佐藤電機").await;

    let after = on_server(&office).await;
    let phone = |name: &str| after.iter().find(|known| known.name == name).map(|known| &*known.phone);
    assert_eq!(after.len(), 3, "{after:?}");
    assert_eq!(phone("佐藤電機"), Some("092-000-0002"));
    assert_eq!(phone("株式会社髙田商会"), Some("092-000-0001"));
    assert!(after.contains(&untouched), "nothing else is changed: {after:?}");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cus_3_two_duplicates_are_merged_after_they_were_seen_beside_each_other() {
    let (office, _) = Office::with_keys(1).await;
    add(&office.desk, named("山田商店")).await;
    let double = CustomerFields {
        phone: "092-000-0001".into(),
        ..named("㈱山田商店")
    };
    add(&office.desk, double).await;

    let window = at_customers(&office).await;
    window.fill("お客様をしぼり込む", "092-000-0001").await;
    window.sees("2件のうち 1件").await;
    window.choose("山田商店 と統合").await;
    window.sees("お客様の統合").await;
    window.choose("残す方を入れ替える").await;
    window.sees("「㈱山田商店」はなくなり、元に戻せません").await;
    window.choose("統合する").await;
    assert_eq!(on_server(&office).await.len(), 2, "it is to be confirmed first");
    window.choose("元に戻せないことを確かめました").await;
    window.choose("統合する").await;
    window.sees("統合しました。").await;

    let merged = CustomerFields {
        phone: "092-000-0001".into(),
        ..named("山田商店")
    };
    assert_eq!(on_server(&office).await, [merged]);
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cus_2_what_a_colleague_was_quicker_with_is_chosen_about_side_by_side() {
    const CLERK: &str = "clerk00001";
    let (office, _) = Office::with_keys(1).await;
    let clerk = AddStaffForm {
        login: CLERK.into(),
        role: StaffRole::Clerk,
        email: String::new(),
        password: Some(PASSWORD.into()),
        own_password: None,
    };
    office.desk.add_staff(clerk).await.expect("the login is free");
    let id = add(&office.desk, named("山田商店")).await;
    let colleague = OtherDesk::in_step(&office, CLERK).await;

    let window = at_customers(&office).await;
    window.choose("変更").await;
    window.fill("担当者", "花子").await;
    window.fill("電話番号", "092-000-0001").await;
    let seen = one(&colleague.desk, &id).await;
    edit(&colleague.desk, &seen, |fields| {
        fields.phone = "092-000-0002".into();
    })
    .await;
    window.choose("保存").await;
    window.sees("ほかの人が先に変更しました").await;
    window.sees(&format!("{CLERK} さん")).await;
    window.choose("選んだ内容にする").await;
    let waits = on_server(&office).await;
    assert_eq!(
        (&*waits[0].phone, &*waits[0].contact),
        ("092-000-0002", ""),
        "both are to be chosen about first"
    );
    window.choose("092-000-0002").await;
    window.choose("花子").await;
    window.choose("選んだ内容にする").await;
    // The list has the keys again.
    window.finds("[role=grid]:focus").await;

    let settled = CustomerFields {
        phone: "092-000-0002".into(),
        contact: "花子".into(),
        ..named("山田商店")
    };
    assert_eq!(on_server(&office).await, [settled]);
    let list = office.desk.customers("", 0, 10).await.expect("they are here");
    assert_eq!(list.to_settle, []);
    window.close().await;
}
