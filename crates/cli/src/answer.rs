//! How an answer leaves the program: as one JSON object, and as an exit status.

use kagifuda_desk::problem::{Kind, Problem};
use serde::Serialize;
use serde_json::{Value, json};

const DONE: u8 = 0;
const REFUSED: u8 = 1;
pub const USAGE: u8 = 2;
const NOT_REACHABLE: u8 = 3;
pub const FAILED: u8 = 4;

/// What a command answers.
pub enum Answer {
    /// It is done: the object for scripts, the text for people.
    Done { json: Value, text: String },
    /// It is not; nothing is half done.
    Problem(Problem),
}

impl Answer {
    /// `view` for scripts, `text` for people.
    pub fn done(view: &impl Serialize, text: String) -> Self {
        Self::Done {
            json: serde_json::to_value(view).unwrap_or_default(),
            text,
        }
    }

    pub fn exit_status(&self) -> u8 {
        match self {
            Self::Done { .. } => DONE,
            Self::Problem(problem) => exit_status(problem),
        }
    }
}

/// `problem` for scripts. Of refused lines the first gives the code and its facts; `lines` has all of them.
pub fn json(problem: &Problem) -> Value {
    let mut object = serde_json::to_value(problem).unwrap_or_default();
    if let Problem::LinesRefused { lines } = problem
        && let Some(first) = lines.first()
    {
        object = serde_json::to_value(first).unwrap_or_default();
        object["lines"] = json!(lines);
    }
    let refused = matches!(exit_status(problem), REFUSED | USAGE);
    object["outcome"] = json!(if refused { "refused" } else { "failed" });
    object
}

fn exit_status(problem: &Problem) -> u8 {
    match problem.kind() {
        Kind::Refused => REFUSED,
        Kind::Mistyped => USAGE,
        Kind::NotReached => NOT_REACHABLE,
        Kind::Failed => FAILED,
    }
}

#[cfg(test)]
mod tests {
    use kagifuda_desk::problem::{LineRefusal, RefusedLine};

    use super::*;

    #[test]
    fn refused_lines_speak_with_the_code_of_the_first() {
        let line = |refusal| RefusedLine {
            activation_key: "0123-4567-89AB-CDEF".into(),
            refusal,
        };
        let lines = vec![
            line(LineRefusal::BoundElsewhere { device: None }),
            line(LineRefusal::RepeatedLine),
        ];
        assert_eq!(
            json(&Problem::LinesRefused { lines }),
            json!({
                "outcome": "refused", "code": "bound_elsewhere", "activation_key": "0123-4567-89AB-CDEF", "device": null,
                "lines": [
                    {"activation_key": "0123-4567-89AB-CDEF", "code": "bound_elsewhere", "device": null},
                    {"activation_key": "0123-4567-89AB-CDEF", "code": "repeated_line"},
                ],
            })
        );
        assert_eq!(
            json(&Problem::DiskFull),
            json!({"outcome": "failed", "code": "disk_full"})
        );
    }
}
