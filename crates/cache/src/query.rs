//! What a person typed into the look-up field, made comparable. Pure.

use kagifuda_domain::text::{fold, number_symbols};

use crate::bytes;

/// Characters, spaces around them left out, that a query must have.
const MIN_CHARACTERS: usize = 2;

/// Digits of the longest number.
const MAX_DIGITS: usize = 16;

/// Words of a query that are looked for one by one. A text of more is no query, and nothing is found by it.
const MAX_WORDS: usize = 16;

/// Grams of a number and of a text that are looked up. These few, spread over it, leave hardly a row to hold against the
/// whole fragment, and each of them costs a look into every part of the index.
const MAX_TRIGRAMS: usize = 3;
const MAX_PAIRS: usize = 4;

/// One fragment, to be found in any field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Term {
    /// What is looked for in texts, folded. Never empty.
    pub text: String,
    /// What is looked for in numbers: plain upper-case hexadecimal digits, if that is what it is.
    pub digits: Option<String>,
}

impl Term {
    /// The fragment that was typed. `None`: there is neither letter nor digit in it.
    fn parse(typed: &str) -> Option<Self> {
        // Whatever is neither letter nor digit separates: the colons of a MAC address, the brackets around a pasted number.
        let digits: String = number_symbols(typed).filter(|c| c.is_alphanumeric()).collect();
        let is_number =
            !digits.is_empty() && digits.len() <= MAX_DIGITS && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let text = fold(typed);
        (!text.is_empty()).then_some(Self {
            text,
            digits: is_number.then_some(digits),
        })
    }

    /// The range of numbers that begin with the digits; of nothing for a term that is no number.
    pub fn range(&self) -> Option<(Vec<u8>, Vec<u8>)> {
        self.digits.as_deref().map(bytes::range)
    }

    /// An FTS5 expression over the trigrams of the digits, for three digits and more.
    pub fn digits_match(&self) -> Option<String> {
        let digits = self.digits.as_deref().filter(|digits| digits.len() >= 3)?;
        Some(all_of(
            spread(digits.len() - 2, MAX_TRIGRAMS).map(|i| &digits[i..i + 3]),
        ))
    }

    /// An FTS5 expression over the pairs of the text.
    pub fn text_match(&self) -> String {
        pairs_match(&self.text)
    }

    /// An FTS5 expression over the pairs of the digits, where they stand in a text.
    pub fn digits_as_text(&self) -> Option<String> {
        self.digits.as_ref().map(|digits| pairs_match(&digits.to_lowercase()))
    }
}

/// What is looked for, in the order of trying. All terms of a plan must be found in one key.
///
/// `1234 5678` is first one number and then two words; `山田 KX-VCS101` is two words.
pub(crate) fn plans(query: &str) -> Vec<Vec<Term>> {
    let query = query.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if query.chars().nth(MIN_CHARACTERS - 1).is_none() {
        return vec![];
    }
    if let Some(both) = pair(query) {
        return vec![both];
    }
    let words: Vec<&str> = query.split_whitespace().collect();
    let one_number = Term::parse(query).filter(|term| words.len() > 1 && term.digits.is_some());
    let terms: Vec<Term> = words.into_iter().filter_map(Term::parse).collect();
    let words = Some(terms).filter(|terms| (1..=MAX_WORDS).contains(&terms.len()));
    one_number.map(|term| vec![term]).into_iter().chain(words).collect()
}

/// An activation key number and a registration ID, joined by a colon as they are typed to apply for a key.
fn pair(query: &str) -> Option<Vec<Term>> {
    let (no, id) = query.split_once([':', '：'])?;
    let terms: Vec<Term> = [no, id].into_iter().filter_map(Term::parse).collect();
    let digits = |term: &Term| term.digits.as_ref().map_or(0, String::len);
    (terms.iter().map(digits).collect::<Vec<_>>() == [16, 8]).then_some(terms)
}

