//! Subscriptions of つながるねっと in every state.

use chrono::{DateTime, TimeDelta, Utc};
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::tsunagaru::{TRIAL_PRODUCT, TermsKind};
use kagifuda_ledger::Actor;
use kagifuda_wire::kms::KeyPair;
use kagifuda_wire::record::Device;
use kagifuda_wire::tsunagaru::{Apply, AskForNumbers, Offer, Subscribed};
use uuid::Uuid;

use super::{failed, key_pair};
use crate::admin::{Admin, AdminError};
use crate::endpoint::tsunagaru::first_use;
use crate::terms;

/// How many of each kind.
const OF_EACH: usize = 8;

/// Each kind: its product, how long ago it was applied for, and how long ago it was first used.
const KINDS: [(&str, i64, Option<i64>); 5] = [
    ("KX-VCS701W", 3, None),              // not started
    (TRIAL_PRODUCT, 40, Some(30)),        // in trial
    ("KX-VCS703W", 400, Some(390)),       // active
    ("KX-VCS701W", 420, Some(365 + 45)),  // in grace
    ("KX-VCS701W", 700, Some(365 + 280)), // lapsed
];

impl Admin {
    /// Applies for subscriptions, each on a device of its own; answers how many keys that took now.
    pub(super) async fn fill_tsunagaru(
        &self,
        dealer: Uuid,
        actor: &Actor,
        devices: &[Device],
    ) -> Result<usize, AdminError> {
        let mut registered = 0;
        let mut devices = devices.iter().map(|device| device.device);
        for (product, applied, used) in KINDS {
            let kind = if product == TRIAL_PRODUCT {
                TermsKind::Trial
            } else {
                TermsKind::Paid
            };
            let code = product.parse().map_err(|error| AdminError::Failed(Box::new(error)))?;
            let pairs = self.app.ledger.pairs_of(dealer, &code).await?;
            let mut pairs = pairs.into_iter().filter(|(_, registered)| !registered);
            for device in devices.by_ref().take(OF_EACH) {
                if self.app.ledger.subscriber(device).await?.is_some() {
                    continue;
                }
                let Some((pair, _)) = pairs.next() else { break };
                let (applied, used) = (self.days_ago(applied), used.map(|days| self.days_ago(days)));
                let subscribed = self
                    .apply_for(dealer, actor, (device, key_pair(pair), kind), applied)
                    .await?;
                if let Some(used) = used {
                    let entered = (device, subscribed.registration_key);
                    first_use::start(&self.app, dealer, entered, || used)
                        .await
                        .map_err(failed)?;
                }
                registered += 1;
            }
        }
        Ok(registered)
    }

    async fn apply_for(
        &self,
        dealer: Uuid,
        actor: &Actor,
        (device, key, kind): (DeviceId, KeyPair, TermsKind),
        at: DateTime<Utc>,
    ) -> Result<Subscribed, AdminError> {
        let others = false;
        let offer: Offer = self.done(dealer, actor, &AskForNumbers { device, others }, at).await?;
        let asked = Apply {
            device,
            site: None,
            key,
            connection_no: offer.candidates[0],
            accepted_terms: Some(terms::in_force(kind)),
        };
        self.done(dealer, actor, &asked, at).await
    }

    fn days_ago(&self, days: i64) -> DateTime<Utc> {
        self.app.now() - TimeDelta::days(days)
    }
}
