//! `POST /v1/session`

use std::net::IpAddr;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_domain::account::second_factor::{is_due, wants_code};
use kagifuda_domain::account::{computer_name, may_try_to_sign_in};
use kagifuda_ledger::{Member, NewTokens, Proof, SignInTry};
use kagifuda_wire::problem::{Problem, ProblemCode};
use kagifuda_wire::session::{Session, SignIn};

use crate::app::App;
use crate::extract::{Body, Source};
use crate::problem::Fault;
use crate::tokens::{handed_out, new_tokens};
use crate::write::{ROUNDS, Undecided};

/// Sign in with 登録ID and password.
#[utoipa::path(
    post, path = "/v1/session", tag = "session", operation_id = "sign_in", request_body = SignIn,
    responses(
        (status = 200, description = "Signed in.", body = Session),
        (status = 400, description = "`bad_request`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`wrong_credentials`, `second_factor_wanted`, `second_factor_wrong`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_tries`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn sign_in(
    State(app): State<Arc<App>>,
    Source(source): Source,
    Body(asked): Body<SignIn>,
) -> Result<Json<Session>, Fault> {
    let signed_in = try_to_sign_in(&app, &asked, source).await;
    app.metrics.sign_in(outcome(&signed_in));
    signed_in.map(Json)
}

async fn try_to_sign_in(app: &App, asked: &SignIn, address: IpAddr) -> Result<Session, Fault> {
    let mut compared: Option<(Option<String>, bool)> = None;
    for _ in 0..ROUNDS {
        let tried = load(app, asked, address).await?;
        let hash = tried.member().map(|(_, hash)| hash.to_owned());
        let fits = match compared {
            Some((with, fits)) if with == hash => fits,
            Some(_) | None => app.passwords.fit(hash.as_deref(), &asked.password).await?,
        };
        compared = Some((hash, fits));
        match attempt(app, asked, &tried, fits).await {
            // ACC-6: somebody failed meanwhile; whether this try counts is decided anew.
            Err(Undecided::Conflict) => {}
            Err(Undecided::Refused(code)) => return Err(code.into()),
            Err(Undecided::Fault(fault)) => return Err(fault),
            Ok(session) => return Ok(session),
        }
    }
    Err(ProblemCode::Unavailable.into())
}

async fn attempt(app: &App, asked: &SignIn, tried: &SignInTry, fits: bool) -> Result<Session, Undecided> {
    let Some((member, _)) = tried.member().filter(|_| fits) else {
        return failed(app, tried, ProblemCode::WrongCredentials).await;
    };
    let factor = app.ledger.second_factor(member.id).await?;
    let due = is_due(tried.second_factor_demanded(), factor.stands);
    if !wants_code(factor.stands) {
        return open(app, asked, tried, member, None, due).await;
    }
    // Neither a success nor a failure: whoever has the password learns that it is not enough.
    let code = asked.code.as_ref().ok_or(ProblemCode::SecondFactorWanted)?;
    let proof = app
        .second_factors
        .proof(member, &factor, code, app.now())
        .map_err(Fault::from)?;
    match proof {
        Some(proof) => open(app, asked, tried, member, Some(&proof), due).await,
        None => failed(app, tried, ProblemCode::SecondFactorWrong).await,
    }
}

/// Counts a failure, which is answered with `code`.
async fn failed(app: &App, tried: &SignInTry, code: ProblemCode) -> Result<Session, Undecided> {
    app.ledger.commit_failure(tried, app.now()).await?;
    Err(code.into())
}

async fn load(app: &App, asked: &SignIn, address: IpAddr) -> Result<SignInTry, Fault> {
    let tried = app.ledger.load_sign_in(&asked.login, address).await?;
    match may_try_to_sign_in(tried.failures(), app.now()) {
        Ok(()) => Ok(tried),
        Err(wait) => Err(ProblemCode::TooManyTries {
            retry_after: wait.as_secs(),
        }
        .into()),
    }
}

async fn open(
    app: &App,
    asked: &SignIn,
    tried: &SignInTry,
    member: &Member,
    proof: Option<&Proof>,
    second_factor_due: bool,
) -> Result<Session, Undecided> {
    let now = app.now();
    let tokens: NewTokens = new_tokens(now)?;
    let record_keys = app.ledger.record_keys().await?;
    let computer = asked.computer.as_deref().and_then(computer_name);
    let opened = app
        .ledger
        .commit_session(tried, member, proof, computer.as_deref(), &tokens, now);
    if !opened.await? {
        return failed(app, tried, ProblemCode::SecondFactorWrong).await;
    }
    Ok(Session {
        tokens: handed_out(tokens),
        dealer: member.dealer,
        company: member.company.clone(),
        role: member.role,
        record_keys,
        second_factor_due,
    })
}

fn outcome(signed_in: &Result<Session, Fault>) -> &'static str {
    match signed_in {
        Ok(_) => "ok",
        Err(Fault::Refused(ProblemCode::TooManyTries { .. })) => "too_many_tries",
        Err(Fault::Refused(_)) => "refused",
        Err(Fault::Failed(_)) => "failed",
    }
}
