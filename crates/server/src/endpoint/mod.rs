//! The endpoints, one file each: parse, call, answer.

pub(crate) mod account;
pub(crate) mod changes;
pub(crate) mod customer;
pub(crate) mod healthz;
pub(crate) mod kms;
pub(crate) mod maintenance;
pub(crate) mod metrics;
pub(crate) mod miemasu;
pub(crate) mod openapi;
pub(crate) mod page;
pub(crate) mod prints;
pub(crate) mod refresh;
pub(crate) mod refused;
pub(crate) mod remo;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod tsunagaru;
