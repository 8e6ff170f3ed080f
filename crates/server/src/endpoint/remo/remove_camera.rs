//! `POST /v1/remo/cameras/removal`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::remo::may_remove_camera;
use kagifuda_ledger::{Event, Writing};
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::remo::{Camera, Licence, RemoveCamera};

use super::WriteRefused;
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, SignedIn};
use crate::problem::Fault;
use crate::remo::{Standing, refused};
use crate::write::{Answered, Command, Undecided, once};

/// Take a camera away. A licence of a term is free again; a perpetual one can be applied for again if the camera failed (REM-9).
#[utoipa::path(
    post, path = "/v1/remo/cameras/removal", tag = "remo", operation_id = "remo_remove_camera", request_body = RemoveCamera, params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses((status = 200, description = "Taken away; as it was.", body = Camera), WriteRefused),
)]
pub(crate) async fn remove_camera(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<RemoveCamera>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &asked).await
}

impl Command for RemoveCamera {
    type Done = Camera;

    const NAME: &'static str = "remo.remove_camera";

    fn subject(&self) -> String {
        self.camera.to_string()
    }

    async fn decide(&self, _app: &App, writing: &mut Writing<'_>) -> Result<Camera, Undecided> {
        let camera = writing.remo_camera(self.camera).await?.ok_or(ProblemCode::NotFound)?;
        let standing = Standing::load(writing, camera.customer).await?;
        let on_it: Vec<Licence> = standing.on(camera.id).cloned().collect();
        let now = writing.now();
        let running = on_it
            .iter()
            .map(|licence| licence.at(now))
            .find(|licence| licence.camera().is_some());
        may_remove_camera(running.as_ref(), self.failed).map_err(|why| refused(&why))?;
        let why = if self.failed {
            Event::CameraFailed
        } else {
            Event::CameraRemoved
        };
        for licence in on_it {
            writing.take_off_remo(licence, &camera, why).await?;
        }
        writing.remove_remo_camera(&camera).await?;
        writing.note("failed", (), self.failed);
        Ok(camera)
    }
}
