//! What a request carries, parsed; whatever does not fit is a problem that says so.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, DefaultBodyLimit, FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use kagifuda_ledger::{Checked, InSession, Member};
use kagifuda_wire::IDEMPOTENCY_KEY;
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::session::Secret;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::app::App;
use crate::problem::Fault;

/// Bytes a request body may have, where the endpoint does not say otherwise.
pub(crate) const BODY_LIMIT: usize = 64 * 1024;

/// A JSON body of at most `LIMIT` bytes.
pub(crate) struct Body<T, const LIMIT: usize = BODY_LIMIT>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync, const LIMIT: usize> FromRequest<S> for Body<T, LIMIT> {
    type Rejection = Fault;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, Fault> {
        DefaultBodyLimit::max(LIMIT).apply(&mut request);
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
            if rejection.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE {
                ProblemCode::BodyTooLarge { limit: LIMIT as u64 }
            } else {
                bad_request("the body broke off")
            }
        })?;
        // A list of the values in order would be read, too, and nobody means one.
        if bytes.trim_ascii_start().first() == Some(&b'[') {
            return Err(bad_request("the body is no JSON object").into());
        }
        let body = serde_json::from_slice(&bytes).map_err(|error| bad_request(without_values(&error.to_string())))?;
        Ok(Self(body))
    }
}

/// The query of the address.
pub(crate) struct Params<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let query = Query::<T>::from_request_parts(parts, state).await;
        let Query(params) = query.map_err(|rejection| bad_request(without_values(&rejection.body_text())))?;
        Ok(Self(params))
    }
}

/// The one part of the path that is not fixed. What cannot be read is not there.
pub(crate) struct InPath<T>(pub(crate) T);

impl<T: FromStr, S: Send + Sync> FromRequestParts<S> for InPath<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let written = Path::<String>::from_request_parts(parts, state).await;
        let read = written.ok().and_then(|Path(written)| written.parse().ok());
        read.map(Self).ok_or_else(|| ProblemCode::NotFound.into())
    }
}

/// The member who asks, by their access token.
pub(crate) struct SignedIn(pub(crate) Member);

impl FromRequestParts<Arc<App>> for SignedIn {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Fault> {
        let Here(here) = Here::from_request_parts(parts, app).await?;
        if here.second_factor_due {
            return Err(ProblemCode::SecondFactorDemanded.into());
        }
        Ok(Self(here.member))
    }
}

/// The same with the session they are in, and also for whoever must set up a second factor before anything else (**ACC-6**).
pub(crate) struct Here(pub(crate) InSession);

impl FromRequestParts<Arc<App>> for Here {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Fault> {
        let token = bearer(parts).ok_or(ProblemCode::NotSignedIn)?;
        match app.ledger.check_access(&token, app.now()).await? {
            Checked::Member(here) => Ok(Self(here)),
            Checked::Expired => Err(ProblemCode::AccessExpired.into()),
            Checked::Unknown => Err(ProblemCode::NotSignedIn.into()),
        }
    }
}

/// Where a request comes from, as it is counted: of IPv6 the network, of which one customer has whole.
pub(crate) struct Source(pub(crate) IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for Source {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let peer = ConnectInfo::<SocketAddr>::from_request_parts(parts, state).await;
        let ConnectInfo(peer) = peer.map_err(|error| Fault::Failed(error.into()))?;
        Ok(Self(match peer.ip().to_canonical() {
            IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
            v4 @ IpAddr::V4(_) => v4,
        }))
    }
}

fn bearer(parts: &Parts) -> Option<Secret> {
    let (scheme, token) = parts.headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("Bearer").then(|| Secret::new(token.trim()))
}

/// The key under which a write is done once.
pub(crate) struct IdempotencyKey(pub(crate) Uuid);

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        let mut given = parts.headers.get_all(IDEMPOTENCY_KEY).iter();
        // Of two keys nobody could say which one counts.
        let (Some(header), None) = (given.next(), given.next()) else {
            return Err(ProblemCode::IdempotencyKeyMissing.into());
        };
        let key = header.to_str().ok().and_then(|text| text.parse().ok());
        key.map(Self).ok_or_else(|| ProblemCode::IdempotencyKeyMissing.into())
    }
}

/// The id that the address ends in. What is no id is nobody's.
pub(crate) struct Id(pub(crate) Uuid);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let id = Path::<Uuid>::from_request_parts(parts, state).await;
        id.map(|Path(id)| Self(id)).map_err(|_| ProblemCode::NotFound.into())
    }
}

pub(crate) fn bad_request(detail: impl Into<String>) -> ProblemCode {
    ProblemCode::BadRequest { detail: detail.into() }
}

/// A parser's message without the values it quotes, which may be secrets: `invalid type: string "…", expected u64`. Names of
/// fields stay; of what stands between backticks only numbers are values.
fn without_values(message: &str) -> String {
    let no_strings = without(message, '"', |_| true);
    without(&no_strings, '`', |quoted| quoted.parse::<f64>().is_ok())
}

/// `message` without what stands between two `quote`s, where `is_value` says so.
fn without(message: &str, quote: char, is_value: impl Fn(&str) -> bool) -> String {
    let parts = message.split(quote).enumerate();
    parts
        .map(|(i, part)| if i % 2 == 1 && is_value(part) { "…" } else { part })
        .collect::<Vec<_>>()
        .join(&quote.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_fields_and_no_values() {
        for (message, told) in [
            (
                r#"invalid type: string "se\cret", expected u64"#,
                r#"invalid type: string "…", expected u64"#,
            ),
            (
                "invalid type: integer `12345`, expected a string",
                "invalid type: integer `…`, expected a string",
            ),
            (
                "invalid type: floating point `-1.5`, expected a string",
                "invalid type: floating point `…`, expected a string",
            ),
            (
                "unknown field `x`, expected `login` or `password`",
                "unknown field `x`, expected `login` or `password`",
            ),
        ] {
            assert_eq!(without_values(message), told);
        }
    }
}
