//! How a refusal or a fault becomes an answer.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use kagifuda_wire::PROBLEM_MEDIA_TYPE;
use kagifuda_wire::problem::{Problem, ProblemCode};
use uuid::Uuid;

/// Why a request is not answered with success.
#[derive(Debug)]
pub(crate) enum Fault {
    /// Refused: expected, has a code.
    Refused(ProblemCode),
    /// Failed: a fault, logged with its cause; the client learns a report number.
    Failed(Box<dyn std::error::Error + Send + Sync>),
}

impl Fault {
    /// What happened, in one line for the log.
    pub(crate) fn cause(&self) -> String {
        match self {
            Self::Refused(code) => format!("{code:?}"),
            Self::Failed(error) => chain(error.as_ref()),
        }
    }
}

impl From<ProblemCode> for Fault {
    fn from(code: ProblemCode) -> Self {
        Self::Refused(code)
    }
}

impl From<String> for Fault {
    fn from(what: String) -> Self {
        Self::Failed(what.into())
    }
}

impl From<kagifuda_ledger::Error> for Fault {
    fn from(error: kagifuda_ledger::Error) -> Self {
        match error {
            kagifuda_ledger::Error::Unavailable(_) => tracing::warn!(cause = chain(&error), "unavailable"),
            // The operator puts the key in its place, and the next try succeeds.
            kagifuda_ledger::Error::Signer(_) => tracing::error!(cause = chain(&error), "nothing can be written"),
            kagifuda_ledger::Error::Database(_)
            | kagifuda_ledger::Error::Migrate(_)
            | kagifuda_ledger::Error::Unreadable { .. }
            | kagifuda_ledger::Error::Worker(_)
            | kagifuda_ledger::Error::Randomness(_) => return Self::Failed(error.into()),
        }
        Self::Refused(ProblemCode::Unavailable)
    }
}

impl From<crate::passwords::CheckError> for Fault {
    fn from(error: crate::passwords::CheckError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<crate::second_factor::FactorError> for Fault {
    fn from(error: crate::second_factor::FactorError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<getrandom::Error> for Fault {
    fn from(error: getrandom::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let code = match self {
            Self::Refused(code) => code,
            Self::Failed(error) => {
                let report = Uuid::new_v4();
                tracing::error!(%report, cause = chain(error.as_ref()), "failed");
                ProblemCode::Internal { report }
            }
        };
        problem_response(code)
    }
}

/// The answer that carries `code`.
pub(crate) fn problem_response(code: ProblemCode) -> Response {
    let wait = if let ProblemCode::TooManyTries { retry_after } = &code {
        Some(HeaderValue::from(*retry_after))
    } else if let ProblemCode::Maintenance { window } = &code {
        // As an instant, which the header may be, too: when the window ends is known, and how long that is depends on the reader.
        HeaderValue::try_from(window.to.format("%a, %d %b %Y %H:%M:%S GMT").to_string()).ok()
    } else {
        None
    };
    let problem = Problem::from(code);
    let mut response = json_response(problem.status, to_json(&problem));
    if let Some(wait) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, wait);
    }
    if problem.status == 401 {
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// An answer of this status and JSON body, under the media type that belongs to the status.
pub(crate) fn json_response(status: u16, body: String) -> Response {
    let media_type = if status < 400 {
        "application/json"
    } else {
        PROBLEM_MEDIA_TYPE
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, media_type)], body).into_response()
}

/// `body` as JSON text.
pub(crate) fn to_json<T: serde::Serialize>(body: &T) -> String {
    serde_json::to_string(body).expect("bodies of the wire have only text keys")
}

/// An error with what caused it, in one line.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    std::iter::successors(Some(error), |error| error.source())
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}
