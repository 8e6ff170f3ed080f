//! Everything that can be looked up: what was asked, what lists show, and each thing on its own page. No secret is among it; those are asked
//! for one by one.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Ask, BilingualView, DocumentKind, StandingView, TermView};

/// What to look for.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LookUpForm {
    /// A fragment of any field, or several words.
    pub text: String,
    /// What of it is wanted.
    pub filter: FilterForm,
}

/// What was typed may be a number with its registration id.
impl std::fmt::Debug for LookUpForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LookUpForm")
            .field("filter", &self.filter)
            .finish_non_exhaustive()
    }
}

/// What is wanted. What is left out does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FilterForm {
    /// Of these kinds.
    pub kinds: Vec<ThingKind>,
    /// Of this product, by its code.
    pub product: Option<String>,
    /// Keys of which this became.
    pub key: Option<KeyState>,
    /// Subscriptions of つながるねっと that stand so, and their devices: `not_started`, `trial`, `active`, `grace`, `lapsed`.
    pub state: Option<StateFilter>,
    /// Keys issued, and subscriptions begun, in these days in Japan.
    pub issued: Option<IssuedForm>,
}

/// The days of a period, both ends included; an open end takes everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct IssuedForm {
    /// The first day, `2026-11-01`, or month, `2026-11`.
    pub from: Option<String>,
    /// The last day or month.
    pub to: Option<String>,
}

/// The kinds of things that are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ThingKind {
    /// 契約ユーザー.
    Customer,
    /// A device, with its site.
    Device,
    /// A つながるねっと subscription, by its connection number.
    Connection,
    /// A contract user of みえますねっと年間パック.
    Contractor,
    /// A device of みえますねっと年間パック.
    MiemasuDevice,
    /// A contract user of i-PRO Remo.
    RemoCustomer,
    /// A camera of i-PRO Remo.
    RemoCamera,
    /// An activation key.
    Key,
}

/// What became of an activation key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum KeyState {
    /// It is on a device.
    Registered,
    /// It is free.
    Unregistered,
    /// Somebody asked for it, and the server has not answered yet.
    Waiting,
}

/// Where a subscription stands, for those that have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum StateFilter {
    /// Issued, never used.
    NotStarted,
    /// The trial runs.
    Trial,
    /// A period runs.
    Active,
    /// Expired, and can be extended.
    Grace,
    /// Expired for too long.
    Lapsed,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
pub struct LookUpView {
    /// At most as many as asked for, the best first.
    pub things: Vec<ThingView>,
    /// Whether there are more.
    pub more: bool,
}

/// One thing as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ThingView {
    /// Of which kind.
    pub kind: ThingKind,
    /// By what it is opened.
    pub id: String,
    /// Its number, grouped.
    pub number: Option<String>,
    /// What it is called.
    pub name: Option<String>,
    /// What else tells it apart: the kana of a name, an e-mail address, a domain name.
    pub detail: Option<String>,
    /// 品番.
    pub product: Option<String>,
    /// Whose it is.
    pub customer: Option<String>,
    /// 設置先情報, as one line.
    pub site: Option<String>,
    /// The device it is on, grouped.
    pub device: Option<String>,
    /// What became of it: of a key [`KeyState`], of a subscription the state in one word.
    pub state: Option<String>,
    /// When it was issued.
    pub issued_at: Option<String>,
    /// The keys on a device, or the devices of a customer.
    pub count: Option<u32>,
}

/// One thing on its own page.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "page", rename_all = "snake_case")]
pub enum DetailView {
    /// An activation key.
    Key(KeyDetail),
    /// A device, with its subscription.
    Device(Box<DeviceDetail>),
    /// A customer.
    Customer(CustomerDetail),
    /// A contract user of みえますねっと年間パック or i-PRO Remo, with what they have.
    Owner(OwnerDetail),
    /// A device of みえますねっと年間パック.
    MiemasuDevice(MiemasuDetail),
    /// A camera of i-PRO Remo.
    RemoCamera(CameraDetail),
}

