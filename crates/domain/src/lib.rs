//! The licensing domain: typed ids, the product catalogue, and the rules of the programmes, each under its number.
//!
//! Promises: every function here is pure. Time, secrets and randomness are passed in; a refusal is a value that carries
//! the facts of the refusal; a decision returns a proof that only this crate can make.
//!
//! Deliberately not here: I/O, async, reading a clock, SQL, the shapes of the wire, sentences for people.

/// serde reads such a type with its `FromStr` and writes it with its `Display`: `try_from = "String", into = "String"`.
macro_rules! stored_as_text {
    ($name:ident) => {
        impl TryFrom<String> for $name {
            type Error = <Self as ::std::str::FromStr>::Err;

            fn try_from(written: String) -> Result<Self, Self::Error> {
                written.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.to_string()
            }
        }
    };
}

pub mod account;
pub mod calendar;
pub mod catalogue;
pub mod customer;
pub mod due;
pub mod ids;
pub mod kms;
pub mod mail;
pub mod maintenance;
pub mod miemasu;
pub mod paste;
pub mod plan;
pub mod print;
pub mod remo;
pub mod site;
pub mod spreadsheet;
pub mod text;
pub mod tsunagaru;

pub use chrono;

use chrono::{DateTime, Utc};

/// Who tells the time. Implemented once by what runs (the server, the desk) and once by tests.
pub trait Clock: Send + Sync {
    /// The present instant, in UTC.
    fn now(&self) -> DateTime<Utc>;
}
