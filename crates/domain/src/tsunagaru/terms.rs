//! The terms of use (約款), accepted on every application and extension.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Term;

/// Which terms hold.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermsKind {
    /// Those of the free trial.
    Trial,
    /// Those of paid periods.
    Paid,
}

impl TermsKind {
    /// **TSU-10** The terms for `term`: those of trial and paid periods differ.
    pub fn of(term: Term) -> Self {
        if term.trial { Self::Trial } else { Self::Paid }
    }
}

/// The version of a text of terms, counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct TermsVersion(pub u32);

/// Proof that terms were accepted: which, when. Who it was is recorded with the act.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Acceptance {
    kind: TermsKind,
    version: TermsVersion,
    at: DateTime<Utc>,
}

impl Acceptance {
    /// Which terms.
    pub fn kind(self) -> TermsKind {
        self.kind
    }

    /// Their version.
    pub fn version(self) -> TermsVersion {
        self.version
    }

    /// When they were accepted.
    pub fn at(self) -> DateTime<Utc> {
        self.at
    }
}

/// The terms in force were not accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("version {} of the terms is to be accepted", .in_force.0)]
pub struct TermsNotAccepted {
    /// Which terms.
    pub kind: TermsKind,
    /// The version in force.
    pub in_force: TermsVersion,
}

/// **TSU-10** Decides whether the terms for `term`, whose version `in_force` holds, are `accepted`; refusing ends it.
pub fn accept(
    term: Term,
    in_force: TermsVersion,
    accepted: Option<TermsVersion>,
    now: DateTime<Utc>,
) -> Result<Acceptance, TermsNotAccepted> {
    let kind = TermsKind::of(term);
    match accepted {
        Some(version) if version == in_force => Ok(Acceptance { kind, version, at: now }),
        Some(_) | None => Err(TermsNotAccepted { kind, in_force }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tsu_10_only_the_version_in_force_can_be_accepted() {
        let in_force = TermsVersion(3);
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        for (trial, accepted, kind, is_accepted) in [
            (false, Some(TermsVersion(3)), TermsKind::Paid, true),
            (true, Some(TermsVersion(3)), TermsKind::Trial, true),
            (false, Some(TermsVersion(2)), TermsKind::Paid, false),
            (true, None, TermsKind::Trial, false),
        ] {
            let decided = accept(Term { months: 12, trial }, in_force, accepted, now);
            let expected = if is_accepted {
                Ok(Acceptance {
                    kind,
                    version: in_force,
                    at: now,
                })
            } else {
                Err(TermsNotAccepted { kind, in_force })
            };
            assert_eq!(decided, expected, "{accepted:?}");
        }
    }
}
