//! What travels in a dealer's change feed: one record a change, whole, replacing what was known under its id.

use chrono::{DateTime, NaiveDate, Utc};
use kagifuda_domain::catalogue::{Product, ProductCode};
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId, RegistrationId, RegistrationKey};
use kagifuda_domain::site::Site;
use kagifuda_domain::tsunagaru::ConnectionNo;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::maintenance::Maintenance;
use crate::remo;

/// A record as it stands after a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// A setting of the server that desks need. There is one such record.
    Server(Server),
    /// The dealer itself, as it stands on paper. There is one such record.
    Dealer(Dealer),
    /// A product of the catalogue, by its code.
    Product(Product),
    /// A customer, by id.
    Customer(Customer),
    /// A device, by its device id.
    Device(Device),
    /// An activation key, by its number.
    ActivationKey(ActivationKey),
    /// A つながるねっと subscription, by its device.
    Subscription(Subscription),
    /// A customer account of i-PRO Remo, by id.
    RemoCustomer(remo::Customer),
    /// A camera of i-PRO Remo, by id.
    RemoCamera(remo::Camera),
    /// A licence of i-PRO Remo that a customer has, by id. Its state follows from these facts by the rules.
    RemoLicence(remo::Licence),
    /// The stock of an i-PRO Remo product, by its code.
    RemoStock(remo::Stock),
    /// What was said of something is no longer so: it is gone.
    Gone(Gone),
}

/// The kinds of records that desks keep whole, under kind and id. The others are searched by their parts and kept in tables of their
/// own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// [`Record::Subscription`], by the plain digits of its device.
    Subscription,
    /// [`Record::RemoCustomer`], by its id.
    RemoCustomer,
    /// [`Record::RemoCamera`], by its id.
    RemoCamera,
    /// [`Record::RemoLicence`], by its id.
    RemoLicence,
    /// [`Record::RemoStock`], by its product's code.
    RemoStock,
}

impl Kind {
    /// How the kind is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Subscription => "subscription",
            Self::RemoCustomer => "remo_customer",
            Self::RemoCamera => "remo_camera",
            Self::RemoLicence => "remo_licence",
            Self::RemoStock => "remo_stock",
        }
    }
}

/// A record that is no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// Of which kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
}

/// What the server says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// The address that customers' browsers open, such as `https://keys.example.jp`: printed and put into QR codes.
    pub public_address: String,
    /// Maintenance that was not over when this was said (MNT-1), the next one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub maintenance: Vec<Maintenance>,
}

/// The dealer as its customers know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dealer {
    /// 会社名.
    pub company: String,
    /// 電話番号.
    pub phone: Option<String>,
    /// メールアドレス.
    pub email: String,
}

/// 契約ユーザー.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// The customer's id.
    pub id: Uuid,
    /// Name as written.
    pub name: String,
    /// Name in kana, for searching; may be empty.
    pub kana: String,
}

/// A device of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// MPR ID or MAC address.
    pub device: DeviceId,
    /// 設置先情報.
    pub site: Site,
    /// Whose it is, where known.
    pub customer: Option<Uuid>,
}

/// An activation key issued to the dealer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivationKey {
    /// The number.
    pub activation_key: ActivationKeyNo,
    /// The registration id printed beside it.
    pub registration_id: RegistrationId,
    /// 品番.
    pub product: ProductCode,
    /// The device it belongs to, once registered.
    pub registration: Option<Binding>,
}

/// The registration of an activation key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    /// The device.
    pub device: DeviceId,
    /// What was entered on it.
    pub registration_key: RegistrationKey,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// The login of the member who had it issued.
    pub issued_by: String,
}

/// A つながるねっと subscription of a device. Its state, expiry and grace follow from these by the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// MPR ID.
    pub device: DeviceId,
    /// 接続番号.
    pub connection_no: ConnectionNo,
    /// What is entered on the device: the key of the application that began the subscription.
    pub registration_key: RegistrationKey,
    /// The periods since it last began anew, in order.
    pub terms: Vec<SubscriptionTerm>,
    /// The day in Greenwich from which they are counted, once there is one (TSU-2, TSU-5).
    pub anchor: Option<NaiveDate>,
}

/// One period of a subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscriptionTerm {
    /// The activation key that gave it.
    pub activation_key: ActivationKeyNo,
    /// 品番.
    pub product: ProductCode,
    /// Its months.
    pub months: u32,
    /// Whether it is the free trial.
    pub trial: bool,
    /// When it was applied for.
    pub applied_at: DateTime<Utc>,
    /// The login of the member who did.
    pub applied_by: String,
}
