//! What the window's pages may ask for. Every command hands on to the desk and answers; none decides.

pub mod account;
pub mod due;
pub mod look_up;
pub mod paper;
pub mod plan;
pub mod report;
pub mod state;
pub mod tsunagaru;
