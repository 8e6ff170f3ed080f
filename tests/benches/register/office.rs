//! Sixty-four offices with keys to register, and the servers they talk to.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use kagifuda_domain::kms::Pair;
use kagifuda_server::{Admin, DealerForm, SystemClock};
use kagifuda_wire::session::Secret;
use sqlx::{AnyConnection, AssertSqlSafe, Connection};

/// Clients at the same time, each of a dealer of its own.
pub const CLIENTS: usize = 64;
/// Registrations a second that there are keys for.
const AT_MOST_A_SECOND: u64 = 2_500;
const PASSWORD: &str = "correct horse battery";

/// A database of its own on the PostgreSQL of this run.
pub struct Database {
    server: String,
    pub name: &'static str,
}

impl Database {
    pub async fn new(server: &str) -> Self {
        sqlx::any::install_default_drivers();
        let database = Self {
            server: server.to_owned(),
            name: "served",
        };
        database.run("CREATE DATABASE served").await;
        database
    }

    pub fn url(&self) -> String {
        self.url_of(self.name)
    }

    pub fn url_of(&self, name: &str) -> String {
        let (before, _) = self.server.rsplit_once('/').expect("it names a database");
        format!("{before}/{name}")
    }

    /// Runs a statement on the server itself.
    pub async fn run(&self, statement: &str) {
        run(&self.server, statement).await;
    }
}

pub async fn run(url: &str, statement: &str) {
    let mut connection = AnyConnection::connect(url).await.expect("PostgreSQL answers");
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(&mut connection)
        .await
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
    connection.close().await.expect("it closes");
}

/// The offices, each with keys that are not registered yet.
pub struct Offices {
    data: tempfile::TempDir,
    url: String,
    pub keys: Vec<Vec<Pair>>,
}

impl Offices {
    pub async fn prepare(database: &Database, seconds: u64) -> Self {
        let data = tempfile::tempdir().expect("there is room for a folder");
        let url = database.url();
        let admin = open(&url, data.path()).await;
        // Three runs, and the one at half rate.
        let count = (AT_MOST_A_SECOND * seconds * 4) as usize / CLIENTS;
        let mut keys = Vec::new();
        for client in 0..CLIENTS {
            let login = login(client).parse().expect("a login");
            let form = DealerForm {
                login: login_of(client),
                company: "測定商会",
                email: "desk@example.jp",
                phone: None,
                password: &Secret::new(PASSWORD),
            };
            admin.add_dealer(form).await.expect("a dealer");
            let mut pairs = Vec::with_capacity(count);
            let each = |pair: &Pair| {
                pairs.push(*pair);
                Ok(())
            };
            let product = "KX-VCS101".parse().expect("a product");
            admin.mint(&login, &product, count, each).await.expect("keys");
            keys.push(pairs);
        }
        admin.close().await;
        Self { data, url, keys }
    }

    /// Starts so many server processes over the one database.
    pub async fn serve(&self, processes: usize) -> Vec<Server> {
        (0..processes)
            .map(|_| Server::start(&self.url, self.data.path()))
            .collect()
    }
}

async fn open(url: &str, data: &Path) -> Admin {
    let opened = Admin::open(url, data, Arc::new(SystemClock)).await;
    opened.expect("the database opens")
}

pub fn login(client: usize) -> String {
    format!("office{client:03}")
}

fn login_of(client: usize) -> kagifuda_domain::account::Login {
    login(client).parse().expect("a login")
}

/// A server process; it ends when dropped.
pub struct Server {
    child: Child,
    pub address: String,
}

impl Server {
    fn start(database: &str, data: &Path) -> Self {
        let mut child = Command::new(program())
            .args(["serve", "--listen", "127.0.0.1:0", "--database", database, "--data"])
            .arg(data)
            .env("RUST_LOG", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("it is piped");
        BufReader::new(stdout)
            .read_line(&mut line)
            .expect("it says where it listens");
        let address = line
            .strip_prefix("listening on ")
            .expect("it listens")
            .trim_end()
            .to_owned();
        Self { child, address }
    }

    /// The tokens of an office that signs in here.
    pub async fn sign_in(&self, client: usize, http: &super::load::Http) -> String {
        let body = serde_json::json!({ "login": login(client), "password": PASSWORD }).to_string();
        let (status, text) = http.post(&self.address, "/v1/session", None, body).await;
        assert_eq!(status, 200, "{text}");
        let session: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        session["access_token"].as_str().expect("a token").to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The server as `cargo build` left it beside this bench.
fn program() -> PathBuf {
    let own = std::env::current_exe().expect("a running program lies somewhere");
    let profile = own.ancestors().nth(2).expect("it lies in a folder of its profile");
    let program = profile.join("kagifuda-server");
    assert!(
        program.exists(),
        "{} is missing: build it in the same profile",
        program.display()
    );
    program
}
