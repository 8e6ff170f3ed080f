//! `POST /v1/remo/allocations`

use std::sync::Arc;

use axum::extract::State;
use chrono::NaiveDate;
use kagifuda_domain::remo;
use kagifuda_ledger::Writing;
use kagifuda_wire::problem::{ProblemCode, RemoReason};
use kagifuda_wire::remo::{Allocate, Allocated, MOST_AT_ONCE};

use super::WriteRefused;
use super::preview::{beside, days_lost};
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
        let standing = Standing::load(writing, self.customer).await?;
        let product = writing.find_product(&self.product).await?;
        let term = product
            .as_ref()
            .and_then(remo::term)
            .ok_or(ProblemCode::from(RemoReason::NotTerm))?;
        if !remo::confirms(standing.customer.email.as_ref(), &self.confirmation) {
            return Err(ProblemCode::from(RemoReason::ConfirmationWrong).into());
        }
        let allocation = remo::allocate(term.0, None, writing.now());
        check_shown(
            self,
            allocation.expiry(),
            days_lost(&beside(standing.licences(), term, writing.now())),
        )?;
        let left = writing.remo_in_stock(&self.product).await?;
        if left < u64::from(self.count) {
            return Err(stock_short(left).into());
        }
        let licences = writing
            .allocate_remo(standing.customer.id, (&self.product, term.1), self.count, &allocation)
            .await?;
        Ok(Allocated { licences })
    }
}

/// **REM-4** What cannot be undone is done only as it was shown.
fn check_shown(asked: &Allocate, expiry: NaiveDate, days_lost: i64) -> Result<(), ProblemCode> {
    if (asked.expiry, asked.days_lost) == (expiry, days_lost) {
        return Ok(());
    }
    Err(ProblemCode::RemoRefused {
        reason: RemoReason::ShownNoLonger,
        last_day: None,
        left: None,
        expiry: Some(expiry),
        days_lost: Some(days_lost),
    })
}

fn stock_short(left: u64) -> ProblemCode {
    ProblemCode::RemoRefused {
        reason: RemoReason::StockShort,
        last_day: None,
        left: Some(left),
        expiry: None,
        days_lost: None,
    }
}
