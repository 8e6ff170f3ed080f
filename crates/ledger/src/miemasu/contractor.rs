//! Contract users, and forgetting them.

use kagifuda_domain::miemasu::Withdrawal;
use kagifuda_wire::record::{Contractor, Gone, Kind, Record};
use sqlx::{Any, Executor};
use uuid::Uuid;

use super::uuid;
use crate::error::Error;
use crate::mail::Mail;
use crate::read::micros;
use crate::{Ledger, Writing, read};

impl Ledger {
    /// The contract users of `dealer` after `after`, at most `limit`, in order of id.
    pub async fn contractors(&self, dealer: Uuid, after: Option<Uuid>, limit: u32) -> Result<Vec<Contractor>, Error> {
        // Reads only.
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, name, email, language FROM contractor WHERE dealer = $1 AND id > $2 ORDER BY id LIMIT $3",
        )
        .bind(dealer.to_string())
        .bind(after.map(|id| id.to_string()).unwrap_or_default())
        .bind(i64::from(limit))
        .fetch_all(&self.database.read)
        .await?;
        rows.into_iter().map(read_contractor).collect()
    }

    /// The contract user `id` of `dealer`.
    pub async fn contractor(&self, dealer: Uuid, id: Uuid) -> Result<Option<Contractor>, Error> {
        load(&self.database.read, dealer, id).await
    }
}

impl Writing<'_> {
    /// The contract user `id`. Another dealer's is as unknown as none.
    pub async fn contractor(&mut self, id: Uuid) -> Result<Option<Contractor>, Error> {
        let dealer = self.dealer();
        load(self.tx(), dealer, id).await
    }

    /// Adds the contract user. The audit, which can never be erased, learns the id only.
    pub async fn add_contractor(&mut self, contractor: &Contractor) -> Result<(), Error> {
        let dealer = self.dealer();
        // A fresh id: nothing to race with.
        sqlx::query("INSERT INTO contractor (id, dealer, name, email, language) VALUES ($1, $2, $3, $4, $5)")
            .bind(contractor.id.to_string())
            .bind(dealer.to_string())
            .bind(contractor.name.to_string())
            .bind(contractor.email.as_ref())
            .bind(contractor.language.tag())
            .execute(self.tx())
            .await?;
        self.tell(Record::Contractor(contractor.clone()));
        self.note("contractor", (), contractor.id);
        Ok(())
    }

    /// Puts `after` in the place of `before`, the contract user as it was. The audit learns what was changed, not how.
    pub async fn change_contractor(&mut self, before: &Contractor, after: &Contractor) -> Result<(), Error> {
        let changed = [
            ("name", before.name != after.name),
            ("email", before.email != after.email),
            ("language", before.language != after.language),
        ];
        let changed: Vec<&str> = changed
            .iter()
            .filter(|(_, changed)| *changed)
            .map(|(what, _)| *what)
            .collect();
        if !changed.is_empty() {
            // The dealer's row is held, so this replaces what was seen.
            sqlx::query("UPDATE contractor SET name = $1, email = $2, language = $3 WHERE id = $4")
                .bind(after.name.to_string())
                .bind(after.email.as_ref())
                .bind(after.language.tag())
                .bind(after.id.to_string())
                .execute(self.tx())
                .await?;
            self.tell(Record::Contractor(after.clone()));
        }
        self.note("changed", (), changed);
        Ok(())
    }

    /// **MIE-11** Erases all that is known of the contract user: the row, the mails to them, and whatever the feed ever told of them and their
    /// devices.
    pub async fn withdraw(&mut self, id: Uuid, _proof: &Withdrawal) -> Result<(), Error> {
        // The dealer's row is held, so no device, mail or change of theirs is added meanwhile. A process that is just sending one of these
        // mails finds nothing to mark as sent.
        for sql in [
            "DELETE FROM mail WHERE contractor = $1",
            "DELETE FROM miemasu_deleted_device WHERE contractor = $1",
            "DELETE FROM contractor WHERE id = $1",
        ] {
            sqlx::query(sql).bind(id.to_string()).execute(self.tx()).await?;
        }
        let erased = self.erase_from_feed(id).await?;
        let (kind, gone) = (Kind::Contractor, id.to_string());
        self.tell(Record::Gone(Gone { kind, id: gone }));
        self.note("changes_erased", (), erased);
        Ok(())
    }

    /// Sends a mail to the contract user `id`, to be forgotten with them.
    pub async fn mail_contractor(&mut self, id: Uuid, mail: &Mail) -> Result<(), Error> {
        let now = micros(self.now());
        // A fresh id: nothing to race with.
        sqlx::query(
            "INSERT INTO mail (id, made_at, recipient, subject, body, next_try_at, tries, contractor)
             VALUES ($1, $2, $3, $4, $5, $2, 0, $6)",
        )
        .bind(Uuid::new_v4().to_string())
        .bind(now)
        .bind(mail.to.as_ref())
        .bind(mail.subject.as_ref())
        .bind(&mail.body)
        .bind(id.to_string())
        .execute(self.tx())
        .await?;
        Ok(())
    }
}

type Row = (String, String, String, String);

async fn load<'e>(
    from: impl Executor<'e, Database = Any>,
    dealer: Uuid,
    id: Uuid,
) -> Result<Option<Contractor>, Error> {
    let row: Option<Row> =
        sqlx::query_as("SELECT id, name, email, language FROM contractor WHERE dealer = $1 AND id = $2")
            .bind(dealer.to_string())
            .bind(id.to_string())
            .fetch_optional(from)
            .await?;
    row.map(read_contractor).transpose()
}

fn read_contractor((id, name, email, language): Row) -> Result<Contractor, Error> {
    const TABLE: &str = "contractor";
    Ok(Contractor {
        id: uuid(TABLE, "id", &id, &id)?,
        name: read::parse(TABLE, "name", &id, &name)?,
        email: read::parse(TABLE, "email", &id, &email)?,
        language: read::parse(TABLE, "language", &id, &language)?,
    })
}
