//! What an office keeps of its customers (お客様): their fields, editing and merging them, and reading them from a file.
//!
//! Promises: what is kept fits its field and shows what it is; nobody's edit replaces what they have not seen. `Debug` says nothing of
//! people.
//!
//! Deliberately not here: files, storage, sentences.

pub mod alike;
mod field;
pub mod import;
mod merge;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use field::{Field, FieldRefusal};
pub use merge::{Given, MergeRefusal, Merged, merge, suggestion};

/// Which state of a customer is meant: the id of the write that made it, so that an edit can follow another one that is not sent yet.
/// Nil for customers from before there were versions.
pub type Version = Uuid;

/// **CUS-1** A field that is not taken, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}: {why}", .field.name())]
pub struct Refused {
    /// Which.
    pub field: Field,
    /// Why.
    pub why: FieldRefusal,
}

/// **CUS-1** What fields of a customer shall say; those that are not named stay. Every text fits its field.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<Field, String>", into = "BTreeMap<Field, String>")]
pub struct Change(BTreeMap<Field, String>);

impl Change {
    /// The change that was typed, or every field of it that is not taken.
    pub fn typed<T: AsRef<str>>(fields: impl IntoIterator<Item = (Field, T)>) -> Result<Self, Vec<Refused>> {
        let (mut change, mut refused) = (Self::default(), Vec::new());
        for (field, typed) in fields {
            refused.extend(change.set(field, typed.as_ref()).err());
        }
        if refused.is_empty() { Ok(change) } else { Err(refused) }
    }

    /// Names `field` with what was typed.
    pub fn set(&mut self, field: Field, typed: &str) -> Result<(), Refused> {
        let text = field.read(typed).map_err(|why| Refused { field, why })?;
        self.0.insert(field, text);
        Ok(())
    }

    /// What `field` shall say, if it is named.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.0.get(&field).map(String::as_str)
    }

    /// The fields that are named, in their order, with what they shall say.
    pub fn fields(&self) -> impl Iterator<Item = (Field, &str)> {
        self.0.iter().map(|(field, text)| (*field, text.as_str()))
    }

    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same without what `details` say already.
    #[must_use]
    pub fn against(mut self, details: &Details) -> Self {
        self.0.retain(|field, text| details.get(*field) != text);
        self
    }
}

impl TryFrom<BTreeMap<Field, String>> for Change {
    type Error = Refused;

    fn try_from(fields: BTreeMap<Field, String>) -> Result<Self, Refused> {
        Self::typed(fields).map_err(|refused| refused[0])
    }
}

impl From<Change> for BTreeMap<Field, String> {
    fn from(change: Change) -> Self {
        change.0
    }
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// A customer's fields as they are kept. A field that is empty says nothing.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Details(BTreeMap<Field, String>);

impl Details {
    /// What stands in storage or was told by the server: it is not judged again by the limits of today.
    pub fn kept(fields: impl IntoIterator<Item = (Field, String)>) -> Self {
        Self(fields.into_iter().filter(|(_, text)| !text.is_empty()).collect())
    }

    /// What `field` says.
    pub fn get(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", String::as_str)
    }

    /// These details after `change`.
    #[must_use]
    pub fn with(&self, change: &Change) -> Self {
        let mut fields = self.0.clone();
        fields.extend(change.0.clone());
        Self::kept(fields)
    }
}

impl fmt::Debug for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// A customer that may be added. Only [`add`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added(Details);

impl Added {
    /// The fields.
    pub fn details(&self) -> &Details {
        &self.0
    }
}

/// **CUS-1** Decides whether a customer of these fields may be added: a name is needed, the rest is free.
pub fn add(fields: &Change) -> Result<Added, Refused> {
    let details = Details::default().with(fields);
    if details.get(Field::Name).is_empty() {
        let (field, why) = (Field::Name, FieldRefusal::Empty);
        return Err(Refused { field, why });
    }
    Ok(Added(details))
}

/// A customer as it stands, when somebody wants to change it.
#[derive(Clone, Copy, Debug)]
pub struct Current<'a> {
    /// Its version.
    pub version: Version,
    /// Its fields.
    pub details: &'a Details,
}

/// An edit that may be made. Only [`edit`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    details: Details,
    fields: Vec<Field>,
}

impl Edited {
    /// The fields after the edit.
    pub fn details(&self) -> &Details {
        &self.details
    }

    /// Those that it changes; none when the customer is so already.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }
}

/// **CUS-2** The customer was changed after the state that an edit was based on: whoever edits chooses.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the customer was changed since")]
pub struct Conflict;

