//! The profile and the own password.

use kagifuda_sync::Call;
use kagifuda_wire::account::{ChangePassword, ChangeProfile, DealerAccount, PasswordChanged};
use kagifuda_wire::request::Method;

use crate::Desk;
use crate::fault::narrow;
use crate::problem::Problem;
use crate::view::{DealerForm, DealerView, PasswordForm};

impl Desk {
    /// What is said of the dealer. For owners (ACC-5).
    pub async fn dealer(&self) -> Result<DealerView, Problem> {
        self.ask(&Call::get("/v1/profile")).await.map(told)
    }

    /// Changes what is said of the dealer. Another mail address counts when the link that goes there is used.
    pub async fn change_dealer(&self, form: DealerForm) -> Result<DealerView, Problem> {
        let asked = ChangeProfile {
            login: form.login.trim().to_owned(),
            profile: form.profile.into(),
            email: form.email,
            email_confirmation: form.email_confirmation,
            language: form.language.into(),
            own_password: form.own_password.map(Into::into),
        };
        let changed: DealerAccount = self.change(Method::Put, "/v1/profile", Some(&asked)).await?;
        self.cache.rename(&changed.login, &changed.profile.company).await?;
        Ok(told(changed))
    }

    /// Changes the own password, and answers how many other sessions ended by that (ACC-4).
    pub async fn change_password(&self, form: PasswordForm) -> Result<u32, Problem> {
        let asked = ChangePassword {
            old: form.old.into(),
            new: form.new.into(),
        };
        let changed: PasswordChanged = self.change(Method::Put, "/v1/password", Some(&asked)).await?;
        Ok(narrow(changed.sessions_ended))
    }
}

fn told(account: DealerAccount) -> DealerView {
    DealerView {
        login: account.login,
        profile: account.profile.into(),
        email: account.email.to_string(),
        language: account.language.into(),
        email_to_confirm: account.email_to_confirm.map(|address| address.to_string()),
    }
}
