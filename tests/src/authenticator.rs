//! The app on a member's telephone that shows the codes of a second factor.

use std::sync::Arc;

use chrono::TimeDelta;
use kagifuda_domain::Clock;
use kagifuda_domain::account::second_factor::STEP;
use kagifuda_sync::http_client;
use kagifuda_wire::IDEMPOTENCY_KEY;
use kagifuda_wire::session::{BeginSecondFactor, SecondFactorBegun, Secret, ShowCode};
use totp_rs::{Builder, Totp};
use uuid::Uuid;

use crate::clock::ShiftedClock;
use crate::server::{LicensingServer, PASSWORD};

/// What a member has whose second factor is set up.
pub struct Authenticator {
    /// The codes for the day the telephone is lost, each good once.
    pub recovery_codes: Vec<String>,
    totp: Totp,
    clock: Arc<ShiftedClock>,
}

impl Authenticator {
    /// Sets a second factor up for `login`, whose password is [`PASSWORD`].
    pub async fn set_up(server: &LicensingServer, login: &str) -> Self {
        let session = server.session(login).await;
        let address = format!("http://{}", server.address());
        let http = http_client(&address.parse().expect("an address")).expect("there is a client");
        let access = session.tokens.access_token;
        let url = format!("{address}/v1/second-factor");
        let password = Secret::new(PASSWORD);
        let begin = http.post(&url).json(&BeginSecondFactor { password });
        let begun = begin
            .bearer_auth(access.expose())
            .header(IDEMPOTENCY_KEY, Uuid::new_v4().to_string());
        let begun: SecondFactorBegun = begun
            .send()
            .await
            .expect("it answers")
            .json()
            .await
            .expect("it is begun");
        let codes = begun.recovery_codes.iter().map(|code| code.expose().into()).collect();
        let app = Self::scanning(server, begun.secret.expose(), codes);
        let code = Secret::new(app.code());
        let confirm = http.put(&url).json(&ShowCode { code }).bearer_auth(access.expose());
        let confirmed = confirm.header(IDEMPOTENCY_KEY, Uuid::new_v4().to_string()).send();
        assert_eq!(confirmed.await.expect("it answers").status(), 200);
        app
    }

    /// An app that was given `secret`, with the codes for the day it is lost.
    pub fn scanning(server: &LicensingServer, secret: &str, recovery_codes: Vec<String>) -> Self {
        let secret = totp_rs::Secret::try_from_base32(secret.replace(' ', "")).expect("letters and digits");
        Self {
            recovery_codes,
            totp: Builder::new().with_secret(secret).build().expect("it is long enough"),
            clock: server.clock.clone(),
        }
    }

    /// The code that it shows now.
    pub fn code(&self) -> String {
        self.totp
            .generate(self.clock.now().timestamp().unsigned_abs())
            .to_string()
    }

    /// Waits until it shows another code, and tells that one: a code is good once.
    pub fn next_code(&self) -> String {
        self.clock.shift(TimeDelta::seconds(STEP.cast_signed()));
        self.code()
    }
}
