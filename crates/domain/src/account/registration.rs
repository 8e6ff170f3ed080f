//! The steps in which a dealer registers.

use std::fmt;

/// The conditions that a dealer agrees to, by the month they are of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Consent(&'static str);

/// [policy] The conditions of today.
pub const CONSENT: Consent = Consent("2026-11");

/// Other conditions were agreed to than those of today.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the conditions of {CONSENT} are to be agreed to")]
pub struct OtherConsent;

impl fmt::Display for Consent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// **ACC-1** Nothing is registered without agreeing to the conditions of today.
pub fn agree(version: &str) -> Result<Consent, OtherConsent> {
    if version == CONSENT.0 {
        Ok(CONSENT)
    } else {
        Err(OtherConsent)
    }
}

/// **ACC-1** A step: consent, form, confirmation, done. The mail goes out when it is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// The conditions are shown, to be agreed to.
    Consent,
    /// The form.
    Form,
    /// What was typed, to be looked over.
    Confirmation,
    /// It is registered.
    Done,
}

/// What a person does at a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Move {
    /// Agrees, or goes on.
    Next,
    /// Goes back.
    Back,
    /// Refuses, or cancels.
    Cancel,
}

/// **ACC-1** Where `made` leads from `step`; `None` ends the registration. Refusing ends it, and so does going back from the beginning; what
/// is done stays done.
pub fn after(step: Step, made: Move) -> Option<Step> {
    match (step, made) {
        (Step::Consent, Move::Next) | (Step::Confirmation, Move::Back) => Some(Step::Form),
        (Step::Form, Move::Back) => Some(Step::Consent),
        (Step::Form, Move::Next) => Some(Step::Confirmation),
        (Step::Confirmation, Move::Next) | (Step::Done, Move::Next | Move::Back | Move::Cancel) => Some(Step::Done),
        (Step::Consent, Move::Back | Move::Cancel) | (Step::Form | Step::Confirmation, Move::Cancel) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acc_1_the_conditions_of_today_are_agreed_to() {
        assert_eq!(agree(&CONSENT.to_string()), Ok(CONSENT));
        for version in ["", "2026-10", "2026-11 ", "no"] {
            assert_eq!(agree(version), Err(OtherConsent), "{version}");
        }
    }

    #[test]
    fn acc_1_each_step_has_a_way_on_a_way_back_and_a_way_out() {
        use Step::{Confirmation, Consent, Done, Form};
        for (step, next, back, cancel) in [
            (Consent, Some(Form), None, None),
            (Form, Some(Confirmation), Some(Consent), None),
            (Confirmation, Some(Done), Some(Form), None),
            (Done, Some(Done), Some(Done), Some(Done)),
        ] {
            let found = [Move::Next, Move::Back, Move::Cancel].map(|made| after(step, made));
            assert_eq!(found, [next, back, cancel], "{step:?}");
        }
    }
}
