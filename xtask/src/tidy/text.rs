//! What no file may hold.

use super::{Finding, Tree, has_extension, is_of_tidy};

/// Past this, a second thing hides in the file.
const MOST_LINES: usize = 400;

/// Words that put work off, and the kinds of files they are looked for in.
const PUT_OFF: [(&str, &[&str]); 8] = [
    ("todo!(", &["rs"]),
    ("unimplemented!(", &["rs"]),
    ("#[ignore", &["rs"]),
    (".skip(", &["ts", "tsx"]),
    (".only(", &["ts", "tsx"]),
    ("TODO", CODE),
    ("FIXME", CODE),
    ("XXX", CODE),
];

const CODE: &[&str] = &["rs", "ts", "tsx", "css", "sql", "html", "toml", "yml", "sh"];

/// How paths begin that exist on one machine only.
const MACHINES: [&str; 4] = ["/home/", "/root/", "/Users/", "C:\\Users"];

pub fn files_are_short(tree: &Tree) -> Vec<Finding> {
    let is_counted = |path: &str| {
        has_extension(path, &["rs", "ts", "tsx", "css", "sql"])
            && !path.ends_with(".gen.ts")
            && !path.contains("/migrations/")
    };
    let counted = tree.files(is_counted).map(|(path, text)| (path, text.lines().count()));
    let advice = "look for the second thing hiding in there and move it out";
    counted
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(path, lines)| Finding::file(path, format!("{lines} lines are more than {MOST_LINES}: {advice}")))
        .collect()
}

pub fn nothing_is_put_off(tree: &Tree) -> Vec<Finding> {
    tree.judge_lines(
        |path| !is_of_tidy(path),
        |path, line| {
            let (word, _) = PUT_OFF
                .iter()
                .find(|(word, kinds)| has_extension(path, kinds) && has_word(line, word))?;
            Some(format!("`{word}` puts work off: do it now, or leave it out whole"))
        },
    )
}

pub fn no_path_of_a_machine(tree: &Tree) -> Vec<Finding> {
    tree.judge_lines(
        |path| !is_of_tidy(path),
        |_, line| {
            let place = MACHINES.iter().find(|place| begins_path(line, place))?;
            let advice = "write the path from the repository's root, or ask the system for it";
            Some(format!("`{place}` exists on one machine only: {advice}"))
        },
    )
}

/// Whether `word` stands in `line`, and not as part of a longer one.
fn has_word(line: &str, word: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    let begins = |at: usize| !word.starts_with(is_letter) || !line[..at].ends_with(is_letter);
    let ends = |at: usize| !word.ends_with(is_letter) || !line[at..].starts_with(is_letter);
    line.match_indices(word)
        .any(|(at, _)| begins(at) && ends(at + word.len()))
}

/// Whether a path in `line` begins with `place`. What follows a name or a host is a relative path or an address.
fn begins_path(line: &str, place: &str) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || "-_./}*$".contains(c);
    line.match_indices(place).any(|(at, _)| !line[..at].ends_with(goes_on))
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    #[test]
    fn a_file_past_the_limit_is_found() {
        let (full, long) = ("x\n".repeat(MOST_LINES), "x\n".repeat(MOST_LINES + 1));
        let files = [
            ("a/full.rs", full.as_str()),
            ("a/long.sql", &long),
            ("a/long.md", &long),
            ("a/long.gen.ts", &long),
            ("a/migrations/long.sql", &long),
        ];
        assert_eq!(found(files_are_short, &files), ["a/long.sql"]);
    }

    #[test]
    fn work_put_off_is_found() {
        for (path, line, is_found) in [
            ("a.rs", "    todo!()", true),
            ("a.rs", "    unimplemented!(\"later\")", true),
            ("a.rs", "#[ignore = \"slow\"]", true),
            ("a.rs", "// TODO later", true),
            ("a.sql", "-- FIXME", true),
            ("a.ts", "it.skip(\"works\")", true),
            ("a.tsx", "describe.only(\"works\")", true),
            ("a.css", "/* XXX */", true),
            ("a.rs", "values.iter().skip(1)", false),
            ("a.rs", "const TODOS: u8 = 1; // MAX_TODO", false),
            ("a.md", "No TODO here.", false),
        ] {
            assert_eq!(
                !found(nothing_is_put_off, &[(path, line)]).is_empty(),
                is_found,
                "{path}: {line}"
            );
        }
    }

    #[test]
    fn a_path_of_a_machine_is_found() {
        for (line, is_found) in [
            ("let file = \"/home/ann/keys.db\";", true),
            ("See `/Users/ann/shared`.", true),
            ("HOME=/root/", true),
            ("C:\\Users\\ann", true),
            ("https://example.com/home/ann", false),
            ("assets/home/sheet.svg", false),
            ("${base}/home/", false),
        ] {
            assert_eq!(
                !found(no_path_of_a_machine, &[("a.md", line)]).is_empty(),
                is_found,
                "{line}"
            );
        }
    }
}
