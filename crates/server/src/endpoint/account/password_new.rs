//! `POST /v1/password/new`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::account::LinkPurpose;
use kagifuda_ledger::{Member, Writing};
use kagifuda_wire::account::{PasswordChanged, SetByLink};
use kagifuda_wire::problem::{Problem, ProblemCode};
use kagifuda_wire::session::Secret;
use serde::Serialize;

use crate::app::App;
use crate::endpoint::refused::Sent;
use crate::extract::Body;
use crate::links;
use crate::mail::account::{Letter, tell};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, unkept};

/// Set a new password through a link (ACC-3, ACC-4): every session of the member ends.
#[utoipa::path(
    post, path = "/v1/password/new", tag = "account", operation_id = "password_new", request_body = SetByLink,
    responses(
        (status = 200, description = "Set.", body = PasswordChanged),
        (status = 404, description = "`link_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`link_used`, `link_expired`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`password_refused`", body = Problem, content_type = "application/problem+json"),
        Sent,
    )
)]
pub(crate) async fn set(State(app): State<Arc<App>>, Body(asked): Body<SetByLink>) -> Result<Answered, Fault> {
    let link = links::open(&app, &asked.token).await?;
    let member = link.member.filter(|_| link.purpose == LinkPurpose::NewPassword);
    let member = member.ok_or(ProblemCode::LinkUnknown)?;
    links::may_be_password(&asked.password)?;
    let hash = app.passwords.hash(&asked.password).await?;
    let set = SetPassword {
        token: &asked.token,
        hash: &hash,
        member: &member,
    };
    unkept(&app, (member.dealer, member.actor()), &set).await
}

/// The new password is no part of what is hashed and kept.
#[derive(Serialize)]
struct SetPassword<'a> {
    #[serde(skip)]
    token: &'a Secret,
    #[serde(skip)]
    hash: &'a str,
    #[serde(skip)]
    member: &'a Member,
}

impl Command for SetPassword<'_> {
    type Done = PasswordChanged;

    const NAME: &'static str = "password.new";

    fn subject(&self) -> String {
        self.member.login.clone()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<PasswordChanged, Undecided> {
        links::use_up(writing, self.token).await?;
        writing.set_password(self.member, self.hash).await?;
        writing
            .void_links(LinkPurpose::NewPassword, Some(self.member.id))
            .await?;
        let ended = writing.end_sessions(self.member.id, None).await?;
        tell(
            writing,
            Some(self.member.id),
            &Letter::PasswordChanged {
                login: &self.member.login,
            },
        )
        .await?;
        Ok(PasswordChanged {
            sessions_ended: ended as u64,
        })
    }
}
