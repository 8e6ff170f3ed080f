//! `POST /v1/remo/allocations`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::remo;
use kagifuda_ledger::Writing;
use kagifuda_wire::problem::{ProblemCode, RemoReason};
use kagifuda_wire::remo::{Allocate, Allocated, MOST_AT_ONCE};

use super::WriteRefused;
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, SignedIn, bad_request};
use crate::problem::Fault;
use crate::remo::Standing;
use crate::write::{Answered, Command, Undecided, once};

/// Allocate licences from stock to a customer, for good: the count starts today (REM-1, REM-4).
#[utoipa::path(
    post, path = "/v1/remo/allocations", tag = "remo", operation_id = "remo_allocate", request_body = Allocate, params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses((status = 200, description = "Allocated.", body = Allocated), WriteRefused),
)]
pub(crate) async fn allocate(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<Allocate>,
) -> Result<Answered, Fault> {
    if !(1..=MOST_AT_ONCE).contains(&asked.count) {
        return Err(bad_request(format!("count: 1 to {MOST_AT_ONCE}")).into());
    }
    once(&app, &member, key, &asked).await
}

impl Command for Allocate {
    type Done = Allocated;

    const NAME: &'static str = "remo.allocate";

    fn subject(&self) -> String {
        self.customer.to_string()
    }

    async fn decide(&self, _app: &App, writing: &mut Writing<'_>) -> Result<Allocated, Undecided> {
        let customer = Standing::load(writing, self.customer).await?.customer;
        let product = writing.find_product(&self.product).await?;
        let (months, path) = product
            .as_ref()
            .and_then(remo::term)
            .ok_or(ProblemCode::from(RemoReason::NotTerm))?;
        if !remo::confirms(customer.email.as_ref(), &self.confirmation) {
            return Err(ProblemCode::from(RemoReason::ConfirmationWrong).into());
        }
        let left = writing.remo_in_stock(&self.product).await?;
        if left < u64::from(self.count) {
            let reason = RemoReason::StockShort;
            return Err(ProblemCode::RemoRefused {
                reason,
                last_day: None,
                left: Some(left),
            }
            .into());
        }
        let allocation = remo::allocate(months, None, writing.now());
        let licences = writing
            .allocate_remo(customer.id, (&self.product, path), self.count, &allocation)
            .await?;
        Ok(Allocated { licences })
    }
}
