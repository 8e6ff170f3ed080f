//! What is asked.

use chrono::NaiveDate;
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId, RegistrationId};
use kagifuda_domain::mail::{Address, Language};
use kagifuda_domain::remo::{Name, NoticeDays, Path};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::session::Secret;

/// Body of `POST /v1/remo/customers` (REM-7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddCustomer {
    /// メールアドレス.
    #[schema(value_type = String, example = "owner@example.jp")]
    pub email: Address,
    /// 名前.
    #[schema(value_type = String, example = "山田商店")]
    pub name: Name,
    /// The language of mails to the customer.
    #[schema(value_type = String, pattern = "^(ja|en)$", example = "ja")]
    pub language: Language,
    /// A provisional password, handed over by the dealer: then no mail is sent. Left out, a one-time link goes out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "correct horse battery")]
    pub provisional_password: Option<Secret>,
    /// The account, added with a wrong address, name or language, whose place this one takes. It may have the same address. Nothing may have been allocated to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Uuid>,
}

/// Body of `POST /v1/remo/links`: send the welcome mail again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendLink {
    /// To whom.
    pub customer: Uuid,
}

/// Body of `POST /v1/remo/welcome`: the customer sets a password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Welcome {
    /// What stands behind the `#` of the link in the mail.
    #[schema(value_type = String, example = "kZ3mX0v1Qe7rT5yU2iO9pA4sD6fG8hJ1lK0zX3cV5bN")]
    pub token: Secret,
    /// The new password.
    #[schema(value_type = String, example = "correct horse battery")]
    pub password: Secret,
}

/// Query of `GET /v1/remo/allocations`: what would come of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Preview {
    /// To whom.
    pub customer: Uuid,
    /// 品番.
    #[param(value_type = String)]
    pub product: ProductCode,
}

/// Body of `POST /v1/remo/allocations`: allocate licences from stock to a contract user, for good (REM-4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Allocate {
    /// To whom.
    pub customer: Uuid,
    /// 品番.
    #[schema(value_type = String, example = "DG-JLE101W")]
    pub product: ProductCode,
    /// How many.
    #[schema(minimum = 1, maximum = 100, example = 1)]
    pub count: u32,
    /// What follows the `@` in the customer's mail address, typed.
    #[schema(example = "example.jp")]
    pub confirmation: String,
    /// `expiry` as it was shown (`GET /v1/remo/allocations`). If it is another one now, nothing is done.
    #[schema(example = "2027-12-31")]
    pub expiry: NaiveDate,
    /// `days_lost` as they were shown. If they are others now, nothing is done.
    #[schema(example = 0)]
    pub days_lost: i64,
}

/// Body of `POST /v1/remo/cameras`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddCamera {
    /// Whose it is.
    pub customer: Uuid,
    /// What it is called.
    #[schema(value_type = String, example = "玄関")]
    pub name: Name,
    /// MACアドレス.
    #[schema(value_type = String, example = "00:80:F0:12:34:56")]
    pub device: DeviceId,
    /// How it is reached.
    #[schema(value_type = String, pattern = "^(edge|direct)$", example = "edge")]
    pub path: Path,
}

/// Body of `POST /v1/remo/cameras/removal`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveCamera {
    /// Which one.
    pub camera: Uuid,
    /// Whether it failed: then its perpetual licence can be applied for again (REM-9).
    #[schema(example = true)]
    pub failed: bool,
}

/// Body of `POST /v1/remo/assignments`: put a licence on a camera.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assign {
    /// The licence.
    pub licence: Uuid,
    /// The camera.
    pub camera: Uuid,
}

/// Body of `POST /v1/remo/moves`: 振替え, take a licence from its camera to another (REM-2, REM-8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// The licence.
    pub licence: Uuid,
    /// The camera that it goes to.
    pub camera: Uuid,
}

/// Body of `POST /v1/remo/reapplications`: apply again for a perpetual licence whose camera failed (REM-9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reapply {
    /// The licence.
    pub licence: Uuid,
    /// The camera that takes the place of the failed one.
    pub camera: Uuid,
}

/// Body of `POST /v1/remo/cards`: register a card under a customer's account (REM-8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterCard {
    /// Under whose account.
    pub customer: Uuid,
    /// 起動ID番号.
    #[schema(value_type = String, example = "0123-4567-89AB-CDEF")]
    pub activation_key: ActivationKeyNo,
    /// 暗号ID番号.
    #[schema(value_type = String, example = "0123-4567")]
    pub registration_id: RegistrationId,
}

/// Query of `GET /v1/remo/packs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PacksWanted {
    /// For how many cameras.
    pub cameras: u32,
}

/// Body of `PUT /v1/remo/notices`, and what `GET` answers: how many days before expiry who is told (REM-5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeSettings {
    /// The dealer.
    #[schema(value_type = Vec<u16>, max_items = 10, example = json!([90, 60, 30, 14, 1]))]
    pub partner: NoticeDays,
    /// The contract user.
    #[schema(value_type = Vec<u16>, max_items = 10, example = json!([14, 1]))]
    pub user: NoticeDays,
    /// The language of mails to the dealer.
    #[schema(value_type = String, pattern = "^(ja|en)$", example = "ja")]
    pub language: Language,
}
