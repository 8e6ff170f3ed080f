//! How a registration key comes of a device and an activation number.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::ids::{ActivationKeyNo, DeviceId, RegistrationKey};

/// The server's secret from which every registration key is derived. Losing it means never issuing the same key again.
#[derive(Clone)]
pub struct RegistrationSecret([u8; 32]);

impl RegistrationSecret {
    /// The secret kept as these 32 bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for RegistrationSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RegistrationSecret(…)")
    }
}

/// The registration key of a pair: the first 64 bits of HMAC-SHA-256 over a versioned, length-prefixed encoding of
/// device and activation number. The same pair always gives the same key (**KMS-2**).
///
/// Encoding: `kagifuda/registration-key/1`, then the device's digits, then the number's digits, each preceded by its
/// length in bytes as a big-endian `u32`.
pub fn registration_key(secret: &RegistrationSecret, device: DeviceId, no: ActivationKeyNo) -> RegistrationKey {
    let mut mac = Hmac::<Sha256>::new_from_slice(&secret.0).expect("HMAC takes keys of any length");
    for part in ["kagifuda/registration-key/1", &device.plain(), &no.plain()] {
        let length = u32::try_from(part.len()).expect("ids are a few bytes long");
        mac.update(&length.to_be_bytes());
        mac.update(part.as_bytes());
    }
    let digest = mac.finalize().into_bytes();
    let first = digest.first_chunk::<8>().expect("SHA-256 gives 32 bytes");
    RegistrationKey::from_bits(u64::from_be_bytes(*first))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: RegistrationSecret = RegistrationSecret::new([7; 32]);
    const HERE: DeviceId = DeviceId::Mpr(0x1234_5678_90AB_CDEF);
    const ELSEWHERE: DeviceId = DeviceId::Mac(0x0080_F012_3456);

    #[test]
    fn a_registration_key_never_changes_for_its_pair() {
        // Worked out by hand from the encoding: were this ever to differ, keys already on paper would no longer be reproduced.
        let key = registration_key(&SECRET, HERE, ActivationKeyNo::from_bits(0x0123_4567_89AB_CDEF));
        assert_eq!(key.to_string(), "0DF3-9037-9E7F-B31C");
        assert_ne!(
            key,
            registration_key(&SECRET, ELSEWHERE, ActivationKeyNo::from_bits(0x0123_4567_89AB_CDEF))
        );
    }
}
