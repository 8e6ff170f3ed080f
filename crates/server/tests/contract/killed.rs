//! A server that is killed again and again while many write.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use futures_util::future::join_all;
use kagifuda_domain::kms::Pair;
use serde_json::Value;
use uuid::Uuid;

use crate::on_both_engines;
use crate::support::{Desk, World};

on_both_engines!(what_was_confirmed_is_there_and_the_rest_is_whole_or_not_at_all);

const WRITES: usize = 1_000;
const WRITERS: usize = 16;
/// Writes that are confirmed between two kills.
const BETWEEN_KILLS: usize = 120;

/// A server in a process of its own.
struct Process {
    child: Child,
    address: String,
}

impl Process {
    fn start(world: &World) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kagifuda-server"))
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--database",
                &world.database,
                "--data",
            ])
            .arg(world.dir.path().join("data"))
            .env("RUST_LOG", "off")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line.strip_prefix("listening on ").unwrap().trim_end().to_owned();
        Self { child, address }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// A write, with the key under which it is done once.
#[derive(Clone)]
struct Asked {
    key: Uuid,
    body: Value,
}

async fn what_was_confirmed_is_there_and_the_rest_is_whole_or_not_at_all(world: World) {
    world.dealer("dealer01").await;
    let asked: Vec<Asked> = world
        .mint("dealer01", "KX-VCS101", WRITES)
        .await
        .into_iter()
        .enumerate()
        .map(write)
        .collect();
    let mut left = asked.clone();
    let (mut confirmed, mut kills) = (HashMap::new(), 0);
    while !left.is_empty() {
        let process = Process::start(&world);
        let done = write_until_killed(process, &left).await;
        kills += 1;
        left.retain(|one| !done.contains_key(&one.key));
        confirmed.extend(done);
        if kills > WRITES / BETWEEN_KILLS {
            break;
        }
    }
    assert!(
        confirmed.len() >= WRITES / 2 && kills >= 5,
        "{} confirmed, {kills} kills",
        confirmed.len()
    );

    // The feed is read by a server that was never killed: gapless, signed, each key whole.
    let desk = world.sign_in("dealer01").await;
    let told = registered(&desk).await;
    for one in &asked {
        let number = one.body["keys"][0]["activation_key"].as_str().unwrap();
        let was_told = told.get(number);
        let again = desk.register_under(one.key, one.body.clone()).await;
        let replayed = again.headers.contains_key("idempotency-replayed");
        assert_eq!(again.status, 200, "{}", again.text);
        assert_eq!(
            was_told.is_some(),
            replayed,
            "record and answer are there together, or neither is"
        );
        let registration_key = &again.json()["registrations"][0]["registration_key"];
        if let Some(was_told) = was_told {
            assert_eq!(was_told, registration_key);
        }
        if let Some(answer) = confirmed.get(&one.key) {
            assert_eq!((was_told.is_some(), answer), (true, &again.text), "confirmed");
        }
    }
    assert_eq!(registered(&desk).await.len(), WRITES);
    let admin = world.admin().await;
    assert!(admin.verify_audit().await.unwrap().faults.is_empty());
    admin.close().await;
}

fn write((n, pair): (usize, Pair)) -> Asked {
    let device = format!("FFFF-0000-0000-{n:04}");
    Asked {
        key: Uuid::new_v4(),
        body: Desk::application(&device, &[pair]),
    }
}

/// Sends writes until enough are confirmed, kills the server while others are under way, and answers those confirmed.
async fn write_until_killed(process: Process, left: &[Asked]) -> HashMap<Uuid, String> {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let desk = Desk::sign_in(http, &process.address, "dealer01").await;
    let (confirmed, process) = (Mutex::new(HashMap::new()), Mutex::new(Some(process)));
    let queue = Mutex::new(left.iter());
    let writer = async || {
        loop {
            let next = queue.lock().unwrap().next();
            let Some(one) = next else { return };
            let Some(answer) = desk.try_register_under(one.key, &one.body).await else {
                return;
            };
            assert_eq!(answer.status, 200, "{}", answer.text);
            let count = {
                let mut confirmed = confirmed.lock().unwrap();
                confirmed.insert(one.key, answer.text);
                confirmed.len()
            };
            if count >= BETWEEN_KILLS {
                process.lock().unwrap().take().into_iter().for_each(Process::kill);
            }
        }
    };
    join_all((0..WRITERS).map(|_| writer())).await;
    process.into_inner().unwrap().into_iter().for_each(Process::kill);
    confirmed.into_inner().unwrap()
}

/// Each registered number in the feed with its registration key.
async fn registered(desk: &Desk) -> HashMap<String, Value> {
    let records = desk.records().await;
    let registration = |record: &Value| {
        let key = record["registration"]["registration_key"].clone();
        let number = record["activation_key"].as_str()?.to_owned();
        (!key.is_null()).then_some((number, key))
    };
    records.iter().filter_map(registration).collect()
}
