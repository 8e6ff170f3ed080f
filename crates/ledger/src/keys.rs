//! Showing the operator a dealer's activation keys.

use chrono::{DateTime, Utc};
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_domain::ids::ActivationKeyNo;
use kagifuda_domain::kms::Pair;
use serde_json::Value;
use uuid::Uuid;

use crate::audit::{Act, Actor};
use crate::error::Error;
use crate::{Ledger, audit, read};

/// An activation key of a dealer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DealerKey {
    /// The pair.
    pub pair: Pair,
    /// 品番.
    pub product: ProductCode,
    /// Whether it belongs to a device.
    pub registered: bool,
}

type Row = (String, String, String, Option<String>);

impl Ledger {
    /// At most `limit` keys of `dealer`, of `product` if one is given, in order of number, after the number `last`.
    pub async fn keys_after(
        &self,
        dealer: Uuid,
        product: Option<&ProductCode>,
        last: Option<ActivationKeyNo>,
        limit: u32,
    ) -> Result<Vec<DealerKey>, Error> {
        // Keys are never taken away: whatever is made meanwhile, no key of before is left out.
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT k.no, k.registration_id, k.product, r.device FROM activation_key k
             LEFT JOIN registration r ON r.activation_key = k.no
             WHERE k.dealer = $1 AND (k.product = $2 OR $2 = '') AND k.no > $3 ORDER BY k.no LIMIT $4",
        )
        .bind(dealer.to_string())
        .bind(product.map_or("", AsRef::as_ref))
        .bind(last.map(|no| no.plain()).unwrap_or_default())
        .bind(i64::from(limit))
        .fetch_all(&self.database.read)
        .await?;
        rows.into_iter().map(read_key).collect()
    }

    /// Writes down that the keys of `dealer` are shown to somebody: whoever has a pair can use it.
    pub async fn note_keys_listed(
        &self,
        dealer: Uuid,
        product: Option<&ProductCode>,
        actor: &Actor,
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        let mut tx = self.database.begin().await?;
        let act = Act {
            at: now,
            actor,
            dealer: Some(dealer),
            act: "keys.list",
            subject: product.map(ToString::to_string).unwrap_or_default(),
            before: Value::Null,
            after: Value::Null,
        };
        audit::write(&mut tx, act).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn read_key((no, registration_id, product, device): Row) -> Result<DealerKey, Error> {
    Ok(DealerKey {
        pair: Pair {
            no: read::parse("activation_key", "no", &no, &no)?,
            registration_id: read::parse("activation_key", "registration_id", &no, &registration_id)?,
        },
        product: read::parse("activation_key", "product", &no, &product)?,
        registered: device.is_some(),
    })
}
