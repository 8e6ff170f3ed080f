//! How text that people type is made comparable: width, case, kana and hyphens folded.

use unicode_normalization::UnicodeNormalization;

use crate::site::turns_direction;

/// Whether `c` separates groups of a number without being part of it: spaces of every kind, hyphens of every kind,
/// and what travels invisibly with a paste.
pub fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}' | 'ー' | 'ｰ' | '\u{200B}' | '\u{FEFF}'
        )
}

/// Whether `c` can pretend something in a name: it breaks the line, controls, or turns the direction of writing (the marks, embeddings,
/// overrides and isolates of Unicode's bidirectional algorithm).
pub fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') || turns_direction(&c)
}

/// Whether nothing of `text` can be seen: it is made of spaces, joiners and fillers.
pub fn is_blank(text: &str) -> bool {
    let shows_nothing = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{180E}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}'
                    | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            )
    };
    text.chars().all(shows_nothing)
}

/// The characters of a typed number: NFKC, upper case, without separators; each with its position (from 1) among them.
pub fn number_symbols(typed: &str) -> impl Iterator<Item = char> + '_ {
    typed.nfkc().filter(|c| !is_separator(*c)).flat_map(char::to_uppercase)
}

/// Folds text for searching: NFKC, lower case, katakana to hiragana, without anything that is not a letter or a digit.
///
/// `カナ`, `かな` and `ｶﾅ` fold alike, and so do `KX-VCS101` and `ｋｘ ｖｃｓ１０１`.
pub fn fold(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .map(hiragana)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// The hiragana for a katakana, any other character as it is.
fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_told_from_what_can() {
        for (text, blank, hidden) in [
            ("玄関", false, false),
            ("👨\u{200D}👩", false, false),
            ("\u{200B}", true, false),
            (" \u{3000}\u{2060}\u{3164}", true, false),
            ("", true, false),
            ("a\u{202E}b", false, true),
            ("a\u{2028}b", false, true),
            ("a\nb", false, true),
        ] {
            assert_eq!((is_blank(text), text.contains(is_hidden)), (blank, hidden), "{text:?}");
        }
    }

    #[test]
    fn text_folds_alike_whatever_its_width_kana_and_case() {
        for (typed, folded) in [
            ("カナ", "かな"),
            ("ｶﾅ", "かな"),
            ("かな", "かな"),
            ("ｶﾞｯｺｳ", "がっこう"),
            ("サーバー", "さーばー"),
            ("ＫＸ－ＶＣＳ１０１", "kxvcs101"),
            ("山田　商店（本社）", "山田商店本社"),
            ("ヴィラ・ノーヴァ", "ゔぃらのーゔぁ"),
            ("", ""),
        ] {
            assert_eq!(fold(typed), folded, "{typed}");
        }
    }
}
