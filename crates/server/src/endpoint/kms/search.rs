//! `POST /v1/kms/search`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_domain::kms::report::Issued;
use kagifuda_domain::kms::search as wanted;
use kagifuda_wire::kms::{FoundRegistration, KeySearch, KeysFound};
use kagifuda_wire::problem::Problem;

use crate::app::App;
use crate::extract::{Body, SignedIn, bad_request};
use crate::problem::Fault;

/// All activation keys that this dealer registered on a device, or the device of an activation key (KMS-8).
#[utoipa::path(
    post, path = "/v1/kms/search", tag = "kms", operation_id = "search", request_body = KeySearch,
    security(("access_token" = [])),
    responses(
        (status = 200, description = "What there is.", body = KeysFound),
        (status = 400, description = "`bad_request`: also for neither of the two and for both.", body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "`not_signed_in`, `access_expired`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn search(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    Body(asked): Body<KeySearch>,
) -> Result<Json<KeysFound>, Fault> {
    let wanted = wanted(asked.device, asked.activation_key);
    let wanted = wanted.ok_or_else(|| bad_request("either a device or an activation key"))?;
    let found = app.ledger.search(member.dealer, wanted).await?;
    let registrations = found.into_iter().map(registration).collect();
    Ok(Json(KeysFound { registrations }))
}

fn registration(issued: Issued) -> FoundRegistration {
    FoundRegistration {
        device: issued.device,
        site: issued.site,
        activation_key: issued.activation_key,
        registration_key: issued.registration_key,
        product: issued.product,
        issued_at: issued.issued_at,
        issued_by: issued.issued_by,
    }
}
