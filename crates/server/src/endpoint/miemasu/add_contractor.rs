//! `POST /v1/miemasu/contractors`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_ledger::Writing;
use kagifuda_wire::miemasu::{ContractorForm, ContractorWritten};
use kagifuda_wire::record::Contractor;
use uuid::Uuid;

use super::responses::Wrote;
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, SignedIn};
use crate::mail::window;
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Add a contract user.
#[utoipa::path(
    post, path = "/v1/miemasu/contractors", tag = "miemasu", operation_id = "add_contractor", request_body = ContractorForm,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses((status = 200, description = "Added.", body = ContractorWritten), Wrote)
)]
pub(crate) async fn add_contractor(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<ContractorForm>,
) -> Result<Answered, Fault> {
    window::check(&asked)?;
    once(&app, &member, key, &asked).await
}

impl Command for ContractorForm {
    type Done = ContractorWritten;

    const NAME: &'static str = "miemasu.add_contractor";

    /// The id is not known before; the row says it.
    fn subject(&self) -> String {
        String::new()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<ContractorWritten, Undecided> {
        let contractor = contractor(Uuid::new_v4(), self);
        writing.add_contractor(&contractor).await?;
        let contractor = contractor.id;
        Ok(ContractorWritten { contractor })
    }
}

/// The contract user of the form.
pub(super) fn contractor(id: Uuid, form: &ContractorForm) -> Contractor {
    Contractor {
        id,
        name: form.name.clone(),
        email: form.email.clone(),
        language: form.language,
    }
}
