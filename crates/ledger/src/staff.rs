//! A dealer's staff: its members, their passwords and what ends their sessions.

use kagifuda_domain::account::second_factor::SecondFactor;
use kagifuda_domain::account::{Login, Role, Staff};
use kagifuda_domain::mail::{Address, Language};
use serde_json::json;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::audit::role_name;
use crate::error::Error;
use crate::profile::language;
use crate::read::{micros, parse};
use crate::session::{Member, login_hash, read_member};
use crate::{Ledger, Writing};

/// A member of the staff as it is on file.
#[derive(Clone, Debug)]
pub struct StaffOnFile {
    /// Who, with their role.
    pub member: Member,
    /// Whether they may not sign in at all.
    pub disabled: bool,
    /// Where their second factor stands.
    pub second_factor: SecondFactor,
    /// Where their links go, if not to the dealer's address.
    pub email: Option<Address>,
    /// Whether they have set a password.
    pub has_password: bool,
}

impl StaffOnFile {
    /// The member, as far as `domain` decides about it.
    pub fn staff(&self) -> Staff<Uuid> {
        Staff {
            id: self.member.id,
            role: self.member.role,
            disabled: self.disabled,
            has_password: self.has_password,
        }
    }
}

/// A member to be added.
pub struct NewStaff {
    /// The member's id.
    pub id: Uuid,
    /// Their login.
    pub login: Login,
    /// What they may do.
    pub role: Role,
    /// Their password, hashed; none for whoever is invited to set one.
    pub password_hash: Option<String>,
    /// Where their links go, if not to the dealer's address.
    pub email: Option<Address>,
}

impl Ledger {
    /// Everybody of the staff of `dealer`, in order of login.
    pub async fn staff(&self, dealer: Uuid) -> Result<Vec<StaffOnFile>, Error> {
        let mut connection = self.database.read.acquire().await?;
        of_dealer(&mut connection, dealer).await
    }

    /// The hash of a member's password, if there still is the member.
    pub async fn password_hash(&self, member: Uuid) -> Result<Option<String>, Error> {
        let mut connection = self.database.read.acquire().await?;
        password_hash(&mut connection, member).await
    }
}

impl Writing<'_> {
    /// Everybody of the staff, in order of login.
    pub async fn staff(&mut self) -> Result<Vec<StaffOnFile>, Error> {
        let dealer = self.dealer();
        of_dealer(self.tx(), dealer).await
    }

    /// Adds a member; `false` when the login is somebody's.
    pub async fn add_staff(&mut self, new: &NewStaff) -> Result<bool, Error> {
        // The login is unique, over all dealers: of two that want it, the second waits, and finds it taken.
        let dealer = self.dealer().to_string();
        let added = sqlx::query(
            "INSERT INTO member (id, dealer, login, role, password_hash, email) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (login) DO NOTHING",
        )
        .bind(new.id.to_string())
        .bind(dealer)
        .bind(new.login.as_ref())
        .bind(role_name(new.role))
        // What is empty is nobody's password.
        .bind(new.password_hash.as_deref().unwrap_or_default())
        .bind(new.email.as_ref().map(AsRef::as_ref))
        .execute(self.tx())
        .await?;
        self.note("staff", (), json!({ "login": new.login, "role": new.role }));
        Ok(added.rows_affected() == 1)
    }

    /// **ACC-5** Sets what a member may do. A disabled one's sessions end at once; another role counts from its next request.
    pub async fn set_staff(&mut self, before: &StaffOnFile, role: Role, disabled: bool) -> Result<(), Error> {
        // The dealer's row is held, so this replaces what was seen.
        let (now, id) = (micros(self.now()), before.member.id);
        sqlx::query("UPDATE member SET role = $2, disabled_at = $3 WHERE id = $1")
            .bind(id.to_string())
            .bind(role_name(role))
            .bind(disabled.then_some(now))
            .execute(self.tx())
            .await?;
        if disabled {
            self.end_sessions(id, None).await?;
        }
        let told = |role: Role, disabled: bool| json!({ "role": role, "disabled": disabled });
        self.note("staff", told(before.member.role, before.disabled), told(role, disabled));
        Ok(())
    }

    /// **ACC-5** Takes a member away, with its sessions and links.
    pub async fn remove_staff(&mut self, before: &StaffOnFile) -> Result<(), Error> {
        let (now, id) = (micros(self.now()), before.member.id);
        // Takes the member's row first: a sign-in at this very moment is waited for, and its session ends here; the next one finds nobody.
        // Links and recovery codes go with the member.
        sqlx::query("UPDATE member SET disabled_at = $2 WHERE id = $1")
            .bind(id.to_string())
            .bind(now)
            .execute(self.tx())
            .await?;
        self.end_sessions(id, None).await?;
        sqlx::query("DELETE FROM member WHERE id = $1")
            .bind(id.to_string())
            .execute(self.tx())
            .await?;
        self.note(
            "staff",
            json!({ "login": before.member.login, "role": before.member.role }),
            (),
        );
        Ok(())
    }

    /// The hash of a member's password, if there still is the member.
    pub async fn password_hash(&mut self, member: Uuid) -> Result<Option<String>, Error> {
        password_hash(self.tx(), member).await
    }

    /// **ACC-4** Sets a member's password, and forgets failed tries with the one before.
    pub async fn set_password(&mut self, member: &Member, hash: &str) -> Result<(), Error> {
        // The dealer's row is held, so no other password comes between. A failure that is counted at this very moment counts for the
        // next try.
        sqlx::query("UPDATE member SET password_hash = $2 WHERE id = $1")
            .bind(member.id.to_string())
            .bind(hash)
            .execute(self.tx())
            .await?;
        sqlx::query("DELETE FROM login_failure WHERE login_hash = $1")
            .bind(login_hash(&member.login))
            .execute(self.tx())
            .await?;
        Ok(())
    }
}

