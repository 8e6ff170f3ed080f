//! What stands on each document.

use std::num::NonZeroU32;

use chrono::{DateTime, NaiveDate, Utc};
use kagifuda_domain::calendar::Month;
use kagifuda_domain::catalogue::{ProductCode, Programme};
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId, DocumentNo, RegistrationId, RegistrationKey};
use kagifuda_domain::miemasu::{LicenceKey, MacAddress, Services};
use kagifuda_domain::print::Document;
use kagifuda_domain::tsunagaru::ConnectionNo;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// One document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// What stands on it.
    pub facts: Facts,
    /// What tells it from the original.
    pub mark: Mark,
}

/// What tells a dealer's print from the original, and from the prints before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// Which print of this document this is: the first is marked 控え, a later one 再発行 with this number.
    pub copy: NonZeroU32,
    /// When it was printed; shown as a date in Japan.
    pub at: DateTime<Utc>,
    /// Who printed it.
    pub by: String,
}

/// What stands on a document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facts {
    /// The activation key sheet.
    Sheet(Key),
    /// The startup-information card, and labels.
    Card(Key),
    /// The registration key sheet.
    Registration(Registration),
    /// The licence key sheet.
    Licence(Licence),
    /// The renewal letter.
    Letter(Letter),
}

impl Facts {
    /// Which document it is.
    pub const fn document(&self) -> Document {
        match self {
            Self::Sheet(_) => Document::ActivationSheet,
            Self::Card(_) => Document::StartupCard,
            Self::Registration(_) => Document::RegistrationSheet,
            Self::Licence(_) => Document::LicenceSheet,
            Self::Letter(_) => Document::RenewalLetter,
        }
    }
}

/// An activation key and what is known about it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Key {
    /// アクティベーションキーナンバー, 起動ID番号.
    pub activation_key: ActivationKeyNo,
    /// レジストレーションID, 暗号ID番号.
    pub registration_id: RegistrationId,
    /// 品番.
    pub product: ProductCode,
    /// 品名, in the language of the batch.
    pub product_name: String,
    /// 用途, in the language of the batch.
    pub product_use: String,
    /// MPR ID, 機器ID番号. Without it there are boxes to write it into.
    pub device: Option<DeviceId>,
    /// レジストレーションキー, 解除キー番号. Without it there are boxes to write it into.
    pub registration_key: Option<RegistrationKey>,
    /// 設置先, in one line.
    pub site: Option<String>,
    /// お客様.
    pub customer: Option<String>,
    /// When the registration key was issued.
    pub issued_at: Option<DateTime<Utc>>,
}

/// The registration keys of a device.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Registration {
    /// The device they open.
    pub device: DeviceId,
    /// 設置先, in two lines.
    pub site: [String; 2],
    /// お客様.
    pub customer: Option<String>,
    /// 1 to [`Registration::MOST_KEYS`] keys, in the order in which they are to be entered.
    pub keys: Vec<Registered>,
    /// つながるねっと: under which number the device is reached, and until when.
    pub connection: Option<Connection>,
}

impl Registration {
    /// So many keys can be applied for at once (KMS-4).
    pub const MOST_KEYS: usize = 8;
}

/// A registration key and what it was issued for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Registered {
    /// レジストレーションキー.
    pub registration_key: RegistrationKey,
    /// The activation key it was issued for.
    pub activation_key: ActivationKeyNo,
    /// 品番.
    pub product: ProductCode,
    /// 用途, in the language of the batch.
    pub product_use: String,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
}

/// What つながるねっと adds to a registration key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Connection {
    /// 接続番号.
    pub no: ConnectionNo,
    /// 利用期限.
    pub until: Until,
}

/// Until when something can be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// To the end of this day of Greenwich, which is shown in Japanese time as well (TSU-9).
    GmtDay(NaiveDate),
    /// To the end of this day in Japan.
    Day(NaiveDate),
    /// To the end of this month in Japan.
    Month(Month),
    /// For so many months from first use (TSU-2).
    FromFirstUse {
        /// The months.
        months: u32,
    },
}

/// A licence key of みえますねっと年間パック.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Licence {
    /// Which sheet it is; does not show.
    pub sheet: Uuid,
    /// ライセンスキー, in its own case.
    pub key: LicenceKey,
    /// 品番.
    pub product: ProductCode,
    /// 品名, in the language of the batch.
    pub product_name: String,
    /// How many months it covers.
    pub months: u32,
    /// What it serves.
    pub services: Services,
    /// お客様.
    pub customer: Option<String>,
    /// Whether it was used, or is void: it does not work any more.
    pub spent: bool,
    /// The device that has it now.
    pub used: Option<Licensed>,
}

/// The device that a licence key was used for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Licensed {
    /// 機器名.
    pub name: String,
    /// MACアドレス.
    pub mac: MacAddress,
    /// The last month it covers.
    pub expiry: Month,
}

/// What a customer should renew.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Letter {
    /// 文書番号.
    pub no: DocumentNo,
    /// To whom it is written.
    pub customer: String,
    /// What ends; the first to end stands first.
    pub lines: Vec<Line>,
}

/// A device whose service ends.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Line {
    /// Whose rules apply.
    pub programme: Programme,
    /// Its number or name, as the customer knows it.
    pub device: String,
    /// Where it stands, or its name beside its number.
    pub place: Option<String>,
    /// 品番 of what it has now.
    pub product: ProductCode,
    /// When that ends.
    pub until: Until,
    /// Until when to order so that nothing stops; `None`: it has ended.
    pub order_by: Option<NaiveDate>,
    /// The first day on which it can be renewed (MIE-1); `None`: it can be at once.
    pub opens: Option<NaiveDate>,
    /// The last day on which it can be renewed; `None`: it can be at any time.
    pub last_day: Option<NaiveDate>,
    /// 品番 of what to order, one of them; none where nothing fits.
    pub order: Vec<String>,
}

/// The first page of a set.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Contents {
    /// 文書番号.
    pub no: DocumentNo,
    /// Whose set it is: a customer, or a site.
    pub of: String,
}

/// A number for a document that has none of its own: the same for the same content.
///
/// # Errors
/// If `content` is not to be written as JSON.
pub fn document_no(content: &impl Serialize) -> serde_json::Result<DocumentNo> {
    let hash = Sha256::digest(serde_json::to_vec(content)?);
    let bits = hash.iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte));
    Ok(DocumentNo::from_bits(bits))
}
