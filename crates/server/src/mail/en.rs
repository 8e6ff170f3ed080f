//! Every mail in English.

use chrono::NaiveDate;

use super::{result, window};

/// The result of an application (**KMS-6**, **KMS-7**).
pub(super) fn result(told: &result::Told<'_>) -> String {
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

pub(super) const WINDOW_SUBJECT: &str = "Miemasu Net annual pack: your licences can be renewed";

/// The opening of renewal windows (**MIE-1**), with the last days to act (**MIE-3**, **MIE-5**).
pub(super) fn window(told: &window::Told<'_>) -> String {
    let mut text = format!(
        "To {}\n\nThe licences of these devices end soon and can be renewed now.\n",
        told.name
    );
    for (n, (device, schedule)) in told.devices.iter().enumerate() {
        text += &format!(
            "\n{}. {} ({})\n   Renew without a break until: {}\n   Last day to renew: {}\n",
            n + 1,
            device.name,
            device.domain_name,
            day(schedule.expiry.last_day()),
            day(schedule.last_renewal_day),
        );
    }
    text += "\nAfter the first of these days the service stops; domain name and recordings are kept until the last day to renew.\n";
    text += "Without a renewal by then the device and its recordings are deleted at the end of that day, for good.\n";
    text += "A renewal needs a new licence key. Please ask your dealer for one.\n";
    text + WINDOW_FOOT
}

fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

const WINDOW_FOOT: &str = "\nThis mail was sent automatically to the contract user. Days are Japan's.\n";
