//! Licences in stock, and their allocation.

use kagifuda_domain::catalogue::ProductCode;
use kagifuda_domain::remo::{Allocation, Path};
use kagifuda_wire::record::Record;
use kagifuda_wire::remo::{Licence, Origin, Stock};
use sqlx::{AnyConnection, AssertSqlSafe};
use uuid::Uuid;

use super::licence::written;
use super::path_name;
use crate::database::{ROWS, rows_of};
use crate::error::Error;
use crate::read::{micros, number, parse};
use crate::{Ledger, Writing};

impl Ledger {
    /// What `dealer` has in stock, by product.
    pub async fn remo_stock(&self, dealer: Uuid) -> Result<Vec<Stock>, Error> {
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "SELECT product, count(*) FROM remo_licence WHERE dealer = $1 AND customer IS NULL GROUP BY product ORDER BY product",
        )
        .bind(dealer.to_string())
        .fetch_all(&self.database.read)
        .await?;
        let read = |(product, count): (String, i64)| {
            let count = number("remo_licence", "id", &product, count)?;
            Ok(Stock {
                product: parse("remo_licence", "product", &product, &product)?,
                count,
            })
        };
        rows.into_iter().map(read).collect()
    }
}

async fn count(from: &mut AnyConnection, dealer: Uuid, product: &ProductCode) -> Result<u64, Error> {
    let (count,): (i64,) =
        sqlx::query_as("SELECT count(*) FROM remo_licence WHERE dealer = $1 AND product = $2 AND customer IS NULL")
            .bind(dealer.to_string())
            .bind(product.as_ref())
            .fetch_one(from)
            .await?;
    number("remo_licence", "id", product.as_ref(), count)
}

impl Writing<'_> {
    /// How many licences of `product` this dealer has in stock.
    pub async fn remo_in_stock(&mut self, product: &ProductCode) -> Result<u64, Error> {
        let dealer = self.dealer();
        count(self.tx(), dealer, product).await
    }

    /// Puts `added` licences of `product` into stock; answers how many there are then.
    pub async fn add_remo_stock(&mut self, product: &ProductCode, path: Path, added: usize) -> Result<u64, Error> {
        let dealer = self.dealer().to_string();
        let before = self.remo_in_stock(product).await?;
        let mut left = added;
        while left > 0 {
            let rows = left.min(ROWS);
            // Fresh ids: nothing to race with.
            let sql = format!(
                "INSERT INTO remo_licence (id, dealer, product, path) VALUES {}",
                rows_of(4, rows)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for _ in 0..rows {
                query = query
                    .bind(Uuid::new_v4().to_string())
                    .bind(dealer.clone())
                    .bind(product.as_ref().to_owned())
                    .bind(path_name(path));
            }
            query.execute(self.tx()).await?;
            left -= rows;
        }
        let count = before + added as u64;
        self.tell_stock(product, count);
        self.note("stock", before, count);
        Ok(count)
    }

    fn tell_stock(&mut self, product: &ProductCode, count: u64) {
        let product = product.clone();
        self.tell(Record::RemoStock(Stock { product, count }));
    }

    /// Allocates `wanted` licences of `product` to `customer` as was decided; there are as many in stock.
    pub async fn allocate_remo(
        &mut self,
        customer: Uuid,
        (product, path): (&ProductCode, Path),
        wanted: u32,
        allocation: &Allocation,
    ) -> Result<Vec<Licence>, Error> {
        let (dealer, now) = (self.dealer(), self.now());
        let before = self.remo_in_stock(product).await?;
        // The dealer's row is held, so whoever allocates at the same moment waits, and then finds these taken.
        let rows: Vec<(String,)> = sqlx::query_as(
            "UPDATE remo_licence SET customer = $1, allocated_at = $2, free_through = $3, expiry = $4 WHERE id IN
             (SELECT id FROM remo_licence WHERE dealer = $5 AND product = $6 AND customer IS NULL ORDER BY id LIMIT $7)
             RETURNING id",
        )
        .bind(customer.to_string())
        .bind(micros(now))
        .bind(written(allocation.free_through()))
        .bind(written(allocation.expiry()))
        .bind(dealer.to_string())
        .bind(product.as_ref())
        .bind(i64::from(wanted))
        .fetch_all(self.tx())
        .await?;
        let mut licences = Vec::new();
        for (id,) in rows {
            let id = parse("remo_licence", "id", &id, &id)?;
            let origin = Origin::Term {
                allocated_at: now,
                free_through: allocation.free_through(),
                expiry: allocation.expiry(),
            };
            let product = product.clone();
            licences.push(Licence {
                id,
                customer,
                product,
                path,
                origin,
                camera: None,
            });
        }
        licences
            .iter()
            .for_each(|licence| self.tell(Record::RemoLicence(licence.clone())));
        let after = before - licences.len() as u64;
        self.tell_stock(product, after);
        self.note("stock", before, after);
        self.note("expiry", (), allocation.expiry());
        Ok(licences)
    }
}
