//! Each thing as lists show it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kagifuda_cache::{CustomerRow, DeviceRow, EntryRow, KeyRow, Thing};
use kagifuda_domain::ids::ActivationKeyNo;
use kagifuda_domain::site::Site;
use kagifuda_domain::tsunagaru::{State, Subscription};

use crate::view::{ThingKind, ThingView, instant};

/// What is of no kind yet, by what it is opened.
fn nothing(kind: ThingKind, id: String) -> ThingView {
    ThingView {
        kind,
        id,
        number: None,
        name: None,
        detail: None,
        product: None,
        customer: None,
        site: None,
        device: None,
        state: None,
        issued_at: None,
        count: None,
    }
}

pub(super) fn thing(thing: &Thing, waiting: &HashMap<ActivationKeyNo, String>, now: DateTime<Utc>) -> ThingView {
    match thing {
        Thing::Key(row) => key(row, waiting.contains_key(&row.activation_key)),
        Thing::Device(row) => device(row, now),
        Thing::Customer(row) => customer(row),
        Thing::Entry(row) => entry(row, now),
    }
}

pub(super) fn key(row: &KeyRow, waits: bool) -> ThingView {
    let no = row.activation_key.to_string();
    let binding = row.binding.as_ref();
    let state = match binding {
        Some(_) => "registered",
        None if waits => "waiting",
        None => "unregistered",
    };
    ThingView {
        number: Some(no.clone()),
        product: Some(row.product.code.to_string()),
        customer: row.customer.as_ref().map(|customer| customer.name.clone()),
        site: row.site.as_ref().and_then(one_line),
        device: binding.map(|binding| binding.device.to_string()),
        state: Some(state.into()),
        issued_at: binding.map(|binding| instant(binding.issued_at)),
        ..nothing(ThingKind::Key, no)
    }
}

pub(super) fn device(row: &DeviceRow, now: DateTime<Utc>) -> ThingView {
    let device = row.device.to_string();
    ThingView {
        number: Some(device.clone()),
        customer: row.customer.as_ref().map(|customer| customer.name.clone()),
        site: one_line(&row.site),
        device: Some(device.clone()),
        state: row.subscription.as_ref().map(|subscription| state(subscription, now)),
        count: Some(row.keys),
        ..nothing(ThingKind::Device, device)
    }
}

pub(super) fn customer(row: &CustomerRow) -> ThingView {
    ThingView {
        name: Some(row.customer.name.clone()),
        detail: Some(row.customer.kana.clone()).filter(|kana| !kana.is_empty()),
        count: Some(row.devices),
        ..nothing(ThingKind::Customer, row.customer.id.to_string())
    }
}

pub(super) fn entry(row: &EntryRow, now: DateTime<Utc>) -> ThingView {
    let owner = row.owner.as_ref().and_then(|(_, name)| name.clone());
    ThingView {
        number: row.number.clone(),
        name: row.title.clone(),
        detail: row.detail.clone(),
        customer: row.customer.clone().or(owner),
        site: row.site.as_ref().and_then(one_line),
        device: row.device.map(|device| device.to_string()),
        state: row.subscription.as_ref().map(|subscription| state(subscription, now)),
        ..nothing(row.kind.into(), row.id.clone())
    }
}

fn one_line(site: &Site) -> Option<String> {
    Some(site.one_line()).filter(|line| !line.is_empty())
}

/// The state in one word, as standings say it on the wire.
fn state(subscription: &Subscription, now: DateTime<Utc>) -> String {
    let word = match subscription.state(now) {
        State::Unregistered => "unregistered",
        State::NotStarted { .. } => "not_started",
        State::Trial(_) => "trial",
        State::Active(_) => "active",
        State::Grace(_) => "grace",
        State::Lapsed(_) => "lapsed",
    };
    word.into()
}
