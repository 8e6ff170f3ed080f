//! How requests are remembered, so that one that comes again is known.

use ring::hkdf::{HKDF_SHA256, Salt};
use ring::hmac::{Context, HMAC_SHA256, Key};

/// Hashes requests under a key that comes of the registration secret.
pub(crate) struct Requests(Key);

impl Requests {
    /// The one whose key comes of `registration`, the registration secret.
    pub(crate) fn derived(registration: &[u8; 32]) -> Self {
        let mixed = Salt::new(HKDF_SHA256, b"kagifuda").extract(registration);
        let key = mixed.expand(&[b"kagifuda/request/1"], HMAC_SHA256);
        Self(Key::from(key.expect("a key is shorter than what one secret gives")))
    }

    /// HMAC-SHA-256 in hexadecimal over `parts`, each preceded by its length in bytes as a big-endian `u64`.
    pub(crate) fn hash(&self, parts: &[&str]) -> String {
        let mut hmac = Context::with_key(&self.0);
        for part in parts {
            hmac.update(&(part.len() as u64).to_be_bytes());
            hmac.update(part.as_bytes());
        }
        hmac.sign().as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_known_again_under_its_key_only() {
        let requests = Requests::derived(&[1; 32]);
        let hash = requests.hash(&["kms.register", "dealer01", "{}"]);
        assert_eq!(
            hash,
            Requests::derived(&[1; 32]).hash(&["kms.register", "dealer01", "{}"])
        );
        for other in [
            requests.hash(&["kms.register", "dealer02", "{}"]),
            requests.hash(&["kms.registerd", "ealer01", "{}"]),
            Requests::derived(&[2; 32]).hash(&["kms.register", "dealer01", "{}"]),
        ] {
            assert_ne!(hash, other);
        }
    }
}
