//! `GET /v1/miemasu/contractors`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_wire::miemasu::{ContractorPage, PageAfter};

use super::responses::Asked;
use super::rows;
use crate::app::App;
use crate::extract::{Params, SignedIn};
use crate::problem::Fault;

/// The dealer's contract users, page by page.
#[utoipa::path(
    get, path = "/v1/miemasu/contractors", tag = "miemasu", operation_id = "contractors", params(PageAfter),
    security(("access_token" = [])),
    responses((status = 200, description = "The contract users after `after`.", body = ContractorPage), Asked)
)]
pub(crate) async fn contractors(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    Params(asked): Params<PageAfter>,
) -> Result<Json<ContractorPage>, Fault> {
    let limit = rows(asked.limit)?;
    let contractors = app.ledger.contractors(member.dealer, asked.after, limit).await?;
    Ok(Json(ContractorPage { contractors }))
}
