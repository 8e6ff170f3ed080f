//! A dealer's customers and their devices.

use chrono::{DateTime, Utc};
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::site::Site;
use kagifuda_wire::record::{Customer, Device, Record};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::audit::{Act, Actor};
use crate::database::Write;
use crate::error::{CommitError, Error};
use crate::{Ledger, audit, read};

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
            if insert_customer(&mut tx, dealer, customer).await? {
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

async fn insert_customer(tx: &mut Write, dealer: Uuid, customer: &Customer) -> Result<bool, sqlx::Error> {
    // Whoever comes second finds the row there and adds nothing.
    let inserted = sqlx::query(
        "INSERT INTO customer (id, dealer, name, kana) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
    )
    .bind(customer.id.to_string())
    .bind(dealer.to_string())
    .bind(&customer.name)
    .bind(&customer.kana)
    .execute(&mut **tx)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

async fn insert_device(tx: &mut Write, dealer: Uuid, device: &Device) -> Result<bool, sqlx::Error> {
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
    .execute(&mut **tx)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// A device before and after: `after` is `None` when nothing changed.
pub(crate) struct DeviceChange {
    pub before: Option<Device>,
    pub after: Option<Device>,
}

impl DeviceChange {
    /// The site that is known afterwards.
    pub(crate) fn site(&self) -> Site {
        let known = self.after.as_ref().or(self.before.as_ref());
        known.map(|device| device.site.clone()).unwrap_or_default()
    }
}

/// **KMS-5** Makes the device known, with its site if one is given; without, what is known stays.
pub(crate) async fn put_device(
    tx: &mut Write,
    dealer: Uuid,
    device: DeviceId,
    site: Option<&Site>,
) -> Result<DeviceChange, CommitError> {
    let before = load_device(tx, dealer, device).await?;
    let after = match (&before, site) {
        (None, site) => Some(Device {
            device,
            site: site.cloned().unwrap_or_default(),
            customer: None,
        }),
        (Some(known), Some(site)) if known.site != *site => Some(Device {
            site: site.clone(),
            ..known.clone()
        }),
        (Some(_), _) => None,
    };
    let written = match (&before, &after) {
        (_, None) => true,
        (None, Some(new)) => insert_device(tx, dealer, new).await?,
        (Some(old), Some(new)) => replace_site(tx, dealer, old, new).await?,
    };
    if written {
        Ok(DeviceChange { before, after })
    } else {
        Err(CommitError::Conflict)
    }
}

async fn replace_site(tx: &mut Write, dealer: Uuid, old: &Device, new: &Device) -> Result<bool, sqlx::Error> {
    // Replaces only the site that was seen: of two that replace it at once, the second does nothing and starts again.
    let replaced = sqlx::query(
        "UPDATE device SET site1 = $1, site2 = $2 WHERE dealer = $3 AND device = $4 AND site1 = $5 AND site2 = $6",
    )
    .bind(&new.site.lines()[0])
    .bind(&new.site.lines()[1])
    .bind(dealer.to_string())
    .bind(new.device.plain())
    .bind(&old.site.lines()[0])
    .bind(&old.site.lines()[1])
    .execute(&mut **tx)
    .await?;
    Ok(replaced.rows_affected() == 1)
}

async fn load_device(tx: &mut Write, dealer: Uuid, device: DeviceId) -> Result<Option<Device>, Error> {
    let plain = device.plain();
    let row: Option<(String, String, Option<String>)> =
        sqlx::query_as("SELECT site1, site2, customer FROM device WHERE dealer = $1 AND device = $2")
            .bind(dealer.to_string())
            .bind(&plain)
            .fetch_optional(&mut **tx)
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
