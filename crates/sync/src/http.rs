//! Asking the server over HTTP, and telling its answers from those of anything else that may stand in the way.

use std::error::Error as _;
use std::io;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Once};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use kagifuda_domain::Clock;
use kagifuda_wire::changes::{ChangePage, ChangesAfter};
use kagifuda_wire::problem::{Problem, ProblemCode};
use kagifuda_wire::request::Method;
use kagifuda_wire::session::{Refresh, Secret, Session, SignIn, Tokens};
use kagifuda_wire::{IDEMPOTENCY_KEY, PROBLEM_MEDIA_TYPE};
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap};
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;

use crate::address::ServerAddress;
use crate::call::Call;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long the server may be silent within an answer.
const READ_TIMEOUT: Duration = Duration::from_secs(15);
/// How long an answer may take altogether, so that nothing can drip for ever.
const WHOLE_TIMEOUT: Duration = Duration::from_secs(120);
/// Far above the largest page there is; what is longer is not ours.
const LONGEST_ANSWER: usize = 32 << 20;
const JSON_MEDIA_TYPE: &str = "application/json";

/// Why there is no good answer.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// Nobody answers, or the answer breaks off.
    #[error("the server does not answer")]
    Unreachable(#[source] reqwest::Error),
    /// Something answers that is not the licensing server.
    #[error("what answers is not the licensing server: {0}")]
    NotTheServer(String),
    /// The certificate is not believed.
    #[error("the server's certificate is not believed")]
    CertificateRefused(#[source] reqwest::Error),
    /// What listens does not speak TLS.
    #[error("no TLS can be spoken there")]
    TlsFailed(#[source] reqwest::Error),
    /// Something before the server says that it cannot be reached now.
    #[error("the server cannot take requests now ({0})")]
    Gateway(StatusCode),
    /// The server answers with a problem that this version does not know.
    #[error("the server's problem is not known here ({0})")]
    UnknownProblem(StatusCode),
    /// The server says no.
    #[error("the server refuses: {0:?}")]
    Refused(ProblemCode),
    /// The client cannot be set up on this computer.
    #[error("no HTTP client can be made")]
    Client(#[source] reqwest::Error),
}

/// A client that follows no redirect, so that no token goes where it was not meant to, and waits for nothing for ever.
pub fn http_client(address: &ServerAddress) -> Result<Client, CallError> {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        // Err: the program has installed one already, which is as good.
        rustls::crypto::ring::default_provider().install_default().ok();
    });
    let builder = Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .read_timeout(READ_TIMEOUT)
        .timeout(WHOLE_TIMEOUT)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("kagifuda/", env!("CARGO_PKG_VERSION")));
    let builder = if address.is_loopback() {
        builder.no_proxy()
    } else {
        builder
    };
    builder.build().map_err(CallError::Client)
}

/// The licensing server, as seen from here.
pub struct Server {
    client: Client,
    address: ServerAddress,
    clock: Arc<dyn Clock>,
    /// Seconds by which this computer's clock was ahead at the latest answer; `i64::MIN` before the first.
    ahead: AtomicI64,
}

impl Server {
    /// The server at `address`. Connects to nothing yet.
    pub fn new(address: ServerAddress, clock: Arc<dyn Clock>) -> Result<Self, CallError> {
        Ok(Self {
            client: http_client(&address)?,
            address,
            clock,
            ahead: AtomicI64::new(i64::MIN),
        })
    }

    /// Where it is.
    pub fn address(&self) -> &ServerAddress {
        &self.address
    }

    /// By how much this computer's clock was ahead of the server's at its latest answer.
    pub fn clock_ahead(&self) -> Option<TimeDelta> {
        match self.ahead.load(Ordering::Relaxed) {
            i64::MIN => None,
            seconds => TimeDelta::try_seconds(seconds),
        }
    }

