//! お客様, as the feed tells of one.

use std::fmt;

use chrono::{DateTime, Utc};
use kagifuda_domain::customer::{Details, Field, Version};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// お客様. What was not told of a customer before there was more than a name is empty.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// The customer's id.
    pub id: Uuid,
    /// Name as written.
    pub name: String,
    /// Name in kana, for searching; may be empty.
    pub kana: String,
    /// 担当者.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// 電話番号.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// メールアドレス.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// 住所.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// メモ.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub memo: String,
    /// Which state this is: the key of the write that made it (CUS-2).
    #[serde(default, skip_serializing_if = "Uuid::is_nil")]
    pub version: Version,
    /// Who made it so, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Changed>,
}

/// Who changed something, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The login of the member.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Customer {
    /// A customer of these fields.
    pub fn new(id: Uuid, details: &Details, version: Version, changed: Option<Changed>) -> Self {
        let text = |field| details.get(field).to_owned();
        Self {
            id,
            name: text(Field::Name),
            kana: text(Field::Kana),
            contact: text(Field::Contact),
            phone: text(Field::Phone),
            email: text(Field::Email),
            address: text(Field::Address),
            memo: text(Field::Memo),
            version,
            changed,
        }
    }

    /// What `field` says.
    pub fn get(&self, field: Field) -> &str {
        match field {
            Field::Name => &self.name,
            Field::Kana => &self.kana,
            Field::Contact => &self.contact,
            Field::Phone => &self.phone,
            Field::Email => &self.email,
            Field::Address => &self.address,
            Field::Memo => &self.memo,
        }
    }

    /// All its fields.
    pub fn details(&self) -> Details {
        Details::kept(Field::ALL.map(|field| (field, self.get(field).to_owned())))
    }
}

/// Says nothing of people: a log is no place for them.
impl fmt::Debug for Customer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Customer({})", self.id)
    }
}
