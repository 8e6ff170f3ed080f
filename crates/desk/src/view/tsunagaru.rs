//! Views of つながるねっと. Days are Greenwich's unless they say otherwise.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

use super::BilingualView;
use crate::problem::Terms;

/// The state of a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SubscriptionState {
    /// 登録されていません: nothing was applied for.
    Unregistered,
    /// Issued, never used; the months count from first use (TSU-2).
    NotStarted,
    /// The free trial runs, and nothing paid is behind it.
    Trial,
    /// A period runs.
    Active,
    /// 有効期限が切れています: expired, and can be extended (TSU-5).
    Grace,
    /// Expired for too long (TSU-6).
    Lapsed,
}

/// Where a subscription stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct StandingView {
    /// The state in one word.
    pub state: SubscriptionState,
    /// The months of all periods together.
    pub months: u32,
    /// The last day, through 23:59:59 in Greenwich; nothing before first use.
    #[specta(type = Option<String>)]
    pub expiry: Option<NaiveDate>,
    /// The last minute of that day on a clock in Japan, `2026-03-10T08:59:00` (TSU-9).
    #[specta(type = Option<String>)]
    pub expiry_in_japan: Option<NaiveDateTime>,
    /// The last day on which it can be extended (TSU-5).
    #[specta(type = Option<String>)]
    pub grace_ends: Option<NaiveDate>,
    /// The most months that can be added now (TSU-7).
    pub months_that_fit: u32,
    /// The days from its expiry to the latest one there can be (TSU-7), where known.
    pub days_to_cap: Option<i32>,
}

/// A subscription that was begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SubscribedView {
    /// 接続番号.
    pub connection_no: String,
    /// What to enter on the device, grouped.
    pub registration_key: String,
    /// 利用期限.
    pub standing: StandingView,
    /// Whether this pair had been applied with before, and nothing changed.
    pub again: bool,
}

/// A subscription that was extended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ExtendedView {
    /// 現在の利用期限.
    pub before: StandingView,
    /// 申請後の利用期限.
    pub after: StandingView,
    /// Whether this pair had extended it before, and nothing changed.
    pub again: bool,
}

/// A subscription with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SubscriptionView {
    /// MPR ID, grouped.
    pub device: String,
    /// 設置先情報, as one line.
    pub site: Option<String>,
    /// The customer's name.
    pub customer: Option<String>,
    /// 接続番号.
    pub connection_no: String,
    /// What is entered on the device, grouped.
    pub registration_key: String,
    /// Where it stands.
    pub standing: StandingView,
    /// The day from which its periods are counted, once there is one.
    #[specta(type = Option<String>)]
    pub counted_from: Option<NaiveDate>,
    /// Its periods since it last began anew, in order.
    pub periods: Vec<TermView>,
}

/// One period of a subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct TermView {
    /// The activation key that gave it, grouped.
    pub activation_key: String,
    /// 品番.
    pub product: String,
    /// Its months.
    pub months: u32,
    /// Whether it is the free trial.
    pub trial: bool,
    /// When it was applied for.
    pub applied_at: String,
    /// The login of the member who did.
    pub applied_by: String,
}

/// Subscriptions found in the cache.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SubscriptionsView {
    /// At most as many as asked for.
    pub hits: Vec<SubscriptionView>,
    /// Whether there are more.
    pub more: bool,
}

/// The terms in force (TSU-10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct TermsView {
    /// Which ones.
    pub kind: Terms,
    /// Their version.
    pub version: u32,
    /// Paragraphs in Japanese, a blank line between two.
    pub ja: String,
    /// The same in English.
    pub en: String,
    /// Whether they are as this computer saw them last, because the server was not reached.
    pub remembered: bool,
}

/// A device and the pair on a card, as typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct CardForm {
    /// MPR ID.
    pub device: String,
    /// The activation key number.
    pub activation_key: String,
    /// The registration id.
    pub registration_id: String,
}

