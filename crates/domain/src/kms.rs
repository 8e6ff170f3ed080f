//! KMS: binding activation keys to a device.

mod derive;

pub use derive::{RegistrationSecret, registration_key};

use chrono::{DateTime, TimeDelta, Utc};

use crate::catalogue::{ProductCode, Programme};
use crate::ids::{ActivationKeyNo, DeviceId, RegistrationId, RegistrationKey};

/// **KMS-4** Activation keys per application.
pub const KEYS_PER_APPLICATION: usize = 8;
/// **KMS-11** Wrong registration ids for one number before it is locked.
pub const WRONG_PAIRS_BEFORE_LOCK: usize = 10;
/// **KMS-11** The time within which wrong pairs count, and for which a number is then locked.
pub const LOCK_TIME: TimeDelta = TimeDelta::hours(24);

/// One line of an application: the pair on the card.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pair {
    /// The number on the card.
    pub no: ActivationKeyNo,
    /// The registration id beside it.
    pub registration_id: RegistrationId,
}

/// What is on file about a number typed in an application.
#[derive(Clone, Debug, Default)]
pub struct OnFile {
    /// The activation key, if the asking dealer has one of this number.
    pub key: Option<ActivationKey>,
    /// When wrong registration ids were given for this number, known or not, oldest first.
    pub wrong_pairs: Vec<DateTime<Utc>>,
}

/// An activation key as the server remembers it.
#[derive(Clone, Debug)]
pub struct ActivationKey {
    /// The registration id printed beside the number.
    pub registration_id: RegistrationId,
    /// What it opens.
    pub product: ProductCode,
    /// The programme of that product.
    pub programme: Programme,
    /// The device it belongs to for ever, once registered.
    pub binding: Option<Binding>,
}

/// **KMS-1** The bond between an activation key and its device.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The device.
    pub device: DeviceId,
    /// The key that was issued.
    pub registration_key: RegistrationKey,
    /// When.
    pub issued_at: DateTime<Utc>,
}

/// Proof that a pair may be registered. Only [`register`] makes one.
#[derive(Clone, Debug)]
pub struct Registration {
    pair: Pair,
    product: ProductCode,
    binding: Binding,
    again: bool,
}

impl Registration {
    /// The pair applied for.
    pub fn pair(&self) -> Pair {
        self.pair
    }

    /// What the key opens.
    pub fn product(&self) -> &ProductCode {
        &self.product
    }

    /// Device, key and time of issue.
    pub fn binding(&self) -> &Binding {
        &self.binding
    }

    /// **KMS-2** Whether it had been issued before, so that there is nothing to commit.
    pub fn is_again(&self) -> bool {
        self.again
    }
}

/// Why one line is refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LineRefusal {
    /// **KMS-11** No such number, or another registration id: alike, so that nobody learns which.
    UnknownPair,
    /// **KMS-11** Too many wrong registration ids; the number is locked until then.
    Locked {
        /// When the next try counts.
        until: DateTime<Utc>,
    },
    /// **KMS-1** It belongs to another device for ever.
    BoundElsewhere {
        /// That device: one this dealer registered, so the dealer may know it.
        device: DeviceId,
    },
    /// **KMS-3** Its product belongs to another programme, where it can be registered.
    OtherProgramme {
        /// Where to go.
        programme: Programme,
    },
    /// The same number stands on an earlier line.
    Repeated,
}

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
            register_one(secret, device, *pair, on_file, now)
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

fn register_one(
    secret: &RegistrationSecret,
    device: DeviceId,
    pair: Pair,
    on_file: &OnFile,
    now: DateTime<Utc>,
) -> Result<Registration, LineRefusal> {
    // KMS-11
    if let Some(until) = locked_until(&on_file.wrong_pairs, now) {
        return Err(LineRefusal::Locked { until });
    }
    let key = on_file
        .key
        .as_ref()
        .filter(|key| key.registration_id == pair.registration_id)
        .ok_or(LineRefusal::UnknownPair)?;
    // KMS-3
    match key.programme {
        Programme::Kms => {}
        programme @ (Programme::Tsunagaru | Programme::Miemasu | Programme::Remo) => {
            return Err(LineRefusal::OtherProgramme { programme });
        }
    }
    let (binding, again) = match &key.binding {
        // KMS-1
        Some(bound) if bound.device != device => return Err(LineRefusal::BoundElsewhere { device: bound.device }),
        // KMS-2
        Some(bound) => (bound.clone(), true),
        None => (
            Binding {
                device,
                registration_key: registration_key(secret, device, pair.no),
                issued_at: now,
            },
            false,
        ),
    };
    Ok(Registration {
        pair,
        product: key.product.clone(),
        binding,
        again,
    })
}

/// **KMS-11** 10 wrong registration ids for one number in 24 h lock that number for 24 h, counted from the tenth.
pub fn locked_until(wrong_pairs: &[DateTime<Utc>], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    wrong_pairs
        .windows(WRONG_PAIRS_BEFORE_LOCK)
        .rev()
        .filter(|run| run[WRONG_PAIRS_BEFORE_LOCK - 1] - run[0] < LOCK_TIME)
        .map(|run| run[WRONG_PAIRS_BEFORE_LOCK - 1] + LOCK_TIME)
        .find(|until| now < *until)
}

#[cfg(test)]
mod tests {
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
