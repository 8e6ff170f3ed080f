//! The whole system, told as stories: an office, its network, its server, all of them real.

mod account;
mod daily_work;
mod lies;
mod network;
mod outbox;
mod quiet;
