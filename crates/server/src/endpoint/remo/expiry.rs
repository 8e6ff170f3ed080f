//! `GET /v1/remo/expiry`

use axum::Json;
use kagifuda_domain::remo::AFTER_EXPIRY;
use kagifuda_wire::remo::{AfterExpiryLine, AfterExpiryTable};

use super::ReadRefused;
use crate::extract::SignedIn;

/// What stops and what goes on when a licence ends (REM-6).
#[utoipa::path(
    get, path = "/v1/remo/expiry", tag = "remo", operation_id = "remo_expiry", 
    security(("access_token" = [])),
    responses((status = 200, description = "Line by line.", body = AfterExpiryTable), ReadRefused),
)]
pub(crate) async fn expiry(_: SignedIn) -> Json<AfterExpiryTable> {
    let line = |what: kagifuda_domain::remo::AfterExpiry| AfterExpiryLine {
        what,
        goes_on: what.goes_on(),
    };
    Json(AfterExpiryTable {
        lines: AFTER_EXPIRY.into_iter().map(line).collect(),
    })
}
