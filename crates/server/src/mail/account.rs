//! Mails about an account. All of them are important: they go out whatever the box for news says.

mod en;
mod ja;

use kagifuda_domain::account::{Importance, is_mailed};
use kagifuda_domain::catalogue::Bilingual;
use kagifuda_domain::mail::{Address, Language, Subject};
use kagifuda_domain::maintenance::Window;
use kagifuda_ledger::{Error, Mail, Writing};
use kagifuda_wire::session::Secret;
use uuid::Uuid;

use crate::app::App;
use crate::problem::Fault;

/// What a mail tells. It never tells a password.
pub(crate) enum Letter<'a> {
    /// **ACC-1** Go on signing up; **ACC-2** the same words for an address that somebody has. Nothing that was typed stands in it: a stranger
    /// may have typed it to be mailed to somebody else.
    SignUp { link: &'a str },
    /// **ACC-1** Signed up.
    SignedUp { login: &'a str, company: &'a str },
    /// **ACC-2** The profile was replaced.
    Overwritten { login: &'a str, company: &'a str },
    /// **ACC-3** Set a new password.
    NewPassword { link: &'a str, login: &'a str },
    /// **ACC-4** The password was changed.
    PasswordChanged { login: &'a str },
    /// **ACC-5** Set the first password.
    Invited {
        link: &'a str,
        login: &'a str,
        company: &'a str,
    },
    /// Prove the new address.
    ConfirmAddress { link: &'a str },
    /// Somebody asked for another address.
    AddressChanging,
    /// The address was changed.
    AddressChanged,
    /// The login was changed.
    LoginChanged { login: &'a str },
    /// The second factor is on now, or off.
    SecondFactor { on: bool },
    /// The operator has closed the account, or opened it again.
    Account { closed: bool },
    /// **MNT-1** There will be maintenance.
    Maintenance { window: &'a Window },
}

/// The mail with this letter.
pub(crate) fn mail(to: &Address, language: Language, letter: &Letter<'_>) -> Mail {
    let (subject, body) = match language {
        Language::Ja => ja::letter(letter),
        Language::En => en::letter(letter),
    };
    Mail {
        to: to.clone(),
        subject: made(subject),
        body,
    }
}

/// **MNT-1** The mail about `window`, to whomever.
pub(crate) fn maintenance_mail(window: &Window) -> impl Fn(&Address, Language) -> Mail {
    move |to, language| mail(to, language, &Letter::Maintenance { window })
}

fn made(subject: &str) -> Subject {
    subject.parse().expect("the tests read every subject")
}

/// Mails a letter to where the member's links go, or to the registered address.
pub(crate) async fn tell(writing: &mut Writing<'_>, member: Option<Uuid>, letter: &Letter<'_>) -> Result<(), Error> {
    let account = writing.account().await?;
    if !is_mailed(Importance::Important, account.profile.news) {
        return Ok(());
    }
    let staff = writing.staff().await?;
    let own = staff.into_iter().find(|staff| Some(staff.member.id) == member);
    let to = own.and_then(|staff| staff.email).unwrap_or(account.email);
    writing.mail(mail(&to, account.language, letter));
    Ok(())
}

/// The address of this server, which links begin with.
pub(crate) async fn server_address(app: &App) -> Result<String, Fault> {
    let server = app.ledger.public_address().await?;
    server.ok_or_else(|| Fault::Failed("the public address was never set".into()))
}

/// The address at `server` that opens with `token`, which stands behind `#`: browsers keep that to themselves.
pub(crate) fn link_address(server: &str, token: &Secret) -> String {
    format!("{server}/account#{}", token.expose())
}

/// When a window is, as it is written in mails: in Japan's time.
fn span(window: &Window) -> (String, String) {
    let jst = chrono::FixedOffset::east_opt(9 * 60 * 60).expect("nine hours are less than a day");
    let written = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&jst).format("%Y-%m-%d %H:%M").to_string();
    (written(window.from), written(window.to))
}

fn said(message: &Bilingual, language: Language) -> &str {
    match language {
        Language::Ja => &message.ja,
        Language::En => &message.en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_a_subject_and_words_in_both_languages() {
        let window = Window {
            from: "2026-12-01T15:00:00Z".parse().unwrap(),
            to: "2026-12-01T17:00:00Z".parse().unwrap(),
            message: Bilingual {
                ja: "更新します。".into(),
                en: "An update.".into(),
            },
        };
        let (link, login, company) = ("https://keys.example.jp/account#t", "demo1234", "髙田商会");
        let letters = [
            Letter::SignUp { link },
            Letter::SignedUp { login, company },
            Letter::Overwritten { login, company },
            Letter::NewPassword { link, login },
            Letter::PasswordChanged { login },
            Letter::Invited { link, login, company },
            Letter::ConfirmAddress { link },
            Letter::AddressChanging,
            Letter::AddressChanged,
            Letter::LoginChanged { login },
            Letter::SecondFactor { on: true },
            Letter::SecondFactor { on: false },
            Letter::Account { closed: true },
            Letter::Account { closed: false },
            Letter::Maintenance { window: &window },
        ];
        let to = "a@example.jp".parse().unwrap();
        for letter in &letters {
            let (ja, en) = (mail(&to, Language::Ja, letter), mail(&to, Language::En, letter));
            assert_ne!(ja.subject, en.subject);
            assert!(ja.body.ends_with('\n') && en.body.ends_with('\n'));
            assert!(
                !en.body.contains("{") && en.body.is_ascii() || en.body.contains(company),
                "{}",
                en.body
            );
        }
        let told = mail(&to, Language::En, &Letter::Maintenance { window: &window }).body;
        assert!(
            told.contains("2026-12-02 00:00") && told.contains("An update."),
            "{told}"
        );
    }
}
