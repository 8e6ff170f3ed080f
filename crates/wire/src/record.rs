//! What travels in a dealer's change feed: one record a change, whole, replacing what was known under its id.

mod customer;
mod print;

pub use customer::{Changed, Customer};
pub use print::Print;

use chrono::{DateTime, NaiveDate, Utc};
use kagifuda_domain::calendar::Month;
use kagifuda_domain::catalogue::{Product, ProductCode};
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId, RegistrationId, RegistrationKey};
use kagifuda_domain::mail::{Address, Language};
use kagifuda_domain::miemasu::{ContractorName, DeviceName, DomainName, LicenceKey, MacAddress, Services};
use kagifuda_domain::site::Site;
use kagifuda_domain::tsunagaru::{self, ConnectionNo, Term};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::maintenance::Maintenance;
use crate::remo;
use crate::signing::RecordKey;

/// A record as it stands after a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    /// A setting of the server that desks need. There is one such record.
    Server(Server),
    /// The key that signs whatever follows in this feed, signed by the one before it (see [`crate::signing`]).
    RecordKey(RecordKey),
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
    /// A contract user of みえますねっと年間パック, by id.
    Contractor(Contractor),
    /// A device of みえますねっと年間パック with its licence, by id.
    MiemasuDevice(MiemasuDevice),
    /// A licence key sheet, by id.
    LicenceSheet(LicenceSheet),
    /// A customer account of i-PRO Remo, by id.
    RemoCustomer(remo::Customer),
    /// A camera of i-PRO Remo, by id.
    RemoCamera(remo::Camera),
    /// A licence of i-PRO Remo that a customer has, by id. Its state follows from these facts by the rules.
    RemoLicence(remo::Licence),
    /// The stock of an i-PRO Remo product, by its code.
    RemoStock(remo::Stock),
    /// A print that a desk has made, by id (PRN-2).
    Print(Print),
    /// What was said of something is no longer so: it is gone.
    Gone(Gone),
}

/// The kinds of records that desks keep whole, under kind and id, or that can be gone. The others are searched by their parts and kept
/// in tables of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// [`Record::Subscription`], by the plain digits of its device.
    Subscription,
    /// [`Record::Contractor`], by its id.
    Contractor,
    /// [`Record::MiemasuDevice`], by its id.
    MiemasuDevice,
    /// [`Record::LicenceSheet`], by its id.
    LicenceSheet,
    /// [`Record::RemoCustomer`], by its id.
    RemoCustomer,
    /// [`Record::RemoCamera`], by its id.
    RemoCamera,
    /// [`Record::RemoLicence`], by its id.
    RemoLicence,
    /// [`Record::RemoStock`], by its product's code.
    RemoStock,
    /// [`Record::Customer`], by its id: searched by its parts, and named here because it can be gone (CUS-3).
    Customer,
}

impl Kind {
    /// How the kind is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Subscription => "subscription",
            Self::Contractor => "contractor",
            Self::MiemasuDevice => "miemasu_device",
            Self::LicenceSheet => "licence_sheet",
            Self::RemoCustomer => "remo_customer",
            Self::RemoCamera => "remo_camera",
            Self::RemoLicence => "remo_licence",
            Self::RemoStock => "remo_stock",
            Self::Customer => "customer",
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

/// The dealer as its customers know it. What was not told of a dealer before is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dealer {
    /// 会社名.
    pub company: String,
    /// 電話番号.
    pub phone: Option<String>,
    /// メールアドレス.
    pub email: String,
    /// 国名, by its two letters (ISO 3166-1).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// 郵便番号.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// 所在地, its lines that say something.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// 担当者.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
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

impl Subscription {
    /// What the rules are about.
    pub fn of_rules(&self) -> tsunagaru::Subscription {
        let term = |term: &SubscriptionTerm| Term {
            months: term.months,
            trial: term.trial,
        };
        tsunagaru::Subscription {
            terms: self.terms.iter().map(term).collect(),
            anchor: self.anchor,
        }
    }
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

/// A contract user (契約ユーザー) of みえますねっと年間パック.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Contractor {
    /// The contract user's id.
    pub id: Uuid,
    /// Name.
    #[schema(value_type = String)]
    pub name: ContractorName,
    /// Where mail about the licences goes.
    #[schema(value_type = String)]
    pub email: Address,
    /// The language of that mail.
    #[schema(value_type = String)]
    pub language: Language,
}

/// A device of みえますねっと年間パック with the licence it has. Its state follows from the expiry month by the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MiemasuDevice {
    /// The device's id.
    pub id: Uuid,
    /// Whose it is.
    pub contractor: Uuid,
    /// 機器名.
    pub name: DeviceName,
    /// 品番 of the device itself.
    pub model: ProductCode,
    /// MACアドレス.
    pub mac: MacAddress,
    /// ドメイン名.
    pub domain_name: DomainName,
    /// The device behind which it stands.
    pub parent: Option<Uuid>,
    /// Its licence.
    pub licence: DeviceLicence,
}

/// The licence that a device has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceLicence {
    /// The sheet whose key it is.
    pub sheet: Uuid,
    /// 品番.
    pub product: ProductCode,
    /// Its expiry month.
    pub expiry: Month,
    /// What it serves.
    pub services: Services,
}

/// A licence key sheet. What it gives was fixed when it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LicenceSheet {
    /// The sheet's id.
    pub id: Uuid,
    /// The key printed on it.
    #[schema(value_type = String, example = "aB3d-EF4h-nD9L-rn7T")]
    pub licence_key: LicenceKey,
    /// 品番.
    #[schema(value_type = String, example = "MIEMASU-12R7")]
    pub product: ProductCode,
    /// Months of its term.
    pub months: u32,
    /// What it serves.
    #[schema(value_type = Object)]
    pub services: Services,
    /// Whether it has served.
    #[schema(value_type = String, example = "unused")]
    pub state: SheetState,
}

pub use kagifuda_domain::miemasu::SheetState;

#[cfg(test)]
mod tests {
    use kagifuda_domain::customer::{Details, Field};

    use super::*;

    #[test]
    fn a_customer_told_of_before_there_was_more_than_a_name_reads_and_writes_as_it_did() {
        let told = r#"{"record":"customer","id":"00000000-0000-0000-0000-000000000001","name":"山田商店","kana":""}"#;
        let read: Record = serde_json::from_str(told).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), told);
    }

    #[test]
    fn a_customer_is_what_its_fields_say() {
        let fields = Field::ALL.map(|field| (field, field.name().to_owned()));
        let customer = Customer::new(Uuid::nil(), &Details::kept(fields.clone()), Uuid::nil(), None);
        assert_eq!(customer.details(), Details::kept(fields));
        assert!(!format!("{customer:?}").contains("memo"));
    }

    #[test]
    fn a_dealer_told_of_before_there_were_addresses_reads_and_writes_as_it_did() {
        let told = r#"{"record":"dealer","company":"髙田商会","phone":null,"email":"desk@example.jp"}"#;
        let read: Record = serde_json::from_str(told).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), told);
    }
}
