//! `POST /v1/staff`

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::account::{LinkPurpose, Login, ProfileRefusal, Role, wants_own_password};
use kagifuda_domain::mail::Address;
use kagifuda_ledger::{Member, NewLink, NewStaff, Writing};
use kagifuda_wire::account::{AddStaff, StaffMember};
use kagifuda_wire::problem::{Problem, ProblemCode};
use serde::Serialize;
use uuid::Uuid;

use crate::app::App;
use crate::endpoint::refused::Wrote;
use crate::extract::{Body, IdempotencyKey, SignedIn, Source};
use crate::links;
use crate::mail::account::{Letter, link_address, mail, server_address};
use crate::problem::Fault;
use crate::proof::{self, PasswordShown, may_ask, prove_own};
use crate::tokens::random;
use crate::write::{Answered, Command, Undecided, once};

/// Add a member of the staff. For owners (ACC-5). Without a provisional password a link is mailed with which they set one.
/// Another owner wants the own password.
#[utoipa::path(
    post, path = "/v1/staff", tag = "account", operation_id = "add_staff", request_body = AddStaff,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "Added.", body = StaffMember),
        (status = 401, description = "`not_signed_in`, `access_expired`, `wrong_credentials`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`login_taken`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`fields_refused`, `password_refused`, `idempotency_key_reused`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_tries`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
        Wrote,
    )
)]
pub(crate) async fn add(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    Source(source): Source,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<AddStaff>,
) -> Result<Answered, Fault> {
    let (login, email) = typed(&asked)?;
    let hash = match &asked.password {
        Some(password) => {
            links::may_be_password(password)?;
            Some(app.passwords.hash(password).await?)
        }
        None => None,
    };
    let add = Add {
        member: &member,
        source,
        shown: proof::shown(&app, &member, asked.own_password.as_ref(), source).await?,
        login,
        role: asked.role,
        email,
        invited: hash.is_none(),
        hash,
        server: server_address(&app).await?,
    };
    once(&app, &member, key, &add).await
}

/// What was typed, or every field of it that is not taken.
fn typed(asked: &AddStaff) -> Result<(Login, Option<Address>), ProblemCode> {
    let login = asked.login.parse::<Login>().map_err(|_| ProfileRefusal::Login);
    let read = |email: &String| {
        let address = email.parse::<Address>().map_err(|_| ProfileRefusal::Email);
        address.and_then(links::sendable)
    };
    match (login, asked.email.as_ref().map(read).transpose()) {
        (Ok(login), Ok(email)) => Ok((login, email)),
        (login, email) => Err(ProblemCode::FieldsRefused {
            fields: login.err().into_iter().chain(email.err()).collect(),
        }),
    }
}

/// No password is a part of what is hashed and kept.
#[derive(Serialize)]
struct Add<'a> {
    #[serde(skip)]
    member: &'a Member,
    #[serde(skip)]
    source: IpAddr,
    #[serde(skip)]
    shown: Option<PasswordShown>,
    login: Login,
    role: Role,
    email: Option<Address>,
    invited: bool,
    #[serde(skip)]
    hash: Option<String>,
    #[serde(skip)]
    server: String,
}

impl Command for Add<'_> {
    type Done = StaffMember;

    const NAME: &'static str = "staff.add";

    fn subject(&self) -> String {
        self.login.to_string()
    }

    fn may(role: Role) -> bool {
        role.may_keep_account()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<StaffMember, Undecided> {
        let id = Uuid::new_v4();
        let (login, role, email) = (self.login.clone(), self.role, self.email.clone());
        let new = NewStaff {
            id,
            login,
            role,
            password_hash: self.hash.clone(),
            email,
        };
        may_ask(writing, self.member, self.source).await?;
        if wants_own_password(None, role, false) {
            prove_own(writing, self.member, self.shown.as_ref()).await?;
        }
        let account = writing.account().await?;
        let mailbox = self.email.clone().unwrap_or(account.email);
        if self.invited {
            links::may_mail(writing, &mailbox, LinkPurpose::NewPassword).await?;
        }
        if !writing.add_staff(&new).await? {
            return Err(proof::login_taken(writing, self.member, self.source).await);
        }
        if self.invited {
            let (token, purpose) = (random()?, LinkPurpose::NewPassword);
            let link = link_address(&self.server, &token);
            let letter = Letter::Invited {
                link: &link,
                login: self.login.as_ref(),
                company: &account.profile.company,
            };
            writing.mail(mail(&mailbox, account.language, &letter));
            writing
                .make_link(&NewLink {
                    token,
                    purpose,
                    mailbox,
                    member: Some(id),
                    carried: None,
                })
                .await?;
        }
        Ok(StaffMember {
            id,
            login: self.login.to_string(),
            role,
            disabled: false,
            second_factor: false,
            email: new.email,
        })
    }
}
