//! `POST /v1/tsunagaru/applications`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::kms::Registration;
use kagifuda_domain::tsunagaru::{self, OfferRefusal, take};
use kagifuda_ledger::{HeldSubscription, Writing};
use kagifuda_wire::problem::{Problem, ProblemCode};
use kagifuda_wire::tsunagaru::{Apply, Standing, Subscribed};

use super::{bind, new_term, of, offer_problem, problem_code};
use crate::app::App;
use crate::endpoint::refused::Wrote;
use crate::extract::{Body, IdempotencyKey, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Apply for a subscription of a device with the pair on a card, under the terms in force and a connection number that was offered
/// (TSU-1 to TSU-3, TSU-7, TSU-10 to TSU-12).
#[utoipa::path(
    post, path = "/v1/tsunagaru/applications", tag = "tsunagaru", operation_id = "apply_for_subscription", request_body = Apply,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "Subscribed, now or before with the same pair.", body = Subscribed),
        (status = 422, description = "`lines_refused`, `extend_instead`, `subscribed_elsewhere`, `over_six_years`, `ask_supplier`, `card_served`, `terms_not_accepted`, `number_not_offered`, `number_hold_ended`, `idempotency_key_reused`", body = Problem, content_type = "application/problem+json"),
        Wrote,
    )
)]
pub(crate) async fn apply(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<Apply>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &asked).await
}

impl Command for Apply {
    type Done = Subscribed;

    const NAME: &'static str = "tsunagaru.apply";

    fn subject(&self) -> String {
        self.device.to_string()
    }

    async fn decide(&self, app: &App, writing: &mut Writing<'_>) -> Result<Subscribed, Undecided> {
        let registration = bind(app, writing, self.device, self.key).await?;
        let held = writing.subscription(self.device).await?;
        let ours = held.as_ref().filter(|held| held.dealer == writing.dealer());
        let entered = registration.binding().registration_key;
        match ours.filter(|held| held.registration_key == entered) {
            Some(held) => Ok(subscribed(held, writing, true)),
            // KMS-2: the pair has the key it had, which opens nothing any more.
            None if registration.is_again() => Err(ProblemCode::CardServed.into()),
            None => begin(self, writing, registration, held.as_ref()).await,
        }
    }
}

async fn begin(
    asked: &Apply,
    writing: &mut Writing<'_>,
    registration: Registration,
    held: Option<&HeldSubscription>,
) -> Result<Subscribed, Undecided> {
    let (device, dealer, now) = (asked.device, writing.dealer(), writing.now());
    let new = new_term(writing, &registration, asked.accepted_terms).await?;
    let change =
        tsunagaru::apply(device, &of(held), new.term, now).map_err(|refusal| problem_code(refusal, held, dealer))?;
    let offer = writing
        .offer(device)
        .await?
        .ok_or(offer_problem(OfferRefusal::NotOffered))?;
    let chosen = take(&offer, asked.connection_no, now).map_err(offer_problem)?;

    writing.put_device(device, asked.site.as_ref()).await?;
    let entered = (chosen.no(), registration.binding().registration_key);
    writing.register(&[registration]).await?;
    writing.take_number(device, chosen).await?;
    let begun = writing.begin_subscription(device, held, &change, &new, entered).await?;
    Ok(subscribed(&begun, writing, false))
}

fn subscribed(held: &HeldSubscription, writing: &Writing<'_>, again: bool) -> Subscribed {
    Subscribed {
        connection_no: held.connection_no,
        registration_key: held.registration_key,
        standing: Standing::of(&held.subscription(), writing.now()),
        again,
    }
}
