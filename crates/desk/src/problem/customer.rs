//! What stands in the way of writing a customer down, or of reading a file of them.

use serde::Serialize;
use specta::Type;

use super::{CustomerField, Kind, Problem};

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum CustomerProblem {
    // What the server refused.
    /// There is no such customer.
    CustomerUnknown,
    /// Somebody else changed the customer meanwhile: one chooses (CUS-2).
    CustomerChanged,
    /// The customer was merged with another one meanwhile (CUS-3).
    CustomerMerged,
    /// A customer is not merged with itself (CUS-3).
    MergeWithItself,
    /// The device is another customer's than was seen (CUS-6).
    DeviceMoved,
    /// There is no such device.
    DeviceUnknown,

    // What was typed, or stands in a file.
    /// A customer needs a name (CUS-1).
    CustomerNameMissing,
    /// Too much for a field (CUS-1).
    CustomerFieldTooLong {
        /// Which field.
        of: CustomerField,
        /// Characters found.
        found: u32,
        /// Characters that fit.
        max: u32,
    },
    /// Characters that do not show (CUS-1).
    CustomerFieldHidden {
        /// In which field.
        of: CustomerField,
    },
    /// A telephone number without a digit (CUS-1).
    CustomerPhoneWithoutDigits,
    /// No mail address (CUS-1).
    CustomerMailAddress,
    /// The file is larger than can be imported.
    ImportTooLarge {
        /// So much may be.
        megabytes: u32,
    },
    /// The file has more rows than can be imported.
    ImportTooManyRows {
        /// How many it has.
        found: u32,
        /// How many may be.
        max: u32,
    },
    /// There is nothing in the file.
    ImportEmpty,
    /// The file is neither a list in text nor a workbook.
    ImportUnreadable,
    /// The file is not written in this encoding.
    ImportEncoding,
    /// What would become of the file is no longer what was shown.
    ImportChanged,
    /// No customer has the id in this row.
    ImportUnknownId,
    /// Several customers have the name in this row.
    ImportSeveral {
        /// How many.
        found: u32,
    },
}

impl From<CustomerProblem> for Problem {
    fn from(problem: CustomerProblem) -> Self {
        Self::Customer(problem)
    }
}

impl CustomerProblem {
    /// What kind of thing stands in the way.
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::CustomerUnknown
            | Self::CustomerChanged
            | Self::CustomerMerged
            | Self::MergeWithItself
            | Self::DeviceMoved
            | Self::DeviceUnknown
            | Self::ImportChanged => Kind::Refused,
            Self::CustomerNameMissing
            | Self::CustomerFieldTooLong { .. }
            | Self::CustomerFieldHidden { .. }
            | Self::CustomerPhoneWithoutDigits
            | Self::CustomerMailAddress
            | Self::ImportTooLarge { .. }
            | Self::ImportTooManyRows { .. }
            | Self::ImportEmpty
            | Self::ImportUnreadable
            | Self::ImportEncoding
            | Self::ImportUnknownId
            | Self::ImportSeveral { .. } => Kind::Mistyped,
        }
    }
}
