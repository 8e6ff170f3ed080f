//! Copying everything a server needs to come back: its database and its secrets.
//!
//! Promises: what is answered as [`Backup::Whole`] was opened with the copied secrets and found whole; what was not found whole is
//! removed again. Nothing is overwritten, and only the owner can read what is made.
//!
//! Deliberately not here: copying PostgreSQL. `pg_dump` does that well, with the operator's own means to sign in; this names the command.

use std::collections::BTreeMap;
use std::fs::{self, DirBuilder, File};
use std::io;
use std::path::Path;

use kagifuda_ledger::Actor;
use url::Url;
use uuid::Uuid;

use crate::admin::{Admin, AdminError};
use crate::secrets;

/// The database in a backup.
const DATABASE: &str = "ledger.db";
/// The database in a backup as `pg_dump` makes it.
const DUMP: &str = "ledger.dump";
/// The folder of the secrets in a backup.
const DATA: &str = "data";

/// What a backup came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Backup {
    /// Database and secrets are copied, and the copy was verified.
    Whole {
        /// Dealers in it.
        dealers: usize,
        /// Rows of the audit in it.
        audit_rows: u64,
    },
    /// The secrets are copied; the database is PostgreSQL's.
    SecretsOnly {
        /// What copies the database, for a shell. It holds no password.
        command: String,
    },
}

impl Admin {
    /// Makes the folder `dir` and copies the database and the secrets into it, while servers go on.
    pub async fn backup(&self, dir: &Path) -> Result<Backup, AdminError> {
        if let Err(error) = make_folder(dir) {
            let taken = error.kind() == io::ErrorKind::AlreadyExists;
            return Err(if taken {
                AdminError::BackupExists(dir.into())
            } else {
                error.into()
            });
        }
        let filled = self.fill_backup(dir).await;
        if filled.is_err() {
            fs::remove_dir_all(dir)?;
        }
        filled
    }

    async fn fill_backup(&self, dir: &Path) -> Result<Backup, AdminError> {
        let ledger = &self.app.ledger;
        ledger.note_backup(&Actor::Operator, self.app.now()).await?;
        if !ledger.is_file() {
            self.copy_secrets(&dir.join(DATA))?;
            return Ok(Backup::SecretsOnly {
                command: dump_command(&self.database, &dir.join(DUMP)),
            });
        }
        let heads = ledger.feed_heads().await?;
        ledger.copy_into(&dir.join(DATABASE)).await?;
        // After the database: a key that has begun to sign meanwhile is then one too many, not one too few.
        self.copy_secrets(&dir.join(DATA))?;
        let copy = self.open_copy(dir).await?;
        let whole = copy.is_whole_since(&heads).await;
        copy.close().await;
        File::options().write(true).open(dir.join(DATABASE))?.sync_all()?;
        whole
    }

    fn copy_secrets(&self, to: &Path) -> Result<(), AdminError> {
        make_folder(to)?;
        for file in secrets::all(&self.data)? {
            let name = file.file_name().unwrap_or_default();
            secrets::write_once(&to.join(name), &fs::read(&file)?)?;
        }
        Ok(())
    }

    async fn open_copy(&self, dir: &Path) -> Result<Self, AdminError> {
        let database = format!("sqlite://{}", dir.join(DATABASE).display());
        Self::open(&database, &dir.join(DATA), self.app.clock.clone())
            .await
            .map_err(|error| AdminError::BadCopy(crate::problem::chain(&error)))
    }

    /// Looks at everything in this copy of a ledger whose feeds had come to `heads` before it was made.
    async fn is_whole_since(&self, heads: &BTreeMap<Uuid, u64>) -> Result<Backup, AdminError> {
        let ledger = &self.app.ledger;
        let (audit, copied) = (ledger.verify_audit().await?, ledger.feed_heads().await?);
        let mut faults = ledger.damage().await?;
        faults.extend(audit.faults.iter().map(|fault| format!("the audit: {fault:?}")));
        let gaps = ledger.feeds_with_gaps().await?;
        faults.extend(gaps.iter().map(|dealer| format!("the feed of {dealer} has gaps")));
        let behind = heads.iter().filter(|(dealer, head)| copied.get(dealer) < Some(head));
        faults.extend(behind.map(|(dealer, _)| format!("the feed of {dealer} is behind")));
        if !faults.is_empty() {
            return Err(AdminError::BadCopy(faults.join("; ")));
        }
        Ok(Backup::Whole {
            dealers: copied.len(),
            audit_rows: audit.rows,
        })
    }
}

/// A new folder that its owner alone can look into.
fn make_folder(dir: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// The command that copies the PostgreSQL `database` into `file`.
fn dump_command(database: &str, file: &Path) -> String {
    let address = match Url::parse(database) {
        Ok(mut url) => {
            // Refused only for an address without a host, which has no password either.
            let _ = url.set_password(None);
            url.to_string()
        }
        Err(_) => "postgres://…".to_owned(),
    };
    let file = quoted(&file.to_string_lossy());
    format!(
        "umask 077; pg_dump --format=custom --no-owner --file={file} {}",
        quoted(&address)
    )
}

/// `text` as one word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_for_postgresql_holds_no_password_and_is_safe_in_a_shell() {
        let command = dump_command(
            "postgres://ledger:s3cret@db.example.jp/keys?sslmode=require",
            Path::new("it's here"),
        );
        assert_eq!(
            command,
            r"umask 077; pg_dump --format=custom --no-owner --file='it'\''s here' 'postgres://ledger@db.example.jp/keys?sslmode=require'"
        );
    }
}
