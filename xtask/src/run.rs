//! The whole product on this machine: a licensing server on loopback with a demo dealer, and the desk signed in to it.
//!
//! All of it lives in `target/demo` and is there again the next time. Without a display the desk is driven by its
//! command line.

use std::env;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

use crate::setup::{self, For};
use crate::{build, shell};

const FOLDER: &str = "target/demo";
const DATABASE: &str = "sqlite://target/demo/server.db";
const DATA: &str = "target/demo/server";
const DESK: &str = "target/demo/desk";
const SHEET: &str = "target/demo/sheet.pdf";
const LOG: &str = "target/demo/server.log";

/// The demo dealer. There is nothing to protect: its server listens on loopback and holds invented keys.
const LOGIN: &str = "demo1234";
const PASSWORD: &str = "kagifuda-demo-1234";

/// Where the server listens when nobody else does: the desk remembers the address from run to run.
const ADDRESS: &str = "127.0.0.1:47310";

pub fn run(fresh: bool) -> Result<()> {
    setup::setup(For::Running)?;
    build::pages()?;
    shell::run(&mut build::cargo("build", &["--bins"]))?;
    prepare(fresh)?;

    shell::run_with(&mut admin(&["demo", "--login", LOGIN, "--password-stdin"])?, PASSWORD)?;
    let server = Server::start()?;
    let sign_in = ["sign-in", "--server", &server.url, "--login", LOGIN, "--password-stdin"];
    shell::run_with(&mut desk(&sign_in)?, PASSWORD)?;
    shell::run(&mut desk(&["sync"])?)?;
    if has_display() {
        eprintln!("The demo dealer signs in as {LOGIN} with the password {PASSWORD}.");
        shell::run(&mut shell::command(build::program("kagifuda")?, &["--home", DESK]))
    } else {
        eprintln!("There is no display here, so the desk is driven by its command line.");
        look_up_and_print()
    }
}

fn prepare(fresh: bool) -> Result<()> {
    if fresh {
        match fs::remove_dir_all(FOLDER) {
            Err(reason) if reason.kind() != ErrorKind::NotFound => bail!("cannot remove {FOLDER}: {reason}"),
            _ => {}
        }
    }
    fs::create_dir_all(FOLDER).with_context(|| format!("cannot make {FOLDER}"))
}

/// A command of the server's operator.
fn admin(args: &[&str]) -> Result<Command> {
    let mut admin = shell::command(
        build::program("kagifuda-server")?,
        &["admin", "--database", DATABASE, "--data", DATA],
    );
    admin.args(args);
    Ok(admin)
}

/// A command of the office.
fn desk(args: &[&str]) -> Result<Command> {
    let mut desk = shell::command(build::program("kagifuda-cli")?, &["--home", DESK]);
    desk.args(args);
    Ok(desk)
}

/// Finds a key that is registered for a customer, shows it, and prints its sheet.
fn look_up_and_print() -> Result<()> {
    let answer = shell::read(&mut desk(&["find", "KX-VCS101", "--limit", "1000", "--json"])?)?;
    let key = registered_key(&answer)?;
    shell::run(&mut desk(&["find", &key])?)?;
    shell::run(&mut desk(&["print", "activation-sheet", &key, "--out", SHEET])?)?;
    let sheet = Path::new(SHEET)
        .canonicalize()
        .with_context(|| format!("{SHEET} was not printed"))?;
    println!("The printed sheet lies in {}", sheet.display());
    Ok(())
}

/// The number of the first key in the answer of `find --json` that a customer uses.
fn registered_key(answer: &str) -> Result<String> {
    let answer: serde_json::Value = serde_json::from_str(answer).context("`find --json` did not answer in JSON")?;
    let hits = answer["hits"].as_array().context("`find --json` gave no hits")?;
    let hit = hits
        .iter()
        .find(|hit| hit["customer"].is_string())
        .or(hits.first())
        .context("the demo has no such key")?;
    Ok(hit["activation_key"]
        .as_str()
        .context("a hit has no activation key")?
        .to_owned())
}

/// Whether a window can be shown.
fn has_display() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// The licensing server, stopped when dropped.
struct Server {
    url: String,
    child: Child,
}

impl Server {
    /// Starts it, and returns when it listens.
    fn start() -> Result<Self> {
        shell::outlive_interrupt();
        let address = if TcpListener::bind(ADDRESS).is_ok() {
            ADDRESS
        } else {
            "127.0.0.1:0"
        };
        let args = ["serve", "--listen", address, "--database", DATABASE, "--data", DATA];
        let mut serve = shell::command(build::program("kagifuda-server")?, &args);
        let log = File::create(LOG).with_context(|| format!("cannot write {LOG}"))?;
        let child = shell::start(serve.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log))?;
        let mut server = Self {
            url: String::new(),
            child,
        };
        server.url = server
            .listening()
            .with_context(|| format!("the server did not start: {LOG} tells why"))?;
        Ok(server)
    }

    /// Waits for the line that tells the address.
    fn listening(&mut self) -> Result<String> {
        let mut lines = BufReader::new(self.child.stdout.take().context("its output is not ours")?).lines();
        let url = loop {
            let line = lines.next().context("it ended")??;
            if let Some(url) = line.strip_prefix("listening on ") {
                break url.to_owned();
            }
        };
        // Whatever else it says is read away, or it would wait for us one day.
        thread::spawn(move || lines.for_each(drop));
        Ok(url)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, with Ctrl+C.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_with_a_customer_is_preferred() {
        for (answer, expected) in [
            (
                r#"{"hits":[{"activation_key":"A","customer":null},{"activation_key":"B","customer":"C"}],"more":false}"#,
                Some("B"),
            ),
            (
                r#"{"hits":[{"activation_key":"A","customer":null}],"more":false}"#,
                Some("A"),
            ),
            (r#"{"hits":[],"more":false}"#, None),
            ("no JSON", None),
        ] {
            assert_eq!(registered_key(answer).ok().as_deref(), expected, "{answer}");
        }
    }
}
