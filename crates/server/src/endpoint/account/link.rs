//! `POST /v1/link`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_domain::account::{LINK_TIME, LinkPurpose};
use kagifuda_ledger::{FoundLink, KnownAt};
use kagifuda_wire::account::{KnownAccount, OpenedLink, ShowLink};
use kagifuda_wire::problem::Problem;

use crate::app::App;
use crate::endpoint::refused::Sent;
use crate::extract::Body;
use crate::links;
use crate::problem::Fault;

/// See what a link opens, without using it. The token comes in the body: what stands in an address stands in logs.
#[utoipa::path(
    post, path = "/v1/link", tag = "account", operation_id = "open_link", request_body = ShowLink,
    responses(
        (status = 200, description = "What it opens.", body = OpenedLink),
        (status = 404, description = "`link_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`link_used`, `link_expired`", body = Problem, content_type = "application/problem+json"),
        Sent,
    )
)]
pub(crate) async fn open(State(app): State<Arc<App>>, Body(asked): Body<ShowLink>) -> Result<Json<OpenedLink>, Fault> {
    let link = links::open(&app, &asked.token).await?;
    let purpose = links::purpose(&app, &link).await?;
    Ok(Json(OpenedLink {
        purpose,
        until: link.link.made_at + LINK_TIME,
        accounts: accounts(&app, purpose, &link).await?,
        email: link.mailbox,
    }))
}

async fn accounts(app: &App, purpose: LinkPurpose, link: &FoundLink) -> Result<Vec<KnownAccount>, Fault> {
    let known = |account: KnownAt| KnownAccount {
        login: account.login,
        company: account.company,
    };
    let own = link.member.iter().map(|member| KnownAccount {
        login: member.login.clone(),
        company: member.company.clone(),
    });
    match purpose {
        LinkPurpose::KnownAddress => {
            let accounts = app.ledger.accounts_at(&link.mailbox).await?;
            Ok(accounts.into_iter().map(known).collect())
        }
        LinkPurpose::Register | LinkPurpose::NewPassword | LinkPurpose::NewAddress => Ok(own.collect()),
    }
}
