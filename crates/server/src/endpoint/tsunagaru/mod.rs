//! つながるねっと: one file for each endpoint, and here what they share.

pub(crate) mod apply;
pub(crate) mod extend;
pub(crate) mod first_use;
pub(crate) mod offer;
pub(crate) mod search;
pub(crate) mod status;
pub(crate) mod terms;

use chrono::{DateTime, Utc};
use kagifuda_domain::catalogue::Programme;
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::kms::{self, LineRefusal, Registration};
use kagifuda_domain::tsunagaru::{
    Acceptance, OfferRefusal, Refusal, Subscription, Term, TermsKind, TermsVersion, accept,
};
use kagifuda_ledger::{HeldSubscription, NewTerm, Writing};
use kagifuda_wire::kms::KeyPair;
use kagifuda_wire::problem::{ProblemCode, RefusedLine};
use uuid::Uuid;

use crate::app::App;
use crate::endpoint::kms::register::pair;
use crate::write::Undecided;

/// **TSU-1** Decides whether the pair `line` may be registered on `device`.
async fn bind(
    app: &App,
    writing: &mut Writing<'_>,
    device: DeviceId,
    line: KeyPair,
) -> Result<Registration, Undecided> {
    let pair = pair(line);
    let lines = writing.on_file(&[pair]).await?;
    let (_, on_file) = &lines[0];
    match kms::bind(Programme::Tsunagaru, &app.secret, device, pair, on_file, writing.now()) {
        Ok(registration) => Ok(registration),
        Err(refusal) => Err(refuse_pair(writing, line, &refusal).await?),
    }
}

/// Refuses a pair; a wrong one counts (**KMS-11**).
async fn refuse_pair(writing: &mut Writing<'_>, line: KeyPair, refusal: &LineRefusal) -> Result<Undecided, Undecided> {
    if refusal.is_wrong_pair() {
        writing.count_wrong_pairs(&[line.activation_key]).await?;
    }
    let lines = vec![RefusedLine::new(line.activation_key, refusal)];
    Ok(ProblemCode::LinesRefused { lines }.into())
}

/// The period that the key of `registration` gives, once the terms for it are `accepted` (**TSU-10**).
async fn new_term(
    writing: &mut Writing<'_>,
    registration: &Registration,
    accepted: Option<TermsVersion>,
) -> Result<NewTerm, Undecided> {
    let product = writing.product(registration.product()).await?;
    let Some(term) = Term::of(&product) else {
        return Err(Undecided::Fault(
            format!("{} is a つながるねっと product without months", product.code).into(),
        ));
    };
    Ok(NewTerm {
        activation_key: registration.pair().no,
        product: product.code,
        term,
        acceptance: accepted_terms(term, accepted, writing.now())?,
    })
}

fn accepted_terms(term: Term, accepted: Option<TermsVersion>, now: DateTime<Utc>) -> Result<Acceptance, ProblemCode> {
    let in_force = crate::terms::in_force(TermsKind::of(term));
    accept(term, in_force, accepted, now).map_err(|refused| ProblemCode::TermsNotAccepted {
        terms: refused.kind,
        version: refused.in_force,
    })
}

/// The subscription of a device that has none.
fn of(held: Option<&HeldSubscription>) -> Subscription {
    held.map(HeldSubscription::subscription).unwrap_or_default()
}

/// A refusal about a device that has `held`, told to `dealer`: of another dealer's subscription it learns only that there is one.
fn problem_code(refusal: Refusal, held: Option<&HeldSubscription>, dealer: Uuid) -> ProblemCode {
    let elsewhere = held.is_some_and(|held| held.dealer != dealer);
    if refusal == Refusal::ExtendInstead && elsewhere {
        ProblemCode::SubscribedElsewhere
    } else {
        refusal.into()
    }
}

fn offer_problem(refusal: OfferRefusal) -> ProblemCode {
    match refusal {
        OfferRefusal::NoMoreDraws => ProblemCode::NoMoreNumbers,
        OfferRefusal::NotOffered => ProblemCode::NumberNotOffered,
        OfferRefusal::HoldEnded { until } => ProblemCode::NumberHoldEnded { until },
    }
}
