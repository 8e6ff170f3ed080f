//! `POST /v1/password/forgotten`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use kagifuda_ledger::LinkWish;
use kagifuda_wire::account::{Forgotten, LinkAsked};
use kagifuda_wire::problem::Problem;

use crate::app::App;
use crate::endpoint::refused::Sent;
use crate::extract::{Body, Source};
use crate::links;
use crate::problem::Fault;

/// Ask for a link to set a new password (ACC-3). It goes to the registered address, if there is such a login; the answer is the same either
/// way.
#[utoipa::path(
    post, path = "/v1/password/forgotten", tag = "account", operation_id = "password_forgotten", request_body = Forgotten,
    responses(
        (status = 202, description = "A link is on its way, if there is such a login.", body = LinkAsked),
        (status = 429, description = "`too_many_tries`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
        Sent,
    )
)]
pub(crate) async fn forgotten(
    State(app): State<Arc<App>>,
    Source(source): Source,
    Body(asked): Body<Forgotten>,
) -> Result<(StatusCode, Json<LinkAsked>), Fault> {
    links::wish(&app, &LinkWish::NewPassword(asked.login.trim().parse().ok()), source).await
}
