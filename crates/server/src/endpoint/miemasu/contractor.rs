//! `GET /v1/miemasu/contractors/{id}`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::record::Contractor;
use uuid::Uuid;

use super::responses::Asked;
use crate::app::App;
use crate::extract::{InPath, SignedIn};
use crate::problem::Fault;

/// A contract user.
#[utoipa::path(
    get, path = "/v1/miemasu/contractors/{id}", tag = "miemasu", operation_id = "contractor",
    params(("id" = uuid::Uuid, Path, description = "The contract user.")),
    security(("access_token" = [])),
    responses((status = 200, description = "The contract user.", body = Contractor), Asked)
)]
pub(crate) async fn contractor(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    InPath(id): InPath<Uuid>,
) -> Result<Json<Contractor>, Fault> {
    let contractor = app.ledger.contractor(member.dealer, id).await?;
    Ok(Json(contractor.ok_or(ProblemCode::NotFound)?))
}
