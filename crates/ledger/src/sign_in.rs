//! Signing in: load the failures that bear on a try, commit how it ended against just these.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use kagifuda_domain::account::{
    FAILURES_A_MINUTE_FROM_ONE_ADDRESS, FAILURES_BEFORE_WAIT, Login, SignInFailures, may_try_to_sign_in,
};
use sqlx::AnyConnection;
use uuid::Uuid;

use crate::database::Write;
use crate::error::{CommitError, Error};
use crate::read::{instant, micros};
use crate::second_factor::Proof;
use crate::session::{self, Member, NewTokens, login_hash, read_member};
use crate::{Ledger, Writing, second_factor};

/// A try to sign in, with what is on file about it.
pub struct SignInTry {
    login_hash: String,
    address: String,
    latest: i64,
    failures: SignInFailures,
    member: Option<(Member, String)>,
    demanded: bool,
}

impl SignInTry {
    /// Earlier failures that bear on it (**ACC-6**).
    pub fn failures(&self) -> &SignInFailures {
        &self.failures
    }

    /// The member of that login with the hash of their password, if there is one.
    pub fn member(&self) -> Option<(&Member, &str)> {
        self.member.as_ref().map(|(member, hash)| (member, hash.as_str()))
    }

    /// Whether the dealer demands a second factor.
    pub fn second_factor_demanded(&self) -> bool {
        self.demanded
    }
}

impl Ledger {
    /// Loads what is on file about a try to sign in as `login` from `address`.
    pub async fn load_sign_in(&self, login: &str, address: IpAddr) -> Result<SignInTry, Error> {
        let (login_hash, address) = (login_hash(login), address.to_string());
        let mut connection = self.database.read.acquire().await?;
        let (latest, failures) = failures(&mut connection, &login_hash, &address).await?;
        drop(connection);
        let (member, demanded) = self.member(login).await?.unzip();
        Ok(SignInTry {
            member,
            demanded: demanded.unwrap_or_default(),
            login_hash,
            address,
            latest,
            failures,
        })
    }

    async fn member(&self, login: &str) -> Result<Option<((Member, String), bool)>, Error> {
        // What is no login at all is nobody's, and may be nothing that PostgreSQL takes as a text.
        let Ok(login) = login.parse::<Login>() else {
            return Ok(None);
        };
        let row: Option<(String, String, String, String, String, i64)> = sqlx::query_as(
            "SELECT m.id, m.role, m.password_hash, d.id, d.company, d.second_factor_demanded
             FROM member m JOIN dealer d ON d.id = m.dealer
             WHERE m.login = $1 AND m.password_hash <> '' AND m.disabled_at IS NULL AND d.disabled_at IS NULL",
        )
        .bind(login.as_ref())
        .fetch_optional(&self.database.read)
        .await?;
        let Some((id, role, hash, dealer, company, demanded)) = row else {
            return Ok(None);
        };
        let member = read_member(id, dealer, company, login.to_string(), &role)?;
        Ok(Some(((member, hash), demanded != 0)))
    }

