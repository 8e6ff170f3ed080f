//! What people ask: a mix of everything they have at hand.

use crate::office::{Numbers, Office};

/// What a question is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A whole number.
    Number,
    /// 4 to 10 digits of one, without hyphens.
    Inside,
    /// Two characters.
    Two,
    /// The beginning of a customer's kana.
    Kana,
    /// Characters of a customer's name.
    Customer,
    /// Characters of a site.
    Site,
    /// A product code.
    Product,
    /// Characters of a device id.
    Device,
    /// A number that is nowhere.
    Miss,
    /// A customer and a product.
    Words,
}

/// All of them.
pub const KINDS: [Kind; 10] = [
    Kind::Number,
    Kind::Inside,
    Kind::Two,
    Kind::Kana,
    Kind::Customer,
    Kind::Site,
    Kind::Product,
    Kind::Device,
    Kind::Miss,
    Kind::Words,
];

/// What is typed.
pub struct Question {
    pub kind: Kind,
    pub text: String,
}

/// A thousand questions to `office`, a hundred of each kind, in turns.
pub fn thousand(office: Office) -> Vec<Question> {
    let mut numbers = Numbers::from_seed(7);
    KINDS
        .iter()
        .cycle()
        .take(1_000)
        .map(|kind| Question {
            kind: *kind,
            text: ask(*kind, office, &mut numbers),
        })
        .collect()
}

fn ask(kind: Kind, office: Office, numbers: &mut Numbers) -> String {
    let key = office.key(numbers.below(office.keys));
    let customer = office.customer(numbers.next());
    let device = office.device(numbers.below(office.keys / 4));
    match kind {
        Kind::Number => key.activation_key.to_string(),
        Kind::Inside => {
            let length = 4 + numbers.below(7) as usize;
            let from = numbers.below(17 - length as u64) as usize;
            key.activation_key.plain()[from..from + length].into()
        }
        Kind::Two => key.activation_key.plain()[..2].into(),
        Kind::Kana => part(&customer.kana, 0, 2 + numbers.below(4) as usize),
        Kind::Customer => part(&customer.name, numbers.below(3) as usize, 4),
        Kind::Site => part(&device.site.lines()[0], numbers.below(3) as usize, 4),
        Kind::Product => key.product.to_string(),
        Kind::Device => device.device.to_string()[3..12].into(),
        Kind::Miss => format!("{:010X}", numbers.next() >> 24),
        Kind::Words => format!("{} {}", part(&customer.name, 0, 5).trim(), key.product),
    }
}

fn part(text: &str, from: usize, length: usize) -> String {
    text.chars().filter(|c| *c != ' ').skip(from).take(length).collect()
}
