//! `GET /v1/remo/customers` and `GET /v1/remo/customers/{customer}`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::remo::{Account, Customers, LicenceShown};

use super::ReadRefused;
use crate::app::App;
use crate::extract::{Id, SignedIn};
use crate::problem::Fault;

/// The dealer's customers.
#[utoipa::path(
    get, path = "/v1/remo/customers", tag = "remo", operation_id = "remo_customers", 
    security(("access_token" = [])),
    responses((status = 200, description = "By name.", body = Customers), ReadRefused),
)]
pub(crate) async fn customers(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
) -> Result<Json<Customers>, Fault> {
    let customers = app.ledger.remo_customers(member.dealer).await?;
    Ok(Json(Customers { customers }))
}

/// A customer with all it has: cameras, and licences with their states and what happened to them.
#[utoipa::path(
    get, path = "/v1/remo/customers/{customer}", tag = "remo", operation_id = "remo_customer", params(("customer" = uuid::Uuid, Path, description = "Its id.")),
    security(("access_token" = [])),
    responses((status = 200, description = "As of now.", body = Account), ReadRefused),
)]
pub(crate) async fn account(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    Id(id): Id,
) -> Result<Json<Account>, Fault> {
    let customer = app
        .ledger
        .remo_customer(member.dealer, id)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    let mut histories = app.ledger.remo_history(id).await?;
    let now = app.now();
    let licences = app
        .ledger
        .remo_licences(id)
        .await?
        .into_iter()
        .map(|licence| LicenceShown {
            state: licence.at(now).into(),
            history: histories.remove(&licence.id).unwrap_or_default(),
            licence,
        });
    Ok(Json(Account {
        customer,
        cameras: app.ledger.remo_cameras(id).await?,
        licences: licences.collect(),
    }))
}
