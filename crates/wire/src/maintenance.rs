//! Windows of maintenance, told to every client beforehand.

use chrono::{DateTime, Utc};
use kagifuda_domain::maintenance::Window;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A window in which the server takes no writes (MNT-1, MNT-2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Maintenance {
    /// Its first instant.
    pub from: DateTime<Utc>,
    /// The first instant after it.
    pub to: DateTime<Utc>,
    /// What the operator says about it, in Japanese.
    pub ja: String,
    /// The same in English.
    pub en: String,
}

/// Answer to `GET /v1/maintenance`: what is not over, the next one first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Announced {
    /// The windows.
    pub windows: Vec<Maintenance>,
}

impl From<&Window> for Maintenance {
    fn from(window: &Window) -> Self {
        Self {
            from: window.from,
            to: window.to,
            ja: window.message.ja.clone(),
            en: window.message.en.clone(),
        }
    }
}
