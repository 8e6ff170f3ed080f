//! `DELETE /v1/sessions/{id}`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::account::{Role, may_end_session};
use kagifuda_ledger::{Member, Writing};
use kagifuda_wire::account::Done;
use kagifuda_wire::problem::{Problem, ProblemCode};
use serde::Serialize;
use uuid::Uuid;

use crate::app::App;
use crate::endpoint::refused::Wrote;
use crate::extract::{Here, IdempotencyKey, InPath};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// End a session: an own one, for an owner anybody's of the staff (ACC-5). Those that are not seen are not there.
#[utoipa::path(
    delete, path = "/v1/sessions/{id}", tag = "session", operation_id = "end_session",
    params(("id" = uuid::Uuid, Path, description = "Its id."), ("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "It is over.", body = Done),
        (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`idempotency_key_reused`", body = Problem, content_type = "application/problem+json"),
        Wrote,
    )
)]
pub(crate) async fn end(
    State(app): State<Arc<App>>,
    Here(here): Here,
    InPath(id): InPath<Uuid>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<Answered, Fault> {
    once(
        &app,
        &here.member,
        key,
        &End {
            id,
            member: &here.member,
        },
    )
    .await
}

#[derive(Serialize)]
struct End<'a> {
    id: Uuid,
    #[serde(skip)]
    member: &'a Member,
}

impl Command for End<'_> {
    type Done = Done;

    const NAME: &'static str = "session.end_one";

    fn subject(&self) -> String {
        self.id.to_string()
    }

    fn may(_: Role) -> bool {
        true
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<Done, Undecided> {
        let all = writing.open_sessions().await?;
        let asks = self.member;
        let seen = |session: &kagifuda_ledger::SessionOnFile| {
            session.id == self.id && may_end_session(&asks.id, asks.role, &session.member)
        };
        if !all.iter().any(seen) {
            return Err(ProblemCode::NotFound.into());
        }
        writing.end_these(&[self.id]).await?;
        Ok(Done {})
    }
}
