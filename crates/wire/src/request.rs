//! What a desk asks its server to do: on disk before it is sent, and kept with the answer. Here is each request with the place it is sent
//! to and the answer it gets; what needs no keeping (searches, previews, passwords) is not among them.

use serde::{Deserialize, Serialize};

use kagifuda_domain::ids::DeviceId;

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
}

impl Request {
    /// How and where it is sent.
    pub fn route(&self) -> (Method, String) {
        match self {
            Self::Register(_) => (Method::Post, "/v1/kms/registrations".into()),
            Self::SaveSite(asked) => (Method::Put, format!("/v1/kms/devices/{}/site", asked.device.plain())),
            Self::Apply(_) => (Method::Post, "/v1/tsunagaru/applications".into()),
            Self::Extend(_) => (Method::Post, "/v1/tsunagaru/extensions".into()),
        }
    }

    /// Its body, as JSON.
    pub fn body(&self) -> serde_json::Result<String> {
        match self {
            Self::Register(body) => serde_json::to_string(body),
            Self::SaveSite(asked) => serde_json::to_string(&asked.site),
            Self::Apply(body) => serde_json::to_string(body),
            Self::Extend(body) => serde_json::to_string(body),
        }
    }

    /// Reads the answer to it.
    pub fn read_done(&self, text: &str) -> serde_json::Result<Done> {
        Ok(match self {
            Self::Register(_) => Done::Register(serde_json::from_str(text)?),
            Self::SaveSite(_) => Done::SaveSite(serde_json::from_str(text)?),
            Self::Apply(_) => Done::Apply(serde_json::from_str(text)?),
            Self::Extend(_) => Done::Extend(serde_json::from_str(text)?),
        })
    }
}
