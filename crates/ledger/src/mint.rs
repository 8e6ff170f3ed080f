//! Making new activation keys.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use kagifuda_domain::catalogue::{Mintable, ProductCode};
use kagifuda_domain::ids::{ActivationKeyNo, RegistrationId};
use kagifuda_domain::kms::Pair;
use kagifuda_wire::record::{ActivationKey, Record};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::audit::{Act, Actor};
use crate::database::{ROWS, Write, rows_of};
use crate::error::{CommitError, Error};
use crate::{Ledger, audit, catalogue, read};

/// Keys made in one transaction: enough that the disk is not the limit, few enough that others need not wait.
pub const MINT_BATCH: usize = 4_000;

impl Ledger {
    /// Makes `count` (at most [`MINT_BATCH`]) activation keys of `product` for `dealer`, with random numbers that
    /// nobody has. On a conflict nothing happened: a number was there already, or the product is no longer as it was.
    pub async fn mint(
        &self,
        dealer: Uuid,
        product: Mintable<'_>,
        count: usize,
        actor: &Actor,
        now: DateTime<Utc>,
    ) -> Result<Vec<Pair>, CommitError> {
        let pairs = random_pairs(count.min(MINT_BATCH)).map_err(Error::from)?;
        let code = product.code();
        let mut tx = self.database.begin().await?;
        // An import that would change what its keys are worth waits for the commit, and then finds them.
        catalogue::hold(&mut tx, product.product()).await?;
        for rows in pairs.chunks(ROWS) {
            insert(&mut tx, dealer, code, rows).await?;
        }
        let records: Vec<Record> = pairs.iter().map(|pair| record(pair, code)).collect();
        self.append(&mut tx, dealer, &records).await?;
        let (subject, before, after) = (code.to_string(), Value::Null, json!({ "count": pairs.len() }));
        let act = Act {
            at: now,
            actor,
            dealer: Some(dealer),
            act: "keys.mint",
            subject,
            before,
            after,
        };
        audit::write(&mut tx, act).await?;
        tx.commit().await?;
        Ok(pairs)
    }

    /// The pairs of `dealer` for `product`, in order of number, each with whether it is registered.
    pub async fn pairs_of(&self, dealer: Uuid, product: &ProductCode) -> Result<Vec<(Pair, bool)>, Error> {
        let rows: Vec<(String, String, Option<String>)> = sqlx::query_as(
            "SELECT k.no, k.registration_id, r.device FROM activation_key k
             LEFT JOIN registration r ON r.activation_key = k.no
             WHERE k.dealer = $1 AND k.product = $2 ORDER BY k.no",
        )
        .bind(dealer.to_string())
        .bind(product.as_ref())
        .fetch_all(&self.database.read)
        .await?;
        let read = |(no, registration_id, device): (String, String, Option<String>)| {
            let pair = Pair {
                no: read::parse("activation_key", "no", &no, &no)?,
                registration_id: read::parse("activation_key", "registration_id", &no, &registration_id)?,
            };
            Ok((pair, device.is_some()))
        };
        rows.into_iter().map(read).collect()
    }
}

async fn insert(tx: &mut Write, dealer: Uuid, product: &ProductCode, pairs: &[Pair]) -> Result<(), CommitError> {
    // A number that exists is left alone, whosever it is; then the count is short and everything is undone.
    let values = rows_of(4, pairs.len());
    let sql = format!(
        "INSERT INTO activation_key (no, registration_id, product, dealer) VALUES {values} ON CONFLICT (no) DO NOTHING"
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    let dealer = dealer.to_string();
    for pair in pairs {
        query = query
            .bind(pair.no.plain())
            .bind(pair.registration_id.plain())
            .bind(product.as_ref())
            .bind(dealer.clone());
    }
    let inserted = query.execute(&mut **tx).await?;
    if inserted.rows_affected() == pairs.len() as u64 {
        Ok(())
    } else {
        Err(CommitError::Conflict)
    }
}

fn record(pair: &Pair, product: &ProductCode) -> Record {
    Record::ActivationKey(ActivationKey {
        activation_key: pair.no,
        registration_id: pair.registration_id,
        product: product.clone(),
        registration: None,
    })
}

/// `count` pairs of random numbers, no number twice.
fn random_pairs(count: usize) -> Result<Vec<Pair>, getrandom::Error> {
    let mut numbers = HashSet::with_capacity(count);
    let mut pairs = Vec::with_capacity(count);
    while pairs.len() < count {
        let no = ActivationKeyNo::from_bits(getrandom::u64()?);
        if numbers.insert(no) {
            pairs.push(Pair {
                no,
                registration_id: RegistrationId::from_bits(getrandom::u64()?),
            });
        }
    }
    Ok(pairs)
}
