//! `GET /v1/remo/notices` and `PUT /v1/remo/notices`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_ledger::Writing;
use kagifuda_wire::remo::NoticeSettings;

use super::{ReadRefused, WriteRefused};
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// How many days before expiry the dealer and its customers are told (REM-5).
#[utoipa::path(
    get, path = "/v1/remo/notices", tag = "remo", operation_id = "remo_notices", 
    security(("access_token" = [])),
    responses((status = 200, description = "As set, or as preset.", body = NoticeSettings), ReadRefused),
)]
pub(crate) async fn notices(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
) -> Result<Json<NoticeSettings>, Fault> {
    Ok(Json(app.ledger.remo_notice_settings(member.dealer).await?))
}

/// Tell them on other days (REM-5).
#[utoipa::path(
    put, path = "/v1/remo/notices", tag = "remo", operation_id = "remo_set_notices", request_body = NoticeSettings, params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses((status = 200, description = "Set.", body = NoticeSettings), WriteRefused),
)]
pub(crate) async fn set_notices(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<NoticeSettings>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &asked).await
}

impl Command for NoticeSettings {
    type Done = NoticeSettings;

    const NAME: &'static str = "remo.set_notices";

    fn subject(&self) -> String {
        String::new()
    }

    async fn decide(&self, _app: &App, writing: &mut Writing<'_>) -> Result<NoticeSettings, Undecided> {
        writing.set_remo_notices(self).await?;
        Ok(self.clone())
    }
}
