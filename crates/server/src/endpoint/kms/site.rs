//! `GET` and `PUT /v1/kms/devices/{device}/site`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::site::Site;
use kagifuda_ledger::Writing;
use kagifuda_wire::kms::DeviceSite;
use kagifuda_wire::problem::{Problem, ProblemCode};
use serde::Serialize;

use crate::app::App;
use crate::endpoint::refused::Wrote;
use crate::extract::{Body, IdempotencyKey, InPath, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Where a device of this dealer stands (KMS-5).
#[utoipa::path(
    get, path = "/v1/kms/devices/{device}/site", tag = "kms", operation_id = "site",
    params(("device" = String, Path, description = "MPR ID or MAC address.", example = "1234-5678-90AB-CDEF")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "What was saved last.", body = DeviceSite),
        (status = 401, description = "`not_signed_in`, `access_expired`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`: the device is not known to this dealer.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn site(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    InPath(device): InPath<DeviceId>,
) -> Result<Json<DeviceSite>, Fault> {
    let site = app.ledger.site(member.dealer, device).await?;
    let site = site.ok_or(ProblemCode::NotFound)?;
    Ok(Json(DeviceSite { site }))
}

/// Save where a device stands; the device becomes known with it (KMS-5).
#[utoipa::path(
    put, path = "/v1/kms/devices/{device}/site", tag = "kms", operation_id = "save_site", request_body = DeviceSite,
    params(
        ("device" = String, Path, description = "MPR ID or MAC address.", example = "1234-5678-90AB-CDEF"),
        ("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year."),
    ),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "Saved.", body = DeviceSite),
        (status = 404, description = "`not_found`: that is no device id.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`idempotency_key_reused`", body = Problem, content_type = "application/problem+json"),
        Wrote,
    )
)]
pub(crate) async fn save(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    InPath(device): InPath<DeviceId>,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<DeviceSite>,
) -> Result<Answered, Fault> {
    let site = asked.site;
    once(&app, &member, key, &Save { device, site }).await
}

#[derive(Serialize)]
struct Save {
    device: DeviceId,
    site: Site,
}

impl Command for Save {
    type Done = DeviceSite;

    const NAME: &'static str = "kms.site";

    fn subject(&self) -> String {
        self.device.to_string()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<DeviceSite, Undecided> {
        let device = writing.put_device(self.device, Some(&self.site)).await?;
        Ok(DeviceSite { site: device.site })
    }
}
