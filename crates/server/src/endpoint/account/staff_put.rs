//! `PUT /v1/staff/{id}`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::account::second_factor::SecondFactor;
use kagifuda_domain::account::{Role, StaffChange, StaffRefusal, may_change_staff, wants_own_password};
use kagifuda_ledger::{Member, StaffOnFile, Writing};
use kagifuda_wire::account::{ChangeStaff, StaffMember};
use kagifuda_wire::problem::{Problem, ProblemCode};
use serde::Serialize;
use uuid::Uuid;

use super::staff::told;
use crate::app::App;
use crate::endpoint::refused::Wrote;
use crate::extract::{Body, IdempotencyKey, InPath, SignedIn, Source};
use crate::mail::account::{Letter, tell};
use crate::problem::Fault;
use crate::proof::{self, PasswordShown, prove_own};
use crate::write::{Answered, Command, Undecided, once};

/// Change what a member of the staff may do. For owners (ACC-5). The last owner stays one. Another role counts from the member's next
/// request; the sessions of a disabled one end. To make somebody an owner or to take a second factor away wants the own
/// password; of the own second factor nobody is rid this way.
#[utoipa::path(
    put, path = "/v1/staff/{id}", tag = "account", operation_id = "change_staff", request_body = ChangeStaff,
    params(("id" = uuid::Uuid, Path, description = "Its id."), ("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "The member as it stands now.", body = StaffMember),
        (status = 401, description = "`not_signed_in`, `access_expired`, `wrong_credentials`", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "`not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`last_owner`, `idempotency_key_reused`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_tries`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
        Wrote,
    )
)]
pub(crate) async fn change(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    InPath(id): InPath<Uuid>,
    Source(source): Source,
    IdempotencyKey(key): IdempotencyKey,
    Body(mut asked): Body<ChangeStaff>,
) -> Result<Answered, Fault> {
    let shown = proof::shown(&app, &member, asked.own_password.take().as_ref(), source).await?;
    let member = &member;
    once(
        &app,
        member,
        key,
        &Change {
            member,
            shown,
            id,
            asked,
        },
    )
    .await
}

/// The password is no part of what is hashed and kept.
#[derive(Serialize)]
struct Change<'a> {
    #[serde(skip)]
    member: &'a Member,
    #[serde(skip)]
    shown: Option<PasswordShown>,
    id: Uuid,
    asked: ChangeStaff,
}

impl Command for Change<'_> {
    type Done = StaffMember;

    const NAME: &'static str = "staff.change";

    fn subject(&self) -> String {
        self.id.to_string()
    }

    fn may(role: Role) -> bool {
        role.may_keep_account()
    }

    async fn decide(&self, _: &App, writing: &mut Writing<'_>) -> Result<StaffMember, Undecided> {
        let (role, disabled) = (self.asked.role, self.asked.disabled);
        let drops = self.asked.drop_second_factor;
        if drops && self.id == self.member.id {
            // With a code of it one is rid of it, while none is demanded.
            return Err(ProblemCode::RoleMayNot.into());
        }
        let mut staff = allowed(writing, self.id, StaffChange::Set { role, disabled }).await?;
        if wants_own_password(Some(staff.member.role), role, drops) {
            prove_own(writing, self.member, self.shown.as_ref()).await?;
        }
        writing.set_staff(&staff, role, disabled).await?;
        if drops {
            writing.drop_second_factor(self.id).await?;
            tell(writing, Some(self.id), &Letter::SecondFactor { on: false }).await?;
            staff.second_factor = SecondFactor::Off;
        }
        (staff.member.role, staff.disabled) = (role, disabled);
        Ok(told(staff))
    }
}

/// The member, if `change` may befall them (ACC-5).
pub(crate) async fn allowed(
    writing: &mut Writing<'_>,
    id: Uuid,
    change: StaffChange,
) -> Result<StaffOnFile, Undecided> {
    let on_file = writing.staff().await?;
    let staff: Vec<_> = on_file.iter().map(StaffOnFile::staff).collect();
    may_change_staff(&staff, id, change).map_err(|refusal| match refusal {
        StaffRefusal::Unknown => ProblemCode::NotFound,
        StaffRefusal::LastOwner => ProblemCode::LastOwner,
    })?;
    let member = on_file.into_iter().find(|staff| staff.member.id == id);
    member.ok_or_else(|| ProblemCode::NotFound.into())
}
