//! Whose licences ask for something to be done.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::licence::written;
use crate::Ledger;
use crate::error::Error;
use crate::read::{instant, parse};

/// A contract user with something due.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct DueCustomer {
    /// Its dealer.
    pub dealer: Uuid,
    /// The customer.
    pub customer: Uuid,
}

/// A day on which licences of a contract user end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LastDay {
    /// The day.
    pub expiry: NaiveDate,
    /// When the first of them was allocated.
    pub allocated_at: DateTime<Utc>,
}

impl Ledger {
    /// The customers with licences that ended on their cameras before `today` without anything having followed (**REM-2**).
    pub async fn remo_ended(&self, today: NaiveDate) -> Result<Vec<DueCustomer>, Error> {
        // Reads only: whoever does something about it looks again, alone with the dealer.
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT DISTINCT dealer, customer FROM remo_licence
             WHERE expiry < $1 AND ended_at IS NULL AND camera IS NOT NULL ORDER BY dealer, customer",
        )
        .bind(written(today))
        .fetch_all(&self.database.read)
        .await?;
        rows.into_iter().map(due).collect()
    }

    /// The customers with licences whose last day is one of `from` to `through`, each with that day (**REM-5**).
    pub async fn remo_ending(&self, from: NaiveDate, through: NaiveDate) -> Result<Vec<(DueCustomer, LastDay)>, Error> {
        // Reads only: whoever does something about it looks again, alone with the dealer.
        let rows: Vec<(String, String, String, i64)> = sqlx::query_as(
            "SELECT dealer, customer, expiry, min(allocated_at) FROM remo_licence WHERE expiry >= $1 AND expiry <= $2
             GROUP BY dealer, customer, expiry ORDER BY dealer, customer, expiry",
        )
        .bind(written(from))
        .bind(written(through))
        .fetch_all(&self.database.read)
        .await?;
        let read = |(dealer, customer, expiry, allocated_at): (String, String, String, i64)| {
            let last_day = LastDay {
                expiry: parse("remo_licence", "expiry", &customer, &expiry)?,
                allocated_at: instant("remo_licence", "allocated_at", &customer, allocated_at)?,
            };
            Ok((due((dealer, customer))?, last_day))
        };
        rows.into_iter().map(read).collect()
    }
}

fn due((dealer, customer): (String, String)) -> Result<DueCustomer, Error> {
    Ok(DueCustomer {
        dealer: parse("remo_licence", "dealer", &customer, &dealer)?,
        customer: parse("remo_licence", "customer", &customer, &customer)?,
    })
}
