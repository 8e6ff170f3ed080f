//! `PUT /v1/password`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::account::{LinkPurpose, Role};
use kagifuda_ledger::{InSession, Writing};
use kagifuda_wire::account::{ChangePassword, PasswordChanged};
use kagifuda_wire::problem::Problem;
use serde::Serialize;

use crate::app::App;
use crate::extract::{Body, Here, IdempotencyKey, Source};
use crate::links;
use crate::mail::account::{Letter, tell};
use crate::problem::Fault;
use crate::proof::{PasswordShown, prove_password};
use crate::write::{Answered, Command, Undecided, given, once};

/// Change the own password (ACC-4): it counts from the next sign-in, and every other session ends.
#[utoipa::path(
    put, path = "/v1/password", tag = "account", operation_id = "change_password", request_body = ChangePassword,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "Changed.", body = PasswordChanged),
        (status = 400, description = "`bad_request`, `idempotency_key_missing`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not_signed_in`, `access_expired`, `wrong_credentials`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`role_may_not`, `second_factor_demanded`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`password_refused`, `idempotency_key_reused`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_tries`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`maintenance`, `unavailable`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn change(
    State(app): State<Arc<App>>,
    Here(here): Here,
    Source(source): Source,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<ChangePassword>,
) -> Result<Answered, Fault> {
    links::may_be_password(&asked.new)?;
    // Asked again, the old password is no longer the one that was shown: then the answer is the one that was given.
    if let Some(answered) = given::<Change<'_>>(&app, &here.member, key).await? {
        return Ok(answered);
    }
    let shown = PasswordShown::check(&app, &here.member, &asked.old, source).await?;
    let hash = app.passwords.hash(&asked.new).await?;
    once(
        &app,
        &here.member,
        key,
        &Change {
            here: &here,
            shown,
            hash,
        },
    )
    .await
}

/// Neither password is a part of what is hashed and kept.
#[derive(Serialize)]
struct Change<'a> {
    #[serde(skip)]
    here: &'a InSession,
    #[serde(skip)]
    shown: PasswordShown,
    #[serde(skip)]
    hash: String,
}

impl Command for Change<'_> {
    type Done = PasswordChanged;

    const NAME: &'static str = "password.change";

    fn subject(&self) -> String {
        self.here.member.login.clone()
    }

    fn may(_: Role) -> bool {
        true
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<PasswordChanged, Undecided> {
        let member = &self.here.member;
        prove_password(writing, member, &self.shown).await?;
        writing.set_password(member, &self.hash).await?;
        writing.void_links(LinkPurpose::NewPassword, Some(member.id)).await?;
        let ended = writing.end_sessions(member.id, Some(self.here.session)).await?;
        tell(
            writing,
            Some(member.id),
            &Letter::PasswordChanged { login: &member.login },
        )
        .await?;
        Ok(PasswordChanged {
            sessions_ended: ended as u64,
        })
    }
}
