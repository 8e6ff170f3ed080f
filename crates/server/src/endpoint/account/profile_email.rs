//! `POST /v1/profile/email`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::account::LinkPurpose;
use kagifuda_ledger::{Member, Writing};
use kagifuda_wire::account::{AccountOf, ShowLink};
use kagifuda_wire::problem::{Problem, ProblemCode};
use kagifuda_wire::session::Secret;
use serde::Serialize;

use crate::app::App;
use crate::extract::Body;
use crate::links;
use crate::mail::account::{Letter, tell};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, unkept};

/// Confirm a new address through the link that was mailed there: from now on it is the registered one.
#[utoipa::path(
    post, path = "/v1/profile/email", tag = "account", operation_id = "confirm_email", request_body = ShowLink,
    responses(
        (status = 200, description = "Confirmed.", body = AccountOf),
        (status = 400, description = "`bad_request`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`role_may_not`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`link_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`link_used`, `link_expired`", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`maintenance`, `unavailable`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn confirm(State(app): State<Arc<App>>, Body(asked): Body<ShowLink>) -> Result<Answered, Fault> {
    let link = links::open(&app, &asked.token).await?;
    let member = link.member.filter(|_| link.purpose == LinkPurpose::NewAddress);
    let member = member.ok_or(ProblemCode::LinkUnknown)?;
    if !member.role.may_keep_account() {
        return Err(ProblemCode::RoleMayNot.into());
    }
    let confirm = Confirm {
        token: &asked.token,
        member: &member,
    };
    unkept(&app, (member.dealer, member.actor()), &confirm).await
}

#[derive(Serialize)]
struct Confirm<'a> {
    #[serde(skip)]
    token: &'a Secret,
    #[serde(skip)]
    member: &'a Member,
}

impl Command for Confirm<'_> {
    type Done = AccountOf;

    const NAME: &'static str = "account.email";

    fn subject(&self) -> String {
        self.member.login.clone()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<AccountOf, Undecided> {
        let link = links::use_up(writing, self.token).await?;
        // The old address and the new one are both told.
        tell(writing, None, &Letter::AddressChanged).await?;
        let mut account = writing.account().await?;
        account.email = link.mailbox;
        writing.put_account(&account, None).await?;
        tell(writing, None, &Letter::AddressChanged).await?;
        // Whoever still reads the old mailbox must not set a password with what was mailed there.
        writing.void_links(LinkPurpose::NewPassword, None).await?;
        Ok(AccountOf {
            login: self.member.login.clone(),
        })
    }
}