/// **CUS-2** Decides whether a customer may be changed by an edit that was based on the state `base`.
///
/// An edit that leaves everything as it is takes nothing from anybody: it is made whatever it was based on.
pub fn edit(current: Current<'_>, base: Version, change: &Change) -> Result<Edited, Conflict> {
    let wanted = change.clone().against(current.details);
    if base != current.version && !wanted.is_empty() {
        return Err(Conflict);
    }
    Ok(Edited {
        details: current.details.with(&wanted),
        fields: wanted.fields().map(|(field, _)| field).collect(),
    })
}

/// A device that may go to a customer. Only [`attach`] makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attached(Option<Uuid>);

impl Attached {
    /// Whose it is then; nobody's, if anybody's.
    pub fn customer(self) -> Option<Uuid> {
        self.0
    }
}

/// **CUS-6** The device is another customer's than was seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the device is another customer's by now")]
pub struct DeviceMoved;

/// **CUS-6** Decides whether a device that is `current`'s may go to `to`, by whoever saw it with `seen`. One that is there already stays.
pub fn attach(current: Option<Uuid>, seen: Option<Uuid>, to: Option<Uuid>) -> Result<Attached, DeviceMoved> {
    if current == seen || current == to {
        Ok(Attached(to))
    } else {
        Err(DeviceMoved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(fields: &[(Field, &str)]) -> Change {
        Change::typed(fields.iter().copied()).unwrap()
    }

    #[test]
    fn cus_1_a_customer_needs_a_name_and_nothing_else() {
        let nameless = Refused {
            field: Field::Name,
            why: FieldRefusal::Empty,
        };
        for (fields, expected) in [
            (change(&[(Field::Name, "山田商店")]), Ok(())),
            (change(&[(Field::Kana, "ヤマダ")]), Err(nameless)),
            (change(&[]), Err(nameless)),
        ] {
            assert_eq!(add(&fields).map(drop), expected, "{fields:?}");
        }
    }

    #[test]
    fn cus_2_an_edit_replaces_only_what_was_seen() {
        let (first, second) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let details = Details::default().with(&change(&[(Field::Name, "山田商店"), (Field::Phone, "092-1")]));
        let current = Current {
            version: second,
            details: &details,
        };
        for (base, fields, expected) in [
            (second, vec![(Field::Phone, "092-2")], Ok(vec![Field::Phone])),
            (second, vec![(Field::Phone, "")], Ok(vec![Field::Phone])),
            (second, vec![(Field::Phone, "092-1")], Ok(vec![])),
            (first, vec![(Field::Phone, "092-2")], Err(Conflict)),
            (first, vec![(Field::Memo, "x")], Err(Conflict)),
            (first, vec![(Field::Phone, "092-1")], Ok(vec![])),
            (first, vec![], Ok(vec![])),
        ] {
            let edited = edit(current, base, &change(&fields));
            assert_eq!(edited.map(|edited| edited.fields), expected, "{fields:?}");
        }
        let emptied = edit(current, second, &change(&[(Field::Phone, "")])).unwrap();
        assert_eq!(
            (emptied.details.get(Field::Name), emptied.details.get(Field::Phone)),
            ("山田商店", "")
        );
    }

    #[test]
    fn cus_6_a_device_goes_over_from_where_it_was_seen() {
        let [one, two, three] = [1, 2, 3].map(|id| Some(Uuid::from_u128(id)));
        for (current, seen, to, allowed) in [
            (None, None, one, true),
            (one, one, two, true),
            (one, one, None, true),
            (one, None, two, false),
            (one, three, two, false),
            (one, None, one, true),
            (None, one, None, true),
        ] {
            assert_eq!(
                attach(current, seen, to).is_ok(),
                allowed,
                "{current:?} {seen:?} {to:?}"
            );
        }
    }

    #[test]
    fn what_a_change_says_of_people_is_not_shown_to_a_log() {
        let change = change(&[(Field::Name, "山田商店")]);
        let details = Details::default().with(&change);
        assert_eq!(
            (format!("{change:?}"), format!("{details:?}")),
            ("{Name}".into(), "{Name}".into())
        );
    }

    #[test]
    fn cus_1_a_change_is_read_from_what_travels_and_judged_again() {
        let travels = r#"{"name":"山田商店","phone":"092-000-0000"}"#;
        let read: Change = serde_json::from_str(travels).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), travels);
        for refused in [r#"{"name":""}"#, r#"{"email":"a"}"#, r#"{"fax":"1"}"#] {
            assert!(serde_json::from_str::<Change>(refused).is_err(), "{refused}");
        }
    }
}
