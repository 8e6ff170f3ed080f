//! The what-if planner on lines: a question as JSON on each line of the input, its answer on the same line of the output.

use std::io::{self, BufRead, Write};

use kagifuda_desk::plan::{Case, plan};
use serde_json::{Value, json};

/// Answers every line of `input`, in order. A line that cannot be read is answered so, and the rest go on.
pub fn answer_lines(mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        writeln!(output, "{}", answer(&line, number))?;
    }
    output.flush()
}

fn answer(line: &[u8], number: u64) -> Value {
    serde_json::from_slice::<Case>(line)
        .and_then(|case| serde_json::to_value(plan(&case)))
        .unwrap_or_else(|error| json!({ "outcome": "invalid", "reason": reason(&error), "line": number }))
}

/// What is wrong, without the place that serde adds: every text is one line to it.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&place).unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(input: &[u8]) -> Vec<Value> {
        let mut output = Vec::new();
        answer_lines(input, &mut output).unwrap();
        let text = String::from_utf8(output).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn every_line_has_its_answer_also_one_that_cannot_be_read() {
        let found = answers(
            b"{\"programme\":\"remo\",\"action\":\"packs\",\"cameras\":5}\n\nnonsense\n\xFF\r\n{\"programme\":\"remo\",\"action\":\"packs\",\"cameras\":4}",
        );
        assert_eq!(found[0], json!({ "outcome": "ok", "packs": [4, 1] }));
        for (i, invalid) in found[1..4].iter().enumerate() {
            assert_eq!(
                (&invalid["outcome"], &invalid["line"]),
                (&json!("invalid"), &json!(i + 2))
            );
            assert!(!invalid["reason"].as_str().unwrap().is_empty());
        }
        assert_eq!(found[4], json!({ "outcome": "ok", "packs": [4] }));
        assert_eq!(found.len(), 5);
    }

    #[test]
    fn a_question_that_makes_no_sense_is_told_why() {
        for (question, reason) in [
            (r#"{"programme":"kms","action":"status"}"#, "unknown variant `kms`"),
            (r#"{"programme":"remo","action":"sell"}"#, "unknown variant `sell`"),
            (r#"{"programme":"remo","action":"packs"}"#, "missing field `cameras`"),
            (r#"{"programme":"remo","action":"packs","cameras":-1}"#, "invalid value"),
            (
                r#"{"programme":"remo","action":"packs","cameras":1,"camera":2}"#,
                "unknown field `camera`",
            ),
            (
                r#"{"programme":"miemasu","action":"renew","expiry":"2017-13","months":12,"at":"2017-06-01T00:00:00Z"}"#,
                "is no month",
            ),
            (
                r#"{"programme":"miemasu","action":"renew","expiry":"2017-07","months":0,"at":"2017-06-01T00:00:00Z"}"#,
                "1 to 1200 months",
            ),
            (
                r#"{"programme":"miemasu","action":"renew","expiry":"2017-07","months":12,"at":"2017-06-01"}"#,
                "premature end",
            ),
            (
                r#"{"programme":"miemasu","action":"status","expiry":"2017-07","at":"+12017-06-01T00:00:00Z"}"#,
                "between the years 1970 and 2999",
            ),
            (
                r#"{"programme":"tsunagaru","action":"status","terms":[{"months":99999}],"first_used":null,"at":"2017-06-01T00:00:00Z"}"#,
                "1 to 1200 months",
            ),
        ] {
            let found = answers(question.as_bytes()).remove(0);
            assert_eq!(found["outcome"], "invalid", "{question}");
            let told = found["reason"].as_str().unwrap();
            assert!(
                told.contains(reason) && !told.contains(" at line "),
                "{question}: {told}"
            );
        }
    }
}
