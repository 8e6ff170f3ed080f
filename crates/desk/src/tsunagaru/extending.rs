//! 期間の延長: what it would come to, and doing it.

use kagifuda_domain::calendar::gmt_day;
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId};
use kagifuda_domain::tsunagaru::{self, Term, TermsVersion};
use kagifuda_sync::Call;
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::request::{Method, Request};
use kagifuda_wire::tsunagaru::{Extend, Extended};
use uuid::Uuid;

use super::{Card, SubscriptionRow, Typed, in_one_line, refusal, standing};
use crate::Desk;
use crate::fault::failed;
use crate::problem::Problem;
use crate::view::{CardForm, ExtendForm, ExtensionView, SubmitView};

impl Desk {
    /// What an extension with the card in `form` would come to, by the rules on what this computer knows; of a device that it does not
    /// know, by the server.
    pub async fn check_extension(&self, form: CardForm) -> Result<ExtensionView, Problem> {
        let account = self.account().await?;
        if !account.role.may_issue() {
            return Err(Problem::RoleMayNot);
        }
        let typed = Typed::of_device(&form)?;
        let card = self.card(typed).await?;
        match self.subscription_row(typed.device).await? {
            Some(row) => {
                let waiting = self.waiting_extensions(typed.device).await?;
                self.foresee(card, &row, &waiting)
            }
            None => self.preview_extension(card).await,
        }
    }

    /// The cards with which extensions of `device` wait to be sent, each with the period that it gives.
    async fn waiting_extensions(&self, device: DeviceId) -> Result<Vec<(ActivationKeyNo, Term)>, Problem> {
        let mut cards = Vec::new();
        for intent in self.cache.waiting().await? {
            let Request::Extend(asked) = intent.request else {
                continue;
            };
            let key = self.cache.key(asked.key.activation_key).await?;
            let term = key.and_then(|key| Term::of(&key.product));
            cards.extend(
                term.filter(|_| asked.device == device)
                    .map(|term| (asked.key.activation_key, term)),
            );
        }
        Ok(cards)
    }

    /// Extends: on disk first, then at once to the server. Nothing but what was shown is confirmed (TSU-9).
    pub async fn extend(&self, form: ExtendForm) -> Result<SubmitView, Problem> {
        let typed = Typed::of_device(&form.card)?;
        let asked = Extend {
            device: typed.device,
            key: typed.pair,
            accepted_terms: Some(TermsVersion(form.accepted_terms)),
            shown: Some(form.shown.into()),
        };
        self.submit_draft(form.draft, Request::Extend(asked)).await
    }

    /// The server's word on a device that this computer does not know.
    async fn preview_extension(&self, card: Card) -> Result<ExtensionView, Problem> {
        let in_force = self
            .terms()
            .await?
            .into_iter()
            .find(|terms| terms.kind == card.view.terms);
        let asked = Extend {
            device: card.typed.device,
            key: card.typed.pair,
            // Nothing is extended, and without it the server would not say.
            accepted_terms: in_force.map(|terms| TermsVersion(terms.version)),
            shown: None,
        };
        let body = serde_json::to_string(&asked).map_err(|fault| failed(&fault))?;
        let call = Call::write(Method::Post, "/v1/tsunagaru/extensions/preview", Uuid::new_v4(), body);
        let extended: Extended = self.ask(&call).await?;
        Ok(ExtensionView {
            device: card.typed.device.to_string(),
            site: None,
            customer: None,
            connection_no: None,
            activation_key: card.typed.pair.activation_key.to_string(),
            card: card.view,
            today: gmt_day(self.now()?),
            before: extended.before.into(),
            after: extended.after.into(),
            counted_from: None,
            days_added: None,
            again: extended.again,
        })
    }

    /// **TSU-4** to **TSU-7**, on the subscription as it is here, once what waits has been sent.
    fn foresee(
        &self,
        card: Card,
        row: &SubscriptionRow,
        waiting: &[(ActivationKeyNo, Term)],
    ) -> Result<ExtensionView, Problem> {
        let now = self.now()?;
        let today = gmt_day(now);
        let no = card.typed.pair.activation_key;
        let served = row.subscription.terms.iter().any(|term| term.activation_key == no);
        let again = served || waiting.iter().any(|(waits, _)| *waits == no);
        let mut old = row.subscription.of_rules();
        for (_, term) in waiting {
            if let Ok(change) = tsunagaru::extend(&old, *term, now) {
                old = change.subscription().clone();
            }
        }
        if card.bound.is_some() && !again {
            return Err(ProblemCode::CardServed.into());
        }
        let before = standing(&old, now);
        let shown = ExtensionView {
            device: card.typed.device.to_string(),
            site: row.site.as_ref().and_then(in_one_line),
            customer: row.customer.clone(),
            connection_no: Some(row.subscription.connection_no.to_string()),
            activation_key: no.to_string(),
            card: card.view,
            today,
            after: before.clone(),
            before,
            counted_from: None,
            days_added: None,
            again,
        };
        if again {
            return Ok(shown);
        }
        let change = tsunagaru::extend(&old, card.term, now).map_err(refusal)?;
        Ok(ExtensionView {
            after: standing(change.subscription(), now),
            counted_from: change.counted_from(&old, today),
            days_added: change.days_added(&old, today).and_then(|days| days.try_into().ok()),
            ..shown
        })
    }
}
