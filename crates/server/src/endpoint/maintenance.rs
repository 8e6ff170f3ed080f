//! `GET /v1/maintenance`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_wire::maintenance::Announced;

use crate::app::App;
use crate::problem::Fault;

/// What maintenance there is and will be (MNT-1). Needs no session: it is shown where one signs in.
#[utoipa::path(
    get, path = "/v1/maintenance", tag = "server", operation_id = "maintenance",
    responses((status = 200, description = "What is not over, the next one first.", body = Announced))
)]
pub(crate) async fn maintenance(State(app): State<Arc<App>>) -> Result<Json<Announced>, Fault> {
    let windows = app.ledger.maintenance(app.now()).await?;
    Ok(Json(Announced {
        windows: windows.iter().map(|(_, window)| window.into()).collect(),
    }))
}
