//! つながるねっと: looking up, extending, applying anew.

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{
    ApplicationView, ApplyForm, CardForm, ExtendForm, ExtensionView, FoundSubscriptionView, OfferView, RenewalView,
    SubmitView, SubscriptionView, SubscriptionsView, TermsView,
};
use tauri::State;

use crate::office::Office;

/// Subscriptions in which every word of `query` is found.
#[tauri::command]
#[specta::specta]
pub async fn subscriptions(office: State<'_, Office>, query: String, limit: u32) -> Result<SubscriptionsView, Problem> {
    office.desk().await?.subscriptions(&query, limit).await
}

/// The subscription of one device, as far as the office knows.
#[tauri::command]
#[specta::specta]
pub async fn subscription(office: State<'_, Office>, device: String) -> Result<Option<SubscriptionView>, Problem> {
    office.desk().await?.subscription(&device).await
}

/// The subscription that the server has for the device and the whole pair of one of its cards.
#[tauri::command]
#[specta::specta]
pub async fn search_subscription(
    office: State<'_, Office>,
    form: CardForm,
) -> Result<Option<FoundSubscriptionView>, Problem> {
    office.desk().await?.search_subscription(form).await
}

/// The terms in force.
#[tauri::command]
#[specta::specta]
pub async fn terms(office: State<'_, Office>) -> Result<Vec<TermsView>, Problem> {
    office.desk().await?.terms().await
}

/// What an extension would come to.
#[tauri::command]
#[specta::specta]
pub async fn check_extension(office: State<'_, Office>, form: CardForm) -> Result<ExtensionView, Problem> {
    office.desk().await?.check_extension(form).await
}

/// Extends as was shown.
#[tauri::command]
#[specta::specta]
pub async fn extend(office: State<'_, Office>, form: ExtendForm) -> Result<SubmitView, Problem> {
    office
        .desk()
        .await?
        .extend(form)
        .await
        .map(|answer| office.asked(answer))
}

/// Whether a new application may go on.
#[tauri::command]
#[specta::specta]
pub async fn check_application(office: State<'_, Office>, form: CardForm) -> Result<ApplicationView, Problem> {
    office.desk().await?.check_application(form).await
}

/// The connection numbers held for a device, or others in place of them.
#[tauri::command]
#[specta::specta]
pub async fn offer_numbers(office: State<'_, Office>, device: String, others: bool) -> Result<OfferView, Problem> {
    office.desk().await?.offer_numbers(&device, others).await
}

/// Applies for a subscription.
#[tauri::command]
#[specta::specta]
pub async fn apply(office: State<'_, Office>, form: ApplyForm) -> Result<SubmitView, Problem> {
    office
        .desk()
        .await?
        .apply(form)
        .await
        .map(|answer| office.asked(answer))
}

/// A new application or an extension, to be mended and sent again.
#[tauri::command]
#[specta::specta]
pub async fn renewal(office: State<'_, Office>, intent: String) -> Result<RenewalView, Problem> {
    office.desk().await?.renewal(&intent).await
}
