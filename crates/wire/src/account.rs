//! The dealer's account: signing up, the links in mails, passwords, the profile, staff.

use chrono::{DateTime, Utc};
use kagifuda_domain::account::{Form, KnownAddressChoice, LinkPurpose, Login, Profile, Role};
use kagifuda_domain::mail::{Address, Language};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::session::Secret;

/// What is said of a dealer, as it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileForm {
    /// 会社名: 1 to 100 characters.
    #[schema(example = "髙田商会")]
    pub company: String,
    /// 国名, by its two letters (ISO 3166-1); left out, 日本.
    #[serde(default = "japan")]
    #[schema(example = "JP")]
    pub country: String,
    /// 郵便番号: half-width letters, digits, hyphens.
    #[serde(default)]
    #[schema(example = "810-0001")]
    pub postal_code: String,
    /// 電話番号: those, and `+ ( )` and spaces.
    #[serde(default)]
    #[schema(example = "+81 92 000 0000")]
    pub phone: String,
    /// 所在地1 … 5; the first is needed.
    #[schema(min_items = 1, max_items = 5, example = json!(["福岡市中央区", "1-2-3"]))]
    pub address: Vec<String>,
    /// 担当者.
    #[serde(default)]
    #[schema(example = "髙田")]
    pub contact: String,
    /// 製品情報のお知らせメール; left out, wished for. What is important is mailed anyway.
    #[serde(default = "yes")]
    #[schema(example = true)]
    pub news: bool,
}

fn japan() -> String {
    kagifuda_domain::account::Country::JAPAN.to_string()
}

fn yes() -> bool {
    true
}

impl ProfileForm {
    /// The form as `domain` reads it.
    pub fn form(&self) -> Form<'_> {
        Form {
            company: &self.company,
            country: &self.country,
            postal_code: &self.postal_code,
            phone: &self.phone,
            address: &self.address,
            contact: &self.contact,
            news: self.news,
        }
    }
}

impl From<Profile> for ProfileForm {
    fn from(kept: Profile) -> Self {
        Self {
            company: kept.company,
            country: kept.country.to_string(),
            postal_code: kept.postal_code.unwrap_or_default(),
            phone: kept.phone.unwrap_or_default(),
            address: kept.address.into(),
            contact: kept.contact.unwrap_or_default(),
            news: kept.news,
        }
    }
}

/// Answer to `GET /v1/sign-up`: what a form of sign-up needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignUpOffer {
    /// The conditions that are agreed to.
    pub consent: Consent,
    /// The countries to choose from, by their two letters.
    pub countries: Vec<String>,
}

/// The conditions that a dealer agrees to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Consent {
    /// Their version, to be sent back by whoever agrees.
    #[schema(example = "2026-11")]
    pub version: String,
    /// In Japanese.
    pub ja: String,
    /// In English.
    pub en: String,
}

/// Body of `POST /v1/sign-up` (ACC-1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignUp {
    /// The version of the conditions that were agreed to.
    #[schema(example = "2026-11")]
    pub consent: String,
    /// What is said of the dealer.
    pub profile: ProfileForm,
    /// メールアドレス.
    #[schema(example = "new@example.jp")]
    pub email: String,
    /// メールアドレス（確認用）: the same again.
    #[schema(example = "new@example.jp")]
    pub email_confirmation: String,
    /// The language that the dealer is mailed in.
    #[schema(value_type = String, pattern = "^(ja|en)$", example = "ja")]
    pub language: Language,
}

/// Answer to whatever asks for a link: always this one, so that nobody learns who has an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LinkAsked {
    /// How many minutes a link is good for, if one is mailed.
    #[schema(example = 30)]
    pub minutes: u64,
}

/// A body that shows a link's token and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShowLink {
    /// What stands in the fragment of the link.
    #[schema(example = "k3Xq")]
    pub token: Secret,
}

/// Answer to `POST /v1/link`: what a link opens. It stays good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenedLink {
    /// `register`, `known_address`, `new_password` or `new_address`.
    #[schema(value_type = String, example = "register")]
    pub purpose: LinkPurpose,
    /// The mailbox that it proves.
    #[schema(value_type = String, example = "new@example.jp")]
    pub email: Address,
    /// Until when it is good.
    pub until: DateTime<Utc>,
    /// The accounts that it is about: of a known address all that have it, of a new password the one.
    pub accounts: Vec<KnownAccount>,
    /// Of a known address what was typed just now, which could take the place of what is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed: Option<ProfileForm>,
}

/// An account, as its mailbox's owner is told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KnownAccount {
    /// 登録ID.
    #[schema(example = "demo1234")]
    pub login: String,
    /// 会社名.
    pub company: String,
    /// Of a known address what is registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileForm>,
}

/// Body of `POST /v1/sign-up/finish` and of `POST /v1/password/new`: a link and the password to be set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetByLink {
    /// What stands in the fragment of the link.
    #[schema(example = "k3Xq")]
    pub token: Secret,
    /// The password: 8 to 128 characters.
    #[schema(example = "correct horse battery")]
    pub password: Secret,
}

