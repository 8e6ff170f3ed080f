//! The operator's commands for maintenance, locked numbers and the audit.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};
use kagifuda_domain::account::Login;
use kagifuda_domain::catalogue::Bilingual;
use kagifuda_domain::ids::ActivationKeyNo;
use kagifuda_ledger::{AuditFault, AuditRow, AuditWanted, Verified};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use crate::admin::{Admin, AdminError};

#[derive(Subcommand)]
pub enum MaintenanceCommand {
    /// Schedule a window: every client is told of it beforehand, and during it nothing is written.
    Schedule(Schedule),
    /// List what is not over.
    List {
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Cancel a window.
    Cancel {
        /// Its id, as `list` shows it.
        id: Uuid,
    },
}

#[derive(Args)]
pub struct Schedule {
    /// Its first instant, such as 2026-12-01T01:00:00+09:00.
    #[arg(long, value_name = "INSTANT")]
    from: DateTime<Utc>,
    /// The first instant after it.
    #[arg(long, value_name = "INSTANT")]
    to: DateTime<Utc>,
    /// What people are told, in Japanese.
    #[arg(long, value_name = "TEXT")]
    ja: String,
    /// The same in English.
    #[arg(long, value_name = "TEXT")]
    en: String,
}

#[derive(Subcommand)]
pub enum AuditCommand {
    /// Show who did what, the latest last.
    List(List),
    /// Follow every chain of rows from its beginning, and name each row that was edited or taken out.
    Verify {
        /// What `--json` printed earlier, kept elsewhere: each head that it tells must still be in its chain.
        #[arg(long, value_name = "FILE")]
        against: Option<PathBuf>,
        /// One JSON object.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
pub struct List {
    /// Of the dealer with this 登録ID only.
    #[arg(long, value_name = "ID")]
    dealer: Option<Login>,
    /// Not before this instant.
    #[arg(long, value_name = "INSTANT")]
    from: Option<DateTime<Utc>>,
    /// Before this instant.
    #[arg(long, value_name = "INSTANT")]
    to: Option<DateTime<Utc>>,
    /// At most so many, the latest.
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: u32,
    /// One JSON object a line.
    #[arg(long)]
    json: bool,
}

impl MaintenanceCommand {
    pub async fn run(self, admin: &Admin) -> Result<(), AdminError> {
        match self {
            Self::Schedule(Schedule { from, to, ja, en }) => {
                let id = admin.schedule_maintenance(from, to, Bilingual { ja, en }).await?;
                eprintln!("scheduled {id}");
            }
            Self::List { json } => {
                let mut out = BufWriter::new(io::stdout());
                for (id, window) in admin.maintenance().await? {
                    let (from, to, message) = (window.from, window.to, window.message);
                    if json {
                        let line = json!({ "id": id, "from": from, "to": to, "ja": message.ja, "en": message.en });
                        writeln!(out, "{line}")?;
                    } else {
                        writeln!(out, "{id}  {from} – {to}  {} / {}", message.ja, message.en)?;
                    }
                }
                out.flush()?;
            }
            Self::Cancel { id } => {
                admin.cancel_maintenance(id).await?;
                eprintln!("cancelled {id}");
            }
        }
        Ok(())
    }
}

impl AuditCommand {
    pub async fn run(self, admin: &Admin) -> Result<(), AdminError> {
        match self {
            Self::List(list) => {
                let wanted = AuditWanted {
                    dealer: None,
                    from: list.from,
                    to: list.to,
                    limit: list.limit,
                };
                let rows = admin.audit(list.dealer.as_ref(), wanted).await?;
                let mut out = BufWriter::new(io::stdout());
                rows.iter().try_for_each(|row| show(&mut out, row, list.json))?;
                out.flush()?;
                Ok(())
            }
            Self::Verify { against, json } => {
                let found = match against {
                    Some(file) => admin.verify_audit_against(&kept_heads(&file)?).await,
                    None => admin.verify_audit().await,
                };
                verified(&found?, json)
            }
        }
    }
}

/// What `verify --json` printed, as far as it is read again.
#[derive(Deserialize)]
struct Kept {
    heads: Vec<KeptHead>,
}

#[derive(Deserialize)]
struct KeptHead {
    dealer: Option<String>,
    head: String,
}

fn kept_heads(file: &Path) -> Result<Vec<(Option<String>, String)>, AdminError> {
    let kept: Kept = serde_json::from_str(&std::fs::read_to_string(file)?).map_err(|source| AdminError::NoHeads {
        file: file.to_owned(),
        source,
    })?;
    Ok(kept.heads.into_iter().map(|kept| (kept.dealer, kept.head)).collect())
}

fn show(out: &mut impl Write, row: &AuditRow, json: bool) -> io::Result<()> {
    if json {
        serde_json::to_writer(&mut *out, row)?;
        writeln!(out)
    } else {
        let AuditRow {
            at,
            actor,
            role,
            act,
            subject,
            before,
            after,
            ..
        } = row;
        writeln!(out, "{at}  {actor} ({role})  {act}  {subject}  {before} → {after}")
    }
}

fn verified(verified: &Verified, as_json: bool) -> Result<(), AdminError> {
    let mut out = BufWriter::new(io::stdout());
    let faults: Vec<String> = verified.faults.iter().map(fault).collect();
    if as_json {
        let heads: Vec<_> = verified
            .heads
            .iter()
            .map(|(dealer, head)| json!({ "dealer": dealer, "head": head }))
            .collect();
        writeln!(
            out,
            "{}",
            json!({ "rows": verified.rows, "heads": heads, "faults": faults })
        )?;
    } else {
        for (dealer, head) in &verified.heads {
            writeln!(out, "{}  {head}", dealer.as_deref().unwrap_or("server"))?;
        }
        for fault in &faults {
            writeln!(out, "{fault}")?;
        }
        writeln!(out, "{} rows, {} faults", verified.rows, faults.len())?;
    }
    out.flush()?;
    match faults.len() {
        0 => Ok(()),
        found => Err(AdminError::Audit(found)),
    }
}

fn fault(fault: &AuditFault) -> String {
    let of = |dealer: &Option<String>| dealer.clone().unwrap_or("server".to_owned());
    match fault {
        AuditFault::Edited { dealer, ordinal } => format!("{}: row {ordinal} was edited", of(dealer)),
        AuditFault::Missing { dealer, from, to } => format!("{}: rows {from} to {to} are missing", of(dealer)),
        AuditFault::Unchained { id } => format!("row {id} is in no chain"),
        AuditFault::Unbegun { dealer } => {
            format!("{dealer}: the chain is missing, or the dealer was never added in it")
        }
        AuditFault::Anew { dealer } => format!("{}: the row that was the last one then is missing", of(dealer)),
    }
}

/// Lifts the lock of `no`.
pub async fn unlock(admin: &Admin, no: ActivationKeyNo) -> Result<(), AdminError> {
    match admin.unlock(no).await? {
        0 => eprintln!("{no} was not tried wrongly"),
        tries => eprintln!("unlocked {no}: {tries} wrong tries are forgotten"),
    }
    Ok(())
}
