//! The mails of i-PRO Remo in English.

use kagifuda_wire::remo::Customer;

use super::Ending;

pub(super) const WELCOME: &str = "i-PRO Remo: your account is ready";

/// **REM-7**
pub(super) fn welcome(customer: &Customer, company: &str, link: &str) -> String {
    format!(
        "Dear {},\n\n{company} has made an i-PRO Remo account for you.\n\
         Please open this link and set a password. It works once, within 24 hours.\n\n{link}\n\n\
         Should it be too late, ask {company} for another one.\nIf you expected nothing of the kind, throw this mail away: nothing will happen.\n",
        customer.name
    )
}

pub(super) fn subject(ending: &Ending<'_>) -> String {
    let name = &ending.standing.customer.name;
    format!("i-PRO Remo: licences of {name} end on {}", day(ending))
}

/// **REM-5**
pub(super) fn to_partner(ending: &Ending<'_>) -> String {
    let customer = &ending.standing.customer;
    let mut text = format!(
        "These licences of {} ({}) end on {} ({}).\n\n",
        customer.name,
        customer.email,
        day(ending),
        left(ending)
    );
    text += &licences(ending);
    text += &match ending.waiting() {
        0 => "No licence that ends later waits for a camera. Please offer a renewal.\n".to_owned(),
        waiting => format!(
            "Licences that end later and wait for a camera: {waiting}. On the day after, they take over on cameras of their path by themselves.\n"
        ),
    };
    text + WHAT_STOPS + FOOT
}

/// **REM-5**
pub(super) fn to_user(ending: &Ending<'_>) -> String {
    let mut text = format!(
        "Dear {},\n\nThese licences of your cameras end on {} ({}).\n\n",
        ending.standing.customer.name,
        day(ending),
        left(ending)
    );
    text += &licences(ending);
    let company = &ending.dealer.0;
    text += &match ending.waiting() {
        0 => format!("To go on after that, please talk to {company}.\n"),
        waiting => format!(
            "Licences that wait to take over: {waiting}. They do so by themselves on the day after. Questions? Ask {company}.\n"
        ),
    };
    text + WHAT_STOPS + FOOT
}

fn day(ending: &Ending<'_>) -> String {
    ending.expiry.format("%-d %B %Y").to_string()
}

fn left(ending: &Ending<'_>) -> String {
    match ending.days_left() {
        0 => "today".to_owned(),
        1 => "1 day left".to_owned(),
        days => format!("{days} days left"),
    }
}

fn licences(ending: &Ending<'_>) -> String {
    let line = |(product, camera): (&str, Option<&str>)| match camera {
        Some(camera) => format!("- {product} (camera: {camera})\n"),
        None => format!("- {product} (on no camera)\n"),
    };
    ending.licences().map(line).collect::<String>() + "\n"
}

/// **REM-6**
const WHAT_STOPS: &str = "\nA camera without a licence stops recording, and live view, playback, events and maintenance from afar.\n\
    Live view, playback and notices on the HDMI monitor and taking recordings from the SD card go on.\n\
    Assigning a licence restores everything.\n";

const FOOT: &str = "\nThis mail was sent automatically, also where a renewal is done already.\n";
