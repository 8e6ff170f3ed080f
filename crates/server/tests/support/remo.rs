//! What stories about i-PRO Remo share.

use chrono::{DateTime, Utc};
use kagifuda_domain::Clock;
use kagifuda_domain::kms::Pair;
use kagifuda_server::start;
use mail_parser::MessageParser;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::mail::until;
use super::{Answer, Desk, World, send};

/// A dealer's clerk at work on Remo. Signs in anew when time has passed: stories take years.
pub struct Clerk<'a> {
    pub world: &'a World,
    pub login: &'static str,
    signed_in: Mutex<Option<(DateTime<Utc>, Desk)>>,
}

impl World {
    /// A new dealer with its clerk.
    pub async fn clerk(&self, login: &'static str) -> Clerk<'_> {
        self.dealer(login).await;
        self.known_clerk(login)
    }

    /// The clerk of a dealer that is there.
    pub fn known_clerk(&self, login: &'static str) -> Clerk<'_> {
        Clerk {
            world: self,
            login,
            signed_in: Mutex::default(),
        }
    }

    /// The same world after a time without any server.
    pub async fn down_until(self, japan: &str) -> Self {
        let options = self.options();
        let Self {
            running,
            clock,
            dir,
            database,
            http,
        } = self;
        running.stop().await;
        let then: DateTime<Utc> = format!("{japan}+09:00").parse().unwrap();
        clock.set(then);
        let running = start(options).await.unwrap();
        Self {
            running,
            clock,
            dir,
            database,
            http,
        }
    }

    /// What the jobs do, done now.
    pub async fn jobs(&self) {
        let admin = self.admin().await;
        admin.do_what_is_due().await;
        admin.close().await;
    }

    /// The mails that have left, as subject, recipient and text, once there are so many; by recipient.
    pub async fn mails(&self, count: usize) -> Vec<[String; 3]> {
        let folder = self.dir.path().join("data/mail");
        let files = || -> Vec<_> {
            let files = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
            files
                .filter(|file| file.extension().is_some_and(|extension| extension == "eml"))
                .collect()
        };
        until("mails leave", async || files().len() >= count).await;
        let read = |file: std::path::PathBuf| {
            let bytes = std::fs::read(file).unwrap();
            let mail = MessageParser::default().parse(&bytes).unwrap();
            let to = mail.to().unwrap().first().unwrap().address().unwrap();
            [mail.subject().unwrap(), to, &mail.body_text(0).unwrap()].map(str::to_owned)
        };
        let mut mails: Vec<_> = files().into_iter().map(read).collect();
        assert_eq!(mails.len(), count, "{mails:#?}");
        mails.sort_by_key(|[_, to, _]| to.clone());
        mails
    }

    pub async fn stock(&self, login: &str, product: &str, count: usize) {
        let admin = self.admin().await;
        let (login, product) = (login.parse().unwrap(), product.parse().unwrap());
        admin.add_remo_stock(&login, &product, count).await.unwrap();
        admin.close().await;
    }
}

impl Clerk<'_> {
    pub async fn desk(&self) -> Desk {
        let now = self.world.clock.now();
        let mut signed_in = self.signed_in.lock().await;
        match &*signed_in {
            Some((then, desk)) if *then == now => desk.clone(),
            Some(_) | None => {
                let desk = self.world.sign_in(self.login).await;
                *signed_in = Some((now, desk.clone()));
                desk
            }
        }
    }

    pub async fn put(&self, method: Method, path: &str, body: Value) -> Answer {
        let desk = self.desk().await;
        let request = self
            .world
            .request(method, &format!("/v1/remo/{path}"))
            .bearer_auth(desk.access());
        send(
            request
                .header("Idempotency-Key", Uuid::new_v4().to_string())
                .body(body.to_string()),
        )
        .await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.put(Method::POST, path, body).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        let desk = self.desk().await;
        send(
            self.world
                .request(Method::GET, &format!("/v1/remo/{path}"))
                .bearer_auth(desk.access()),
        )
        .await
    }

    /// A new customer with a provisional password.
    pub async fn customer(&self, name: &str) -> Uuid {
        let body = json!({ "email": format!("{name}@example.jp"), "name": name, "language": "ja",
                           "provisional_password": "correct horse battery" });
        id(&self.post("customers", body).await.done())
    }

    /// A new camera; its MAC address ends in `no`.
    pub async fn camera(&self, customer: Uuid, no: u8, path: &str) -> Uuid {
        id(&self.try_camera(customer, no, path).await.done())
    }

    pub async fn try_camera(&self, customer: Uuid, no: u8, path: &str) -> Answer {
        let device = format!("00:80:F0:00:00:{no:02X}");
        let body = json!({ "customer": customer, "name": format!("カメラ{no}"), "device": device, "path": path });
        self.post("cameras", body).await
    }

    pub async fn try_allocate(&self, customer: Uuid, product: &str, count: u32) -> Answer {
        let shown = self
            .get(&format!("allocations?customer={customer}&product={product}"))
            .await;
        let shown = match shown.status {
            200 => shown.json(),
            _ => json!({ "expiry": "2027-12-31", "days_lost": 0 }),
        };
        let body = json!({ "customer": customer, "product": product, "count": count, "confirmation": "example.jp",
                           "expiry": shown["expiry"], "days_lost": shown["days_lost"] });
        self.post("allocations", body).await
    }

    /// Licences from stock.
    pub async fn allocate(&self, customer: Uuid, product: &str, count: u32) -> Vec<Uuid> {
        self.world.stock(self.login, product, count as usize).await;
        let allocated = self.try_allocate(customer, product, count).await.done();
        allocated["licences"].as_array().unwrap().iter().map(id).collect()
    }

    pub async fn assign(&self, licence: Uuid, camera: Uuid) -> Answer {
        self.post("assignments", json!({ "licence": licence, "camera": camera }))
            .await
    }

    pub async fn move_licence(&self, licence: Uuid, camera: Uuid) -> Answer {
        self.post("moves", json!({ "licence": licence, "camera": camera }))
            .await
    }

    pub async fn reapply(&self, licence: Uuid, camera: Uuid) -> Answer {
        self.post("reapplications", json!({ "licence": licence, "camera": camera }))
            .await
    }

    pub async fn remove(&self, camera: Uuid, failed: bool) -> Answer {
        self.post("cameras/removal", json!({ "camera": camera, "failed": failed }))
            .await
    }

    pub async fn register_card(&self, customer: Uuid, pair: Pair) -> Answer {
        let Pair { no, registration_id } = pair;
        let body = json!({ "customer": customer, "activation_key": no, "registration_id": registration_id });
        self.post("cards", body).await
    }

    /// The licences of a new card.
    pub async fn card(&self, customer: Uuid, product: &str) -> Vec<Uuid> {
        let pair = self.world.mint(self.login, product, 1).await[0];
        let registered = self.register_card(customer, pair).await.done();
        registered["licences"].as_array().unwrap().iter().map(id).collect()
    }

    pub async fn account(&self, customer: Uuid) -> Value {
        self.get(&format!("customers/{customer}")).await.done()
    }

    /// The state of a licence with its facts.
    pub async fn state(&self, customer: Uuid, licence: Uuid) -> Value {
        self.shown(customer, licence).await["state"].clone()
    }

    /// What happened to a licence.
    pub async fn history(&self, customer: Uuid, licence: Uuid) -> Vec<String> {
        let shown = self.shown(customer, licence).await;
        let history = shown["history"].as_array().unwrap();
        history
            .iter()
            .map(|one| one["what"].as_str().unwrap().to_owned())
            .collect()
    }

    pub async fn shown(&self, customer: Uuid, licence: Uuid) -> Value {
        let account = self.account(customer).await;
        let mut licences = account["licences"].as_array().unwrap().iter();
        licences.find(|shown| id(&shown["licence"]) == licence).unwrap().clone()
    }

    /// The last record of each id of `kind` in the feed.
    pub async fn told(&self, kind: &str) -> Vec<Value> {
        let mut last: Vec<Value> = Vec::new();
        for record in self.desk().await.records().await {
            let key = |of: &Value| [of["id"].clone(), of["product"].clone()];
            if record["record"] == kind {
                let by = if kind == "remo_stock" { 1 } else { 0 };
                last.retain(|known| key(known)[by] != key(&record)[by]);
                last.push(record);
            } else if record["record"] == "gone" && record["kind"] == kind {
                last.retain(|known| known["id"] != record["id"]);
            }
        }
        last
    }
}

/// All at once.
pub async fn at_once<T>(all: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut all: Vec<_> = all.map(Box::pin).collect();
    let mut done: Vec<Option<T>> = all.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (one, done) in all.iter_mut().zip(&mut done).filter(|(_, done)| done.is_none()) {
            if let std::task::Poll::Ready(value) = one.as_mut().poll(context) {
                *done = Some(value);
            }
        }
        match done.iter().all(Option::is_some) {
            true => std::task::Poll::Ready(()),
            false => std::task::Poll::Pending,
        }
    })
    .await;
    done.into_iter().flatten().collect()
}

pub fn id(of: &Value) -> Uuid {
    of["id"].as_str().unwrap().parse().unwrap()
}

impl Answer {
    /// The body of a success.
    pub fn done(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text);
        self.json()
    }

    /// Why Remo refuses.
    pub fn reason(&self) -> String {
        assert_eq!(
            (self.status, self.code().as_str()),
            (422, "remo_refused"),
            "{}",
            self.text
        );
        self.json()["reason"].as_str().unwrap().to_owned()
    }
}
