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

/// A mail that left as a file.
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub body: String,
}

impl Letter {
    /// The token of the link in it.
    pub fn token(&self) -> String {
        let (_, rest) = self
            .body
            .split_once("/account#")
            .unwrap_or_else(|| panic!("no link: {}", self.body));
        rest.split_whitespace().next().unwrap().to_owned()
    }
}

/// The mails that left as files, to `to`, once there are `count`.
pub async fn letters(world: &World, to: &str, count: usize) -> Vec<Letter> {
    let folder = world.dir.path().join("data/mail");
    let read = || {
        let files = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
        let files = files.filter(|path| path.extension().is_some_and(|end| end == "eml"));
        let mut letters: Vec<(std::time::SystemTime, Letter)> = Vec::new();
        for file in files {
            let written = std::fs::metadata(&file).unwrap().modified().unwrap();
            let text = std::fs::read(&file).unwrap();
            let mail = MessageParser::default().parse(&text).unwrap();
            letters.push((
                written,
                Letter {
                    to: mail.to().unwrap().first().unwrap().address().unwrap().to_owned(),
                    subject: mail.subject().unwrap().to_owned(),
                    body: mail.body_text(0).unwrap().into_owned(),
                },
            ));
        }
        letters.sort_by_key(|(written, _)| *written);
        letters
            .into_iter()
            .map(|(_, letter)| letter)
            .filter(|letter| letter.to == to)
            .collect::<Vec<_>>()
    };
    until("letters arrive", async || read().len() >= count).await;
    let letters = read();
    assert_eq!(
        letters.len(),
        count,
        "{:?}",
        letters.iter().map(|letter| &letter.subject).collect::<Vec<_>>()
    );
    letters
}

/// Waits until every wish for a link is answered and every mail has left.
pub async fn all_quiet(world: &World) {
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(&world.database).await.unwrap();
    until("all is quiet", async || {
        let (waiting,): (i64,) = sqlx::query_as(
            "SELECT (SELECT COUNT(*) FROM link_request WHERE done_at IS NULL) + (SELECT COUNT(*) FROM mail WHERE next_try_at IS NOT NULL)",
        )
        .fetch_one(&pool)
        .await
        .unwrap();
        waiting == 0
    })
    .await;
    pool.close().await;
}
