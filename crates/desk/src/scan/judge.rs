//! Holds what stands on paper against what the server signed. Pure, and tells of a true number only where another one differs from it.

use kagifuda_domain::ids::{ActivationKeyNo, DeviceId, NEAR_DIGITS, RegistrationId, RegistrationKey};
use kagifuda_domain::miemasu::LicenceKey;
use kagifuda_domain::tsunagaru::ConnectionNo;

use crate::view::{Asked, Finding, Verdict};

/// A pair. `known` is the registration id that belongs to the activation key; `near`, where there is none, are activation keys that have this
/// registration id.
pub fn pair(
    activation_key: ActivationKeyNo,
    registration_id: RegistrationId,
    known: Option<RegistrationId>,
    near: &[ActivationKeyNo],
) -> [Finding; 2] {
    if let Some(known) = known {
        return [Finding::Agrees, whole(&registration_id.plain(), &known.plain())];
    }
    let near = near
        .iter()
        .find_map(|near| almost(&activation_key.plain(), &near.plain()));
    match near {
        Some(differs) => [differs, Finding::Agrees],
        None => [Finding::Unknown, Finding::Unknown],
    }
}

/// The device and the registration key beside a pair that is registered as `known`; without it, it may have been registered meanwhile.
pub fn registered(
    (device, key): (DeviceId, RegistrationKey),
    known: Option<(DeviceId, RegistrationKey)>,
) -> [Finding; 2] {
    match known {
        Some((known_device, known_key)) => [
            whole(&device.plain(), &known_device.plain()),
            whole(&key.plain(), &known_key.plain()),
        ],
        None => [Finding::Unknown, Finding::Unknown],
    }
}

/// A registration key on the paper of a device. `here` are those of that device, `owner` is the device that it is known of.
pub fn registration_key(key: RegistrationKey, here: &[RegistrationKey], owner: Option<DeviceId>) -> Finding {
    if here.contains(&key) {
        return Finding::Agrees;
    }
    if let Some(device) = owner {
        let device = device.to_string();
        return Finding::Elsewhere { device };
    }
    let near = here.iter().find_map(|known| almost(&key.plain(), &known.plain()));
    near.unwrap_or(Finding::Unknown)
}

/// A connection number on the paper of a device that has the number `known`.
pub fn connection(no: ConnectionNo, known: Option<ConnectionNo>) -> Finding {
    known.map_or(Finding::Unknown, |known| whole(&no.plain(), &known.plain()))
}

/// A licence key, whose case counts (MIE-8), among those `known`.
pub fn licence_key<'a>(key: &LicenceKey, known: impl Iterator<Item = &'a LicenceKey>) -> Finding {
    let mut near = None;
    for known in known {
        if known == key {
            return Finding::Agrees;
        }
        let other_case = || {
            let same = known.plain().eq_ignore_ascii_case(key.plain());
            same.then(|| whole(key.plain(), known.plain()))
        };
        near = near.or_else(|| almost(key.plain(), known.plain()).or_else(other_case));
    }
    near.unwrap_or(Finding::Unknown)
}

/// The address before the numbers, where that of the server is `known`. It differs as a whole: one is as wrong as another.
pub fn address(printed: &str, known: &str) -> Finding {
    let bare = |address: &str| address.trim().trim_end_matches('/').to_ascii_lowercase();
    if bare(known) == bare(printed) {
        Finding::Agrees
    } else {
        Finding::Differs { positions: vec![] }
    }
}

/// What follows from `findings`; `asked` is what the server said of what is not known.
pub fn verdict<'a>(findings: impl Iterator<Item = &'a Finding>, asked: Asked) -> Verdict {
    let mut unknown = false;
    for finding in findings {
        match finding {
            Finding::Agrees => {}
            Finding::Unknown => unknown = true,
            Finding::Differs { .. } | Finding::Elsewhere { .. } => return Verdict::Contradicts,
        }
    }
    if unknown {
        Verdict::Unknown { asked }
    } else {
        Verdict::Genuine
    }
}

fn whole(printed: &str, known: &str) -> Finding {
    if printed == known {
        Finding::Agrees
    } else {
        let positions = differing(printed, known);
        Finding::Differs { positions }
    }
}

/// So little differs that this number was meant.
fn almost(printed: &str, known: &str) -> Option<Finding> {
    let positions = differing(printed, known);
    (1..=NEAR_DIGITS as usize)
        .contains(&positions.len())
        .then_some(Finding::Differs { positions })
}

