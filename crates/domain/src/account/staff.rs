//! A dealer's staff: who may be taken away, and whose sessions whoever may end.

use super::Role;

/// A member, as far as others decide about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Staff<Id> {
    /// Who.
    pub id: Id,
    /// What they may do.
    pub role: Role,
    /// Whether they may not sign in at all.
    pub disabled: bool,
    /// Whether they have set a password, without which nobody signs in.
    pub has_password: bool,
}

/// What is to become of a member.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StaffChange {
    /// Another role, or disabled, or both, or neither.
    Set {
        /// The role.
        role: Role,
        /// Whether they may not sign in at all.
        disabled: bool,
    },
    /// Gone.
    Remove,
}

/// Why nothing becomes of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StaffRefusal {
    /// There is no such member.
    #[error("there is no such member")]
    Unknown,
    /// Nobody would be left to keep the account.
    #[error("the last owner stays: name another owner first")]
    LastOwner,
}

/// **ACC-5** Decides whether `change` may befall `who` of all the `staff`: there is always an owner who can sign in. Answers the member as it
/// stands before.
pub fn may_change_staff<Id: Copy + PartialEq>(
    staff: &[Staff<Id>],
    who: Id,
    change: StaffChange,
) -> Result<Staff<Id>, StaffRefusal> {
    let keeps = |member: &Staff<Id>| member.role.may_keep_account() && !member.disabled && member.has_password;
    let before = staff
        .iter()
        .find(|member| member.id == who)
        .ok_or(StaffRefusal::Unknown)?;
    let stays = match change {
        StaffChange::Set { role, disabled } => keeps(&Staff {
            role,
            disabled,
            ..*before
        }),
        StaffChange::Remove => false,
    };
    if stays || staff.iter().any(|member| member.id != who && keeps(member)) {
        Ok(*before)
    } else {
        Err(StaffRefusal::LastOwner)
    }
}

/// **ACC-5** What an owner shows their own password for, so that an open window alone gives nobody the account: making somebody an owner, and
/// taking a second factor away.
pub fn wants_own_password(before: Option<Role>, role: Role, drops_second_factor: bool) -> bool {
    drops_second_factor || (role.may_keep_account() && !before.is_some_and(Role::may_keep_account))
}

/// **ACC-5** Whether a member may see and end a session: its own, and an owner everybody's of the dealer.
pub fn may_end_session<Id: PartialEq>(asks: &Id, role: Role, whose: &Id) -> bool {
    asks == whose || role.may_keep_account()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn staff(members: &[(u8, Role, bool)]) -> Vec<Staff<u8>> {
        let member = |(id, role, disabled): &(u8, Role, bool)| Staff {
            id: *id,
            role: *role,
            disabled: *disabled,
            has_password: true,
        };
        members.iter().map(member).collect()
    }

    #[test]
    fn acc_5_there_is_always_an_owner_who_can_sign_in() {
        use Role::{Clerk, Owner, Viewer};
        let set = |role, disabled| StaffChange::Set { role, disabled };
        let alone = [(1, Owner, false), (2, Clerk, false), (3, Owner, true)];
        let two = [(1, Owner, false), (2, Owner, false)];
        for (members, who, change, refused) in [
            (&alone[..], 1, StaffChange::Remove, Some(StaffRefusal::LastOwner)),
            (&alone, 1, set(Clerk, false), Some(StaffRefusal::LastOwner)),
            (&alone, 1, set(Owner, true), Some(StaffRefusal::LastOwner)),
            (&alone, 1, set(Owner, false), None),
            (&alone, 2, StaffChange::Remove, None),
            (&alone, 2, set(Owner, false), None),
            (&alone, 3, StaffChange::Remove, None),
            (&alone, 9, set(Viewer, false), Some(StaffRefusal::Unknown)),
            (&two, 1, StaffChange::Remove, None),
            (&two, 2, set(Viewer, true), None),
        ] {
            let decided = may_change_staff(&staff(members), who, change);
            assert_eq!(decided.err(), refused, "{who} {change:?}");
        }
    }

    #[test]
    fn acc_5_an_owner_without_a_password_keeps_nothing() {
        let mut members = staff(&[(1, Role::Owner, false), (2, Role::Owner, false)]);
        members[1].has_password = false;
        for (who, refused) in [(1, Some(StaffRefusal::LastOwner)), (2, None)] {
            assert_eq!(
                may_change_staff(&members, who, StaffChange::Remove).err(),
                refused,
                "{who}"
            );
        }
    }

    #[test]
    fn acc_5_a_member_ends_its_own_sessions_and_an_owner_everybodys() {
        for (role, whose, may) in [
            (Role::Viewer, 1, true),
            (Role::Viewer, 2, false),
            (Role::Clerk, 2, false),
            (Role::Owner, 2, true),
        ] {
            assert_eq!(may_end_session(&1, role, &whose), may, "{role:?} {whose}");
        }
    }

    proptest::proptest! {
        #[test]
        fn acc_5_no_order_of_changes_leaves_a_dealer_without_an_owner(changes in proptest::collection::vec((0..4_u8, 0..3_u8, proptest::bool::ANY, proptest::bool::ANY), 0..40)) {
            let mut members = staff(&[(0, Role::Owner, false), (1, Role::Owner, false), (2, Role::Clerk, false), (3, Role::Viewer, true)]);
            for (who, role, disabled, remove) in changes {
                let role = [Role::Owner, Role::Clerk, Role::Viewer][usize::from(role)];
                let change = if remove { StaffChange::Remove } else { StaffChange::Set { role, disabled } };
                if may_change_staff(&members, who, change).is_ok() {
                    members.retain(|member| member.id != who);
                    if !remove {
                        members.push(Staff { id: who, role, disabled, has_password: true });
                    }
                }
                proptest::prop_assert!(members.iter().any(|member| member.role == Role::Owner && !member.disabled));
            }
        }
    }
}
