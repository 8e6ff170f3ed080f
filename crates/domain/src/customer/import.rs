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
            return Ok(self.unknown(change));
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

    fn unknown(&self, change: Change) -> (About, Fate) {
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
mod tests;
