//! `GET /v1/tsunagaru/terms`

use axum::Json;
use kagifuda_domain::tsunagaru::TermsKind;
use kagifuda_wire::tsunagaru::TermsInForce;

use crate::terms::text;

/// The terms in force, to be read and accepted before an application or an extension (TSU-10).
#[utoipa::path(
    get, path = "/v1/tsunagaru/terms", tag = "tsunagaru", operation_id = "terms",
    responses((status = 200, description = "Those of the trial and those of paid periods.", body = TermsInForce))
)]
pub(crate) async fn terms() -> Json<TermsInForce> {
    Json(TermsInForce {
        terms: [TermsKind::Trial, TermsKind::Paid].map(text).to_vec(),
    })
}
