//! `PUT /v1/second-factor`

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::account::Role;
use kagifuda_domain::account::second_factor::SecondFactor;
use kagifuda_ledger::{Member, Writing};
use kagifuda_wire::account::Done;
use kagifuda_wire::problem::{Problem, ProblemCode};
use kagifuda_wire::session::{Secret, ShowCode};
use serde::Serialize;

use crate::app::App;
use crate::extract::{Body, Here, IdempotencyKey, Source};
use crate::mail::account::{Letter, tell};
use crate::problem::Fault;
use crate::proof::prove_app;
use crate::write::{Answered, Command, Undecided, once};

/// Confirm a second factor with a code of the app: from now on a code is wanted to sign in.
#[utoipa::path(
    put, path = "/v1/second-factor", tag = "session", operation_id = "confirm_second_factor", request_body = ShowCode,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "It is on.", body = Done),
        (status = 400, description = "`bad_request`, `idempotency_key_missing`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not_signed_in`, `access_expired`, `second_factor_wrong`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`role_may_not`, `second_factor_demanded`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`second_factor_off`, `second_factor_on`, `idempotency_key_reused`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_tries`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`maintenance`, `unavailable`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn confirm(
    State(app): State<Arc<App>>,
    Here(here): Here,
    Source(source): Source,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<ShowCode>,
) -> Result<Answered, Fault> {
    let member = &here.member;
    once(
        &app,
        member,
        key,
        &Confirm {
            member,
            source,
            code: &asked.code,
        },
    )
    .await
}

/// The code is no part of what is hashed and kept.
#[derive(Serialize)]
struct Confirm<'a> {
    #[serde(skip)]
    member: &'a Member,
    #[serde(skip)]
    source: IpAddr,
    #[serde(skip)]
    code: &'a Secret,
}

impl Command for Confirm<'_> {
    type Done = Done;

    const NAME: &'static str = "second_factor.confirm";

    fn subject(&self) -> String {
        self.member.login.clone()
    }

    fn may(_: Role) -> bool {
        true
    }

    async fn decide(&self, app: &App, writing: &mut Writing<'_>) -> Result<Done, Undecided> {
        let factor = writing.second_factor(self.member.id).await?;
        match factor.stands {
            SecondFactor::Off => return Err(ProblemCode::SecondFactorOff.into()),
            SecondFactor::On => return Err(ProblemCode::SecondFactorOn.into()),
            SecondFactor::Begun => {}
        }
        prove_app(app, writing, self.member, self.code, self.source).await?;
        writing.confirm_second_factor(self.member.id).await?;
        tell(writing, Some(self.member.id), &Letter::SecondFactor { on: true }).await?;
        Ok(Done {})
    }
}
