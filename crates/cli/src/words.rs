//! The sentences for problems and warnings, the same that the window shows.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{DateTime, Local, NaiveDate};
use kagifuda_desk::view::Language;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// First what happened, then what to do.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Words {
    pub what: String,
    pub todo: String,
}

impl Words {
    /// Both, one after the other.
    pub fn whole(&self, language: Language) -> String {
        match language {
            Language::Ja => format!("{}{}", self.what, self.todo),
            Language::En => format!("{} {}", self.what, self.todo),
        }
    }
}

struct Book {
    problems: BTreeMap<String, Words>,
    values: BTreeMap<String, BTreeMap<String, String>>,
    language: Language,
}

static JA: LazyLock<Book> = LazyLock::new(|| Book {
    problems: parse(include_str!("../../../ui/src/i18n/problems.ja.json")),
    values: parse(include_str!("../../../ui/src/i18n/values.ja.json")),
    language: Language::Ja,
});
static EN: LazyLock<Book> = LazyLock::new(|| Book {
    problems: parse(include_str!("../../../ui/src/i18n/problems.en.json")),
    values: parse(include_str!("../../../ui/src/i18n/values.en.json")),
    language: Language::En,
});

fn parse<T: for<'a> Deserialize<'a>>(json: &str) -> T {
    serde_json::from_str(json).expect("the tests read every file of words")
}

fn book(language: Language) -> &'static Book {
    match language {
        Language::Ja => &JA,
        Language::En => &EN,
    }
}

/// The words for `coded`: a problem, a refused line or a warning, that is, anything with a `code` and its facts.
pub fn words(coded: &impl Serialize, language: Language) -> Words {
    let facts = serde_json::to_value(coded).unwrap_or_default();
    let code = facts["code"].as_str().unwrap_or_default();
    let book = book(language);
    // `code+fact` holds the words for when a fact that may be missing is there.
    let with_fact = facts
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(_, value)| !value.is_null());
    let entry = with_fact
        .filter_map(|(name, _)| book.problems.get(&format!("{code}+{name}")))
        .next();
    match entry.or_else(|| book.problems.get(code)) {
        Some(words) => Words {
            what: fill(&words.what, &facts, book),
            todo: fill(&words.todo, &facts, book),
        },
        None => Words {
            what: code.to_owned(),
            todo: String::new(),
        },
    }
}

/// Puts the facts into their places.
fn fill(sentence: &str, facts: &Value, book: &Book) -> String {
    let mut filled = sentence.to_owned();
    for (name, value) in facts.as_object().into_iter().flatten() {
        let place = format!("{{{name}}}");
        if filled.contains(&place) {
            filled = filled.replace(&place, &shown(name, value, book));
        }
    }
    filled
}

