//! `POST /v1/sign-up/finish`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_domain::account::{LinkPurpose, Login};
use kagifuda_ledger::{NewDealer, SignUpError, TypedSignUp, dealer_record};
use kagifuda_wire::account::{AccountOf, SetByLink};
use kagifuda_wire::problem::{Problem, ProblemCode};
use uuid::Uuid;

use crate::app::App;
use crate::endpoint::refused::Sent;
use crate::extract::Body;
use crate::links;
use crate::mail::account::{Letter, mail};
use crate::problem::Fault;
use crate::write::{ROUNDS, check_maintenance};

/// End a sign-up (ACC-1): the mailbox is proved, the person sets a password, the server issues the 登録ID. A mail tells it.
#[utoipa::path(
    post, path = "/v1/sign-up/finish", tag = "account", operation_id = "sign_up_finish", request_body = SetByLink,
    responses(
        (status = 200, description = "Signed up.", body = AccountOf),
        (status = 404, description = "`link_unknown`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`address_known`", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "`link_used`, `link_expired`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`password_refused`", body = Problem, content_type = "application/problem+json"),
        Sent,
    )
)]
pub(crate) async fn finish(
    State(app): State<Arc<App>>,
    Body(asked): Body<SetByLink>,
) -> Result<Json<AccountOf>, Fault> {
    check_maintenance(&app).await?;
    let link = links::open(&app, &asked.token).await?;
    match (links::purpose(&app, &link).await?, link.carried) {
        (LinkPurpose::Register, Some(typed)) => add(&app, &asked, &typed).await.map(Json),
        (LinkPurpose::KnownAddress, _) => Err(ProblemCode::AddressKnown.into()),
        (LinkPurpose::Register | LinkPurpose::NewPassword | LinkPurpose::NewAddress, _) => {
            Err(ProblemCode::LinkUnknown.into())
        }
    }
}

async fn add(app: &App, asked: &SetByLink, typed: &TypedSignUp) -> Result<AccountOf, Fault> {
    links::may_be_password(&asked.password)?;
    let password_hash = app.passwords.hash(&asked.password).await?;
    for _ in 0..ROUNDS {
        let login = Login::issued(Uuid::new_v4().as_u128() ^ u128::from(getrandom::u64()?));
        let new = NewDealer {
            id: Uuid::new_v4(),
            dealer: dealer_record(&typed.profile, &typed.email),
            login: login.clone(),
            password_hash: password_hash.clone(),
        };
        let letter = Letter::SignedUp {
            login: login.as_ref(),
            company: &typed.profile.company,
        };
        let letter = mail(&typed.email, typed.language, &letter);
        match app.ledger.sign_up(&asked.token, typed, &new, letter, app.now()).await {
            Ok(()) => {
                return Ok(AccountOf {
                    login: login.to_string(),
                });
            }
            Err(SignUpError::LinkUsed) => return Err(ProblemCode::LinkUsed.into()),
            Err(SignUpError::AddressKnown) => return Err(ProblemCode::AddressKnown.into()),
            Err(SignUpError::LoginTaken) => {}
            Err(SignUpError::Failed(error)) => return Err(error.into()),
        }
    }
    Err(ProblemCode::Unavailable.into())
}
