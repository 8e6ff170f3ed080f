//! What every endpoint here may answer beside success, for the OpenAPI document.

use std::collections::BTreeMap;

use kagifuda_wire::PROBLEM_MEDIA_TYPE;
use utoipa::IntoResponses;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};

/// The refusals of a question.
pub(super) struct Asked;

impl IntoResponses for Asked {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[
            (400, "`bad_request`"),
            (401, "`not_signed_in`, `access_expired`"),
            (404, "`not_found`"),
        ])
    }
}

/// The refusals of a preview.
pub(super) struct Previewed;

impl IntoResponses for Previewed {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[
            (400, "`bad_request`"),
            (401, "`not_signed_in`, `access_expired`"),
            (403, "`role_may_not`"),
            (404, "`not_found`"),
            (422, "A rule would forbid it: see `ProblemCode`"),
        ])
    }
}

/// The refusals of a write.
pub(super) struct Wrote;

impl IntoResponses for Wrote {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[
            (400, "`bad_request`, `idempotency_key_missing`"),
            (401, "`not_signed_in`, `access_expired`"),
            (403, "`role_may_not`"),
            (404, "`not_found`"),
            (422, "A rule forbids it: see `ProblemCode`; or `idempotency_key_reused`"),
            (503, "`maintenance`, `unavailable`"),
        ])
    }
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
