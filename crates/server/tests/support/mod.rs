//! A server in this process with a clock of its own, on a fresh database, and desks that talk to it.

mod desk;
pub mod mail;
pub mod miemasu;
pub mod remo;
pub mod sink;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use kagifuda_domain::Clock;
use kagifuda_domain::kms::Pair;
use kagifuda_server::{Admin, DealerForm, MailOptions, Options, Running, start};
use kagifuda_wire::PROBLEM_MEDIA_TYPE;
use kagifuda_wire::session::Secret;
use serde_json::{Value, json};
use uuid::Uuid;

pub use desk::Desk;

/// Runs each story once on either engine.
macro_rules! on_both_engines {
    ($($story:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::support::World::new(crate::support::Engine::Sqlite).await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                super::$story(crate::support::World::new(crate::support::Engine::Postgres).await).await;
            })*
        }
    };
}
pub(crate) use on_both_engines;

pub const PASSWORD: &str = "correct horse battery";
pub const DEVICE: &str = "1234-5678-90AB-CDEF";
pub const OTHER_DEVICE: &str = "00:80:F0:12:34:56";

/// The engine a story runs on.
#[derive(Clone, Copy, Debug)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A clock that moves when told.
pub struct TestClock(Mutex<DateTime<Utc>>);

impl TestClock {
    pub fn new(now: DateTime<Utc>) -> Arc<Self> {
        Arc::new(Self(Mutex::new(now)))
    }

    pub fn set(&self, now: DateTime<Utc>) {
        *self.0.lock().unwrap() = now;
    }
}

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

/// Everything around one server.
pub struct World {
    pub running: Running,
    pub clock: Arc<TestClock>,
    pub dir: tempfile::TempDir,
    pub database: String,
    http: reqwest::Client,
}

impl World {
    pub async fn new(engine: Engine) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let dir = tempfile::tempdir().unwrap();
        let database = match engine {
            Engine::Sqlite => format!("sqlite://{}", dir.path().join("ledger.db").display()),
            Engine::Postgres => fresh_schema().await,
        };
        let clock = TestClock::new("2026-11-21T00:00:00Z".parse().unwrap());
        let running = start(options(&database, dir.path().join("data"), &clock))
            .await
            .unwrap();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self {
            running,
            clock,
            dir,
            database,
            http,
        }
    }

    pub fn options(&self) -> Options {
        options(&self.database, self.dir.path().join("data"), &self.clock)
    }

    /// The same world with its server started anew under `mail`.
    pub async fn mailing(self, mail: MailOptions) -> Self {
        let options = Options { mail, ..self.options() };
        let Self {
            running,
            clock,
            dir,
            database,
            http,
        } = self;
        running.stop().await;
        let running = start(options).await.unwrap();
        Self {
            running,
            clock,
            dir,
            database,
            http,
        }
    }

    pub fn after(&self, time: TimeDelta) {
        *self.clock.0.lock().unwrap() += time;
    }

    pub async fn admin(&self) -> Admin {
        self.admin_by(self.clock.clone()).await
    }

    /// Another process over the same database, with a clock of its own.
    pub async fn admin_by(&self, clock: Arc<TestClock>) -> Admin {
        Admin::open(&self.database, &self.dir.path().join("data"), clock)
            .await
            .unwrap()
    }

    /// A new dealer, signed in.
    pub async fn dealer(&self, login: &str) -> Desk {
        let admin = self.admin().await;
        let form = DealerForm {
            login: login.parse().unwrap(),
            company: "髙田商会",
            email: "desk@example.jp",
            phone: None,
            password: &Secret::new(PASSWORD),
        };
        admin.add_dealer(form).await.unwrap();
        admin.close().await;
        self.sign_in(login).await
    }

    pub async fn sign_in(&self, login: &str) -> Desk {
        self.sign_in_at(&self.running.address, login).await
    }

    pub async fn sign_in_at(&self, address: &str, login: &str) -> Desk {
        Desk::sign_in(self.http.clone(), address, login).await
    }

    pub async fn try_sign_in(&self, login: &str, password: &str) -> Answer {
        self.post("/v1/session", json!({ "login": login, "password": password }))
            .await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        send(self.request(reqwest::Method::POST, path).body(body.to_string())).await
    }

    pub fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        self.http.request(method, format!("{}{path}", self.running.address))
    }

    /// `count` new keys of `product` for the dealer of `login`.
    pub async fn mint(&self, login: &str, product: &str, count: usize) -> Vec<Pair> {
        let admin = self.admin().await;
        let mut pairs = Vec::new();
        let each = |pair: &Pair| {
            pairs.push(*pair);
            Ok(())
        };
        admin
            .mint(&login.parse().unwrap(), &product.parse().unwrap(), count, each)
            .await
            .unwrap();
        admin.close().await;
        pairs
    }

    /// Runs a statement behind the server's back.
    pub async fn sql(&self, statement: &'static str) -> u64 {
        sqlx::any::install_default_drivers();
        let pool = sqlx::AnyPool::connect(&self.database).await.unwrap();
        let done = sqlx::query(statement).execute(&pool).await.unwrap();
        pool.close().await;
        done.rows_affected()
    }
}

