//! The account: signing up, the links in mails, passwords, the profile, staff, sessions, second factors.

pub(crate) mod link;
pub(crate) mod password;
pub(crate) mod password_forgotten;
pub(crate) mod password_new;
pub(crate) mod profile;
pub(crate) mod profile_email;
pub(crate) mod profile_put;
pub(crate) mod second_factor;
pub(crate) mod second_factor_begin;
pub(crate) mod second_factor_confirm;
pub(crate) mod second_factor_demand;
pub(crate) mod second_factor_drop;
pub(crate) mod session_end;
pub(crate) mod sessions;
pub(crate) mod sign_up;
pub(crate) mod sign_up_finish;
pub(crate) mod sign_up_known;
pub(crate) mod staff;
pub(crate) mod staff_add;
pub(crate) mod staff_put;
pub(crate) mod staff_remove;
