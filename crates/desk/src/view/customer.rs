//! Customers: lists of them, one with all that it has, and what becomes of a file of them.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Ask, StandingView, SubmitView};
use crate::problem::{CustomerField, Problem};

/// Customers in a list, in order of kana.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct CustomersView {
    /// How many there are in all.
    pub all: u32,
    /// How many the filter finds.
    pub found: u32,
    /// Those of them that were asked for.
    pub rows: Vec<CustomerRowView>,
    /// Changes that somebody has to choose about (CUS-2).
    pub to_settle: Vec<CustomerRowView>,
    /// Other requests that were refused and that nobody has put away, the latest first.
    pub refused: Vec<CustomerRefusedView>,
}

/// A request about customers that was refused.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct CustomerRefusedView {
    /// Its number.
    pub intent: String,
    /// What was asked for.
    pub ask: Ask,
    /// The name of the customer, where it is about one.
    pub name: Option<String>,
    /// The device, grouped, where it is about one.
    pub device: Option<String>,
    /// Why.
    pub problem: Problem,
}

/// A customer in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct CustomerRowView {
    /// Its id.
    pub id: String,
    /// お客様名.
    pub name: String,
    /// フリガナ.
    pub kana: String,
    /// 担当者.
    pub contact: String,
    /// 電話番号.
    pub phone: String,
    /// How many devices it has.
    pub devices: u32,
    /// Whether something of it waits to be sent.
    pub waiting: bool,
}

/// The fields of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CustomerFields {
    /// お客様名.
    pub name: String,
    /// フリガナ.
    pub kana: String,
    /// 担当者.
    pub contact: String,
    /// 電話番号.
    pub phone: String,
    /// メールアドレス.
    pub email: String,
    /// 住所.
    pub address: String,
    /// メモ.
    pub memo: String,
}

/// A customer with all that it has. What waits to be sent is in it already.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct CustomerView {
    /// Its id.
    pub id: String,
    /// The state it is in, to base a change on (CUS-2).
    pub version: String,
    /// What it says.
    pub fields: CustomerFields,
    /// The login of who changed it last, where that is known.
    pub changed_by: Option<String>,
    /// When.
    pub changed_at: Option<String>,
    /// Whether something of it waits to be sent.
    pub waiting: bool,
    /// Its devices, in order of their sites.
    pub devices: Vec<CustomerDeviceView>,
    /// Other customers that are probably the same (CUS-4).
    pub alike: Vec<CustomerRowView>,
    /// Changes of it that were overtaken, for somebody to choose about (CUS-2).
    pub overtaken: Vec<OvertakenView>,
}

/// A device of a customer with its licences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct CustomerDeviceView {
    /// The device, grouped.
    pub device: String,
    /// 設置先情報, as one line; empty where nothing is said.
    pub site: String,
    /// The activation keys registered on it, the earliest first.
    pub keys: Vec<CustomerKeyView>,
    /// Its つながるねっと subscription, where it has one.
    pub subscription: Option<CustomerSubscriptionView>,
    /// Whether it waits to be sent that the device is this customer's.
    pub waiting: bool,
}

/// An activation key on a customer's device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct CustomerKeyView {
    /// The number, grouped.
    pub activation_key: String,
    /// 品番.
    pub product: String,
    /// When it was registered.
    pub issued_at: Option<String>,
}

/// A つながるねっと subscription on a customer's device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct CustomerSubscriptionView {
    /// 接続番号.
    pub connection_no: String,
    /// Where it stands.
    pub standing: StandingView,
}

/// A change that came too late: somebody else had changed or merged the customer (CUS-2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct OvertakenView {
    /// The request.
    pub intent: String,
    /// The customer that it was about; another one than it was sent for where they were merged.
    pub customer: String,
    /// The state of the customer that is shown here, to base the choice on.
    pub version: String,
    /// The login of who wanted the change.
    pub by: String,
    /// When.
    pub at: String,
    /// The login of who was quicker, where that is known.
    pub theirs_by: Option<String>,
    /// When.
    pub theirs_at: Option<String>,
    /// Whether the customer was merged into this one meanwhile.
    pub merged: bool,
    /// The fields that differ.
    pub fields: Vec<OvertakenFieldView>,
}

/// A field to choose about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct OvertakenFieldView {
    /// Which.
    pub field: CustomerField,
    /// What it says now.
    pub theirs: String,
    /// What it was to say.
    pub mine: String,
}

/// What becomes of an overtaken change.
#[derive(Clone, Deserialize, Type)]
pub struct SettleForm {
    /// The request.
    pub intent: String,
    /// The customer.
    pub customer: String,
    /// The state that was shown.
    pub version: String,
    /// The fields that are to say what was wanted; the others stay as they are.
    pub mine: Vec<CustomerField>,
}

/// A customer that is added, or changed.
#[derive(Clone, Deserialize, Type)]
pub struct CustomerForm {
    /// Which; nothing for a new one.
    pub id: Option<String>,
    /// The state that the change is based on.
    pub version: Option<String>,
    /// What the fields said when they were opened; empty for a new one.
    pub before: CustomerFields,
    /// What they shall say.
    pub fields: CustomerFields,
}

/// What there is to say of a customer that is being typed.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct CustomerCheckView {
    /// What is typed wrongly.
    pub mistakes: Vec<Problem>,
    /// Customers that it is probably (CUS-4).
    pub alike: Vec<CustomerRowView>,
}

/// What came of saving a customer.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct CustomerSavedView {
    /// The customer.
    pub id: String,
    /// What became of the request; nothing where there was nothing to change.
    pub submit: Option<SubmitView>,
}

/// Two customers beside each other, before they are merged (CUS-3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct MergeView {
    /// The one that stays.
    pub stays: MergeSideView,
    /// The one that goes.
    pub goes: MergeSideView,
    /// What is offered for the one that stays.
    pub offered: CustomerFields,
}

/// One of two customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct MergeSideView {
    /// Its id.
    pub id: String,
    /// The state it is in.
    pub version: String,
    /// What it says.
    pub fields: CustomerFields,
    /// Its devices: number and site.
    pub devices: Vec<String>,
}

/// Two customers that are to be merged.
#[derive(Clone, Deserialize, Type)]
pub struct MergeForm {
    /// The one that stays.
    pub stays: String,
    /// The state in which it was shown.
    pub stays_version: String,
    /// The one that goes.
    pub goes: String,
    /// The state in which it was shown.
    pub goes_version: String,
    /// What the one that stays said when it was shown.
    pub before: CustomerFields,
    /// What it shall say.
    pub fields: CustomerFields,
}

/// A device that may go to a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct LooseDeviceView {
    /// The device, grouped.
    pub device: String,
    /// 設置先情報, as one line.
    pub site: String,
    /// The id of whose it is.
    pub customer: Option<String>,
    /// The name of whose it is.
    pub customer_name: Option<String>,
}

/// Whose a device shall be.
#[derive(Clone, Deserialize, Type)]
pub struct AttachForm {
    /// The device.
    pub device: String,
    /// Whose it was when it was shown.
    pub seen: Option<String>,
    /// Whose it shall be.
    pub customer: Option<String>,
}
