//! One-time links: wishes for them, and what they open.
//!
//! Promises: a token is stored as its SHA-256 alone; of any number who use a link at once, one does; of any number of processes one
//! answers a wish.
//!
//! Deliberately not here: who is mailed what, how long a link is good.

use chrono::{DateTime, Utc};
use kagifuda_domain::account::{Link, LinkPurpose, Login, Profile};
use kagifuda_domain::mail::{Address, Language};
use kagifuda_wire::session::Secret;
use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;
use uuid::Uuid;

use crate::database::Write;
use crate::error::Error;
use crate::mail::{self, Mail};
use crate::profile::{self, KnownAt};
use crate::read::{instant, json, micros, parse};
use crate::session::{Member, token_hash};
use crate::{Ledger, Writing, staff};

/// What somebody who is not signed in wishes a link for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkWish {
    /// **ACC-1** To sign up.
    SignUp(Box<TypedSignUp>),
    /// **ACC-3** To set a new password for this login; none, where what was typed is no login.
    NewPassword(Option<Login>),
}

/// **ACC-1** A sign-up as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedSignUp {
    /// What is said of the dealer.
    pub profile: Profile,
    /// メールアドレス.
    pub email: Address,
    /// The language that the dealer is mailed in.
    pub language: Language,
    /// The version of the conditions that was agreed to.
    pub consent: String,
}

/// A link to be mailed.
pub struct NewLink {
    /// Its token.
    pub token: Secret,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// The mailbox that it proves.
    pub mailbox: Address,
    /// Whose account it is about.
    pub member: Option<Uuid>,
    /// The sign-up that it ends.
    pub carried: Option<TypedSignUp>,
}

/// A link as it is on file.
#[derive(Clone, Debug)]
pub struct FoundLink {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// The mailbox that it proves.
    pub mailbox: Address,
    /// Whose account it is about.
    pub member: Option<Member>,
    /// The sign-up that it ends.
    pub carried: Option<TypedSignUp>,
    /// Its age and use.
    pub link: Link,
}

impl Ledger {
    /// Notes that somebody at `source` wishes a link.
    pub async fn wish_for_link(&self, wish: &LinkWish, source: &str, now: DateTime<Utc>) -> Result<(), Error> {
        let mut tx = self.database.begin().await?;
        // A fresh id: nothing to race with.
        sqlx::query("INSERT INTO link_request (id, source, asked, at) VALUES ($1, $2, $3, $4)")
            .bind(Uuid::new_v4().to_string())
            .bind(source)
            .bind(as_json(wish))
            .bind(micros(now))
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// When links were wished for from `source` after `since`, in order of time.
    pub async fn links_wished(&self, source: &str, since: DateTime<Utc>) -> Result<Vec<DateTime<Utc>>, Error> {
        let rows: Vec<(i64,)> = sqlx::query_as("SELECT at FROM link_request WHERE source = $1 AND at > $2 ORDER BY at")
            .bind(source)
            .bind(micros(since))
            .fetch_all(&self.database.read)
            .await?;
        let read = |(at,): &(i64,)| instant("link_request", "at", source, *at);
        rows.iter().map(read).collect()
    }

    /// Wishes that nobody has answered, the oldest first.
    pub async fn link_wishes(&self, limit: u32) -> Result<Vec<Uuid>, Error> {
        let rows: Vec<(String,)> =
            sqlx::query_as("SELECT id FROM link_request WHERE done_at IS NULL ORDER BY at LIMIT $1")
                .bind(i64::from(limit))
                .fetch_all(&self.database.read)
                .await?;
        rows.iter().map(|(id,)| parse("link_request", "id", id, id)).collect()
    }

    /// Begins to answer a wish. `None` when somebody else was quicker.
    pub async fn answer_wish(&self, id: Uuid, now: DateTime<Utc>) -> Result<Option<Answering>, Error> {
        let mut tx = self.database.begin().await?;
        let key = id.to_string();
        let row: Option<(String,)> = sqlx::query_as("SELECT asked FROM link_request WHERE id = $1 AND done_at IS NULL")
            .bind(&key)
            .fetch_optional(&mut *tx)
            .await?;
        // Taken only as it was seen open: a second process waits here for the first, and then finds the wish answered.
        let taken = sqlx::query("UPDATE link_request SET done_at = $2, asked = '' WHERE id = $1 AND done_at IS NULL")
            .bind(&key)
            .bind(micros(now))
            .execute(&mut *tx)
            .await?;
        match row {
            Some((asked,)) if taken.rows_affected() == 1 => Ok(Some(Answering {
                wish: json("link_request", "asked", &key, &asked)?,
                tx,
                now,
            })),
            Some(_) | None => Ok(None),
        }
    }

    /// The link of this token. It stays good.
    pub async fn link(&self, token: &Secret) -> Result<Option<FoundLink>, Error> {
        let mut connection = self.database.read.acquire().await?;
        find(&mut connection, token).await
    }

    /// The accounts that have this address.
    pub async fn accounts_at(&self, mailbox: &Address) -> Result<Vec<KnownAt>, Error> {
        let mut connection = self.database.read.acquire().await?;
        profile::known_at(&mut connection, mailbox).await
    }
}

/// A wish that is being answered. Dropped, it is as it was.
pub struct Answering {
    tx: Write,
    wish: LinkWish,
    now: DateTime<Utc>,
}

impl Answering {
    /// What is wished for.
    pub fn wish(&self) -> &LinkWish {
        &self.wish
    }

