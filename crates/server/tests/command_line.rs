//! The executable as scripts use it: forms, exit status, what it prints, and what is left after it was killed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};
use uuid::Uuid;

const PASSWORD: &str = "correct horse battery";

struct Server {
    dir: tempfile::TempDir,
}

impl Server {
    fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self {
            dir: tempfile::tempdir().unwrap(),
        }
    }

    fn command(&self, before: &[&str], after: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kagifuda-server"));
        let database = format!("sqlite://{}", self.dir.path().join("ledger.db").display());
        command
            .args(before)
            .args(["--database", &database, "--data"])
            .arg(self.dir.path().join("data"))
            .args(after);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn admin(&self, arguments: &[&str]) -> Output {
        let mut child = self.command(&["admin"], arguments).spawn().unwrap();
        let _ = child
            .stdin
            .take()
            .unwrap()
            .write_all(format!("{PASSWORD}\n").as_bytes());
        child.wait_with_output().unwrap()
    }

    fn add_dealer(&self, login: &str) -> Output {
        let profile = [
            "--company",
            "髙田商会",
            "--email",
            "desk@example.jp",
            "--password-stdin",
        ];
        self.admin(&[&["dealer", "add", "--login", login], &profile[..]].concat())
    }

    fn mint(&self, product: &str, count: &str, login: &str) -> Output {
        self.admin(&[
            "mint",
            "--product",
            product,
            "--count",
            count,
            "--dealer",
            login,
            "--json",
        ])
    }

    fn serve(&self) -> Serving {
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(self.log())
            .unwrap();
        let mut command = self.command(&["serve", "--listen", "127.0.0.1:0"], &[]);
        let mut child = command.env("RUST_LOG", "debug").stderr(log).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address = line.strip_prefix("listening on ").unwrap().trim_end().to_owned();
        Serving { child, address, stdout }
    }

    fn log(&self) -> impl AsRef<Path> + use<> {
        self.dir.path().join("log")
    }
}

struct Serving {
    child: Child,
    address: String,
    stdout: BufReader<std::process::ChildStdout>,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Serving {
    /// Tells it to stop. It then ends in order.
    #[cfg(unix)]
    fn stop(&mut self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
    }

    /// Where there is no such signal, ends it.
    #[cfg(not(unix))]
    fn stop(&mut self) {
        self.child.kill().unwrap();
    }

    async fn post(&self, path: &str, token: &str, key: Uuid, body: &Value) -> reqwest::Result<(u16, Value)> {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let request = http.post(format!("{}{path}", self.address)).bearer_auth(token);
        let response = request
            .header("Idempotency-Key", key.to_string())
            .body(body.to_string())
            .send()
            .await?;
        let status = response.status().as_u16();
        Ok((status, response.json().await?))
    }

    async fn sign_in(&self) -> Value {
        let body = json!({ "login": "dealer01", "password": PASSWORD });
        let (status, session) = self.post("/v1/session", "", Uuid::nil(), &body).await.unwrap();
        assert_eq!(status, 200, "{session}");
        session
    }
}

fn minted(output: &Output) -> Vec<Value> {
    let lines = std::str::from_utf8(&output.stdout).unwrap().lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn application(key: &Value) -> Value {
    let pair = json!({ "activation_key": key["activation_key"], "registration_id": key["registration_id"] });
    json!({ "device": "1234-5678-90AB-CDEF", "site": ["本社", "3階"], "keys": [pair] })
}

#[test]
fn the_forms_and_their_exit_status() {
    let server = Server::new();
    let status = |output: Output| (output.status.code().unwrap(), !output.stderr.is_empty());
    assert_eq!(status(server.add_dealer("dealer01")), (0, true));
    assert_eq!(status(server.add_dealer("dealer01")), (1, true), "taken");
    assert_eq!(status(server.add_dealer("dealer-1")), (2, true), "no login");
    assert_eq!(
        status(server.mint("KX-VCS101DEMO", "1", "dealer01")),
        (1, true),
        "KMS-10"
    );
    assert_eq!(
        status(server.mint("KX-VCS999", "1", "dealer01")),
        (1, true),
        "unknown product"
    );
    assert_eq!(
        status(server.mint("KX-VCS101", "1", "dealer02")),
        (1, true),
        "unknown dealer"
    );
    assert_eq!(status(server.mint("KX-VCS101", "0", "dealer01")), (2, true), "none");
    assert_eq!(status(server.admin(&["mint"])), (2, true), "incomplete");
    let open = server
        .command(&["serve", "--listen", "0.0.0.0:1"], &[])
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&open.stderr).contains("--tls-cert"));
    assert_eq!(open.status.code(), Some(2));
    let pathless = server
        .command(&["serve", "--listen", "127.0.0.1:0"], &["--public-address", "keys"])
        .output()
        .unwrap();
    assert_eq!(pathless.status.code(), Some(2));
    std::fs::write(server.dir.path().join("data/record.key"), [7; 32]).unwrap();
    assert_eq!(
        status(server.mint("KX-VCS101", "1", "dealer01")),
        (4, true),
        "other secrets"
    );
}

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

