//! What an application will meet, as far as the office's own copy tells: shown before it is sent, decided by the server.

use chrono::DateTime;

use super::pair::{bound_on, possess};
use super::{ActivationKey, Binding, LineRefusal, OnFile, Pair};
use crate::catalogue::Programme;
use crate::ids::DeviceId;

/// What is to be expected of a line.
#[derive(Clone, Debug)]
pub enum Outlook {
    /// The copy has no such number: it may not have been fetched yet.
    NotHere,
    /// It can be registered.
    Free,
    /// **KMS-2** It is registered on this device already, and gives the same registration key again.
    Again(Binding),
    /// It will be refused. [`LineRefusal::UnknownPair`]: the number is known, and has another registration id.
    Refused(LineRefusal),
}

/// What is to be expected of each of `lines` on `device`; each line comes with what the copy has of its number. Whatever waits for its
/// time is not foreseen: the copy knows of no lock (KMS-11).
///
/// - **KMS-1** One activation key belongs to one device for ever.
/// - **KMS-2** The same pair again gives the same registration key.
/// - **KMS-3** Products of other programmes are refused, with a pointer to the right place.
pub fn foresee(device: DeviceId, lines: &[(Pair, Option<ActivationKey>)]) -> Vec<Outlook> {
    let of_line = |(i, (pair, key)): (usize, &(Pair, Option<ActivationKey>))| {
        if lines[..i].iter().any(|(earlier, _)| earlier.no == pair.no) {
            return Outlook::Refused(LineRefusal::Repeated);
        }
        match key {
            Some(key) => of_known(device, *pair, key),
            None => Outlook::NotHere,
        }
    };
    lines.iter().enumerate().map(of_line).collect()
}

fn of_known(device: DeviceId, pair: Pair, key: &ActivationKey) -> Outlook {
    let on_file = OnFile {
        key: Some(key.clone()),
        wrong_pairs: vec![],
    };
    // No pair was given wrongly, so no time matters.
    let bound = possess(Programme::Kms, pair, &on_file, DateTime::UNIX_EPOCH).and_then(|key| {
        let bound = bound_on(key, device)?;
        Ok(bound.cloned())
    });
    match bound {
        Ok(None) => Outlook::Free,
        Ok(Some(binding)) => Outlook::Again(binding),
        Err(refusal) => Outlook::Refused(refusal),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{ActivationKeyNo, RegistrationId, RegistrationKey};

    const HERE: DeviceId = DeviceId::Mpr(1);
    const ELSEWHERE: DeviceId = DeviceId::Mpr(2);

    fn pair(no: u64, registration_id: u64) -> Pair {
        Pair {
            no: ActivationKeyNo::from_bits(no),
            registration_id: RegistrationId::from_bits(registration_id),
        }
    }

    fn key(programme: Programme, bound_to: Option<DeviceId>) -> Option<ActivationKey> {
        Some(ActivationKey {
            registration_id: RegistrationId::from_bits(1),
            product: "KX-VCS101".parse().unwrap(),
            programme,
            binding: bound_to.map(|device| Binding {
                device,
                registration_key: RegistrationKey::from_bits(9),
                issued_at: DateTime::UNIX_EPOCH,
            }),
        })
    }

    #[test]
    fn a_line_is_foreseen_as_the_server_will_decide_it() {
        for (rule, pair, key, expected) in [
            ("nothing known", pair(1, 1), None, "NotHere"),
            ("KMS-1 free", pair(1, 1), key(Programme::Kms, None), "Free"),
            ("KMS-2", pair(1, 1), key(Programme::Kms, Some(HERE)), "Again"),
            (
                "KMS-1 elsewhere",
                pair(1, 1),
                key(Programme::Kms, Some(ELSEWHERE)),
                "Refused(BoundElsewhere",
            ),
            (
                "KMS-3",
                pair(1, 1),
                key(Programme::Tsunagaru, None),
                "Refused(OtherProgramme { programme: Tsunagaru",
            ),
            (
                "KMS-11 another id",
                pair(1, 2),
                key(Programme::Kms, None),
                "Refused(UnknownPair",
            ),
        ] {
            let foreseen = foresee(HERE, &[(pair, key)]);
            assert!(
                format!("{:?}", foreseen[0]).starts_with(expected),
                "{rule}: {foreseen:?}"
            );
        }
    }

    #[test]
    fn kms_4_a_number_that_stands_twice_is_refused_the_second_time() {
        let lines = [(pair(1, 1), None), (pair(2, 1), None), (pair(1, 2), None)];
        let refused = |outlook: &Outlook| matches!(outlook, Outlook::Refused(LineRefusal::Repeated));
        let foreseen: Vec<bool> = foresee(HERE, &lines).iter().map(refused).collect();
        assert_eq!(foreseen, [false, false, true]);
    }
}
