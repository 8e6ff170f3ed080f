//! From text to numbers with their shape, their line and the name that the text gives them.

use unicode_normalization::UnicodeNormalization;

use crate::text::is_separator;

/// How many digits a number has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// 16: a device, an activation key, a registration key.
    Sixteen,
    /// 12: a MAC address.
    Twelve,
    /// 8: a registration id.
    Eight,
}

/// What the text calls a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Name {
    Device,
    Key,
    RegistrationId,
    RegistrationKey,
    /// Something that is none of ours.
    Other,
}

/// A number in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub shape: Shape,
    pub bits: u64,
    pub name: Option<Name>,
    /// Its line; those that say nothing are not counted.
    pub line: usize,
}

/// What numbers are called, in capitals and without spaces.
const NAMES: [(&str, Name); 26] = [
    ("MPRID", Name::Device),
    ("機器ID", Name::Device),
    ("機器ID番号", Name::Device),
    ("MACADDRESS", Name::Device),
    ("MACアドレス", Name::Device),
    ("MAC", Name::Device),
    ("アクティベーションキー", Name::Key),
    ("アクティベーションキーナンバー", Name::Key),
    ("ACTIVATIONKEY", Name::Key),
    ("ACTIVATIONKEYNO", Name::Key),
    ("LICENSENO", Name::Key),
    ("LICENCENO", Name::Key),
    ("起動ID", Name::Key),
    ("起動ID番号", Name::Key),
    ("レジストレーションID", Name::RegistrationId),
    ("REGISTRATIONID", Name::RegistrationId),
    ("暗号ID", Name::RegistrationId),
    ("暗号ID番号", Name::RegistrationId),
    ("レジストレーションキー", Name::RegistrationKey),
    ("REGISTRATIONKEY", Name::RegistrationKey),
    ("解除キー", Name::RegistrationKey),
    ("解除キー番号", Name::RegistrationKey),
    ("TEL", Name::Other),
    ("FAX", Name::Other),
    ("電話", Name::Other),
    ("携帯", Name::Other),
];

/// A word of letters and digits, and what stands before it.
struct Word {
    text: String,
    /// What stands between it and the word before.
    gap: String,
    line: usize,
}

/// The numbers in `text`.
pub(super) fn items(text: &str) -> Vec<Item> {
    let words = words(text);
    let mut items: Vec<Item> = Vec::new();
    // What was said since the number before.
    let mut said = String::new();
    let mut at = 0;
    while at < words.len() {
        said.push_str(&words[at].gap);
        let (chain, joint) = chain(&words[at..]);
        let texts: Vec<&str> = words[at..at + chain].iter().map(|word| word.text.as_str()).collect();
        let numbers = numbers(&texts, joint, &said);
        if numbers.is_empty() {
            for word in &words[at..at + chain] {
                said.push_str(&word.text);
            }
        }
        let line = words[at].line;
        for (shape, bits) in numbers {
            let name = name(&std::mem::take(&mut said), shape);
            items.push(Item {
                shape,
                bits,
                name,
                line,
            });
        }
        at += chain;
    }
    items
}

/// Cuts the text into words of Latin letters and digits, capitals of usual width.
fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut gap, mut word) = (String::new(), String::new());
    let (mut line, mut says) = (0, false);
    let folded = text.nfkc().flat_map(char::to_uppercase);
    for c in folded.chain(std::iter::once('\n')) {
        if c.is_ascii_alphanumeric() {
            word.push(c);
            says = true;
            continue;
        }
        if !word.is_empty() {
            let (text, gap) = (std::mem::take(&mut word), std::mem::take(&mut gap));
            words.push(Word { text, gap, line });
        }
        gap.push(c);
        says |= !c.is_whitespace();
        if c == '\n' && std::mem::take(&mut says) {
            line += 1;
        }
    }
    words
}

/// What joins two words to one number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Hyphen,
    Colon,
    Dot,
    Space,
}

fn joint(word: &Word) -> Option<Joint> {
    let gap = &word.gap;
    let mut signs = gap
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200B}' | '\u{FEFF}'));
    match (signs.next(), signs.next()) {
        (Some(':'), None) if gap.chars().count() == 1 => Some(Joint::Colon),
        (Some('.'), None) if gap.chars().count() == 1 => Some(Joint::Dot),
        (Some(sign), None) if is_separator(sign) => Some(Joint::Hyphen),
        // A column of a table or a line ends a number.
        (None, _) if !gap.contains(['\n', '\r', '\t']) => Some(Joint::Space),
        _ => None,
    }
}

