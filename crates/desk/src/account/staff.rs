//! The staff (ACC-5).

use kagifuda_domain::account::{Role, Staff, StaffChange, may_change_staff};
use kagifuda_sync::Call;
use kagifuda_wire::account::{AddStaff, ChangeStaff, Done, StaffList, StaffMember};
use kagifuda_wire::request::Method;
use uuid::Uuid;

use crate::Desk;
use crate::problem::Problem;
use crate::view::{AddStaffForm, StaffForm, StaffRole, StaffView};

impl Desk {
    /// Everybody, in order of login. For owners.
    pub async fn staff(&self) -> Result<Vec<StaffView>, Problem> {
        let own = self.account().await?.login;
        let list: StaffList = self.ask(&Call::get("/v1/staff")).await?;
        let staff: Vec<Staff<Uuid>> = list.staff.iter().map(known).collect();
        let told = |member: StaffMember| {
            let stays = may_change_staff(&staff, member.id, StaffChange::Remove).is_err();
            told(member, &own, stays)
        };
        Ok(list.staff.into_iter().map(told).collect())
    }

    /// Adds a member. Without a password they are mailed a link to set one.
    pub async fn add_staff(&self, form: AddStaffForm) -> Result<(), Problem> {
        let email = form.email.trim();
        let asked = AddStaff {
            login: form.login.trim().to_owned(),
            role: form.role.into(),
            password: form.password.map(Into::into),
            email: (!email.is_empty()).then(|| email.to_owned()),
            own_password: form.own_password.map(Into::into),
        };
        let _: StaffMember = self.change(Method::Post, "/v1/staff", Some(&asked)).await?;
        Ok(())
    }

    /// Gives a member another role, stops or allows them to sign in, or takes their second factor away.
    pub async fn change_staff(&self, form: StaffForm) -> Result<(), Problem> {
        let asked = ChangeStaff {
            role: form.role.into(),
            disabled: form.disabled,
            drop_second_factor: form.drop_second_factor,
            own_password: form.own_password.map(Into::into),
        };
        let path = format!("/v1/staff/{}", form.id);
        let _: StaffMember = self.change(Method::Put, &path, Some(&asked)).await?;
        Ok(())
    }

    /// Removes a member. Their sessions end at once; what they did stays recorded.
    pub async fn remove_staff(&self, id: &str) -> Result<(), Problem> {
        let path = format!("/v1/staff/{id}");
        let _: Done = self.change(Method::Delete, &path, None::<&()>).await?;
        Ok(())
    }
}

/// What is known here of a member. Whether they have a password only the server knows, which decides.
fn known(member: &StaffMember) -> Staff<Uuid> {
    Staff {
        id: member.id,
        role: member.role,
        disabled: member.disabled,
        has_password: true,
    }
}

fn told(member: StaffMember, own: &str, last_owner: bool) -> StaffView {
    StaffView {
        id: member.id.to_string(),
        own: member.login == own,
        login: member.login,
        role: member.role.into(),
        disabled: member.disabled,
        second_factor: member.second_factor,
        email: member.email.map(|address| address.to_string()),
        last_owner,
    }
}

impl From<StaffRole> for Role {
    fn from(role: StaffRole) -> Self {
        match role {
            StaffRole::Owner => Self::Owner,
            StaffRole::Clerk => Self::Clerk,
            StaffRole::Viewer => Self::Viewer,
        }
    }
}

impl From<Role> for StaffRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Owner => Self::Owner,
            Role::Clerk => Self::Clerk,
            Role::Viewer => Self::Viewer,
        }
    }
}
