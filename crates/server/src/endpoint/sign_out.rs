//! `DELETE /v1/session`

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use kagifuda_wire::problem::Problem;
use kagifuda_wire::session::Refresh;

use crate::app::App;
use crate::extract::Body;
use crate::problem::Fault;

/// Sign out: the session ends and all of its tokens die. A session that has ended already is no problem.
#[utoipa::path(
    delete, path = "/v1/session", tag = "session", operation_id = "sign_out", request_body = Refresh,
    responses(
        (status = 204, description = "The session is over."),
        (status = 400, description = "`bad_request`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn sign_out(State(app): State<Arc<App>>, Body(asked): Body<Refresh>) -> Result<StatusCode, Fault> {
    app.ledger.end_session(&asked.refresh_token, app.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}
