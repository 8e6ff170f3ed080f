//! What is known of a contract user, a camera, a licence and the stock.

use chrono::{DateTime, NaiveDate, Utc};
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId};
use kagifuda_domain::mail::{Address, Language};
use kagifuda_domain::remo::{self, Name, Path, Perpetual, Term};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// 契約ユーザー of i-PRO Remo: a customer account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Customer {
    /// The account's id.
    pub id: Uuid,
    /// メールアドレス.
    #[schema(value_type = String, example = "owner@example.jp")]
    pub email: Address,
    /// 名前.
    #[schema(value_type = String, example = "山田商店")]
    pub name: Name,
    /// The language of mails to it.
    #[schema(value_type = String, example = "ja")]
    pub language: Language,
    /// When it was added.
    pub added_at: DateTime<Utc>,
    /// Whether it has a password, provisional or its own (REM-7).
    pub is_open: bool,
}

/// A camera of a contract user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Camera {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub customer: Uuid,
    /// What it is called.
    #[schema(value_type = String, example = "玄関")]
    pub name: Name,
    /// MACアドレス.
    #[schema(value_type = String, example = "00:80:F0:12:34:56")]
    pub device: DeviceId,
    /// How it is reached.
    #[schema(value_type = String, example = "edge")]
    pub path: Path,
}

/// A licence of a contract user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Licence {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub customer: Uuid,
    /// 品番.
    #[schema(value_type = String, example = "DG-JLE101W")]
    pub product: ProductCode,
    /// The path of cameras it is for.
    #[schema(value_type = String, example = "edge")]
    pub path: Path,
    /// Where it comes from, and how long it lasts.
    pub origin: Origin,
    /// The camera that it is on, or that it was on when it ended.
    pub camera: Option<Uuid>,
}

/// Where a licence comes from, and how long it lasts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Origin {
    /// From stock, for a term.
    Term {
        /// When it was allocated (REM-1).
        allocated_at: DateTime<Utc>,
        /// The last free day.
        free_through: NaiveDate,
        /// The last day.
        expiry: NaiveDate,
    },
    /// From a card, without end.
    Perpetual {
        /// 起動ID番号 of the card.
        #[schema(value_type = String, example = "0123-4567-89AB-CDEF")]
        card: ActivationKeyNo,
        /// When it was first assigned: both clocks count from here (REM-8, REM-9).
        first_assigned_at: Option<DateTime<Utc>>,
    },
}

impl Licence {
    /// What the licence is at `now`.
    pub fn at(&self, now: DateTime<Utc>) -> remo::Licence<Uuid> {
        match &self.origin {
            Origin::Term { expiry, .. } => remo::Licence::Term(Term::at(Some(*expiry), self.camera, now)),
            Origin::Perpetual { first_assigned_at, .. } => {
                remo::Licence::Perpetual(Perpetual::at(*first_assigned_at, self.camera, now))
            }
        }
    }

    /// Its last day, if it has one.
    pub fn expiry(&self) -> Option<NaiveDate> {
        match &self.origin {
            Origin::Term { expiry, .. } => Some(*expiry),
            Origin::Perpetual { .. } => None,
        }
    }
}

/// What the dealer has in stock of a product. Stock does not age (REM-1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Stock {
    /// 品番.
    #[schema(value_type = String, example = "DG-JLE101W")]
    pub product: ProductCode,
    /// How many licences.
    pub count: u64,
}
