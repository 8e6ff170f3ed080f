//! An office that works on the command line.

use std::io::Write;
use std::process::{Command, Stdio};

use kagifuda_tests::network::Network;
use kagifuda_tests::server::{Engine, LOGIN, LicensingServer, PASSWORD};
use serde_json::Value;
use tempfile::TempDir;

pub const DEVICE: &str = "1234-5678-90AB-CDEF";

/// An office that works on the command line.
pub struct Office {
    pub server: LicensingServer,
    pub network: Network,
    pub home: TempDir,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ended {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    /// Its one JSON object.
    pub fn json(&self) -> Value {
        assert_eq!(self.stdout.lines().count(), 1, "{self:?}");
        serde_json::from_str(&self.stdout).expect("it is JSON")
    }
}

impl Office {
    pub async fn new() -> Self {
        let server = LicensingServer::start(Engine::Sqlite).await;
        let network = Network::to(server.address()).await;
        Self {
            server,
            network,
            home: tempfile::tempdir().unwrap(),
        }
    }

    pub async fn signed_in() -> Self {
        let office = Self::new().await;
        let signed_in = office.sign_in(PASSWORD).await;
        assert_eq!(signed_in.status, 0, "{signed_in:?}");
        office
    }

    pub async fn sign_in(&self, password: &str) -> Ended {
        self.sign_in_with(&[], password).await
    }

    pub async fn sign_in_with(&self, more: &[&str], stdin: &str) -> Ended {
        let server = self.network.url();
        let args = ["sign-in", "--server", &server, "--login", LOGIN, "--password-stdin"];
        self.run(&[&args, more].concat(), stdin).await
    }

    pub async fn cli(&self, args: &[&str]) -> Ended {
        self.run(args, "").await
    }

    /// Runs the program beside the server and the network, which are in this process.
    pub async fn run(&self, args: &[&str], stdin: &str) -> Ended {
        self.run_with(args, stdin.as_bytes()).await
    }

    /// The same with bytes that need not be text.
    pub async fn run_with(&self, args: &[&str], stdin: &[u8]) -> Ended {
        self.run_on(args, stdin, &std::env::var("PATH").unwrap()).await
    }

    /// The same, where programs of the system lie on `path`.
    pub async fn run_on(&self, args: &[&str], stdin: &[u8], path: &str) -> Ended {
        let mut command = self.command(args);
        command.env("PATH", path);
        let stdin = stdin.to_owned();
        tokio::task::spawn_blocking(move || run(command, &stdin)).await.unwrap()
    }

    /// The program, not yet begun.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kagifuda-cli"));
        command
            .arg("--home")
            .arg(self.home.path())
            .args(args)
            .env("LC_ALL", "ja_JP.UTF-8")
            .env_remove("KAGIFUDA_LOG");
        command
    }

    pub fn path(&self, name: &str) -> String {
        self.home.path().join(name).display().to_string()
    }
}

pub fn run(mut command: Command, stdin: &[u8]) -> Ended {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that does not read its input is no fault.
    child.stdin.take().unwrap().write_all(stdin).ok();
    let output = child.wait_with_output().unwrap();
    Ended {
        status: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}
