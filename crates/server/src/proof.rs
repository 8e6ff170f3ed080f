//! Proving oneself anew within a session: by the password, by a code. Failures count like those of signing in (**ACC-6**): an open session
//! is no place to guess in.

use std::net::IpAddr;

use kagifuda_domain::account::may_try_to_sign_in;
use kagifuda_ledger::{Member, Proof, Writing};
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::session::Secret;

use crate::app::App;
use crate::problem::Fault;
use crate::write::Undecided;

/// A password that was shown and compared: that takes long, and is done before a write begins.
pub(crate) struct PasswordShown {
    with: Option<String>,
    fits: bool,
    source: IpAddr,
}

impl PasswordShown {
    /// Compares `password` with the one of `member`.
    pub(crate) async fn check(app: &App, member: &Member, password: &Secret, source: IpAddr) -> Result<Self, Fault> {
        let with = app.ledger.password_hash(member.id).await?;
        let fits = app.passwords.fit(with.as_deref(), password).await?;
        Ok(Self { with, fits, source })
    }
}

/// Goes on if the password that was shown is the member's.
pub(crate) async fn prove_password(
    writing: &mut Writing<'_>,
    member: &Member,
    shown: &PasswordShown,
) -> Result<(), Undecided> {
    may_try(writing, member, shown.source).await?;
    if shown.fits && writing.password_hash(member.id).await? == shown.with {
        return Ok(());
    }
    writing.count_failure(&member.login, shown.source).await?;
    Err(ProblemCode::WrongCredentials.into())
}

/// The same for a body in which a password stands or does not; where none does, there is nothing to compare.
pub(crate) async fn shown(
    app: &App,
    member: &Member,
    password: Option<&Secret>,
    source: IpAddr,
) -> Result<Option<PasswordShown>, Fault> {
    match password {
        Some(password) => PasswordShown::check(app, member, password, source).await.map(Some),
        None => Ok(None),
    }
}

/// Goes on if the member's password was shown. One that is left out is no guess, and is not counted.
pub(crate) async fn prove_own(
    writing: &mut Writing<'_>,
    member: &Member,
    shown: Option<&PasswordShown>,
) -> Result<(), Undecided> {
    match shown {
        Some(shown) => prove_password(writing, member, shown).await,
        // No answer to be kept: under the same key the password may follow.
        None => Err(Undecided::Fault(ProblemCode::WrongCredentials.into())),
    }
}

/// **ACC-6** Makes sure that `member` has not asked too often for what is somebody else's.
pub(crate) async fn may_ask(writing: &mut Writing<'_>, member: &Member, source: IpAddr) -> Result<(), Undecided> {
    may_try(writing, member, source).await
}

/// **ACC-6** A login that is somebody else's: counted like a guess, so that nobody finds out about logins by asking for them.
pub(crate) async fn login_taken(writing: &mut Writing<'_>, member: &Member, source: IpAddr) -> Undecided {
    match writing.count_failure(&member.login, source).await {
        Ok(()) => ProblemCode::LoginTaken.into(),
        Err(error) => error.into(),
    }
}

/// Goes on if `code` is one of the member's app, or a recovery code, and uses it up.
pub(crate) async fn prove_code(
    app: &App,
    writing: &mut Writing<'_>,
    member: &Member,
    code: &Secret,
    source: IpAddr,
) -> Result<(), Undecided> {
    prove(app, writing, member, code, source, |_| true).await
}

/// Goes on if `code` is one of the member's app, and uses it up.
pub(crate) async fn prove_app(
    app: &App,
    writing: &mut Writing<'_>,
    member: &Member,
    code: &Secret,
    source: IpAddr,
) -> Result<(), Undecided> {
    prove(app, writing, member, code, source, |proof| {
        matches!(proof, Proof::Step(_))
    })
    .await
}

async fn prove(
    app: &App,
    writing: &mut Writing<'_>,
    member: &Member,
    code: &Secret,
    source: IpAddr,
    takes: impl Fn(&Proof) -> bool,
) -> Result<(), Undecided> {
    may_try(writing, member, source).await?;
    let factor = writing.second_factor(member.id).await?;
    let proof = app.second_factors.proof(member, &factor, code, writing.now());
    if let Some(proof) = proof.map_err(Fault::from)?.filter(takes)
        && writing.use_up_proof(member.id, &proof).await?
    {
        return Ok(());
    }
    writing.count_failure(&member.login, source).await?;
    Err(ProblemCode::SecondFactorWrong.into())
}

async fn may_try(writing: &mut Writing<'_>, member: &Member, source: IpAddr) -> Result<(), Undecided> {
    let failures = writing.failures(&member.login, source).await?;
    may_try_to_sign_in(&failures, writing.now()).map_err(|wait| {
        // Later it may go on: this is no answer to be kept.
        let retry_after = wait.as_secs();
        Undecided::Fault(ProblemCode::TooManyTries { retry_after }.into())
    })
}