async fn password_hash(connection: &mut AnyConnection, member: Uuid) -> Result<Option<String>, Error> {
    let row: Option<(String,)> = sqlx::query_as("SELECT password_hash FROM member WHERE id = $1")
        .bind(member.to_string())
        .fetch_optional(connection)
        .await?;
    Ok(row.map(|(hash,)| hash).filter(|hash| !hash.is_empty()))
}

const COLUMNS: &str = "m.id, m.login, m.role, m.email, m.disabled_at, m.second_factor, m.second_factor_since, m.dealer, m.password_hash, \
                       d.company, d.email AS dealer_email, d.language FROM member m JOIN dealer d ON d.id = m.dealer";

#[derive(FromRow)]
struct Row {
    id: String,
    login: String,
    role: String,
    email: Option<String>,
    disabled_at: Option<i64>,
    second_factor: Option<String>,
    second_factor_since: Option<i64>,
    dealer: String,
    password_hash: String,
    company: String,
    dealer_email: String,
    language: String,
}

/// Where a second factor stands, from its columns.
pub(crate) fn stands(secret: Option<&str>, since: Option<i64>) -> SecondFactor {
    match (secret, since) {
        (None, _) => SecondFactor::Off,
        (Some(_), None) => SecondFactor::Begun,
        (Some(_), Some(_)) => SecondFactor::On,
    }
}

fn read(row: Row) -> Result<StaffOnFile, Error> {
    let email = row
        .email
        .as_deref()
        .map(|email| parse("member", "email", &row.id, email));
    Ok(StaffOnFile {
        email: email.transpose()?,
        disabled: row.disabled_at.is_some(),
        has_password: !row.password_hash.is_empty(),
        second_factor: stands(row.second_factor.as_deref(), row.second_factor_since),
        member: read_member(row.id, row.dealer, row.company, row.login, &row.role)?,
    })
}

async fn of_dealer(connection: &mut AnyConnection, dealer: Uuid) -> Result<Vec<StaffOnFile>, Error> {
    let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(format!(
        "SELECT {COLUMNS} WHERE m.dealer = $1 ORDER BY m.login"
    )))
    .bind(dealer.to_string())
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(read).collect()
}

/// The member of this id, unless it may not sign in.
pub(crate) async fn by_id(connection: &mut AnyConnection, id: Uuid) -> Result<Option<Member>, Error> {
    let row: Option<Row> = sqlx::query_as(AssertSqlSafe(format!(
        "SELECT {COLUMNS} WHERE m.id = $1 AND m.disabled_at IS NULL AND d.disabled_at IS NULL"
    )))
    .bind(id.to_string())
    .fetch_optional(connection)
    .await?;
    Ok(row.map(read).transpose()?.map(|staff| staff.member))
}

/// The member of this login, unless it may not sign in, with the address that its links go to and the language of its mails.
pub(crate) async fn by_login(
    connection: &mut AnyConnection,
    login: &Login,
) -> Result<Option<(Member, Address, Language)>, Error> {
    let row: Option<Row> = sqlx::query_as(AssertSqlSafe(format!(
        "SELECT {COLUMNS} WHERE m.login = $1 AND m.disabled_at IS NULL AND d.disabled_at IS NULL"
    )))
    .bind(login.as_ref())
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let language = language("dealer", &row.dealer, &row.language)?;
    let registered = parse("dealer", "email", &row.dealer, &row.dealer_email)?;
    let staff = read(row)?;
    Ok(Some((staff.member, staff.email.unwrap_or(registered), language)))
}
