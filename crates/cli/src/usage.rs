//! Forms that are not understood, said in both languages.
//!
//! What clap finds keeps clap's usage line; in English its own words stand, except where they would repeat a number that
//! opens something.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use kagifuda_desk::view::Language;

use crate::show::pick;

/// A form that clap lets pass and that makes no sense all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misuse {
    /// `--site` stands there more than twice.
    TooManySites,
    /// What came on standard input is no text in UTF-8.
    InputNotUtf8,
    /// Lines of standard input, counted from 1, that hold no colon. They are not repeated: they may hold secrets.
    PairsWanted(Vec<usize>),
}

/// What is wrong, and what to do.
pub fn misuse(misuse: &Misuse, language: Language) -> String {
    match (misuse, language) {
        (Misuse::TooManySites, Language::Ja) => {
            "設置先情報は 2 行までです。\n--site は 2 回までにしてください。".into()
        }
        (Misuse::TooManySites, Language::En) => "A site has two lines at most.\nGive --site no more than twice.".into(),
        (Misuse::InputNotUtf8, Language::Ja) => {
            "標準入力の文字が UTF-8 ではありません。\n文字コードを UTF-8 にして、もう一度お試しください。".into()
        }
        (Misuse::InputNotUtf8, Language::En) => {
            "What came on standard input is not UTF-8.\nEncode it as UTF-8 and try again.".into()
        }
        (Misuse::PairsWanted(lines), Language::Ja) => {
            format!(
                "標準入力の {} 行目に「:」がありません。\n{PAIR_JA}",
                numbers(lines, "、")
            )
        }
        (Misuse::PairsWanted(lines), Language::En) => {
            format!(
                "No colon on these lines of standard input: {}.\n{PAIR_EN}",
                numbers(lines, ", ")
            )
        }
    }
}

const PAIR_JA: &str = "アクティベーションキーナンバーとレジストレーションIDを「:」でつないでください。";
const PAIR_EN: &str = "Join activation key number and registration ID by a colon.";

fn numbers(lines: &[usize], between: &str) -> String {
    lines.iter().map(usize::to_string).collect::<Vec<_>>().join(between)
}

/// What clap says of a form; nothing where its own words are to stand.
pub fn clap_in_words(error: &clap::Error, language: Language) -> Option<String> {
    let heading = heading(error, language)?;
    let usage = error
        .get(ContextKind::Usage)
        .map(ToString::to_string)
        .unwrap_or_default();
    // clap has none for a value that it cannot read.
    let usage = match usage.trim().strip_prefix("Usage:") {
        Some(form) => format!("\n\n{}{form}", pick(language, "使い方:", "Usage:")),
        None => String::new(),
    };
    let more = pick(
        language,
        "くわしくは --help をご覧ください。",
        "For more information, try '--help'.",
    );
    Some(format!("{heading}{usage}\n\n{more}"))
}

fn heading(error: &clap::Error, language: Language) -> Option<String> {
    let fact = |kind| error.get(kind).map(shown).unwrap_or_default();
    let argument = fact(ContextKind::InvalidArg);
    let value = fact(ContextKind::InvalidValue);
    if error.kind() == ErrorKind::ValueValidation && argument.starts_with("--key ") {
        return Some(format!("{argument}: {}", pick(language, PAIR_JA, PAIR_EN)));
    }
    if language == Language::En {
        return None;
    }
    Some(match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::Io
        | ErrorKind::Format => return None,
        ErrorKind::MissingRequiredArgument => format!("次の引数が足りません：{argument}"),
        ErrorKind::UnknownArgument => format!("「{argument}」という引数はありません。"),
        ErrorKind::InvalidSubcommand => {
            format!(
                "「{}」というコマンドはありません。",
                fact(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::MissingSubcommand => "コマンドを指定してください。".into(),
        ErrorKind::InvalidValue if value.is_empty() => format!("「{argument}」の値がありません。"),
        ErrorKind::InvalidValue => {
            let valid = fact(ContextKind::ValidValue);
            format!("「{argument}」に「{value}」は使えません。使えるのは {valid} です。")
        }
        ErrorKind::ValueValidation => format!("「{argument}」に「{value}」は使えません。"),
        ErrorKind::ArgumentConflict => match fact(ContextKind::PriorArg) {
            prior if prior == argument || prior.is_empty() => format!("「{argument}」は 1 回だけ指定してください。"),
            prior => format!("「{argument}」と「{prior}」は一緒に使えません。"),
        },
        ErrorKind::NoEquals | ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("「{argument}」の値の数が合いません。")
        }
        ErrorKind::InvalidUtf8 => "引数の文字が UTF-8 ではありません。".into(),
        _ => "コマンドの形が正しくありません。".into(),
    })
}

fn shown(value: &ContextValue) -> String {
    if let ContextValue::Strings(several) = value {
        return several.join("、");
    }
    value.to_string()
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::args::Cli;

    fn said(typed: &str, language: Language) -> Option<String> {
        let error = Cli::try_parse_from(typed.split(' ')).err().expect("it is no form");
        clap_in_words(&error, language)
    }

    #[test]
    fn what_is_wrong_is_said_in_japanese_above_the_usage() {
        for (typed, has_usage, what) in [
            ("x issue --key 0:0", true, "次の引数が足りません：--device <D>"),
            ("x find A B", true, "「B」という引数はありません。"),
            ("x find A --limits 3", true, "「--limits」という引数はありません。"),
            ("x look A", true, "「look」というコマンドはありません。"),
            (
                "x print startup-card 0 --out x --page b5",
                false,
                "「--page <a4|a6|4up|8up>」に「b5」は使えません。使えるのは a4、a6、4up、8up です。",
            ),
            ("x find A --limit 0", false, "「--limit <N>」に「0」は使えません。"),
            ("x find A --limit", false, "「--limit <N>」の値がありません。"),
            (
                "x issue --device 0 --device 1 --key 0:0",
                true,
                "「--device <D>」は 1 回だけ指定してください。",
            ),
        ] {
            let said = said(typed, Language::Ja).expect("there are words");
            assert!(said.starts_with(what), "{typed}: {said}");
            // clap has none for a value that it cannot read.
            assert_eq!(said.contains("\n\n使い方: x "), has_usage, "{typed}: {said}");
        }
        assert_eq!(said("x find A B", Language::En), None, "clap's own words are English");
    }

    #[test]
    fn a_key_without_a_colon_is_not_repeated() {
        for language in [Language::Ja, Language::En] {
            let said = said("x issue --device 0 --key 0123SECRET", language).expect("there are words");
            assert!(
                said.starts_with("--key <NO:RID>: ") && !said.contains("SECRET"),
                "{said}"
            );
        }
    }
}
