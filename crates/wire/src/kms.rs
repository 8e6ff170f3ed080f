//! KMS: registering activation keys on a device.

use chrono::{DateTime, NaiveDate, Utc};
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId, RegistrationId, RegistrationKey};
use kagifuda_domain::kms::Recipients;
use kagifuda_domain::mail::{Language, Subject};
use kagifuda_domain::site::Site;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Body of `POST /v1/kms/registrations`: 1 to 8 activation keys for one device, all or nothing (KMS-4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// MPR ID or MAC address.
    #[schema(value_type = String, example = "1234-5678-90AB-CDEF")]
    pub device: DeviceId,
    /// Where the device stands; left out, what is known stays (KMS-5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<String>>, min_items = 2, max_items = 2)]
    pub site: Option<Site>,
    /// The pairs on the cards.
    pub keys: Vec<KeyPair>,
    /// The mail that tells the result; left out, none goes out (KMS-6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<ResultMail>,
}

/// The mail that tells the result of an application (KMS-6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultMail {
    /// An address, and perhaps an additional one.
    #[schema(value_type = Vec<String>, min_items = 1, max_items = 2, example = json!(["desk@example.jp"]))]
    pub to: Recipients,
    /// The subject; left out, the preset one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 200)]
    pub subject: Option<Subject>,
    /// The language it is written in.
    #[schema(value_type = String, pattern = "^(ja|en)$", example = "ja")]
    pub language: Language,
}

/// The pair on one card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyPair {
    /// The activation key number.
    #[schema(value_type = String, example = "0123-4567-89AB-CDEF")]
    pub activation_key: ActivationKeyNo,
    /// The registration id beside it.
    #[schema(value_type = String, example = "0123-4567")]
    pub registration_id: RegistrationId,
}

/// Answer: one registration for each pair, in the order asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Registered {
    /// The registrations.
    pub registrations: Vec<Registration>,
}

/// An activation key registered on its device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Registration {
    /// The activation key number.
    #[schema(value_type = String, example = "0123-4567-89AB-CDEF")]
    pub activation_key: ActivationKeyNo,
    /// What to enter on the device.
    #[schema(value_type = String, example = "0123-4567-89AB-CDEF")]
    pub registration_key: RegistrationKey,
    /// 品番.
    #[schema(value_type = String, example = "KX-VCS101")]
    pub product: ProductCode,
    /// When it was first issued.
    pub issued_at: DateTime<Utc>,
    /// Whether it had been issued before (KMS-2).
    pub again: bool,
}

/// Body of `POST /v1/kms/search`: a device, or an activation key number (KMS-8). In a body, because numbers in addresses are logged on
/// their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeySearch {
    /// For all activation keys of this device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "1234-5678-90AB-CDEF")]
    pub device: Option<DeviceId>,
    /// For the device of this activation key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "0123-4567-89AB-CDEF")]
    pub activation_key: Option<ActivationKeyNo>,
}

/// Answer to a search: what this dealer registered, the earliest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KeysFound {
    /// The registrations; empty when there are none.
    pub registrations: Vec<FoundRegistration>,
}

/// A registered activation key as a search finds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FoundRegistration {
    /// MPR ID or MAC address.
    #[schema(value_type = String, example = "1234-5678-90AB-CDEF")]
    pub device: DeviceId,
    /// Where the device stands.
    #[schema(value_type = Vec<String>, min_items = 2, max_items = 2)]
    pub site: Site,
    /// The activation key number.
    #[schema(value_type = String, example = "0123-4567-89AB-CDEF")]
    pub activation_key: ActivationKeyNo,
    /// What is entered on the device.
    #[schema(value_type = String, example = "0123-4567-89AB-CDEF")]
    pub registration_key: RegistrationKey,
    /// 品番.
    #[schema(value_type = String, example = "KX-VCS101")]
    pub product: ProductCode,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// The login of the member who had it issued.
    pub issued_by: String,
}

/// Body of `PUT /v1/kms/devices/{device}/site`, and answer of both: 設置先情報 (KMS-5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeviceSite {
    /// Two lines of at most 50 characters; no personal data.
    #[schema(value_type = Vec<String>, min_items = 2, max_items = 2, example = json!(["福岡支店", "3階"]))]
    pub site: Site,
}

/// Query of the reports (KMS-9): days in Japan, both included; an end that is left out is open.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReportPeriod {
    /// The first day, such as 2026-11-01.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// The last day.
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_without_a_mail_reads_and_writes_as_it_did_before_there_were_mails() {
        let kept = r#"{"device":"1234-5678-90AB-CDEF","keys":[]}"#;
        let read: Register = serde_json::from_str(kept).unwrap();
        assert_eq!(read.mail, None);
        assert_eq!(serde_json::to_string(&read).unwrap(), kept);
    }

    #[test]
    fn kms_6_a_wish_for_a_mail_survives_the_outbox() {
        let kept = r#"{"device":"1234-5678-90AB-CDEF","keys":[],"mail":{"to":["a@example.jp"],"subject":"鍵","language":"ja"}}"#;
        let read: Register = serde_json::from_str(kept).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), kept);
    }
}
