//! What every endpoint may be refused with, for the OpenAPI document. What is an operation's own stands with the operation.

use std::collections::BTreeMap;

use kagifuda_wire::PROBLEM_MEDIA_TYPE;
use utoipa::IntoResponses;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

/// The refusals of any question of a member.
pub(crate) struct Asked;

impl IntoResponses for Asked {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[
            (400, "`bad_request`"),
            (401, "`not_signed_in`, `access_expired`"),
            (403, "`second_factor_demanded`"),
        ])
    }
}

/// The refusals of any write of a member.
pub(crate) struct Wrote;

impl IntoResponses for Wrote {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[
            (400, "`bad_request`, `idempotency_key_missing`"),
            (401, "`not_signed_in`, `access_expired`"),
            (403, "`role_may_not`, `second_factor_demanded`"),
            (413, "`body_too_large`"),
            (503, "`maintenance`, `unavailable`"),
        ])
    }
}

/// The refusals of anything that is sent without a session.
pub(crate) struct Sent;

impl IntoResponses for Sent {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[
            (400, "`bad_request`"),
            (413, "`body_too_large`"),
            (503, "`maintenance`, `unavailable`"),
        ])
    }
}

/// Those of `T`, and `more`.
pub(crate) fn and<T: IntoResponses>(more: &[(u16, &str)]) -> BTreeMap<String, RefOr<Response>> {
    let mut all = T::responses();
    all.extend(problems(more));
    all
}

fn problems(of: &[(u16, &str)]) -> BTreeMap<String, RefOr<Response>> {
    let problem = |(status, description): &(u16, &str)| {
        let schema = Ref::from_schema_name("Problem");
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let response = ResponseBuilder::new()
            .description(*description)
            .content(PROBLEM_MEDIA_TYPE, content)
            .build();
        (status.to_string(), RefOr::T(response))
    };
    of.iter().map(problem).collect()
}
