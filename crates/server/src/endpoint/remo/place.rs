//! `POST /v1/remo/assignments`, `POST /v1/remo/moves`, `POST /v1/remo/reapplications`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::remo::{self, Placing, Target};
use kagifuda_ledger::Writing;
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::remo::{Assign, LicencePlaced, Move, Reapply};
use uuid::Uuid;

use super::WriteRefused;
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, SignedIn};
use crate::problem::Fault;
use crate::remo::{Standing, refused};
use crate::write::{Answered, Command, Undecided, once};

/// Put a licence on a camera.
#[utoipa::path(
    post, path = "/v1/remo/assignments", tag = "remo", operation_id = "remo_assign", request_body = Assign, params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses((status = 200, description = "It is on the camera.", body = LicencePlaced), WriteRefused),
)]
pub(crate) async fn assign(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<Assign>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &asked).await
}

/// 振替え: take a licence from its camera to another; a perpetual one for 30 days (REM-2, REM-8).
#[utoipa::path(
    post, path = "/v1/remo/moves", tag = "remo", operation_id = "remo_move", request_body = Move, params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses((status = 200, description = "It is on the other camera.", body = LicencePlaced), WriteRefused),
)]
pub(crate) async fn move_licence(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<Move>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &asked).await
}

/// Apply again for a perpetual licence whose camera failed, within five years (REM-9).
#[utoipa::path(
    post, path = "/v1/remo/reapplications", tag = "remo", operation_id = "remo_reapply", request_body = Reapply, params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses((status = 200, description = "It is on the camera that takes the place of the failed one.", body = LicencePlaced), WriteRefused),
)]
pub(crate) async fn reapply(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<Reapply>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &asked).await
}

async fn place(
    writing: &mut Writing<'_>,
    placing: Placing,
    licence: Uuid,
    camera: Uuid,
) -> Result<LicencePlaced, Undecided> {
    let customer = writing
        .remo_licence_owner(licence)
        .await?
        .ok_or(ProblemCode::NotFound)?;
    let camera = writing.remo_camera(camera).await?.ok_or(ProblemCode::NotFound)?;
    let standing = Standing::load(writing, customer).await?;
    let licence = standing.licence(licence).ok_or(ProblemCode::NotFound)?;
    let now = writing.now();
    let target = Target {
        path: camera.path,
        same_customer: camera.customer == customer,
        is_licensed: standing.on(camera.id).any(|licence| licence.at(now).camera().is_some()),
        has_failed: writing.has_failed_with_remo(licence.id, camera.device).await?,
    };
    let placed = remo::place(placing, &licence.at(now), licence.path, target).map_err(|why| refused(&why))?;
    let licence = writing.place_remo(placed, licence.clone(), &camera).await?;
    Ok(LicencePlaced {
        state: licence.at(now).into(),
        licence,
    })
}

impl Command for Assign {
    type Done = LicencePlaced;

    const NAME: &'static str = "remo.assign";

    fn subject(&self) -> String {
        self.licence.to_string()
    }

    async fn decide(&self, _app: &App, writing: &mut Writing<'_>) -> Result<LicencePlaced, Undecided> {
        place(writing, Placing::Assign, self.licence, self.camera).await
    }
}

impl Command for Move {
    type Done = LicencePlaced;

    const NAME: &'static str = "remo.move";

    fn subject(&self) -> String {
        self.licence.to_string()
    }

    async fn decide(&self, _app: &App, writing: &mut Writing<'_>) -> Result<LicencePlaced, Undecided> {
        place(writing, Placing::Move, self.licence, self.camera).await
    }
}

impl Command for Reapply {
    type Done = LicencePlaced;

    const NAME: &'static str = "remo.reapply";

    fn subject(&self) -> String {
        self.licence.to_string()
    }

    async fn decide(&self, _app: &App, writing: &mut Writing<'_>) -> Result<LicencePlaced, Undecided> {
        place(writing, Placing::Reapply, self.licence, self.camera).await
    }
}