/// How many words from the first on are joined alike, and how. Only hyphens join words of any length: other signs also stand between a number
/// and what it is called.
fn chain(words: &[Word]) -> (usize, Option<Joint>) {
    let Some(alike) = words.get(1).and_then(joint) else {
        return (1, None);
    };
    let digits = match alike {
        Joint::Hyphen => None,
        Joint::Colon => Some(2),
        Joint::Dot | Joint::Space => Some(4),
    };
    let fits = |word: &Word| digits.is_none_or(|digits| is_hex(&word.text) && word.text.len() == digits);
    let begins_another = |next: Option<&Word>| digits.is_some() && next.and_then(joint) == Some(Joint::Hyphen);
    let goes_on = |i: &usize| joint(&words[*i]) == Some(alike) && fits(&words[*i]) && !begins_another(words.get(i + 1));
    let more = if fits(&words[0]) {
        (1..words.len()).take_while(goes_on).count()
    } else {
        0
    };
    (1 + more, Some(alike).filter(|_| more > 0))
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The numbers that `groups` make together, after what was `said`.
fn numbers(groups: &[&str], joint: Option<Joint>, said: &str) -> Vec<(Shape, u64)> {
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    // What has eight or twelve digits may be a day, anything that is counted, or a part of more, unless it is called by its name.
    let bare = |shape, looks_otherwise: bool| looks_otherwise && name(said, shape).is_none();
    let cut: &[(Shape, usize)] = match lengths.as_slice() {
        [16] | [4, 4, 4, 4] => &[(Shape::Sixteen, 16)],
        [8] if bare(Shape::Eight, is_day(groups[0])) => &[],
        [8] | [4, 4] => &[(Shape::Eight, 8)],
        [4, 4, 4, 4, 4, 4] => &[(Shape::Sixteen, 16), (Shape::Eight, 24)],
        [12] if bare(Shape::Twelve, groups[0].bytes().all(|b| b.is_ascii_digit())) => &[],
        [4, 4, 4] if bare(Shape::Twelve, joint != Some(Joint::Dot)) => &[],
        [12] | [2, 2, 2, 2, 2, 2] | [4, 4, 4] => &[(Shape::Twelve, 12)],
        _ => &[],
    };
    let digits = groups.concat();
    if !is_hex(&digits) {
        return vec![];
    }
    let mut from = 0;
    let mut number = |(shape, to): &(Shape, usize)| {
        let bits = u64::from_str_radix(&digits[from..*to], 16).ok()?;
        from = *to;
        Some((*shape, bits))
    };
    cut.iter().filter_map(&mut number).collect()
}

/// Whether eight digits are a day of our time, such as `20261121`.
fn is_day(digits: &str) -> bool {
    let part = |range: std::ops::Range<usize>| digits[range].parse::<u32>().unwrap_or(0);
    matches!((part(0..4), part(4..6), part(6..8)), (1990..=2099, 1..=12, 1..=31))
}

/// What the text calls the number of `shape` that comes next: the last name on its line that fits, or the name that is all the line before
/// ends with. The heads of a table's columns are no names of its first row.
fn name(said: &str, shape: Shape) -> Option<Name> {
    let mut lines = said
        .rsplit('\n')
        .map(|line| line.chars().filter(|c| !c.is_whitespace()).collect::<String>());
    let fits = |name: Name| match shape {
        Shape::Sixteen => matches!(name, Name::Device | Name::Key | Name::RegistrationKey),
        Shape::Twelve => name == Name::Device,
        Shape::Eight => matches!(name, Name::RegistrationId | Name::Other),
    };
    let on_line = names(&lines.next()?)
        .into_iter()
        .filter(|(_, name)| fits(*name))
        .max_by_key(|(end, _)| *end);
    if let Some((_, name)) = on_line {
        return Some(name);
    }
    let before = lines.find(|line| !line.is_empty())?;
    let before = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let names = names(before);
    let (_, last) = names.iter().find(|(end, _)| *end == before.len())?;
    names
        .iter()
        .all(|(_, name)| name == last && fits(*name))
        .then_some(*last)
}

/// The names in `line`, each with the place where it ends.
fn names(line: &str) -> Vec<(usize, Name)> {
    let ends = |(words, name): &(&'static str, Name)| {
        let (length, name) = (words.len(), *name);
        line.match_indices(words)
            .map(move |(start, _)| (start + length, name))
            .collect::<Vec<_>>()
    };
    NAMES.iter().flat_map(ends).collect()
}
