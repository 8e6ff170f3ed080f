//! **KMS-10** What the demonstration shows: made-up keys that no device accepts, and that no server knows.

use crate::ids::{ActivationKeyNo, DeviceId, RegistrationId, RegistrationKey};

/// The device of the demonstration.
pub const DEVICE: DeviceId = DeviceId::Mpr(0x1234_5678_90AB_CDEF);

/// Where it stands.
pub const SITE: [&str; 2] = ["DEMO", "DEMO-Fukuoka"];

/// **[policy]** The registration id of every key of the demonstration: none was given for them.
pub const REGISTRATION_ID: RegistrationId = RegistrationId::from_bits(0);

/// 用途 of both products, in Japanese as well as in English.
pub const PURPOSE: &str = "DEMO Upgrade";

/// A key of the demonstration.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DemoKey {
    /// 品番.
    pub product: &'static str,
    /// What is filled in.
    pub activation_key: ActivationKeyNo,
    /// What is shown for it.
    pub registration_key: RegistrationKey,
}

const fn key(product: &'static str, no: u64, registration_key: u64) -> DemoKey {
    DemoKey {
        product,
        activation_key: ActivationKeyNo::from_bits(no),
        registration_key: RegistrationKey::from_bits(registration_key),
    }
}

/// The keys of the demonstration, as many as one application may have.
pub const KEYS: [DemoKey; super::KEYS_PER_APPLICATION] = [
    key("KX-VCS101DEMO", 0x1111_1111_1111_1111, 0x1111_1111_1111_1111),
    key("KX-VCS101DEMO", 0x9999_9999_9999_9999, 0x3333_3333_3333_3333),
    key("KX-VCS101DEMO", 0xAAAA_AAAA_AAAA_AAAA, 0x5555_5555_5555_5555),
    key("KX-VCS101DEMO", 0xFFFF_FFFF_FFFF_FFFF, 0x7777_7777_7777_7777),
    key("KX-VCS201DEMO", 0x1111_1919_1919_9999, 0x0000_0000_0000_0000),
    key("KX-VCS201DEMO", 0xAAAA_AFAF_AFAF_FFFF, 0x2222_2222_2222_2222),
    key("KX-VCS201DEMO", 0x1111_9999_AAAA_FFFF, 0x4444_4444_4444_4444),
    key("KX-VCS201DEMO", 0x19AF_19AF_19AF_19AF, 0x6666_6666_6666_6666),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kms_10_the_demonstration_is_the_set_that_was_given() {
        let shown = KEYS.map(|key| {
            let (no, registration_key) = (key.activation_key.to_string(), key.registration_key.to_string());
            (key.product, no, registration_key)
        });
        let row = |i: usize| (shown[i].0, shown[i].1.as_str(), shown[i].2.as_str());
        assert_eq!(row(0), ("KX-VCS101DEMO", "1111-1111-1111-1111", "1111-1111-1111-1111"));
        assert_eq!(row(4), ("KX-VCS201DEMO", "1111-1919-1919-9999", "0000-0000-0000-0000"));
        assert_eq!(row(7), ("KX-VCS201DEMO", "19AF-19AF-19AF-19AF", "6666-6666-6666-6666"));
        assert_eq!(DEVICE.to_string(), "1234-5678-90AB-CDEF");
    }
}
