//! `GET /v1/tsunagaru/devices/{device}`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_domain::ids::DeviceId;
use kagifuda_wire::problem::{Problem, ProblemCode};
use kagifuda_wire::tsunagaru::Standing;

use crate::app::App;
use crate::extract::{InPath, SignedIn};
use crate::problem::Fault;

/// Where the subscription of a device of this dealer stands.
#[utoipa::path(
    get, path = "/v1/tsunagaru/devices/{device}", tag = "tsunagaru", operation_id = "subscription_status",
    params(("device" = String, Path, description = "MPR ID.", example = "1234-5678-90AB-CDEF")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "Where it stands now.", body = Standing),
        (status = 401, description = "`not_signed_in`, `access_expired`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: it has none, or it is not this dealer's.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn status(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    InPath(device): InPath<DeviceId>,
) -> Result<Json<Standing>, Fault> {
    let held = app.ledger.subscription_of(member.dealer, device).await?;
    let held = held.ok_or(ProblemCode::NotFound)?;
    Ok(Json(Standing::of(&held.subscription(), app.now())))
}
