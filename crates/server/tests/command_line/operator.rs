//! What else the operator does.

use serde_json::{Value, json};

use crate::{Server, said, told};

#[test]
fn the_operator_announces_maintenance_and_verifies_the_audit() {
    let server = Server::new();
    server.add_dealer("dealer01");
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
    let (kept, other) = (
        server.dir.path().join("heads.json"),
        server.dir.path().join("other.json"),
    );
    std::fs::write(&kept, told(&verified)).unwrap();
    let anew = json!({ "heads": [{ "dealer": null, "head": "0" }] }).to_string();
    for (file, text, status) in [
        (&kept, None, 0),
        (&other, Some(anew.as_str()), 1),
        (&other, Some("{}"), 1),
    ] {
        if let Some(text) = text {
            std::fs::write(file, text).unwrap();
        }
        let against = server.admin(&["audit", "verify", "--against", file.to_str().unwrap()]);
        assert_eq!(against.status.code(), Some(status), "{text:?}");
    }
}

#[test]
fn the_operator_helps_a_dealer() {
    let server = Server::new();
    server.add_dealer("dealer01");
    let dealer = |act: &str, more: &[&str]| {
        server
            .admin(&[&["dealer", act, "--login", "dealer01"], more].concat())
            .status
            .code()
    };
    for (act, more, status) in [
        ("drop-second-factor", &[][..], 0),
        ("end-sessions", &[], 0),
        ("set-email", &["--email", "new@example.jp"], 0),
        ("set-email", &["--email", "nobody"], 1),
        ("enable", &[], 0),
        ("disable", &[], 0),
    ] {
        assert_eq!(dealer(act, more), Some(status), "{act}");
    }
    let nobody = server.admin(&["dealer", "disable", "--login", "nobody01"]);
    assert_eq!(nobody.status.code(), Some(1));
    let list: Value = serde_json::from_str(&told(&server.admin(&["dealer", "list", "--json"]))).unwrap();
    assert_eq!(
        (&list["login"], &list["email"], &list["disabled"]),
        (&json!("dealer01"), &json!("new@example.jp"), &json!(true))
    );
}

#[test]
fn a_catalogue_is_imported_whole_or_not_at_all() {
    let server = Server::new();
    server.add_dealer("dealer01");
    server.mint("KX-VCS701W", "1", "dealer01");
    let file = server.dir.path().join("catalogue.json");
    let import = |text: &str, more: &[&str]| {
        std::fs::write(&file, text).unwrap();
        server.admin(&[&["catalogue", "import", file.to_str().unwrap()], more].concat())
    };
    let list = told(&server.admin(&["catalogue", "list", "--json"]));
    let json = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(json(&list).as_array().unwrap().len(), 24);

    let renamed = list.replace("Software extension key 101\"", "Key 101\"");
    let line = "changed    KX-VCS101  name.en: \"Software extension key 101\" → \"Key 101\"";
    for (more, stands) in [(&["--dry-run"][..], &list), (&[], &renamed)] {
        let output = import(&renamed, more);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert!(told(&output).lines().any(|told| told == line), "{}", told(&output));
        assert_eq!(&told(&server.admin(&["catalogue", "list", "--json"])), stands);
    }

    let one = r#"[{"code": "KX-VCS501", "programme": "kms", "name": {"ja": "鍵", "en": "Key"}, "use": {"ja": "拡張", "en": "Upgrade"}, "extent": "perpetual"}]"#;
    let dry = json(&told(&import(one, &["--dry-run", "--json"])));
    assert_eq!((&dry["dry_run"], &dry["added"]), (&json!(true), &json!(["KX-VCS501"])));
    assert_eq!(
        (&dry["changed"], dry["kept"].as_array().unwrap().len()),
        (&json!([]), 24)
    );

    for (name, text, why) in [
        (
            "sold",
            list.replace(r#"{"months":12}"#, r#"{"months":24}"#),
            "KX-VCS701W were made as tsunagaru 12 months",
        ),
        (
            "unknown field",
            list.replace(r#""demo":false"#, r#""demo":false,"price":1"#),
            "line 25: TRIAL-3M: there is no field price",
        ),
        ("no catalogue", "{}".to_owned(), "line 1: "),
    ] {
        let output = import(&text, &[]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(
            said(&output).contains("nothing is imported") && said(&output).contains(why),
            "{name}: {}",
            said(&output)
        );
    }
    assert_eq!(told(&server.admin(&["catalogue", "list", "--json"])), renamed);
    assert_eq!(
        server.admin(&["catalogue", "import", "nowhere.json"]).status.code(),
        Some(4)
    );
}

#[test]
fn the_key_that_signs_is_prepared_and_rotated() {
    let server = Server::new();
    server.add_dealer("dealer01");
    let keys = || -> Vec<Value> {
        let output = server.admin(&["key", "list", "--json"]);
        told(&output)
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    assert!(said(&server.admin(&["key", "prepare"])).contains("record-2.key"));
    assert_eq!(keys().len(), 1);
    let rotated = server.admin(&["key", "rotate"]);
    assert_eq!((rotated.status.code(), rotated.stdout.len()), (Some(0), 0));
    assert!(said(&rotated).contains("key 2 signs from now on"), "{}", said(&rotated));
    let state: Vec<_> = keys()
        .into_iter()
        .map(|key| (key["id"].clone(), key["signs"].clone()))
        .collect();
    assert_eq!(state, [(json!(1), json!(false)), (json!(2), json!(true))]);
    std::fs::remove_file(server.dir.path().join("data/record-2.key")).unwrap();
    let gone = server.admin(&["key", "list"]);
    assert_eq!(gone.status.code(), Some(4));
    assert!(said(&gone).contains("record-2.key is missing"), "{}", said(&gone));
}

#[tokio::test]
async fn a_backup_is_a_server() {
    let server = Server::new();
    server.add_dealer("dealer01");
    server.mint("KX-VCS101", "10", "dealer01");
    let serving = server.serve();
    let backup = |name: &str| server.admin(&["backup", server.dir.path().join(name).to_str().unwrap()]);
    let first = backup("moved");
    assert_eq!(first.status.code(), Some(0), "{}", said(&first));
    let again = backup("moved");
    assert_eq!(again.status.code(), Some(1));
    assert!(said(&again).contains("is there already"));
    assert_eq!(backup("no/folder").status.code(), Some(4));
    let session = serving.sign_in().await;
    drop(serving);

    let back = Server::new();
    std::fs::remove_dir(back.dir.path()).unwrap();
    std::fs::rename(server.dir.path().join("moved"), back.dir.path()).unwrap();
    let serving = back.serve();
    assert_eq!(serving.sign_in().await["dealer"], session["dealer"]);
    let verified = back.admin(&["audit", "verify", "--json"]);
    assert_eq!(verified.status.code(), Some(0), "{}", told(&verified));
}
