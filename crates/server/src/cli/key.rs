//! The operator's commands for the keys that sign records.

use std::io::{self, BufWriter, Write};

use clap::Subcommand;
use kagifuda_ledger::KnownKey;
use serde_json::json;

use crate::admin::{Admin, AdminError, HeldKey};

#[derive(Subcommand)]
pub enum KeyCommand {
    /// Make the next key without letting it sign yet: bring its file to the data folder of every other machine, then rotate.
    Prepare,
    /// Let the next key sign, the prepared one or else a new one. Desks learn of it from their feeds. A server process that does not find it in its data
    /// folder writes nothing until it does.
    Rotate,
    /// List the keys that sign or signed.
    List {
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
}

impl KeyCommand {
    pub async fn run(self, admin: &Admin) -> Result<(), AdminError> {
        match self {
            Self::Prepare => {
                let (id, file) = admin.prepare_record_key().await?;
                let file = file.display();
                eprintln!(
                    "key {id} is ready in {file}: copy it to the data folder of every other machine, then `key rotate`"
                );
                Ok(())
            }
            Self::Rotate => {
                let (id, file) = admin.rotate_record_key().await?;
                let file = file.display();
                eprintln!(
                    "key {id} signs from now on: {file} must be in the data folder of every machine, and in a safe copy"
                );
                Ok(())
            }
            Self::List { json } => list(admin, json).await,
        }
    }
}

async fn list(admin: &Admin, as_json: bool) -> Result<(), AdminError> {
    let mut out = BufWriter::new(io::stdout());
    for HeldKey { known, here } in admin.record_keys().await? {
        let KnownKey { key, added_at, signs } = known;
        if as_json {
            let line = json!({ "id": key.id, "public_key": key.public_key, "added_at": added_at, "signs": signs, "here": here });
            writeln!(out, "{line}")?;
        } else {
            let does = if signs { "signs" } else { "signed until the next" };
            let place = if here { "here" } else { "not in this data folder" };
            writeln!(out, "{}  {}  since {added_at}  {does}  {place}", key.id, key.public_key)?;
        }
    }
    out.flush()?;
    Ok(())
}
