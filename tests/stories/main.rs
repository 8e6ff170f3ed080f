//! The whole system, told as stories: an office, its network, its server, all of them real.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod account;
mod customers;
mod daily_work;
mod drafts;
mod kms;
mod lies;
mod look_up;
mod network;
mod outbox;
mod paper;
mod paper_refused;
mod planner;
mod prints;
mod quiet;
mod registering;
mod reports;
mod rotation;
mod scan;
mod second_factor;
mod staff;
mod tsunagaru;
