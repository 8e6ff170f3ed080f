//! **TSU-10** The terms of つながるねっと in force. A changed text is a new version, and a new file: what somebody accepted stays readable.

use kagifuda_domain::tsunagaru::{TermsKind, TermsVersion};
use kagifuda_wire::tsunagaru::Terms;

/// The version in force of either text. [policy]
const IN_FORCE: TermsVersion = TermsVersion(1);

/// The version of the terms of `kind` that is in force.
pub(crate) fn in_force(kind: TermsKind) -> TermsVersion {
    match kind {
        TermsKind::Trial | TermsKind::Paid => IN_FORCE,
    }
}

/// The terms of `kind` in force.
pub(crate) fn text(kind: TermsKind) -> Terms {
    let (ja, en) = match kind {
        TermsKind::Trial => (
            include_str!("../terms/trial-1.ja.txt"),
            include_str!("../terms/trial-1.en.txt"),
        ),
        TermsKind::Paid => (
            include_str!("../terms/paid-1.ja.txt"),
            include_str!("../terms/paid-1.en.txt"),
        ),
    };
    Terms {
        kind,
        version: in_force(kind),
        ja: ja.to_owned(),
        en: en.to_owned(),
    }
}
