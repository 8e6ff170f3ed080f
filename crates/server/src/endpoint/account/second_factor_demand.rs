//! `PUT /v1/second-factor/demand`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::account::Role;
use kagifuda_domain::account::second_factor::wants_code;
use kagifuda_ledger::{Member, Writing};
use kagifuda_wire::account::Done;
use kagifuda_wire::problem::{Problem, ProblemCode};
use kagifuda_wire::session::DemandSecondFactor;
use serde::Serialize;

use crate::app::App;
use crate::endpoint::refused::Wrote;
use crate::extract::{Body, IdempotencyKey, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Demand a second factor of the whole staff, or no longer. For owners (ACC-5), and for one who has a second factor: whoever has none can do
/// nothing else from then on but set it up.
#[utoipa::path(
    put, path = "/v1/second-factor/demand", tag = "session", operation_id = "demand_second_factor", request_body = DemandSecondFactor,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "It is so.", body = Done),
        (status = 422, description = "`second_factor_off`, `idempotency_key_reused`", body = Problem, content_type = "application/problem+json"),
        Wrote,
    )
)]
pub(crate) async fn demand(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<DemandSecondFactor>,
) -> Result<Answered, Fault> {
    once(
        &app,
        &member,
        key,
        &Demand {
            demanded: asked.demanded,
            member: &member,
        },
    )
    .await
}

#[derive(Serialize)]
struct Demand<'a> {
    demanded: bool,
    #[serde(skip)]
    member: &'a Member,
}

impl Command for Demand<'_> {
    type Done = Done;

    const NAME: &'static str = "second_factor.demand";

    fn subject(&self) -> String {
        self.member.company.clone()
    }

    fn may(role: Role) -> bool {
        role.may_keep_account()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<Done, Undecided> {
        if self.demanded && !wants_code(writing.second_factor(self.member.id).await?.stands) {
            return Err(ProblemCode::SecondFactorOff.into());
        }
        let mut account = writing.account().await?;
        account.second_factor_demanded = self.demanded;
        writing.put_account(&account, None).await?;
        Ok(Done {})
    }
}
