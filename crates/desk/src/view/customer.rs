//! Customers: lists of them, one with all that it has, and what becomes of a file of them.

use kagifuda_domain::customer::import::Column;
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

/// How a file of text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8, with or without a mark before it.
    Utf8,
    /// Shift_JIS as Windows writes it.
    ShiftJis,
    /// UTF-16, with a mark before it.
    Utf16,
}

/// A file of customers, and how it is to be read. What is left out is found out.
#[derive(Clone, Deserialize, Type)]
pub struct ImportForm {
    /// Its name.
    pub name: String,
    /// Its bytes in base64.
    pub content: String,
    /// How its text is written.
    pub encoding: Option<Encoding>,
    /// Which sheet.
    pub sheet: Option<String>,
    /// The number of the line with the names of the columns.
    pub head: Option<u32>,
    /// What each column holds.
    #[specta(type = Option<Vec<Option<String>>>)]
    pub columns: Option<Vec<Option<Column>>>,
    /// Lines that are left out.
    pub leave_out: Vec<u32>,
}

/// What would become of a file: nothing is changed yet (CUS-5).
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct ImportView {
    /// How its text is read; nothing for a workbook.
    pub encoding: Option<Encoding>,
    /// Whether the text tells by itself how it is written.
    pub encoding_certain: bool,
    /// The sheets of a workbook.
    pub sheets: Vec<String>,
    /// The one that is read.
    pub sheet: Option<String>,
    /// The number of the line with the names of the columns.
    pub head: u32,
    /// Those names.
    pub names: Vec<String>,
    /// What each column holds.
    #[specta(type = Vec<Option<String>>)]
    pub columns: Vec<Option<Column>>,
    /// The first cell of each column that says something.
    pub sample: Vec<String>,
    /// Every row.
    pub rows: Vec<ImportRowView>,
    /// What this was worked out from: it is handed back, so that nothing else is done than was shown.
    pub mark: String,
}

/// A row and its fate.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct ImportRowView {
    /// Its number in the file.
    pub line: u32,
    /// The name in it.
    pub name: String,
    /// What would become of it.
    pub fate: FateView,
}

/// What would become of a row (CUS-5).
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "fate", rename_all = "snake_case")]
pub enum FateView {
    /// A customer would be added.
    New {
        /// What it would say.
        fields: Vec<FieldChangeView>,
        /// The names of customers that it is like.
        like: Vec<String>,
    },
    /// A customer would be changed.
    Update {
        /// The customer's name.
        customer: String,
        /// How.
        fields: Vec<FieldChangeView>,
    },
    /// The customer is so already.
    Same {
        /// The customer's name.
        customer: String,
    },
    /// An earlier row is about the same customer.
    Repeated {
        /// The number of that row.
        earlier: u32,
    },
    /// It cannot be taken.
    Refused {
        /// Why.
        problem: Problem,
        /// The name of the column, where it is about a cell.
        column: Option<String>,
        /// What stands there.
        cell: Option<String>,
    },
}

/// A field before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct FieldChangeView {
    /// Which.
    pub field: CustomerField,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

/// What came of an import. What waits is on disk.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct ImportedView {
    /// Rows that were done.
    pub done: u32,
    /// Rows that were not, because somebody else was quicker: they are to be chosen about.
    pub overtaken: u32,
    /// Rows that wait to be sent.
    pub waiting: u32,
    /// What keeps them from being sent.
    pub because: Option<Problem>,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ExportedView {
    /// Where it lies.
    pub file: String,
    /// How many customers are in it.
    pub customers: u32,
}
