//! `POST /v1/tsunagaru/offers`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::tsunagaru::{self, MAX_REDRAWS, draw};
use kagifuda_ledger::Writing;
use kagifuda_wire::problem::Problem;
use kagifuda_wire::tsunagaru::{AskForNumbers, Offer};

use super::{of, offer_problem, problem_code};
use crate::app::App;
use crate::endpoint::refused::Wrote;
use crate::extract::{Body, IdempotencyKey, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Three connection numbers to choose from, held for this device; asked again, the same ones, unless others are wanted (TSU-11).
#[utoipa::path(
    post, path = "/v1/tsunagaru/offers", tag = "tsunagaru", operation_id = "offer_connection_numbers", request_body = AskForNumbers,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "HeldSubscription.", body = Offer),
        (status = 422, description = "`extend_instead`, `subscribed_elsewhere`, `ask_supplier`, `no_more_numbers`, `idempotency_key_reused`", body = Problem, content_type = "application/problem+json"),
        Wrote,
    )
)]
pub(crate) async fn offer(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<AskForNumbers>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &asked).await
}

impl Command for AskForNumbers {
    type Done = Offer;

    const NAME: &'static str = "tsunagaru.offer";

    fn subject(&self) -> String {
        self.device.to_string()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<Offer, Undecided> {
        let (dealer, now) = (writing.dealer(), writing.now());
        let held = writing.subscription(self.device).await?;
        tsunagaru::may_apply(self.device, &of(held.as_ref()), now)
            .map_err(|refusal| problem_code(refusal, held.as_ref(), dealer))?;
        let previous = writing
            .offer(self.device)
            .await?
            .filter(|offer| now < offer.held_until());
        if let Some(offer) = previous.as_ref().filter(|_| !self.others) {
            return Ok(answer(offer));
        }
        let offer = draw(previous.as_ref(), writing.free_numbers().await?, now).map_err(offer_problem)?;
        writing.hold_numbers(self.device, &offer).await?;
        Ok(answer(&offer))
    }
}

fn answer(offer: &tsunagaru::Offer) -> Offer {
    Offer {
        candidates: offer.candidates().to_vec(),
        redraws_left: MAX_REDRAWS - offer.redraws(),
        held_until: offer.held_until(),
    }
}
