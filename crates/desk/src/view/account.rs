//! The dealer's account: what is typed into its forms and what is shown of it.

use std::fmt;

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Language, TextView};
use crate::problem::ProfileField;

/// A password or a code as it is typed. It shows in no log.
#[derive(Clone, PartialEq, Eq, Default, Deserialize, Type)]
#[serde(transparent)]
pub struct Typed(pub String);

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Typed(…)")
    }
}

impl From<&str> for Typed {
    fn from(typed: &str) -> Self {
        Self(typed.into())
    }
}

/// What is said of a dealer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ProfileView {
    /// 会社名.
    pub company: String,
    /// 国名, by its two letters.
    pub country: String,
    /// 郵便番号.
    pub postal_code: String,
    /// 電話番号.
    pub phone: String,
    /// 所在地1 … 5.
    pub address: Vec<String>,
    /// 担当者.
    pub contact: String,
    /// 製品情報のお知らせメール.
    pub news: bool,
}

/// What a person who registers agrees to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct ConsentView {
    /// Its version, to be sent back by whoever agrees.
    pub version: String,
    /// Its text.
    pub text: TextView,
}

/// Registering (ACC-1).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct SignUpForm {
    /// The server's address.
    pub server: String,
    /// The version that was agreed to.
    pub consent: String,
    /// What is said of the dealer.
    pub profile: ProfileView,
    /// メールアドレス.
    pub email: String,
    /// メールアドレス（確認用）.
    pub email_confirmation: String,
    /// The language that the dealer is mailed in.
    pub language: Language,
}

/// A link is on its way, if one may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct LinkAskedView {
    /// How many minutes it is good for.
    pub minutes: u32,
}

/// A link out of a mail.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct LinkForm {
    /// The server's address.
    pub server: String,
    /// The link, what stands behind its `#`, or the whole mail.
    pub link: Typed,
}

/// What a link opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct LinkView {
    /// What for.
    pub purpose: LinkPurpose,
    /// The mailbox that it proves.
    pub email: String,
    /// The accounts that it is about.
    pub accounts: Vec<KnownAccountView>,
    /// Of a known address what was typed just now.
    pub typed: Option<ProfileView>,
}

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// Registering is finished by setting a password.
    Register,
    /// Somebody has the address already: what becomes of what was typed (ACC-2).
    KnownAddress,
    /// A new password is set (ACC-3).
    NewPassword,
    /// A new mail address is confirmed.
    NewAddress,
}

/// An account, as its mailbox's owner is told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct KnownAccountView {
    /// 登録ID.
    pub login: String,
    /// 会社名.
    pub company: String,
    /// Of a known address what is registered.
    pub profile: Option<ProfileView>,
}

/// A link, and the password to be set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct SetPasswordForm {
    /// The link.
    pub link: LinkForm,
    /// The password.
    pub password: Typed,
}

/// What becomes of a profile whose address is known (ACC-2).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct ChooseKnownForm {
    /// The link.
    pub link: LinkForm,
    /// What was chosen.
    pub choice: KnownChoice,
    /// 登録ID of the account that is overwritten.
    pub login: Option<String>,
}

/// What the owner of a known address chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum KnownChoice {
    /// The profile that was typed replaces the old one.
    Overwrite,
    /// The old one stays.
    Keep,
    /// Back, to type another address.
    AnotherAddress,
}

/// The account of the dealer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DealerView {
    /// 登録ID of the owner who asks.
    pub login: String,
    /// What is said of the dealer.
    pub profile: ProfileView,
    /// メールアドレス.
    pub email: String,
    /// The language that the dealer is mailed in.
    pub language: Language,
    /// The address that a link was just mailed to.
    pub email_to_confirm: Option<String>,
}

/// Another profile, mail address or login.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct DealerForm {
    /// 登録ID.
    pub login: String,
    /// What is said of the dealer.
    pub profile: ProfileView,
    /// メールアドレス.
    pub email: String,
    /// メールアドレス（確認用）; empty, the address stays.
    pub email_confirmation: String,
    /// The language that the dealer is mailed in.
    pub language: Language,
    /// The own password, where it is wanted.
    pub own_password: Option<Typed>,
}

/// What can be said of a changed profile before it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DealerCheckView {
    /// The fields that are not taken.
    pub refused: Vec<ProfileField>,
    /// Whether the own password is wanted: for another address and another login.
    pub wants_password: bool,
}

/// Another password (ACC-4).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct PasswordForm {
    /// The password until now.
    pub old: Typed,
    /// The password from now on.
    pub new: Typed,
}

/// What a member may do (ACC-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Everything.
    Owner,
    /// Issue, print, look up.
    Clerk,
    /// Look up, print.
    Viewer,
}

/// A member of the staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct StaffView {
    /// The member's id.
    pub id: String,
    /// Their login.
    pub login: String,
    /// What they may do.
    pub role: StaffRole,
    /// Whether they may not sign in at all.
    pub disabled: bool,
    /// Whether a code is wanted when they sign in.
    pub second_factor: bool,
    /// Where their links go; nothing: to the dealer's address.
    pub email: Option<String>,
    /// Whether it is who asks.
    pub own: bool,
    /// Whether nobody would be left to keep the account without them (ACC-5).
    pub last_owner: bool,
}

/// One more member.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct AddStaffForm {
    /// Their login.
    pub login: String,
    /// What they may do.
    pub role: StaffRole,
    /// Where their links go; empty, to the dealer's address.
    pub email: String,
    /// A provisional password; nothing: a link is mailed.
    pub password: Option<Typed>,
    /// The own password, where it is wanted.
    pub own_password: Option<Typed>,
}

/// What becomes of a member.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Type)]
pub struct StaffForm {
    /// The member's id.
    pub id: String,
    /// What they may do.
    pub role: StaffRole,
    /// Whether they may not sign in at all.
    pub disabled: bool,
    /// Takes their second factor away.
    pub drop_second_factor: bool,
    /// The own password, where it is wanted.
    pub own_password: Option<Typed>,
}

/// Where a member stands with their second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SecondFactorView {
    /// Whether it is on.
    pub on: bool,
    /// Whether the dealer demands it of everybody.
    pub demanded: bool,
    /// Whether the member may demand it of everybody.
    pub may_demand: bool,
}

/// A second factor that was begun. Shown once, and in no log.
#[derive(Clone, PartialEq, Eq, Serialize, Type)]
pub struct SecondFactorBegunView {
    /// The code that an app scans, as a `data:image/svg+xml;base64,…` address.
    pub image: String,
    /// The same for typing, in groups of four.
    pub secret: String,
    /// Codes for the day the telephone is lost.
    pub recovery_codes: Vec<String>,
}

impl fmt::Debug for SecondFactorBegunView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecondFactorBegunView(…)")
    }
}

/// A session that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct SessionView {
    /// Its id.
    pub id: String,
    /// Whose.
    pub login: String,
    /// Since when, where that is known.
    pub opened_at: Option<String>,
    /// What its computer is called, where known.
    pub computer: Option<String>,
    /// Whether it is this one.
    pub own: bool,
}
