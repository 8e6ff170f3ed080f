//! The mails of i-PRO Remo in English.

use kagifuda_domain::remo::Path;
use kagifuda_wire::remo::Customer;

use super::{Ending, OnCamera};

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
    let name = &ending.customer.name;
    format!("i-PRO Remo: licences of {name} end on {}", day(ending))
}

/// **REM-5**
pub(super) fn to_partner(ending: &Ending<'_>) -> String {
    let Customer { name, email, .. } = ending.customer;
    let mut text = format!("These licences of {name} ({email}) end {}\n\n", end(ending));
    text += &what_follows(ending);
    if !ending.stopping.is_empty() {
        text += &format!(
            "For these to go on, please allocate more licences to the customer until then: {}. They take over by themselves on the day after.\n\n",
            missing(ending)
        );
    }
    text + WHAT_STOPS + FOOT
}

/// **REM-5**
pub(super) fn to_user(ending: &Ending<'_>) -> String {
    let (name, company) = (&ending.customer.name, &ending.dealer.0);
    let mut text = format!("Dear {name},\n\nThese licences end {}\n\n", end(ending));
    text += &what_follows(ending);
    text += &if ending.stopping.is_empty() {
        format!("Questions? Ask {company}.\n\n")
    } else {
        format!(
            "To go on after that you need more licences: {}. Please talk to {company}.\n\n",
            missing(ending)
        )
    };
    text + WHAT_STOPS + FOOT
}

/// When, at the end of a sentence.
fn end(ending: &Ending<'_>) -> String {
    format!("on {} ({}).", day(ending), left(ending))
}

fn what_follows(ending: &Ending<'_>) -> String {
    let cameras = |all: &[OnCamera<'_>]| {
        let line = |on: &OnCamera<'_>| format!("- {} (camera: {})\n", on.product, on.camera.name);
        all.iter().map(line).collect::<String>()
    };
    let unused: String = ending.unused.iter().map(|product| format!("- {product}\n")).collect();
    let part = |title: &str, lines: String| match lines.as_str() {
        "" => String::new(),
        lines => format!("{title}\n{lines}\n"),
    };
    part(
        "Cameras that go on: the next licence takes over by itself on the day after",
        cameras(&ending.continued),
    ) + &part(
        "Cameras that stop then: there is no next licence for them",
        cameras(&ending.stopping),
    ) + &part("Licences that end without being on a camera", unused)
}

/// Licences, by path.
fn missing(ending: &Ending<'_>) -> String {
    let of = |path, name: &str| match ending.missing(path) {
        0 => None,
        count => Some(format!("{count} {name}")),
    };
    let paths = [of(Path::Edge, "via edge storage"), of(Path::Direct, "camera-direct")];
    let paths: Vec<String> = paths.into_iter().flatten().collect();
    paths.join(", ")
}

fn day(ending: &Ending<'_>) -> String {
    ending.expiry.format("%-d %B %Y").to_string()
}

fn left(ending: &Ending<'_>) -> String {
    match ending.days_left {
        0 => "today".to_owned(),
        1 => "1 day left".to_owned(),
        days => format!("{days} days left"),
    }
}

/// **REM-6**
const WHAT_STOPS: &str = "A camera without a licence stops recording, and live view, playback, events and maintenance from afar.\n\
    Live view, playback and notices on the HDMI monitor and taking recordings from the SD card go on.\n\
    Assigning a licence restores everything.\n";

const FOOT: &str = "\nThis mail was sent automatically, also where a renewal is done already.\n";
