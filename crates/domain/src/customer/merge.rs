//! Two customers that are one.

use super::{Change, Current, Details, Edited, Field, Version, edit};

/// One of two customers, with the state of it that was seen when they were chosen.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a, Id> {
    /// Which.
    pub id: Id,
    /// As it stands.
    pub current: Current<'a>,
    /// As it was seen.
    pub base: Version,
}

/// Two customers that may become one. Only [`merge`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged(Edited);

impl Merged {
    /// What becomes of the one that stays.
    pub fn stays(&self) -> &Edited {
        &self.0
    }
}

/// **CUS-3** Why two customers are not merged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum MergeRefusal<Id> {
    /// They are one already.
    #[error("a customer is not merged with itself")]
    Itself,
    /// One of them was changed since it was seen.
    #[error("one of the customers was changed since")]
    Changed(Id),
}

/// **CUS-3** Decides whether `goes` may become one with `stays`: both as they were seen, with `change` made to the one that stays. Its
/// devices go over to it, whatever they are; nothing of what `goes` says is kept but what `change` names.
pub fn merge<Id: Copy + PartialEq>(
    stays: Given<'_, Id>,
    goes: Given<'_, Id>,
    change: &Change,
) -> Result<Merged, MergeRefusal<Id>> {
    if stays.id == goes.id {
        return Err(MergeRefusal::Itself);
    }
    for given in [stays, goes] {
        if given.base != given.current.version {
            return Err(MergeRefusal::Changed(given.id));
        }
    }
    edit(stays.current, stays.base, change)
        .map(Merged)
        .map_err(|_| MergeRefusal::Changed(stays.id))
}

/// **CUS-3** What is offered when two are merged: what `stays` leaves open is taken from `goes`, and both memos are kept, one below the
/// other. A name is never replaced.
pub fn suggestion(stays: &Details, goes: &Details) -> Details {
    let fields = Field::ALL.map(|field| {
        let (kept, other) = (stays.get(field), goes.get(field));
        let text = match field {
            Field::Memo if !kept.is_empty() && !other.is_empty() && !kept.contains(other) => format!("{kept}\n{other}"),
            Field::Name | Field::Kana | Field::Contact | Field::Phone | Field::Email | Field::Address | Field::Memo => {
                if kept.is_empty() { other } else { kept }.to_owned()
            }
        };
        (field, text)
    });
    Details::kept(fields)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn details(fields: &[(Field, &str)]) -> Details {
        Details::kept(fields.iter().map(|(field, text)| (*field, (*text).to_owned())))
    }

    #[test]
    fn cus_3_two_customers_become_one_only_as_they_were_seen() {
        let [old, new] = [1, 2].map(Uuid::from_u128);
        let of = details(&[(Field::Name, "山田商店")]);
        let given = |id: u32, base| Given {
            id,
            base,
            current: Current {
                version: new,
                details: &of,
            },
        };
        for (stays, goes, expected) in [
            (given(1, new), given(2, new), Ok(())),
            (given(1, new), given(1, new), Err(MergeRefusal::Itself)),
            (given(1, old), given(2, new), Err(MergeRefusal::Changed(1))),
            (given(1, new), given(2, old), Err(MergeRefusal::Changed(2))),
        ] {
            assert_eq!(merge(stays, goes, &Change::default()).map(drop), expected);
        }
        let change = Change::typed([(Field::Memo, "x")]).unwrap();
        let merged = merge(given(1, new), given(2, new), &change).unwrap();
        assert_eq!(merged.stays().details().get(Field::Memo), "x");
    }

    #[test]
    fn cus_3_what_is_offered_loses_no_memo_and_fills_what_is_open() {
        let stays = details(&[(Field::Name, "山田商店"), (Field::Phone, "1"), (Field::Memo, "A")]);
        let goes = details(&[
            (Field::Name, "㈱山田"),
            (Field::Phone, "2"),
            (Field::Kana, "ヤマダ"),
            (Field::Memo, "B"),
        ]);
        let offered = suggestion(&stays, &goes);
        let said = Field::ALL.map(|field| offered.get(field).to_owned());
        assert_eq!(said, ["山田商店", "ヤマダ", "", "1", "", "", "A\nB"]);
        assert_eq!(suggestion(&stays, &stays), stays, "the same memo is not kept twice");
    }
}
