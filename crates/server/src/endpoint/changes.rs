//! `GET /v1/changes`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_wire::changes::{ChangePage, ChangesAfter, MAX_PAGE};
use kagifuda_wire::problem::{Problem, ProblemCode};

use crate::app::App;
use crate::endpoint::refused::Asked;
use crate::extract::{Params, SignedIn, bad_request};
use crate::problem::Fault;

/// The next page of the dealer's change feed.
#[utoipa::path(
    get, path = "/v1/changes", tag = "changes", operation_id = "changes", params(ChangesAfter),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "The changes after `after`, without a gap.", body = ChangePage),
        (status = 409, description = "`cursor_ahead`", body = Problem, content_type = "application/problem+json"),
        Asked,
    )
)]
pub(crate) async fn changes(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    Params(asked): Params<ChangesAfter>,
) -> Result<Json<ChangePage>, Fault> {
    if !(1..=MAX_PAGE).contains(&asked.limit) {
        return Err(bad_request(format!("limit: 1 to {MAX_PAGE}")).into());
    }
    let page = app.ledger.changes(member.dealer, asked.after, asked.limit).await?;
    if asked.after > page.head {
        return Err(ProblemCode::CursorAhead { head: page.head }.into());
    }
    app.metrics.feed_page(page.changes.len());
    Ok(Json(page))
}
