//! Applying for registration keys, step by step: what was typed, what is known of it, what is to be expected.

use serde::Serialize;
use specta::Type;

use crate::problem::{LineRefusal, Problem};

use super::{BilingualView, IssueLine, MailForm};

/// What was typed of a number so far.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum NumberView {
    /// Nothing.
    Empty,
    /// Nothing is wrong with it, and digits are missing.
    Partial {
        /// What was typed, grouped.
        grouped: String,
        /// What would be wrong if it were left like this.
        problem: Problem,
    },
    /// It is whole.
    Complete {
        /// The number, as it is printed.
        number: String,
        /// Whether it is a MAC address.
        mac: bool,
    },
    /// It cannot become right by typing on.
    Wrong {
        /// What was typed, grouped.
        grouped: String,
        /// Why.
        problem: Problem,
    },
}

/// Numbers found in a text of any kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
pub struct FoundNumbersView {
    /// Devices, grouped.
    pub devices: Vec<String>,
    /// Activation keys.
    pub keys: Vec<FoundKeyView>,
    /// Numbers of 16 digits, of which neither the text nor this computer knows what they are.
    pub unnamed: Vec<String>,
}

/// An activation key in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct FoundKeyView {
    /// The number, grouped.
    pub activation_key: String,
    /// The registration id beside it, grouped.
    pub registration_id: Option<String>,
}

/// What this computer knows of a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DeviceFactsView {
    /// The device, grouped.
    pub device: String,
    /// Its last four digits, to be typed again before what cannot be undone.
    pub last_four: String,
    /// Whether it is known by a MAC address.
    pub mac: bool,
    /// Where it stands and whose it is; nothing for a device that is new here.
    pub known: Option<KnownDeviceView>,
    /// The registration keys that were issued for it, the earliest first.
    pub issued: Vec<IssuedKeyView>,
    /// Devices known here that differ in a digit or two, and could have been meant.
    pub near: Vec<NearDeviceView>,
    /// The dealer's own mail address, to begin with.
    pub own_email: Option<String>,
}

/// A device that is known here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct KnownDeviceView {
    /// 設置先情報.
    pub site: [String; 2],
    /// The customer's name.
    pub customer: Option<String>,
}

/// A device that differs in a digit or two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct NearDeviceView {
    /// The device, grouped.
    pub device: String,
    /// 設置先情報, as one line.
    pub site: String,
    /// The customer's name.
    pub customer: Option<String>,
}

/// A registration key that was issued for a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct IssuedKeyView {
    /// The activation key number, grouped.
    pub activation_key: String,
    /// The registration key, grouped.
    pub registration_key: String,
    /// What it opened.
    pub product: ProductView,
    /// When it was issued.
    pub issued_at: String,
}

/// What a key opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ProductView {
    /// 品番.
    pub code: String,
    /// 用途, in both languages.
    pub purpose: BilingualView,
}

/// A site as it would be saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SiteView {
    /// What each line looks as if it had, and should not: `phone`, `email`.
    pub personal: [Option<String>; 2],
    /// The subject that the result mail begins with (KMS-6).
    pub subject: String,
}

/// What is to be expected of a line, as far as this computer knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ForeseenView {
    /// What the key opens, where known.
    pub product: Option<ProductView>,
    /// What will become of it.
    pub outlook: OutlookView,
}

/// What will become of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "outlook", rename_all = "snake_case")]
pub enum OutlookView {
    /// The number is not known here: perhaps not fetched yet.
    NotHere,
    /// It can be registered.
    Free,
    /// It has been asked for already, and waits to be sent: whichever the server takes first has it.
    Waiting {
        /// The device it was asked for, grouped.
        device: String,
    },
    /// It is registered on this device already, and gives the same key again (KMS-2).
    Again {
        /// That key, grouped.
        registration_key: String,
        /// When it was issued.
        issued_at: String,
    },
    /// It will be refused.
    Refused {
        /// Why. `unknown_pair`: the number is known here, and has another registration id.
        refusal: LineRefusal,
    },
}

/// An application that was made, to be corrected and sent again.
#[derive(Clone, PartialEq, Eq, Serialize, Type)]
pub struct MadeApplicationView {
    /// The device, grouped.
    pub device: String,
    /// 設置先情報, if it told of it.
    pub site: Option<[String; 2]>,
    /// Its lines.
    pub keys: Vec<IssueLine>,
    /// The mail it asked for.
    pub mail: Option<MailForm>,
}

/// The demonstration (KMS-10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DemoView {
    /// Its device, grouped.
    pub device: String,
    /// Where it stands.
    pub site: [String; 2],
    /// Its keys.
    pub keys: Vec<DemoKeyView>,
}

/// A key of the demonstration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DemoKeyView {
    /// The activation key number, grouped.
    pub activation_key: String,
    /// The registration id, grouped.
    pub registration_id: String,
    /// What it opens.
    pub product: ProductView,
    /// The registration key, grouped.
    pub registration_key: String,
}
