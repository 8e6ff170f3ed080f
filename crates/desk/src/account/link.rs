//! Finishing in the window what a mailed link began, where the mail can be read but not opened: on a shared computer without a browser's
//! session, or when the mail arrived on another one.

use kagifuda_domain::account::{KnownAddressChoice, LinkPurpose as Purpose};
use kagifuda_wire::account::{AccountOf, ChooseKnown, KnownAccount, OpenedLink, PasswordChanged, SetByLink, ShowLink};
use kagifuda_wire::session::Secret;

use crate::Desk;
use crate::problem::Problem;
use crate::view::{ChooseKnownForm, KnownAccountView, KnownChoice, LinkForm, LinkPurpose, LinkView, SetPasswordForm};

impl Desk {
    /// What a link opens. It stays good.
    pub async fn open_link(&self, form: LinkForm) -> Result<LinkView, Problem> {
        let shown = ShowLink { token: token(&form)? };
        let opened: OpenedLink = self.send_unsigned(&form.server, "/v1/link", &shown).await?;
        Ok(LinkView {
            purpose: match opened.purpose {
                Purpose::Register => LinkPurpose::Register,
                Purpose::KnownAddress => LinkPurpose::KnownAddress,
                Purpose::NewPassword => LinkPurpose::NewPassword,
                Purpose::NewAddress => LinkPurpose::NewAddress,
            },
            email: opened.email.to_string(),
            accounts: opened.accounts.into_iter().map(account).collect(),
            typed: opened.typed.map(Into::into),
        })
    }

    /// Registers with a link and a password; answers the 登録ID that was issued.
    pub async fn finish_sign_up(&self, form: SetPasswordForm) -> Result<String, Problem> {
        let (server, set) = set(form)?;
        let done: AccountOf = self.send_unsigned(&server, "/v1/sign-up/finish", &set).await?;
        Ok(done.login)
    }

    /// Does as the owner of a known address chose; answers the 登録ID (ACC-2).
    pub async fn choose_known(&self, form: ChooseKnownForm) -> Result<String, Problem> {
        let login = form.login.map(|login| login.parse()).transpose();
        let chosen = ChooseKnown {
            token: token(&form.link)?,
            choice: match form.choice {
                KnownChoice::Overwrite => KnownAddressChoice::Overwrite,
                KnownChoice::Keep => KnownAddressChoice::Keep,
                KnownChoice::AnotherAddress => KnownAddressChoice::AnotherAddress,
            },
            login: login.map_err(|_| Problem::Gone)?,
        };
        let done: AccountOf = self
            .send_unsigned(&form.link.server, "/v1/sign-up/known-address", &chosen)
            .await?;
        Ok(done.login)
    }

    /// Sets a new password with a link (ACC-3). Every session of the member ends.
    pub async fn set_password(&self, form: SetPasswordForm) -> Result<(), Problem> {
        let (server, set) = set(form)?;
        let _: PasswordChanged = self.send_unsigned(&server, "/v1/password/new", &set).await?;
        Ok(())
    }

    /// Confirms a new mail address with the link that was mailed there.
    pub async fn confirm_address(&self, form: LinkForm) -> Result<(), Problem> {
        let shown = ShowLink { token: token(&form)? };
        let _: AccountOf = self.send_unsigned(&form.server, "/v1/profile/email", &shown).await?;
        Ok(())
    }
}

fn set(form: SetPasswordForm) -> Result<(String, SetByLink), Problem> {
    let set = SetByLink {
        token: token(&form.link)?,
        password: form.password.into(),
    };
    Ok((form.link.server, set))
}

fn token(form: &LinkForm) -> Result<Secret, Problem> {
    read_token(&form.link.0).map(Secret::new).ok_or(Problem::LinkUnknown)
}

/// The token in a pasted link, mail, or token alone.
fn read_token(pasted: &str) -> Option<String> {
    let after = match pasted.find("/account#") {
        Some(at) => &pasted[at + "/account#".len()..],
        None => pasted.trim().trim_start_matches('#'),
    };
    // A link that a mail broke over two lines is whole again without the breaks; in a mail other words follow them.
    let joined: String = after.chars().filter(|symbol| !symbol.is_whitespace()).collect();
    let is_token = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    if is_token(&joined) {
        return Some(joined);
    }
    let first = after.split_whitespace().next()?;
    is_token(first).then(|| first.to_owned())
}

fn account(known: KnownAccount) -> KnownAccountView {
    KnownAccountView {
        login: known.login,
        company: known.company,
        profile: known.profile.map(Into::into),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_found_however_it_is_pasted() {
        for (pasted, found) in [
            ("https://keys.example.jp/account#k3Xq-_9", Some("k3Xq-_9")),
            ("  k3Xq-_9\n", Some("k3Xq-_9")),
            ("#k3Xq-_9", Some("k3Xq-_9")),
            ("https://keys.example.jp/account#k3\r\nXq-_9\r\n", Some("k3Xq-_9")),
            (
                "次のリンクを開いてください。\nhttps://keys.example.jp/account#k3Xq-_9\n\nリンクは30分間、1回だけ使えます。",
                Some("k3Xq-_9"),
            ),
            (
                "Open this link.\nhttps://keys.example.jp/account#k3Xq-_9\n\nIt is good for 30 minutes.",
                Some("k3Xq-_9"),
            ),
            ("", None),
            ("https://keys.example.jp/account#", None),
            ("https://keys.example.jp/", None),
            ("リンク", None),
        ] {
            assert_eq!(read_token(pasted).as_deref(), found, "{pasted}");
        }
    }
}
