//! What was applied for and refused, to be mended and sent again.

use kagifuda_cache::CacheError;
use kagifuda_domain::ids::DeviceId;
use kagifuda_wire::kms::KeyPair;
use kagifuda_wire::request::Request;

use crate::Desk;
use crate::fault::failed;
use crate::issue::parse_intent;
use crate::problem::Problem;
use crate::view::{CardForm, RenewalView};

impl Desk {
    /// The new application or the extension `intent`, with everything that was typed.
    pub async fn renewal(&self, intent: &str) -> Result<RenewalView, Problem> {
        self.account().await?;
        let intent = parse_intent(intent)?;
        let found = self.cache.intent(intent).await?;
        match found.map(|intent| intent.request) {
            Some(Request::Apply(asked)) => Ok(RenewalView {
                card: card(asked.device, asked.key),
                site: asked.site.map(|site| site.lines().clone()),
                connection_no: Some(asked.connection_no.to_string()),
            }),
            Some(Request::Extend(asked)) => Ok(RenewalView {
                card: card(asked.device, asked.key),
                site: None,
                connection_no: None,
            }),
            Some(_) | None => Err(failed(&CacheError::UnknownIntent(intent))),
        }
    }
}

fn card(device: DeviceId, key: KeyPair) -> CardForm {
    CardForm {
        device: device.to_string(),
        activation_key: key.activation_key.to_string(),
        registration_id: key.registration_id.to_string(),
    }
}
