//! The program as scripts see it: its exit status, its one JSON object, and what it keeps to standard error.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod office;
mod refused;

use std::path::Path;
use std::process::Command;

use chrono::TimeDelta;
use kagifuda_tests::network::Weather;
use kagifuda_tests::server::{LOGIN, PASSWORD};
use serde_json::{Value, json};

use crate::office::{DEVICE, Office, run};

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_in_json() {
    let office = Office::signed_in().await;
    let pairs = office.server.mint(3).await;
    let synced = office.cli(&["sync", "--json"]).await;
    let cursor = synced.json()["cursor"].as_u64().unwrap();
    assert_eq!(
        synced.json(),
        json!({"cursor": cursor, "applied": cursor, "total": cursor})
    );

    let (no, rid) = (pairs[0].no.to_string(), pairs[0].registration_id.to_string());
    let found = office.cli(&["find", &pairs[0].no.plain(), "--json"]).await;
    let unregistered = json!({
        "activation_key": no, "registration_id": rid, "product": "KX-VCS101", "device": null, "registration_key": null,
        "site": null, "customer": null, "issued_at": null
    });
    assert_eq!(found.json(), json!({"hits": [unregistered], "more": false}));
    let some = office
        .cli(&["find", "KX-VCS101", "--limit", "2", "--json"])
        .await
        .json();
    assert_eq!(
        (some["hits"].as_array().unwrap().len(), &some["more"]),
        (2, &json!(true))
    );

    let key = format!("{no}:{rid}");
    let issued = office
        .cli(&[
            "issue", "--device", DEVICE, "--key", &key, "--site", "本社", "--site", "3階", "--json",
        ])
        .await;
    assert_eq!((issued.status, &issued.json()["outcome"]), (0, &json!("issued")));
    let hit = office.cli(&["find", &no, "--json"]).await.json()["hits"][0].clone();
    assert_eq!(
        hit["registration_key"],
        issued.json()["registrations"][0]["registration_key"]
    );
    assert_eq!((&hit["device"], &hit["site"]), (&json!(DEVICE), &json!("本社 3階")));

    let file = office.path("sheet.pdf");
    let second = pairs[1].no.plain();
    let printed = office
        .cli(&["print", "activation-sheet", &no, &second, "--out", &file, "--json"])
        .await;
    assert_eq!(printed.json(), json!({"file": file, "pages": 2}));
    assert!(std::fs::read(&file).unwrap().starts_with(b"%PDF-"));
    let card = office
        .cli(&[
            "print",
            "startup-card",
            &no,
            "--out",
            &file,
            "--page",
            "a4",
            "--lang",
            "en",
            "--json",
        ])
        .await;
    assert_eq!(card.json(), json!({"file": file, "pages": 1}));
}