/// Body of `POST /v1/sign-up/known-address` (ACC-2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChooseKnown {
    /// What stands in the fragment of the link.
    #[schema(example = "k3Xq")]
    pub token: Secret,
    /// What becomes of the profile that was typed: `overwrite`, `keep` or `another_address`.
    #[schema(value_type = String, pattern = "^(overwrite|keep|another_address)$", example = "keep")]
    pub choice: KnownAddressChoice,
    /// 登録ID of the account that is overwritten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "demo1234")]
    pub login: Option<Login>,
}

/// Answer to what a link did for one account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccountOf {
    /// 登録ID.
    #[schema(example = "demo1234")]
    pub login: String,
}

/// Body of `POST /v1/password/forgotten` (ACC-3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Forgotten {
    /// 登録ID.
    #[schema(example = "demo1234")]
    pub login: String,
}

/// Body of `PUT /v1/password`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The password until now.
    #[schema(example = "correct horse battery")]
    pub old: Secret,
    /// The password from now on: 8 to 128 characters.
    #[schema(example = "another horse battery")]
    pub new: Secret,
}

/// Answer to a new password (ACC-4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PasswordChanged {
    /// How many other sessions ended.
    #[schema(example = 1)]
    pub sessions_ended: u64,
}

/// Answer to `GET /v1/profile` and `PUT /v1/profile`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DealerAccount {
    /// 登録ID of the owner who asks.
    #[schema(example = "demo1234")]
    pub login: String,
    /// What is said of the dealer.
    pub profile: ProfileForm,
    /// メールアドレス.
    #[schema(value_type = String, example = "desk@example.jp")]
    pub email: Address,
    /// The language that the dealer is mailed in.
    #[schema(value_type = String, example = "ja")]
    pub language: Language,
    /// Whether the staff must have a second factor.
    pub second_factor_demanded: bool,
    /// The address that a link was just mailed to; it takes the place of `email` when that link is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "new@example.jp")]
    pub email_to_confirm: Option<Address>,
}

/// Body of `PUT /v1/profile`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeProfile {
    /// 登録ID of the owner who asks: 8 to 10 of A–Z a–z 0–9.
    #[schema(example = "dealer01")]
    pub login: String,
    /// What is said of the dealer.
    pub profile: ProfileForm,
    /// メールアドレス.
    #[schema(example = "desk@example.jp")]
    pub email: String,
    /// メールアドレス（確認用）; empty, the address stays as it is.
    #[serde(default)]
    #[schema(example = "")]
    pub email_confirmation: String,
    /// The language that the dealer is mailed in.
    #[schema(value_type = String, pattern = "^(ja|en)$", example = "ja")]
    pub language: Language,
    /// The password of whoever asks; wanted for another address or another login.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "correct horse battery")]
    pub own_password: Option<Secret>,
}

/// A member of the staff (ACC-5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StaffMember {
    /// The member's id.
    pub id: Uuid,
    /// Their login.
    #[schema(example = "clerk001")]
    pub login: String,
    /// What they may do.
    #[schema(value_type = String, example = "clerk")]
    pub role: Role,
    /// Whether they may not sign in at all.
    pub disabled: bool,
    /// Whether a code is wanted when they sign in.
    pub second_factor: bool,
    /// Where their links go; left out, to the dealer's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "clerk@example.jp")]
    pub email: Option<Address>,
}

/// Answer to `GET /v1/staff`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StaffList {
    /// Everybody, in order of login.
    pub staff: Vec<StaffMember>,
}

/// Body of `POST /v1/staff`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddStaff {
    /// The login: 8 to 10 of A–Z a–z 0–9.
    #[schema(example = "clerk001")]
    pub login: String,
    /// What they may do.
    #[schema(value_type = String, pattern = "^(owner|clerk|viewer)$", example = "clerk")]
    pub role: Role,
    /// A provisional password, told to them by whoever adds them; left out, a link is mailed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "correct horse battery")]
    pub password: Option<Secret>,
    /// Where their links go; left out, to the dealer's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "clerk@example.jp")]
    pub email: Option<String>,
    /// The password of whoever asks; wanted to make somebody an owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "correct horse battery")]
    pub own_password: Option<Secret>,
}

/// Body of `PUT /v1/staff/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeStaff {
    /// What they may do.
    #[schema(value_type = String, pattern = "^(owner|clerk|viewer)$", example = "clerk")]
    pub role: Role,
    /// Whether they may not sign in at all.
    #[schema(example = false)]
    pub disabled: bool,
    /// Takes their second factor away, for whoever lost telephone and recovery codes; nobody's own.
    #[serde(default)]
    #[schema(example = false)]
    pub drop_second_factor: bool,
    /// The password of whoever asks; wanted to make somebody an owner, and to take a second factor away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "correct horse battery")]
    pub own_password: Option<Secret>,
}

/// Answer to a write that has nothing more to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Done {}
