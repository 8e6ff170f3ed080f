//! What a look-up shows.

use serde::Serialize;
use specta::Type;

use super::{BilingualView, PrintRecordView};

/// Activation keys found, best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct FindView {
    /// At most as many as asked for.
    pub hits: Vec<HitView>,
    /// Whether there are more.
    pub more: bool,
}

/// One activation key with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct HitView {
    /// The number, grouped.
    pub activation_key: String,
    /// The registration id, grouped.
    pub registration_id: String,
    /// 品番.
    pub product: String,
    /// The device it is registered on, grouped.
    pub device: Option<String>,
    /// The registration key, grouped.
    pub registration_key: Option<String>,
    /// 設置先情報, as one line.
    pub site: Option<String>,
    /// The customer's name.
    pub customer: Option<String>,
    /// When it was registered.
    pub issued_at: Option<String>,
}

/// An activation key on its own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct KeyView {
    /// What a list shows of it.
    pub hit: HitView,
    /// 品名, in both languages.
    pub product_name: BilingualView,
    /// 用途, in both languages.
    pub purpose: BilingualView,
    /// The programme: `kms`, `tsunagaru`, `miemasu`, `remo`.
    pub programme: String,
    /// The login of the member who had it registered.
    pub issued_by: Option<String>,
    /// The prints made of it on this computer, latest first.
    pub prints: Vec<PrintRecordView>,
}
