//! What has come due by itself.

use chrono::{DateTime, Utc};
use kagifuda_wire::record::MiemasuDevice;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{DEVICE, DeviceRow, read_device, uuid};
use crate::error::Error;
use crate::read::micros;
use crate::{Ledger, Writing};

/// Something of a dealer's that is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// Whose it is.
    pub dealer: Uuid,
    /// The device or the contract user.
    pub id: Uuid,
}

impl Ledger {
    /// **MIE-5** The devices that may be due for deletion at `now`, the longest due first.
    pub async fn due_deletions(&self, now: DateTime<Utc>) -> Result<Vec<Due>, Error> {
        self.due(
            "SELECT dealer, id FROM miemasu_device WHERE deletion_at <= $1 ORDER BY deletion_at, id",
            now,
        )
        .await
    }

    /// **MIE-1** The contract users who may be due a window mail at `now`.
    pub async fn due_window_mails(&self, now: DateTime<Utc>) -> Result<Vec<Due>, Error> {
        self.due(
            "SELECT DISTINCT dealer, contractor FROM miemasu_device WHERE window_mail_at <= $1 ORDER BY dealer, contractor",
            now,
        )
        .await
    }

    async fn due(&self, sql: &'static str, now: DateTime<Utc>) -> Result<Vec<Due>, Error> {
        // Reads only: what is found is looked at again under its dealer's row before anything is done.
        let rows: Vec<(String, String)> = sqlx::query_as(sql)
            .bind(micros(now))
            .fetch_all(&self.database.read)
            .await?;
        let read = |(dealer, id): (String, String)| {
            Ok(Due {
                dealer: uuid("miemasu_device", "dealer", &id, &dealer)?,
                id: uuid("miemasu_device", "id", &id, &id)?,
            })
        };
        rows.into_iter().map(read).collect()
    }
}

impl Writing<'_> {
    /// **MIE-1** The devices of a contract user whose window mail is due, by what is on file now.
    pub async fn devices_due_for_mail(&mut self, contractor: Uuid) -> Result<Vec<MiemasuDevice>, Error> {
        let (dealer, now) = (self.dealer(), micros(self.now()));
        let sql = format!(
            "SELECT {DEVICE} WHERE d.dealer = $1 AND d.contractor = $2 AND d.window_mail_at <= $3 ORDER BY d.expiry, d.id"
        );
        let rows: Vec<DeviceRow> = sqlx::query_as(AssertSqlSafe(sql))
            .bind(dealer.to_string())
            .bind(contractor.to_string())
            .bind(now)
            .fetch_all(self.tx())
            .await?;
        rows.into_iter().map(read_device).collect()
    }

    /// **MIE-1** The window of the device's licence has had its mail, or is over: until it has another licence there is none.
    pub async fn settle_window_mail(&mut self, device: Uuid) -> Result<(), Error> {
        // The dealer's row is held: whoever comes second finds nothing due any more.
        sqlx::query("UPDATE miemasu_device SET window_mail_at = NULL WHERE id = $1")
            .bind(device.to_string())
            .execute(self.tx())
            .await?;
        Ok(())
    }
}
