//! Registering, and asking for a new password: both end in a mail, and both answer alike whoever is asked about (ACC-2, ACC-3).

use kagifuda_domain::mail;
use kagifuda_print::manual;
use kagifuda_sync::Call;
use kagifuda_wire::account::{Forgotten, LinkAsked, ProfileForm, SignUp, SignUpOffer};

use crate::Desk;
use crate::fault::narrow;
use crate::problem::Problem;
use crate::view::{ConsentView, Language, LinkAskedView, ProfileView, SignUpForm};

impl Desk {
    /// What a person who registers with the server at `server` agrees to (ACC-1).
    pub async fn consent(&self, server: &str, language: Language) -> Result<ConsentView, Problem> {
        let offer: SignUpOffer = self.ask_unsigned(server, &Call::get("/v1/sign-up")).await?;
        let text = match language {
            Language::Ja => offer.consent.ja,
            Language::En => offer.consent.en,
        };
        Ok(ConsentView {
            version: offer.consent.version,
            text: manual::read(&text).into(),
        })
    }

    /// Asks to be registered. The answer is the same whether somebody has the address or not.
    pub async fn sign_up(&self, form: SignUpForm) -> Result<LinkAskedView, Problem> {
        let asked = SignUp {
            consent: form.consent,
            profile: form.profile.into(),
            email: form.email,
            email_confirmation: form.email_confirmation,
            language: form.language.into(),
        };
        let asked = self.send_unsigned(&form.server, "/v1/sign-up", &asked).await;
        asked.map(told)
    }

    /// Asks for a link to set a new password for `login`. The answer is the same whether there is such a login or not.
    pub async fn password_forgotten(&self, server: &str, login: &str) -> Result<LinkAskedView, Problem> {
        let login = login.trim().to_owned();
        let asked = self
            .send_unsigned(server, "/v1/password/forgotten", &Forgotten { login })
            .await;
        asked.map(told)
    }
}

fn told(asked: LinkAsked) -> LinkAskedView {
    LinkAskedView {
        minutes: narrow(asked.minutes),
    }
}

impl From<ProfileView> for ProfileForm {
    fn from(profile: ProfileView) -> Self {
        Self {
            company: profile.company,
            country: profile.country,
            postal_code: profile.postal_code,
            phone: profile.phone,
            address: profile.address,
            contact: profile.contact,
            news: profile.news,
        }
    }
}

impl From<ProfileForm> for ProfileView {
    fn from(profile: ProfileForm) -> Self {
        Self {
            company: profile.company,
            country: profile.country,
            postal_code: profile.postal_code,
            phone: profile.phone,
            address: profile.address,
            contact: profile.contact,
            news: profile.news,
        }
    }
}

impl From<Language> for mail::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Ja => Self::Ja,
            Language::En => Self::En,
        }
    }
}

impl From<mail::Language> for Language {
    fn from(language: mail::Language) -> Self {
        match language {
            mail::Language::Ja => Self::Ja,
            mail::Language::En => Self::En,
        }
    }
}
