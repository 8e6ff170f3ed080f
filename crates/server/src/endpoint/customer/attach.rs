//! `PUT /v1/devices/{device}/customer`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::customer;
use kagifuda_domain::ids::DeviceId;
use kagifuda_ledger::Writing;
use kagifuda_wire::customer::{AttachDevice, DeviceAttached};
use kagifuda_wire::problem::ProblemCode;
use serde::Serialize;

use super::{Wrote, load};
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, InPath, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Say whose a device is, or that it is nobody's (CUS-6).
#[utoipa::path(
    put, path = "/v1/devices/{device}/customer", tag = "customers", operation_id = "attach_device", request_body = AttachDevice,
    params(
        ("device" = String, Path, description = "MPR ID or MAC address.", example = "1234-5678-90AB-CDEF"),
        ("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year."),
    ),
    security(("access_token" = [])),
    responses((status = 200, description = "Whose it is now.", body = DeviceAttached), Wrote)
)]
pub(crate) async fn attach_device(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    InPath(device): InPath<DeviceId>,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<AttachDevice>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &Attach { device, asked }).await
}

#[derive(Serialize)]
struct Attach {
    device: DeviceId,
    asked: AttachDevice,
}

impl Command for Attach {
    type Done = DeviceAttached;

    const NAME: &'static str = "devices.customer";

    fn subject(&self) -> String {
        self.device.to_string()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<DeviceAttached, Undecided> {
        if let Some(customer) = self.asked.customer {
            load(writing, customer).await?;
        }
        let device = writing.device(self.device).await?.ok_or(ProblemCode::DeviceUnknown)?;
        let customer = device.customer;
        let attached = customer::attach(customer, self.asked.seen, self.asked.customer)
            .map_err(|customer::DeviceMoved| ProblemCode::DeviceMoved { customer })?;
        writing.attach_device(&device, attached).await?;
        Ok(DeviceAttached {
            device: self.device,
            customer: attached.customer(),
        })
    }
}
