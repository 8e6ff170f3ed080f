//! KMS: software-extension keys, one to eight at a time, for one device.

pub mod demo;
mod derive;
mod outlook;
mod pair;
pub mod report;
mod result;

pub use derive::{RegistrationSecret, registration_key};
pub use outlook::{Outlook, foresee};
pub use pair::{
    ActivationKey, Binding, LOCK_TIME, LineRefusal, OnFile, Pair, Registration, WRONG_PAIRS_BEFORE_LOCK, bind,
    bound_on, locked_until, possess, proves_possession,
};
pub use result::{Recipients, RecipientsRefusal, Search, preset_subject, restarts, search};

use chrono::{DateTime, Utc};

use crate::catalogue::Programme;
use crate::ids::{ActivationKeyNo, DeviceId};

/// **KMS-4** Activation keys per application.
pub const KEYS_PER_APPLICATION: usize = 8;

/// Why an application is refused as a whole.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// **KMS-4** It has no line, or more than [`KEYS_PER_APPLICATION`].
    #[error("{found} keys applied for; 1 to {KEYS_PER_APPLICATION} can be")]
    KeyCount {
        /// Lines found.
        found: usize,
    },
    /// **KMS-4** All or nothing: every offending line, with its number.
    #[error("{} of the lines are refused", .0.len())]
    Lines(Vec<(ActivationKeyNo, LineRefusal)>),
}

impl Refusal {
    /// **KMS-11** Every number refused for its pair, whether it exists or not: each of these tries counts.
    pub fn wrong_numbers(&self) -> Vec<ActivationKeyNo> {
        match self {
            Self::KeyCount { .. } => vec![],
            Self::Lines(lines) => {
                let wrong = lines.iter().filter(|(_, why)| why.is_wrong_pair());
                wrong.map(|(no, _)| *no).collect()
            }
        }
    }
}

/// Decides whether `lines` may be registered on `device`; each line comes with what is on file about its number.
///
/// - **KMS-1** One activation key belongs to one device for ever.
/// - **KMS-2** The same pair again gives the same registration key.
/// - **KMS-3** Products of other programmes are refused, with a pointer to the right place.
/// - **KMS-4** 1 to 8 keys, all or nothing; a refusal names every offending line.
/// - **KMS-11** Unknown number and wrong registration id answer alike; too many wrong ones lock the number.
pub fn register(
    secret: &RegistrationSecret,
    device: DeviceId,
    lines: &[(Pair, OnFile)],
    now: DateTime<Utc>,
) -> Result<Vec<Registration>, Refusal> {
    // KMS-4
    if !(1..=KEYS_PER_APPLICATION).contains(&lines.len()) {
        return Err(Refusal::KeyCount { found: lines.len() });
    }
    let mut registrations = Vec::new();
    let mut refused = Vec::new();
    for (i, (pair, on_file)) in lines.iter().enumerate() {
        let repeated = lines[..i].iter().any(|(earlier, _)| earlier.no == pair.no);
        let line = if repeated {
            Err(LineRefusal::Repeated)
        } else {
            bind(Programme::Kms, secret, device, *pair, on_file, now)
        };
        match line {
            Ok(registration) => registrations.push(registration),
            Err(refusal) => refused.push((pair.no, refusal)),
        }
    }
    if refused.is_empty() {
        Ok(registrations)
    } else {
        Err(Refusal::Lines(refused))
    }
}

#[cfg(test)]
mod tests {
    use crate::ids::{RegistrationId, RegistrationKey};

    use super::*;

    const SECRET: RegistrationSecret = RegistrationSecret::new([7; 32]);
    const HERE: DeviceId = DeviceId::Mpr(0x1234_5678_90AB_CDEF);
    const ELSEWHERE: DeviceId = DeviceId::Mac(0x0080_F012_3456);

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn pair(no: u64, registration_id: u64) -> Pair {
        Pair {
            no: ActivationKeyNo::from_bits(no),
            registration_id: RegistrationId::from_bits(registration_id),
        }
    }

    fn on_file(programme: Programme, bound_to: Option<DeviceId>) -> OnFile {
        let binding = bound_to.map(|device| Binding {
            device,
            registration_key: RegistrationKey::from_bits(0xB0),
            issued_at: at(-9),
        });
        let product = "KX-VCS101".parse().unwrap();
        let key = ActivationKey {
            registration_id: RegistrationId::from_bits(1),
            product,
            programme,
            binding,
        };
        OnFile {
            key: Some(key),
            wrong_pairs: vec![],
        }
    }

