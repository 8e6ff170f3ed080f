//! A licensing server for a story: the real one, in this process, on a database of its own.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use kagifuda_domain::Clock;
use kagifuda_domain::account::Login;
use kagifuda_domain::catalogue::Bilingual;
use kagifuda_domain::kms::Pair;
use kagifuda_domain::tsunagaru::first_use_mac;
use kagifuda_server::{Admin, DealerForm, Options, Running};
use kagifuda_sync::http_client;
use kagifuda_wire::session::{Secret, Session, SignIn};
use sqlx::{AnyConnection, Connection, Executor};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::clock::ShiftedClock;

/// 登録ID of the dealer that every server has.
pub const LOGIN: &str = "fukuoka01";
/// Its password.
pub const PASSWORD: &str = "a password for stories";

/// Where a server remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file of its own.
    Sqlite,
    /// A database of its own in the PostgreSQL that `KAGIFUDA_TEST_POSTGRES` names.
    Postgres,
}

impl Engine {
    /// Those there are here.
    pub fn all() -> Vec<Self> {
        let postgres = postgres().map(|_| Self::Postgres);
        [Self::Sqlite].into_iter().chain(postgres).collect()
    }
}

fn postgres() -> Option<String> {
    std::env::var("KAGIFUDA_TEST_POSTGRES")
        .ok()
        .filter(|url| !url.is_empty())
}

/// A licensing server.
pub struct LicensingServer {
    /// Its clock, which only it goes by.
    pub clock: Arc<ShiftedClock>,
    database: String,
    folder: TempDir,
    running: Option<Running>,
}

impl LicensingServer {
    /// Starts one with one dealer, [`LOGIN`], that has no keys yet.
    pub async fn start(engine: Engine) -> Self {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let database = match engine {
            Engine::Sqlite => format!("sqlite://{}", folder.path().join("server.db").display()),
            Engine::Postgres => own_postgres().await,
        };
        let clock = Arc::new(ShiftedClock::default());
        let mut server = Self {
            clock,
            database,
            folder,
            running: None,
        };
        server.add_dealer(LOGIN, "福岡販売株式会社").await;
        server.resume().await;
        server
    }

    /// Adds a dealer whose password is [`PASSWORD`].
    pub async fn add_dealer(&self, login: &str, company: &str) {
        let password = Secret::new(PASSWORD);
        let login = parse_login(login);
        let form = DealerForm {
            login,
            company,
            email: "desk@example.jp",
            phone: Some("092-000-0000"),
            password: &password,
        };
        let admin = self.admin().await;
        admin.add_dealer(form).await.expect("the login is free");
        admin.close().await;
    }

    /// Mints keys of KX-VCS101 for the dealer [`LOGIN`].
    pub async fn mint(&self, count: usize) -> Vec<Pair> {
        self.mint_for(LOGIN, "KX-VCS101", count).await
    }

    /// Mints keys of `product` for the dealer `login`.
    pub async fn mint_for(&self, login: &str, product: &str, count: usize) -> Vec<Pair> {
        let mut pairs = Vec::with_capacity(count);
        let product = product.parse().expect("a product code");
        let admin = self.admin().await;
        let keep = |pair: &Pair| {
            pairs.push(*pair);
            Ok(())
        };
        admin
            .mint(&parse_login(login), &product, count, keep)
            .await
            .expect("keys are minted");
        admin.close().await;
        pairs
    }

    /// Adds the dealer that demonstrations show; its password is [`PASSWORD`].
    pub async fn fill_demo(&self, login: &str) {
        let admin = self.admin().await;
        admin
            .fill_demo(&parse_login(login), &Secret::new(PASSWORD))
            .await
            .expect("the demo is filled");
        admin.close().await;
    }

