//! Forgetting what has served its time.

use chrono::{DateTime, TimeDelta, Utc};
use kagifuda_domain::account::LINK_TIME;
use kagifuda_domain::kms::LOCK_TIME;

use crate::Ledger;
use crate::error::Error;
use crate::read::micros;

/// How long the answer to a write is kept: a year, leap days included.
pub const IDEMPOTENCY_KEPT: TimeDelta = TimeDelta::days(366);

/// How long failed sign-ins bear on anything, generously.
const SIGN_IN_FAILURES_KEPT: TimeDelta = TimeDelta::days(1);

/// How long an expired token is still recognized as one, so that its bearer learns that it expired.
const EXPIRED_TOKENS_KEPT: TimeDelta = TimeDelta::days(1);

/// How long a welcome link is still recognized as one, so that its bearer learns that it ended.
const WELCOME_LINKS_KEPT: TimeDelta = TimeDelta::days(30);

/// How long it is remembered that a mail was sent or given up.
const MAILS_KEPT: TimeDelta = TimeDelta::days(90);

/// How long connection numbers that nobody took are remembered after they were drawn, so that who comes too late learns why.
const OFFERS_KEPT: TimeDelta = TimeDelta::days(1);

/// How long a link is recognized as one that was used or is too old.
const LINKS_KEPT: TimeDelta = TimeDelta::days(30);

/// How long it is remembered from where links were wished for.
const WISHES_KEPT: TimeDelta = TimeDelta::days(1);

/// Rows forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Answers to writes.
    pub answers: u64,
    /// Tokens, and the sessions they were the last of.
    pub tokens: u64,
    /// Failed sign-ins.
    pub sign_in_failures: u64,
    /// Wrong pairs.
    pub wrong_pairs: u64,
    /// Mails, sent or given up.
    pub mails: u64,
    /// Connection numbers that were offered and not taken.
    pub offered_numbers: u64,
    /// Links, and wishes for links that were answered.
    pub links: u64,
    /// Sign-ups that were typed and never ended.
    pub sign_ups: u64,
    /// Welcome links that open nothing any more.
    pub welcome_links: u64,
}

impl Ledger {
    /// Forgets what no rule needs any more at `now`. Each statement stands for itself; none touches what is still needed,
    /// so any number of processes may purge at once.
    pub async fn purge(&self, now: DateTime<Utc>) -> Result<Purged, Error> {
        let failures = now - SIGN_IN_FAILURES_KEPT;
        self.delete("DELETE FROM address_turn WHERE at < $1", failures).await?;
        let purged = Purged {
            answers: self
                .delete("DELETE FROM idempotency WHERE answered_at < $1", now - IDEMPOTENCY_KEPT)
                .await?,
            tokens: self
                .delete("DELETE FROM token WHERE expires_at < $1", now - EXPIRED_TOKENS_KEPT)
                .await?,
            sign_in_failures: self.delete("DELETE FROM login_failure WHERE at < $1", failures).await?
                + self
                    .delete("DELETE FROM address_failure WHERE at < $1", failures)
                    .await?,
            wrong_pairs: self
                .delete("DELETE FROM wrong_pair WHERE at < $1", now - LOCK_TIME * 2)
                .await?,
            mails: self
                .delete(
                    "DELETE FROM mail WHERE next_try_at IS NULL AND made_at < $1",
                    now - MAILS_KEPT,
                )
                .await?,
            offered_numbers: self
                .delete(
                    "DELETE FROM connection_no WHERE taken_at IS NULL AND drawn_at < $1",
                    now - OFFERS_KEPT,
                )
                .await?,
            sign_ups: self
                .delete(
                    "UPDATE link SET carried = '' WHERE carried <> '' AND made_at < $1",
                    now - LINK_TIME,
                )
                .await?,
            links: self
                .delete("DELETE FROM link WHERE made_at < $1", now - LINKS_KEPT)
                .await?
                + self
                    .delete("DELETE FROM link_request WHERE done_at < $1", now - WISHES_KEPT)
                    .await?,
            welcome_links: self
                .delete("DELETE FROM remo_welcome WHERE made_at < $1", now - WELCOME_LINKS_KEPT)
                .await?,
        };
        // A session gets its tokens in the transaction that makes it, so one without any is over.
        let mut tx = self.database.begin().await?;
        sqlx::query("DELETE FROM session WHERE NOT EXISTS (SELECT 1 FROM token WHERE token.session = session.id)")
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(purged)
    }

    async fn delete(&self, sql: &'static str, before: DateTime<Utc>) -> Result<u64, Error> {
        let mut tx = self.database.begin().await?;
        let deleted = sqlx::query(sql).bind(micros(before)).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(deleted.rows_affected())
    }
}
