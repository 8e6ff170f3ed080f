//! The cache as its users meet it, on real encrypted files.

mod account;
mod feed;
mod opening;
mod outbox;
mod search;
mod search_property;
mod support;