#[tokio::test(flavor = "multi_thread")]
async fn exit_status_and_code_say_how_it_went() {
    let office = Office::new().await;
    let signed_out = office.cli(&["find", "KX", "--json"]).await;
    assert_eq!(
        (signed_out.status, signed_out.json()),
        (1, json!({"outcome": "refused", "code": "not_signed_in"}))
    );
    assert_eq!(office.sign_in("a wrong password").await.status, 1);
    assert_eq!(office.sign_in(&format!("{PASSWORD}\n")).await.status, 0);

    let pairs = office.server.mint(2).await;
    assert_eq!(office.cli(&["sync"]).await.status, 0);
    let key = |i: usize| format!("{}:{}", pairs[i].no, pairs[i].registration_id);
    let apply = async |device: &str, keys: &[String]| {
        let keys = keys.iter().flat_map(|key| ["--key", key.as_str()]);
        office
            .cli(
                &["issue", "--json", "--device", device]
                    .into_iter()
                    .chain(keys)
                    .collect::<Vec<_>>(),
            )
            .await
    };
    assert_eq!(apply(DEVICE, &[key(0)]).await.status, 0);
    let refused = apply("FFFF-0000-0000-0001", &[key(1), key(0)]).await;
    let (no, line) = (pairs[0].no.to_string(), "bound_elsewhere");
    let facts = json!({"activation_key": no, "code": line, "device": DEVICE});
    let all = json!({"outcome": "refused", "activation_key": no, "code": line, "device": DEVICE, "lines": [facts]});
    assert_eq!((refused.status, refused.json()), (1, all));
    assert!(refused.stderr.contains(DEVICE), "{refused:?}");

    let short = apply(DEVICE, &["0123:01234567".into()]).await;
    let length = json!({
        "key_line": 1, "code": "number_length", "field": "activation_key", "expected": 16, "or": null, "found": 4
    });
    let mut all = length.clone();
    all["outcome"] = json!("refused");
    all["mistakes"] = json!([length]);
    assert_eq!((short.status, short.json()), (2, all));
    let unknown = office
        .cli(&[
            "print",
            "startup-card",
            "0123456789ABCDEF",
            "--out",
            &office.path("x.pdf"),
            "--json",
        ])
        .await;
    assert_eq!((unknown.status, &unknown.json()["code"]), (1, &json!("unknown_key")));

    office.network.cut();
    let offline = office.cli(&["sync", "--json"]).await;
    assert_eq!(
        (offline.status, offline.json()),
        (3, json!({"outcome": "failed", "code": "unreachable"}))
    );
    let queued = apply(DEVICE, &[key(1)]).await;
    assert_eq!((queued.status, &queued.json()["outcome"]), (0, &json!("queued")));
    assert_eq!(queued.json()["because"], json!({"code": "unreachable"}));
    assert!(queued.json()["intent"].is_string());
    assert_eq!(office.cli(&["find", &no]).await.status, 0);
    office.network.mend();
    assert_eq!(office.cli(&["sync"]).await.status, 0);
    let intents = office.cli(&["intents", "--json"]).await.json();
    assert_eq!(intents["intents"][0]["answer"]["outcome"], "issued");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_not_understood_is_usage() {
    let office = Office::new().await;
    for args in [
        &["look", "KX"][..],
        &["find"],
        &["find", "KX", "--limit", "0"],
        &["issue", "--device", DEVICE],
        &["issue", "--device", DEVICE, "--key", "0123456789ABCDEF"],
        &[
            "issue", "--device", DEVICE, "--key", "0:0", "--site", "a", "--site", "b", "--site", "c",
        ],
        &["sign-in", "--server", "https://keys.example.jp", "--login", LOGIN],
        &["print", "poster", "0123456789ABCDEF", "--out", "x.pdf"],
    ] {
        let ended = office.cli(args).await;
        assert_eq!((ended.status, ended.stdout.as_str()), (2, ""), "{args:?}");
        assert!(!ended.stderr.is_empty());
    }
    let json = office.cli(&["find", "--json"]).await;
    assert_eq!(
        (json.status, json.json()),
        (2, json!({"outcome": "refused", "code": "usage"}))
    );
    assert_eq!(office.cli(&["--help"]).await.status, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_lies_in_the_home_folder_and_a_key_file_is_warned_of() {
    let office = Office::signed_in().await;
    let status = office.cli(&["status", "--json"]).await;
    let key = office.path("cache.key");
    assert!(
        Path::new(&key).exists() && status.stderr.contains("cache.key"),
        "{status:?}"
    );
    assert_eq!(status.json()["account"]["login"], LOGIN);

    let cache = office.path("cache.db");
    assert!(
        !std::fs::read(&cache).unwrap().starts_with(b"SQLite format"),
        "it is encrypted"
    );
    std::fs::write(&key, "0".repeat(64)).unwrap();
    let wrong = office.cli(&["status", "--json"]).await;
    assert_eq!((wrong.status, &wrong.json()["code"]), (4, &json!("cache_wrong_key")));
    std::fs::remove_file(&key).unwrap();
    let missing = office.cli(&["status", "--json"]).await;
    assert_eq!(
        (missing.status, &missing.json()["code"]),
        (4, &json!("cache_key_missing"))
    );
}

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