/// The digits that differ, from 1.
fn differing(one: &str, two: &str) -> Vec<u32> {
    let pairs = (1..).zip(one.bytes().zip(two.bytes()));
    pairs.filter(|(_, (one, two))| one != two).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differs(positions: &[u32]) -> Finding {
        Finding::Differs {
            positions: positions.into(),
        }
    }

    #[test]
    fn a_pair_agrees_as_a_whole_and_is_told_apart_by_position() {
        let no = "0123-4567-89AB-CDEF";
        for (known, near, expected) in [
            (Some("1111-2222"), vec![], [Finding::Agrees, Finding::Agrees]),
            (Some("1131-2222"), vec![], [Finding::Agrees, differs(&[3])]),
            (
                Some("2222-1111"),
                vec![],
                [Finding::Agrees, differs(&[1, 2, 3, 4, 5, 6, 7, 8])],
            ),
            (None, vec![], [Finding::Unknown, Finding::Unknown]),
            (None, vec!["0123-4567-89AB-CDE0"], [differs(&[16]), Finding::Agrees]),
            (None, vec!["0123-4567-98AB-CDEF"], [differs(&[9, 10]), Finding::Agrees]),
            (None, vec!["1023-4567-89AB-CDE0"], [Finding::Unknown, Finding::Unknown]),
        ] {
            let near: Vec<ActivationKeyNo> = near.into_iter().map(|no| no.parse().unwrap()).collect();
            let known_id = known.map(|id| id.parse().unwrap());
            let found = pair(no.parse().unwrap(), "1111-2222".parse().unwrap(), known_id, &near);
            assert_eq!(found, expected, "{known:?} {near:?}");
        }
    }

    #[test]
    fn the_device_and_the_registration_key_beside_a_pair_are_those_it_was_registered_with() {
        let on = |device: &str, key: &str| (device.parse().unwrap(), key.parse().unwrap());
        let known = on("1234-5678-90AB-CDEF", "AAAA-BBBB-CCCC-DDDD");
        for (printed, known, expected) in [
            (known, Some(known), [Finding::Agrees, Finding::Agrees]),
            (
                on("1234-5678-90AB-CDE0", "AAAA-BBBB-CCCC-DDDD"),
                Some(known),
                [differs(&[16]), Finding::Agrees],
            ),
            (
                on("1234-5678-90AB-CDEF", "BAAA-BBBB-CCCC-DDDD"),
                Some(known),
                [Finding::Agrees, differs(&[1])],
            ),
            (known, None, [Finding::Unknown, Finding::Unknown]),
        ] {
            assert_eq!(registered(printed, known), expected);
        }
    }

    #[test]
    fn a_registration_key_is_of_this_device_of_another_or_of_none() {
        let key = |key: &str| key.parse::<RegistrationKey>().unwrap();
        let other = "1111-2222-3333-4444";
        let here = [key("AAAA-BBBB-CCCC-DDDD"), key("0000-0000-0000-0000")];
        let elsewhere = Finding::Elsewhere { device: other.into() };
        for (printed, owner, expected) in [
            ("AAAA-BBBB-CCCC-DDDD", None, Finding::Agrees),
            ("AAAA-BBBB-CCCC-DDDD", Some(other), Finding::Agrees),
            ("AAAA-BBBB-CCCC-DDDE", None, differs(&[16])),
            ("AAAA-BBBB-CCCC-DDDE", Some(other), elsewhere.clone()),
            ("AAAA-BBBB-CCCC-DEEE", None, Finding::Unknown),
        ] {
            let owner = owner.map(|device| device.parse().unwrap());
            assert_eq!(registration_key(key(printed), &here, owner), expected, "{printed}");
        }
    }

    #[test]
    fn mie_8_a_licence_key_in_another_case_is_another_key_and_told_where() {
        let known: [LicenceKey; 2] = ["aB3d-EF4h-nD9L-rn7T", "2222-3333-4444-5555"].map(|key| key.parse().unwrap());
        for (printed, expected) in [
            ("aB3d-EF4h-nD9L-rn7T", Finding::Agrees),
            ("aB3d-EF4h-nD9L-rn7t", differs(&[16])),
            ("AB3D-EF4H-ND9L-RN7T", differs(&[1, 4, 8, 9, 13, 14])),
            ("aB3d-EF4h-nD9L-7777", Finding::Unknown),
        ] {
            assert_eq!(
                licence_key(&printed.parse().unwrap(), known.iter()),
                expected,
                "{printed}"
            );
        }
    }

    #[test]
    fn a_connection_number_and_an_address_are_held_against_those_that_are_known() {
        let no: ConnectionNo = "111-1234-5678".parse().unwrap();
        for (known, expected) in [
            (Some("111-1234-5678"), Finding::Agrees),
            (Some("111-1234-5679"), differs(&[11])),
            (None, Finding::Unknown),
        ] {
            assert_eq!(
                connection(no, known.map(|no| no.parse().unwrap())),
                expected,
                "{known:?}"
            );
        }
        for (printed, expected) in [
            ("HTTPS://KEYS.EXAMPLE.JP/", Finding::Agrees),
            ("https://keys.example.jp", Finding::Agrees),
            ("HTTPS://KEYS.EXAMPLE.JP.EVIL.EXAMPLE/", differs(&[])),
            ("HTTP://KEYS.EXAMPLE.JP/", differs(&[])),
        ] {
            assert_eq!(address(printed, "https://keys.example.jp"), expected, "{printed}");
        }
    }

    #[test]
    fn one_contradiction_outweighs_everything_and_one_unknown_number_all_that_agree() {
        let unknown = Verdict::Unknown { asked: Asked::NotYours };
        for (findings, expected) in [
            (vec![Finding::Agrees, Finding::Agrees], Verdict::Genuine),
            (vec![Finding::Agrees, Finding::Unknown], unknown),
            (vec![Finding::Unknown, differs(&[1])], Verdict::Contradicts),
            (
                vec![Finding::Elsewhere { device: String::new() }, Finding::Agrees],
                Verdict::Contradicts,
            ),
        ] {
            assert_eq!(verdict(findings.iter(), Asked::NotYours), expected, "{findings:?}");
        }
    }
}
