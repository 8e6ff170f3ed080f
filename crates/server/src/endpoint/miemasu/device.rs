//! `GET /v1/miemasu/devices/{id}`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use kagifuda_domain::calendar::japan_day;
use kagifuda_domain::miemasu::Schedule;
use kagifuda_wire::miemasu::DeviceShown;
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::record::MiemasuDevice;
use uuid::Uuid;

use super::responses::Asked;
use crate::app::App;
use crate::extract::{InPath, SignedIn};
use crate::problem::Fault;

/// A device with its state, licence and connection.
#[utoipa::path(
    get, path = "/v1/miemasu/devices/{id}", tag = "miemasu", operation_id = "miemasu_device",
    params(("id" = uuid::Uuid, Path, description = "The device.")),
    security(("access_token" = [])),
    responses((status = 200, description = "The device.", body = DeviceShown), Asked)
)]
pub(crate) async fn device(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    InPath(id): InPath<Uuid>,
) -> Result<Json<DeviceShown>, Fault> {
    let device = app.ledger.miemasu_device(member.dealer, id).await?;
    let device = device.ok_or(ProblemCode::NotFound)?;
    Ok(Json(shown(device, japan_day(app.now()))))
}

/// The device as it is shown on `today`.
pub(super) fn shown(device: MiemasuDevice, today: NaiveDate) -> DeviceShown {
    let schedule = Schedule::of(device.licence.expiry);
    DeviceShown {
        device: device.id,
        contractor: device.contractor,
        name: device.name,
        state: schedule.state(today),
        services: device.licence.services,
        sheet: device.licence.sheet,
        product: device.licence.product,
        expiry: schedule.expiry,
        window_opens: schedule.window_opens,
        last_renewal_day: schedule.last_renewal_day,
        model: device.model,
        mac: device.mac,
        domain_name: device.domain_name,
        parent: device.parent,
    }
}
