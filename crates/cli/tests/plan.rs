//! `kagifuda-cli plan` against the boundary cases of the date rules, which lie beside the project.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use serde_json::Value;

/// Beside the project, as its licensing rules are. A checkout on its own has neither; the rules' own tables test it there.
const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");

/// Pipes `questions` through the planner.
fn plan(questions: String) -> Vec<Value> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_kagifuda-cli"))
        .arg("plan")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let asking = thread::spawn(move || stdin.write_all(questions.as_bytes()));
    let output = child.wait_with_output().unwrap();
    asking.join().unwrap().unwrap();
    assert!(output.status.success(), "{}", output.status);
    let answers = String::from_utf8(output.stdout).unwrap();
    answers
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn every_boundary_case_of_the_date_rules_is_answered_as_expected() {
    if !Path::new(SHARED).exists() {
        eprintln!("no boundary cases beside this checkout");
        return;
    }
    let text = fs::read_to_string(Path::new(SHARED).join("vectors/plan.jsonl")).unwrap();
    let vectors: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(vectors.len() >= 234, "{} cases", vectors.len());

    let questions = vectors.iter().map(|vector| format!("{}\n", vector["case"])).collect();
    let answers = plan(questions);
    assert_eq!(answers.len(), vectors.len());
    let wrong: Vec<String> = vectors
        .iter()
        .zip(&answers)
        .filter(|(vector, answer)| !has_all(answer, &vector["expect"]))
        .map(|(vector, answer)| {
            format!(
                "{} {}\n  expected {}\n  answered {answer}",
                vector["rule"], vector["case"], vector["expect"]
            )
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} cases:\n{}",
        wrong.len(),
        vectors.len(),
        wrong.join("\n")
    );
}

/// Whether `answer` has every field of `expected`; it may have more.
fn has_all(answer: &Value, expected: &Value) -> bool {
    expected
        .as_object()
        .unwrap()
        .iter()
        .all(|(field, value)| answer.get(field) == Some(value))
}

#[test]
fn a_line_that_cannot_be_read_keeps_its_place() {
    let packs = r#"{"programme":"remo","action":"packs","cameras":15}"#;
    let answers = plan(format!("{packs}\nnonsense\n{packs}\n"));
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[0], answers[2]);
    assert_eq!(
        (&answers[1]["outcome"], &answers[1]["line"]),
        (&"invalid".into(), &2.into())
    );
}
