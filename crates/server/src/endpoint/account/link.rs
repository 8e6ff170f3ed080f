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
    let typed = link.carried.as_ref().filter(|_| purpose == LinkPurpose::KnownAddress);
    Ok(Json(OpenedLink {
        purpose,
        until: link.link.made_at + LINK_TIME,
        accounts: accounts(&app, purpose, &link).await?,
        typed: typed.map(|typed| typed.profile.clone().into()),
        email: link.mailbox,
    }))
}

async fn accounts(app: &App, purpose: LinkPurpose, link: &FoundLink) -> Result<Vec<KnownAccount>, Fault> {
    let own = link.member.iter().map(|member| KnownAccount {
        login: member.login.clone(),
        company: member.company.clone(),
        profile: None,
    });
    match purpose {
        LinkPurpose::KnownAddress => known(app, app.ledger.accounts_at(&link.mailbox).await?).await,
        LinkPurpose::Register | LinkPurpose::NewPassword | LinkPurpose::NewAddress => Ok(own.collect()),
    }
}

/// The accounts with what is registered: whoever chooses sees the old beside the new. Only who reads the mailbox has the link.
async fn known(app: &App, accounts: Vec<KnownAt>) -> Result<Vec<KnownAccount>, Fault> {
    let mut told = Vec::new();
    for account in accounts {
        told.push(KnownAccount {
            profile: Some(app.ledger.account(account.dealer).await?.profile.into()),
            login: account.login,
            company: account.company,
        });
    }
    Ok(told)
}