    /// Lets `device` tell of its first use, as it does by itself once `registration_key` was entered on it.
    pub async fn use_first(&self, device: &str, registration_key: &str) {
        let id = device.parse().expect("an MPR ID");
        let key = registration_key.parse().expect("a registration key");
        let mac = BASE64_STANDARD.encode(first_use_mac(id, key));
        let body = serde_json::json!({ "device": device, "mac": mac }).to_string();
        let request = format!(
            "POST /v1/tsunagaru/first-use HTTP/1.1\r\nhost: device\r\nconnection: close\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut stream = TcpStream::connect(self.address()).await.expect("the server listens");
        stream.write_all(request.as_bytes()).await.expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("it answers");
        assert!(answer.starts_with("HTTP/1.1 2"), "{answer}");
    }

    /// Schedules maintenance from now until `until`.
    pub async fn maintain(&self, until: DateTime<Utc>) {
        let message = Bilingual {
            ja: "設備の点検".into(),
            en: "Inspection".into(),
        };
        let admin = self.admin().await;
        let scheduled = admin.schedule_maintenance(self.clock.now(), until, message).await;
        scheduled.expect("the window is one");
        admin.close().await;
    }

    /// Lets a new key sign records.
    pub async fn rotate_record_key(&self) {
        let admin = self.admin().await;
        admin.rotate_record_key().await.expect("nobody else rotates");
        admin.close().await;
    }

    /// Announces maintenance that begins after `wait` and takes `length`.
    pub async fn announce_maintenance(&self, wait: TimeDelta, length: TimeDelta) {
        let from = self.clock.now() + wait;
        let message = Bilingual {
            ja: "定期保守です。".into(),
            en: "Regular maintenance.".into(),
        };
        let admin = self.admin().await;
        admin
            .schedule_maintenance(from, from + length, message)
            .await
            .expect("it lies ahead");
        admin.close().await;
    }

    /// A session of the member `login`, whose password is [`PASSWORD`].
    pub(crate) async fn session(&self, login: &str) -> Session {
        let address = format!("http://{}", self.address());
        let http = http_client(&address.parse().expect("an address")).expect("there is a client");
        let sign_in = SignIn {
            login: login.into(),
            password: Secret::new(PASSWORD),
            code: None,
            computer: None,
        };
        let asked = http.post(format!("{address}/v1/session")).json(&sign_in).send();
        asked.await.expect("it answers").json().await.expect("a session")
    }

    /// The answer to `GET` of `path` for the member `login`, whose password is [`PASSWORD`].
    pub async fn get(&self, login: &str, path: &str) -> String {
        let session = self.session(login).await;
        let address = format!("http://{}", self.address());
        let http = http_client(&address.parse().expect("an address")).expect("there is a client");
        let asked = http.get(format!("{address}{path}"));
        let answered = asked.bearer_auth(session.tokens.access_token.expose()).send().await;
        let answered = answered.and_then(|answer| answer.error_for_status());
        let bytes = answered.expect("it answers").bytes().await.expect("a whole answer");
        String::from_utf8(bytes.into()).expect("it is text")
    }

    /// How many registrations the server has made in all.
    pub async fn registrations(&self) -> i64 {
        let mut connection = AnyConnection::connect(&self.database)
            .await
            .expect("the database is there");
        let count = sqlx::query_scalar("SELECT count(*) FROM registration")
            .fetch_one(&mut connection)
            .await;
        connection.close().await.expect("the connection closes");
        count.expect("there is such a table")
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        let running = self.running.as_ref().expect("it runs");
        running
            .address
            .trim_start_matches("http://")
            .parse()
            .expect("an address")
    }

    /// Stops it.
    pub async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
    }

    /// Starts it again, at another port.
    pub async fn resume(&mut self) {
        let options = Options {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            database: self.database.clone(),
            data: self.secrets(),
            public_address: Some("https://keys.example.jp".into()),
            tls: None,
            mail: kagifuda_server::MailOptions::default(),
            clock: self.clock.clone(),
        };
        self.running = Some(kagifuda_server::start(options).await.expect("the server starts"));
    }

    /// Stops it, does `work` on its SQLite file, and starts it again at another port.
    pub async fn with_file(&mut self, work: impl FnOnce(&std::path::Path)) {
        self.stop().await;
        work(&self.folder.path().join("server.db"));
        self.resume().await;
    }

    /// Where mails become files.
    pub(crate) fn mail_folder(&self) -> PathBuf {
        self.secrets().join("mail")
    }

    async fn admin(&self) -> Admin {
        Admin::open(&self.database, &self.secrets(), self.clock.clone())
            .await
            .expect("the database opens")
    }

    fn secrets(&self) -> PathBuf {
        self.folder.path().join("secrets")
    }
}

fn parse_login(login: &str) -> Login {
    login.parse().expect("a login")
}

/// The address of a new database in the PostgreSQL for tests.
async fn own_postgres() -> String {
    sqlx::any::install_default_drivers();
    let server = postgres().expect("there is a PostgreSQL");
    let name = format!("story_{}", uuid::Uuid::new_v4().simple());
    let mut connection = AnyConnection::connect(&server).await.expect("PostgreSQL answers");
    let create = sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")));
    connection.execute(create).await.expect("a database can be made");
    let (front, _) = server.rsplit_once('/').expect("the address names a database");
    format!("{front}/{name}")
}
