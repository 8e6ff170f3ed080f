//! Windows of maintenance (**MNT-1**).

use chrono::{DateTime, Utc};
use kagifuda_domain::account::Importance;
use kagifuda_domain::catalogue::Bilingual;
use kagifuda_domain::mail::{Address, Language};
use kagifuda_domain::maintenance::Window;
use serde_json::{Value, json};
use sqlx::{Any, Executor};
use uuid::Uuid;

use crate::audit::{self, Act, Actor};
use crate::error::Error;
use crate::mail::{self, Mail};
use crate::read::{instant, micros, parse};
use crate::{Ledger, catalogue, profile};

impl Ledger {
    /// Schedules `window` and tells every dealer of it, with the `mail` to its address in its language, too.
    pub async fn schedule_maintenance(
        &self,
        window: &Window,
        mail: impl Fn(&Address, Language) -> Mail,
        actor: &Actor,
        now: DateTime<Utc>,
    ) -> Result<Uuid, Error> {
        let id = Uuid::new_v4();
        let mut tx = self.database.begin().await?;
        // A fresh id: nothing to race with.
        sqlx::query(
            "INSERT INTO maintenance (id, begins_at, ends_at, message_ja, message_en) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(id.to_string())
        .bind(micros(window.from))
        .bind(micros(window.to))
        .bind(&window.message.ja)
        .bind(&window.message.en)
        .execute(&mut *tx)
        .await?;
        let told = catalogue::server_record(&mut tx, now).await?;
        self.append_to_all(&mut tx, &told).await?;
        for (address, language) in profile::mailed(&mut tx, Importance::Important).await? {
            mail::write(&mut tx, &[mail(&address, language)], now).await?;
        }
        let after = json!({ "from": window.from, "to": window.to, "ja": window.message.ja, "en": window.message.en });
        audit::write(&mut tx, act(now, actor, "maintenance.schedule", id, Value::Null, after)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Cancels the window `id`; answers whether there was one.
    pub async fn cancel_maintenance(&self, id: Uuid, actor: &Actor, now: DateTime<Utc>) -> Result<bool, Error> {
        let mut tx = self.database.begin().await?;
        // Whoever deletes second deletes nothing, and tells nobody.
        let deleted = sqlx::query("DELETE FROM maintenance WHERE id = $1")
            .bind(id.to_string())
            .execute(&mut *tx)
            .await?;
        if deleted.rows_affected() == 0 {
            return Ok(false);
        }
        let told = catalogue::server_record(&mut tx, now).await?;
        self.append_to_all(&mut tx, &told).await?;
        audit::write(
            &mut tx,
            act(now, actor, "maintenance.cancel", id, json!(id), Value::Null),
        )
        .await?;
        tx.commit().await?;
        Ok(true)
    }

    /// The windows that are not over at `now`, the next one first, each with its id.
    pub async fn maintenance(&self, now: DateTime<Utc>) -> Result<Vec<(Uuid, Window)>, Error> {
        windows(&self.database.read, now).await
    }
}

type Row = (String, i64, i64, String, String);

pub(crate) async fn windows<'e>(
    from: impl Executor<'e, Database = Any>,
    now: DateTime<Utc>,
) -> Result<Vec<(Uuid, Window)>, Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, begins_at, ends_at, message_ja, message_en FROM maintenance WHERE ends_at > $1 ORDER BY begins_at, id",
    )
    .bind(micros(now))
    .fetch_all(from)
    .await?;
    rows.into_iter().map(read).collect()
}

fn read((id, begins_at, ends_at, ja, en): Row) -> Result<(Uuid, Window), Error> {
    let window = Window {
        from: instant("maintenance", "begins_at", &id, begins_at)?,
        to: instant("maintenance", "ends_at", &id, ends_at)?,
        message: Bilingual { ja, en },
    };
    Ok((parse("maintenance", "id", &id, &id)?, window))
}

fn act<'a>(at: DateTime<Utc>, actor: &'a Actor, act: &'static str, id: Uuid, before: Value, after: Value) -> Act<'a> {
    Act {
        at,
        actor,
        dealer: None,
        act,
        subject: id.to_string(),
        before,
        after,
    }
}
