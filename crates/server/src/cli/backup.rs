//! The operator's command for a backup.

use std::path::Path;

use crate::admin::{Admin, AdminError, Backup};

/// Copies database and secrets into the new folder `dir`.
pub async fn backup(admin: &Admin, dir: &Path) -> Result<(), AdminError> {
    match admin.backup(dir).await? {
        Backup::Whole { dealers, audit_rows } => eprintln!(
            "backed up into {}: secrets and database (dealers: {dealers}, audit rows: {audit_rows}); pages, feeds and audit of the copy are whole",
            dir.display()
        ),
        Backup::SecretsOnly { command } => {
            eprintln!(
                "only the secrets are in {}: PostgreSQL is copied by this command",
                dir.display()
            );
            println!("{command}");
        }
    }
    Ok(())
}
