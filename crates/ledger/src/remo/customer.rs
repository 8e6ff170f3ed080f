//! Customer accounts and the links that open them.

use chrono::{DateTime, Utc};
use kagifuda_domain::mail::Address;
use kagifuda_wire::record::{Gone, Kind, Record};
use kagifuda_wire::remo::Customer;
use kagifuda_wire::session::Secret;
use sqlx::AnyConnection;
use uuid::Uuid;

use super::read_language;
use crate::error::Error;
use crate::read::{self, micros};
use crate::session::token_hash;
use crate::{Ledger, Writing};

type Row = (String, String, String, String, i64, Option<String>);

const COLUMNS: &str = "id, email, name, language, added_at, password_hash";

impl Ledger {
    /// The customers of `dealer`, by name.
    pub async fn remo_customers(&self, dealer: Uuid) -> Result<Vec<Customer>, Error> {
        let sql = format!("SELECT {COLUMNS} FROM remo_customer WHERE dealer = $1 ORDER BY name, id");
        let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(dealer.to_string())
            .fetch_all(&self.database.read)
            .await?;
        rows.into_iter().map(read_customer).collect()
    }

    /// The customer `id` of `dealer`.
    pub async fn remo_customer(&self, dealer: Uuid, id: Uuid) -> Result<Option<Customer>, Error> {
        let mut connection = self.database.read.acquire().await?;
        load(&mut connection, dealer, id).await
    }

    /// The dealer and the customer to whom the link with this token was mailed, if there ever was one.
    pub async fn remo_welcomed(&self, token: &Secret) -> Result<Option<(Uuid, Uuid)>, Error> {
        let row: Option<(String, String)> = sqlx::query_as(
            "SELECT c.dealer, c.id FROM remo_welcome w JOIN remo_customer c ON c.id = w.customer WHERE w.hash = $1",
        )
        .bind(token_hash(token))
        .fetch_optional(&self.database.read)
        .await?;
        let read = |(dealer, id): (String, String)| {
            let dealer = read::parse("remo_customer", "dealer", &id, &dealer)?;
            Ok((dealer, read::parse("remo_customer", "id", &id, &id)?))
        };
        row.map(read).transpose()
    }
}

async fn load(from: &mut AnyConnection, dealer: Uuid, id: Uuid) -> Result<Option<Customer>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM remo_customer WHERE dealer = $1 AND id = $2");
    let row: Option<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(dealer.to_string())
        .bind(id.to_string())
        .fetch_optional(from)
        .await?;
    row.map(read_customer).transpose()
}

fn read_customer((id, email, name, language, added_at, password_hash): Row) -> Result<Customer, Error> {
    // An address that cannot be read is not quoted: it is somebody's.
    let email = email
        .parse()
        .map_err(|why| Error::unreadable("remo_customer", "email", &id, why))?;
    Ok(Customer {
        email,
        name: read::parse("remo_customer", "name", &id, &name)?,
        language: read_language("remo_customer", &id, &language)?,
        added_at: read::instant("remo_customer", "added_at", &id, added_at)?,
        is_open: password_hash.is_some(),
        id: read::parse("remo_customer", "id", &id, &id)?,
    })
}

fn folded(email: &Address) -> String {
    email.as_ref().to_lowercase()
}

