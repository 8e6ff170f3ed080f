//! `GET /v1/remo/packs`

use axum::Json;
use kagifuda_domain::remo;
use kagifuda_wire::remo::{Packs, PacksWanted};

use super::ReadRefused;
use crate::extract::{Params, SignedIn, bad_request};
use crate::problem::Fault;

/// The fewest packs of perpetual licences for so many cameras (REM-10).
#[utoipa::path(
    get, path = "/v1/remo/packs", tag = "remo", operation_id = "remo_packs", params(PacksWanted),
    security(("access_token" = [])),
    responses((status = 200, description = "The largest first.", body = Packs), ReadRefused),
)]
pub(crate) async fn packs(_: SignedIn, Params(asked): Params<PacksWanted>) -> Result<Json<Packs>, Fault> {
    let packs = remo::packs(asked.cameras).map_err(|why| bad_request(format!("cameras: {why}")))?;
    Ok(Json(Packs { packs }))
}
