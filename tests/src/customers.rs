//! Customers, as a desk writes them down.

use kagifuda_desk::Desk;
use kagifuda_desk::view::{CustomerFields, CustomerForm, CustomerView, OutcomeView};

/// A customer of whom only the name is known.
pub fn named(name: &str) -> CustomerFields {
    CustomerFields {
        name: name.into(),
        ..CustomerFields::default()
    }
}

/// Adds a customer, and tells its ID.
pub async fn add(desk: &Desk, fields: CustomerFields) -> String {
    let form = CustomerForm {
        id: None,
        version: None,
        before: CustomerFields::default(),
        fields,
    };
    desk.save_customer(form).await.expect("it is saved").id
}

/// What `desk` knows of a customer.
pub async fn one(desk: &Desk, id: &str) -> CustomerView {
    desk.customer(id).await.expect("the customer is here")
}

/// Changes what was `seen`.
pub async fn edit(desk: &Desk, seen: &CustomerView, change: impl FnOnce(&mut CustomerFields)) -> OutcomeView {
    let mut fields = seen.fields.clone();
    change(&mut fields);
    let form = CustomerForm {
        id: Some(seen.id.clone()),
        version: Some(seen.version.clone()),
        before: seen.fields.clone(),
        fields,
    };
    let saved = desk.save_customer(form).await.expect("it is taken");
    saved.submit.expect("something was changed").outcome
}