    /// `POST /v1/session`.
    pub async fn sign_in(&self, body: &SignIn) -> Result<Session, CallError> {
        let text = self
            .ask(self.client.post(self.address.join("/v1/session")).json(body))
            .await?;
        read(&text)
    }

    /// `POST /v1/session/refresh`.
    pub async fn refresh(&self, refresh_token: Secret) -> Result<Tokens, CallError> {
        let request = self.client.post(self.address.join("/v1/session/refresh"));
        let text = self.ask(request.json(&Refresh { refresh_token })).await?;
        read(&text)
    }

    /// `DELETE /v1/session`.
    pub async fn sign_out(&self, refresh_token: Secret) -> Result<(), CallError> {
        let request = self.client.delete(self.address.join("/v1/session"));
        self.ask(request.json(&Refresh { refresh_token })).await.map(drop)
    }

    /// `GET /v1/changes`.
    pub(crate) async fn changes(&self, access: Secret, query: ChangesAfter) -> Result<ChangePage, CallError> {
        let request = self.client.get(self.address.join("/v1/changes")).query(&query);
        let text = self.ask(request.bearer_auth(access.expose())).await?;
        read(&text)
    }

    /// Makes `call`, as whoever `access` belongs to; the text of a good answer.
    pub(crate) async fn send(&self, access: Option<Secret>, call: &Call) -> Result<String, CallError> {
        let method = match call.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut request = self.client.request(method, self.address.join(&call.path));
        if let Some(access) = access {
            request = request.bearer_auth(access.expose());
        }
        if let Some(key) = call.key {
            request = request.header(IDEMPOTENCY_KEY, key.to_string());
        }
        if let Some(body) = &call.body {
            request = request.header(CONTENT_TYPE, JSON_MEDIA_TYPE).body(body.clone());
        }
        self.ask(request).await
    }

    /// Sends `request` and gives the text of a good answer of the server.
    async fn ask(&self, request: RequestBuilder) -> Result<String, CallError> {
        let response = request.send().await.map_err(no_answer)?;
        let status = response.status();
        let headers = response.headers().clone();
        let body = read_body(response).await?;
        let text = judge(status, media_type(&headers), body);
        if let Ok(_) | Err(CallError::Refused(_)) = &text {
            self.compare_clocks(&headers);
        }
        text
    }

    fn compare_clocks(&self, headers: &HeaderMap) {
        let date = headers.get(DATE).and_then(|date| date.to_str().ok());
        if let Some(theirs) = date.and_then(|date| DateTime::parse_from_rfc2822(date).ok()) {
            let ahead = self.clock.now() - theirs.with_timezone(&Utc);
            self.ahead.store(ahead.num_seconds(), Ordering::Relaxed);
        }
    }
}

/// The media type without its parameters.
fn media_type(headers: &HeaderMap) -> &str {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    value.split(';').next().unwrap_or("").trim()
}

