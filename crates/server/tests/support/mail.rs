//! What stories about mail share.

use std::time::{Duration, Instant};

use kagifuda_domain::kms::Pair;
use mail_parser::MessageParser;
use serde_json::{Value, json};

use super::sink::{Sink, Taken};
use super::{DEVICE, Desk, World};

/// The body of an application with a result mail in Japanese.
pub fn mailed(pairs: &[Pair], to: &[&str]) -> Value {
    let mut body = Desk::application(DEVICE, pairs);
    body["mail"] = json!({ "to": to, "language": "ja" });
    body
}

/// Waits for what a job does.
pub async fn until(what: &str, done: impl AsyncFn() -> bool) {
    let started = Instant::now();
    while !done().await {
        assert!(started.elapsed() < Duration::from_secs(30), "{what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

pub async fn until_taken(sink: &Sink, count: usize) -> Vec<Taken> {
    until("mails arrive", async || sink.taken().len() >= count).await;
    sink.taken()
}

pub fn message_id(mail: &Taken) -> String {
    let mail = MessageParser::default().parse(&mail.text).unwrap();
    mail.message_id().unwrap().to_owned()
}

/// What is kept of a mail.
pub struct Kept {
    pub recipient: String,
    pub body: String,
    pub next_try_at: Option<i64>,
    pub tries: i64,
    pub sent_at: Option<i64>,
    pub last_error: Option<String>,
}

type Row = (String, String, Option<i64>, i64, Option<i64>, Option<String>);

pub async fn kept(world: &World) -> Vec<Kept> {
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(&world.database).await.unwrap();
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT recipient, body, next_try_at, tries, sent_at, last_error FROM mail ORDER BY made_at, recipient",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    pool.close().await;
    let kept = |(recipient, body, next_try_at, tries, sent_at, last_error)| Kept {
        recipient,
        body,
        next_try_at,
        tries,
        sent_at,
        last_error,
    };
    rows.into_iter().map(kept).collect()
}

/// A world that mails to a sink, with a desk of `dealer01` and `count` keys.
pub async fn mailing(world: World, sink: &Sink, count: usize) -> (World, Desk, Vec<Pair>) {
    let world = world.mailing(sink.options()).await;
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", count).await;
    (world, desk, keys)
}
