//! What the window's pages may ask for. Every command hands on to the desk and answers; none decides.

pub mod account;
pub mod customers;
pub mod look_up;
pub mod paper;
pub mod state;