async fn read_body(mut response: Response) -> Result<Vec<u8>, CallError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(CallError::Unreachable)? {
        if body.len() + chunk.len() > LONGEST_ANSWER {
            return Err(CallError::NotTheServer("the answer has no end".into()));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Whether an answer is the server's, and good.
fn judge(status: StatusCode, media_type: &str, body: Vec<u8>) -> Result<String, CallError> {
    let not_ours = |why: String| Err(CallError::NotTheServer(why));
    if status == StatusCode::NO_CONTENT {
        return Ok(String::new());
    }
    if media_type == PROBLEM_MEDIA_TYPE && (status.is_client_error() || status.is_server_error()) {
        return match serde_json::from_slice::<Problem>(&body) {
            Ok(problem) => Err(CallError::Refused(problem.code)),
            Err(_) => Err(CallError::UnknownProblem(status)),
        };
    }
    // 511 is how a network asks for signing in to it.
    if status.is_server_error() && status != StatusCode::NETWORK_AUTHENTICATION_REQUIRED {
        return Err(CallError::Gateway(status));
    }
    if !status.is_success() || media_type != JSON_MEDIA_TYPE {
        return not_ours(format!("status {status}, media type `{media_type}`"));
    }
    String::from_utf8(body).or_else(|_| not_ours("the answer is no text".into()))
}

/// Reads a good answer. One of another shape is not ours, though it be JSON.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, CallError> {
    // The reason alone: the text may hold tokens.
    serde_json::from_str(text).map_err(not_ours)
}

/// JSON of another shape than the server's answers have.
pub(crate) fn not_ours(reason: serde_json::Error) -> CallError {
    CallError::NotTheServer(format!("unexpected JSON at column {}", reason.column()))
}

fn no_answer(reason: reqwest::Error) -> CallError {
    let mut cause = reason.source();
    while let Some(error) = cause {
        match tls_error(error) {
            Some(rustls::Error::InvalidCertificate(_)) => return CallError::CertificateRefused(reason),
            Some(_) => return CallError::TlsFailed(reason),
            None => cause = error.source(),
        }
    }
    CallError::Unreachable(reason)
}

fn tls_error<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a rustls::Error> {
    // It travels inside an `io::Error`, perhaps inside another one, whose `source` skips it.
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(inner) => tls_error(inner),
        None => error.downcast_ref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(status: u16, media_type: &str, body: &str) -> String {
        match judge(StatusCode::from_u16(status).unwrap(), media_type, body.into()) {
            Ok(_) => "ours".into(),
            Err(CallError::Refused(code)) => format!("{code:?}"),
            Err(CallError::NotTheServer(_)) => "not the server".into(),
            Err(CallError::UnknownProblem(_)) => "versions differ".into(),
            Err(CallError::Gateway(_)) => "gateway".into(),
            Err(
                other @ (CallError::Unreachable(_)
                | CallError::CertificateRefused(_)
                | CallError::TlsFailed(_)
                | CallError::Client(_)),
            ) => {
                format!("{other:?}")
            }
        }
    }

    #[test]
    fn an_answer_is_the_servers_only_by_status_media_type_and_shape() {
        let problem = r#"{"status":401,"code":"access_expired"}"#;
        for (status, media_type, body, expected) in [
            (200, "application/json", "{}", "ours"),
            (204, "", "", "ours"),
            (200, "text/html", "<html>Welcome to the hotel</html>", "not the server"),
            (200, "", "{}", "not the server"),
            (302, "text/html", "", "not the server"),
            (404, "text/html", "", "not the server"),
            (404, "application/json", "{}", "not the server"),
            (401, "application/problem+json", problem, "AccessExpired"),
            (200, "application/problem+json", problem, "not the server"),
            (
                422,
                "application/problem+json",
                r#"{"status":422,"code":"from_the_future"}"#,
                "versions differ",
            ),
            (
                503,
                "application/problem+json",
                r#"{"status":503,"code":"unavailable"}"#,
                "Unavailable",
            ),
            (502, "text/html", "", "gateway"),
            (503, "text/html", "", "gateway"),
            (500, "text/html", "", "gateway"),
            (511, "text/html", "", "not the server"),
        ] {
            assert_eq!(
                judged(status, media_type, body),
                expected,
                "{status} {media_type} {body}"
            );
        }
    }

    #[test]
    fn json_of_another_shape_is_not_the_servers() {
        assert!(matches!(
            read::<Tokens>(r#"{"token":"t"}"#),
            Err(CallError::NotTheServer(_))
        ));
    }

    #[test]
    fn what_tls_says_is_found_however_deep_it_lies() {
        let expired = rustls::Error::InvalidCertificate(rustls::CertificateError::Expired);
        assert_eq!(
            tls_error(&io::Error::other(io::Error::other(expired.clone()))),
            Some(&expired)
        );
        assert_eq!(tls_error(&io::Error::from(io::ErrorKind::ConnectionRefused)), None);
    }
}