/// What a card gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct CardView {
    /// 品番.
    pub product: String,
    /// 品名, in both languages.
    pub product_name: BilingualView,
    /// Its months.
    pub months: u32,
    /// The terms that hold for it.
    pub terms: Terms,
}

/// What an extension would come to (TSU-4 to TSU-9). Nothing is extended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ExtensionView {
    /// MPR ID, grouped.
    pub device: String,
    /// 設置先情報, as one line.
    pub site: Option<String>,
    /// The customer's name.
    pub customer: Option<String>,
    /// 接続番号, where known.
    pub connection_no: Option<String>,
    /// The activation key number, grouped.
    pub activation_key: String,
    /// What it gives.
    pub card: CardView,
    /// The day in Greenwich on which it was worked out.
    #[specta(type = String)]
    pub today: NaiveDate,
    /// 現在の利用期限.
    pub before: StandingView,
    /// 申請後の利用期限.
    pub after: StandingView,
    /// The first day that it adds, where known.
    #[specta(type = Option<String>)]
    pub counted_from: Option<NaiveDate>,
    /// The days on which the service runs thanks to it, where known.
    pub days_added: Option<i32>,
    /// Whether this card has extended it before, and nothing would change (TSU-1, KMS-2).
    pub again: bool,
}

/// An extension that was looked at and is confirmed.
#[derive(Clone, Deserialize, Type)]
pub struct ExtendForm {
    /// The device and the pair.
    pub card: CardForm,
    /// The version of the terms that was accepted.
    pub accepted_terms: u32,
    /// What was shown as 申請後の利用期限: nothing else is confirmed.
    pub shown: StandingView,
    /// The id of the draft that this was: asked for twice under it, it is done once.
    #[specta(type = Option<String>)]
    pub draft: Option<Uuid>,
}

/// A new application that may go on to terms and connection number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ApplicationView {
    /// MPR ID, grouped.
    pub device: String,
    /// The customer's name.
    pub customer: Option<String>,
    /// The activation key number, grouped.
    pub activation_key: String,
    /// What it gives.
    pub card: CardView,
    /// What this card was applied with before; then nothing is left to do (KMS-2).
    pub done: Option<SubscriptionView>,
}

/// Three connection numbers to choose from (TSU-11).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct OfferView {
    /// The numbers.
    pub candidates: Vec<String>,
    /// How often others can still be drawn.
    pub redraws_left: u32,
    /// For how many seconds from now they are held, by the server's clock.
    pub seconds_left: u32,
}

/// A new application, as typed.
#[derive(Clone, Deserialize, Type)]
pub struct ApplyForm {
    /// The device and the pair.
    pub card: CardForm,
    /// 設置先情報; left out, what is known stays.
    pub site: Option<[String; 2]>,
    /// The number chosen.
    pub connection_no: String,
    /// The version of the terms that was accepted.
    pub accepted_terms: u32,
    /// The id of the draft that this was: asked for twice under it, it is done once.
    #[specta(type = Option<String>)]
    pub draft: Option<Uuid>,
}

/// An application or an extension that was made, to be mended and sent again.
#[derive(Clone, PartialEq, Eq, Serialize, Type)]
pub struct RenewalView {
    /// The device and the pair, grouped.
    pub card: CardForm,
    /// 設置先情報, if it told of it.
    pub site: Option<[String; 2]>,
    /// The connection number that was chosen; an extension has none.
    pub connection_no: Option<String>,
}

/// What a search with all three numbers found (TSU-13).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct FoundSubscriptionView {
    /// MPR ID, grouped.
    pub device: String,
    /// 接続番号.
    pub connection_no: String,
    /// What is entered on the device, grouped.
    pub registration_key: String,
    /// Where it stands.
    pub standing: StandingView,
    /// What this office knows of it besides.
    pub known: Option<SubscriptionView>,
}
