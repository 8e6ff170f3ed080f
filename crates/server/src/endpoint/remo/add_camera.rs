//! `POST /v1/remo/cameras`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::remo::may_add_camera;
use kagifuda_ledger::Writing;
use kagifuda_wire::problem::{ProblemCode, RemoReason};
use kagifuda_wire::remo::{AddCamera, Camera};
use uuid::Uuid;

use super::WriteRefused;
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, SignedIn, bad_request};
use crate::problem::Fault;
use crate::remo::{Standing, refused};
use crate::write::{Answered, Command, Undecided, once};

/// Add a camera of a customer; at most two can be reached directly.
#[utoipa::path(
    post, path = "/v1/remo/cameras", tag = "remo", operation_id = "remo_add_camera", request_body = AddCamera, params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses((status = 200, description = "Added.", body = Camera), WriteRefused),
)]
pub(crate) async fn add_camera(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<AddCamera>,
) -> Result<Answered, Fault> {
    match asked.device {
        DeviceId::Mac(_) => once(&app, &member, key, &asked).await,
        DeviceId::Mpr(_) => Err(bad_request("device: a camera has a MAC address").into()),
    }
}

impl Command for AddCamera {
    type Done = Camera;

    const NAME: &'static str = "remo.add_camera";

    fn subject(&self) -> String {
        self.device.to_string()
    }

    async fn decide(&self, _app: &App, writing: &mut Writing<'_>) -> Result<Camera, Undecided> {
        let standing = Standing::load(writing, self.customer).await?;
        if writing.is_remo_camera(self.device).await? {
            return Err(ProblemCode::from(RemoReason::CameraKnown).into());
        }
        may_add_camera(self.path, standing.direct()).map_err(|why| refused(&why))?;
        let camera = Camera {
            id: Uuid::new_v4(),
            customer: standing.customer.id,
            name: self.name.clone(),
            device: self.device,
            path: self.path,
        };
        writing.add_remo_camera(&camera).await?;
        writing.note("camera", (), camera.id);
        Ok(camera)
    }
}
