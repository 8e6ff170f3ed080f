//! A dealer's customers and their devices.

mod written;

use chrono::{DateTime, Utc};
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::site::Site;
use kagifuda_wire::record::{Customer, Device, Record};
use serde_json::{Value, json};
use sqlx::AnyConnection;
use uuid::Uuid;

use crate::audit::{Act, Actor};
use crate::error::Error;
use crate::{Ledger, Writing, audit, read};

impl Ledger {
    /// Adds those of `customers` and `devices` that `dealer` does not have yet.
    pub async fn add_customers(
        &self,
        dealer: Uuid,
        customers: &[Customer],
        devices: &[Device],
        actor: &Actor,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        let mut tx = self.database.begin().await?;
        let mut added = Vec::new();
        for customer in customers {
            if written::insert(&mut tx, dealer, customer).await? {
                added.push(Record::Customer(customer.clone()));
            }
        }
        for device in devices {
            if insert_device(&mut tx, dealer, device).await? {
                added.push(Record::Device(device.clone()));
            }
        }
        self.append(&mut tx, dealer, &added).await?;
        let after = json!({ "customers": customers.len(), "devices": devices.len(), "added": added.len() });
        let (subject, before) = (String::new(), Value::Null);
        let act = Act {
            at: now,
            actor,
            dealer: Some(dealer),
            act: "customers.add",
            subject,
            before,
            after,
        };
        audit::write(&mut tx, act).await?;
        tx.commit().await?;
        Ok(())
    }
}

async fn insert_device(tx: &mut AnyConnection, dealer: Uuid, device: &Device) -> Result<bool, sqlx::Error> {
    let [site1, site2] = device.site.lines();
    // Whoever comes second finds the row there and adds nothing.
    let inserted = sqlx::query(
        "INSERT INTO device (dealer, device, site1, site2, customer) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (dealer, device) DO NOTHING",
    )
    .bind(dealer.to_string())
    .bind(device.device.plain())
    .bind(site1)
    .bind(site2)
    .bind(device.customer.map(|id| id.to_string()))
    .execute(tx)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

impl Writing<'_> {
    /// **KMS-5** Makes the device known, with its site if one is given; without, what is known stays. Answers the device as it is then.
    pub async fn put_device(&mut self, device: DeviceId, site: Option<&Site>) -> Result<Device, Error> {
        let dealer = self.dealer();
        let before = load_device(self.tx(), dealer, device).await?;
        let unknown = Device {
            device,
            site: Site::default(),
            customer: None,
        };
        let mut after = before.clone().unwrap_or(unknown);
        if let Some(site) = site {
            after.site = site.clone();
        }
        if before.is_none() {
            insert_device(self.tx(), dealer, &after).await?;
        } else if before.as_ref() != Some(&after) {
            replace_site(self.tx(), dealer, &after).await?;
        }
        if before.as_ref() != Some(&after) {
            self.tell(Record::Device(after.clone()));
        }
        self.note("site", before.map(|device| device.site), &after.site);
        Ok(after)
    }
}

async fn replace_site(tx: &mut AnyConnection, dealer: Uuid, device: &Device) -> Result<(), sqlx::Error> {
    // The dealer's row is held, so this replaces what was seen.
    let [site1, site2] = device.site.lines();
    sqlx::query("UPDATE device SET site1 = $1, site2 = $2 WHERE dealer = $3 AND device = $4")
        .bind(site1)
        .bind(site2)
        .bind(dealer.to_string())
        .bind(device.device.plain())
        .execute(tx)
        .await
        .map(drop)
}

pub(crate) async fn load_device(
    tx: &mut AnyConnection,
    dealer: Uuid,
    device: DeviceId,
) -> Result<Option<Device>, Error> {
    let plain = device.plain();
    let row: Option<(String, String, Option<String>)> =
        sqlx::query_as("SELECT site1, site2, customer FROM device WHERE dealer = $1 AND device = $2")
            .bind(dealer.to_string())
            .bind(&plain)
            .fetch_optional(tx)
            .await?;
    let Some((site1, site2, customer)) = row else {
        return Ok(None);
    };
    let site = Site::new([&site1, &site2]).map_err(|why| Error::unreadable("device", "site1", &plain, why))?;
    let customer = customer
        .map(|id| read::parse("device", "customer", &plain, &id))
        .transpose()?;
    Ok(Some(Device { device, site, customer }))
}
