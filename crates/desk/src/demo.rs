//! The demonstration (KMS-10): works on a computer where nobody ever signed in. Nothing of it is stored or sent.

use kagifuda_domain::kms::demo;

use crate::view::{BilingualView, DemoKeyView, DemoView, ProductView};

/// Everything that the demonstration shows.
pub fn demonstration() -> DemoView {
    DemoView {
        device: demo::DEVICE.to_string(),
        site: demo::SITE.map(Into::into),
        keys: demo::KEYS
            .iter()
            .map(|key| DemoKeyView {
                activation_key: key.activation_key.to_string(),
                registration_id: demo::REGISTRATION_ID.to_string(),
                product: ProductView {
                    code: key.product.into(),
                    purpose: BilingualView {
                        ja: demo::PURPOSE.into(),
                        en: demo::PURPOSE.into(),
                    },
                },
                registration_key: key.registration_key.to_string(),
            })
            .collect(),
    }
}
