//! 設置先情報: where a device stands.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

/// Where a device stands, in the office's own words.
///
/// **KMS-5** 2 lines of at most 50 characters (grapheme clusters).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "[String; 2]", into = "[String; 2]")]
pub struct Site([String; 2]);

/// **KMS-5** A line of the site is too long.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "line {line} of the site has {found} characters, at most {} fit",
    Site::LINE_CHARACTERS
)]
pub struct SiteTooLong {
    /// 1 or 2.
    pub line: usize,
    /// Characters found.
    pub found: usize,
}

impl Site {
    /// **KMS-5** Characters a line may have.
    pub const LINE_CHARACTERS: usize = 50;

    /// The site of two lines, each without the space around it, line breaks and other control characters.
    pub fn new(lines: [&str; 2]) -> Result<Self, SiteTooLong> {
        let gap = |c: char| c.is_whitespace() || c.is_control();
        let tidy = lines.map(|line| {
            line.split(gap)
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        });
        for (i, line) in tidy.iter().enumerate() {
            let found = line.graphemes(true).count();
            if found > Self::LINE_CHARACTERS {
                return Err(SiteTooLong { line: i + 1, found });
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

impl TryFrom<[String; 2]> for Site {
    type Error = SiteTooLong;

    fn try_from([one, two]: [String; 2]) -> Result<Self, SiteTooLong> {
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
            (family.repeat(50), None),
            (family.repeat(51), Some(51)),
            (format!("  {}  ", "x".repeat(50)), None),
        ] {
            let expected = found.map_or(Ok(()), |found| Err(SiteTooLong { line: 2, found }));
            assert_eq!(Site::new(["本社", &line]).map(drop), expected, "{line}");
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
