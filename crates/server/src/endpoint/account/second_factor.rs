//! `GET /v1/second-factor`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_domain::account::second_factor::wants_code;
use kagifuda_wire::problem::Problem;
use kagifuda_wire::session::SecondFactorState;

use crate::app::App;
use crate::extract::Here;
use crate::problem::Fault;

/// Where the member stands with their second factor. Also for whoever must set one up before anything else (ACC-6).
#[utoipa::path(
    get, path = "/v1/second-factor", tag = "session", operation_id = "second_factor",
    security(("access_token" = [])),
    responses(
        (status = 200, description = "Whether it is on, and whether the dealer demands it.", body = SecondFactorState),
        (status = 401, description = "`not_signed_in`, `access_expired`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn state(State(app): State<Arc<App>>, Here(here): Here) -> Result<Json<SecondFactorState>, Fault> {
    let factor = app.ledger.second_factor(here.member.id).await?;
    let account = app.ledger.account(here.member.dealer).await?;
    Ok(Json(SecondFactorState {
        on: wants_code(factor.stands),
        demanded: account.second_factor_demanded,
    }))
}
