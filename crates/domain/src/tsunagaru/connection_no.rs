//! The number under which a device is reached.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::text::is_separator;

/// A connection number (接続番号): 11 digits that begin with 111, 117 or 118, printed as `111-1234-5678`. [policy: the grouping]
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ConnectionNo {
    prefix: u16,
    line: u32,
}

const PREFIXES: [u16; 3] = [111, 117, 118];
const LINES: u32 = 100_000_000;

/// What was read is no connection number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a connection number has 11 digits and begins with 111, 117 or 118")]
pub struct ParseConnectionNoError;

impl ConnectionNo {
    /// The number that `random` stands for; every number is equally likely.
    pub fn from_random(random: u64) -> Self {
        let lines = u64::from(LINES);
        let place = random % (lines * PREFIXES.len() as u64);
        Self {
            prefix: PREFIXES[(place / lines) as usize],
            line: (place % lines) as u32,
        }
    }

    /// The digits without hyphens: how the number stands in databases.
    pub fn plain(self) -> String {
        format!("{}{:08}", self.prefix, self.line)
    }
}

impl FromStr for ConnectionNo {
    type Err = ParseConnectionNoError;

    fn from_str(typed: &str) -> Result<Self, ParseConnectionNoError> {
        let digits: String = typed.nfkc().filter(|c| !is_separator(*c)).collect();
        let whole = digits.len() == 11 && digits.bytes().all(|b| b.is_ascii_digit());
        let number: u64 = whole
            .then(|| digits.parse().ok())
            .flatten()
            .ok_or(ParseConnectionNoError)?;
        let (prefix, line) = (number / u64::from(LINES), number % u64::from(LINES));
        let prefix = PREFIXES
            .into_iter()
            .find(|known| u64::from(*known) == prefix)
            .ok_or(ParseConnectionNoError)?;
        Ok(Self {
            prefix,
            line: line as u32,
        })
    }
}

impl fmt::Display for ConnectionNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:04}-{:04}", self.prefix, self.line / 10_000, self.line % 10_000)
    }
}

stored_as_text!(ConnectionNo);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_number_is_eleven_digits_of_three_kinds() {
        for typed in [
            "111-1234-5678",
            "11112345678",
            "１１１－１２３４－５６７８",
            " 111 1234 5678\n",
        ] {
            assert_eq!(
                typed.parse::<ConnectionNo>().map(|no| no.to_string()),
                Ok("111-1234-5678".into()),
                "{typed}"
            );
        }
        for typed in ["112-1234-5678", "111-1234-567", "111-1234-56789", "111-1234-567A", ""] {
            assert_eq!(typed.parse::<ConnectionNo>(), Err(ParseConnectionNoError), "{typed}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_printed_reads_back_as_the_same_number(random: u64) {
            let no = ConnectionNo::from_random(random);
            proptest::prop_assert_eq!(no.to_string().parse(), Ok(no));
            proptest::prop_assert_eq!(no.plain().parse(), Ok(no));
        }
    }
}
