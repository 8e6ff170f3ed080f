//! The cache as its users meet it, on real encrypted files.

#![expect(
    clippy::unwrap_used,
    reason = "what helps a test may fail as loudly as the test itself"
)]

mod account;
mod customer;
mod device;
mod draft;
mod feed;
mod kept;
mod look_up;
mod look_up_property;
mod opening;
mod outbox;
mod prints;
mod recovery;
mod search;
mod search_property;
mod support;
