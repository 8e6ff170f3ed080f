//! The customers as a file that a spreadsheet opens, and that can be imported again.

use std::io::Write;

use kagifuda_domain::calendar::japan_day;
use kagifuda_domain::customer::Field;
use kagifuda_domain::spreadsheet::csv;

use crate::Desk;
use crate::fault::{narrow, no_access};
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
        let day = japan_day(self.now()?).format("%Y-%m-%d");
        let folder = self.home.prints().to_owned();
        std::fs::create_dir_all(&folder).map_err(|error| no_access(&folder, &error))?;
        for n in 1_u32.. {
            let number = if n == 1 { String::new() } else { format!(" ({n})") };
            let path = folder.join(format!("{stem} {day}{number}.csv"));
            let file = std::fs::File::options().write(true).create_new(true).open(&path);
            match file.and_then(|mut file| file.write_all(text.as_bytes())) {
                Ok(()) => {
                    return Ok(ExportedView {
                        file: path.display().to_string(),
                        customers: narrow(office.customers().count()),
                    });
                }
                Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(no_access(&path, &error)),
            }
        }
        unreachable!("some number is free")
    }
}
