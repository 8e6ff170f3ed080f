//! The operator's commands that make and show activation keys.

use std::io::{self, BufWriter, Write};

use clap::Subcommand;
use kagifuda_domain::account::Login;
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_domain::kms::Pair;
use kagifuda_ledger::DealerKey;
use serde_json::json;

use crate::admin::{Admin, AdminError};

#[derive(Subcommand)]
pub enum KeysCommand {
    /// Show the activation keys of a dealer, with their registration ids: keep what it prints as safe as the cards. The audit
    /// remembers that they were shown.
    List {
        /// The dealer's 登録ID.
        #[arg(long, value_name = "ID")]
        dealer: Login,
        /// Of this 品番 only.
        #[arg(long)]
        product: Option<ProductCode>,
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
}

impl KeysCommand {
    pub async fn run(self, admin: &Admin) -> Result<(), AdminError> {
        let Self::List { dealer, product, json } = self;
        let mut out = BufWriter::new(io::stdout());
        let line = |key: &DealerKey| show(&mut out, key, json);
        admin.keys(&dealer, product.as_ref(), line).await?;
        out.flush()?;
        Ok(())
    }
}

fn show(out: &mut impl Write, key: &DealerKey, as_json: bool) -> io::Result<()> {
    let DealerKey {
        pair: Pair { no, registration_id },
        product,
        registered,
    } = key;
    if as_json {
        let line = json!({ "activation_key": no, "registration_id": registration_id, "product": product, "registered": registered });
        writeln!(out, "{line}")
    } else {
        let state = if *registered { "registered" } else { "unused" };
        writeln!(out, "{no}  {registration_id}  {product}  {state}")
    }
}

/// Makes keys and prints each once it is on disk.
pub async fn mint(
    admin: &Admin,
    dealer: &Login,
    product: &ProductCode,
    count: usize,
    json: bool,
) -> Result<(), AdminError> {
    let mut out = BufWriter::new(io::stdout());
    let line = |pair: &Pair| {
        let Pair { no, registration_id } = pair;
        if json {
            writeln!(
                out,
                r#"{{"activation_key":"{no}","registration_id":"{registration_id}","product":"{product}"}}"#
            )
        } else {
            writeln!(out, "{no}  {registration_id}  {product}")
        }
    };
    admin.mint(dealer, product, count, line).await?;
    out.flush().map_err(|source| AdminError::Unseen {
        made: count,
        product: product.clone(),
        login: dealer.clone(),
        source,
    })?;
    eprintln!("{count} keys of {product} made for {dealer}");
    Ok(())
}
