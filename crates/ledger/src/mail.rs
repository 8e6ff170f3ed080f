//! Mails on their way out.
//!
//! Promises: a mail is there exactly if the act that causes it is; of any number of processes one at a time holds a mail
//! to send it, and none holds one that was sent. What was sent or given up keeps no body.
//!
//! Deliberately not here: sentences, SMTP, deciding when to try again.

use chrono::{DateTime, TimeDelta, Utc};
use kagifuda_domain::mail::{Address, Subject};
use uuid::Uuid;

use crate::Ledger;
use crate::database::Write;
use crate::error::Error;
use crate::read::{instant, micros, number, parse};

/// How long a process that took a mail has to send it. Longer than any sending may last, with room for clocks that differ:
/// afterwards it is taken for dead, and another one sends the mail.
pub const MAIL_LEASE: TimeDelta = TimeDelta::minutes(10);

/// A mail to one recipient. It has no `Debug`: it may say keys and links.
#[derive(Clone)]
pub struct Mail {
    /// To whom.
    pub to: Address,
    /// About what.
    pub subject: Subject,
    /// What it says: plain text, lines ending in `\n`.
    pub body: String,
}

/// A mail that is due.
#[derive(Clone, Copy, Debug)]
pub struct DueMail {
    id: Uuid,
    due_at: i64,
}

impl DueMail {
    /// Its id.
    pub fn id(self) -> Uuid {
        self.id
    }
}

/// A mail that this process may send until [`MAIL_LEASE`] is over.
pub struct TakenMail {
    /// Its id.
    pub id: Uuid,
    /// When it was written.
    pub made_at: DateTime<Utc>,
    /// How often it was taken, this time included.
    pub tries: u32,
    /// The mail.
    pub mail: Mail,
}

impl Ledger {
    /// Up to `limit` mails that are due at `now`, the longest waiting first.
    pub async fn due_mails(&self, now: DateTime<Utc>, limit: u32) -> Result<Vec<DueMail>, Error> {
        // Reads only: somebody else may take any of them before we do.
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "SELECT id, next_try_at FROM mail WHERE next_try_at <= $1 ORDER BY next_try_at, id LIMIT $2",
        )
        .bind(micros(now))
        .bind(i64::from(limit))
        .fetch_all(&self.database.read)
        .await?;
        let read = |(id, due_at): (String, i64)| {
            let id = parse("mail", "id", &id, &id)?;
            Ok(DueMail { id, due_at })
        };
        rows.into_iter().map(read).collect()
    }

    /// Takes the mail to send it. `None` when somebody else was quicker.
    pub async fn take_mail(&self, due: DueMail, now: DateTime<Utc>) -> Result<Option<TakenMail>, Error> {
        let mut tx = self.database.begin().await?;
        // Takes it only as it was seen due. SQLite has one writer at a time; on PostgreSQL a second one waits for the first and then
        // looks at the condition again, at what the first has written. Either way it finds another instant, or none, and takes nothing.
        let row: Option<Row> = sqlx::query_as(
            "UPDATE mail SET next_try_at = $1, tries = tries + 1 WHERE id = $2 AND next_try_at = $3
             RETURNING made_at, tries, recipient, subject, body",
        )
        .bind(micros(now + MAIL_LEASE))
        .bind(due.id.to_string())
        .bind(due.due_at)
        .fetch_optional(&mut *tx)
        .await?;
        tx.commit().await?;
        row.map(|row| read_taken(due.id, row)).transpose()
    }

    /// The mail was sent at `now`, whoever else may have taken it meanwhile.
    pub async fn mail_sent(&self, id: Uuid, now: DateTime<Utc>) -> Result<(), Error> {
        let mut tx = self.database.begin().await?;
        // Sent stays sent: whatever is reported of another try of this mail finds nothing to change.
        sqlx::query(
            "UPDATE mail SET sent_at = $1, next_try_at = NULL, body = '', last_error = NULL
             WHERE id = $2 AND sent_at IS NULL",
        )
        .bind(micros(now))
        .bind(id.to_string())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// The mail was not sent, for `why`: it is tried again at `next`, or never.
    pub async fn mail_failed(&self, taken: &TakenMail, why: &str, next: Option<DateTime<Utc>>) -> Result<(), Error> {
        let mut tx = self.database.begin().await?;
        // Only the latest try decides what becomes of the mail: `tries` is counted up by whoever takes it.
        sqlx::query(
            "UPDATE mail SET next_try_at = $1, last_error = $2, body = CASE WHEN $3 = 1 THEN '' ELSE body END
             WHERE id = $4 AND tries = $5 AND sent_at IS NULL",
        )
        .bind(next.map(micros))
        .bind(why)
        .bind(i64::from(next.is_none()))
        .bind(taken.id.to_string())
        .bind(i64::from(taken.tries))
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }
}

type Row = (i64, i64, String, String, String);

fn read_taken(id: Uuid, (made_at, tries, to, subject, body): Row) -> Result<TakenMail, Error> {
    let row = id.to_string();
    // A recipient that cannot be read is not quoted: it is somebody's address.
    let to = to
        .parse()
        .map_err(|why| Error::unreadable("mail", "recipient", &row, why))?;
    Ok(TakenMail {
        id,
        made_at: instant("mail", "made_at", &row, made_at)?,
        tries: number("mail", "tries", &row, tries)?,
        mail: Mail {
            to,
            subject: parse("mail", "subject", &row, &subject)?,
            body,
        },
    })
}

/// Writes `mails` within the transaction of the act that causes them; they are due at once.
pub(crate) async fn write(tx: &mut Write, mails: &[Mail], now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    for mail in mails {
        // A fresh id: nothing to race with.
        sqlx::query(
            "INSERT INTO mail (id, made_at, recipient, subject, body, next_try_at, tries)
             VALUES ($1, $2, $3, $4, $5, $2, 0)",
        )
        .bind(Uuid::new_v4().to_string())
        .bind(micros(now))
        .bind(mail.to.as_ref())
        .bind(mail.subject.as_ref())
        .bind(&mail.body)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}
