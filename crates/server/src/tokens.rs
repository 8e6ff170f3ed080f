//! Making tokens.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use kagifuda_ledger::NewTokens;
use kagifuda_wire::session::{Secret, Tokens};

/// How long an access token is taken.
pub(crate) const ACCESS_LIFE: TimeDelta = TimeDelta::minutes(15);
/// How long a refresh token is taken.
pub(crate) const REFRESH_LIFE: TimeDelta = TimeDelta::days(60);

/// A new pair of tokens.
pub(crate) fn new_tokens(now: DateTime<Utc>) -> Result<NewTokens, getrandom::Error> {
    Ok(NewTokens {
        access: random()?,
        access_expires_at: now + ACCESS_LIFE,
        refresh: random()?,
        refresh_expires_at: now + REFRESH_LIFE,
    })
}

/// The pair as it is handed to the client.
pub(crate) fn handed_out(tokens: NewTokens) -> Tokens {
    Tokens {
        access_token: tokens.access,
        access_expires_in: ACCESS_LIFE.num_seconds().unsigned_abs(),
        refresh_token: tokens.refresh,
    }
}

/// A token that nobody guesses.
pub(crate) fn random() -> Result<Secret, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(Secret::new(URL_SAFE_NO_PAD.encode(bytes)))
}
