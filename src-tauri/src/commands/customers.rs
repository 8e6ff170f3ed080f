//! The office's customers.

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{
    AttachForm, CustomerCheckView, CustomerFields, CustomerForm, CustomerSavedView, CustomerView, CustomersView,
    ExportedView, ImportForm, ImportView, ImportedView, LooseDeviceView, MergeForm, MergeView, SettleForm, SubmitView,
};
use tauri::State;

use crate::office::Office;

/// The customers that `filter` finds, in order of kana: those from the place `first` on, at most `count`.
#[tauri::command]
#[specta::specta]
pub async fn customers(
    office: State<'_, Office>,
    filter: String,
    first: u32,
    count: u32,
) -> Result<CustomersView, Problem> {
    office.desk().await?.customers(&filter, first, count).await
}

/// One customer with all that it has.
#[tauri::command]
#[specta::specta]
pub async fn customer(office: State<'_, Office>, id: String) -> Result<CustomerView, Problem> {
    office.desk().await?.customer(&id).await
}

/// Adds a customer, or changes what is different in the form.
#[tauri::command]
#[specta::specta]
pub async fn save_customer(office: State<'_, Office>, form: CustomerForm) -> Result<CustomerSavedView, Problem> {
    office
        .desk()
        .await?
        .save_customer(form)
        .await
        .map(|answer| office.asked(answer))
}

/// What there is to say of a customer while it is typed.
#[tauri::command]
#[specta::specta]
pub async fn check_customer(
    office: State<'_, Office>,
    id: Option<String>,
    fields: CustomerFields,
) -> Result<CustomerCheckView, Problem> {
    office.desk().await?.check_customer(id.as_deref(), &fields).await
}

/// Makes of an overtaken change what somebody chose.
#[tauri::command]
#[specta::specta]
pub async fn settle_customer(office: State<'_, Office>, form: SettleForm) -> Result<Option<SubmitView>, Problem> {
    office
        .desk()
        .await?
        .settle_customer(form)
        .await
        .map(|answer| office.asked(answer))
}

/// Two customers beside each other.
#[tauri::command]
#[specta::specta]
pub async fn merge_offer(office: State<'_, Office>, stays: String, goes: String) -> Result<MergeView, Problem> {
    office.desk().await?.merge_offer(&stays, &goes).await
}

/// Makes two customers one.
#[tauri::command]
#[specta::specta]
pub async fn merge_customers(office: State<'_, Office>, form: MergeForm) -> Result<SubmitView, Problem> {
    office
        .desk()
        .await?
        .merge_customers(form)
        .await
        .map(|answer| office.asked(answer))
}

/// Devices in whose number or site `typed` is found.
#[tauri::command]
#[specta::specta]
pub async fn devices_to_attach(office: State<'_, Office>, typed: String) -> Result<Vec<LooseDeviceView>, Problem> {
    office.desk().await?.devices_to_attach(&typed).await
}

/// Gives a device to a customer, or to nobody.
#[tauri::command]
#[specta::specta]
pub async fn attach_device(office: State<'_, Office>, form: AttachForm) -> Result<SubmitView, Problem> {
    office
        .desk()
        .await?
        .attach_device(form)
        .await
        .map(|answer| office.asked(answer))
}

/// What would become of every row of a file.
#[tauri::command]
#[specta::specta]
pub async fn plan_import(office: State<'_, Office>, form: ImportForm) -> Result<ImportView, Problem> {
    office.desk().await?.plan_import(form).await
}

/// Does what was shown under `mark`.
#[tauri::command]
#[specta::specta]
pub async fn run_import(office: State<'_, Office>, form: ImportForm, mark: String) -> Result<ImportedView, Problem> {
    office
        .desk()
        .await?
        .run_import(form, mark)
        .await
        .map(|answer| office.asked(answer))
}

/// Writes all customers to a CSV file.
#[tauri::command]
#[specta::specta]
pub async fn export_customers(office: State<'_, Office>) -> Result<ExportedView, Problem> {
    office.desk().await?.export_customers().await
}
