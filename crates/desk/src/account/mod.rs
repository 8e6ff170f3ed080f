//! The account: signing in and out, registering, the links in mails, the profile, passwords, staff, sessions, second factors.
//!
//! All but signing in and out is asked of the server at once and kept nowhere: passwords and codes belong into no outbox.

mod check;
mod link;
mod profile;
mod second_factor;
mod sessions;
mod sign_up;
mod staff;

use std::sync::Arc;

use kagifuda_cache::Account;
use kagifuda_domain::text::number_symbols;
use kagifuda_sync::{Call, Server, Session};
use kagifuda_wire::request::Method;
use kagifuda_wire::session::{Secret, SignIn};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::Desk;
use crate::fault::failed;
use crate::problem::Problem;
use crate::view::{AccountView, SignInForm, StatusView, Typed};

pub use check::{check_dealer, check_login, check_password, check_sign_up, countries, staff_wants_password};

impl From<Account> for AccountView {
    fn from(account: Account) -> Self {
        Self {
            company: account.company,
            login: account.login,
            role: account.role,
            server: account.server,
        }
    }
}

impl From<Typed> for Secret {
    fn from(typed: Typed) -> Self {
        Self::new(typed.0)
    }
}

/// A code as typed or pasted, such as `１２３ ４５６`, without separators; nothing where nothing was typed.
fn read_code(typed: &str) -> Option<Secret> {
    let code: String = number_symbols(typed).collect();
    (!code.is_empty()).then(|| Secret::new(code))
}

impl Desk {
    /// Signs in. What is here of another dealer is set aside until that one is back, unless its applications still wait.
    pub async fn sign_in(&self, form: SignInForm) -> Result<StatusView, Problem> {
        let session = self.new_session(&form.server)?;
        let form = SignIn {
            login: form.login.trim().to_owned(),
            password: Secret::new(form.password),
            code: form.code.as_deref().and_then(read_code),
            computer: gethostname::gethostname().into_string().ok(),
        };
        let signed_in = session.sign_in(&form).await.map(drop).map_err(Problem::from);
        self.note_online(signed_in.as_ref().copied());
        signed_in?;
        self.status().await
    }

    /// Signs out. The records and what waits stay, encrypted, for the next time this dealer signs in.
    pub async fn sign_out(&self) -> Result<StatusView, Problem> {
        if self.cache.account().await?.is_some() {
            self.session().await?.sign_out().await?;
        }
        self.status().await
    }

    /// Changes something of the account. Where no answer comes it is asked once more under the same key, so that it is done once and a lost
    /// answer still arrives.
    async fn change<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
    ) -> Result<T, Problem> {
        let key = Uuid::new_v4();
        let call = match body {
            Some(body) => {
                let body = serde_json::to_string(body).map_err(|error| failed(&error))?;
                Call::write(method, path, key, body)
            }
            None => Call::write_bare(method, path, key),
        };
        match self.ask(&call).await {
            Err(Problem::Unreachable) => self.ask(&call).await,
            answer => answer,
        }
    }

    /// Asks the server at `address` as nobody.
    async fn ask_unsigned<T: DeserializeOwned>(&self, address: &str, call: &Call) -> Result<T, Problem> {
        self.now()?;
        let server = Server::new(address.parse()?, Arc::clone(&self.clock))?;
        let locks = self.home.folder().to_owned();
        let session = Session::new(server, self.cache.clone(), Arc::clone(&self.clock), locks);
        Ok(session.ask_unsigned(call).await?)
    }

    /// Asks the server at `address` for what follows from `body`, as nobody.
    async fn send_unsigned<T: DeserializeOwned>(
        &self,
        address: &str,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, Problem> {
        let call = Call::search(path, body).map_err(|error| failed(&error))?;
        self.ask_unsigned(address, &call).await
    }
}