    fn tried_wrongly(times: &[i64]) -> OnFile {
        OnFile {
            wrong_pairs: times.iter().map(|s| at(*s)).collect(),
            ..on_file(Programme::Kms, None)
        }
    }

    #[test]
    fn one_line_is_decided_by_its_rule() {
        let unknown = Some(LineRefusal::UnknownPair);
        for (rule, typed, file, refusal) in [
            ("KMS-1 free", pair(1, 1), on_file(Programme::Kms, None), None),
            (
                "KMS-1 bound here",
                pair(1, 1),
                on_file(Programme::Kms, Some(HERE)),
                None,
            ),
            (
                "KMS-1 bound elsewhere",
                pair(1, 1),
                on_file(Programme::Kms, Some(ELSEWHERE)),
                Some(LineRefusal::BoundElsewhere { device: ELSEWHERE }),
            ),
            (
                "KMS-3",
                pair(1, 1),
                on_file(Programme::Tsunagaru, None),
                Some(LineRefusal::OtherProgramme {
                    programme: Programme::Tsunagaru,
                }),
            ),
            ("KMS-11 unknown number", pair(1, 1), OnFile::default(), unknown.clone()),
            (
                "KMS-11 wrong id",
                pair(1, 2),
                on_file(Programme::Kms, None),
                unknown.clone(),
            ),
            (
                "KMS-11 wrong id tells nothing of the binding",
                pair(1, 2),
                on_file(Programme::Kms, Some(ELSEWHERE)),
                unknown,
            ),
        ] {
            let decided = register(&SECRET, HERE, &[(typed, file)], at(0));
            let expected = refusal.map(|refusal| Refusal::Lines(vec![(typed.no, refusal)]));
            assert_eq!(decided.err(), expected, "{rule}");
        }
    }

    #[test]
    fn kms_2_the_same_pair_again_gives_the_key_and_time_of_the_first_issue() {
        let again = register(
            &SECRET,
            HERE,
            &[(pair(1, 1), on_file(Programme::Kms, Some(HERE)))],
            at(0),
        )
        .unwrap();
        assert!(again[0].is_again());
        assert_eq!(again[0].binding().registration_key, RegistrationKey::from_bits(0xB0));
        assert_eq!(again[0].binding().issued_at, at(-9));
    }

    #[test]
    fn kms_4_one_to_eight_keys_all_or_nothing_and_every_offending_line_is_named() {
        for (count, fits) in [(0, false), (1, true), (8, true), (9, false)] {
            let lines: Vec<_> = (0..count)
                .map(|no| (pair(no, 1), on_file(Programme::Kms, None)))
                .collect();
            let decided = register(&SECRET, HERE, &lines, at(0));
            assert_eq!(decided.is_ok(), fits, "{count}");
        }
        let lines = [
            (pair(1, 1), on_file(Programme::Kms, None)),
            (pair(2, 2), on_file(Programme::Kms, None)),
            (pair(1, 1), on_file(Programme::Kms, None)),
            (pair(3, 1), on_file(Programme::Kms, Some(ELSEWHERE))),
        ];
        let refused = register(&SECRET, HERE, &lines, at(0)).unwrap_err();
        let named = vec![
            (lines[1].0.no, LineRefusal::UnknownPair),
            (lines[2].0.no, LineRefusal::Repeated),
            (lines[3].0.no, LineRefusal::BoundElsewhere { device: ELSEWHERE }),
        ];
        assert_eq!(refused, Refusal::Lines(named));
    }

    #[test]
    fn kms_11_ten_wrong_pairs_in_a_day_lock_the_number_for_a_day() {
        let day = LOCK_TIME.num_seconds();
        let nine: Vec<i64> = (0..9).collect();
        let ten: Vec<i64> = (0..10).collect();
        let spread: Vec<i64> = (0..9).chain([day]).collect();
        let tight: Vec<i64> = (0..9).chain([day - 1]).collect();
        for (name, tries, now, locked_until) in [
            ("nine do not lock", &nine, 10, None),
            ("ten lock", &ten, 10, Some(9 + day)),
            ("to the last second", &ten, 8 + day, Some(9 + day)),
            ("and no longer", &ten, 9 + day, None),
            ("ten in more than a day do not", &spread, day, None),
            ("ten in just less than a day do", &tight, day, Some(2 * day - 1)),
        ] {
            let decided = register(&SECRET, HERE, &[(pair(1, 1), tried_wrongly(tries))], at(now));
            let expected =
                locked_until.map(|s| Refusal::Lines(vec![(pair(1, 1).no, LineRefusal::Locked { until: at(s) })]));
            assert_eq!(decided.err(), expected, "{name}");
        }
    }
}
