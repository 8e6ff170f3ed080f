//! The office's customers (お客様): adding, changing, merging and importing them, and whose a device is.
//!
//! Answers say ids, nothing of people: they are kept for a year. What a customer says travels in the change feed.

use kagifuda_domain::customer::Change;
use kagifuda_domain::ids::DeviceId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::problem::ProblemCode;

/// Rows that one import may bring. A desk sends a longer list in several.
pub const IMPORT_ROWS: usize = 100;

/// Body of `POST /v1/customers`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCustomer {
    /// The new customer's id, drawn by whoever adds it: so it can be spoken of before this was sent.
    #[schema(example = "6f1c6b0a-4f0e-4a53-9d6b-0000000000c1")]
    pub customer: Uuid,
    /// Its fields: `name` (1 to 100 characters), and of `kana`, `contact`, `phone`, `email`, `address`, `memo` what is known.
    #[schema(value_type = Object, example = json!({"name": "株式会社山田商店", "kana": "ヤマダショウテン", "phone": "092-000-0000"}))]
    pub fields: Change,
}

/// Body of `PUT /v1/customers/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeCustomer {
    /// The state that the change is based on: `version` of the customer, or the `Idempotency-Key` of an earlier change that is on its way.
    #[schema(example = "00000000-0000-0000-0000-000000000000")]
    pub base: Uuid,
    /// What is changed, by its field; an empty text empties it.
    #[schema(value_type = Object, example = json!({"contact": "山田 花子", "memo": ""}))]
    pub fields: Change,
}

/// Answer to an addition or a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CustomerWritten {
    /// The customer.
    pub customer: Uuid,
    /// The state it is in now.
    pub version: Uuid,
}

/// A customer, in the state in which it was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeenCustomer {
    /// Which.
    #[schema(example = "6f1c6b0a-4f0e-4a53-9d6b-0000000000c1")]
    pub customer: Uuid,
    /// Its state.
    #[schema(example = "00000000-0000-0000-0000-000000000000")]
    pub version: Uuid,
}

/// Body of `POST /v1/customers/merges`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeCustomers {
    /// The one that stays.
    pub stays: SeenCustomer,
    /// The one that goes; its devices go over to the other.
    pub goes: SeenCustomer,
    /// What is changed of the one that stays.
    #[schema(value_type = Object, example = json!({"memo": "2026年10月に統合"}))]
    pub fields: Change,
}

/// Answer to a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CustomersMerged {
    /// The one that stayed.
    pub customer: Uuid,
    /// The state it is in now.
    pub version: Uuid,
    /// Devices that went over.
    pub devices: u64,
}

/// Body of `PUT /v1/devices/{device}/customer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttachDevice {
    /// Whose the device was when it was seen; left out, nobody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Uuid>,
    /// Whose it shall be; left out, nobody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "6f1c6b0a-4f0e-4a53-9d6b-0000000000c1")]
    pub customer: Option<Uuid>,
}

/// Answer: whose a device is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeviceAttached {
    /// MPR ID or MAC address.
    #[schema(value_type = String, example = "1234-5678-90AB-CDEF")]
    pub device: DeviceId,
    /// Whose it is; nobody's where there is none.
    pub customer: Option<Uuid>,
}

/// Body of `POST /v1/customers/imports`: rows of a list, each decided by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportCustomers {
    /// At most [`IMPORT_ROWS`].
    pub rows: Vec<ImportRow>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportRow {
    /// The customer; one that is added draws its id here.
    #[schema(example = "6f1c6b0a-4f0e-4a53-9d6b-0000000000c1")]
    pub customer: Uuid,
    /// The state that a change is based on; left out, the customer is added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Uuid>,
    /// What is added or changed.
    #[schema(value_type = Object, example = json!({"name": "株式会社山田商店"}))]
    pub fields: Change,
}

/// Answer to an import: what became of each row, in the order asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CustomersImported {
    /// The rows.
    pub rows: Vec<ImportedRow>,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportedRow {
    /// The customer.
    pub customer: Uuid,
    /// Why nothing was done for it; left out, it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<ProblemCode>,
}
