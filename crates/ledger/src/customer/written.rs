//! Customers that are added, changed and merged, and whose devices are.

use kagifuda_domain::customer::{Added, Attached, Details, Edited, Field, Merged, Version};
use kagifuda_domain::ids::DeviceId;
use kagifuda_wire::record::{Changed, Customer, Device, Gone, Kind, Record};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, FromRow, Row};
use uuid::Uuid;

use super::load_device;
use crate::Writing;
use crate::error::Error;
use crate::read::{instant, micros, parse};

impl Writing<'_> {
    /// The customer `id`. Another dealer's is as unknown as none.
    pub async fn customer(&mut self, id: Uuid) -> Result<Option<Customer>, Error> {
        let dealer = self.dealer();
        let row: Option<Stored> = sqlx::query_as(
            "SELECT id, name, kana, contact, phone, email, address, memo, version, changed_by, changed_at FROM customer
             WHERE dealer = $1 AND id = $2",
        )
        .bind(dealer.to_string())
        .bind(id.to_string())
        .fetch_optional(self.tx())
        .await?;
        row.map(read).transpose()
    }

    /// **CUS-3** The customer that the customer `id` went into.
    pub async fn merged_into(&mut self, id: Uuid) -> Result<Option<Uuid>, Error> {
        let (dealer, id) = (self.dealer(), id.to_string());
        let row: Option<(String,)> = sqlx::query_as("SELECT stayed FROM merged_customer WHERE dealer = $1 AND id = $2")
            .bind(dealer.to_string())
            .bind(&id)
            .fetch_optional(self.tx())
            .await?;
        row.map(|(stayed,)| parse("merged_customer", "stayed", &id, &stayed))
            .transpose()
    }

    /// Adds a customer under `id`; answers whether that was free. The audit, which can never be erased, learns the id only.
    pub async fn add_customer(&mut self, id: Uuid, added: &Added, version: Version) -> Result<bool, Error> {
        let dealer = self.dealer();
        let customer = Customer::new(id, added.details(), version, Some(self.changed()));
        if self.merged_into(id).await?.is_some() || !insert(self.tx(), dealer, &customer).await? {
            return Ok(false);
        }
        self.tell(Record::Customer(customer));
        self.note(&id.to_string(), (), "added");
        Ok(true)
    }

    /// Makes `edited` of the customer `id`. The audit learns which fields, not what they say.
    pub async fn change_customer(&mut self, id: Uuid, edited: &Edited, version: Version) -> Result<(), Error> {
        let fields: Vec<&str> = edited.fields().iter().map(|field| field.name()).collect();
        self.note(&id.to_string(), (), &fields);
        if fields.is_empty() {
            return Ok(());
        }
        let customer = Customer::new(id, edited.details(), version, Some(self.changed()));
        // The dealer's row is held, so this replaces what was seen.
        let mut update = sqlx::query(
            "UPDATE customer SET name = $1, kana = $2, contact = $3, phone = $4, email = $5, address = $6, memo = $7, version = $8,
             changed_by = $9, changed_at = $10 WHERE id = $11",
        );
        for field in Field::ALL {
            update = update.bind(customer.get(field));
        }
        let (by, at) = told(&customer);
        update
            .bind(stored_version(version))
            .bind(by)
            .bind(at)
            .bind(id.to_string())
            .execute(self.tx())
            .await?;
        self.tell(Record::Customer(customer));
        Ok(())
    }

    /// **CUS-3** Makes `goes` one with `stays`; answers how many devices went over.
    pub async fn merge_customers(
        &mut self,
        stays: Uuid,
        goes: Uuid,
        merged: &Merged,
        version: Version,
    ) -> Result<usize, Error> {
        self.change_customer(stays, merged.stays(), version).await?;
        let devices = self.devices_of(goes).await?;
        let (dealer, stay, go) = (self.dealer().to_string(), stays.to_string(), goes.to_string());
        // The dealer's row is held, so no device of theirs is added meanwhile.
        for sql in [
            "UPDATE device SET customer = $1 WHERE customer = $2",
            "UPDATE merged_customer SET stayed = $1 WHERE stayed = $2",
        ] {
            sqlx::query(sql).bind(&stay).bind(&go).execute(self.tx()).await?;
        }
        sqlx::query("INSERT INTO merged_customer (id, dealer, stayed) VALUES ($1, $2, $3)")
            .bind(&go)
            .bind(dealer)
            .bind(&stay)
            .execute(self.tx())
            .await?;
        sqlx::query("DELETE FROM customer WHERE id = $1")
            .bind(&go)
            .execute(self.tx())
            .await?;
        let moved = devices.len();
        for mut device in devices {
            device.customer = Some(stays);
            self.tell(Record::Device(device));
        }
        let kind = Kind::Customer;
        self.tell(Record::Gone(Gone { kind, id: go }));
        self.note("merged", goes, stays);
        self.note("devices", (), moved);
        Ok(moved)
    }

    /// What is known of a device of this dealer.
    pub async fn device(&mut self, device: DeviceId) -> Result<Option<Device>, Error> {
        let dealer = self.dealer();
        load_device(self.tx(), dealer, device).await
    }

    /// **CUS-6** Gives `device` to the customer that was decided on.
    pub async fn attach_device(&mut self, device: &Device, attached: Attached) -> Result<(), Error> {
        let after = Device {
            customer: attached.customer(),
            ..device.clone()
        };
        self.note("customer", device.customer, after.customer);
        if device.customer == after.customer {
            return Ok(());
        }
        let dealer = self.dealer();
        // The dealer's row is held, so this replaces what was seen.
        sqlx::query("UPDATE device SET customer = $1 WHERE dealer = $2 AND device = $3")
            .bind(after.customer.map(|id| id.to_string()))
            .bind(dealer.to_string())
            .bind(device.device.plain())
            .execute(self.tx())
            .await?;
        self.tell(Record::Device(after));
        Ok(())
    }

    async fn devices_of(&mut self, customer: Uuid) -> Result<Vec<Device>, Error> {
        let dealer = self.dealer();
        let ids: Vec<(String,)> = sqlx::query_as("SELECT device FROM device WHERE customer = $1 ORDER BY device")
            .bind(customer.to_string())
            .fetch_all(self.tx())
            .await?;
        let mut devices = Vec::with_capacity(ids.len());
        for (id,) in ids {
            let device = parse("device", "device", &id, &id)?;
            devices.extend(load_device(self.tx(), dealer, device).await?);
        }
        Ok(devices)
    }

    /// Who does this, and when.
    fn changed(&self) -> Changed {
        let (by, at) = (self.actor().name().to_owned(), self.now());
        Changed { by, at }
    }
}