impl Writing<'_> {
    /// The customer `id` of this dealer.
    pub async fn remo_customer(&mut self, id: Uuid) -> Result<Option<Customer>, Error> {
        let dealer = self.dealer();
        load(self.tx(), dealer, id).await
    }

    /// The customer of this dealer with the address `email`, in whatever case.
    pub async fn remo_customer_of(&mut self, email: &Address) -> Result<Option<Uuid>, Error> {
        let dealer = self.dealer().to_string();
        let row: Option<(String,)> =
            sqlx::query_as("SELECT id FROM remo_customer WHERE dealer = $1 AND email_folded = $2")
                .bind(dealer)
                .bind(folded(email))
                .fetch_optional(self.tx())
                .await?;
        row.map(|(id,)| read::parse("remo_customer", "id", &id, &id))
            .transpose()
    }

    /// Adds `customer`, with the hash of its provisional password if it has one (**REM-7**).
    pub async fn add_remo_customer(&mut self, customer: &Customer, password_hash: Option<&str>) -> Result<(), Error> {
        let dealer = self.dealer().to_string();
        // The dealer's row is held, so the address is as free as it was seen.
        sqlx::query(
            "INSERT INTO remo_customer (id, dealer, email, email_folded, name, language, password_hash, added_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(customer.id.to_string())
        .bind(dealer)
        .bind(customer.email.as_ref())
        .bind(folded(&customer.email))
        .bind(customer.name.as_ref())
        .bind(customer.language.tag())
        .bind(password_hash)
        .bind(micros(customer.added_at))
        .execute(self.tx())
        .await?;
        self.tell(Record::RemoCustomer(customer.clone()));
        Ok(())
    }

    /// Adds `right` in the place of the customer `wrong`, to whom nothing was allocated, and who may have had the same address. The cameras
    /// go over, and whatever the feed ever told of `wrong` is erased: the address may be a stranger's.
    pub async fn replace_remo_customer(
        &mut self,
        wrong: Uuid,
        right: &Customer,
        password_hash: Option<&str>,
    ) -> Result<(), Error> {
        let erased = self.erase_from_feed(wrong).await?;
        // The dealer's row is held: nobody sees the account without its address.
        sqlx::query("UPDATE remo_customer SET email_folded = id WHERE id = $1")
            .bind(wrong.to_string())
            .execute(self.tx())
            .await?;
        self.add_remo_customer(right, password_hash).await?;
        // The dealer's row is held: no camera and no licence comes in between. Links go with their customer.
        sqlx::query("UPDATE remo_camera SET customer = $1 WHERE customer = $2")
            .bind(right.id.to_string())
            .bind(wrong.to_string())
            .execute(self.tx())
            .await?;
        sqlx::query("DELETE FROM remo_customer WHERE id = $1")
            .bind(wrong.to_string())
            .execute(self.tx())
            .await?;
        for camera in self.remo_cameras(right.id).await? {
            self.tell(Record::RemoCamera(camera));
        }
        let (kind, id) = (Kind::RemoCustomer, wrong.to_string());
        self.tell(Record::Gone(Gone { kind, id }));
        self.note("changes_erased", (), erased);
        Ok(())
    }

    /// Remembers that a link with `token` was mailed to `customer`; earlier ones open nothing any more.
    pub async fn add_remo_welcome(&mut self, customer: Uuid, token: &Secret) -> Result<(), Error> {
        let now = micros(self.now());
        // The dealer's row is held: of two links that are sent at once the second ends the first.
        sqlx::query("UPDATE remo_welcome SET used_at = $1 WHERE customer = $2 AND used_at IS NULL")
            .bind(now)
            .bind(customer.to_string())
            .execute(self.tx())
            .await?;
        sqlx::query("INSERT INTO remo_welcome (hash, customer, made_at) VALUES ($1, $2, $3)")
            .bind(token_hash(token))
            .bind(customer.to_string())
            .bind(now)
            .execute(self.tx())
            .await?;
        Ok(())
    }

    /// Whose the link with `token` is, when it was mailed, and whether it was used.
    pub async fn remo_welcome(&mut self, token: &Secret) -> Result<Option<(Uuid, DateTime<Utc>, bool)>, Error> {
        let row: Option<(String, i64, Option<i64>)> =
            sqlx::query_as("SELECT customer, made_at, used_at FROM remo_welcome WHERE hash = $1")
                .bind(token_hash(token))
                .fetch_optional(self.tx())
                .await?;
        let read = |(customer, made_at, used_at): (String, i64, Option<i64>)| {
            let made_at = read::instant("remo_welcome", "made_at", &customer, made_at)?;
            let id = read::parse("remo_welcome", "customer", &customer, &customer)?;
            Ok((id, made_at, used_at.is_some()))
        };
        row.map(read).transpose()
    }

    /// The customer uses the link with `token` to set a password.
    pub async fn open_remo_customer(
        &mut self,
        customer: Customer,
        token: &Secret,
        password_hash: &str,
    ) -> Result<(), Error> {
        let now = micros(self.now());
        // The dealer's row is held: whoever uses the link second finds it used.
        sqlx::query("UPDATE remo_welcome SET used_at = $1 WHERE hash = $2")
            .bind(now)
            .bind(token_hash(token))
            .execute(self.tx())
            .await?;
        sqlx::query("UPDATE remo_customer SET password_hash = $1 WHERE id = $2")
            .bind(password_hash)
            .bind(customer.id.to_string())
            .execute(self.tx())
            .await?;
        self.tell(Record::RemoCustomer(Customer {
            is_open: true,
            ..customer
        }));
        Ok(())
    }
}
