//! Lifting the lock of a number.

use chrono::{DateTime, Utc};
use kagifuda_domain::ids::ActivationKeyNo;
use serde_json::{Value, json};

use crate::audit::{self, Act, Actor};
use crate::error::Error;
use crate::{Ledger, read};

impl Ledger {
    /// **KMS-11** Forgets the tries of `no` with wrong registration ids; answers how many there were.
    pub async fn unlock(&self, no: ActivationKeyNo, actor: &Actor, now: DateTime<Utc>) -> Result<u64, Error> {
        let mut tx = self.database.begin().await?;
        // An application that is decided on the forgotten tries meanwhile finds that they have changed, and decides anew.
        let forgotten = sqlx::query("DELETE FROM wrong_pair WHERE no = $1")
            .bind(no.plain())
            .execute(&mut *tx)
            .await?
            .rows_affected();
        let owner: Option<(String,)> = sqlx::query_as("SELECT dealer FROM activation_key WHERE no = $1")
            .bind(no.plain())
            .fetch_optional(&mut *tx)
            .await?;
        let dealer = owner
            .map(|(id,)| read::parse("activation_key", "dealer", &id, &id))
            .transpose()?;
        let act = Act {
            at: now,
            actor,
            dealer,
            act: "key.unlock",
            subject: no.to_string(),
            before: json!({ "wrong_pairs": forgotten }),
            after: Value::Null,
        };
        audit::write(&mut tx, act).await?;
        tx.commit().await?;
        Ok(forgotten)
    }
}
