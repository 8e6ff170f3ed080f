//! `POST /v1/customers/imports`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_ledger::Writing;
use kagifuda_wire::customer::{CustomersImported, IMPORT_ROWS, ImportCustomers, ImportRow, ImportedRow};
use uuid::Uuid;

use super::add::add;
use super::change::edit;
use super::{Keyed, Wrote};
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, SignedIn, bad_request};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Add and change customers from a list. Each row is decided by itself, as if it came alone; the answer tells of each (CUS-5).
#[utoipa::path(
    post, path = "/v1/customers/imports", tag = "customers", operation_id = "import_customers", request_body = ImportCustomers,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses((status = 200, description = "What became of each row.", body = CustomersImported), Wrote)
)]
pub(crate) async fn import_customers(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<ImportCustomers>,
) -> Result<Answered, Fault> {
    if asked.rows.len() > IMPORT_ROWS {
        return Err(bad_request(format!("rows: at most {IMPORT_ROWS}")).into());
    }
    once(&app, &member, key, &Keyed { asked, key }).await
}

impl Command for Keyed<ImportCustomers> {
    type Done = CustomersImported;

    const NAME: &'static str = "customers.import";

    /// Which they are, the row says.
    fn subject(&self) -> String {
        String::new()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<CustomersImported, Undecided> {
        let mut rows = Vec::with_capacity(self.asked.rows.len());
        for row in &self.asked.rows {
            let refused = match take(writing, row, self.key).await {
                Ok(()) => None,
                Err(Undecided::Refused(code)) => Some(code),
                Err(undecided @ (Undecided::Conflict | Undecided::Fault(_))) => return Err(undecided),
            };
            let customer = row.customer;
            rows.push(ImportedRow { customer, refused });
        }
        Ok(CustomersImported { rows })
    }
}

async fn take(writing: &mut Writing<'_>, row: &ImportRow, key: Uuid) -> Result<(), Undecided> {
    match row.base {
        Some(base) => edit(writing, row.customer, base, &row.fields, key).await.map(drop),
        None => add(writing, row.customer, &row.fields, key).await,
    }
}
