//! 新規申請: whether it is the right thing, choosing a connection number, and doing it.

use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::tsunagaru::{ConnectionNo, TermsVersion, may_apply};
use kagifuda_sync::Call;
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::request::{Method, Request};
use kagifuda_wire::tsunagaru::{Apply, AskForNumbers, Offer};
use uuid::Uuid;

use super::{Typed, refusal, view};
use crate::Desk;
use crate::fault::{failed, mistyped, narrow};
use crate::issue::site;
use crate::problem::{Field, Problem};
use crate::view::{ApplicationView, ApplyForm, CardForm, OfferView, SubmitView};

impl Desk {
    /// Whether a new application with the card in `form` may go on, as far as this computer knows (TSU-1, TSU-3, TSU-12, KMS-3).
    pub async fn check_application(&self, form: CardForm) -> Result<ApplicationView, Problem> {
        let account = self.account().await?;
        if !account.role.may_issue() {
            return Err(Problem::RoleMayNot);
        }
        let typed = Typed::of_device(&form)?;
        let card = self.card(typed).await?;
        let now = self.now()?;
        let row = self.subscription_row(typed.device).await?;
        let mut application = ApplicationView {
            device: typed.device.to_string(),
            customer: row.as_ref().and_then(|row| row.customer.clone()),
            activation_key: typed.pair.activation_key.to_string(),
            card: card.view,
            done: None,
        };
        match (card.bound, row) {
            // KMS-2
            (Some(bound), Some(row)) if row.subscription.registration_key == bound.registration_key => {
                application.done = Some(view(&row, now));
            }
            (Some(_), _) => return Err(ProblemCode::CardServed.into()),
            (None, Some(row)) => may_apply(typed.device, &row.subscription.of_rules(), now).map_err(refusal)?,
            (None, None) => {}
        }
        Ok(application)
    }

    /// **TSU-11** The connection numbers held for the device `typed`; `others`: others in place of those.
    pub async fn offer_numbers(&self, typed: &str, others: bool) -> Result<OfferView, Problem> {
        let device: DeviceId = typed.parse().map_err(mistyped(Field::Device))?;
        let asked = AskForNumbers { device, others };
        let body = serde_json::to_string(&asked).map_err(|fault| failed(&fault))?;
        let call = Call::write(Method::Post, "/v1/tsunagaru/offers", Uuid::new_v4(), body);
        let offer: Offer = self.ask(&call).await?;
        // The server's clock decides, and this computer's may differ from it.
        let ahead = self.session().await?.server().clock_ahead().unwrap_or_default();
        let left = offer.held_until - (self.now()? - ahead);
        Ok(OfferView {
            candidates: offer.candidates.iter().map(ToString::to_string).collect(),
            redraws_left: offer.redraws_left.into(),
            seconds_left: narrow(left.num_seconds().max(0)),
        })
    }

    /// Applies: on disk first, then at once to the server.
    pub async fn apply(&self, form: ApplyForm) -> Result<SubmitView, Problem> {
        let typed = Typed::of_device(&form.card)?;
        let asked = Apply {
            device: typed.device,
            site: form.site.as_ref().map(site).transpose()?,
            key: typed.pair,
            connection_no: form
                .connection_no
                .parse::<ConnectionNo>()
                .map_err(|_| ProblemCode::NumberNotOffered)?,
            accepted_terms: Some(TermsVersion(form.accepted_terms)),
        };
        self.submit_draft(form.draft, Request::Apply(asked)).await
    }
}