impl World {
    /// The audit: act, actor, subject, before and after of every row, each dealer's in the order of its chain.
    pub async fn audit(&self) -> Vec<[String; 5]> {
        sqlx::any::install_default_drivers();
        let pool = sqlx::AnyPool::connect(&self.database).await.unwrap();
        let rows: Vec<(String, String, String, String, String)> =
            sqlx::query_as("SELECT act, actor, subject, state_before, state_after FROM audit ORDER BY chain, ordinal")
                .fetch_all(&pool)
                .await
                .unwrap();
        pool.close().await;
        rows.into_iter().map(|(a, b, c, d, e)| [a, b, c, d, e]).collect()
    }
}

fn options(database: &str, data: PathBuf, clock: &Arc<TestClock>) -> Options {
    Options {
        listen: ([127, 0, 0, 1], 0).into(),
        database: database.to_owned(),
        data,
        public_address: None,
        tls: None,
        mail: MailOptions::default(),
        clock: clock.clone(),
    }
}

/// A schema of its own on the PostgreSQL that the tests were given.
async fn fresh_schema() -> String {
    let url = std::env::var("KAGIFUDA_TEST_POSTGRES").expect(
        "KAGIFUDA_TEST_POSTGRES must name a PostgreSQL where tests may make schemas (postgres://…): \
         half of the contract is not tested without it",
    );
    sqlx::any::install_default_drivers();
    let schema = format!("t{}", Uuid::new_v4().simple());
    let pool = sqlx::AnyPool::connect(&url).await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE SCHEMA {schema}")))
        .execute(&pool)
        .await
        .unwrap();
    pool.close().await;
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}options=-c%20search_path%3D{schema}")
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The problem's code, having made sure that it is a problem in due form.
    pub fn code(&self) -> String {
        let json = self.json();
        assert_eq!(self.headers["content-type"], PROBLEM_MEDIA_TYPE, "{json}");
        assert_eq!(json["status"], self.status, "{json}");
        json["code"].as_str().unwrap().to_owned()
    }

    /// The code of each refused line.
    pub fn line_codes(&self) -> Vec<String> {
        assert_eq!(self.code(), "lines_refused", "{}", self.text);
        let lines = self.json()["lines"].as_array().unwrap().clone();
        lines
            .iter()
            .map(|line| line["code"].as_str().unwrap().to_owned())
            .collect()
    }

    pub fn registration_keys(&self) -> Vec<String> {
        assert_eq!(self.status, 200, "{}", self.text);
        let registrations = self.json()["registrations"].as_array().unwrap().clone();
        registrations
            .iter()
            .map(|one| one["registration_key"].as_str().unwrap().to_owned())
            .collect()
    }
}

pub async fn send(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    assert_eq!(headers["cache-control"], "no-store");
    Answer {
        status,
        headers,
        text: response.text().await.unwrap(),
    }
}