    /// Counts a failed try. Of two tries at once for one login the second starts again, and so does one from an address that has had
    /// its failures meanwhile: none goes uncounted, and of those past the limit nobody learns how they would have ended (**ACC-6**).
    pub async fn commit_failure(&self, failed: &SignInTry, now: DateTime<Utc>) -> Result<(), CommitError> {
        let mut tx = self.database.begin().await?;
        check_address(&mut tx, &failed.address, now).await?;
        count(&mut tx, &failed.login_hash, failed.latest + 1, &failed.address, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Opens a session for the member after a good try, and forgets the failures in a row, unless another was counted since
    /// the try was loaded. `false` when the proof was used by somebody else, or is none: then nothing is done.
    pub async fn commit_session(
        &self,
        good: &SignInTry,
        member: &Member,
        proof: Option<&Proof>,
        computer: Option<&str>,
        tokens: &NewTokens,
        now: DateTime<Utc>,
    ) -> Result<bool, CommitError> {
        let mut tx = self.database.begin().await?;
        check_address(&mut tx, &good.address, now).await?;
        check_latest(&mut tx, good).await?;
        check_password(&mut tx, good).await?;
        if let Some(proof) = proof
            && !second_factor::use_up(&mut tx, member.id, proof).await?
        {
            return Ok(false);
        }
        sqlx::query("DELETE FROM login_failure WHERE login_hash = $1 AND ordinal <= $2")
            .bind(&good.login_hash)
            .bind(good.latest)
            .execute(&mut *tx)
            .await?;
        session::open(&mut tx, member, computer, tokens, now).await?;
        tx.commit().await?;
        Ok(true)
    }
}

impl Writing<'_> {
    /// Failures that bear on what `login`, signed in, tries from `address` (**ACC-6**). From here to the end nobody else is counted there.
    pub async fn failures(&mut self, login: &str, address: IpAddr) -> Result<SignInFailures, Error> {
        let now = self.now();
        take_turn(self.tx(), &address.to_string(), now).await?;
        let (_, failures) = failures(self.tx(), &login_hash(login), &address.to_string()).await?;
        Ok(failures)
    }

    /// Counts one more, as a failed sign-in would be (**ACC-6**).
    pub async fn count_failure(&mut self, login: &str, address: IpAddr) -> Result<(), CommitError> {
        let (now, login_hash, address) = (self.now(), login_hash(login), address.to_string());
        let (latest, _) = failures(self.tx(), &login_hash, &address).await?;
        count(self.tx(), &login_hash, latest + 1, &address, now).await
    }
}

/// The number of the latest failure in a row, and those that bear on the next try.
async fn failures(
    connection: &mut AnyConnection,
    login_hash: &str,
    address: &str,
) -> Result<(i64, SignInFailures), Error> {
    let rows: Vec<(i64, i64)> =
        sqlx::query_as("SELECT ordinal, at FROM login_failure WHERE login_hash = $1 ORDER BY ordinal DESC LIMIT $2")
            .bind(login_hash)
            .bind(FAILURES_BEFORE_WAIT as i64)
            .fetch_all(&mut *connection)
            .await?;
    let latest = rows.first().map_or(0, |(ordinal, _)| *ordinal);
    let read = |(_, at): &(i64, i64)| instant("login_failure", "at", login_hash, *at);
    let in_a_row = rows.iter().rev().map(read).collect::<Result<_, _>>()?;
    let from_address = from_address(connection, address).await?;
    Ok((latest, SignInFailures { in_a_row, from_address }))
}

async fn from_address(connection: &mut AnyConnection, address: &str) -> Result<Vec<DateTime<Utc>>, Error> {
    let rows: Vec<(i64,)> =
        sqlx::query_as("SELECT at FROM address_failure WHERE address = $1 ORDER BY at DESC LIMIT $2")
            .bind(address)
            .bind(FAILURES_A_MINUTE_FROM_ONE_ADDRESS as i64)
            .fetch_all(connection)
            .await?;
    let read = |(at,): &(i64,)| instant("address_failure", "at", address, *at);
    rows.iter().rev().map(read).collect()
}

async fn count(
    tx: &mut AnyConnection,
    login_hash: &str,
    ordinal: i64,
    address: &str,
    now: DateTime<Utc>,
) -> Result<(), CommitError> {
    // Of two failures that would both be the n-th, the second starts again.
    let counted = sqlx::query(
        "INSERT INTO login_failure (login_hash, ordinal, at) VALUES ($1, $2, $3) ON CONFLICT (login_hash, ordinal) DO NOTHING",
    )
    .bind(login_hash)
    .bind(ordinal)
    .bind(micros(now))
    .execute(&mut *tx)
    .await?;
    if counted.rows_affected() == 0 {
        return Err(CommitError::Conflict);
    }
    // Inserts only, under an id of its own: nothing to race with.
    sqlx::query("INSERT INTO address_failure (id, address, at) VALUES ($1, $2, $3)")
        .bind(Uuid::new_v4().to_string())
        .bind(address)
        .bind(micros(now))
        .execute(tx)
        .await?;
    Ok(())
}

/// Waits until whoever else tries from `address` is done.
async fn take_turn(tx: &mut AnyConnection, address: &str, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    // The row is held to the end: what is read after this is what everybody before has committed. It is taken before any row of a member
    // or a login, so that nobody waits in a circle.
    sqlx::query("INSERT INTO address_turn (address, at) VALUES ($1, $2) ON CONFLICT (address) DO UPDATE SET at = $2")
        .bind(address)
        .bind(micros(now))
        .execute(tx)
        .await
        .map(drop)
}

/// **ACC-6** Makes sure that `address` has not had its failures since the try was loaded.
async fn check_address(tx: &mut AnyConnection, address: &str, now: DateTime<Utc>) -> Result<(), CommitError> {
    take_turn(tx, address, now).await?;
    let failures = SignInFailures {
        in_a_row: vec![],
        from_address: from_address(tx, address).await?,
    };
    may_try_to_sign_in(&failures, now).map_err(|_| CommitError::Conflict)
}

/// **ACC-4** Makes sure that the password is the one that was checked and the member may still sign in.
async fn check_password(tx: &mut Write, good: &SignInTry) -> Result<(), CommitError> {
    let Some((member, hash)) = &good.member else {
        return Err(CommitError::Conflict);
    };
    // Takes the member's row: a new password that is being set at this moment is waited for and then found, or it waits, and ends the
    // session that is opened here.
    let same = sqlx::query(
        "UPDATE member SET password_hash = password_hash WHERE id = $1 AND password_hash = $2 AND disabled_at IS NULL
         AND EXISTS (SELECT 1 FROM dealer d WHERE d.id = member.dealer AND d.disabled_at IS NULL)",
    )
    .bind(member.id.to_string())
    .bind(hash)
    .execute(&mut **tx)
    .await?;
    if same.rows_affected() == 1 {
        Ok(())
    } else {
        Err(CommitError::Conflict)
    }
}

async fn check_latest(tx: &mut Write, good: &SignInTry) -> Result<(), CommitError> {
    // A failure that is being committed at this very moment is not seen, and then counts as made after this try.
    let (latest,): (i64,) = sqlx::query_as("SELECT COALESCE(MAX(ordinal), 0) FROM login_failure WHERE login_hash = $1")
        .bind(&good.login_hash)
        .fetch_one(&mut **tx)
        .await?;
    if latest > good.latest {
        Err(CommitError::Conflict)
    } else {
        Ok(())
    }
}
