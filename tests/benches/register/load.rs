//! Clients that register keys, and how long they wait.

use std::time::{Duration, Instant};

use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use kagifuda_domain::kms::Pair;
use uuid::Uuid;

use super::office::{CLIENTS, Offices, Server};

/// What a run came to.
pub struct Run {
    pub rate: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
}

/// A client that costs little beside what it measures.
#[derive(Clone)]
pub struct Http(Client<HttpConnector, String>);

impl Http {
    pub fn new() -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Self(Client::builder(TokioExecutor::new()).build(connector))
    }

    pub async fn get(&self, address: &str, path: &str, access: &str) -> (u16, String) {
        let request =
            http::Request::get(format!("{address}{path}")).header("Authorization", format!("Bearer {access}"));
        self.answer(request.body(String::new()).expect("a request")).await
    }

    pub async fn post(&self, address: &str, path: &str, access: Option<&str>, body: String) -> (u16, String) {
        let mut request = http::Request::post(format!("{address}{path}"));
        if let Some(access) = access {
            let key = Uuid::new_v4().to_string();
            request = request
                .header("Authorization", format!("Bearer {access}"))
                .header("Idempotency-Key", key);
        }
        self.answer(request.body(body).expect("a request")).await
    }

    async fn answer(&self, request: http::Request<String>) -> (u16, String) {
        let response = self.0.request(request).await.expect("an answer");
        let status = response.status().as_u16();
        let bytes = http_body_util::BodyExt::collect(response.into_body())
            .await
            .expect("a body")
            .to_bytes();
        (status, String::from_utf8(bytes.to_vec()).expect("text"))
    }
}

/// An office that has signed in at one of the servers.
struct Desk {
    http: Http,
    address: String,
    access: String,
    client: usize,
    keys: Vec<Pair>,
    done: u64,
}

impl Desk {
    /// Registers the next key on a device of its own; answers how long that took from `since`.
    async fn register(&mut self, since: Instant) -> Duration {
        let pair = self.keys.pop().expect("there are keys enough");
        self.done += 1;
        let device = format!(
            "{:04X}-{:04X}-0000-{:04X}",
            self.client,
            self.done,
            self.keys.len() % 0x1_0000
        );
        let key = serde_json::json!({ "activation_key": pair.no, "registration_id": pair.registration_id });
        let body = serde_json::json!({ "device": device, "keys": [key] }).to_string();
        let path = "/v1/kms/registrations";
        let (status, text) = self.http.post(&self.address, path, Some(&self.access), body).await;
        assert_eq!(status, 200, "{text}");
        since.elapsed()
    }
}

impl Desk {
    /// Asks for changes where there are none; answers how long that took.
    async fn sync(&self, head: u64) -> Duration {
        let since = Instant::now();
        let path = format!("/v1/changes?after={head}&limit=10000");
        let (status, text) = self.http.get(&self.address, &path, &self.access).await;
        assert!(status == 200 && text.ends_with("\"changes\":[]}"), "{text}");
        since.elapsed()
    }

    async fn head(&self) -> u64 {
        let (_, text) = self
            .http
            .get(&self.address, "/v1/changes?after=0&limit=1", &self.access)
            .await;
        let page: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        page["head"].as_u64().expect("a number")
    }
}

/// Every client asks for changes where there are none, again and again.
pub async fn idle(servers: &[Server], offices: &mut Offices, seconds: u64) -> Run {
    run(servers, offices, move |desk, begin| async move {
        let (head, mut took) = (desk.head().await, Vec::new());
        while Instant::now() < begin + Duration::from_secs(seconds) {
            took.push(desk.sync(head).await);
        }
        (desk, took)
    })
    .await
}

/// One registration, for whoever wants to see what is asked of the database.
pub async fn one(server: &Server, offices: &mut Offices) {
    let mut desk = desk(server, 0, &Http::new(), offices).await;
    desk.register(Instant::now()).await;
    offices.keys[0] = desk.keys;
}

/// Every client registers the next key as soon as the last one is registered.
pub async fn as_fast_as_it_goes(servers: &[Server], offices: &mut Offices, seconds: u64) -> Run {
    run(servers, offices, move |mut desk, begin| async move {
        let mut took = Vec::new();
        while Instant::now() < begin + Duration::from_secs(seconds) {
            took.push(desk.register(Instant::now()).await);
        }
        (desk, took)
    })
    .await
}

/// All clients together register `rate` keys a second, whether or not the last ones are done: who waits in line waits too.
pub async fn at_rate(servers: &[Server], offices: &mut Offices, rate: f64, seconds: u64) -> Run {
    let between = Duration::from_secs_f64(CLIENTS as f64 / rate);
    run(servers, offices, move |mut desk, begin| async move {
        let mut took = Vec::new();
        let mut due = begin + between.mul_f64(desk.client as f64 / CLIENTS as f64);
        while due < begin + Duration::from_secs(seconds) {
            tokio::time::sleep_until(due.into()).await;
            took.push(desk.register(due).await);
            due += between;
        }
        (desk, took)
    })
    .await
}

async fn run<F>(servers: &[Server], offices: &mut Offices, work: impl Fn(Desk, Instant) -> F) -> Run
where
    F: Future<Output = (Desk, Vec<Duration>)> + Send + 'static,
{
    let desks = desks(servers, offices).await;
    let begin = Instant::now();
    let working: Vec<_> = desks.into_iter().map(|desk| tokio::spawn(work(desk, begin))).collect();
    let mut took = Vec::new();
    for (client, desk) in working.into_iter().enumerate() {
        let (desk, times) = desk.await.expect("a client that ends");
        offices.keys[client] = desk.keys;
        took.extend(times);
    }
    let rate = took.len() as f64 / begin.elapsed().as_secs_f64();
    took.sort_unstable();
    let at = |part: f64| took[((took.len() - 1) as f64 * part) as usize].as_secs_f64() * 1e3;
    Run {
        rate,
        p50_ms: at(0.5),
        p99_ms: at(0.99),
    }
}

/// The offices, spread over the servers.
async fn desks(servers: &[Server], offices: &mut Offices) -> Vec<Desk> {
    let http = Http::new();
    let mut desks = Vec::new();
    for client in 0..CLIENTS {
        desks.push(desk(&servers[client % servers.len()], client, &http, offices).await);
    }
    desks
}

/// The office of `client`, signed in at `server`.
async fn desk(server: &Server, client: usize, http: &Http, offices: &mut Offices) -> Desk {
    Desk {
        http: http.clone(),
        address: server.address.clone(),
        access: server.sign_in(client, http).await,
        client,
        keys: std::mem::take(&mut offices.keys[client]),
        done: 0,
    }
}