    /// The accounts that have this address.
    pub async fn accounts_at(&mut self, mailbox: &Address) -> Result<Vec<KnownAt>, Error> {
        profile::known_at(&mut self.tx, mailbox).await
    }

    /// The member of this login who may sign in, with the address that their links go to and the language of their mails.
    pub async fn member(&mut self, login: &Login) -> Result<Option<(Member, Address, Language)>, Error> {
        staff::by_login(&mut self.tx, login).await
    }

    /// When links for `purpose` were mailed to `mailbox` after `since`. One that another process mails at this very moment is not seen: then
    /// it gets one more than it should.
    pub async fn mailed_to(
        &mut self,
        mailbox: &Address,
        purpose: LinkPurpose,
        since: DateTime<Utc>,
    ) -> Result<Vec<DateTime<Utc>>, Error> {
        mailed_to(&mut self.tx, mailbox, purpose, since).await
    }

    /// Ends it: with a link and its mail, or with neither.
    pub async fn end(mut self, answer: Option<(NewLink, Mail)>) -> Result<(), Error> {
        if let Some((link, letter)) = answer {
            insert(&mut self.tx, &link, self.now).await?;
            mail::write(&mut self.tx, &[letter], self.now).await?;
        }
        self.tx.commit().await?;
        Ok(())
    }
}

impl Writing<'_> {
    /// The link of this token, if it is about this dealer.
    pub async fn link(&mut self, token: &Secret) -> Result<Option<FoundLink>, Error> {
        let dealer = self.dealer();
        let found = find(self.tx(), token).await?;
        Ok(found.filter(|found| found.member.as_ref().is_none_or(|member| member.dealer == dealer)))
    }

    /// Uses the link up; `false` when somebody else was quicker.
    pub async fn use_up_link(&mut self, token: &Secret) -> Result<bool, Error> {
        let now = self.now();
        Ok(use_up(self.tx(), token, now).await?)
    }

    /// When links for `purpose` were mailed to `mailbox` after `since`.
    pub async fn mailed_to(
        &mut self,
        mailbox: &Address,
        purpose: LinkPurpose,
        since: DateTime<Utc>,
    ) -> Result<Vec<DateTime<Utc>>, Error> {
        mailed_to(self.tx(), mailbox, purpose, since).await
    }

    /// Makes a link. Its mail is the caller's to write.
    pub async fn make_link(&mut self, link: &NewLink) -> Result<(), Error> {
        let now = self.now();
        Ok(insert(self.tx(), link, now).await?)
    }

