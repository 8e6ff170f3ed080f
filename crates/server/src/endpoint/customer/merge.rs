//! `POST /v1/customers/merges`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::customer::{self, Current, Details, Given, MergeRefusal};
use kagifuda_ledger::Writing;
use kagifuda_wire::customer::{CustomersMerged, MergeCustomers, SeenCustomer};
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::record::Customer;
use uuid::Uuid;

use super::{Keyed, Wrote, changed, load};
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Make two customers one, as long as both are in the state they were seen in: the devices of the one go over to the other (CUS-3).
#[utoipa::path(
    post, path = "/v1/customers/merges", tag = "customers", operation_id = "merge_customers", request_body = MergeCustomers,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses((status = 200, description = "Merged.", body = CustomersMerged), Wrote)
)]
pub(crate) async fn merge_customers(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<MergeCustomers>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &Keyed { asked, key }).await
}

impl Command for Keyed<MergeCustomers> {
    type Done = CustomersMerged;

    const NAME: &'static str = "customers.merge";

    fn subject(&self) -> String {
        self.asked.stays.customer.to_string()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<CustomersMerged, Undecided> {
        let stays = load(writing, self.asked.stays.customer).await?;
        let goes = load(writing, self.asked.goes.customer).await?;
        let (details, other) = (stays.details(), goes.details());
        let merged = customer::merge(
            given(&stays, &details, self.asked.stays),
            given(&goes, &other, self.asked.goes),
            &self.asked.fields,
        )
        .map_err(|refusal| match refusal {
            MergeRefusal::Itself => ProblemCode::MergeWithItself,
            MergeRefusal::Changed(id) => changed(if id == goes.id { &goes } else { &stays }),
        })?;
        let devices = writing.merge_customers(stays.id, goes.id, &merged, self.key).await?;
        let untouched = merged.stays().fields().is_empty();
        Ok(CustomersMerged {
            customer: stays.id,
            version: if untouched { stays.version } else { self.key },
            devices: devices as u64,
        })
    }
}

fn given<'a>(customer: &Customer, details: &'a Details, seen: SeenCustomer) -> Given<'a, Uuid> {
    let (id, version, base) = (customer.id, customer.version, seen.version);
    let current = Current { version, details };
    Given { id, current, base }
}
