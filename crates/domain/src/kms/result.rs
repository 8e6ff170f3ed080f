//! What comes after an application: its mail, its entry on the device, and finding it again.

use serde::{Deserialize, Serialize};

use crate::ids::{ActivationKeyNo, DeviceId};
use crate::mail::{Address, Subject};
use crate::site::Site;

/// **KMS-6** Who gets the result mail: the address and the additional one, as their boxes are ticked; each once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "Vec<Address>", into = "Vec<Address>")]
pub struct Recipients(Vec<Address>);

/// **KMS-6** One address or two are wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a result mail goes to 1 or 2 addresses, not to {found}")]
pub struct RecipientsRefusal {
    /// Addresses found.
    pub found: usize,
}

impl Recipients {
    /// The addresses.
    pub fn iter(&self) -> impl Iterator<Item = &Address> {
        self.0.iter()
    }
}

impl TryFrom<Vec<Address>> for Recipients {
    type Error = RecipientsRefusal;

    fn try_from(mut addresses: Vec<Address>) -> Result<Self, RecipientsRefusal> {
        let found = addresses.len();
        if !(1..=2).contains(&found) {
            return Err(RecipientsRefusal { found });
        }
        addresses.dedup();
        Ok(Self(addresses))
    }
}

impl From<Recipients> for Vec<Address> {
    fn from(recipients: Recipients) -> Self {
        recipients.0
    }
}

/// **KMS-6** The subject that is preset, and may be edited. A line of a site is one line, and short enough for a subject.
pub fn preset_subject(site: &Site, device: DeviceId) -> Subject {
    let [line_1, _] = site.lines();
    Subject::made(format!("[{line_1}:{device}] Registration Key for MPR ID/MAC ADDRESS"))
}

/// **KMS-7** How often the device restarts while `keys` are entered: it takes one registration key an entry, and restarts after each.
pub fn restarts(keys: usize) -> usize {
    keys
}

/// **KMS-8** What is searched for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Search {
    /// All activation keys of a device.
    Device(DeviceId),
    /// The device of an activation key.
    ActivationKey(ActivationKeyNo),
}

/// **KMS-8** By device id **or** by activation key number: exactly one of them. `None` for neither and for both.
pub fn search(device: Option<DeviceId>, activation_key: Option<ActivationKeyNo>) -> Option<Search> {
    match (device, activation_key) {
        (Some(device), None) => Some(Search::Device(device)),
        (None, Some(no)) => Some(Search::ActivationKey(no)),
        (None, None) | (Some(_), Some(_)) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEVICE: DeviceId = DeviceId::Mpr(0x1234_5678_90AB_CDEF);

    #[test]
    fn kms_6_the_subject_is_preset_from_site_and_device() {
        let site = Site::new(["福岡支店", "3階"]).unwrap();
        assert_eq!(
            preset_subject(&site, DEVICE).as_ref(),
            "[福岡支店:1234-5678-90AB-CDEF] Registration Key for MPR ID/MAC ADDRESS"
        );
    }

    #[test]
    fn kms_6_the_result_goes_to_one_or_two_addresses() {
        for (addresses, expected) in [
            (vec![], Err(RecipientsRefusal { found: 0 })),
            (vec!["a@example.jp"], Ok(1)),
            (vec!["a@example.jp", "b@example.jp"], Ok(2)),
            (vec!["a@example.jp", "a@example.jp"], Ok(1)),
            (vec!["a@example.jp"; 3], Err(RecipientsRefusal { found: 3 })),
        ] {
            let typed: Vec<Address> = addresses.iter().map(|typed| typed.parse().unwrap()).collect();
            let found = Recipients::try_from(typed).map(|recipients| recipients.iter().count());
            assert_eq!(found, expected, "{addresses:?}");
        }
        let longest = Site::new([&"あ".repeat(50), ""]).unwrap();
        assert!(preset_subject(&longest, DEVICE).as_ref().parse::<Subject>().is_ok());
    }

    #[test]
    fn kms_7_every_key_is_a_restart() {
        assert_eq!([1, 8].map(restarts), [1, 8]);
    }

    #[test]
    fn kms_8_one_thing_is_searched_for() {
        let no = ActivationKeyNo::from_bits(1);
        assert_eq!(search(Some(DEVICE), None), Some(Search::Device(DEVICE)));
        assert_eq!(search(None, Some(no)), Some(Search::ActivationKey(no)));
        assert_eq!([search(None, None), search(Some(DEVICE), Some(no))], [None, None]);
    }
}
