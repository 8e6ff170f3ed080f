//! The office's customers, one file an endpoint, and what they share.

pub(crate) mod add;
pub(crate) mod attach;
pub(crate) mod change;
pub(crate) mod import;
pub(crate) mod merge;

use std::collections::BTreeMap;

use kagifuda_ledger::Writing;
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::record::Customer;
use serde::Serialize;
use utoipa::IntoResponses;
use utoipa::openapi::{RefOr, Response};
use uuid::Uuid;

use crate::endpoint::refused;
use crate::write::Undecided;

/// What is asked, with the key that it is asked under: the version of what it makes (CUS-2).
#[derive(Serialize)]
pub(crate) struct Keyed<B> {
    asked: B,
    #[serde(skip)]
    key: Uuid,
}

/// The refusals of a write about customers.
struct Wrote;

impl IntoResponses for Wrote {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refused::and::<refused::Wrote>(&[
            (404, "`not_found`: that is no id."),
            (422, "A rule forbids it: see `ProblemCode`; or `idempotency_key_reused`"),
        ])
    }
}

/// The customer `id`; one that was merged says into which.
async fn load(writing: &mut Writing<'_>, id: Uuid) -> Result<Customer, Undecided> {
    if let Some(customer) = writing.customer(id).await? {
        return Ok(customer);
    }
    let (customer, into) = (id, writing.merged_into(id).await?);
    Err(match into {
        Some(into) => ProblemCode::CustomerMerged { customer, into }.into(),
        None => ProblemCode::CustomerUnknown { customer }.into(),
    })
}

/// **CUS-2** Somebody was quicker: who, and when. What the customer says now is not repeated, because answers and the audit are kept for
/// long; the feed has told it.
fn changed(customer: &Customer) -> ProblemCode {
    let changed = customer.changed.clone();
    let (by, at) = changed.map(|changed| (changed.by, changed.at)).unzip();
    ProblemCode::CustomerChanged {
        customer: customer.id,
        version: customer.version,
        by,
        at,
    }
}
