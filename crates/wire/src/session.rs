//! Signing in and staying signed in.

use std::fmt;

use kagifuda_domain::account::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::signing::RecordKey;

/// A password or a token. Shows nothing in `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, format = Password)]
pub struct Secret(String);

impl Secret {
    /// The secret `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, to be sent or compared, never logged.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Body of `POST /v1/session`: sign in.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// 登録ID, case-sensitive.
    pub login: String,
    /// The password.
    pub password: Secret,
    /// The code of the second factor, or a recovery code, from whoever has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "123456")]
    pub code: Option<Secret>,
    /// What the computer is called, so that its session is known among others. As long as may be; the server keeps what can be shown of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "FRONT-DESK-2")]
    pub computer: Option<String>,
}

/// Body of `POST /v1/session/refresh`, and of `DELETE /v1/session`.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    /// The latest refresh token received.
    pub refresh_token: Secret,
}

/// The tokens of a session.
///
/// Refresh tokens rotate: a refresh answers a new pair, and the old refresh token dies when the new pair is first used.
/// A dead refresh token that is shown again ends the session, because somebody else may have it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Tokens {
    /// Sent as `Authorization: Bearer …`.
    pub access_token: Secret,
    /// Seconds from the answer until the access token is no longer taken.
    pub access_expires_in: u64,
    /// Good for the next refresh.
    pub refresh_token: Secret,
}

/// Answer to signing in.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// The tokens.
    #[serde(flatten)]
    pub tokens: Tokens,
    /// The dealer signed in to; its feed and signatures carry this id.
    pub dealer: uuid::Uuid,
    /// 会社名.
    pub company: String,
    /// What the member may do (ACC-5).
    #[schema(value_type = String, example = "owner")]
    pub role: Role,
    /// The public keys that records are signed with. The desk pins them when it first signs in.
    pub record_keys: Vec<RecordKey>,
    /// Whether the dealer demands a second factor that this member has not set up: nothing else can be done before.
    #[serde(default)]
    pub second_factor_due: bool,
}

/// Answer to `GET /v1/sessions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Sessions {
    /// The sessions: the member's own, for an owner those of the whole staff.
    pub sessions: Vec<OpenSession>,
}

/// A session that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenSession {
    /// Its id.
    pub id: uuid::Uuid,
    /// Whose.
    #[schema(example = "demo1234")]
    pub login: String,
    /// Since when; unknown for those from before this was noted.
    pub opened_at: Option<chrono::DateTime<chrono::Utc>>,
    /// What its computer is called; unknown where it did not say.
    pub computer: Option<String>,
    /// Whether it is the one that asks.
    pub own: bool,
}

/// Answer to `GET /v1/second-factor`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SecondFactorState {
    /// Whether a code is wanted when the member signs in.
    pub on: bool,
    /// Whether the dealer demands one of every member.
    pub demanded: bool,
}

/// Body of `POST /v1/second-factor`: to begin with a second factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BeginSecondFactor {
    /// The member's password, so that an open session alone is not enough.
    #[schema(example = "correct horse battery")]
    pub password: Secret,
}

/// Answer to beginning with a second factor. It is said once and kept nowhere in the clear.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct SecondFactorBegun {
    /// `otpauth://totp/…`, for the code that an app scans.
    pub otpauth: Secret,
    /// The same secret in letters and digits, for an app that scans nothing.
    pub secret: Secret,
    /// Codes for the day the telephone is lost, each good once; good from when the second factor is.
    pub recovery_codes: Vec<Secret>,
}

/// A body that shows a code of the second factor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShowCode {
    /// The code, or where one is taken a recovery code.
    #[schema(example = "123456")]
    pub code: Secret,
}

/// Body of `PUT /v1/second-factor/demand`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DemandSecondFactor {
    /// Whether every member of the staff must have one.
    #[schema(example = false)]
    pub demanded: bool,
}
