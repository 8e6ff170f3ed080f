//! `POST /v1/staff`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::account::{LinkPurpose, Login, ProfileRefusal, Role};
use kagifuda_domain::mail::Address;
use kagifuda_ledger::{NewLink, NewStaff, Writing};
use kagifuda_wire::account::{AddStaff, StaffMember};
use kagifuda_wire::problem::{Problem, ProblemCode};
use serde::Serialize;
use uuid::Uuid;

use crate::app::App;
use crate::endpoint::refused::Wrote;
use crate::extract::{Body, IdempotencyKey, SignedIn};
use crate::links;
use crate::mail::account::{Letter, link_address, mail, server_address};
use crate::problem::Fault;
use crate::tokens::random;
use crate::write::{Answered, Command, Undecided, once};

/// Add a member of the staff. For owners (ACC-5). Without a provisional password a link is mailed with which they set one.
#[utoipa::path(
    post, path = "/v1/staff", tag = "account", operation_id = "add_staff", request_body = AddStaff,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "Added.", body = StaffMember),
        (status = 409, description = "`login_taken`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`fields_refused`, `password_refused`, `idempotency_key_reused`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_tries`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
        Wrote,
    )
)]
pub(crate) async fn add(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<AddStaff>,
) -> Result<Answered, Fault> {
    if let Some(address) = asked.email.clone() {
        let unsendable = |field| ProblemCode::FieldsRefused { fields: vec![field] };
        links::sendable(address).map_err(|_| unsendable(ProfileRefusal::Email))?;
    }
    let invited = asked.password.is_none();
    if let Some(password) = &asked.password {
        links::may_be_password(password)?;
    }
    // Whoever is invited has a password that nobody knows until they set one.
    let password = asked.password.map_or_else(random, Ok)?;
    let hash = app.passwords.hash(&password).await?;
    let server = server_address(&app).await?;
    let add = Add {
        login: asked.login,
        role: asked.role,
        email: asked.email,
        invited,
        hash,
        server,
    };
    once(&app, &member, key, &add).await
}

/// The password is no part of what is hashed and kept.
#[derive(Serialize)]
struct Add {
    login: Login,
    role: Role,
    email: Option<Address>,
    invited: bool,
    #[serde(skip)]
    hash: String,
    #[serde(skip)]
    server: String,
}

impl Command for Add {
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
        let account = writing.account().await?;
        let mailbox = self.email.clone().unwrap_or(account.email);
        if self.invited {
            links::may_mail(writing, &mailbox).await?;
        }
        if !writing.add_staff(&new).await? {
            return Err(ProblemCode::LoginTaken.into());
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
