//! `POST /v1/kms/registrations`

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderValue;
use axum::response::{IntoResponse, Response};
use kagifuda_wire::kms::{Register, Registered};
use kagifuda_wire::problem::{Problem, ProblemCode};

use crate::app::App;
use crate::apply::{Answered, Applicant, apply};
use crate::extract::{Body, IdempotencyKey, SignedIn};
use crate::problem::{Fault, json_response};

/// Tells that an answer was given before.
const REPLAYED: &str = "idempotency-replayed";

/// Register 1 to 8 activation keys on one device, all or nothing (KMS-1 to KMS-4, KMS-11).
#[utoipa::path(
    post, path = "/v1/kms/registrations", tag = "kms", operation_id = "register", request_body = Register,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "Registered, now or before.", body = Registered,
            headers(("Idempotency-Replayed" = String, description = "`true` when the answer was given before."))),
        (status = 400, description = "`bad_request`, `idempotency_key_missing`", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not_signed_in`, `access_expired`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`role_may_not`", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "`maintenance`, `unavailable`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`lines_refused`, `key_count`, `idempotency_key_reused`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn register(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<Register>,
) -> Result<Answered, Fault> {
    if !member.role.may_issue() {
        return Err(ProblemCode::RoleMayNot.into());
    }
    let applicant = Applicant {
        dealer: member.dealer,
        actor: member.actor(),
    };
    apply(&app, &applicant, key, &asked, app.now()).await
}

impl IntoResponse for Answered {
    fn into_response(self) -> Response {
        let mut response = json_response(self.status, self.body);
        if self.replayed {
            response
                .headers_mut()
                .insert(REPLAYED, HeaderValue::from_static("true"));
        }
        response
    }
}
