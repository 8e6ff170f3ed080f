//! `POST /v1/tsunagaru/first-use`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use kagifuda_domain::ids::{DeviceId, RegistrationKey};
use kagifuda_domain::tsunagaru;
use kagifuda_ledger::{Act, Actor, CommitError};
use kagifuda_wire::problem::{Problem, ProblemCode};
use kagifuda_wire::tsunagaru::{FirstUse, Standing};
use uuid::Uuid;

use crate::app::App;
use crate::endpoint::refused::Sent;
use crate::extract::Body;
use crate::problem::Fault;
use crate::write::{ROUNDS, check_maintenance};

/// A device tells that it is used: the clock starts with the first time it does (TSU-2). Said again, nothing changes. The message proves
/// that the registration key was entered on this device; who has none learns nothing.
#[utoipa::path(
    post, path = "/v1/tsunagaru/first-use", tag = "tsunagaru", operation_id = "first_use", request_body = FirstUse,
    responses(
        (status = 200, description = "Where the subscription stands.", body = Standing),
        (status = 404, description = "`not_found`: no such subscription, or another registration key.", body = Problem, content_type = "application/problem+json"),
        Sent,
    )
)]
pub(crate) async fn first_use(
    State(app): State<Arc<App>>,
    Body(told): Body<FirstUse>,
) -> Result<Json<Standing>, Fault> {
    let (dealer, key) = app.ledger.subscriber(told.device).await?.ok_or(ProblemCode::NotFound)?;
    proved(&told, key)?;
    check_maintenance(&app).await?;
    start(&app, dealer, (told.device, key), || app.now()).await.map(Json)
}

/// Starts the clock of `device`, which has shown that `key` was entered on it, unless it runs already.
pub(crate) async fn start(
    app: &App,
    dealer: Uuid,
    (device, key): (DeviceId, RegistrationKey),
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Standing, Fault> {
    for _ in 0..ROUNDS {
        let mut writing = app.ledger.write(dealer, Actor::Device, &clock).await?;
        // Another dealer may have begun anew meanwhile, with another key.
        let held = writing.subscription(device).await?;
        let held = held.filter(|held| held.dealer == dealer && held.registration_key == key);
        let held = held.ok_or(ProblemCode::NotFound)?;
        let now = writing.now();
        let Some(change) = tsunagaru::first_use(&held.subscription(), now) else {
            return Ok(Standing::of(&held.subscription(), now));
        };
        let act = Act {
            name: "tsunagaru.first_use",
            subject: device.to_string(),
        };
        let started = match writing.start_subscription(device, &held, &change).await {
            Ok(_) => writing.commit(act, None).await,
            Err(error) => Err(error),
        };
        match started {
            Ok(()) => return Ok(Standing::of(change.subscription(), now)),
            Err(CommitError::Conflict) => {}
            Err(CommitError::Failed(error)) => return Err(error.into()),
        }
    }
    Err(ProblemCode::Unavailable.into())
}

/// As good as unknown when the message was not made under `key`, so that nobody learns which devices there are.
fn proved(told: &FirstUse, key: RegistrationKey) -> Result<(), ProblemCode> {
    let mac = STANDARD.decode(&told.mac).unwrap_or_default();
    if tsunagaru::proves_first_use(told.device, key, &mac) {
        Ok(())
    } else {
        Err(ProblemCode::NotFound)
    }
}
