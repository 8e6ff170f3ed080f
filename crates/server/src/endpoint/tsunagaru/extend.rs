//! `POST /v1/tsunagaru/extensions` and its preview

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::kms::Registration;
use kagifuda_domain::tsunagaru::{self, Change, Refusal, Subscription};
use kagifuda_ledger::{HeldSubscription, NewTerm, Writing};
use kagifuda_wire::problem::Problem;
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::tsunagaru::{Extend, Extended, Standing};
use serde::Serialize;

use super::{bind, new_term, problem_code};
use crate::app::App;
use crate::endpoint::refused::Wrote;
use crate::extract::{Body, IdempotencyKey, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Extend a subscription with the pair on a card, under the terms in force (TSU-1, TSU-4 to TSU-8, TSU-10).
#[utoipa::path(
    post, path = "/v1/tsunagaru/extensions", tag = "tsunagaru", operation_id = "extend_subscription", request_body = Extend,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "Extended, now or before with the same pair.", body = Extended),
        (status = 422, description = "`lines_refused`, `nothing_to_extend`, `grace_over`, `over_six_years`, `trial_extends_nothing`, `card_served`, `standing_changed`, `terms_not_accepted`, `idempotency_key_reused`", body = Problem, content_type = "application/problem+json"),
        Wrote,
    )
)]
pub(crate) async fn extend(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<Extend>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &asked).await
}

/// What an extension would come to: 現在の利用期限 and 申請後の利用期限. Nothing is extended; a wrong pair counts all the same (KMS-11).
#[utoipa::path(
    post, path = "/v1/tsunagaru/extensions/preview", tag = "tsunagaru", operation_id = "preview_extension", request_body = Extend,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the same answer is given; kept for a year.")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "It can be extended so.", body = Extended),
        (status = 422, description = "As for an extension.", body = Problem, content_type = "application/problem+json"),
        Wrote,
    )
)]
pub(crate) async fn preview(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<Extend>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &Preview(asked)).await
}

impl Command for Extend {
    type Done = Extended;

    const NAME: &'static str = "tsunagaru.extend";

    fn subject(&self) -> String {
        self.device.to_string()
    }

    async fn decide(&self, app: &App, writing: &mut Writing<'_>) -> Result<Extended, Undecided> {
        match decide(self, app, writing).await? {
            Decided::Again(held) => Ok(extended(&held.subscription(), &held.subscription(), writing, true)),
            Decided::New(new) => {
                writing.register(&[new.registration]).await?;
                let after = writing
                    .extend_subscription(self.device, &new.held, &new.change, &new.term)
                    .await?;
                Ok(extended(
                    &new.held.subscription(),
                    &after.subscription(),
                    writing,
                    false,
                ))
            }
        }
    }
}

/// An extension that is only looked at.
#[derive(Serialize)]
struct Preview(Extend);

impl Command for Preview {
    type Done = Extended;

    const NAME: &'static str = "tsunagaru.preview";

    fn subject(&self) -> String {
        self.0.subject()
    }

    async fn decide(&self, app: &App, writing: &mut Writing<'_>) -> Result<Extended, Undecided> {
        Ok(match decide(&self.0, app, writing).await? {
            Decided::Again(held) => extended(&held.subscription(), &held.subscription(), writing, true),
            Decided::New(new) => extended(&new.held.subscription(), new.change.subscription(), writing, false),
        })
    }
}

/// What was decided on an extension.
enum Decided {
    /// The pair has extended this subscription before.
    Again(HeldSubscription),
    New(Box<New>),
}

struct New {
    held: HeldSubscription,
    registration: Registration,
    term: NewTerm,
    change: Change,
}

async fn decide(asked: &Extend, app: &App, writing: &mut Writing<'_>) -> Result<Decided, Undecided> {
    let registration = bind(app, writing, asked.device, asked.key).await?;
    let (dealer, now) = (writing.dealer(), writing.now());
    // Another dealer's subscription is as unknown as none.
    let held = writing.subscription(asked.device).await?;
    let held = held.filter(|held| held.dealer == dealer);
    let held = held.ok_or(problem_code(Refusal::NotRegistered, None, dealer))?;
    match (registration.is_again(), held.counts(registration.pair().no)) {
        (true, true) => return Ok(Decided::Again(held)),
        (true, false) => return Err(ProblemCode::CardServed.into()),
        (false, _) => {}
    }
    let term = new_term(writing, &registration, asked.accepted_terms).await?;
    let change = tsunagaru::extend(&held.subscription(), term.term, now)
        .map_err(|refusal| problem_code(refusal, Some(&held), dealer))?;
    let after = Standing::of(change.subscription(), now);
    if asked.shown.is_some_and(|shown| !is_as_shown(&shown, &after)) {
        return Err(ProblemCode::StandingChanged { after }.into());
    }
    Ok(Decided::New(Box::new(New {
        held,
        registration,
        term,
        change,
    })))
}

/// The promise is the last day, or the months until there is one.
fn is_as_shown(shown: &Standing, after: &Standing) -> bool {
    (shown.months, shown.expiry) == (after.months, after.expiry)
}

fn extended(before: &Subscription, after: &Subscription, writing: &Writing<'_>, again: bool) -> Extended {
    Extended {
        before: Standing::of(before, writing.now()),
        after: Standing::of(after, writing.now()),
        again,
    }
}
