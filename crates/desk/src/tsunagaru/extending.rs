//! 期間の延長: what it would come to, and doing it.

use kagifuda_domain::calendar::gmt_day;
use kagifuda_domain::tsunagaru;
use kagifuda_wire::problem::ProblemCode;

use super::{Card, Typed, days_between, in_one_line, refusal, standing};
use crate::Desk;
use crate::problem::Problem;
use crate::view::tsunagaru::{CardForm, ExtensionView};

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
            Some(row) => self.foresee(card, &row),
            None => self.preview_extension(card).await,
        }
    }

    /// **TSU-4** to **TSU-7**, on the subscription as it is here.
    fn foresee(&self, card: Card, row: &kagifuda_cache::SubscriptionRow) -> Result<ExtensionView, Problem> {
        let now = self.now()?;
        let today = gmt_day(now);
        let old = row.subscription.of_rules();
        let served = |term: &kagifuda_wire::record::SubscriptionTerm| {
            term.activation_key == card.typed.pair.activation_key
        };
        let again = row.subscription.terms.iter().any(served);
        if card.bound.is_some() && !again {
            return Err(ProblemCode::CardServed.into());
        }
        let before = standing(&old, now);
        let shown = ExtensionView {
            device: card.typed.device.to_string(),
            site: row.site.as_ref().and_then(in_one_line),
            customer: row.customer.clone(),
            connection_no: Some(row.subscription.connection_no.to_string()),
            activation_key: card.typed.pair.activation_key.to_string(),
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
