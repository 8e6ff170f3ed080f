//! Expiries as a calendar file (RFC 5545). Each event keeps its name for ever: whoever reads a later file in sees days moved, not doubled.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use icalendar::{Alarm, Calendar, Class, Component, Event, EventLike, Property, Trigger};
use kagifuda_domain::due;

use crate::due::Ending;
use crate::view::Language;
use crate::words::{Words, words};

/// So many days before an event its reader is told.
const TOLD_BEFORE: i64 = 30;
/// Events of Kagifuda have names that end so.
const DOMAIN: &str = "kagifuda.example";

/// The file, and how many events it has: of each licence its expiry, and the last day on which it can be renewed where there is one.
pub(super) fn calendar(endings: &[Ending], language: Language, now: DateTime<Utc>) -> (String, usize) {
    let words = words(language);
    let mut events = Vec::new();
    for ending in endings {
        let today = due::today(ending.programme, now);
        let days = [
            ("expiry", words.expires, Some(ending.ends.expiry)),
            ("last-day", words.last_chance, ending.ends.last_day),
        ];
        for (kind, what, day) in days {
            // Nobody needs to be told of what is past.
            if let Some(day) = day.filter(|day| *day >= today) {
                events.push(event(ending, kind, day, what, words, now));
            }
        }
    }
    let count = events.len();
    let mut calendar = Calendar::new();
    calendar.properties.retain(|property| property.key() != "PRODID");
    calendar.append_property(Property::new("PRODID", "-//Kagifuda//Kagifuda//JA"));
    calendar.name(words.calendar);
    calendar.extend(events);
    (calendar.to_string(), count)
}

fn event(ending: &Ending, kind: &str, day: NaiveDate, what: &str, words: &Words, now: DateTime<Utc>) -> Event {
    let whose = ending
        .customer
        .as_deref()
        .or(ending.name.as_deref())
        .unwrap_or(&ending.device);
    let summary = format!("{what}: {whose} ({})", words.programme(ending.programme));
    let uid = format!("{}-{kind}@{DOMAIN}", ending.id);
    // The library would name and date the alarm by chance, and count its days in seconds.
    let alarm = Alarm::display(&summary, Trigger::before_start(Duration::days(TOLD_BEFORE)))
        .uid(&format!("alarm-{uid}"))
        .timestamp(now)
        .append_property(Property::new("TRIGGER", format!("-P{TOLD_BEFORE}D")))
        .done();
    let mut event = Event::new();
    event
        .uid(&uid)
        .timestamp(now)
        .starts(day)
        .summary(&summary)
        .description(&description(ending, words))
        .class(Class::Private)
        // Nobody is busy because something ends.
        .add_property("TRANSP", "TRANSPARENT")
        .alarm(alarm);
    event.done()
}

/// What whoever acts needs to know: no number in it opens anything.
fn description(ending: &Ending, words: &Words) -> String {
    let expiry = match ending.expiry_in_japan() {
        Some(at) => format!(
            "{} (GMT) / {} {}",
            ending.ends.expiry,
            words.in_japan,
            at.format("%Y-%m-%d %H:%M")
        ),
        None => ending.ends.expiry.to_string(),
    };
    let lines = [
        (words.customer, ending.customer.clone()),
        (words.site, ending.site.clone()),
        (words.name, ending.name.clone()),
        (words.device, Some(ending.device.clone())),
        (words.product, Some(ending.product.to_string())),
        (words.expiry, Some(expiry)),
        (words.last_day, ending.ends.last_day.map(|day| day.to_string())),
    ];
    let lines = lines
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name}: {value}")));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use kagifuda_domain::catalogue::Programme;
    use kagifuda_domain::due::Ends;

    use super::*;

    fn ending(id: &str, programme: Programme, last_day: Option<&str>, customer: &str) -> Ending {
        Ending {
            id: id.into(),
            programme,
            owner: None,
            customer: Some(customer.into()),
            device: "1234-5678-90AB-CDEF".into(),
            name: None,
            site: Some("本社; 3階, 会議室".into()),
            product: "KX-VCS701W".parse().unwrap(),
            trial: false,
            ends: Ends {
                expiry: "2026-12-31".parse().unwrap(),
                opens: None,
                last_day: last_day.map(|day| day.parse().unwrap()),
            },
            renewal: None,
        }
    }

    #[test]
    fn every_licence_is_two_days_that_are_read_back_as_they_were_written() {
        let now = "2026-11-21T05:00:00Z".parse().unwrap();
        let long = format!("髙田商店, 支店; \\本店\nBEGIN:VEVENT {}", "長い名前".repeat(20));
        let endings = [
            ending(
                "tsunagaru-1234567890ABCDEF",
                Programme::Tsunagaru,
                Some("2027-06-30"),
                &long,
            ),
            ending("remo-7", Programme::Remo, None, "山田"),
        ];
        let (text, events) = calendar(&endings, Language::Ja, now);
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert!(
            text.split("\r\n").all(|line| !line.contains('\n')),
            "every line ends with CRLF"
        );
        let read: Calendar = text.parse().unwrap();
        let read: Vec<&Event> = read
            .components
            .iter()
            .filter_map(|component| component.as_event())
            .collect();
        assert_eq!((events, read.len()), (3, 3));
        for (event, uid, day) in [
            (
                read[0],
                "tsunagaru-1234567890ABCDEF-expiry@kagifuda.example",
                "20261231",
            ),
            (
                read[1],
                "tsunagaru-1234567890ABCDEF-last-day@kagifuda.example",
                "20270630",
            ),
            (read[2], "remo-7-expiry@kagifuda.example", "20261231"),
        ] {
            assert_eq!(event.get_uid(), Some(uid));
            let start = &event.properties()["DTSTART"];
            assert_eq!((start.value(), start.params()["VALUE"].value()), (day, "DATE"), "{uid}");
        }
        let summary = read[0].get_summary().unwrap();
        assert!(summary.contains("髙田商店, 支店; \\本店\nBEGIN:VEVENT"), "{summary}");
        assert!(read[0].get_description().unwrap().contains("本社; 3階, 会議室"));
        assert!(read[0].get_description().unwrap().contains("2027-01-01 08:59"), "TSU-9");
        assert_eq!(text.matches("BEGIN:VALARM").count(), 3);
        assert_eq!(text.matches("TRIGGER:-P30D").count(), 3, "{text}");
        assert_eq!(
            calendar(&endings, Language::Ja, now).0,
            text,
            "the same again is the same"
        );
    }
}
