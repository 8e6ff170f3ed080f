//! `PUT /v1/profile`

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::account::{LinkPurpose, Login, Profile, ProfileRefusal, Role, new_address};
use kagifuda_domain::mail::Address;
use kagifuda_ledger::{Member, NewLink, Writing};
use kagifuda_wire::account::{ChangeProfile, DealerAccount};
use kagifuda_wire::problem::{Problem, ProblemCode};
use serde::Serialize;

use super::profile::told;
use crate::app::App;
use crate::endpoint::refused::Wrote;
use crate::extract::{Body, IdempotencyKey, SignedIn, Source};
use crate::links;
use crate::mail::account::{Letter, link_address, mail, server_address, tell};
use crate::problem::Fault;
use crate::proof::{self, PasswordShown, prove_own};
use crate::tokens::random;
use crate::write::{Answered, Command, Undecided, once};

/// Change what is said of the dealer. For owners (ACC-5). A new address counts when the link that is mailed there is used; the old one is
/// told. Another address and another login want the own password.
#[utoipa::path(
    put, path = "/v1/profile", tag = "account", operation_id = "change_profile", request_body = ChangeProfile,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "The account as it stands now.", body = DealerAccount),
        (status = 401, description = "`not_signed_in`, `access_expired`, `wrong_credentials`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`login_taken`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`fields_refused`, `idempotency_key_reused`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_tries`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
        Wrote,
    )
)]
pub(crate) async fn change(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    Source(source): Source,
    IdempotencyKey(key): IdempotencyKey,
    Body(mut asked): Body<ChangeProfile>,
) -> Result<Answered, Fault> {
    let shown = proof::shown(&app, &member, asked.own_password.take().as_ref(), source).await?;
    let server = server_address(&app).await?;
    once(
        &app,
        &member,
        key,
        &Change {
            member: &member,
            source,
            shown,
            server,
            asked: &asked,
        },
    )
    .await
}

/// The password is no part of what is hashed and kept.
#[derive(Serialize)]
struct Change<'a> {
    #[serde(skip)]
    member: &'a Member,
    #[serde(skip)]
    source: IpAddr,
    #[serde(skip)]
    shown: Option<PasswordShown>,
    #[serde(skip)]
    server: String,
    asked: &'a ChangeProfile,
}

impl Command for Change<'_> {
    type Done = DealerAccount;

    const NAME: &'static str = "account.change";

    fn subject(&self) -> String {
        self.member.login.clone()
    }

    fn may(role: Role) -> bool {
        role.may_keep_account()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<DealerAccount, Undecided> {
        let mut account = writing.account().await?;
        let (profile, login, address) = self.typed(&account.email)?;
        let renames = login.as_ref() != self.member.login;
        if renames || address.is_some() {
            prove_own(writing, self.member, self.shown.as_ref()).await?;
        }
        if let Some(new) = &address {
            links::may_mail(writing, new, LinkPurpose::NewAddress).await?;
        }
        if renames {
            if !writing.rename(self.member.id, &login).await? {
                return Err(proof::login_taken(writing, self.member, self.source).await);
            }
            writing.note("login", &self.member.login, &login);
            tell(writing, None, &Letter::LoginChanged { login: login.as_ref() }).await?;
        }
        (account.profile, account.language) = (profile, self.asked.language);
        writing.put_account(&account, None).await?;
        if let Some(new) = &address {
            self.confirm(writing, new).await?;
        }
        Ok(DealerAccount {
            email_to_confirm: address,
            ..told(login.to_string(), account)
        })
    }
}

impl Change<'_> {
    /// What was typed, or every field of it that is not taken.
    fn typed(&self, current: &Address) -> Result<(Profile, Login, Option<Address>), ProblemCode> {
        let profile = Profile::typed(&self.asked.profile.form());
        let login = self.asked.login.parse::<Login>().map_err(|_| ProfileRefusal::Login);
        let address = new_address(current, &self.asked.email, &self.asked.email_confirmation)
            .and_then(|new| new.map(links::sendable).transpose());
        match (profile, login, address) {
            (Ok(profile), Ok(login), Ok(address)) => Ok((profile, login, address)),
            (profile, login, address) => {
                let fields = profile
                    .err()
                    .into_iter()
                    .flatten()
                    .chain(login.err())
                    .chain(address.err());
                Err(ProblemCode::FieldsRefused {
                    fields: fields.collect(),
                })
            }
        }
    }

    /// Mails a link to the new address, and word of it to the old one.
    async fn confirm(&self, writing: &mut Writing<'_>, new: &Address) -> Result<(), Undecided> {
        let token = random()?;
        let language = self.asked.language;
        let link = link_address(&self.server, &token);
        writing.mail(mail(new, language, &Letter::ConfirmAddress { link: &link }));
        tell(writing, None, &Letter::AddressChanging).await?;
        writing.void_links(LinkPurpose::NewAddress, None).await?;
        let (purpose, member) = (LinkPurpose::NewAddress, Some(self.member.id));
        let link = NewLink {
            token,
            purpose,
            mailbox: new.clone(),
            member,
            carried: None,
        };
        Ok(writing.make_link(&link).await?)
    }
}
