//! A server in this process with a clock of its own, on a fresh database, and desks that talk to it.

pub mod mail;
pub mod remo;
pub mod sink;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use kagifuda_domain::Clock;
use kagifuda_domain::kms::Pair;
use kagifuda_server::{Admin, DealerForm, MailOptions, Options, Running, start};
use kagifuda_wire::PROBLEM_MEDIA_TYPE;
use kagifuda_wire::changes::{Change, ChangePage};
use kagifuda_wire::session::{Secret, Session};
use kagifuda_wire::signing::{PinnedKeys, RecordKey};
use serde_json::{Value, json};
use uuid::Uuid;

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
        let clock = Arc::new(TestClock(Mutex::new("2026-11-21T00:00:00Z".parse().unwrap())));
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
        Admin::open(&self.database, &self.dir.path().join("data"), self.clock.clone())
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
        let answer = self.try_sign_in(login, PASSWORD).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let session = serde_json::from_str(&answer.text).unwrap();
        Desk {
            session,
            http: self.http.clone(),
            address: self.running.address.clone(),
        }
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
    /// The audit: act, actor, subject, before and after of every row.
    pub async fn audit(&self) -> Vec<[String; 5]> {
        sqlx::any::install_default_drivers();
        let pool = sqlx::AnyPool::connect(&self.database).await.unwrap();
        let rows: Vec<(String, String, String, String, String)> =
            sqlx::query_as("SELECT act, actor, subject, state_before, state_after FROM audit")
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

/// A desk that is signed in.
#[derive(Clone)]
pub struct Desk {
    pub session: Session,
    http: reqwest::Client,
    address: String,
}

impl Desk {
    pub fn access(&self) -> &str {
        self.session.tokens.access_token.expose()
    }

    /// The JSON body of an application.
    pub fn application(device: &str, pairs: &[Pair]) -> Value {
        let line = |pair: &Pair| json!({ "activation_key": pair.no, "registration_id": pair.registration_id });
        json!({ "device": device, "keys": pairs.iter().map(line).collect::<Vec<_>>() })
    }

    pub async fn register(&self, device: &str, pairs: &[Pair]) -> Answer {
        self.register_under(Uuid::new_v4(), Self::application(device, pairs))
            .await
    }

    pub async fn register_under(&self, key: Uuid, body: Value) -> Answer {
        let request = self
            .http
            .post(format!("{}/v1/kms/registrations", self.address))
            .bearer_auth(self.access());
        send(
            request
                .header("Idempotency-Key", key.to_string())
                .body(body.to_string()),
        )
        .await
    }

    pub async fn get_changes(&self, after: u64, limit: u32) -> Answer {
        let request = self
            .http
            .get(format!("{}/v1/changes?after={after}&limit={limit}", self.address));
        send(request.bearer_auth(self.access())).await
    }

    pub async fn page(&self, after: u64, limit: u32) -> ChangePage {
        let answer = self.get_changes(after, limit).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        serde_json::from_str(&answer.text).unwrap()
    }

    /// The whole feed, page by page, having made sure that it is gapless and signed.
    pub async fn feed(&self, limit: u32) -> Vec<Change> {
        let mut feed: Vec<Change> = Vec::new();
        loop {
            let page = self.page(feed.len() as u64, limit).await;
            assert!(page.changes.len() <= limit as usize);
            if page.changes.is_empty() {
                assert_eq!(page.head, feed.len() as u64);
                break;
            }
            feed.extend(page.changes);
        }
        let numbers: Vec<u64> = feed.iter().map(|change| change.number).collect();
        assert_eq!(numbers, (1..=feed.len() as u64).collect::<Vec<_>>());
        let keys: &[RecordKey] = &self.session.record_keys;
        assert_eq!(
            PinnedKeys::read(keys).unwrap().verify(self.session.dealer, &feed),
            Ok(())
        );
        feed
    }

    pub async fn records(&self) -> Vec<Value> {
        self.feed(500)
            .await
            .iter()
            .map(|change| serde_json::from_str(&change.record).unwrap())
            .collect()
    }

    pub async fn refresh(&self) -> Answer {
        let body = json!({ "refresh_token": self.session.tokens.refresh_token });
        send(
            self.http
                .post(format!("{}/v1/session/refresh", self.address))
                .body(body.to_string()),
        )
        .await
    }

    /// The desk with the tokens of `answer`.
    pub fn with_tokens(&self, answer: &Answer) -> Self {
        assert_eq!(answer.status, 200, "{}", answer.text);
        let mut desk = self.clone();
        desk.session.tokens = serde_json::from_str(&answer.text).unwrap();
        desk
    }
}
