//! Cards of perpetual licences.

use std::num::NonZeroU32;

use chrono::{DateTime, Utc};

use super::Path;
use crate::catalogue::{Extent, Product, Programme};
use crate::kms::{LineRefusal, OnFile, Pair, possess};

/// Proof that a card may be registered under a customer's account. Only [`register_card`] makes one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Card {
    pair: Pair,
    product: Product,
    path: Path,
    cameras: NonZeroU32,
    again: bool,
}

impl Card {
    /// The pair on it.
    pub fn pair(&self) -> Pair {
        self.pair
    }

    /// What it is a card of.
    pub fn product(&self) -> &Product {
        &self.product
    }

    /// The path of its cameras.
    pub fn path(&self) -> Path {
        self.path
    }

    /// For how many cameras it is: so many licences it gives.
    pub fn cameras(&self) -> NonZeroU32 {
        self.cameras
    }

    /// Whether it was registered under this account before, so that there is nothing to do.
    pub fn is_again(&self) -> bool {
        self.again
    }
}

/// Why a card is not registered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CardRefusal<Id> {
    /// The pair is not taken.
    Pair(LineRefusal),
    /// It is no card of a perpetual licence: licences of a term come from stock.
    NotPerpetual,
    /// It is registered under another account.
    OtherCustomer {
        /// Whose; one of the same dealer's.
        customer: Id,
    },
}

/// **REM-8** Decides whether the card with `pair` may be registered under the account of `customer`. The id pairs of cards are activation
/// keys: unknown and wrong ones answer alike, and too many lock the number (**KMS-11**). One card is for one account (**REM-10**).
///
/// `product` is that of the key on file, and `registered` whose card it is already.
pub fn register_card<Id: Copy + PartialEq>(
    pair: Pair,
    on_file: &OnFile,
    product: Option<&Product>,
    registered: Option<Id>,
    customer: Id,
    now: DateTime<Utc>,
) -> Result<Card, CardRefusal<Id>> {
    possess(Programme::Remo, pair, on_file, now).map_err(CardRefusal::Pair)?;
    let (product, path, cameras) = product.and_then(perpetual).ok_or(CardRefusal::NotPerpetual)?;
    match registered {
        Some(other) if other != customer => Err(CardRefusal::OtherCustomer { customer: other }),
        Some(_) | None => Ok(Card {
            pair,
            product: product.clone(),
            path,
            cameras,
            again: registered.is_some(),
        }),
    }
}

fn perpetual(product: &Product) -> Option<(&Product, Path, NonZeroU32)> {
    match product.extent {
        Extent::Units(cameras) => Some((product, product.path?, NonZeroU32::new(cameras)?)),
        Extent::Months(_) | Extent::Perpetual => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Bilingual;
    use crate::ids::{ActivationKeyNo, RegistrationId};
    use crate::kms::ActivationKey;

    const PAIR: Pair = Pair {
        no: ActivationKeyNo::from_bits(1),
        registration_id: RegistrationId::from_bits(1),
    };

    fn product(extent: Extent) -> Product {
        let text = || Bilingual {
            ja: "鍵".into(),
            en: "key".into(),
        };
        let (code, programme) = ("DG-JLE100W-4A".parse().unwrap(), Programme::Remo);
        Product {
            code,
            programme,
            name: text(),
            purpose: text(),
            extent,
            services: None,
            path: Some(Path::Edge),
            demo: false,
        }
    }

    fn on_file(programme: Programme) -> OnFile {
        let product = "DG-JLE100W-4A".parse().unwrap();
        let key = ActivationKey {
            registration_id: PAIR.registration_id,
            product,
            programme,
            binding: None,
        };
        OnFile {
            key: Some(key),
            wrong_pairs: vec![],
        }
    }

    #[test]
    fn rem_8_a_card_is_registered_by_both_its_ids_under_one_account() {
        let wrong = Pair {
            registration_id: RegistrationId::from_bits(2),
            ..PAIR
        };
        let (pack, remo) = (Extent::Units(4), Programme::Remo);
        for (name, pair, programme, extent, registered, refusal) in [
            ("fresh", PAIR, remo, pack, None, None),
            ("again", PAIR, remo, pack, Some(1), None),
            (
                "another's",
                PAIR,
                remo,
                pack,
                Some(2),
                Some(CardRefusal::OtherCustomer { customer: 2 }),
            ),
            (
                "wrong id",
                wrong,
                remo,
                pack,
                None,
                Some(CardRefusal::Pair(LineRefusal::UnknownPair)),
            ),
            (
                "wrong id of another's",
                wrong,
                remo,
                pack,
                Some(2),
                Some(CardRefusal::Pair(LineRefusal::UnknownPair)),
            ),
            (
                "a term",
                PAIR,
                remo,
                Extent::Months(12),
                None,
                Some(CardRefusal::NotPerpetual),
            ),
            (
                "KMS",
                PAIR,
                Programme::Kms,
                Extent::Perpetual,
                None,
                Some(CardRefusal::Pair(LineRefusal::OtherProgramme {
                    programme: Programme::Kms,
                })),
            ),
        ] {
            let product = product(extent);
            let decided = register_card(
                pair,
                &on_file(programme),
                Some(&product),
                registered,
                1,
                DateTime::UNIX_EPOCH,
            );
            let cameras = decided.as_ref().map(|card| (card.cameras().get(), card.is_again()));
            assert_eq!(
                cameras.ok(),
                refusal.is_none().then_some((4, registered.is_some())),
                "{name}"
            );
            assert_eq!(decided.err(), refusal, "{name}");
        }
    }
}
