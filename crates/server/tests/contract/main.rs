//! What the server promises to desks, told in stories, each on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[path = "../support/mod.rs"]
mod support;

mod bad_input;
mod feed;
mod idempotency;
mod kms;
mod life;
mod mail;
mod openapi;
mod operator;
mod outbox;
mod random_input;
mod remo;
mod remo_account;
mod remo_jobs;
mod remo_perpetual;
mod session;

/// Runs each story once on either engine.
macro_rules! on_both_engines {
    ($($story:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::support::World::new(crate::support::Engine::Sqlite).await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::support::World::new(crate::support::Engine::Postgres).await).await;
            })*
        }
    };
}
pub(crate) use on_both_engines;
