//! 検索 with all three numbers (TSU-13), and the terms (TSU-10).

use kagifuda_sync::{Call, CallError, SyncError};
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::request::Method;
use kagifuda_wire::tsunagaru::{Found, Search, Terms, TermsInForce};
use uuid::Uuid;

use super::{Typed, view};
use crate::Desk;
use crate::fault::failed;
use crate::problem::{Kind, Problem};
use crate::submit::PATIENCE;
use crate::view::{CardForm, FoundSubscriptionView, TermsView};

/// The setting under which the terms last seen are kept.
const TERMS: &str = "tsunagaru_terms";

impl Desk {
    /// The subscription of a device, asked of the server with all that proves possession. `None`: the pair is not on this device.
    pub async fn search_subscription(&self, form: CardForm) -> Result<Option<FoundSubscriptionView>, Problem> {
        let typed = Typed::read(&form)?;
        let asked = Search {
            device: typed.device,
            key: typed.pair,
        };
        let body = serde_json::to_string(&asked).map_err(|fault| failed(&fault))?;
        let call = Call::write(Method::Post, "/v1/tsunagaru/search", Uuid::new_v4(), body);
        let found = match self.session().await?.ask::<Found>(&call).await {
            Err(SyncError::Call(CallError::Refused(ProblemCode::NotFound))) => Ok(None),
            answer => answer.map(Some).map_err(Problem::from),
        };
        self.note_online(found.as_ref().map(drop));
        let Some(found) = found? else { return Ok(None) };
        let now = self.now()?;
        let known = self.subscription_row(typed.device).await?;
        Ok(Some(FoundSubscriptionView {
            device: typed.device.to_string(),
            connection_no: found.connection_no.to_string(),
            registration_key: found.registration_key.to_string(),
            standing: found.standing.into(),
            known: known.map(|row| view(&row, now)),
        }))
    }

    /// Has the terms at hand for an extension without a network, even where nobody has read them yet. A server that does not tell them keeps
    /// nothing else from going on.
    pub(crate) async fn remember_terms(&self) -> Result<(), Problem> {
        if self.cache.setting(TERMS).await?.is_none()
            && let Err(problem) = self.terms().await
        {
            tracing::warn!(?problem, "the terms are not at hand");
        }
        Ok(())
    }

    /// The terms in force; those last seen here where the server is not reached, so that an extension can wait for it.
    pub async fn terms(&self) -> Result<Vec<TermsView>, Problem> {
        let call = Call::get("/v1/tsunagaru/terms");
        let asked = tokio::time::timeout(PATIENCE, self.ask::<TermsInForce>(&call)).await;
        match asked.unwrap_or(Err(Problem::Unreachable)) {
            Ok(in_force) => {
                let json = serde_json::to_string(&in_force).map_err(|fault| failed(&fault))?;
                self.cache.set_setting(TERMS, &json).await?;
                Ok(views(in_force, false))
            }
            Err(problem) if problem.kind() == Kind::NotReached => {
                let seen = self.cache.setting(TERMS).await?;
                let seen = seen.and_then(|json| serde_json::from_str::<TermsInForce>(&json).ok());
                seen.map(|seen| views(seen, true)).ok_or(problem)
            }
            Err(problem) => Err(problem),
        }
    }
}

fn views(in_force: TermsInForce, remembered: bool) -> Vec<TermsView> {
    let view = |terms: Terms| TermsView {
        kind: terms.kind.into(),
        version: terms.version.0,
        ja: terms.ja,
        en: terms.en,
        remembered,
    };
    in_force.terms.into_iter().map(view).collect()
}
