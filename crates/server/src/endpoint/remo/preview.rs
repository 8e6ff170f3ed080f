//! `GET /v1/remo/allocations`

use std::num::NonZeroU32;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use kagifuda_domain::calendar;
use kagifuda_domain::remo::{self, Path};
use kagifuda_wire::problem::{ProblemCode, RemoReason};
use kagifuda_wire::remo::{AllocationShown, Balance, Beside, Licence, Preview};

use super::ReadRefused;
use crate::app::App;
use crate::extract::{Params, SignedIn};
use crate::problem::Fault;

/// What would come of allocating a licence today: nothing is done (REM-1, REM-3).
#[utoipa::path(
    get, path = "/v1/remo/allocations", tag = "remo", operation_id = "remo_preview_allocation", params(Preview),
    security(("access_token" = [])),
    responses((status = 200, description = "The days, beside each camera.", body = AllocationShown), ReadRefused),
)]
pub(crate) async fn preview(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    Params(asked): Params<Preview>,
) -> Result<Json<AllocationShown>, Fault> {
    let customer = app
        .ledger
        .remo_customer(member.dealer, asked.customer)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    let product = app.ledger.product(&asked.product).await?;
    let term = product
        .as_ref()
        .and_then(remo::term)
        .ok_or(ProblemCode::from(RemoReason::NotTerm))?;
    let stock = app.ledger.remo_stock(member.dealer).await?;
    let in_stock = stock
        .iter()
        .find(|stock| stock.product == asked.product)
        .map_or(0, |stock| stock.count);
    let now = app.now();
    let allocation = remo::allocate(term.0, None, now);
    let licences = app.ledger.remo_licences(customer.id).await?;
    let beside = beside(licences.iter(), term, now);
    Ok(Json(AllocationShown {
        in_stock,
        free_through: allocation.free_through(),
        paid_from: allocation.paid_from(),
        expiry: allocation.expiry(),
        days_lost: days_lost(&beside),
        balance: balance(allocation.balance()),
        beside,
    }))
}

/// **REM-3** For each camera whose licence runs and ends.
pub(crate) fn beside<'a>(
    licences: impl Iterator<Item = &'a Licence>,
    (months, path): (NonZeroU32, Path),
    now: DateTime<Utc>,
) -> Vec<Beside> {
    let running = licences.filter(|licence| licence.path == path);
    let beside = running.filter_map(|licence| {
        let (camera, expiry) = (licence.at(now).camera()?, licence.expiry()?);
        let allocation = remo::allocate(months, Some(expiry), now);
        let (balance, is_early) = (balance(allocation.balance()), allocation.is_early());
        Some(Beside {
            camera,
            expiry,
            balance,
            is_early,
        })
    });
    beside.collect()
}

/// **REM-4** What is confirmed of them.
pub(crate) fn days_lost(beside: &[Beside]) -> i64 {
    beside.iter().map(|beside| beside.balance.days_lost).sum()
}

fn balance(of: calendar::Balance) -> Balance {
    Balance {
        days_lost: of.days_lost,
        days_gained: of.days_gained,
    }
}
