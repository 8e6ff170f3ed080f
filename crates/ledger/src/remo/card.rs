//! Cards of perpetual licences under the accounts of customers.

use kagifuda_domain::ids::ActivationKeyNo;
use kagifuda_domain::remo::Card;
use kagifuda_wire::record::Record;
use kagifuda_wire::remo::{Licence, Origin};
use uuid::Uuid;

use super::path_name;
use crate::Writing;
use crate::error::Error;
use crate::read::{micros, parse};

impl Writing<'_> {
    /// Under whose account the card `no` is registered.
    pub async fn remo_card_owner(&mut self, no: ActivationKeyNo) -> Result<Option<Uuid>, Error> {
        let row: Option<(String,)> = sqlx::query_as("SELECT customer FROM remo_card WHERE no = $1")
            .bind(no.plain())
            .fetch_optional(self.tx())
            .await?;
        row.map(|(customer,)| parse("remo_card", "customer", &customer, &customer))
            .transpose()
    }

    /// Registers `card` under the account of `customer` as was decided; answers the licences it gives.
    pub async fn register_remo_card(&mut self, card: &Card, customer: Uuid) -> Result<Vec<Licence>, Error> {
        let (dealer, now) = (self.dealer().to_string(), micros(self.now()));
        // The key is this dealer's, and its row is held; were it not so, the primary key would refuse a second account.
        sqlx::query("INSERT INTO remo_card (no, customer, registered_at) VALUES ($1, $2, $3)")
            .bind(card.pair().no.plain())
            .bind(customer.to_string())
            .bind(now)
            .execute(self.tx())
            .await?;
        let mut licences = Vec::new();
        for _ in 0..card.cameras().get() {
            let licence = Licence {
                id: Uuid::new_v4(),
                customer,
                product: card.product().code.clone(),
                path: card.path(),
                origin: Origin::Perpetual {
                    card: card.pair().no,
                    first_assigned_at: None,
                },
                camera: None,
            };
            // A fresh id: nothing to race with.
            sqlx::query(
                "INSERT INTO remo_licence (id, dealer, product, path, customer, card) VALUES ($1, $2, $3, $4, $5, $6)",
            )
            .bind(licence.id.to_string())
            .bind(&dealer)
            .bind(licence.product.as_ref())
            .bind(path_name(licence.path))
            .bind(customer.to_string())
            .bind(card.pair().no.plain())
            .execute(self.tx())
            .await?;
            self.tell(Record::RemoLicence(licence.clone()));
            licences.push(licence);
        }
        self.note("licences", (), licences.len());
        Ok(licences)
    }
}
