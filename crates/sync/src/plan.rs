//! What a sync asks for, and whether what came may be applied. Pure.

use kagifuda_wire::changes::{Change, ChangePage, ChangesAfter, MAX_PAGE};
use kagifuda_wire::record::Record;
use kagifuda_wire::signing::{PinnedKeys, VerifyError};
use uuid::Uuid;

/// Why a page is not applied. Nothing of it is.
#[derive(Debug, thiserror::Error)]
pub enum FeedFault {
    /// A change is missing, or out of place.
    #[error("change {expected} should have come, {found} came")]
    Gap {
        /// The number that should have come.
        expected: u64,
        /// The number that came; the feed's head where none came.
        found: u64,
    },
    /// A signature does not fit the pinned keys.
    #[error("change {number} is not believed")]
    BadSignature {
        /// The change's number.
        number: u64,
        /// What is wrong with it.
        #[source]
        reason: VerifyError,
    },
    /// A record is of a shape that this version does not know.
    #[error("change {number} cannot be read: {reason}")]
    Unreadable {
        /// The change's number.
        number: u64,
        /// Where it cannot be read. Without the record's text, which holds secrets.
        reason: String,
    },
    /// The server has fewer changes than were applied here.
    #[error("change {cursor} is applied here, the server has only {head}")]
    WentBack {
        /// The latest change here.
        cursor: u64,
        /// The latest change there.
        head: u64,
    },
}

/// The request for what follows `cursor`, as many as a page may have.
pub fn request_after(cursor: u64) -> ChangesAfter {
    ChangesAfter {
        after: cursor,
        limit: MAX_PAGE,
    }
}

/// Whether `page` is what follows `cursor`, without a gap. A page may only be empty when there is nothing new.
pub fn check_order(cursor: u64, page: &ChangePage) -> Result<(), FeedFault> {
    let mut last = cursor;
    for change in &page.changes {
        if change.number != last + 1 {
            return Err(FeedFault::Gap {
                expected: last + 1,
                found: change.number,
            });
        }
        last = change.number;
    }
    if page.head < last {
        Err(FeedFault::WentBack {
            cursor: last,
            head: page.head,
        })
    } else if page.changes.is_empty() && page.head > cursor {
        Err(FeedFault::Gap {
            expected: cursor + 1,
            found: page.head,
        })
    } else {
        Ok(())
    }
}

/// The records of `page`, which is known to be in order, if `dealer`'s server signed every one of them. `keys` learn of the keys that
/// it tells of.
///
/// A new key is told of by a change that the one before it signed: it is known when the first change is met that it signed itself.
pub fn believe(keys: &mut PinnedKeys, dealer: Uuid, page: &ChangePage) -> Result<Vec<Record>, FeedFault> {
    let refused = |(number, reason)| FeedFault::BadSignature { number, reason };
    let mut records = Vec::with_capacity(page.changes.len());
    for by_one_key in page.changes.chunk_by(|a, b| a.signed_by == b.signed_by) {
        keys.verify(dealer, by_one_key).map_err(refused)?;
        for change in by_one_key {
            let here = |reason| refused((change.number, reason));
            // The change before may have told of another key.
            keys.may_sign(change.signed_by).map_err(here)?;
            let record = read(change)?;
            if let Record::RecordKey(key) = &record {
                keys.learn(key, change.signed_by).map_err(here)?;
            }
            records.push(record);
        }
    }
    Ok(records)
}

