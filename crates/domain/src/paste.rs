//! Numbers in a text of any kind: a mail, a row of a table, a scan.
//!
//! Promises: only whole numbers are found, never a part of a longer one; a registration id only beside its activation key number; what
//! the text calls a registration key, and numbers that only look alike (telephones, dates, 接続番号), are left where they are.
//!
//! Deliberately not here: what is on file about a number. A number of 16 digits that the text gives no name is [`Found::unnamed`].

mod words;

use self::words::{Item, Name, Shape, items};
use crate::ids::{ActivationKeyNo, DeviceId, RegistrationId};

/// What was found, in the order of the text, each once.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// Devices: MAC addresses, and what the text calls an MPR ID.
    pub devices: Vec<DeviceId>,
    /// Activation keys: with a registration id beside them, or named as such.
    pub keys: Vec<FoundKey>,
    /// Numbers of 16 digits, of which the text does not say what they are.
    pub unnamed: Vec<u64>,
}

/// An activation key in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FoundKey {
    /// Its number.
    pub no: ActivationKeyNo,
    /// The registration id beside it, if there is one.
    pub registration_id: Option<RegistrationId>,
}

/// Finds the numbers in `text`.
pub fn find(text: &str) -> Found {
    let items = items(text);
    let mut found = Found::default();
    let mut at = 0;
    while at < items.len() {
        let numbers = run(&items[at..], may_have_id);
        let ids = run(&items[at + numbers..], |item| {
            item.shape == Shape::Eight && item.name != Some(Name::Other)
        });
        // Behind one number stands its id; what follows, such as the number of a slip, is none.
        let ids = if numbers == 1 { ids.min(1) } else { ids };
        for (i, item) in items[at..at + numbers].iter().enumerate() {
            // The last numbers before a run of ids are theirs: a device may stand before them.
            let id = (i + ids).checked_sub(numbers).map(|place| &items[at + numbers + place]);
            let near = near(&items[at..at + numbers + ids]);
            let id = id.filter(|_| near && ids <= numbers && (numbers - ids <= 1 || ids == 1));
            take(item, id, &mut found);
        }
        if numbers == 0 {
            take(&items[at], None, &mut found);
        }
        at += (numbers + ids).max(1);
    }
    found
}

/// How many of `items` from the first on are `wanted`.
fn run(items: &[Item], wanted: impl Fn(&Item) -> bool) -> usize {
    items.iter().take_while(|item| wanted(item)).count()
}

/// Whether the number may be that of an activation key.
fn may_have_id(item: &Item) -> bool {
    item.shape == Shape::Sixteen && matches!(item.name, None | Some(Name::Key))
}

/// Whether each stands on the line of the one before it, or on the next that says anything.
fn near(items: &[Item]) -> bool {
    items.windows(2).all(|two| two[1].line - two[0].line <= 1)
}

fn take(item: &Item, id: Option<&Item>, found: &mut Found) {
    match (item.shape, item.name) {
        (Shape::Twelve, _) => put(DeviceId::Mac(item.bits), &mut found.devices),
        (Shape::Sixteen, Some(Name::Device)) => put(DeviceId::Mpr(item.bits), &mut found.devices),
        (Shape::Sixteen, name @ (None | Some(Name::Key))) => match id {
            None if name.is_none() => put(item.bits, &mut found.unnamed),
            id => put_key(item, id, &mut found.keys),
        },
        (Shape::Sixteen, Some(Name::RegistrationId | Name::RegistrationKey | Name::Other)) | (Shape::Eight, _) => {}
    }
}

fn put<T: PartialEq>(one: T, all: &mut Vec<T>) {
    if !all.contains(&one) {
        all.push(one);
    }
}

fn put_key(item: &Item, id: Option<&Item>, keys: &mut Vec<FoundKey>) {
    let no = ActivationKeyNo::from_bits(item.bits);
    let registration_id = id.map(|id| RegistrationId::from_bits(id.bits));
    match keys.iter_mut().find(|key| key.no == no) {
        Some(key) => key.registration_id = key.registration_id.or(registration_id),
        None => keys.push(FoundKey { no, registration_id }),
    }
}

#[cfg(test)]
mod tests;
