//! How a device tells that it is used.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::ids::{DeviceId, RegistrationKey};

/// **TSU-2** What a device sends with its first use: HMAC-SHA-256 over `kagifuda/first-use/1`, a line break and its digits, under the digits
/// of the registration key that was entered on it. It says what stays true, so it may be said again.
pub fn first_use_mac(device: DeviceId, key: RegistrationKey) -> [u8; 32] {
    message(device, key).finalize().into_bytes().into()
}

/// Whether `mac` is that of `device` under `key`; how long that takes tells nothing.
pub fn proves_first_use(device: DeviceId, key: RegistrationKey, mac: &[u8]) -> bool {
    message(device, key).verify_slice(mac).is_ok()
}

fn message(device: DeviceId, key: RegistrationKey) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.plain().as_bytes()).expect("HMAC takes keys of any length");
    mac.update(b"kagifuda/first-use/1\n");
    mac.update(device.plain().as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tsu_2_only_the_device_with_its_key_tells_of_its_use() {
        let (device, key) = (DeviceId::Mpr(1), RegistrationKey::from_bits(2));
        let mac = first_use_mac(device, key);
        assert!(proves_first_use(device, key, &mac));
        for (name, device, key, mac) in [
            ("device", DeviceId::Mpr(2), key, &mac[..]),
            ("key", device, RegistrationKey::from_bits(3), &mac),
            ("cut", device, key, &mac[..31]),
            ("nothing", device, key, &[]),
        ] {
            assert!(!proves_first_use(device, key, mac), "{name}");
        }
    }
}
