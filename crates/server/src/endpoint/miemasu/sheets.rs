//! `GET /v1/miemasu/sheets`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_wire::miemasu::{SheetPage, SheetsWanted};

use super::responses::Asked;
use super::rows;
use crate::app::App;
use crate::extract::{Params, SignedIn};
use crate::problem::Fault;

/// The dealer's licence key sheets, used and unused, page by page.
#[utoipa::path(
    get, path = "/v1/miemasu/sheets", tag = "miemasu", operation_id = "licence_sheets", params(SheetsWanted),
    security(("access_token" = [])),
    responses((status = 200, description = "The sheets after `after`.", body = SheetPage), Asked)
)]
pub(crate) async fn sheets(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    Params(asked): Params<SheetsWanted>,
) -> Result<Json<SheetPage>, Fault> {
    let limit = rows(asked.limit)?;
    let sheets = app
        .ledger
        .sheets(member.dealer, asked.state, asked.after, limit)
        .await?;
    Ok(Json(SheetPage { sheets }))
}
