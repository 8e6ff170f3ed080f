//! The committed document is the one the code makes, and what it names answers.

use std::path::Path;

use reqwest::Method;
use serde_json::Value;

use crate::support::{Engine, World, send};

const COMMITTED: &str = include_str!("../../openapi.json");

#[test]
fn the_committed_document_is_the_one_the_code_makes() {
    assert!(
        COMMITTED == kagifuda_server::openapi_json(),
        "crates/server/openapi.json is stale: cargo run -p kagifuda-server -- openapi > crates/server/openapi.json"
    );
}

/// The names of the types in `folder` that have a schema, as often as they are found.
fn schema_names(folder: &Path, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            schema_names(&path, names);
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        let mut derives = false;
        for line in text.lines() {
            derives |= line.contains("ToSchema") && !line.starts_with("use ");
            let item = line.strip_prefix("pub struct ").or(line.strip_prefix("pub enum "));
            if let Some(item) = item
                && std::mem::take(&mut derives)
            {
                let is_name = |c: char| c.is_alphanumeric() || c == '_';
                names.push(item.chars().take_while(|c| is_name(*c)).collect());
            }
        }
    }
}

#[test]
fn no_two_types_share_the_name_of_a_schema() {
    let mut names = Vec::new();
    schema_names(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../wire/src"), &mut names);
    assert!(names.iter().any(|name| name == "DealerAccount"), "{names:?}");
    names.sort_unstable();
    let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[tokio::test]
async fn every_documented_route_answers_as_documented() {
    let world = World::new(Engine::Sqlite).await;
    let document: Value = serde_json::from_str(COMMITTED).unwrap();
    let served = send(world.request(Method::GET, "/v1/openapi.json")).await;
    assert_eq!(served.json(), document);
    let mut routes = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let path = path.replace("{id}", "6f1c6b0a-4f0e-4a53-9d6b-000000000001");
            let answer = send(world.request(method, &path)).await;
            let documented = &operation["responses"][answer.status.to_string()]["content"];
            let media_type = answer.headers["content-type"]
                .to_str()
                .unwrap()
                .split(';')
                .next()
                .unwrap();
            assert!(
                documented[media_type].is_object(),
                "{path}: {} {media_type}",
                answer.status
            );
            routes += 1;
        }
    }
    assert!(routes > 0, "the document names no route");
}

#[tokio::test]
async fn the_page_behind_the_codes_needs_nothing_but_itself() {
    let world = World::new(Engine::Sqlite).await;
    for (path, media_type) in [
        ("/", "text/html; charset=utf-8"),
        ("/remo/welcome", "text/html; charset=utf-8"),
        ("/welcome.js", "text/javascript; charset=utf-8"),
        ("/page.css", "text/css; charset=utf-8"),
        ("/page.js", "text/javascript; charset=utf-8"),
        ("/account", "text/html; charset=utf-8"),
        ("/account.js", "text/javascript; charset=utf-8"),
        ("/account-words.js", "text/javascript; charset=utf-8"),
    ] {
        let answer = send(world.request(Method::GET, path)).await;
        assert_eq!(
            (answer.status, answer.headers["content-type"].to_str().unwrap()),
            (200, media_type)
        );
        assert!(
            answer.headers["content-security-policy"]
                .to_str()
                .unwrap()
                .starts_with("default-src 'none'; style-src 'self'")
        );
        assert!(!answer.text.contains("://"), "{path} refers to another place");
    }
}

#[tokio::test]
async fn what_happens_is_counted() {
    let world = World::new(Engine::Sqlite).await;
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 2).await;
    for _ in 0..2 {
        assert_eq!(desk.register(crate::support::DEVICE, &keys).await.status, 200);
    }
    desk.feed(10).await;
    let metrics = send(world.request(Method::GET, "/metrics")).await.text;
    for line in [
        "kagifuda_keys_issued_total 2",
        "kagifuda_sign_ins_total{outcome=\"ok\"} 1",
        "kagifuda_feed_changes_total 31",
        "kagifuda_requests_total{method=\"POST\",route=\"/v1/kms/registrations\",status=\"200\"} 2",
        "kagifuda_request_seconds_count{method=\"POST\",route=\"/v1/session\",status=\"200\"} 1",
    ] {
        assert!(metrics.lines().any(|found| found == line), "{line}\n{metrics}");
    }
}
