//! What every endpoint here may be refused with, for the OpenAPI document.

use std::collections::BTreeMap;

use utoipa::IntoResponses;
use utoipa::openapi::{RefOr, Response};

use crate::endpoint::refused;

/// The refusals of a question.
pub(super) struct Asked;

impl IntoResponses for Asked {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refused::and::<refused::Asked>(&[(404, "`not_found`")])
    }
}

/// The refusals of a preview.
pub(super) struct Previewed;

impl IntoResponses for Previewed {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refused::and::<refused::Wrote>(&[(404, "`not_found`"), (422, "A rule would forbid it: see `ProblemCode`")])
    }
}

/// The refusals of a write.
pub(super) struct Wrote;

impl IntoResponses for Wrote {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refused::and::<refused::Wrote>(&[
            (404, "`not_found`"),
            (422, "A rule forbids it: see `ProblemCode`; or `idempotency_key_reused`"),
        ])
    }
}
