//! The parts of the server's problems.

use kagifuda_domain::account::ProfileRefusal;
use kagifuda_domain::tsunagaru::TermsKind;
use kagifuda_wire::problem::LineCode;

use crate::problem::{Confirmation, LineRefusal, PasswordFault, ProfileField, RefusedLine, Terms};
use crate::view::{instant, programme};

impl From<kagifuda_wire::problem::Confirmation> for Confirmation {
    fn from(confirmation: kagifuda_wire::problem::Confirmation) -> Self {
        use kagifuda_wire::problem::Confirmation as Wire;
        match confirmation {
            Wire::RemainderLost => Self::RemainderLost,
            Wire::RecordingsDeleted => Self::RecordingsDeleted,
            Wire::NoRefund => Self::NoRefund,
            Wire::KeyVoid => Self::KeyVoid,
            Wire::DataErased => Self::DataErased,
        }
    }
}

impl From<ProfileRefusal> for ProfileField {
    fn from(refused: ProfileRefusal) -> Self {
        match refused {
            ProfileRefusal::Company => Self::Company,
            ProfileRefusal::Country => Self::Country,
            ProfileRefusal::PostalCode => Self::PostalCode,
            ProfileRefusal::Phone => Self::Phone,
            ProfileRefusal::Address => Self::Address,
            ProfileRefusal::Contact => Self::Contact,
            ProfileRefusal::Email => Self::Email,
            ProfileRefusal::EmailConfirmation => Self::EmailConfirmation,
            ProfileRefusal::Login => Self::Login,
        }
    }
}

impl From<kagifuda_wire::problem::PasswordFault> for PasswordFault {
    fn from(fault: kagifuda_wire::problem::PasswordFault) -> Self {
        use kagifuda_wire::problem::PasswordFault as Wire;
        match fault {
            Wire::Length => Self::Length,
            Wire::Common => Self::Common,
        }
    }
}

impl From<TermsKind> for Terms {
    fn from(terms: TermsKind) -> Self {
        match terms {
            TermsKind::Trial => Self::Trial,
            TermsKind::Paid => Self::Paid,
        }
    }
}

impl From<kagifuda_wire::problem::RefusedLine> for RefusedLine {
    fn from(line: kagifuda_wire::problem::RefusedLine) -> Self {
        let refusal = match line.code {
            LineCode::UnknownPair => LineRefusal::UnknownPair,
            LineCode::KeyLocked { until } => LineRefusal::KeyLocked { until: instant(until) },
            LineCode::BoundElsewhere { device } => LineRefusal::BoundElsewhere {
                device: device.map(|device| device.to_string()),
            },
            LineCode::OtherProgramme { programme: other } => LineRefusal::OtherProgramme {
                programme: programme(other).to_owned(),
            },
            LineCode::RepeatedLine => LineRefusal::RepeatedLine,
        };
        Self {
            activation_key: line.activation_key.to_string(),
            refusal,
        }
    }
}