#[tokio::test]
async fn the_demo_is_filled_once() {
    let server = Server::new();
    for said in ["18000 keys made, 2400 of them registered", "already"] {
        let output = server.admin(&["demo", "--login", "dealer01", "--password-stdin"]);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{stderr}");
        assert!(stderr.contains(said), "{stderr}");
    }
    let serving = server.serve();
    serving.sign_in().await;
}

#[tokio::test]
async fn what_was_confirmed_outlives_a_kill() {
    let server = Server::new();
    server.add_dealer("dealer01");
    let keys = minted(&server.mint("KX-VCS101", "60", "dealer01"));
    let mut confirmed = Vec::new();
    for round in 0..3 {
        let mut serving = server.serve();
        let session = serving.sign_in().await;
        let token = session["access_token"].as_str().unwrap();
        for (key, bodies) in &confirmed {
            let again = serving
                .post("/v1/kms/registrations", token, *key, bodies)
                .await
                .unwrap();
            assert_eq!(again.0, 200);
            assert_eq!(
                again.1["registrations"][0]["again"], false,
                "answered as it was the first time"
            );
        }
        for (n, pair) in keys[round * 20..][..20].iter().enumerate() {
            let (key, body) = (Uuid::new_v4(), application(pair));
            if n == 10 + round {
                serving.child.kill().unwrap();
            }
            match serving.post("/v1/kms/registrations", token, key, &body).await {
                Ok((200, _)) => confirmed.push((key, body)),
                Ok(other) => panic!("{other:?}"),
                Err(_) => break,
            }
        }
    }
    assert!(confirmed.len() >= 30, "{}", confirmed.len());
}

#[tokio::test]
async fn logs_hold_no_secrets_and_stdout_one_line() {
    let server = Server::new();
    server.add_dealer("dealer01");
    let keys = minted(&server.mint("KX-VCS101", "2", "dealer01"));
    let mut serving = server.serve();
    let session = serving.sign_in().await;
    let token = session["access_token"].as_str().unwrap();
    let register = "/v1/kms/registrations";
    let (_, issued) = serving
        .post(register, token, Uuid::new_v4(), &application(&keys[0]))
        .await
        .unwrap();
    let mut wrong = application(&keys[1]);
    wrong["keys"][0]["registration_id"] = json!("0000-0001");
    assert_eq!(
        serving.post(register, token, Uuid::new_v4(), &wrong).await.unwrap().0,
        422
    );
    let typed_wrong = json!({ "device": 1, "keys": [keys[0]["activation_key"], keys[0]["registration_id"]] });
    assert_eq!(
        serving
            .post(register, token, Uuid::new_v4(), &typed_wrong)
            .await
            .unwrap()
            .0,
        400
    );
    let refresh = json!({ "refresh_token": session["refresh_token"] });
    let (_, tokens) = serving
        .post("/v1/session/refresh", "", Uuid::nil(), &refresh)
        .await
        .unwrap();
    let query = format!(
        "/v1/changes?after=0&limit=1&{}",
        keys[0]["registration_id"].as_str().unwrap()
    );
    assert_eq!(
        serving.post(&query, token, Uuid::nil(), &json!({})).await.unwrap().0,
        405
    );

    serving.stop();
    let mut rest = String::new();
    serving.stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");

    let log = std::fs::read_to_string(server.log()).unwrap();
    assert!(log.contains("/v1/kms/registrations") && log.contains("422"), "{log}");
    let secrets = [
        &session["access_token"],
        &session["refresh_token"],
        &tokens["access_token"],
        &tokens["refresh_token"],
        &json!(PASSWORD),
        &keys[0]["registration_id"],
        &keys[0]["activation_key"],
        &keys[1]["activation_key"],
        &issued["registrations"][0]["registration_key"],
    ];
    for secret in secrets {
        let secret = secret.as_str().unwrap();
        assert!(
            !log.contains(secret) && !log.contains(&secret.replace('-', "")),
            "{secret} in the log:\n{log}"
        );
    }
}
