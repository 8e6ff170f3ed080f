//! What the server promises to desks, told in stories, each on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "../support/mod.rs"]
mod support;

mod account;
mod at_once;
mod backup;
mod bad_input;
mod catalogue;
mod customers;
mod feed;
mod idempotency;
mod killed;
mod kms;
mod life;
mod lookup;
mod mail;
mod miemasu;
mod openapi;
mod operator;
mod outbox;
mod prints;
mod random_input;
mod remo;
mod remo_account;
mod remo_allocation;
mod remo_jobs;
mod remo_perpetual;
mod rotation;
mod session;
mod tsunagaru;

pub(crate) use support::on_both_engines;
