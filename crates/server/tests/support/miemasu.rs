//! What stories about みえますねっと年間パック share.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, Utc};
use kagifuda_wire::record::LicenceSheet;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Answer, Desk, World, send};

pub const BASIC: &str = "MIEMASU-12";
pub const RECORDING: &str = "MIEMASU-12R7";

/// A dealer with a contract user.
pub struct Shop {
    pub world: World,
    pub desk: Desk,
    pub contractor: String,
    devices: AtomicU64,
}

impl Shop {
    pub async fn new(world: World) -> Self {
        let desk = world.dealer("dealer01").await;
        let mut shop = Self {
            world,
            desk,
            contractor: String::new(),
            devices: AtomicU64::new(0),
        };
        shop.contractor = shop.contractor("つばめ商店", "tsubame@example.jp", "ja").await;
        shop
    }

    pub async fn contractor(&self, name: &str, email: &str, language: &str) -> String {
        let form = json!({ "name": name, "email": email, "language": language });
        let added = self.post("/v1/miemasu/contractors", form).await;
        assert_eq!(added.status, 200, "{}", added.text);
        text(&added.json()["contractor"])
    }

    /// Moves every clock to `jst` and signs in anew.
    pub async fn at(&mut self, jst: &str) {
        self.world.at(jst);
        self.desk = self.world.sign_in("dealer01").await;
    }

    pub async fn sheets(&self, product: &str, count: usize) -> Vec<LicenceSheet> {
        self.world.mint_sheets("dealer01", product, count).await
    }

    pub async fn sheet(&self, product: &str) -> String {
        self.sheets(product, 1).await[0].licence_key.to_string()
    }

    /// The body that registers a further device under `key`.
    pub fn form(&self, key: &str) -> Value {
        let n = self.devices.fetch_add(1, Ordering::Relaxed) + 1;
        json!({
            "contractor": self.contractor, "name": format!("カメラ {n}"), "model": "BB-SW175",
            "mac": format!("{n:012X}"), "domain_name": format!("camera-{n}.example"), "licence_key": key,
        })
    }

    /// A new device with a licence of `product`.
    pub async fn device(&self, product: &str) -> String {
        let key = self.sheet(product).await;
        self.device_with(&key).await
    }

    pub async fn device_with(&self, key: &str) -> String {
        let registered = self.post("/v1/miemasu/devices", self.form(key)).await;
        assert_eq!(registered.status, 200, "{}", registered.text);
        text(&registered.json()["device"])
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        ask(&self.world, &self.desk, Method::POST, path, Some(body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        ask(&self.world, &self.desk, Method::PUT, path, Some(body)).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        ask(&self.world, &self.desk, Method::GET, path, None).await
    }

    /// What is asked of the device by its `act`.
    pub async fn ask_device(&self, device: &str, act: &str, body: Value) -> Answer {
        self.post(&format!("/v1/miemasu/devices/{device}/{act}"), body).await
    }

    pub async fn show(&self, device: &str) -> Answer {
        self.get(&format!("/v1/miemasu/devices/{device}")).await
    }

    /// Whether the device shows `state`, and its expiry month.
    pub async fn state(&self, device: &str) -> (String, String) {
        let shown = self.show(device).await.json();
        (text(&shown["state"]), text(&shown["expiry"]))
    }

    /// Looks at a preview and then confirms exactly that, with `confirmed`. A preview that is refused is the answer.
    pub async fn replace(&self, device: &str, act: &str, key: &str, confirmed: Value) -> Answer {
        let preview = json!({ "act": act, "licence_key": key });
        let preview = self.ask_device(device, "preview", preview).await;
        if preview.status != 200 {
            return preview;
        }
        let shown = &preview.json()["shown"];
        let body = json!({ "licence_key": key, "shown": shown, "confirmed": confirmed });
        self.ask_device(device, path_of(act), body).await
    }

    pub async fn renew(&self, device: &str, key: &str) -> Answer {
        self.replace(device, "renewal", key, json!({})).await
    }

    pub async fn sheet_state(&self, key: &str) -> String {
        let mut after = Uuid::nil().to_string();
        loop {
            let page = self
                .get(&format!("/v1/miemasu/sheets?limit=500&after={after}"))
                .await
                .json();
            let page = page["sheets"].as_array().unwrap();
            if let Some(sheet) = page.iter().find(|sheet| sheet["licence_key"] == key) {
                return text(&sheet["state"]);
            }
            after = text(&page.last().unwrap()["id"]);
        }
    }

    pub async fn do_what_is_due(&self) {
        let admin = self.world.admin().await;
        admin.do_what_is_due().await;
        admin.close().await;
    }

    /// The acts that the audit has of `subject`, in order, each with its actor.
    pub async fn acts_on(&self, subject: &str) -> Vec<[String; 2]> {
        sqlx::any::install_default_drivers();
        let pool = sqlx::AnyPool::connect(&self.world.database).await.unwrap();
        let sql = "SELECT act, actor FROM audit WHERE subject = $1 ORDER BY chain, ordinal";
        let query = sqlx::query_as(sql).bind(subject);
        let rows: Vec<(String, String)> = query.fetch_all(&pool).await.unwrap();
        pool.close().await;
        rows.into_iter().map(|(act, actor)| [act, actor]).collect()
    }
}

fn path_of(act: &str) -> &str {
    match act {
        "renewal" => "renewal",
        "forced_change" => "forced-change",
        other => panic!("{other} replaces no licence"),
    }
}

pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
        .to_owned()
}

pub async fn ask(world: &World, desk: &Desk, method: Method, path: &str, body: Option<Value>) -> Answer {
    let mut request = world.request(method, path).bearer_auth(desk.access());
    if let Some(body) = body {
        let key = Uuid::new_v4().to_string();
        request = request.header("Idempotency-Key", key).body(body.to_string());
    }
    send(request).await
}

impl World {
    /// Moves the clock to a time of day in Japan, such as `2027-10-31T23:59:59`.
    pub fn at(&self, jst: &str) {
        self.clock.set(jst_instant(jst));
    }

    pub async fn mint_sheets(&self, login: &str, product: &str, count: usize) -> Vec<LicenceSheet> {
        let admin = self.admin().await;
        let mut sheets = Vec::new();
        let each = |sheet: &LicenceSheet| {
            sheets.push(sheet.clone());
            Ok(())
        };
        let (login, product) = (login.parse().unwrap(), product.parse().unwrap());
        admin.mint_sheets(&login, &product, count, each).await.unwrap();
        admin.close().await;
        sheets
    }

    /// How many rows a statement counts.
    pub async fn count(&self, statement: String) -> i64 {
        sqlx::any::install_default_drivers();
        let pool = sqlx::AnyPool::connect(&self.database).await.unwrap();
        let query = sqlx::query_scalar(sqlx::AssertSqlSafe(statement));
        let count = query.fetch_one(&pool).await.unwrap();
        pool.close().await;
        count
    }
}

pub fn jst_instant(jst: &str) -> DateTime<Utc> {
    format!("{jst}+09:00").parse().unwrap()
}
