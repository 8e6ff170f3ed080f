//! An activation key and the device it belongs to: what holds for the cards of every programme.

use chrono::{DateTime, TimeDelta, Utc};

use super::{RegistrationSecret, registration_key};
use crate::catalogue::{ProductCode, Programme};
use crate::ids::{ActivationKeyNo, DeviceId, RegistrationId, RegistrationKey};

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

/// Proof that a pair may be registered. Only [`bind`] makes one.
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

impl LineRefusal {
    /// **KMS-11** Whether the try counts as one with a wrong registration id.
    pub fn is_wrong_pair(&self) -> bool {
        match self {
            Self::UnknownPair => true,
            Self::Locked { .. } | Self::BoundElsewhere { .. } | Self::OtherProgramme { .. } | Self::Repeated => false,
        }
    }
}

/// Decides whether `pair` may be registered on `device` in `programme`.
///
/// - **KMS-1** One activation key belongs to one device for ever.
/// - **KMS-2** The same pair again gives the same registration key.
/// - **KMS-3** A product of another programme is refused, with a pointer to the right place.
/// - **KMS-11** Unknown number and wrong registration id answer alike; too many wrong ones lock the number.
/// - **TSU-1** All of this holds for つながるねっと, too.
pub fn bind(
    programme: Programme,
    secret: &RegistrationSecret,
    device: DeviceId,
    pair: Pair,
    on_file: &OnFile,
    now: DateTime<Utc>,
) -> Result<Registration, LineRefusal> {
    let key = possess(programme, pair, on_file, now)?;
    let (binding, again) = match bound_on(key, device)? {
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

/// **KMS-1** The bond that `key` has with `device`, if it has one; with another device it can have none any more.
pub fn bound_on(key: &ActivationKey, device: DeviceId) -> Result<Option<&Binding>, LineRefusal> {
    match &key.binding {
        Some(bound) if bound.device != device => Err(LineRefusal::BoundElsewhere { device: bound.device }),
        bound => Ok(bound.as_ref()),
    }
}

/// The activation key of `programme` that whoever types `pair` has in hand.
///
/// - **KMS-3** A product of another programme is refused, with a pointer to the right place.
/// - **KMS-11** Unknown number and wrong registration id answer alike; too many wrong ones lock the number.
pub fn possess(
    programme: Programme,
    pair: Pair,
    on_file: &OnFile,
    now: DateTime<Utc>,
) -> Result<&ActivationKey, LineRefusal> {
    let key = known(pair, on_file, now)?;
    // KMS-3
    if key.programme == programme {
        Ok(key)
    } else {
        Err(LineRefusal::OtherProgramme {
            programme: key.programme,
        })
    }
}

/// **TSU-13** Decides whether what is typed proves possession: `pair` is on file, and bound to `device`. Only then is its subscription
/// shown. Wrong pairs count and lock as everywhere (**KMS-11**); a right pair that is not on the device is as good as unknown, and is
/// not counted.
pub fn proves_possession(
    device: DeviceId,
    pair: Pair,
    on_file: &OnFile,
    now: DateTime<Utc>,
) -> Result<bool, LineRefusal> {
    let key = known(pair, on_file, now)?;
    Ok(key.binding.as_ref().is_some_and(|binding| binding.device == device))
}

/// **KMS-11** The key of `pair`, unless the number is locked, unknown, or has another registration id.
fn known(pair: Pair, on_file: &OnFile, now: DateTime<Utc>) -> Result<&ActivationKey, LineRefusal> {
    if let Some(until) = locked_until(&on_file.wrong_pairs, now) {
        return Err(LineRefusal::Locked { until });
    }
    let key = on_file.key.as_ref();
    key.filter(|key| key.registration_id == pair.registration_id)
        .ok_or(LineRefusal::UnknownPair)
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
    const DEVICES: [DeviceId; 3] = [DeviceId::Mpr(1), DeviceId::Mpr(2), DeviceId::Mac(1)];
    const PAIR: Pair = Pair {
        no: ActivationKeyNo::from_bits(1),
        registration_id: RegistrationId::from_bits(1),
    };

    fn on_file(programme: Programme) -> OnFile {
        OnFile {
            key: Some(ActivationKey {
                registration_id: PAIR.registration_id,
                product: "KX-VCS701W".parse().unwrap(),
                programme,
                binding: None,
            }),
            wrong_pairs: vec![],
        }
    }

    #[test]
    fn tsu_1_a_key_of_any_programme_belongs_to_one_device() {
        let mut file = on_file(Programme::Tsunagaru);
        let now = DateTime::UNIX_EPOCH;
        let try_on = |device, file: &OnFile| bind(Programme::Tsunagaru, &SECRET, device, PAIR, file, now);
        let first = try_on(DEVICES[0], &file).unwrap();
        file.key.as_mut().unwrap().binding = Some(first.binding().clone());
        assert!(try_on(DEVICES[0], &file).unwrap().is_again());
        assert_eq!(
            try_on(DEVICES[1], &file).unwrap_err(),
            LineRefusal::BoundElsewhere { device: DEVICES[0] }
        );
        let other = bind(Programme::Kms, &SECRET, DEVICES[0], PAIR, &file, now).unwrap_err();
        assert_eq!(
            other,
            LineRefusal::OtherProgramme {
                programme: Programme::Tsunagaru
            }
        );
    }

    #[test]
    fn tsu_13_possession_is_proved_by_the_whole_pair_and_its_device() {
        let mut file = on_file(Programme::Tsunagaru);
        let now = DateTime::UNIX_EPOCH;
        let proved = |device, pair, file: &OnFile| proves_possession(device, pair, file, now);
        assert_eq!(proved(DEVICES[0], PAIR, &file), Ok(false), "not registered yet");
        let bound = bind(
            Programme::Tsunagaru,
            &SECRET,
            DEVICES[0],
            PAIR,
            &file,
            DateTime::UNIX_EPOCH,
        )
        .unwrap();
        file.key.as_mut().unwrap().binding = Some(bound.binding().clone());
        let other_id = Pair {
            registration_id: RegistrationId::from_bits(2),
            ..PAIR
        };
        for (device, pair, is_proved) in [
            (DEVICES[0], PAIR, Ok(true)),
            (DEVICES[1], PAIR, Ok(false)),
            (DEVICES[0], other_id, Err(LineRefusal::UnknownPair)),
        ] {
            assert_eq!(proved(device, pair, &file), is_proved, "{device}");
        }
        let unknown = proved(DEVICES[0], PAIR, &OnFile::default());
        assert_eq!(unknown, Err(LineRefusal::UnknownPair));
        file.wrong_pairs = vec![now; WRONG_PAIRS_BEFORE_LOCK];
        let until = now + LOCK_TIME;
        assert_eq!(
            proved(DEVICES[0], PAIR, &file),
            Err(LineRefusal::Locked { until }),
            "KMS-11"
        );
    }

    proptest::proptest! {
        #[test]
        fn kms_1_and_kms_2_hold_in_every_order_of_tries(tries in proptest::collection::vec((0..3_usize, proptest::bool::ANY), 1..30)) {
            let mut file = on_file(Programme::Kms);
            let mut issued: Option<(DeviceId, RegistrationKey)> = None;
            for (device, right_id) in tries {
                let id = if right_id { PAIR.registration_id } else { RegistrationId::from_bits(2) };
                let pair = Pair { registration_id: id, ..PAIR };
                let decided = bind(Programme::Kms, &SECRET, DEVICES[device], pair, &file, DateTime::UNIX_EPOCH);
                if let Ok(registration) = decided {
                    let now = (registration.binding().device, registration.binding().registration_key);
                    proptest::prop_assert!(right_id);
                    proptest::prop_assert_eq!(*issued.get_or_insert(now), now);
                    file.key.as_mut().unwrap().binding = Some(registration.binding().clone());
                }
            }
        }
    }
}
