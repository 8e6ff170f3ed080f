//! `POST /v1/tsunagaru/search`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::account::Role;
use kagifuda_domain::kms::proves_possession;
use kagifuda_ledger::Writing;
use kagifuda_wire::problem::{Problem, ProblemCode};
use kagifuda_wire::tsunagaru::{Found, Search, Standing};

use super::refuse_pair;
use crate::app::App;
use crate::endpoint::kms::register::pair;
use crate::endpoint::refused::Wrote;
use crate::extract::{Body, IdempotencyKey, SignedIn};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// The subscription of a device, for who has the device id and the whole pair of one of its cards (TSU-13). That it was asked is
/// recorded, and a wrong pair counts (KMS-11).
#[utoipa::path(
    post, path = "/v1/tsunagaru/search", tag = "tsunagaru", operation_id = "search_subscription", request_body = Search,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the same answer is given; kept for a year.")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "Found.", body = Found),
        (status = 404, description = "`not_found`: the pair is not on this device.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`lines_refused`, `idempotency_key_reused`", body = Problem, content_type = "application/problem+json"),
        Wrote,
    )
)]
pub(crate) async fn search(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<Search>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &asked).await
}

impl Command for Search {
    type Done = Found;

    const NAME: &'static str = "tsunagaru.search";

    fn subject(&self) -> String {
        self.device.to_string()
    }

    fn may(role: Role) -> bool {
        match role {
            Role::Owner | Role::Clerk | Role::Viewer => true,
        }
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<Found, Undecided> {
        let pair = pair(self.key);
        let lines = writing.on_file(&[pair]).await?;
        let (_, on_file) = &lines[0];
        let proved = match proves_possession(self.device, pair, on_file, writing.now()) {
            Ok(proved) => proved,
            Err(refusal) => return Err(refuse_pair(writing, self.key, &refusal).await?),
        };
        let dealer = writing.dealer();
        let held = writing.subscription(self.device).await?;
        let held = held.filter(|held| proved && held.dealer == dealer);
        let held = held.ok_or(ProblemCode::NotFound)?;
        Ok(Found {
            connection_no: held.connection_no,
            registration_key: held.registration_key,
            standing: Standing::of(&held.subscription(), writing.now()),
        })
    }
}
