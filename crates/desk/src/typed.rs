//! Numbers while they are typed, and those in whatever is pasted.

use std::str::FromStr;

use kagifuda_domain::ids::{ActivationKeyNo, DeviceId, ParseHexError, RegistrationId, RegistrationKey, grouped};
use kagifuda_domain::paste;

use crate::Desk;
use crate::fault::mistyped;
use crate::problem::{Field, Problem};
use crate::view::{FoundKeyView, FoundNumbersView, NumberView};

/// What was `typed` so far into `field`. Needs no account.
pub fn read_number(field: Field, typed: &str) -> NumberView {
    match field {
        Field::Device => read::<DeviceId>(field, typed, |id| matches!(id, DeviceId::Mac(_))),
        Field::ActivationKey => read::<ActivationKeyNo>(field, typed, |_| false),
        Field::RegistrationId => read::<RegistrationId>(field, typed, |_| false),
    }
}

fn read<T>(field: Field, typed: &str, is_mac: impl Fn(&T) -> bool) -> NumberView
where
    T: FromStr<Err = ParseHexError> + ToString,
{
    let error = match typed.parse::<T>() {
        Ok(number) => {
            return NumberView::Complete {
                number: number.to_string(),
                mac: is_mac(&number),
            };
        }
        Err(error) => error,
    };
    let grouped = grouped(typed);
    match error {
        ParseHexError::Length { found: 0, .. } => NumberView::Empty,
        ParseHexError::Length { expected, found, .. } if found < expected => NumberView::Partial {
            grouped,
            problem: mistyped(field)(error),
        },
        ParseHexError::Length { .. } | ParseHexError::Symbol { .. } => NumberView::Wrong {
            grouped,
            problem: mistyped(field)(error),
        },
    }
}

impl Desk {
    /// The numbers in `text`, a mail or anything else that was pasted, as far as the text or this computer knows what they are. Registration
    /// keys that were issued are left out: nobody applies with them.
    pub async fn find_numbers(&self, text: &str) -> Result<FoundNumbersView, Problem> {
        self.account().await?;
        let found = paste::find(text);
        let mut view = FoundNumbersView {
            devices: found.devices.iter().map(ToString::to_string).collect(),
            ..FoundNumbersView::default()
        };
        for key in found.keys {
            view.keys.push(FoundKeyView {
                activation_key: key.no.to_string(),
                registration_id: key.registration_id.map(|id| id.to_string()),
            });
        }
        for bits in found.unnamed {
            self.name(bits, &mut view).await?;
        }
        Ok(view)
    }

    /// Puts a number of 16 digits where it belongs, as this computer knows it.
    async fn name(&self, bits: u64, view: &mut FoundNumbersView) -> Result<(), Problem> {
        let (no, device) = (ActivationKeyNo::from_bits(bits), DeviceId::Mpr(bits));
        if self.cache.key(no).await?.is_some() {
            view.keys.push(FoundKeyView {
                activation_key: no.to_string(),
                registration_id: None,
            });
        } else if self.cache.device(device).await?.is_some() {
            view.devices.push(device.to_string());
        } else if !self.cache.is_registration_key(RegistrationKey::from_bits(bits)).await? {
            view.unnamed.push(no.to_string());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_while_it_is_typed() {
        let state = |field, typed: &str| match read_number(field, typed) {
            NumberView::Empty => "empty".to_owned(),
            NumberView::Partial { grouped, .. } => format!("partial {grouped}"),
            NumberView::Complete { number, mac } => format!("complete {number} {mac}"),
            NumberView::Wrong {
                grouped,
                problem: Problem::NumberSymbol { position, meant, .. },
            } => format!("wrong {grouped} {position} {meant:?}"),
            NumberView::Wrong { grouped, .. } => format!("wrong {grouped}"),
        };
        for (field, typed, expected) in [
            (Field::ActivationKey, "", "empty"),
            (Field::ActivationKey, " - ", "empty"),
            (Field::ActivationKey, "０１２３４ｆ", "partial 0123-4F"),
            (
                Field::ActivationKey,
                "0123456789abcdef",
                "complete 0123-4567-89AB-CDEF false",
            ),
            (Field::ActivationKey, "0123456789abcdef0", "wrong 0123-4567-89AB-CDEF-0"),
            (Field::ActivationKey, "012O", "wrong 012O 4 Some(\"0\")"),
            (Field::ActivationKey, "01X", "wrong 01X 3 None"),
            (Field::RegistrationId, "0123456", "partial 0123-456"),
            (Field::RegistrationId, "01234567", "complete 0123-4567 false"),
            (Field::Device, "0080f012345", "partial 0080-F012-345"),
            (Field::Device, "0080f0123456", "complete 00:80:F0:12:34:56 true"),
            (Field::Device, "00:80:F0:12:34:5", "partial 0080-F012-345"),
            (Field::Device, "0080f01234567", "partial 0080-F012-3456-7"),
            (Field::Device, "0080f01234567890", "complete 0080-F012-3456-7890 false"),
        ] {
            assert_eq!(state(field, typed), expected, "{typed}");
        }
    }
}
