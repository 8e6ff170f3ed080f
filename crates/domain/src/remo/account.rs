//! The contract user's account.

use chrono::TimeDelta;

/// **REM-7** How long the one-time link in a welcome mail is valid.
pub const PROVISIONAL_LINK: TimeDelta = TimeDelta::hours(24);

/// How a new contract user gets a password.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Welcome {
    /// The partner set a provisional one and hands it over: no mail.
    Provisional,
    /// By mail, with a one-time link valid for [`PROVISIONAL_LINK`].
    Link,
}

/// **REM-7** With a provisional password no mail is sent; otherwise a one-time link.
pub fn welcome(has_provisional_password: bool) -> Welcome {
    if has_provisional_password {
        Welcome::Provisional
    } else {
        Welcome::Link
    }
}

/// How a wrong e-mail address is corrected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Correction {
    /// By adding the customer anew.
    AddAnew,
    /// Not at all: licences were allocated to it.
    TooLate,
}

/// **REM-7** A wrong e-mail address is corrected by adding the customer anew before anything is allocated.
pub fn may_be_corrected(allocations: usize) -> Correction {
    if allocations == 0 {
        Correction::AddAnew
    } else {
        Correction::TooLate
    }
}

/// **REM-4** Whether `typed` confirms an allocation to the contract user of `email`: what follows the `@`, which is what most often
/// tells two customers apart. Allocation cannot be undone. [policy: what "the last part" is]
pub fn confirms(email: &str, typed: &str) -> bool {
    let last_part = email.rsplit_once('@').map_or(email, |(_, domain)| domain);
    let typed = typed.trim().trim_start_matches('@');
    !last_part.is_empty() && typed.eq_ignore_ascii_case(last_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rem_4_the_last_part_of_the_address_confirms() {
        for (email, typed, is_confirmed) in [
            ("yamada@example.co.jp", "example.co.jp", true),
            ("yamada@example.co.jp", " @Example.CO.JP ", true),
            ("yamada@example.co.jp", "co.jp", false),
            ("yamada@example.co.jp", "yamada", false),
            ("yamada@example.co.jp", "", false),
            ("yamada@", "", false),
        ] {
            assert_eq!(confirms(email, typed), is_confirmed, "{typed}");
        }
    }

    #[test]
    fn rem_7_a_provisional_password_sends_no_mail_and_allocation_fixes_the_address() {
        assert_eq!((welcome(true), welcome(false)), (Welcome::Provisional, Welcome::Link));
        assert_eq!(PROVISIONAL_LINK.num_hours(), 24);
        assert_eq!(
            (may_be_corrected(0), may_be_corrected(1)),
            (Correction::AddAnew, Correction::TooLate)
        );
    }
}