fn read(change: &Change) -> Result<Record, FeedFault> {
    serde_json::from_str(&change.record).map_err(|reason| FeedFault::Unreadable {
        number: change.number,
        reason: format!("{:?} error at column {}", reason.classify(), reason.column()),
    })
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;
    use kagifuda_wire::signing::{record_key, sign};

    use super::*;

    fn page(head: u64, numbers: &[u64]) -> ChangePage {
        let change = |number: &u64| Change {
            number: *number,
            record: String::new(),
            signed_by: 1,
            signature: String::new(),
        };
        ChangePage {
            head,
            changes: numbers.iter().map(change).collect(),
        }
    }

    #[test]
    fn a_page_follows_the_cursor_without_a_gap() {
        for (name, cursor, page, fault) in [
            ("nothing new", 5, page(5, &[]), None),
            ("the next ones", 5, page(7, &[6, 7]), None),
            ("some of many", 5, page(99, &[6, 7]), None),
            ("the first ones", 0, page(1, &[1]), None),
            (
                "begins late",
                5,
                page(7, &[7]),
                Some("change 6 should have come, 7 came"),
            ),
            (
                "misses one",
                5,
                page(8, &[6, 8]),
                Some("change 7 should have come, 8 came"),
            ),
            (
                "repeats one",
                5,
                page(7, &[6, 6]),
                Some("change 7 should have come, 6 came"),
            ),
            (
                "again from the start",
                5,
                page(7, &[5, 6]),
                Some("change 6 should have come, 5 came"),
            ),
            (
                "keeps back what it has",
                5,
                page(7, &[]),
                Some("change 6 should have come, 7 came"),
            ),
            (
                "has less than was applied",
                5,
                page(4, &[]),
                Some("change 5 is applied here, the server has only 4"),
            ),
            (
                "has less than it sends",
                5,
                page(6, &[6, 7]),
                Some("change 7 is applied here, the server has only 6"),
            ),
        ] {
            let found = check_order(cursor, &page).err().map(|fault| fault.to_string());
            assert_eq!(found.as_deref(), fault, "{name}");
        }
    }
    const DEALER: Uuid = Uuid::from_u128(1);

    fn secret(id: u32) -> SigningKey {
        SigningKey::from_bytes(&[id as u8; 32])
    }

    fn product() -> String {
        let name = r#"{"ja":"鍵","en":"Key"}"#;
        format!(
            r#"{{"record":"product","code":"A-1","programme":"kms","name":{name},"use":{name},"extent":"perpetual","demo":false}}"#
        )
    }

    fn tells_of(id: u32) -> String {
        serde_json::to_string(&Record::RecordKey(record_key(id, &secret(id)))).unwrap()
    }

    fn signed(changes: &[(u32, String)]) -> ChangePage {
        let changes: Vec<Change> = (1..)
            .zip(changes)
            .map(|(number, (by, record))| sign(*by, &secret(*by), DEALER, number, record.clone()))
            .collect();
        ChangePage {
            head: changes.len() as u64,
            changes,
        }
    }

    #[test]
    fn a_new_key_is_believed_from_where_the_one_before_it_tells_of_it() {
        for (name, changes, refused) in [
            (
                "twice in one page",
                vec![
                    (1, product()),
                    (1, tells_of(2)),
                    (2, product()),
                    (2, tells_of(3)),
                    (3, product()),
                ],
                None,
            ),
            (
                "too early",
                vec![(2, product()), (1, tells_of(2))],
                Some((1, VerifyError::UnknownKey(2))),
            ),
            (
                "vouches for itself",
                vec![(1, product()), (2, tells_of(2)), (2, product())],
                Some((2, VerifyError::UnknownKey(2))),
            ),
            (
                "the old one goes on",
                vec![(1, tells_of(2)), (1, product())],
                Some((2, VerifyError::RetiredKey(1))),
            ),
        ] {
            let mut keys = PinnedKeys::read(&[record_key(1, &secret(1))], 0).unwrap();
            let found = match believe(&mut keys, DEALER, &signed(&changes)) {
                Ok(records) => {
                    assert_eq!(records.len(), changes.len(), "{name}");
                    None
                }
                Err(FeedFault::BadSignature { number, reason }) => Some((number, reason)),
                Err(other) => panic!("{name}: {other}"),
            };
            assert_eq!(found, refused, "{name}");
        }
    }
}
