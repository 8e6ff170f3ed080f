//! The second factor: a code from an app (RFC 6238), or one of the codes for the day the telephone is lost.
//!
//! Deliberately not here: making and reading codes, which needs the secret.

/// Seconds that a code lasts.
pub const STEP: u64 = 30;
/// Steps before and after the present one whose codes are taken too, for clocks that differ.
pub const SKEW: u16 = 1;
/// Digits of a code.
pub const DIGITS: u8 = 6;
/// Recovery codes given out, each good once.
pub const RECOVERY_CODES: usize = 10;

/// Where a member stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SecondFactor {
    /// None.
    Off,
    /// Begun; no code has proved yet that the app has the secret.
    Begun,
    /// A code is wanted to sign in.
    On,
}

/// Why a code does not open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CodeRefusal {
    /// None was given, and one is wanted.
    #[error("a code is wanted")]
    Wanted,
    /// It is not the code, or it was used before.
    #[error("the code does not fit")]
    Wrong,
}

/// **ACC-6** Decides about a code that belongs to `step`, if to any, when the latest step whose code was taken is `used`: a code is good
/// once, and so is every one before it. Answers the step that is used up by it.
pub fn use_code(step: Option<u64>, used: u64) -> Result<u64, CodeRefusal> {
    step.filter(|step| *step > used).ok_or(CodeRefusal::Wrong)
}

/// **ACC-6** Whether a sign-in wants a code.
pub fn wants_code(stands: SecondFactor) -> bool {
    match stands {
        SecondFactor::On => true,
        SecondFactor::Off | SecondFactor::Begun => false,
    }
}

/// **ACC-6** Whether a member may do nothing but set up its second factor, because its dealer demands one.
pub fn is_due(demanded: bool, stands: SecondFactor) -> bool {
    demanded && !wants_code(stands)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acc_6_a_code_is_good_once() {
        for (step, used, decided) in [
            (Some(10), 0, Ok(10)),
            (Some(10), 9, Ok(10)),
            (Some(10), 10, Err(CodeRefusal::Wrong)),
            (Some(9), 10, Err(CodeRefusal::Wrong)),
            (None, 0, Err(CodeRefusal::Wrong)),
        ] {
            assert_eq!(use_code(step, used), decided, "{step:?} after {used}");
        }
    }

    #[test]
    fn acc_6_a_code_is_wanted_once_one_has_proved_the_app() {
        use SecondFactor::{Begun, Off, On};
        assert_eq!([Off, Begun, On].map(wants_code), [false, false, true]);
        assert_eq!([Off, Begun, On].map(|stands| is_due(true, stands)), [true, true, false]);
        assert_eq!([Off, Begun, On].map(|stands| is_due(false, stands)), [false; 3]);
    }

    proptest::proptest! {
        #[test]
        fn acc_6_whatever_codes_come_no_step_is_used_twice(steps in proptest::collection::vec(1..20_u64, 0..60)) {
            let (mut used, mut taken) = (0, Vec::new());
            for step in steps {
                if let Ok(step) = use_code(Some(step), used) {
                    taken.push(step);
                    used = step;
                }
            }
            proptest::prop_assert!(taken.is_sorted_by(|one, next| one < next));
        }
    }
}
