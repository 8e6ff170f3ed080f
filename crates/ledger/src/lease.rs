//! Which of the server's processes does a work that one at a time is to do.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::Ledger;
use crate::error::Error;
use crate::read::micros;

impl Ledger {
    /// Takes the lease `name` for `holder`, or keeps it, until `until`; answers whether `holder` has it. A lease that has ended at `now`
    /// is anybody's.
    pub async fn take_lease(
        &self,
        name: &'static str,
        holder: Uuid,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<bool, Error> {
        let mut tx = self.database.begin().await?;
        // Of two that take it at once the second waits for the first, and then finds another holder and another end.
        let taken = sqlx::query(
            "INSERT INTO lease (name, holder, until) VALUES ($1, $2, $3)
             ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
             WHERE lease.holder = excluded.holder OR lease.until <= $4",
        )
        .bind(name)
        .bind(holder.to_string())
        .bind(micros(until))
        .bind(micros(now))
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(taken.rows_affected() == 1)
    }
}
