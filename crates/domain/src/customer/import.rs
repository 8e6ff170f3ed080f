//! Reading customers from a table: which column is what, and what would become of each row. Nothing is changed here.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::alike::{self, Likeness};
use super::{Change, Details, Field, Refused, Version};
use crate::spreadsheet::undefused;
use crate::text::fold;

/// Rows that a file may have. [policy]
pub const MAX_ROWS: usize = 20_000;

/// Rows from the top among which the one with the names of the columns is looked for. [policy: a title and a date above it]
const HEAD_WITHIN: usize = 10;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The customer's id, as our own export writes it.
    Id,
    /// A field.
    #[serde(untagged)]
    Field(Field),
}

/// What columns are called, in Japanese and English, folded. [policy]
const CALLED: [(Column, &[&str]); 8] = [
    (Column::Id, &["お客様id", "顧客id", "id", "customerid"]),
    (
        Column::Field(Field::Name),
        &[
            "お客様名",
            "お客さま名",
            "お客様",
            "顧客名",
            "顧客",
            "得意先名",
            "得意先",
            "会社名",
            "社名",
            "取引先名",
            "名称",
            "名前",
            "氏名",
            "name",
            "customer",
            "customername",
            "company",
            "companyname",
        ],
    ),
    (
        Column::Field(Field::Kana),
        &[
            "ふりがな",
            "かな",
            "かな名",
            "お客様名かな",
            "お客様名ふりがな",
            "顧客名かな",
            "顧客名ふりがな",
            "会社名かな",
            "会社名ふりがな",
            "得意先名かな",
            "得意先名ふりがな",
            "よみ",
            "よみがな",
            "読み",
            "読み仮名",
            "kana",
            "reading",
        ],
    ),
    (
        Column::Field(Field::Contact),
        &[
            "担当者",
            "担当者名",
            "ご担当者",
            "ご担当者名",
            "ご担当者様",
            "担当",
            "連絡先担当者",
            "contact",
            "contactperson",
            "contactname",
            "person",
        ],
    ),
    (
        Column::Field(Field::Phone),
        &[
            "電話番号",
            "電話",
            "でんわ",
            "連絡先",
            "連絡先電話番号",
            "代表電話",
            "tel",
            "phone",
            "phonenumber",
            "telephone",
        ],
    ),
    (
        Column::Field(Field::Email),
        &[
            "めーるあどれす",
            "めーる",
            "電子めーる",
            "email",
            "mail",
            "mailaddress",
            "emailaddress",
        ],
    ),
    (
        Column::Field(Field::Address),
        &["住所", "所在地", "住所1", "所在地1", "address"],
    ),
    (
        Column::Field(Field::Memo),
        &["めも", "備考", "摘要", "memo", "note", "notes", "remarks", "comment"],
    ),
];

/// What a column of this name holds, where that can be told.
pub fn recognised(name: &str) -> Option<Column> {
    let name = fold(name);
    CALLED
        .iter()
        .find(|(_, called)| called.contains(&name.as_str()))
        .map(|(column, _)| *column)
}

/// What the columns of these names hold; of several that are called alike, the first.
pub fn columns(names: &[String]) -> Vec<Option<Column>> {
    let mut had = Vec::new();
    names
        .iter()
        .map(|name| {
            let column = recognised(name).filter(|column| !had.contains(column))?;
            had.push(column);
            Some(column)
        })
        .collect()
}

/// A row of the table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Its number as a spreadsheet counts, from 1.
    pub line: usize,
    /// Its cells.
    pub cells: Vec<String>,
}

/// The place among `rows` of the row with the names of the columns: of the first few, the one in which most are recognised.
pub fn head(rows: &[Row]) -> usize {
    let known = |row: &Row| columns(&row.cells).iter().flatten().count();
    let first = rows.iter().take(HEAD_WITHIN).enumerate().rev();
    first.max_by_key(|(_, row)| known(row)).map_or(0, |(place, _)| place)
}

/// A customer that there is.
#[derive(Clone, Debug)]
pub struct Known {
    /// Which.
    pub id: Uuid,
    /// Its version.
    pub version: Version,
    /// Its fields.
    pub details: Details,
}

/// **CUS-5** What would become of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    /// A customer would be added.
    New {
        /// With these fields.
        change: Change,
        /// Customers that it is like, by kana or telephone number.
        like: Vec<Uuid>,
    },
    /// A customer would be changed.
    Update {
        /// Which.
        customer: Uuid,
        /// The version it was compared with.
        base: Version,
        /// How; only what is different.
        change: Change,
    },
    /// The customer is so already.
    Same {
        /// Which.
        customer: Uuid,
    },
    /// An earlier row is about the same customer; that one counts.
    Repeated {
        /// The number of that row.
        line: usize,
    },
    /// It cannot be taken.
    Refused(RowRefusal),
}

/// **CUS-5** Why a row cannot be taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RowRefusal {
    /// A cell does not fit its field.
    Cell {
        /// The column, from 0.
        column: usize,
        /// Why.
        refused: Refused,
    },
    /// There is no name in it.
    NoName,
    /// No customer has this id.
    UnknownId {
        /// The column, from 0.
        column: usize,
    },
    /// Several customers have this name.
    Several {
        /// Which.
        customers: Vec<Uuid>,
    },
}

