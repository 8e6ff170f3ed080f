//! How an answer leaves the program: as one JSON object, and as an exit status.

use kagifuda_desk::Home;
use kagifuda_desk::problem::{Kind, Problem};
use kagifuda_desk::view::IntentView;
use serde::Serialize;
use serde_json::{Value, json};

use crate::usage::Misuse;

pub const DONE: u8 = 0;
pub const REFUSED: u8 = 1;
pub const USAGE: u8 = 2;
const NOT_REACHABLE: u8 = 3;
pub const FAILED: u8 = 4;
/// What paper says contradicts what the server signed.
pub const CONTRADICTS: u8 = 5;
/// What paper says is not known here.
pub const UNKNOWN: u8 = 6;
/// There is no document of ours in the picture.
pub const NOTHING: u8 = 7;

/// What a command answers.
pub struct Answer {
    pub outcome: Outcome,
    /// Applications from earlier that the server answered on the way, whatever the outcome.
    pub answered: Vec<IntentView>,
}

pub enum Outcome {
    /// It is done: the object for scripts, the text for people, and the status, which says more of a verdict.
    Done { json: Value, text: String, status: u8 },
    /// It is not; nothing is half done.
    Problem(Problem),
    /// It was asked for in a form that makes no sense.
    Misuse(Misuse),
}

impl From<Problem> for Answer {
    fn from(problem: Problem) -> Self {
        Outcome::Problem(problem).into()
    }
}

impl From<Misuse> for Answer {
    fn from(misuse: Misuse) -> Self {
        Outcome::Misuse(misuse).into()
    }
}

impl From<Outcome> for Answer {
    fn from(outcome: Outcome) -> Self {
        Self {
            outcome,
            answered: Vec::new(),
        }
    }
}

impl Answer {
    /// `view` for scripts, `text` for people.
    pub fn done(view: &impl Serialize, text: String) -> Self {
        Self::verdict(view, text, DONE)
    }

    /// The same where the exit status tells more than that it is done.
    pub fn verdict(view: &impl Serialize, text: String, status: u8) -> Self {
        let json = serde_json::to_value(view).unwrap_or_default();
        Outcome::Done { json, text, status }.into()
    }

    /// The same with what the server answered on the way.
    pub fn with_answered(self, answered: Vec<IntentView>) -> Self {
        Self { answered, ..self }
    }

    /// The same; a problem with the cache says where in `home` it lies.
    pub fn at(mut self, home: &Home) -> Self {
        if let Outcome::Problem(problem) = self.outcome {
            self.outcome = Outcome::Problem(problem.at(home));
        }
        self
    }

    /// The object for scripts. `answered` is in it only if there is something to tell.
    pub fn json(&self) -> Value {
        let mut object = match &self.outcome {
            Outcome::Done { json, .. } => json.clone(),
            Outcome::Problem(problem) => of_problem(problem),
            Outcome::Misuse(_) => usage(),
        };
        if !self.answered.is_empty() {
            object["answered"] = json!(self.answered);
        }
        object
    }

    pub fn exit_status(&self) -> u8 {
        match &self.outcome {
            Outcome::Done { status, .. } => *status,
            Outcome::Problem(problem) => exit_status(problem),
            Outcome::Misuse(_) => USAGE,
        }
    }
}

/// What was typed is no form of ours.
pub fn usage() -> Value {
    json!({"outcome": "refused", "code": "usage"})
}

/// `problem` for scripts. Where there are several, the first gives the code and its facts, and all of them follow.
fn of_problem(problem: &Problem) -> Value {
    let mut object = serde_json::to_value(problem).unwrap_or_default();
    for all in ["lines", "mistakes"] {
        if let Some(first) = object[all].get(0).cloned() {
            let all_of_them = object[all].take();
            object = first;
            object[all] = all_of_them;
        }
    }
    let refused = matches!(exit_status(problem), REFUSED | USAGE);
    object["outcome"] = json!(if refused { "refused" } else { "failed" });
    object
}

pub fn exit_status(problem: &Problem) -> u8 {
    match problem.kind() {
        Kind::Refused => REFUSED,
        Kind::Mistyped => USAGE,
        Kind::NotReached => NOT_REACHABLE,
        Kind::Failed => FAILED,
    }
}

#[cfg(test)]
mod tests {
    use kagifuda_desk::problem::{Field, LineRefusal, Mistake, RefusedLine};

    use super::*;

    fn json(problem: Problem) -> Value {
        Answer::from(problem).json()
    }

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
            json(Problem::LinesRefused { lines }),
            json!({
                "outcome": "refused", "code": "bound_elsewhere", "activation_key": "0123-4567-89AB-CDEF", "device": null,
                "lines": [
                    {"activation_key": "0123-4567-89AB-CDEF", "code": "bound_elsewhere", "device": null},
                    {"activation_key": "0123-4567-89AB-CDEF", "code": "repeated_line"},
                ],
            })
        );
        assert_eq!(
            json(Problem::DiskFull),
            json!({"outcome": "failed", "code": "disk_full"})
        );
    }

    #[test]
    fn mistakes_speak_with_the_code_of_the_first() {
        let problem = Problem::NumberSymbol {
            field: Field::RegistrationId,
            symbol: "O".into(),
            position: 1,
            meant: None,
        };
        let mistakes = vec![Mistake {
            key_line: Some(3),
            problem,
        }];
        let facts = json!({"key_line": 3, "code": "number_symbol", "field": "registration_id", "symbol": "O", "position": 1, "meant": null});
        let mut all = facts.clone();
        all["outcome"] = json!("refused");
        all["mistakes"] = json!([facts]);
        assert_eq!(json(Problem::FormMistyped { mistakes }), all);
    }
}
