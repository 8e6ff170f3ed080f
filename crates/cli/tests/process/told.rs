//! What is told to people: in sentences, with what to do, and without secrets.

use std::process::Command;

use chrono::TimeDelta;
use kagifuda_tests::network::Weather;
use kagifuda_tests::server::{LOGIN, PASSWORD};
use serde_json::{Value, json};

use crate::office::{DEVICE, Office, run};

#[tokio::test(flavor = "multi_thread")]
async fn messages_are_in_the_language_asked_for() {
    let office = Office::new().await;
    assert!(office.cli(&["sync"]).await.stderr.contains("ログイン"));
    assert!(office.cli(&["sync", "--lang", "en"]).await.stderr.contains("Sign in"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_tells_what_became_of_what_waited_and_intents_shows_every_line() {
    let office = Office::signed_in().await;
    let pairs = office.server.mint(2).await;
    assert_eq!(office.cli(&["sync"]).await.status, 0);
    let lines: Vec<String> = pairs
        .iter()
        .map(|pair| format!("{}:{}", pair.no, pair.registration_id))
        .collect();
    office.network.cut();
    for (device, typed) in [(DEVICE, &lines[..1]), ("FFFF-0000-0000-0001", &lines[..])] {
        let args = ["issue", "--device", device, "--keys-stdin"];
        let queued = office.run(&args, &typed.join("\n")).await;
        assert!(queued.stdout.contains("次の同期で送信"), "{queued:?}");
    }
    office.network.mend();
    let synced = office.cli(&["sync", "--json"]).await;
    let answered = synced.json()["answered"].clone();
    assert_eq!(answered[0]["answer"]["outcome"], "issued");
    assert_eq!(answered[1]["answer"]["outcome"], "refused");
    let registration_key = answered[0]["answer"]["registrations"][0]["registration_key"]
        .as_str()
        .unwrap();
    let (first, second) = (pairs[0].no.to_string(), pairs[1].no.to_string());
    for told in [&first, &second, "発行済み", "受け付けられませんでした", "すでに機器"] {
        assert!(synced.stderr.contains(told), "{told}: {synced:?}");
    }
    assert!(
        !synced.stderr.contains(registration_key),
        "scripts keep what goes there"
    );
    assert_eq!(office.cli(&["sync", "--json"]).await.json()["answered"], Value::Null);

    let intents = office.cli(&["intents"]).await.stdout;
    for told in [
        &first,
        &second,
        registration_key,
        "すでに機器",
        "この行に問題はありません",
    ] {
        assert!(intents.contains(told), "{told}: {intents}");
    }
    let widest = intents.lines().map(unicode_width::UnicodeWidthStr::width).max();
    assert!(widest <= Some(102), "{intents}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queued_application_names_what_stood_in_the_way_and_what_to_do() {
    let office = Office::signed_in().await;
    let pairs = office.server.mint(1).await;
    let line = format!("{}:{}", pairs[0].no, pairs[0].registration_id);
    office.network.weather(Weather::CaptivePortal);
    let queued = office.run(&["issue", "--device", DEVICE, "--keys-stdin"], &line).await;
    assert_eq!(queued.status, 0);
    assert!(
        queued.stdout.contains("ブラウザー") && queued.stdout.contains("保存しました"),
        "{queued:?}"
    );
    office.network.mend();
    office.server.clock.shift(TimeDelta::days(400));
    let args = ["issue", "--device", DEVICE, "--keys-stdin", "--json"];
    let queued = office.run(&args, &line).await.json();
    assert_eq!(
        (&queued["outcome"], &queued["because"]["code"]),
        (&json!("queued"), &json!("session_ended"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mistyped_line_is_named() {
    let office = Office::signed_in().await;
    let lines = "0123-4567-89AB-CDEF:0123-4567\n0123:0123-4567\n0123-4567-89AB-CDEF:O123-4567";
    let ended = office
        .run(&["issue", "--device", "0080F012345", "--keys-stdin"], lines)
        .await;
    assert_eq!(ended.status, 2);
    for told in [
        "MPR ID は 16 桁、MACアドレスは 12 桁",
        "キーの 2 行目",
        "キーの 3 行目",
        "「O」",
    ] {
        assert!(ended.stderr.contains(told), "{told}: {ended:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_in_an_address_or_a_password_in_another_encoding_are_not_repeated() {
    let office = Office::new().await;
    for server in [
        "http://me:SECRETPW@127.0.0.1",
        "https://keys.example.jp/?password=SECRETPW",
    ] {
        let args = [
            "sign-in",
            "--server",
            server,
            "--login",
            LOGIN,
            "--password-stdin",
            "--json",
        ];
        let ended = office.run(&args, PASSWORD).await;
        assert_eq!((ended.status, &ended.json()["code"]), (2, &json!("server_address")));
        assert!(!format!("{ended:?}").contains("SECRETPW"), "{ended:?}");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_kagifuda-cli"));
    command.arg("--home").arg(office.home.path());
    command.args(["sign-in", "--server", "http://127.0.0.1:9", "--login", LOGIN]);
    command.args(["--password-stdin", "--lang", "ja"]);
    let ended = tokio::task::spawn_blocking(move || run(command, b"p\x83\x5C\n"))
        .await
        .unwrap();
    assert!(ended.status == 2 && ended.stderr.contains("UTF-8"), "{ended:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_terminal_stand_sentences_and_in_the_log_the_causes() {
    let office = Office::signed_in().await;
    office.server.mint(1).await;
    office.network.weather(Weather::Tampers(|page| {
        page.changes.iter_mut().for_each(|change| change.record.push('x'));
    }));
    let stopped = office.cli(&["sync"]).await;
    assert_eq!(stopped.status, 4, "{stopped:?}");
    assert!(!stopped.stderr.contains("ERROR"), "{stopped:?}");
    let log = std::fs::read_to_string(office.path("cli.log")).unwrap();
    assert!(
        log.contains("ERROR") && log.contains("the feed is not applied"),
        "{log}"
    );

    let cache = office.path("cache.db");
    let mut bytes = std::fs::read(&cache).unwrap();
    bytes[..4096].fill(7);
    std::fs::write(&cache, bytes).unwrap();
    for file in ["cache.db-wal", "cache.db-shm"] {
        std::fs::remove_file(office.path(file)).ok();
    }
    let damaged = office.cli(&["status", "--json"]).await;
    assert_eq!((damaged.status, &damaged.json()["code"]), (4, &json!("cache_damaged")));
    assert!(!damaged.stderr.contains("ERROR"), "{damaged:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn usage_is_told_in_the_language_asked_for() {
    let office = Office::new().await;
    let ja = office.cli(&["find"]).await;
    assert!(
        ja.stderr.contains("引数が足りません") && ja.stderr.contains("kagifuda-cli find"),
        "{ja:?}"
    );
    let en = office.cli(&["find", "--lang", "en"]).await;
    assert!(en.stderr.contains("required arguments"), "{en:?}");
}
