//! `POST /v1/second-factor`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::account::Role;
use kagifuda_domain::account::second_factor::wants_code;
use kagifuda_ledger::{Member, Writing};
use kagifuda_wire::problem::{Problem, ProblemCode};
use kagifuda_wire::session::{BeginSecondFactor, SecondFactorBegun};
use serde::Serialize;

use crate::app::App;
use crate::extract::{Body, Here, Source};
use crate::problem::Fault;
use crate::proof::{PasswordShown, prove_password};
use crate::write::{Answered, Command, Undecided, unkept};

/// Begin with a second factor, or begin anew with one that was not confirmed. Its secret and its recovery codes are said in this answer and
/// never again, and the answer is not kept; who has lost it begins anew.
#[utoipa::path(
    post, path = "/v1/second-factor", tag = "session", operation_id = "begin_second_factor", request_body = BeginSecondFactor,
    security(("access_token" = [])),
    responses(
        (status = 200, description = "Begun; it counts when a code confirms it.", body = SecondFactorBegun),
        (status = 400, description = "`bad_request`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not_signed_in`, `access_expired`, `wrong_credentials`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`role_may_not`, `second_factor_demanded`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`second_factor_on`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_tries`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`maintenance`, `unavailable`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn begin(
    State(app): State<Arc<App>>,
    Here(here): Here,
    Source(source): Source,
    Body(asked): Body<BeginSecondFactor>,
) -> Result<Answered, Fault> {
    let member = here.member;
    let shown = PasswordShown::check(&app, &member, &asked.password, source).await?;
    unkept(&app, (member.dealer, member.actor()), &Begin { member: &member, shown }).await
}

#[derive(Serialize)]
struct Begin<'a> {
    #[serde(skip)]
    member: &'a Member,
    #[serde(skip)]
    shown: PasswordShown,
}

impl Command for Begin<'_> {
    type Done = SecondFactorBegun;

    const NAME: &'static str = "second_factor.begin";

    fn subject(&self) -> String {
        self.member.login.clone()
    }

    fn may(_: Role) -> bool {
        true
    }

    async fn decide(&self, app: &App, writing: &mut Writing<'_>) -> Result<SecondFactorBegun, Undecided> {
        prove_password(writing, self.member, &self.shown).await?;
        if wants_code(writing.second_factor(self.member.id).await?.stands) {
            return Err(ProblemCode::SecondFactorOn.into());
        }
        let (sealed, begun) = app.second_factors.begin(self.member).map_err(Fault::from)?;
        writing
            .begin_second_factor(self.member.id, &sealed, &begun.recovery_codes)
            .await?;
        Ok(begun)
    }
}
