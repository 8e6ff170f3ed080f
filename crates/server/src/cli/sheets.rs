//! The operator's command for licence key sheets.

use std::io::{self, BufWriter, Write};

use clap::Args;
use kagifuda_domain::account::Login;
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_wire::record::LicenceSheet;
use serde_json::json;

use crate::admin::{Admin, AdminError};

/// Months and services of a sheet are those of its product in the catalogue.
#[derive(Args)]
pub struct MintSheets {
    /// 品番.
    #[arg(long)]
    product: ProductCode,
    /// How many.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    count: u32,
    /// The dealer's 登録ID.
    #[arg(long, value_name = "ID")]
    dealer: Login,
    /// One JSON object a line.
    #[arg(long)]
    json: bool,
}

impl MintSheets {
    pub async fn run(self, admin: &Admin) -> Result<(), AdminError> {
        let Self {
            product,
            count,
            dealer,
            json,
        } = self;
        let mut out = BufWriter::new(io::stdout());
        let line = |sheet: &LicenceSheet| {
            let (key, months, services) = (&sheet.licence_key, sheet.months, sheet.services);
            if json {
                let line = json!({ "licence_key": key, "product": product, "months": months, "services": services });
                writeln!(out, "{line}")
            } else {
                let recording = services
                    .recording
                    .map(|recording| format!("  recording {} days", recording.days));
                writeln!(
                    out,
                    "{key}  {product}  {months} months{}",
                    recording.unwrap_or_default()
                )
            }
        };
        admin.mint_sheets(&dealer, &product, count as usize, line).await?;
        out.flush()?;
        eprintln!("{count} sheets of {product} made for {dealer}");
        Ok(())
    }
}
