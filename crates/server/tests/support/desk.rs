//! A desk that talks to a server.

use kagifuda_domain::kms::Pair;
use kagifuda_wire::changes::{Change, ChangePage};
use kagifuda_wire::session::{Secret, Session};
use kagifuda_wire::signing::{PinnedKeys, RecordKey};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Answer, PASSWORD, send};

/// A desk that is signed in.
#[derive(Clone)]
pub struct Desk {
    pub session: Session,
    http: reqwest::Client,
    address: String,
}

impl Desk {
    pub async fn sign_in(http: reqwest::Client, address: &str, login: &str) -> Self {
        let body = json!({ "login": login, "password": PASSWORD }).to_string();
        let answer = send(http.post(format!("{address}/v1/session")).body(body)).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        Self {
            session: serde_json::from_str(&answer.text).unwrap(),
            http,
            address: address.to_owned(),
        }
    }

    pub fn access(&self) -> &str {
        self.session.tokens.access_token.expose()
    }

    /// The JSON body of an application.
    pub fn application(device: &str, pairs: &[Pair]) -> Value {
        let line = |pair: &Pair| json!({ "activation_key": pair.no, "registration_id": pair.registration_id });
        json!({ "device": device, "keys": pairs.iter().map(line).collect::<Vec<_>>() })
    }

    /// The same desk, asking the server at `address`.
    pub fn at(&self, address: &str) -> Self {
        Self {
            address: address.to_owned(),
            ..self.clone()
        }
    }

    pub async fn register(&self, device: &str, pairs: &[Pair]) -> Answer {
        self.register_under(Uuid::new_v4(), Self::application(device, pairs))
            .await
    }

    pub async fn register_under(&self, key: Uuid, body: Value) -> Answer {
        self.write_under(key, "/v1/kms/registrations", body).await
    }

    /// The same to a server that may be gone.
    pub async fn try_register_under(&self, key: Uuid, body: &Value) -> Option<Answer> {
        let request = self
            .http
            .post(format!("{}/v1/kms/registrations", self.address))
            .bearer_auth(self.access());
        let request = request.header("Idempotency-Key", key.to_string());
        let response = request.body(body.to_string()).send().await.ok()?;
        Some(Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            text: response.text().await.ok()?,
        })
    }

    /// Asks for `path`, with a key of its own.
    pub async fn ask(&self, method: Method, path: &str, body: Value) -> Answer {
        self.ask_under(Uuid::new_v4(), method, path, body).await
    }

    pub async fn ask_under(&self, key: Uuid, method: Method, path: &str, body: Value) -> Answer {
        let request = self.http.request(method, format!("{}{path}", self.address));
        let request = request
            .bearer_auth(self.access())
            .header("Idempotency-Key", key.to_string());
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        send(request.body(body)).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, Value::Null).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.ask(Method::PUT, path, body).await
    }

    /// Sends `body` to `path`, under a key of its own.
    pub async fn write(&self, path: &str, body: Value) -> Answer {
        self.ask(Method::POST, path, body).await
    }

    pub async fn write_under(&self, key: Uuid, path: &str, body: Value) -> Answer {
        self.ask_under(key, Method::POST, path, body).await
    }

    /// The desk under another access token.
    pub fn with_access(&self, token: &str) -> Self {
        let mut desk = self.clone();
        desk.session.tokens.access_token = Secret::new(token);
        desk
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
            PinnedKeys::read(keys, 0).unwrap().verify(self.session.dealer, &feed),
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
