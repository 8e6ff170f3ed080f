//! What keeps an office from going on, and how it goes on.

use kagifuda_tests::server::PASSWORD;
use serde_json::json;

use crate::office::{DEVICE, Office};

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