fn pairs_match(text: &str) -> String {
    let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    match starts.len() - 1 {
        1 => format!("\"{text}\" *"),
        characters => all_of(spread(characters - 1, MAX_PAIRS).map(|i| &text[starts[i]..starts[i + 2]])),
    }
}

/// The pairs of neighbouring characters of folded text, and its last character alone (so that a single character is
/// always the beginning of something), separated by spaces: what the FTS5 tokenizer `ascii` takes for words.
pub(crate) fn pairs(folded: &str) -> String {
    let characters: Vec<char> = folded.chars().collect();
    let mut words = String::with_capacity(folded.len() * 2 + characters.len());
    for (i, c) in characters.iter().enumerate() {
        words.push(*c);
        words.extend(characters.get(i + 1));
        words.push(' ');
    }
    words
}

/// At most `max` of `0..count`, evenly spread, the first and the last among them.
fn spread(count: usize, max: usize) -> impl Iterator<Item = usize> {
    let taken = count.min(max);
    (0..taken).map(move |i| if taken == 1 { 0 } else { i * (count - 1) / (taken - 1) })
}

/// Grams hold letters and digits only, so quotes make each a plain word, never an operator.
fn all_of<'a>(grams: impl Iterator<Item = &'a str>) -> String {
    grams.map(|gram| format!("\"{gram}\"")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(text: &str, digits: &str) -> Term {
        Term {
            text: text.into(),
            digits: Some(digits.into()).filter(|d: &String| !d.is_empty()),
        }
    }

    #[test]
    fn a_query_is_one_number_or_words() {
        for (query, expected) in [
            ("0123-4567", vec![vec![term("01234567", "01234567")]]),
            (" ０１２３－ａｂ ", vec![vec![term("0123ab", "0123AB")]]),
            ("00:80:F0", vec![vec![term("0080f0", "0080F0")]]),
            (
                "0123-4567-89AB-CDEF：0123 4567",
                vec![vec![
                    term("0123456789abcdef", "0123456789ABCDEF"),
                    term("01234567", "01234567"),
                ]],
            ),
            ("0123ー4567", vec![vec![term("0123ー4567", "01234567")]]),
            (
                "12\u{3000}34",
                vec![vec![term("1234", "1234")], vec![term("12", "12"), term("34", "34")]],
            ),
            ("ﾔﾏﾀﾞ　KX-VCS101", vec![vec![term("やまだ", ""), term("kxvcs101", "")]]),
            ("山田 12", vec![vec![term("山田", ""), term("12", "12")]]),
            ("\"50%\" OR_", vec![vec![term("50", "50"), term("or", "")]]),
            ("(本", vec![vec![term("本", "")]]),
            ("0123456789ABCDEF0", vec![vec![term("0123456789abcdef0", "")]]),
            ("-- ()", vec![]),
            (" 1 ", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(plans(query), expected, "{query}");
        }
        assert_eq!(plans(&"ab ".repeat(MAX_WORDS)).last().map(Vec::len), Some(MAX_WORDS));
        assert_eq!(plans(&"xy ".repeat(MAX_WORDS + 1)), Vec::<Vec<Term>>::new());
    }

    #[test]
    fn a_term_is_looked_up_by_its_grams() {
        for (typed, digits, text) in [
            ("12", None, "\"12\""),
            ("123", Some("\"123\""), "\"12\" \"23\""),
            ("本", None, "\"本\" *"),
            ("東京都", None, "\"東京\" \"京都\""),
            (
                "0123456789ABCDEF",
                Some("\"012\" \"678\" \"DEF\""),
                "\"01\" \"45\" \"9a\" \"ef\"",
            ),
        ] {
            let term = Term::parse(typed).unwrap();
            assert_eq!(
                (term.digits_match().as_deref(), term.text_match().as_str()),
                (digits, text),
                "{typed}"
            );
        }
    }

    #[test]
    fn text_is_cut_into_pairs() {
        for (folded, words) in [("東京都", "東京 京都 都 "), ("本", "本 "), ("", "")] {
            assert_eq!(pairs(folded), words);
        }
    }
}
