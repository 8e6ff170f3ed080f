//! `POST /v1/remo/welcome`

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use kagifuda_domain::account::may_be_password;
use kagifuda_domain::remo::accept;
use kagifuda_ledger::{Act, Actor, CommitError, Writing};
use kagifuda_wire::problem::{ProblemCode, RemoReason};
use kagifuda_wire::remo::Welcome;

use super::WelcomeRefused;
use crate::app::App;
use crate::extract::Body;
use crate::problem::Fault;
use crate::remo::refused;
use crate::write::{Undecided, check_maintenance};

/// Set a password by the one-time link of a welcome mail (REM-7). Needs no session: the token is the proof.
#[utoipa::path(
    post, path = "/v1/remo/welcome", tag = "remo", operation_id = "remo_welcome", request_body = Welcome,
    responses((status = 204, description = "The password is set, and the link is used up."), WelcomeRefused),
)]
pub(crate) async fn welcome(State(app): State<Arc<App>>, Body(asked): Body<Welcome>) -> Result<StatusCode, Fault> {
    may_be_password(asked.password.expose()).map_err(|why| refused(&why))?;
    let ended = || ProblemCode::from(RemoReason::LinkEnded);
    let (dealer, customer) = app.ledger.remo_welcomed(&asked.token).await?.ok_or_else(ended)?;
    check_maintenance(&app).await?;
    // Before a write begins: nobody is to wait for a hash.
    let hash = app.passwords.hash(&asked.password).await?;
    let id = customer.to_string();
    let (name, subject) = ("remo.welcome", id.clone());
    let mut writing = app
        .ledger
        .write(dealer, Actor::ContractUser { id }, || app.now())
        .await?;
    open(&mut writing, &asked, &hash).await.map_err(fault)?;
    match writing.commit(Act { name, subject }, None).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT),
        Err(CommitError::Conflict) => Err(ProblemCode::Unavailable.into()),
        Err(CommitError::Failed(error)) => Err(error.into()),
    }
}

async fn open(writing: &mut Writing<'_>, asked: &Welcome, hash: &str) -> Result<(), Undecided> {
    let ended = || ProblemCode::from(RemoReason::LinkEnded);
    let (customer, made_at, is_used) = writing.remo_welcome(&asked.token).await?.ok_or_else(ended)?;
    accept(made_at, is_used, writing.now()).map_err(|why| refused(&why))?;
    let customer = writing.remo_customer(customer).await?.ok_or_else(ended)?;
    writing.note("is_open", customer.is_open, true);
    writing.open_remo_customer(customer, &asked.token, hash).await?;
    Ok(())
}

fn fault(why: Undecided) -> Fault {
    match why {
        Undecided::Refused(code) => code.into(),
        Undecided::Conflict => ProblemCode::Unavailable.into(),
        Undecided::Fault(fault) => fault,
    }
}
