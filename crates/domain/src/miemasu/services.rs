//! What a licence serves, and what must be confirmed before something is lost for good.

use serde::{Deserialize, Serialize};

/// What a licence serves. Live view, dynamic DNS, connection notice and sensor notice are in every one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Services {
    /// 録画, if it is in this licence.
    pub recording: Option<Recording>,
}

/// The recording option.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Recording {
    /// How long recordings are kept, in days of 24 hours.
    pub days: u16,
    /// Bit rate in kbps.
    pub kbps: u32,
    /// Number of the stream that is recorded.
    pub stream: u8,
}

/// The check boxes that a person ticked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Confirmations {
    /// **MIE-6** The remainder of the old licence is lost, and nothing can be undone.
    #[serde(default)]
    pub remainder_lost: bool,
    /// **MIE-7** Recordings are deleted at once.
    #[serde(default)]
    pub recordings_deleted: bool,
    /// **MIE-10** There is no refund.
    #[serde(default)]
    pub no_refund: bool,
    /// **MIE-10** The key can never be used again.
    #[serde(default)]
    pub key_void: bool,
    /// **MIE-11** The contractor's data is erased.
    #[serde(default)]
    pub data_erased: bool,
}

/// What is still in the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Missing {
    /// **MIE-6** The check box of the remainder.
    RemainderLost,
    /// **MIE-7** The check box of the recordings.
    RecordingsDeleted,
    /// **MIE-10** The check box of the refund.
    NoRefund,
    /// **MIE-10** The check box of the key.
    KeyVoid,
    /// **MIE-11** The check box of the data.
    DataErased,
    /// **MIE-11** Devices that are to be deleted first.
    DevicesLeft {
        /// How many.
        count: usize,
    },
}

/// What is missing for a change of services from `old` to `new`; `forced` is サービス強制変更.
///
/// - **MIE-6** A forced change needs the consent box.
/// - **MIE-7** If the new licence lacks the recording option, the loss of recordings needs an own confirmation.
pub fn missing_for_change(forced: bool, old: Services, new: Services, given: Confirmations) -> Vec<Missing> {
    let recordings_go = old.recording.is_some() && new.recording.is_none();
    missing([
        (forced && !given.remainder_lost, Missing::RemainderLost),
        (recordings_go && !given.recordings_deleted, Missing::RecordingsDeleted),
    ])
}

/// What is missing for 解約.
///
/// - **MIE-10** No refund, and the key is void: both are confirmed by their own check box.
pub fn missing_for_deletion(given: Confirmations) -> Vec<Missing> {
    missing([
        (!given.no_refund, Missing::NoRefund),
        (!given.key_void, Missing::KeyVoid),
    ])
}

/// What is missing for 退会 of a contractor with so many `devices`.
///
/// - **MIE-11** Only after all devices are deleted, with a check box.
pub fn missing_for_withdrawal(devices: usize, given: Confirmations) -> Vec<Missing> {
    missing([
        (devices > 0, Missing::DevicesLeft { count: devices }),
        (!given.data_erased, Missing::DataErased),
    ])
}

fn missing<const N: usize>(conditions: [(bool, Missing); N]) -> Vec<Missing> {
    conditions
        .into_iter()
        .filter_map(|(is_missing, what)| is_missing.then_some(what))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASIC: Services = Services { recording: None };
    const RECORDING: Services = Services {
        recording: Some(Recording {
            days: 7,
            kbps: 768,
            stream: 1,
        }),
    };
    const NONE: Confirmations = Confirmations {
        remainder_lost: false,
        recordings_deleted: false,
        no_refund: false,
        key_void: false,
        data_erased: false,
    };

    #[test]
    fn what_is_lost_for_good_is_confirmed_first() {
        for (rule, forced, old, new, given, wanted) in [
            ("MIE-6", true, BASIC, BASIC, NONE, vec![Missing::RemainderLost]),
            (
                "MIE-6 confirmed",
                true,
                BASIC,
                BASIC,
                Confirmations {
                    remainder_lost: true,
                    ..NONE
                },
                vec![],
            ),
            (
                "MIE-7 renewal",
                false,
                RECORDING,
                BASIC,
                NONE,
                vec![Missing::RecordingsDeleted],
            ),
            (
                "MIE-7 confirmed",
                false,
                RECORDING,
                BASIC,
                Confirmations {
                    recordings_deleted: true,
                    ..NONE
                },
                vec![],
            ),
            (
                "MIE-7 forced",
                true,
                RECORDING,
                BASIC,
                NONE,
                vec![Missing::RemainderLost, Missing::RecordingsDeleted],
            ),
            ("MIE-7 keeps recording", false, RECORDING, RECORDING, NONE, vec![]),
            ("MIE-7 gets recording", false, BASIC, RECORDING, NONE, vec![]),
        ] {
            assert_eq!(missing_for_change(forced, old, new, given), wanted, "{rule}");
        }
    }

    #[test]
    fn mie_10_deletion_and_mie_11_withdrawal_are_confirmed_box_by_box() {
        let one = Confirmations {
            no_refund: true,
            ..NONE
        };
        assert_eq!(missing_for_deletion(NONE), [Missing::NoRefund, Missing::KeyVoid]);
        assert_eq!(missing_for_deletion(one), [Missing::KeyVoid]);
        assert_eq!(missing_for_deletion(Confirmations { key_void: true, ..one }), []);

        let erase = Confirmations {
            data_erased: true,
            ..NONE
        };
        assert_eq!(missing_for_withdrawal(2, erase), [Missing::DevicesLeft { count: 2 }]);
        assert_eq!(missing_for_withdrawal(0, NONE), [Missing::DataErased]);
        assert_eq!(missing_for_withdrawal(0, erase), []);
    }
}
