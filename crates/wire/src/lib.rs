//! What desks and server say to each other over HTTP, version 1: request and response bodies, signed records, problems.
//!
//! Promises: every body is one type here, used by both sides; problems are a closed set of codes with their facts;
//! a record is verified against exactly the bytes that were signed.
//!
//! Deliberately not here: deciding, storage, sentences for people.

pub mod account;
pub mod changes;
pub mod customer;
pub mod kms;
pub mod maintenance;
pub mod miemasu;
pub mod print;
pub mod problem;
pub mod record;
pub mod remo;
pub mod request;
pub mod session;
pub mod signing;
pub mod tsunagaru;

/// Media type of every problem, RFC 9457.
pub const PROBLEM_MEDIA_TYPE: &str = "application/problem+json";

/// Header that carries the key under which a write is done once (a UUID made by the desk).
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";
