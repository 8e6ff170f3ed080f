//! `GET /healthz`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_wire::problem::Problem;

use crate::app::App;
use crate::problem::Fault;

/// Whether the server and its database answer.
#[utoipa::path(
    get, path = "/healthz", tag = "operation", operation_id = "healthz",
    responses(
        (status = 200, description = "Both answer.", body = String, content_type = "text/plain"),
        (status = 503, description = "`unavailable`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn healthz(State(app): State<Arc<App>>) -> Result<&'static str, Fault> {
    app.ledger.check().await?;
    Ok("ok\n")
}
