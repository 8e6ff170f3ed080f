use super::*;
use crate::customer::FieldRefusal;

fn row(line: usize, cells: &[&str]) -> Row {
    let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
    Row { line, cells }
}

fn known(id: u128, fields: &[(Field, &str)]) -> Known {
    Known {
        id: Uuid::from_u128(id),
        version: Uuid::from_u128(100 + id),
        details: Details::kept(fields.iter().map(|(field, text)| (*field, (*text).to_owned()))),
    }
}

fn change(fields: &[(Field, &str)]) -> Change {
    Change::typed(fields.iter().copied()).unwrap()
}

#[test]
fn columns_are_known_by_their_names_in_either_language() {
    for (name, column) in [
        ("お客様名", Some(Column::Field(Field::Name))),
        ("会社名（カナ）", Some(Column::Field(Field::Kana))),
        ("ﾌﾘｶﾞﾅ", Some(Column::Field(Field::Kana))),
        ("ＴＥＬ", Some(Column::Field(Field::Phone))),
        ("E-mail", Some(Column::Field(Field::Email))),
        ("備考", Some(Column::Field(Field::Memo))),
        ("Contact person", Some(Column::Field(Field::Contact))),
        ("お客様ID", Some(Column::Id)),
        ("売上", None),
        ("", None),
    ] {
        assert_eq!(recognised(name), column, "{name}");
    }
    let names = ["会社名", "電話", "tel", "売上"].map(String::from);
    let (name, phone) = (Column::Field(Field::Name), Column::Field(Field::Phone));
    assert_eq!(columns(&names), [Some(name), Some(phone), None, None]);
}

#[test]
fn the_names_of_the_columns_may_stand_below_a_title() {
    let rows = [
        row(1, &["顧客一覧", "", ""]),
        row(3, &["会社名", "電話番号", "備考"]),
        row(4, &["山田商店", "092-000-0000", ""]),
    ];
    assert_eq!(head(&rows), 1);
    assert_eq!(head(&rows[2..]), 0, "where nothing is recognised, the first");
    assert_eq!(head(&[]), 0);
}

#[test]
fn cus_5_each_row_has_its_fate() {
    let office = [
        known(
            1,
            &[
                (Field::Name, "株式会社山田商店"),
                (Field::Phone, "092-000-0001"),
                (Field::Kana, "ヤマダ"),
            ],
        ),
        known(2, &[(Field::Name, "佐藤電機"), (Field::Phone, "092-000-0002")]),
        known(3, &[(Field::Name, "佐藤電機㈱"), (Field::Phone, "092-000-0003")]),
    ];
    let columns = [Some(Column::Id), None].into_iter();
    let columns: Vec<_> = columns
        .chain([Field::Name, Field::Kana, Field::Phone, Field::Email].map(|field| Some(Column::Field(field))))
        .collect();
    let id = |n: u128| Uuid::from_u128(n);
    let first = id(1).to_string();
    let (name, phone) = (Field::Name, Field::Phone);
    for (cells, fate) in [
        (
            ["", "x", "田中工務店", "", "", ""],
            Fate::New {
                change: change(&[(name, "田中工務店")]),
                like: vec![],
            },
        ),
        (
            ["", "", "やまだ", "やまだ", "", ""],
            Fate::New {
                change: change(&[(name, "やまだ"), (Field::Kana, "やまだ")]),
                like: vec![id(1)],
            },
        ),
        (
            ["", "", "株式会社山田商店", "", "'+81 92-000-0009", ""],
            Fate::Update {
                customer: id(1),
                base: id(101),
                change: change(&[(phone, "+81 92-000-0009")]),
            },
        ),
        (
            [first.as_str(), "", "山田", "", "", ""],
            Fate::Update {
                customer: id(1),
                base: id(101),
                change: change(&[(name, "山田")]),
            },
        ),
        (
            ["", "", "株式会社山田商店", "ヤマダ", "", ""],
            Fate::Same { customer: id(1) },
        ),
        (
            ["", "", "佐藤電機", "", "092-000-0002", ""],
            Fate::Same { customer: id(2) },
        ),
        (
            ["", "", "佐藤電機", "", "", ""],
            Fate::Refused(RowRefusal::Several {
                customers: vec![id(2), id(3)],
            }),
        ),
        (["", "", "", "", "092", ""], Fate::Refused(RowRefusal::NoName)),
        (
            ["7", "", "山田", "", "", ""],
            Fate::Refused(RowRefusal::UnknownId { column: 0 }),
        ),
        (
            ["", "", "山田", "", "", "x"],
            Fate::Refused(RowRefusal::Cell {
                column: 5,
                refused: Refused {
                    field: Field::Email,
                    why: FieldRefusal::NoAddress,
                },
            }),
        ),
    ] {
        assert_eq!(plan(&[row(2, &cells)], &columns, &office), [fate], "{cells:?}");
    }
}

#[test]
fn cus_5_of_several_rows_about_one_customer_the_first_counts() {
    let columns = [Some(Column::Field(Field::Name))];
    let rows = [
        row(2, &["㈱山田"]),
        row(3, &["山田"]),
        row(5, &["山田株式会社"]),
        row(6, &["佐藤"]),
    ];
    let fates = plan(&rows, &columns, &[]);
    assert!(matches!(fates[0], Fate::New { .. }) && matches!(fates[3], Fate::New { .. }));
    assert_eq!(fates[1..3], [Fate::Repeated { line: 2 }, Fate::Repeated { line: 2 }]);
}
