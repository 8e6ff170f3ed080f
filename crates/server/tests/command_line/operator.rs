//! What else the operator does.

use serde_json::{Value, json};

use crate::Server;

#[test]
fn the_operator_announces_maintenance_and_verifies_the_audit() {
    let server = Server::new();
    server.add_dealer("dealer01");
    let told = |output: &Output| String::from_utf8_lossy(&output.stdout).into_owned();
    let schedule = |from: &str, to: &str| {
        let words = ["--ja", "入れ替え", "--en", "New server"];
        server.admin(&[&["maintenance", "schedule", "--from", from, "--to", to], &words[..]].concat())
    };
    let scheduled = schedule("2999-01-01T01:00:00+09:00", "2999-01-01T03:00:00+09:00");
    assert_eq!(scheduled.status.code(), Some(0));
    assert_eq!(
        schedule("2999-01-01T01:00:00Z", "2999-01-01T01:00:00Z").status.code(),
        Some(1),
        "no time"
    );
    assert_eq!(
        schedule("tomorrow", "2999-01-01T01:00:00Z").status.code(),
        Some(2),
        "no instant"
    );
    let list: Value = serde_json::from_str(&told(&server.admin(&["maintenance", "list", "--json"]))).unwrap();
    assert_eq!(
        (&list["from"], &list["ja"]),
        (&json!("2998-12-31T16:00:00Z"), &json!("入れ替え"))
    );
    let id = list["id"].as_str().unwrap();
    assert_eq!(server.admin(&["maintenance", "cancel", id]).status.code(), Some(0));
    assert_eq!(server.admin(&["maintenance", "cancel", id]).status.code(), Some(1));

    let audit = told(&server.admin(&["audit", "list", "--json"]));
    let acts: Vec<Value> = audit
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["act"].clone())
        .collect();
    assert_eq!(
        acts[acts.len() - 3..],
        ["dealer.add", "maintenance.schedule", "maintenance.cancel"]
    );
    let verified = server.admin(&["audit", "verify", "--json"]);
    let faults = &serde_json::from_str::<Value>(&told(&verified)).unwrap()["faults"];
    assert_eq!((verified.status.code(), faults), (Some(0), &json!([])));
}
