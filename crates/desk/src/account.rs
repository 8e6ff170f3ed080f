//! Signing in and out.

use kagifuda_cache::Account;
use kagifuda_domain::text::number_symbols;
use kagifuda_wire::session::{Secret, SignIn};

use crate::Desk;
use crate::problem::Problem;
use crate::view::{AccountView, SignInForm, StatusView};

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
}
