//! One write for one dealer: load, decide, commit, in one transaction.
//!
//! Promises: from beginning to end nobody else writes for this dealer, so what was loaded is what was decided on. The changes
//! for the feed, the mails, the audit row and the answer are committed together with what causes them. One that is dropped has
//! not happened.
//!
//! Deliberately not here: what is not one dealer's alone. A number that two dealers may want at once is fought for in its own
//! table; whoever comes second gets [`CommitError::Conflict`], and begins anew.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use kagifuda_wire::record::Record;
use serde::Serialize;
use serde_json::{Map, Value, json};
use sqlx::AnyConnection;
use tokio::sync::{Mutex, OwnedMutexGuard};
use uuid::Uuid;

use crate::audit::{self, Actor};
use crate::database::Write;
use crate::error::{CommitError, Error};
use crate::idempotency::Answer;
use crate::mail::{self, Mail};
use crate::{Ledger, read};

/// A write under way for one dealer.
pub struct Writing<'a> {
    ledger: &'a Ledger,
    tx: Write,
    dealer: Uuid,
    actor: Actor,
    now: DateTime<Utc>,
    records: Vec<Record>,
    mails: Vec<Mail>,
    before: Map<String, Value>,
    after: Map<String, Value>,
    _turn: OwnedMutexGuard<()>,
}

/// What a write was, for the audit.
#[derive(Clone, Debug)]
pub struct Act {
    /// Its name, such as `kms.register`.
    pub name: &'static str,
    /// What it is about: a device, a login, a number. No secret.
    pub subject: String,
}

impl Ledger {
    /// Begins a write for `dealer` on behalf of `actor`. It is made as of the instant that `clock` tells once it has its turn.
    pub async fn write(
        &self,
        dealer: Uuid,
        actor: Actor,
        clock: impl FnOnce() -> DateTime<Utc>,
    ) -> Result<Writing<'_>, Error> {
        let turn = self.queues.turn(dealer).await;
        let mut tx = self.database.begin().await?;
        // Holds the dealer's row until the end, against every other process: whoever comes second waits here, and then reads what the
        // first has committed.
        let row: (String,) = sqlx::query_as("UPDATE dealer SET last_change = last_change WHERE id = $1 RETURNING id")
            .bind(dealer.to_string())
            .fetch_one(&mut *tx)
            .await?;
        Ok(Writing {
            ledger: self,
            tx,
            dealer: read::parse("dealer", "id", &row.0, &row.0)?,
            actor,
            now: clock(),
            records: vec![],
            mails: vec![],
            before: Map::new(),
            after: Map::new(),
            _turn: turn,
        })
    }
}

impl<'a> Writing<'a> {
    /// The ledger that is written.
    pub(crate) fn ledger(&self) -> &'a Ledger {
        self.ledger
    }
}

impl Writing<'_> {
    /// For whom is written.
    pub fn dealer(&self) -> Uuid {
        self.dealer
    }

    /// On whose behalf.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// As of when.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    pub(crate) fn tx(&mut self) -> &mut AnyConnection {
        &mut self.tx
    }

    /// Tells the dealer's desks.
    pub fn tell(&mut self, record: Record) {
        self.records.push(record);
    }

    /// Tells the desks of another dealer, from which something has passed to this one.
    pub(crate) async fn tell_other(&mut self, dealer: Uuid, record: Record) -> Result<(), Error> {
        // Takes the other dealer's row, too. Of two dealers that do so crosswise PostgreSQL undoes one, which begins anew.
        let ledger = self.ledger;
        ledger.append(&mut self.tx, dealer, &[record]).await
    }

    /// Sends a mail.
    pub fn mail(&mut self, mail: Mail) {
        self.mails.push(mail);
    }

    /// Notes for the audit how `what` was before and is after. Neither may hold a secret: no registration id, registration key, licence
    /// key, token or password.
    pub fn note(&mut self, what: &str, before: impl Serialize, after: impl Serialize) {
        self.before.insert(what.to_owned(), json!(before));
        self.after.insert(what.to_owned(), json!(after));
    }

    /// Commits everything as `act`, with the answer if it is to be given again.
    pub async fn commit(mut self, act: Act, answer: Option<&Answer>) -> Result<(), CommitError> {
        if let Some(answer) = answer {
            self.keep(answer).await?;
        }
        mail::write(&mut self.tx, &self.mails, self.now).await?;
        let records = std::mem::take(&mut self.records);
        self.ledger.append(&mut self.tx, self.dealer, &records).await?;
        let act = audit::Act {
            at: self.now,
            actor: &self.actor,
            dealer: Some(self.dealer),
            act: act.name,
            subject: act.subject,
            before: noted(self.before),
            after: noted(self.after),
        };
        audit::write(&mut self.tx, act).await?;
        self.tx.commit().await?;
        Ok(())
    }
}

/// `null` when there is nothing to say.
fn noted(notes: Map<String, Value>) -> Value {
    if notes.values().all(Value::is_null) {
        Value::Null
    } else {
        Value::Object(notes)
    }
}

/// Where writers of one dealer wait for each other within this process, so that each waits without holding a connection.
pub(crate) struct Queues([Arc<Mutex<()>>; Queues::COUNT]);

impl Default for Queues {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Arc::default()))
    }
}

impl Queues {
    /// Two dealers may share a queue; that costs them a wait and nothing else.
    const COUNT: usize = 256;

    async fn turn(&self, dealer: Uuid) -> OwnedMutexGuard<()> {
        let queue = usize::from(dealer.as_bytes()[15]);
        self.0[queue % Self::COUNT].clone().lock_owned().await
    }
}
