//! The program as scripts see it: its exit status, its one JSON object, and what it keeps to standard error.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod office;
mod paper;
mod scan;
mod told;

use std::path::Path;

use kagifuda_tests::authenticator::Authenticator;
use kagifuda_tests::server::{LOGIN, PASSWORD};
use serde_json::json;

use crate::office::{DEVICE, Ended, Office};

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
    assert_eq!(
        printed.json(),
        json!({"file": file, "printer": null, "pages": 2, "documents": 2})
    );
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
    assert_eq!(
        card.json(),
        json!({"file": file, "printer": null, "pages": 1, "documents": 1})
    );
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
async fn acc_6_the_code_of_a_second_factor_is_the_second_line() {
    let office = Office::new().await;
    let app = Authenticator::set_up(&office.server, LOGIN).await;
    let code = |ended: &Ended| ended.json()["code"].clone();

    let without = office.sign_in_with(&["--json"], &format!("{PASSWORD}\n123456\n")).await;
    assert_eq!((without.status, code(&without)), (1, json!("second_factor_wanted")));
    let missing = office.sign_in_with(&["--code-stdin", "--json"], PASSWORD).await;
    assert_eq!((missing.status, code(&missing)), (1, json!("second_factor_wanted")));
    let wrong = format!("{PASSWORD}\n12345\n");
    let wrong = office.sign_in_with(&["--code-stdin", "--json"], &wrong).await;
    assert_eq!((wrong.status, code(&wrong)), (1, json!("second_factor_wrong")));
    let lines = format!("{PASSWORD}\r\n{}\r\n", app.next_code());
    let right = office.sign_in_with(&["--code-stdin", "--json"], &lines).await;
    assert_eq!((right.status, &right.json()["login"]), (0, &json!(LOGIN)), "{right:?}");
    let recovery = format!("{PASSWORD}\n{}", app.recovery_codes[0]);
    let recovery = office.sign_in_with(&["--code-stdin"], &recovery).await;
    assert_eq!(recovery.status, 0, "{recovery:?}");
    assert!(
        !format!("{recovery:?}").contains(&app.recovery_codes[0]),
        "{recovery:?}"
    );
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
        // What a script left empty would choose everything.
        &["print", "startup-card", "--all", "--from", ""],
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
async fn a_lost_cache_is_named_and_recovered_with_the_applications_that_wait() {
    let office = Office::signed_in().await;
    let pairs = office.server.mint(1).await;
    assert_eq!(office.cli(&["sync"]).await.status, 0);
    office.network.cut();
    let key = format!("{}:{}", pairs[0].no, pairs[0].registration_id);
    let queued = office
        .cli(&["issue", "--device", DEVICE, "--key", &key, "--json"])
        .await;
    assert_eq!(queued.json()["outcome"], "queued");

    let recovered = office.cli(&["recover", "--json"]).await;
    let aside = office.path("cache.db.aside-1");
    assert_eq!(
        recovered.json(),
        json!({"aside": [aside], "applications": 1, "prints": 0})
    );
    office.network.mend();
    assert_eq!(office.sign_in(PASSWORD).await.status, 0);
    assert_eq!(office.cli(&["sync"]).await.status, 0);
    let intents = office.cli(&["intents", "--json"]).await.json();
    assert_eq!(intents["intents"][0]["answer"]["outcome"], "issued");

    let cache = office.path("cache.db");
    for (damage, code) in [
        (Some([7; 65_536].as_slice()), "cache_damaged"),
        (None, "cache_vanished"),
    ] {
        match damage {
            Some(bytes) => std::fs::write(&cache, bytes).unwrap(),
            None => std::fs::remove_file(&cache).unwrap(),
        }
        let met = office.cli(&["find", "KX-VCS101", "--json"]).await;
        assert_eq!(
            (met.status, &met.json()["code"], &met.json()["path"]),
            (4, &json!(code), &json!(cache))
        );
        assert!(
            met.stderr.contains("kagifuda-cli recover") && met.stderr.contains(&cache),
            "{met:?}"
        );
        let recovered = office.cli(&["recover"]).await;
        assert!(
            recovered.status == 0 && recovered.stdout.contains("読み出せませんでした"),
            "{recovered:?}"
        );
        assert_eq!(office.cli(&["status"]).await.status, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_cannot_be_printed_is_refused_when_it_is_typed() {
    let office = Office::signed_in().await;
    let pairs = office.server.mint(1).await;
    assert_eq!(office.cli(&["sync"]).await.status, 0);
    let key = format!("{}:{}", pairs[0].no, pairs[0].registration_id);
    for (site, code, characters) in [
        ("会議室😀", "site_unprintable", Some("😀")),
        ("本社\u{202E}3F", "site_unprintable", Some("U+202E")),
        (&format!("e{}", "\u{301}".repeat(2_000)), "site_too_long", None),
    ] {
        let args = [
            "issue", "--device", DEVICE, "--key", &key, "--site", "本社", "--site", site, "--json",
        ];
        let met = office.cli(&args).await;
        assert_eq!(
            (met.status, &met.json()["code"], &met.json()["line"]),
            (2, &json!(code), &json!(2))
        );
        assert_eq!(met.json()["characters"].as_str(), characters);
    }
    assert_eq!(office.cli(&["intents", "--json"]).await.json(), json!({"intents": []}));
}
