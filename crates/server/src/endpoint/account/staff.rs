//! `GET /v1/staff`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_domain::account::second_factor::wants_code;
use kagifuda_ledger::StaffOnFile;
use kagifuda_wire::account::{StaffList, StaffMember};
use kagifuda_wire::problem::{Problem, ProblemCode};

use crate::app::App;
use crate::extract::SignedIn;
use crate::problem::Fault;

/// Everybody of the staff. For owners (ACC-5).
#[utoipa::path(
    get, path = "/v1/staff", tag = "account", operation_id = "staff",
    security(("access_token" = [])),
    responses(
        (status = 200, description = "In order of login.", body = StaffList),
        (status = 401, description = "`not_signed_in`, `access_expired`", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`role_may_not`, `second_factor_demanded`", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn staff(State(app): State<Arc<App>>, SignedIn(member): SignedIn) -> Result<Json<StaffList>, Fault> {
    if !member.role.may_keep_account() {
        return Err(ProblemCode::RoleMayNot.into());
    }
    let staff = app.ledger.staff(member.dealer).await?;
    Ok(Json(StaffList {
        staff: staff.into_iter().map(told).collect(),
    }))
}

/// A member as it is told.
pub(crate) fn told(staff: StaffOnFile) -> StaffMember {
    StaffMember {
        id: staff.member.id,
        login: staff.member.login,
        role: staff.member.role,
        disabled: staff.disabled,
        second_factor: wants_code(staff.second_factor),
        email: staff.email,
    }
}
