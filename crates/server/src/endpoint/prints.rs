//! `POST /v1/prints`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::account::Role;
use kagifuda_ledger::Writing;
use kagifuda_wire::print::{MOST_PRINTS, MadePrint, PRINTS_LIMIT, PrintsTold, TellPrints};
use kagifuda_wire::record::Print;

use crate::app::App;
use crate::endpoint::refused;
use crate::extract::{Body, IdempotencyKey, SignedIn, bad_request};
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Tell of what was printed at this desk (PRN-2): it is told to all desks of the dealer. A print that was told of before stays as it is.
#[utoipa::path(
    post, path = "/v1/prints", tag = "prints", operation_id = "tell_prints", request_body = TellPrints,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "They are in the history.", body = PrintsTold),
        (status = 422, description = "`idempotency_key_reused`", body = kagifuda_wire::problem::Problem,
            content_type = "application/problem+json"),
        refused::Wrote,
    )
)]
pub(crate) async fn tell_prints(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<TellPrints, PRINTS_LIMIT>,
) -> Result<Answered, Fault> {
    if asked.dealer != member.dealer {
        return Err(bad_request("dealer: another one is signed in").into());
    }
    if !(1..=MOST_PRINTS).contains(&asked.prints.len()) {
        return Err(bad_request(format!("prints: 1 to {MOST_PRINTS}")).into());
    }
    once(&app, &member, key, &asked).await
}

impl Command for TellPrints {
    type Done = PrintsTold;

    const NAME: &'static str = "prints.tell";

    /// None: what was printed is in the history, and no part of the audit.
    fn subject(&self) -> String {
        String::new()
    }

    /// **PRN-2** Whoever can print tells of it.
    fn may(_: Role) -> bool {
        true
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<PrintsTold, Undecided> {
        let teller = writing.actor().name().to_owned();
        let prints: Vec<Print> = self.prints.iter().map(|print| recorded(print, &teller)).collect();
        let recorded = writing.record_prints(&prints).await? as u64;
        Ok(PrintsTold { recorded })
    }
}

fn recorded(made: &MadePrint, teller: &str) -> Print {
    let MadePrint {
        id,
        document,
        subject,
        customer,
        copy,
        language,
        at,
        by,
        facts,
    } = made.clone();
    Print {
        id,
        document,
        subject,
        customer,
        copy,
        language,
        at,
        by: by.map_or_else(|| teller.to_owned(), String::from),
        facts,
    }
}
