//! The customers as a file that a spreadsheet opens, and that can be imported again.

use kagifuda_domain::customer::Field;
use kagifuda_domain::spreadsheet::csv;

use crate::Desk;
use crate::problem::Problem;
use crate::view::{ExportedView, Language};

impl Desk {
    /// Writes all customers to a CSV file beside the prints; one that is there stays.
    pub async fn export_customers(&self) -> Result<ExportedView, Problem> {
        let office = self.office_of_customers().await?;
        let head = match self.language() {
            Language::Ja => [
                "お客様ID",
                "お客様名",
                "フリガナ",
                "担当者",
                "電話番号",
                "メールアドレス",
                "住所",
                "メモ",
            ],
            Language::En => [
                "Customer ID",
                "Name",
                "Kana",
                "Contact",
                "Phone",
                "Email",
                "Address",
                "Memo",
            ],
        };
        let line = |held: &super::Held| {
            let [name, kana, contact, phone, email, address, memo] =
                Field::ALL.map(|field| held.customer.get(field).to_owned());
            [
                held.customer.id.to_string(),
                name,
                kana,
                contact,
                phone,
                email,
                address,
                memo,
            ]
        };
        let text = csv(head, office.customers().map(line));
        let stem = match self.language() {
            Language::Ja => "お客様",
            Language::En => "customers",
        };
        let saved = self
            .save(stem, "csv", text.into_bytes(), office.customers().count())
            .await?;
        Ok(ExportedView {
            file: saved.file,
            customers: saved.lines,
        })
    }
}
