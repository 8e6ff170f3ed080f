//! KMS: one file for each endpoint.

pub(crate) mod register;
pub(crate) mod report;
pub(crate) mod search;
pub(crate) mod site;
