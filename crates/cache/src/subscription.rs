//! Subscriptions of つながるねっと, with what a person knows them by.

use kagifuda_domain::site::Site;
use kagifuda_wire::record::{Record, Subscription};
use sqlx::sqlite::SqliteRow;

use crate::Cache;
use crate::error::CacheError;
use crate::key::read_site;
use crate::row::At;

/// A subscription, where its device stands, and whose that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionRow {
    /// The subscription.
    pub subscription: Subscription,
    /// Where its device stands, where known.
    pub site: Option<Site>,
    /// The name of the customer, where known.
    pub customer: Option<String>,
    /// The same in kana.
    pub kana: Option<String>,
}

impl Cache {
    /// Every subscription, in order of the devices.
    pub async fn subscriptions(&self) -> Result<Vec<SubscriptionRow>, CacheError> {
        // A device's id is its digits in `whole`, and their bytes everywhere else.
        let rows = sqlx::query(
            "SELECT w.json, d.site_1, d.site_2, c.name, c.kana FROM whole w
             LEFT JOIN device d ON d.device = unhex(w.id) LEFT JOIN customer c ON c.uuid = d.customer
             WHERE w.kind = 'subscription' ORDER BY w.id",
        )
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(read).collect()
    }
}

fn read(row: &SqliteRow) -> Result<SubscriptionRow, CacheError> {
    let at = At { table: "whole", row: 0 };
    let Some(Record::Subscription(subscription)) = at.json(row, "json")? else {
        return at.must(None, "json");
    };
    Ok(SubscriptionRow {
        subscription,
        site: read_site(at, row)?,
        customer: at.get(row, "name")?,
        kana: at.get(row, "kana")?,
    })
}