fn shown(name: &str, value: &Value, book: &Book) -> String {
    match value {
        Value::String(text) if name == "until" => local_time(text, book.language),
        Value::String(text) if matches!(name, "opens" | "on" | "first_day" | "last_day" | "expiry") => {
            day(text, book.language)
        }
        Value::String(text) => {
            let word = book.values.get(name).and_then(|words| words.get(text));
            word.unwrap_or(text).clone()
        }
        Value::Number(number) if name == "minutes" => span(number.as_u64().unwrap_or_default() * 60, book.language),
        Value::Number(number) if name == "retry_after" => span(number.as_u64().unwrap_or_default(), book.language),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// So many seconds, rounded up, in the unit that a person would use: from two of a unit on, it is that one.
fn span(seconds: u64, language: Language) -> String {
    let (unit, ja, en) = match seconds {
        ..120 => (1, "秒", "seconds"),
        120..7_200 => (60, "分", "minutes"),
        7_200..172_800 => (3_600, "時間", "hours"),
        172_800.. => (86_400, "日", "days"),
    };
    let number = seconds.div_ceil(unit);
    match language {
        Language::Ja => format!("{number} {ja}"),
        Language::En if number == 1 => format!("1 {}", en.trim_end_matches('s')),
        Language::En => format!("{number} {en}"),
    }
}

/// A day as it is written in `language`.
fn day(day: &str, language: Language) -> String {
    let pattern = match language {
        Language::Ja => "%Y/%m/%d",
        Language::En => "%-d %b %Y",
    };
    day.parse::<NaiveDate>()
        .map_or_else(|_| day.to_owned(), |day| day.format(pattern).to_string())
}

/// An RFC 3339 instant in this computer's zone.
pub fn local_time(instant: &str, language: Language) -> String {
    let pattern = match language {
        Language::Ja => "%Y/%m/%d %H:%M",
        Language::En => "%-d %b %Y %H:%M",
    };
    match DateTime::parse_from_rfc3339(instant) {
        Ok(instant) => instant.with_timezone(&Local).format(pattern).to_string(),
        Err(_) => instant.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use kagifuda_desk::problem::{
        CustomerProblem, LicenceProblem, LineRefusal, PaperProblem, Problem, ScanProblem, Terms,
    };
    use kagifuda_desk::view::Warning;
    use specta::datatype::{DataType, Fields, Reference};
    use specta::{Type, Types};

    use super::*;

    /// Every code of `T` with the names of its facts, as the type itself tells. A part of `T` has codes of its own.
    fn codes<T: Type>() -> BTreeMap<String, BTreeSet<String>> {
        let mut types = Types::default();
        let definition = T::definition(&mut types);
        let DataType::Reference(Reference::Named(named)) = &definition else {
            panic!("a type with a name")
        };
        let ty = types
            .get(named)
            .and_then(|named| named.ty.as_ref())
            .expect("it was registered");
        let DataType::Enum(codes) = ty else { panic!("an enum") };
        let facts = |fields: &Fields| match fields {
            Fields::Unit => Some(BTreeSet::new()),
            Fields::Named(named) => Some(named.fields.iter().map(|(name, _)| name.to_string()).collect()),
            Fields::Unnamed(_) => None,
        };
        codes
            .variants
            .iter()
            .filter_map(|(name, variant)| Some((snake_case(name), facts(&variant.fields)?)))
            .collect()
    }

    fn snake_case(name: &str) -> String {
        let mut snake = String::new();
        for letter in name.chars() {
            if letter.is_uppercase() && !snake.is_empty() {
                snake.push('_');
            }
            snake.extend(letter.to_lowercase());
        }
        snake
    }

    fn placeholders(sentence: &str) -> BTreeSet<String> {
        let opened = sentence.split('{').skip(1);
        opened
            .map(|rest| rest.split_once('}').expect("a place is closed").0.to_owned())
            .collect()
    }

    #[test]
    fn every_code_has_words_in_both_languages_with_facts_that_exist() {
        let codes: BTreeMap<_, _> = [
            codes::<Problem>(),
            codes::<CustomerProblem>(),
            codes::<LicenceProblem>(),
            codes::<LineRefusal>(),
            codes::<PaperProblem>(),
            codes::<ScanProblem>(),
            codes::<Warning>(),
        ]
        .into_iter()
        .flatten()
        .collect();
        assert!(codes.contains_key("bound_elsewhere") && codes["clock_ahead"].contains("minutes"));
        for book in [&*JA, &*EN] {
            for code in codes.keys() {
                assert!(
                    book.problems.contains_key(code),
                    "{code} has no words in {:?}",
                    book.language
                );
            }
            for (entry, Words { what, todo }) in &book.problems {
                let (code, fact) = entry
                    .split_once('+')
                    .map_or((entry.as_str(), None), |(code, fact)| (code, Some(fact)));
                let facts = codes.get(code).unwrap_or_else(|| panic!("there is no code {code}"));
                assert!(fact.is_none_or(|fact| facts.contains(fact)), "{entry}");
                assert!(!what.is_empty() && !todo.is_empty(), "{entry}");
                for place in placeholders(what).union(&placeholders(todo)) {
                    assert!(facts.contains(place), "{entry} has no fact {place}");
                }
            }
        }
        assert!(JA.problems.keys().eq(EN.problems.keys()));
    }

    #[test]
    fn every_reason_of_a_remo_refusal_has_words_in_both_languages() {
        for reason in kagifuda_desk::problem::REMO_REASONS {
            for (book, table) in [(&*JA, "reason"), (&*JA, "todo"), (&*EN, "reason"), (&*EN, "todo")] {
                assert!(
                    book.values[table].contains_key(&reason.to_string()),
                    "{table} of {reason} in {:?}",
                    book.language
                );
            }
        }
    }

    #[test]
    fn facts_stand_in_their_places() {
        let typed = Problem::NumberSymbol {
            field: kagifuda_desk::problem::Field::ActivationKey,
            symbol: "O".into(),
            position: 3,
            meant: Some("0".into()),
        };
        assert_eq!(
            words(&typed, Language::En),
            Words {
                what: "Activation key number: “O” at place 3 cannot occur.".into(),
                todo: "Could it be “0”? Only 0–9 and A–F are used.".into()
            }
        );
        let ours = words(
            &LineRefusal::BoundElsewhere {
                device: Some("1234-5678-90AB-CDEF".into()),
            },
            Language::Ja,
        );
        let unknown = words(&LineRefusal::BoundElsewhere { device: None }, Language::Ja);
        assert_eq!(
            ours.what,
            "このキーは、すでに機器 1234-5678-90AB-CDEF に登録されています。"
        );
        assert_eq!(unknown.what, "このキーは、すでに別の機器に登録されています。");
        for (minutes, ja, en) in [
            (1, "60 秒", "60 seconds"),
            (7, "7 分", "7 minutes"),
            (119, "119 分", "119 minutes"),
            (120, "2 時間", "2 hours"),
            (2879, "48 時間", "48 hours"),
            (525_600, "365 日", "365 days"),
        ] {
            let ahead = words(&Warning::ClockAhead { minutes }, Language::Ja).what;
            assert!(ahead.contains(&format!("より {ja}進んで")), "{ahead}");
            let behind = words(&Warning::ClockBehind { minutes }, Language::En).what;
            assert!(behind.contains(&format!("is {en} behind")), "{behind}");
        }
        let gone = Problem::Licence(LicenceProblem::DeviceDeleted {
            on: "2027-12-27".into(),
        });
        assert_eq!(
            words(&gone, Language::En).what,
            "The device was deleted on 27 Dec 2027."
        );
        for (terms, ja, en) in [
            (
                Terms::Trial,
                "お試し期間の利用条件（第 2 版）",
                "for the trial, version 2,",
            ),
            (
                Terms::Paid,
                "有料期間の利用条件（第 2 版）",
                "for paid periods, version 2,",
            ),
        ] {
            let outdated = Problem::TermsNotAccepted { terms, version: 2 };
            let said = [Language::Ja, Language::En].map(|language| words(&outdated, language).what);
            assert!(said[0].contains(ja) && said[1].contains(en), "{said:?}");
        }
        let over = Problem::GraceOver {
            last_day: "2027-12-27".into(),
        };
        assert!(words(&over, Language::Ja).what.contains("2027/12/27"));
        let some = Problem::OverSixYears { months: Some(24) };
        assert!(words(&some, Language::Ja).what.contains("24 か月まで"));
        let elsewhere = LineRefusal::OtherProgramme {
            programme: "kms".into(),
        };
        assert!(words(&elsewhere, Language::Ja).todo.contains("ソフトウェア拡張"));
    }
}
