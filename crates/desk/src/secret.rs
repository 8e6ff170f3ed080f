//! What is masked until somebody asks for it. Asking is recorded before anything is shown.

use kagifuda_cache::{Secret, Shown};

use crate::Desk;
use crate::lookup::parse_no;
use crate::problem::Problem;
use crate::view::SecretKind;

impl Desk {
    /// The secret of the key `typed`, once it is on record that the member asked for it.
    pub async fn reveal(&self, secret: SecretKind, typed: &str) -> Result<String, Problem> {
        let account = self.account().await?;
        let key = self.row(parse_no(typed)?).await?;
        let (kind, shown) = match secret {
            SecretKind::RegistrationId => (Secret::RegistrationId, Some(key.registration_id.to_string())),
            SecretKind::RegistrationKey => {
                let binding = key.binding.as_ref();
                (
                    Secret::RegistrationKey,
                    binding.map(|binding| binding.registration_key.to_string()),
                )
            }
        };
        let shown = shown.ok_or(Problem::ThingGone)?;
        let record = Shown {
            activation_key: key.activation_key,
            secret: kind,
            by: account.login,
            at: self.clock.now(),
        };
        self.cache.record_shown(&record).await?;
        Ok(shown)
    }
}
