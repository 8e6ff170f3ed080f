//! What the window's pages may ask for. Every command hands on to the desk and answers; none decides.

pub mod account;
pub mod check;
pub mod customers;
pub mod draft;
pub mod due;
pub mod issue;
pub mod look_up;
pub mod manual;
pub mod members;
pub mod paper;
pub mod plan;
pub mod registering;
pub mod report;
pub mod saved_filter;
pub mod state;
pub mod tsunagaru;
