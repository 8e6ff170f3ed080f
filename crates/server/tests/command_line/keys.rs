//! Making activation keys and showing them.

use std::io::{BufRead, BufReader};

use serde_json::Value;

use crate::{Server, minted, said, told};

#[test]
fn minting_prints_one_object_a_line() {
    let server = Server::new();
    server.add_dealer("dealer01");
    let output = server.mint("KX-VCS101", "4001", "dealer01");
    let keys = minted(&output);
    let mut numbers: Vec<&str> = keys.iter().map(|key| key["activation_key"].as_str().unwrap()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!((keys.len(), numbers.len()), (4001, 4001));
    for key in &keys {
        assert_eq!(key.as_object().unwrap().len(), 3);
        assert_eq!(key["product"], "KX-VCS101");
        assert!(
            key["registration_id"]
                .as_str()
                .unwrap()
                .parse::<kagifuda_domain::ids::RegistrationId>()
                .is_ok()
        );
    }
}

#[test]
fn keys_that_were_made_for_a_reader_who_left_can_be_listed() {
    let server = Server::new();
    server.add_dealer("dealer01");
    let mint = [
        "mint",
        "--product",
        "KX-VCS101",
        "--count",
        "20000",
        "--dealer",
        "dealer01",
        "--json",
    ];
    let mut child = server.command(&["admin"], &mint).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut first)
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(4));
    let listed = server.admin(&["keys", "list", "--dealer", "dealer01", "--json"]);
    let keys: Vec<Value> = minted(&listed);
    assert!((4_000..20_000).contains(&keys.len()), "{}", keys.len());
    let told = format!(
        "{} keys of KX-VCS101 were made for dealer01, but not all of them could be shown; \
         `keys list --dealer dealer01 --product KX-VCS101` shows them",
        keys.len()
    );
    assert!(said(&output).contains(&told), "{}", said(&output));
    let seen: Value = serde_json::from_str(&first).unwrap();
    let same = |key: &&Value| key["activation_key"] == seen["activation_key"];
    assert_eq!(
        keys.iter().find(same).unwrap()["registration_id"],
        seen["registration_id"]
    );
}

#[test]
fn listing_keys_leaves_its_mark() {
    let server = Server::new();
    server.add_dealer("dealer01");
    server.add_dealer("dealer02");
    let made = minted(&server.mint("KX-VCS101", "3", "dealer01"));
    server.mint("KX-VCS201", "2", "dealer01");
    server.mint("KX-VCS101", "1", "dealer02");
    let list = |more: &[&str]| server.admin(&[&["keys", "list"], more].concat());
    let of_product = minted(&list(&["--dealer", "dealer01", "--product", "KX-VCS101", "--json"]));
    let numbers = |keys: &[Value]| {
        let mut numbers: Vec<String> = keys.iter().map(|key| key["activation_key"].to_string()).collect();
        numbers.sort();
        numbers
    };
    assert_eq!(numbers(&of_product), numbers(&made));
    assert_eq!(
        (of_product[0].as_object().unwrap().len(), &of_product[0]["registered"]),
        (4, &Value::Bool(false))
    );
    assert_eq!(told(&list(&["--dealer", "dealer01"])).lines().count(), 5);
    assert_eq!(list(&["--dealer", "nobody01"]).status.code(), Some(1));
    assert_eq!(
        list(&["--dealer", "dealer01", "--product", "KX-VCS999"]).status.code(),
        Some(1)
    );

    let audit = told(&server.admin(&["audit", "list", "--dealer", "dealer01", "--json"]));
    let marks: Vec<Value> = audit
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|row| row["act"] == "keys.list")
        .map(|row| row["subject"].clone())
        .collect();
    assert_eq!(marks, ["KX-VCS101", ""]);
    assert!(!audit.contains(made[0]["registration_id"].as_str().unwrap()));
}

#[test]
fn minting_sheets_prints_one_object_a_line() {
    let server = Server::new();
    server.add_dealer("dealer01");
    let mint = |product| {
        let admin = "mint-sheets --count 3 --dealer dealer01 --json --product";
        server.admin(&admin.split(' ').chain([product]).collect::<Vec<_>>())
    };
    let sheets = minted(&mint("MIEMASU-12R7"));
    assert_eq!(sheets.len(), 3);
    for sheet in &sheets {
        let key: Result<kagifuda_domain::miemasu::LicenceKey, _> = sheet["licence_key"].as_str().unwrap().parse();
        let facts = (&sheet["months"], &sheet["services"]["recording"]["days"]);
        assert_eq!(
            (key.is_ok(), facts),
            (true, (&serde_json::json!(12), &serde_json::json!(7)))
        );
    }
    assert_eq!(mint("KX-VCS101").status.code(), Some(1), "its keys are on no sheet");
}

#[test]
fn licences_of_a_term_are_put_into_stock_and_perpetual_ones_are_not() {
    let server = Server::new();
    server.add_dealer("dealer01");
    let stock = |command: &[&str]| server.admin(&[&["stock"], command].concat());
    let add = |product: &str| stock(&["add", "--dealer", "dealer01", "--product", product, "--count", "3"]);
    assert_eq!(
        (add("DG-JLE101W").status.code(), add("DG-JLE100W-A").status.code()),
        (Some(0), Some(1))
    );
    let listed = stock(&["list", "--dealer", "dealer01", "--json"]).stdout;
    assert_eq!(listed, b"{\"count\":3,\"product\":\"DG-JLE101W\"}\n");
}
