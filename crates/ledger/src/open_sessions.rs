//! The sessions that are open, and ending them one by one.

use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::AnyConnection;
use uuid::Uuid;

use crate::error::Error;
use crate::read::{instant, parse};
use crate::{Ledger, Writing};

/// A session that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionOnFile {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub member: Uuid,
    /// Their login.
    pub login: String,
    /// Since when, if that was noted.
    pub opened_at: Option<DateTime<Utc>>,
    /// What its computer is called, if it said.
    pub computer: Option<String>,
}

impl Ledger {
    /// The open sessions of the staff of `dealer`, in order of login, the latest first.
    pub async fn open_sessions(&self, dealer: Uuid) -> Result<Vec<SessionOnFile>, Error> {
        let mut connection = self.database.read.acquire().await?;
        of_dealer(&mut connection, dealer).await
    }
}

impl Writing<'_> {
    /// The open sessions of the staff, in order of login, the latest first.
    pub async fn open_sessions(&mut self) -> Result<Vec<SessionOnFile>, Error> {
        let dealer = self.dealer();
        of_dealer(self.tx(), dealer).await
    }

    /// Ends these sessions; their tokens go with them.
    pub async fn end_these(&mut self, sessions: &[Uuid]) -> Result<(), Error> {
        for session in sessions {
            // Whoever deletes second deletes nothing.
            sqlx::query("DELETE FROM session WHERE id = $1")
                .bind(session.to_string())
                .execute(self.tx())
                .await?;
        }
        self.note("sessions_ended", (), json!(sessions));
        Ok(())
    }

    /// **ACC-4** Ends the sessions of `member`, all but `own` if one is given; answers how many.
    pub async fn end_sessions(&mut self, member: Uuid, own: Option<Uuid>) -> Result<usize, Error> {
        let all = self.open_sessions().await?;
        let theirs: Vec<Uuid> = all
            .iter()
            .filter(|session| session.member == member)
            .map(|session| session.id)
            .collect();
        let ending = match own {
            Some(own) => kagifuda_domain::account::sessions_that_end(&theirs, own),
            None => theirs,
        };
        self.end_these(&ending).await?;
        Ok(ending.len())
    }
}

async fn of_dealer(connection: &mut AnyConnection, dealer: Uuid) -> Result<Vec<SessionOnFile>, Error> {
    type Row = (String, String, String, Option<i64>, Option<String>);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT s.id, m.id, m.login, s.opened_at, s.computer FROM session s JOIN member m ON m.id = s.member
         WHERE m.dealer = $1 ORDER BY m.login, COALESCE(s.opened_at, 0) DESC, s.id",
    )
    .bind(dealer.to_string())
    .fetch_all(connection)
    .await?;
    let read = |(id, member, login, opened_at, computer): Row| {
        Ok(SessionOnFile {
            member: parse("session", "member", &id, &member)?,
            opened_at: opened_at
                .map(|at| instant("session", "opened_at", &id, at))
                .transpose()?,
            id: parse("session", "id", &id, &id)?,
            login,
            computer,
        })
    };
    rows.into_iter().map(read).collect()
}