    /// Makes useless every link for `purpose` that was mailed to the members of this dealer, or to `member` alone.
    pub async fn void_links(&mut self, purpose: LinkPurpose, member: Option<Uuid>) -> Result<(), Error> {
        // The dealer's row is held; a link that is being used right now waits for it, or has been used already.
        let dealer = self.dealer().to_string();
        sqlx::query(
            "DELETE FROM link WHERE used_at IS NULL AND purpose = $1
             AND member IN (SELECT id FROM member WHERE dealer = $2 AND id = COALESCE($3, id))",
        )
        .bind(purpose_name(purpose))
        .bind(dealer)
        .bind(member.map(|id| id.to_string()))
        .execute(self.tx())
        .await?;
        Ok(())
    }
}

/// Uses the link up, with what it carries; `false` when somebody else was quicker.
pub(crate) async fn use_up(tx: &mut AnyConnection, token: &Secret, now: DateTime<Utc>) -> Result<bool, sqlx::Error> {
    // The row is taken: of two uses at once the second waits for the first, looks at the condition again and changes nothing.
    let used = sqlx::query("UPDATE link SET used_at = $2, carried = '' WHERE hash = $1 AND used_at IS NULL")
        .bind(token_hash(token))
        .bind(micros(now))
        .execute(tx)
        .await?;
    Ok(used.rows_affected() == 1)
}

async fn insert(tx: &mut AnyConnection, link: &NewLink, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    // The token is random: nothing to race with.
    sqlx::query("INSERT INTO link (hash, purpose, mailbox, member, carried, made_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(token_hash(&link.token))
        .bind(purpose_name(link.purpose))
        .bind(link.mailbox.as_ref())
        .bind(link.member.map(|id| id.to_string()))
        .bind(link.carried.as_ref().map(as_json).unwrap_or_default())
        .bind(micros(now))
        .execute(tx)
        .await
        .map(drop)
}

async fn mailed_to(
    tx: &mut AnyConnection,
    mailbox: &Address,
    purpose: LinkPurpose,
    since: DateTime<Utc>,
) -> Result<Vec<DateTime<Utc>>, Error> {
    let rows: Vec<(i64,)> = sqlx::query_as(
        "SELECT made_at FROM link WHERE LOWER(mailbox) = LOWER($1) AND purpose = $2 AND made_at > $3 ORDER BY made_at",
    )
    .bind(mailbox.as_ref())
    .bind(purpose_name(purpose))
    .bind(micros(since))
    .fetch_all(tx)
    .await?;
    // The row is not named by its mailbox: that is somebody's address.
    rows.iter().map(|(at,)| instant("link", "made_at", "", *at)).collect()
}

type Row = (String, String, Option<String>, String, i64, Option<i64>);

async fn find(connection: &mut AnyConnection, token: &Secret) -> Result<Option<FoundLink>, Error> {
    let hash = token_hash(token);
    let row: Option<Row> =
        sqlx::query_as("SELECT purpose, mailbox, member, carried, made_at, used_at FROM link WHERE hash = $1")
            .bind(&hash)
            .fetch_optional(&mut *connection)
            .await?;
    let Some((purpose, mailbox, member, carried, made_at, used_at)) = row else {
        return Ok(None);
    };
    let at = |column, at| instant("link", column, &hash, at);
    Ok(Some(FoundLink {
        purpose: json("link", "purpose", &hash, &format!("\"{purpose}\""))?,
        mailbox: parse("link", "mailbox", &hash, &mailbox)?,
        member: match member {
            Some(id) => staff::by_id(connection, parse("link", "member", &hash, &id)?).await?,
            None => None,
        },
        carried: (!carried.is_empty())
            .then(|| json("link", "carried", &hash, &carried))
            .transpose()?,
        link: Link {
            made_at: at("made_at", made_at)?,
            used_at: used_at.map(|used_at| at("used_at", used_at)).transpose()?,
        },
    }))
}

/// How a purpose is stored: as in the wire.
fn purpose_name(purpose: LinkPurpose) -> &'static str {
    match purpose {
        LinkPurpose::Register => "register",
        LinkPurpose::KnownAddress => "known_address",
        LinkPurpose::NewPassword => "new_password",
        LinkPurpose::NewAddress => "new_address",
    }
}

fn as_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("what is kept as JSON has only text keys")
}
