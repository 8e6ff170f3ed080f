//! `POST /v1/sign-up/known-address`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::account::{KnownAddressChoice, LinkPurpose, Role};
use kagifuda_domain::mail::Address;
use kagifuda_ledger::{Actor, KnownAt, Writing};
use kagifuda_wire::account::{AccountOf, ChooseKnown};
use kagifuda_wire::problem::{Problem, ProblemCode};
use kagifuda_wire::session::Secret;
use serde::Serialize;

use crate::app::App;
use crate::endpoint::refused::Sent;
use crate::extract::Body;
use crate::links;
use crate::mail::account::{Letter, mail};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, unkept};

/// Choose what becomes of a sign-up with an address that somebody has (ACC-2): its profile replaces the old one, the old one stays, or
/// another address is to be used. The link proves that the mailbox is theirs.
#[utoipa::path(
    post, path = "/v1/sign-up/known-address", tag = "account", operation_id = "sign_up_known_address", request_body = ChooseKnown,
    responses(
        (status = 200, description = "Done as chosen.", body = AccountOf),
        (status = 404, description = "`link_unknown`, `not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`link_used`, `link_expired`", body = Problem, content_type = "application/problem+json"),
        Sent,
    )
)]
pub(crate) async fn choose(State(app): State<Arc<App>>, Body(asked): Body<ChooseKnown>) -> Result<Answered, Fault> {
    let link = links::open(&app, &asked.token).await?;
    if links::purpose(&app, &link).await? != LinkPurpose::KnownAddress {
        return Err(ProblemCode::LinkUnknown.into());
    }
    let account = account(app.ledger.accounts_at(&link.mailbox).await?, &asked)?;
    let actor = Actor::Member {
        dealer: account.dealer,
        login: account.login.clone(),
        role: Role::Owner,
    };
    let chosen = Chosen {
        token: &asked.token,
        mailbox: &link.mailbox,
        choice: asked.choice,
        login: account.login,
    };
    unkept(&app, (account.dealer, actor), &chosen).await
}

/// The account that is chosen for: the one that is named, or the only one. Where nothing is overwritten any one will do.
fn account(known: Vec<KnownAt>, asked: &ChooseKnown) -> Result<KnownAt, ProblemCode> {
    let one = known.len() == 1 || asked.choice != KnownAddressChoice::Overwrite;
    let is_it = |account: &KnownAt| match &asked.login {
        Some(login) => account.login == login.as_ref(),
        None => one,
    };
    known.into_iter().find(is_it).ok_or(ProblemCode::NotFound)
}

#[derive(Serialize)]
struct Chosen<'a> {
    #[serde(skip)]
    token: &'a Secret,
    #[serde(skip)]
    mailbox: &'a Address,
    choice: KnownAddressChoice,
    login: String,
}

impl Command for Chosen<'_> {
    type Done = AccountOf;

    const NAME: &'static str = "account.choose_known";

    fn subject(&self) -> String {
        self.login.clone()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<AccountOf, Undecided> {
        let mut account = writing.account().await?;
        if !account.email.as_ref().eq_ignore_ascii_case(self.mailbox.as_ref()) {
            return Err(ProblemCode::NotFound.into());
        }
        let link = links::use_up(writing, self.token).await?;
        writing.note("choice", (), self.choice);
        let typed = link.carried.filter(|_| self.choice == KnownAddressChoice::Overwrite);
        if let Some(typed) = typed {
            (account.profile, account.language) = (typed.profile, typed.language);
            writing.put_account(&account, Some(&typed.consent)).await?;
            let letter = Letter::Overwritten {
                login: &self.login,
                company: &account.profile.company,
            };
            writing.mail(mail(&account.email, account.language, &letter));
        }
        Ok(AccountOf {
            login: self.login.clone(),
        })
    }
}
