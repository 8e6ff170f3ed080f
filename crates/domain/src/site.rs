//! 設置先情報: where a device stands.

mod personal;

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

pub use personal::Personal;

/// Where a device stands, in the office's own words.
///
/// **KMS-5** 2 lines of at most 50 characters (grapheme clusters), none of which turns the direction of writing.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "[String; 2]", into = "[String; 2]")]
pub struct Site([String; 2]);

/// **KMS-5** Why two lines are no site.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SiteError {
    /// A line is too long.
    #[error(
        "line {line} of the site has {found} characters, at most {} fit",
        Site::LINE_CHARACTERS
    )]
    TooLong {
        /// 1 or 2.
        line: usize,
        /// Characters found.
        found: usize,
    },
    /// A line has an invisible character that turns the direction of writing, and would show another text than it is.
    #[error("line {line} of the site has U+{:04X}, which turns the direction of writing", u32::from(*symbol))]
    Direction {
        /// 1 or 2.
        line: usize,
        /// The character.
        symbol: char,
    },
}

impl Site {
    /// **KMS-5** Characters a line may have.
    pub const LINE_CHARACTERS: usize = 50;
    /// Bytes of UTF-8 a character may have. One built of more parts counts as several.
    const CHARACTER_BYTES: usize = 8;

    /// The site of two lines, each without the space around it, line breaks and other control characters.
    pub fn new(lines: [&str; 2]) -> Result<Self, SiteError> {
        let gap = |c: char| c.is_whitespace() || c.is_control();
        let tidy = lines.map(|line| {
            line.split(gap)
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        });
        for (i, line) in tidy.iter().enumerate() {
            if let Some(symbol) = line.chars().find(turns_direction) {
                return Err(SiteError::Direction { line: i + 1, symbol });
            }
            let parts = line.len().div_ceil(Self::CHARACTER_BYTES);
            let found = line.graphemes(true).count().max(parts);
            if found > Self::LINE_CHARACTERS {
                return Err(SiteError::TooLong { line: i + 1, found });
            }
        }
        Ok(Self(tidy))
    }

    /// The two lines; either may be empty.
    pub fn lines(&self) -> &[String; 2] {
        &self.0
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(String::is_empty)
    }

    /// Both lines as one, for lists and searching.
    pub fn one_line(&self) -> String {
        self.0.join(" ").trim().to_owned()
    }
}

/// The marks, embeddings, overrides and isolates of Unicode's bidirectional algorithm.
pub(crate) fn turns_direction(symbol: &char) -> bool {
    matches!(symbol, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

impl TryFrom<[String; 2]> for Site {
    type Error = SiteError;

    fn try_from([one, two]: [String; 2]) -> Result<Self, SiteError> {
        Self::new([&one, &two])
    }
}

impl From<Site> for [String; 2] {
    fn from(site: Site) -> Self {
        site.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kms_5_a_line_has_at_most_fifty_characters_as_people_count_them() {
        let family = "👨‍👩‍👧"; // One character to a person, five code points.
        for (line, found) in [
            ("あ".repeat(50), None),
            ("あ".repeat(51), Some(51)),
            (family.repeat(22), None),
            (family.repeat(23), Some(52)),
            ("🏯".repeat(50), None),
            (format!("e{}", "\u{301}".repeat(2_000)), Some(501)),
            (format!("  {}  ", "x".repeat(50)), None),
        ] {
            let expected = found.map_or(Ok(()), |found| Err(SiteError::TooLong { line: 2, found }));
            assert_eq!(Site::new(["本社", &line]).map(drop), expected, "{line}");
        }
    }

    #[test]
    fn kms_5_nothing_turns_the_direction_of_writing() {
        for symbol in ['\u{61C}', '\u{200E}', '\u{202A}', '\u{202E}', '\u{2066}', '\u{2069}'] {
            let met = Site::new([&format!("本社{symbol}3F"), ""]).map(drop);
            assert_eq!(met, Err(SiteError::Direction { line: 1, symbol }));
        }
    }

    #[test]
    fn a_site_is_one_line_in_lists() {
        assert_eq!(
            Site::new(["本社", " 3階\n会議室 "]).map(|s| s.one_line()),
            Ok("本社 3階 会議室".into())
        );
        assert_eq!(
            Site::new(["本\0社", "\u{1b}3階"]).map(|s| s.one_line()),
            Ok("本 社 3階".into())
        );
        assert_eq!(Site::new(["", ""]).map(|s| s.is_empty()), Ok(true));
    }
}