/// **CUS-5** What would become of each of `rows`, whose cells are what `columns` says, beside the customers `known`. A cell that is empty changes
/// nothing.
pub fn plan(rows: &[Row], columns: &[Option<Column>], known: &[Known]) -> Vec<Fate> {
    let office = Office::of(known);
    let mut earlier = HashMap::new();
    rows.iter()
        .map(|row| match office.fate(row, columns) {
            Ok((about, fate)) => match earlier.get(&about) {
                Some(line) => Fate::Repeated { line: *line },
                None => {
                    earlier.insert(about, row.line);
                    fate
                }
            },
            Err(why) => Fate::Refused(why),
        })
        .collect()
}

/// Whom a row is about.
#[derive(PartialEq, Eq, Hash)]
enum About {
    Known(Uuid),
    New(String),
}

/// The customers there are, by what they are found by.
struct Office<'a> {
    by_id: HashMap<Uuid, &'a Known>,
    by_name: HashMap<String, Vec<&'a Known>>,
    by_kana: HashMap<String, Vec<Uuid>>,
    by_phone: HashMap<String, Vec<Uuid>>,
}

impl<'a> Office<'a> {
    fn of(known: &'a [Known]) -> Self {
        let mut office = Self {
            by_id: HashMap::new(),
            by_name: HashMap::new(),
            by_kana: HashMap::new(),
            by_phone: HashMap::new(),
        };
        for one in known {
            let Likeness { name, kana, phone } = Likeness::of(&one.details);
            office.by_id.insert(one.id, one);
            office.by_name.entry(name).or_default().push(one);
            if let Some(kana) = kana {
                office.by_kana.entry(kana).or_default().push(one.id);
            }
            if let Some(phone) = phone {
                office.by_phone.entry(phone).or_default().push(one.id);
            }
        }
        office
    }

    fn fate(&self, row: &Row, columns: &[Option<Column>]) -> Result<(About, Fate), RowRefusal> {
        let (id, change) = read(row, columns)?;
        let known = match id {
            Some((column, id)) => {
                let id = id.parse().ok();
                let known = id.and_then(|id: Uuid| self.by_id.get(&id).copied());
                Some(known.ok_or(RowRefusal::UnknownId { column })?)
            }
            None => self.named(&change)?,
        };
        let Some(known) = known else {
            return Ok(self.new(change));
        };
        let (customer, base) = (known.id, known.version);
        let change = change.against(&known.details);
        let fate = if change.is_empty() {
            Fate::Same { customer }
        } else {
            Fate::Update { customer, base, change }
        };
        Ok((About::Known(customer), fate))
    }

    /// The one customer of the name in `change`. Of several, the one with the same telephone number or mail address.
    fn named(&self, change: &Change) -> Result<Option<&'a Known>, RowRefusal> {
        let name = change.get(Field::Name).ok_or(RowRefusal::NoName)?;
        let named = self.by_name.get(&alike::name(name)).map_or(&[][..], Vec::as_slice);
        if let [one] = named {
            return Ok(Some(one));
        }
        let reached = |one: &&&Known| {
            [Field::Phone, Field::Email].iter().any(|field| {
                let said = change.get(*field).unwrap_or_default();
                !said.is_empty() && said == one.details.get(*field)
            })
        };
        let telling: Vec<&Known> = named.iter().filter(reached).copied().collect();
        match (named, telling.as_slice()) {
            ([], _) => Ok(None),
            (_, [one]) => Ok(Some(one)),
            (several, _) => Err(RowRefusal::Several {
                customers: several.iter().map(|one| one.id).collect(),
            }),
        }
    }

    fn new(&self, change: Change) -> (About, Fate) {
        let likeness = Likeness::of(&Details::default().with(&change));
        let by_kana = likeness.kana.and_then(|kana| self.by_kana.get(&kana));
        let by_phone = likeness.phone.and_then(|phone| self.by_phone.get(&phone));
        let mut like: Vec<Uuid> = by_kana.into_iter().chain(by_phone).flatten().copied().collect();
        like.sort_unstable();
        like.dedup();
        (About::New(likeness.name), Fate::New { change, like })
    }
}

/// The id with its column, where there is one.
type InColumn<'r> = Option<(usize, &'r str)>;

/// The id, and what the other cells say.
fn read<'r>(row: &'r Row, columns: &[Option<Column>]) -> Result<(InColumn<'r>, Change), RowRefusal> {
    let (mut id, mut change) = (None, Change::default());
    for (column, (cell, holds)) in row.cells.iter().zip(columns).enumerate() {
        let cell = undefused(cell.trim());
        match holds {
            Some(_) if cell.is_empty() => {}
            Some(Column::Id) => id = Some((column, cell)),
            Some(Column::Field(field)) => {
                let set = change.set(*field, cell);
                set.map_err(|refused| RowRefusal::Cell { column, refused })?;
            }
            None => {}
        }
    }
    Ok((id, change))
}

#[cfg(test)]
mod tests {
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
}
