//! Fields of customers as views carry them, and back.

use kagifuda_domain::customer::{Change, Details, Field, FieldRefusal, Refused};

use crate::fault::narrow;
use crate::problem::{CustomerField, CustomerProblem, Mistake, Problem};
use crate::view::{CustomerFields, FieldChangeView};

pub(super) fn view(details: &Details) -> CustomerFields {
    let text = |field| details.get(field).to_owned();
    CustomerFields {
        name: text(Field::Name),
        kana: text(Field::Kana),
        contact: text(Field::Contact),
        phone: text(Field::Phone),
        email: text(Field::Email),
        address: text(Field::Address),
        memo: text(Field::Memo),
    }
}

fn typed(fields: &CustomerFields, field: Field) -> &str {
    match field {
        Field::Name => &fields.name,
        Field::Kana => &fields.kana,
        Field::Contact => &fields.contact,
        Field::Phone => &fields.phone,
        Field::Email => &fields.email,
        Field::Address => &fields.address,
        Field::Memo => &fields.memo,
    }
}

/// What is different in `fields` from `before`, or everything that is typed wrongly.
pub(super) fn change(before: &CustomerFields, fields: &CustomerFields) -> Result<Change, Problem> {
    let different = Field::ALL
        .into_iter()
        .filter(|field| typed(before, *field) != typed(fields, *field));
    Change::typed(different.map(|field| (field, typed(fields, field)))).map_err(mistyped)
}

/// All of `fields`, for a customer that is new.
pub(super) fn all(fields: &CustomerFields) -> Result<Change, Problem> {
    let said = Field::ALL
        .into_iter()
        .filter(|field| *field == Field::Name || !typed(fields, *field).trim().is_empty());
    Change::typed(said.map(|field| (field, typed(fields, field)))).map_err(mistyped)
}

/// What of `fields` fits, and why the rest does not.
pub(super) fn readable(fields: &CustomerFields) -> (Change, Vec<Refused>) {
    let (mut change, mut refused) = (Change::default(), Vec::new());
    for field in Field::ALL {
        refused.extend(change.set(field, typed(fields, field)).err());
    }
    (change, refused)
}

fn mistyped(refused: Vec<Refused>) -> Problem {
    let mistake = |refused| Mistake {
        key_line: None,
        problem: problem(refused),
    };
    Problem::FormMistyped {
        mistakes: refused.into_iter().map(mistake).collect(),
    }
}

/// Why a field is not taken.
pub(super) fn problem(Refused { field, why }: Refused) -> Problem {
    let of = field.into();
    match why {
        FieldRefusal::Empty => Problem::Customer(CustomerProblem::CustomerNameMissing),
        FieldRefusal::TooLong { max, found } => Problem::Customer(CustomerProblem::CustomerFieldTooLong {
            of,
            max: narrow(max),
            found: narrow(found),
        }),
        FieldRefusal::Hidden => Problem::Customer(CustomerProblem::CustomerFieldHidden { of }),
        FieldRefusal::NoDigits => Problem::Customer(CustomerProblem::CustomerPhoneWithoutDigits),
        FieldRefusal::NoAddress => Problem::Customer(CustomerProblem::CustomerMailAddress),
    }
}

/// What `change` makes of `before`, field by field.
pub(super) fn changes(before: &Details, change: &Change) -> Vec<FieldChangeView> {
    let view = |(field, after): (Field, &str)| FieldChangeView {
        field: field.into(),
        before: before.get(field).to_owned(),
        after: after.to_owned(),
    };
    change.fields().map(view).collect()
}

impl From<Field> for CustomerField {
    fn from(field: Field) -> Self {
        match field {
            Field::Name => Self::Name,
            Field::Kana => Self::Kana,
            Field::Contact => Self::Contact,
            Field::Phone => Self::Phone,
            Field::Email => Self::Email,
            Field::Address => Self::Address,
            Field::Memo => Self::Memo,
        }
    }
}

impl From<CustomerField> for Field {
    fn from(field: CustomerField) -> Self {
        match field {
            CustomerField::Name => Self::Name,
            CustomerField::Kana => Self::Kana,
            CustomerField::Contact => Self::Contact,
            CustomerField::Phone => Self::Phone,
            CustomerField::Email => Self::Email,
            CustomerField::Address => Self::Address,
            CustomerField::Memo => Self::Memo,
        }
    }
}
