//! The endpoints, one file each: parse, call, answer.

pub(crate) mod changes;
pub(crate) mod healthz;
pub(crate) mod maintenance;
pub(crate) mod metrics;
pub(crate) mod openapi;
pub(crate) mod page;
pub(crate) mod refresh;
pub(crate) mod register;
pub(crate) mod remo;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
