//! The operator's commands for licences in stock.

use std::io::{self, BufWriter, Write};

use clap::Subcommand;
use kagifuda_domain::account::Login;
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_wire::remo::Stock;
use serde_json::json;

use crate::admin::{Admin, AdminError};

#[derive(Subcommand)]
pub enum StockCommand {
    /// Put licences of a term into a dealer's stock. Perpetual ones come on cards, which `mint` makes.
    Add {
        /// The dealer's 登録ID.
        #[arg(long, value_name = "ID")]
        dealer: Login,
        /// 品番.
        #[arg(long)]
        product: ProductCode,
        /// How many.
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=10_000))]
        count: u32,
    },
    /// List what a dealer has in stock.
    List {
        /// The dealer's 登録ID.
        #[arg(long, value_name = "ID")]
        dealer: Login,
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
}

impl StockCommand {
    pub async fn run(self, admin: &Admin) -> Result<(), AdminError> {
        match self {
            Self::Add { dealer, product, count } => {
                let in_stock = admin.add_remo_stock(&dealer, &product, count as usize).await?;
                eprintln!("{dealer} has {in_stock} of {product} in stock");
            }
            Self::List { dealer, json } => {
                let mut out = BufWriter::new(io::stdout());
                for Stock { product, count } in admin.remo_stock(&dealer).await? {
                    if json {
                        writeln!(out, "{}", json!({ "product": product, "count": count }))?;
                    } else {
                        writeln!(out, "{product}  {count}")?;
                    }
                }
                out.flush()?;
            }
        }
        Ok(())
    }
}
