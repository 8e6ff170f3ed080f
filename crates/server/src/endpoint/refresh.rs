//! `POST /v1/session/refresh`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_wire::problem::{Problem, ProblemCode};
use kagifuda_wire::session::{Refresh, Tokens};

use crate::app::App;
use crate::extract::Body;
use crate::problem::Fault;
use crate::tokens::{handed_out, new_tokens};

/// Get a new pair of tokens. The old pair dies when the new one is first used.
#[utoipa::path(
    post, path = "/v1/session/refresh", tag = "session", operation_id = "refresh", request_body = Refresh,
    responses(
        (status = 200, description = "The new pair.", body = Tokens),
        (status = 400, description = "`bad_request`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`session_ended`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn refresh(State(app): State<Arc<App>>, Body(asked): Body<Refresh>) -> Result<Json<Tokens>, Fault> {
    let now = app.now();
    let tokens = new_tokens(now)?;
    if app.ledger.refresh(&asked.refresh_token, &tokens, now).await? {
        Ok(Json(handed_out(tokens)))
    } else {
        Err(ProblemCode::SessionEnded.into())
    }
}