/// An activation key.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct KeyDetail {
    /// What lists show of it.
    pub thing: ThingView,
    /// 品名, in both languages.
    pub product_name: BilingualView,
    /// 用途, in both languages.
    pub purpose: BilingualView,
    /// The programme: `kms`, `tsunagaru`, `miemasu`, `remo`.
    pub programme: String,
    /// Whose its device is, where known.
    pub customer: Option<CustomerLink>,
    /// Who did what when, the latest first.
    pub history: Vec<EventView>,
}

/// A device.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct DeviceDetail {
    /// The device, grouped.
    pub device: String,
    /// 設置先情報.
    pub site: [String; 2],
    /// Whose it is, where known.
    pub customer: Option<CustomerLink>,
    /// The keys registered on it, the latest first.
    pub keys: Vec<ThingView>,
    /// Its subscription of つながるねっと.
    pub subscription: Option<SubscriptionDetail>,
    /// What other programmes know under its MAC address.
    pub others: Vec<ThingView>,
    /// Who did what when, the latest first.
    pub history: Vec<EventView>,
}

/// A customer, by id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct CustomerLink {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
}

/// A subscription of つながるねっと.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct SubscriptionDetail {
    /// 接続番号.
    pub connection_no: String,
    /// Where it stands now.
    pub standing: StandingView,
    /// The key of the application that began it, whose registration key is entered on the device.
    pub began_with: Option<String>,
    /// Its periods, in order.
    pub terms: Vec<TermView>,
}

/// A customer.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct CustomerDetail {
    /// What lists show of it.
    pub thing: ThingView,
    /// Its devices.
    pub devices: Vec<ThingView>,
    /// Who did what when on them, the latest first.
    pub history: Vec<EventView>,
}

/// A contract user of みえますねっと年間パック or i-PRO Remo.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct OwnerDetail {
    /// What lists show of it.
    pub thing: ThingView,
    /// Their devices or cameras.
    pub owns: Vec<ThingView>,
}

/// A device of みえますねっと年間パック.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct MiemasuDetail {
    /// What lists show of it.
    pub thing: ThingView,
    /// Whose it is.
    pub owner: Option<CustomerLink>,
    /// 品番 of the device itself.
    pub model: String,
    /// 品番 of its licence.
    pub product: String,
    /// 利用状況: `in_use`, `renewal_open`, `expired`, `deleted` (MIE-1, MIE-3, MIE-5).
    pub state: String,
    /// The expiry month, `2027-07`.
    pub expiry: String,
    /// The last day on which it can be renewed (MIE-3).
    pub last_renewal_day: String,
    /// Days that recordings are kept, if the licence records.
    pub recording_days: Option<u32>,
}

/// A camera of i-PRO Remo.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct CameraDetail {
    /// What lists show of it.
    pub thing: ThingView,
    /// Whose it is.
    pub owner: Option<CustomerLink>,
    /// How it is reached: `edge` or `direct`.
    pub path: String,
    /// 品番 of the licence that it has.
    pub product: Option<String>,
    /// The last day of that licence in Japan; nothing for one without end.
    pub expiry: Option<String>,
}

/// Who did what when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct EventView {
    /// When.
    pub at: String,
    /// The login of the member.
    pub by: String,
    /// With which key, grouped.
    pub activation_key: Option<String>,
    /// What.
    #[serde(flatten)]
    pub what: EventWhat,
}

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum EventWhat {
    /// A key was registered.
    Registered {
        /// 品番.
        product: String,
    },
    /// A period of つながるねっと was applied for.
    Period {
        /// 品番.
        product: String,
        /// Its months.
        months: u32,
    },
    /// A document was printed.
    Printed {
        /// Which.
        document: DocumentKind,
        /// Which copy.
        copy: u32,
    },
    /// A secret was asked for, on this computer.
    Shown {
        /// Which.
        secret: SecretKind,
    },
    /// Something was asked of the server, which has not answered yet.
    Asked {
        /// What.
        ask: Ask,
    },
}

/// A part of a key that is masked until somebody asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SecretKind {
    /// レジストレーションID.
    RegistrationId,
    /// レジストレーションキー.
    RegistrationKey,
}

/// A product to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ProductChoice {
    /// 品番.
    pub code: String,
    /// 品名.
    pub name: BilingualView,
}

/// A question that a member keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SavedFilterView {
    /// What the member calls it.
    pub name: String,
    /// What is asked.
    pub form: LookUpForm,
}
