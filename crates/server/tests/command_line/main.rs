//! The executable as scripts use it: forms, exit status, what it prints, and what is left after it was killed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod forms;
mod keys;
mod operator;
mod serving;

use std::io::{BufRead, BufReader, Write};
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

/// What it printed for scripts.
fn told(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it said to people.
fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn minted(output: &Output) -> Vec<Value> {
    let lines = std::str::from_utf8(&output.stdout).unwrap().lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn application(key: &Value) -> Value {
    let pair = json!({ "activation_key": key["activation_key"], "registration_id": key["registration_id"] });
    json!({ "device": "1234-5678-90AB-CDEF", "site": ["本社", "3階"], "keys": [pair] })
}