fn told(customer: &Customer) -> (Option<&str>, Option<i64>) {
    let changed = customer.changed.as_ref();
    changed.map(|changed| (changed.by.as_str(), micros(changed.at))).unzip()
}

/// Adds the customer; answers whether its id was free.
pub(super) async fn insert(tx: &mut AnyConnection, dealer: Uuid, customer: &Customer) -> Result<bool, sqlx::Error> {
    // Whoever comes second finds the row there and adds nothing.
    let mut insert = sqlx::query(
        "INSERT INTO customer (name, kana, contact, phone, email, address, memo, id, dealer, version, changed_by, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO NOTHING",
    );
    for field in Field::ALL {
        insert = insert.bind(customer.get(field));
    }
    let (by, at) = told(customer);
    let inserted = insert
        .bind(customer.id.to_string())
        .bind(dealer.to_string())
        .bind(stored_version(customer.version))
        .bind(by)
        .bind(at)
        .execute(tx)
        .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Nil is stored as nothing.
fn stored_version(version: Version) -> String {
    if version.is_nil() {
        String::new()
    } else {
        version.to_string()
    }
}

struct Stored {
    id: String,
    fields: [String; Field::ALL.len()],
    version: String,
    changed_by: Option<String>,
    changed_at: Option<i64>,
}

impl FromRow<'_, AnyRow> for Stored {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let mut fields: [String; Field::ALL.len()] = Default::default();
        for (text, field) in fields.iter_mut().zip(Field::ALL) {
            *text = row.try_get(field.name())?;
        }
        Ok(Self {
            id: row.try_get("id")?,
            fields,
            version: row.try_get("version")?,
            changed_by: row.try_get("changed_by")?,
            changed_at: row.try_get("changed_at")?,
        })
    }
}

fn read(row: Stored) -> Result<Customer, Error> {
    const TABLE: &str = "customer";
    let version = match row.version.as_str() {
        "" => Uuid::nil(),
        written => parse(TABLE, "version", &row.id, written)?,
    };
    let at = row.changed_at.map(|at| instant(TABLE, "changed_at", &row.id, at));
    let changed = row.changed_by.zip(at.transpose()?).map(|(by, at)| Changed { by, at });
    let details = Details::kept(Field::ALL.into_iter().zip(row.fields));
    let id = parse(TABLE, "id", &row.id, &row.id)?;
    Ok(Customer::new(id, &details, version, changed))
}
