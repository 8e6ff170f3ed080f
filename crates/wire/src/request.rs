//! What a desk asks its server to do: on disk before it is sent, and kept with the answer. Here is each request with the place it is sent
//! to and the answer it gets; what needs no keeping (searches, previews, passwords) is not among them.

use serde::{Deserialize, Serialize};

use kagifuda_domain::ids::DeviceId;
use uuid::Uuid;

use crate::customer::{
    AttachDevice, ChangeCustomer, CustomerWritten, CustomersImported, CustomersMerged, DeviceAttached, ImportCustomers,
    MergeCustomers, NewCustomer,
};
use crate::kms::{DeviceSite, Register, Registered};
use crate::tsunagaru::{Apply, Extend, Extended, Subscribed};

/// How a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
    /// `DELETE`.
    Delete,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// KMS: registration keys for a device.
    Register(Register),
    /// KMS: where a device stands (KMS-5).
    SaveSite(SaveSite),
    /// つながるねっと: a new subscription.
    Apply(Apply),
    /// つながるねっと: a longer one.
    Extend(Extend),
    /// A new customer.
    AddCustomer(NewCustomer),
    /// Other fields of a customer.
    ChangeCustomer(CustomerChange),
    /// Two customers that are one.
    MergeCustomers(MergeCustomers),
    /// Whose a device is.
    AttachDevice(DeviceChange),
    /// Customers of a list.
    ImportCustomers(ImportCustomers),
}

/// A change, and of which customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerChange {
    /// Which.
    pub customer: Uuid,
    /// The change.
    pub asked: ChangeCustomer,
}

/// Whose a device shall be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceChange {
    /// MPR ID or MAC address.
    pub device: DeviceId,
    /// Whose.
    pub asked: AttachDevice,
}

/// Where a device stands, to be saved (KMS-5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveSite {
    /// The device.
    pub device: DeviceId,
    /// Where it stands.
    pub site: DeviceSite,
}

/// What was done: the answer to the request of the same name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    /// The registration keys.
    Register(Registered),
    /// Where the device stands now.
    SaveSite(DeviceSite),
    /// The subscription.
    Apply(Subscribed),
    /// The subscription before and after.
    Extend(Extended),
    /// The customer.
    AddCustomer(CustomerWritten),
    /// The customer.
    ChangeCustomer(CustomerWritten),
    /// The customer that stayed.
    MergeCustomers(CustomersMerged),
    /// Whose the device is.
    AttachDevice(DeviceAttached),
    /// What became of each row.
    ImportCustomers(CustomersImported),
}

impl Request {
    /// How and where it is sent.
    pub fn route(&self) -> (Method, String) {
        match self {
            Self::Register(_) => (Method::Post, "/v1/kms/registrations".into()),
            Self::SaveSite(asked) => (Method::Put, format!("/v1/kms/devices/{}/site", asked.device.plain())),
            Self::Apply(_) => (Method::Post, "/v1/tsunagaru/applications".into()),
            Self::Extend(_) => (Method::Post, "/v1/tsunagaru/extensions".into()),
            Self::AddCustomer(_) => (Method::Post, "/v1/customers".into()),
            Self::ChangeCustomer(of) => (Method::Put, format!("/v1/customers/{}", of.customer)),
            Self::MergeCustomers(_) => (Method::Post, "/v1/customers/merges".into()),
            Self::AttachDevice(of) => (Method::Put, format!("/v1/devices/{}/customer", of.device.plain())),
            Self::ImportCustomers(_) => (Method::Post, "/v1/customers/imports".into()),
        }
    }

    /// Its body, as JSON.
    pub fn body(&self) -> serde_json::Result<String> {
        match self {
            Self::Register(body) => serde_json::to_string(body),
            Self::SaveSite(asked) => serde_json::to_string(&asked.site),
            Self::Apply(body) => serde_json::to_string(body),
            Self::Extend(body) => serde_json::to_string(body),
            Self::AddCustomer(body) => serde_json::to_string(body),
            Self::ChangeCustomer(of) => serde_json::to_string(&of.asked),
            Self::MergeCustomers(body) => serde_json::to_string(body),
            Self::AttachDevice(of) => serde_json::to_string(&of.asked),
            Self::ImportCustomers(body) => serde_json::to_string(body),
        }
    }

    /// Reads the answer to it.
    pub fn read_done(&self, text: &str) -> serde_json::Result<Done> {
        Ok(match self {
            Self::Register(_) => Done::Register(serde_json::from_str(text)?),
            Self::SaveSite(_) => Done::SaveSite(serde_json::from_str(text)?),
            Self::Apply(_) => Done::Apply(serde_json::from_str(text)?),
            Self::Extend(_) => Done::Extend(serde_json::from_str(text)?),
            Self::AddCustomer(_) => Done::AddCustomer(serde_json::from_str(text)?),
            Self::ChangeCustomer(_) => Done::ChangeCustomer(serde_json::from_str(text)?),
            Self::MergeCustomers(_) => Done::MergeCustomers(serde_json::from_str(text)?),
            Self::AttachDevice(_) => Done::AttachDevice(serde_json::from_str(text)?),
            Self::ImportCustomers(_) => Done::ImportCustomers(serde_json::from_str(text)?),
        })
    }
}
