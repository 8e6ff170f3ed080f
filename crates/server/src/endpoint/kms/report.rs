//! `GET /v1/kms/reports/totals` and `GET /v1/kms/reports/history`

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kagifuda_domain::kms::report::{self, Period};
use kagifuda_wire::kms::ReportPeriod;

use crate::app::App;
use crate::endpoint::refused::Asked;
use crate::extract::{Params, SignedIn};
use crate::problem::Fault;

/// 登録実績集計: keys issued a day, as CSV for a spreadsheet (KMS-9).
#[utoipa::path(
    get, path = "/v1/kms/reports/totals", tag = "kms", operation_id = "totals", params(ReportPeriod),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "UTF-8 with BOM, CRLF, every cell quoted.", body = String, content_type = "text/csv"),
        Asked,
    )
)]
pub(crate) async fn totals(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    Params(asked): Params<ReportPeriod>,
) -> Result<Response, Fault> {
    let issued = app.ledger.issued(member.dealer).await?;
    let issued_at = issued.iter().map(|key| key.issued_at);
    Ok(csv("totals.csv", report::totals(issued_at, period(asked))))
}

/// 登録履歴: one line for each key issued, as CSV for a spreadsheet (KMS-9).
#[utoipa::path(
    get, path = "/v1/kms/reports/history", tag = "kms", operation_id = "history", params(ReportPeriod),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "UTF-8 with BOM, CRLF, every cell quoted and defused.", body = String, content_type = "text/csv"),
        Asked,
    )
)]
pub(crate) async fn history(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    Params(asked): Params<ReportPeriod>,
) -> Result<Response, Fault> {
    let issued = app.ledger.issued(member.dealer).await?;
    Ok(csv("history.csv", report::history(&issued, period(asked))))
}

fn period(asked: ReportPeriod) -> Period {
    Period {
        from: asked.from,
        to: asked.to,
    }
}

fn csv(name: &str, text: String) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, text).into_response()
}
