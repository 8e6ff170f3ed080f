//! `POST /v1/session`

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use axum::Json;
use axum::extract::{ConnectInfo, State};
use kagifuda_domain::account::may_try_to_sign_in;
use kagifuda_ledger::{CommitError, Member, NewTokens, SignInTry};
use kagifuda_wire::problem::{Problem, ProblemCode};
use kagifuda_wire::session::{Session, SignIn};

use crate::app::App;
use crate::extract::Body;
use crate::problem::Fault;
use crate::tokens::{handed_out, new_tokens};
use crate::write::ROUNDS;

/// Sign in with 登録ID and password.
#[utoipa::path(
    post, path = "/v1/session", tag = "session", operation_id = "sign_in", request_body = SignIn,
    responses(
        (status = 200, description = "Signed in.", body = Session),
        (status = 400, description = "`bad_request`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`wrong_credentials`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_tries`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn sign_in(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Body(asked): Body<SignIn>,
) -> Result<Json<Session>, Fault> {
    let signed_in = try_to_sign_in(&app, &asked, counted_address(peer.ip())).await;
    app.metrics.sign_in(outcome(&signed_in));
    signed_in.map(Json)
}

async fn try_to_sign_in(app: &App, asked: &SignIn, address: IpAddr) -> Result<Session, Fault> {
    let mut tried = load(app, asked, address).await?;
    let fits = app
        .passwords
        .fit(tried.member().map(|(_, hash)| hash), &asked.password)
        .await?;
    for _ in 0..ROUNDS {
        let committed = match tried.member() {
            Some((member, _)) if fits => open(app, &tried, member).await?,
            Some(_) | None => match app.ledger.commit_failure(&tried, app.now()).await {
                Ok(()) => return Err(ProblemCode::WrongCredentials.into()),
                Err(conflict) => Err(conflict),
            },
        };
        match committed {
            Ok(session) => return Ok(session),
            // ACC-6: somebody failed meanwhile; whether this try counts is decided anew.
            Err(CommitError::Conflict) => tried = load(app, asked, address).await?,
            Err(CommitError::Failed(error)) => return Err(error.into()),
        }
    }
    Err(ProblemCode::Unavailable.into())
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

async fn open(app: &App, tried: &SignInTry, member: &Member) -> Result<Result<Session, CommitError>, Fault> {
    let now = app.now();
    let tokens: NewTokens = new_tokens(now)?;
    let record_keys = app.ledger.record_keys().await?;
    let committed = app.ledger.commit_session(tried, member, &tokens, now).await;
    Ok(committed.map(|()| Session {
        tokens: handed_out(tokens),
        dealer: member.dealer,
        company: member.company.clone(),
        role: member.role,
        record_keys,
    }))
}

/// The address that failures are counted for: of IPv6 the network, of which one customer has whole.
fn counted_address(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
        v4 @ IpAddr::V4(_) => v4,
    }
}

fn outcome(signed_in: &Result<Session, Fault>) -> &'static str {
    match signed_in {
        Ok(_) => "ok",
        Err(Fault::Refused(ProblemCode::TooManyTries { .. })) => "too_many_tries",
        Err(Fault::Refused(_)) => "refused",
        Err(Fault::Failed(_)) => "failed",
    }
}
