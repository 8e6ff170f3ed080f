//! `GET /v1/profile`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_wire::account::DealerAccount;
use kagifuda_wire::problem::{Problem, ProblemCode};

use crate::app::App;
use crate::extract::SignedIn;
use crate::problem::Fault;

/// What is said of the dealer. For owners (ACC-5).
#[utoipa::path(
    get, path = "/v1/profile", tag = "account", operation_id = "profile",
    security(("access_token" = [])),
    responses(
        (status = 200, description = "The account.", body = DealerAccount),
        (status = 401, description = "`not_signed_in`, `access_expired`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`role_may_not`, `second_factor_demanded`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn profile(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
) -> Result<Json<DealerAccount>, Fault> {
    if !member.role.may_keep_account() {
        return Err(ProblemCode::RoleMayNot.into());
    }
    let account = app.ledger.account(member.dealer).await?;
    Ok(Json(told(member.login, account)))
}

/// The account as it is told.
pub(crate) fn told(login: String, account: kagifuda_ledger::Account) -> DealerAccount {
    DealerAccount {
        login,
        profile: account.profile.into(),
        email: account.email,
        language: account.language,
        second_factor_demanded: account.second_factor_demanded,
        email_to_confirm: None,
    }
}
