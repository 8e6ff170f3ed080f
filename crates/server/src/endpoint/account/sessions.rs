//! `GET /v1/sessions`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_domain::account::may_end_session;
use kagifuda_ledger::SessionOnFile;
use kagifuda_wire::problem::Problem;
use kagifuda_wire::session::{OpenSession, Sessions};

use crate::app::App;
use crate::extract::Here;
use crate::problem::Fault;

/// The sessions that are open: the own ones, for an owner those of the whole staff (ACC-5).
#[utoipa::path(
    get, path = "/v1/sessions", tag = "session", operation_id = "sessions",
    security(("access_token" = [])),
    responses(
        (status = 200, description = "In order of login, the latest first.", body = Sessions),
        (status = 401, description = "`not_signed_in`, `access_expired`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`role_may_not`, `second_factor_demanded`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn sessions(State(app): State<Arc<App>>, Here(here): Here) -> Result<Json<Sessions>, Fault> {
    let member = &here.member;
    let all = app.ledger.open_sessions(member.dealer).await?;
    let seen = all
        .into_iter()
        .filter(|session| may_end_session(&member.id, member.role, &session.member));
    let told = |session: SessionOnFile| OpenSession {
        own: session.id == here.session,
        id: session.id,
        login: session.login,
        opened_at: session.opened_at,
        computer: session.computer,
    };
    Ok(Json(Sessions {
        sessions: seen.map(told).collect(),
    }))
}
