//! つながるねっと: an office that applies, extends and searches.

mod applying;
mod later;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use kagifuda_domain::ids::RegistrationId;
use kagifuda_domain::kms::Pair;
use kagifuda_domain::tsunagaru::first_use_mac;
use serde_json::{Value, json};

use crate::support::{Answer, Desk, World};

const YEAR: &str = "KX-VCS701W";
const THREE_YEARS: &str = "KX-VCS703W";
const TRIAL: &str = "TRIAL-3M";

/// A desk and what it does with subscriptions.
struct Office<'a> {
    world: &'a World,
    login: &'static str,
    desk: Desk,
}

impl<'a> Office<'a> {
    async fn new(world: &'a World, login: &'static str) -> Self {
        let desk = world.dealer(login).await;
        Self { world, login, desk }
    }

    /// The same office signed in anew, because its session has ended.
    async fn later(&mut self, time: TimeDelta) {
        self.world.after(time);
        self.desk = self.world.sign_in(self.login).await;
    }

    async fn card(&self, product: &str) -> Pair {
        self.world.mint(self.login, product, 1).await[0]
    }

    async fn numbers(&self, device: &str, others: bool) -> Answer {
        let body = json!({ "device": device, "others": others });
        self.desk.write("/v1/tsunagaru/offers", body).await
    }

    async fn a_number(&self, device: &str) -> Value {
        let offered = self.numbers(device, false).await;
        assert_eq!(offered.status, 200, "{}", offered.text);
        offered.json()["candidates"][0].clone()
    }

    async fn apply_with(&self, device: &str, card: Pair, number: &Value) -> Answer {
        let body = json!({ "device": device, "key": line(card), "connection_no": number, "accepted_terms": 1 });
        self.desk.write("/v1/tsunagaru/applications", body).await
    }

    async fn apply(&self, device: &str, product: &str) -> Answer {
        let (card, number) = (self.card(product).await, self.a_number(device).await);
        self.apply_with(device, card, &number).await
    }

    async fn extend_with(&self, device: &str, card: Pair) -> Answer {
        let body = json!({ "device": device, "key": line(card), "accepted_terms": 1 });
        self.desk.write("/v1/tsunagaru/extensions", body).await
    }

    async fn extend(&self, device: &str, product: &str) -> Answer {
        self.extend_with(device, self.card(product).await).await
    }

    async fn use_first(&self, device: &str, registration_key: &Value) -> Answer {
        let key = registration_key.as_str().unwrap().parse().unwrap();
        let mac = STANDARD.encode(first_use_mac(device.parse().unwrap(), key));
        let body = json!({ "device": device, "mac": mac });
        self.world.post("/v1/tsunagaru/first-use", body).await
    }

    async fn status(&self, device: &str) -> Value {
        self.desk.get(&format!("/v1/tsunagaru/devices/{device}")).await.json()
    }

    /// What the desks were last told of the subscription of `device`.
    async fn told(&self, device: &str) -> Value {
        let records = self.desk.records().await;
        let of_device = |record: &&Value| record["record"] == "subscription" && record["device"] == device;
        records.iter().rev().find(of_device).unwrap().clone()
    }
}

fn line(card: Pair) -> Value {
    json!({ "activation_key": card.no, "registration_id": card.registration_id })
}

fn wrong(card: Pair) -> Pair {
    let registration_id = RegistrationId::from_bits(card.registration_id.bits() ^ 1);
    Pair {
        registration_id,
        ..card
    }
}

fn refused(answer: &Answer) -> (u16, String) {
    (answer.status, answer.code())
}

fn code(code: &str) -> (u16, String) {
    (422, code.to_owned())
}

/// All of them at the same time.
async fn futures<F: Future<Output = Answer>>(all: impl Iterator<Item = F>) -> Vec<Answer> {
    futures_util::future::join_all(all).await
}
