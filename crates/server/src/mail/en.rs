//! Every mail in English.

use super::result::Told;

/// The result of an application (**KMS-6**, **KMS-7**).
pub(super) fn result(told: &Told<'_>) -> String {
    let mut text = format!(
        "Registration keys have been issued.\n\nDevice (MPR ID/MAC address): {}\n",
        told.device
    );
    for line in told.site.lines().iter().filter(|line| !line.is_empty()) {
        text += &format!("Site: {line}\n");
    }
    for (n, (registration, purpose)) in told.keys.iter().enumerate() {
        text += &format!(
            "\n{}. {} ({purpose})\n   Activation key number: {}\n   Registration key: {}\n",
            n + 1,
            registration.product(),
            registration.pair().no,
            registration.binding().registration_key,
        );
    }
    text += "\nThe device takes one registration key an entry. Please restart it after each:\n";
    text += &match told.restarts {
        1 => "one restart this time.\n".to_owned(),
        restarts => format!("{restarts} restarts this time.\n"),
    };
    text + FOOT
}

const FOOT: &str = "\nThis mail was sent automatically, as wished for with the application.\n";
