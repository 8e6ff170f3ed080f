//! `GET /v1/miemasu/devices`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_domain::calendar::japan_day;
use kagifuda_ledger::DevicesPage;
use kagifuda_wire::miemasu::{DevicePage, DevicesWanted};

use super::responses::Asked;
use super::{device, rows};
use crate::app::App;
use crate::extract::{Params, SignedIn};
use crate::problem::Fault;

/// The dealer's devices, page by page; those only that fit every filter given.
#[utoipa::path(
    get, path = "/v1/miemasu/devices", tag = "miemasu", operation_id = "miemasu_devices", params(DevicesWanted),
    security(("access_token" = [])),
    responses((status = 200, description = "The devices after `after`.", body = DevicePage), Asked)
)]
pub(crate) async fn devices(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    Params(asked): Params<DevicesWanted>,
) -> Result<Json<DevicePage>, Fault> {
    let today = japan_day(app.now());
    let wanted = DevicesPage {
        name: asked.name.as_deref(),
        mac: asked.mac.as_deref(),
        domain_name: asked.domain_name.as_deref(),
        expiry: asked.state.and_then(|state| state.expiries(today)),
        contractor: asked.contractor,
        after: asked.after,
        limit: rows(asked.limit)?,
    };
    let devices = app.ledger.miemasu_devices(member.dealer, &wanted).await?;
    let devices = devices.into_iter().map(|one| device::shown(one, today)).collect();
    Ok(Json(DevicePage { devices }))
}
