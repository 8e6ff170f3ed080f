//! The letters in English.

use kagifuda_domain::mail::Language;

use super::{Letter, said, span};

/// Subject and body.
pub(super) fn letter(letter: &Letter<'_>) -> (&'static str, String) {
    let (subject, text) = match letter {
        Letter::SignUp { link } => (
            "Please continue your registration",
            format!(
                "We have received a registration with this mail address.\n\nPlease open this link to go on:\n{link}\n\n{LIMITS}If this address is \
                 registered already, you can choose there what is to become of what is registered.\n\n{NOT_YOU}"
            ),
        ),
        Letter::SignedUp { login, company } => (
            "Your registration is complete",
            format!(
                "{company} is registered.\n\nLogin: {login}\n\nPlease sign in with this login and the password that you set. \
                 Capital and small letters differ.\n"
            ),
        ),
        Letter::Overwritten { login, company } => (
            "Your registered details were changed",
            format!(
                "The details registered under the login {login} were replaced by the new ones ({company}).\n\n{SUPPLIER}"
            ),
        ),
        Letter::NewPassword { link, login } => (
            "Set a new password",
            format!("You can set a new password for the login {login} here:\n{link}\n\n{LIMITS}\n{NOT_YOU}"),
        ),
        Letter::PasswordChanged { login } => (
            "Your password was changed",
            format!("The password of the login {login} was changed. Every other session has ended.\n\n{SUPPLIER}"),
        ),
        Letter::Invited { link, login, company } => (
            "You were added to the staff",
            format!(
                "You were added to the staff of {company}.\n\nLogin: {login}\n\nPlease set your password here:\n{link}\n\n{LIMITS}If it is \
                 too late, ask for a new link where you sign in, under \"Forgotten password\".\n"
            ),
        ),
        Letter::ConfirmAddress { link } => (
            "Confirm your new mail address",
            format!("To register this mail address, please open this link:\n{link}\n\n{LIMITS}\n{NOT_YOU}"),
        ),
        Letter::AddressChanging => (
            "Somebody asked for another mail address",
            format!(
                "Somebody asked to change your registered mail address. It changes once the new address is confirmed.\n\n{SUPPLIER}"
            ),
        ),
        Letter::AddressChanged => (
            "Your mail address was changed",
            format!("Your registered mail address was changed. From now on we write to the new one.\n\n{SUPPLIER}"),
        ),
        Letter::LoginChanged { login } => (
            "Your login was changed",
            format!("Your login is {login} now. Please use it when you next sign in.\n\n{SUPPLIER}"),
        ),
        Letter::SecondFactor { on: true } => (
            "Two-step sign-in is on",
            format!("From now on a code from your app is wanted when you sign in.\n\n{SUPPLIER}"),
        ),
        Letter::SecondFactor { on: false } => (
            "Two-step sign-in is off",
            format!("From now on no code from your app is wanted when you sign in.\n\n{SUPPLIER}"),
        ),
        Letter::Account { closed: true } => (
            "Your account was closed",
            "Your account on the licensing server was closed. Nobody can sign in until it is opened again. Please ask your supplier if you \
             have any questions.\n"
                .to_owned(),
        ),
        Letter::Account { closed: false } => (
            "Your account is open again",
            "Your account on the licensing server is open again. You can sign in as before.\n".to_owned(),
        ),
        Letter::Maintenance { window } => {
            let (from, to) = span(window);
            let message = said(&window.message, Language::En);
            (
                "Maintenance of the licensing server",
                format!(
                    "There will be maintenance of the licensing server:\n\n{from} to {to} (Japan time)\n\n{message}\n\nWhat is \
                     applied for meanwhile is kept at your desk and sent afterwards. Keys already issued can be looked up and printed as always.\n"
                ),
            )
        }
    };
    (subject, text + FOOT)
}

const LIMITS: &str = "The link is good for 30 minutes and for one use.\n";
const NOT_YOU: &str = "If this was not you, there is nothing to do: nothing changes.\n";
const SUPPLIER: &str = "If this was not you, please tell your supplier at once.\n";
const FOOT: &str = "\nThis mail was sent automatically.\n";
