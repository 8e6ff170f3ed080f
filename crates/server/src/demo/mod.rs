//! A dealer to try things out with: stock of every product, customers, devices, and registered keys; a contract user with devices in every
//! state.
//!
//! Filled through the same doors as real work. Run again it adds what is missing, so an interrupted run does no harm.

mod miemasu;
mod names;
mod remo;
mod tsunagaru;

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use kagifuda_domain::account::Login;
use kagifuda_domain::catalogue::{Product, Programme};
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::kms::Pair;
use kagifuda_ledger::Actor;
use kagifuda_wire::kms::{KeyPair, Register, Registered};
use kagifuda_wire::record::{Customer, Device};
use kagifuda_wire::session::Secret;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::admin::{Admin, AdminError, DealerForm};
use crate::catalogue;
use crate::problem::Fault;
use crate::write::{Command, once_as_of};

const KEYS_A_PRODUCT: usize = 1_000;
const CUSTOMERS: usize = 80;
const DEVICES: usize = 600;
/// Keys are issued in turn over this time until now.
const ISSUED_OVER: TimeDelta = TimeDelta::days(730);

/// What filling came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Filled {
    /// Keys made now.
    pub minted: usize,
    /// Keys registered now.
    pub registered: usize,
}

impl fmt::Display for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.minted == 0 && self.registered == 0 {
            return write!(f, "the demo dealer is there already");
        }
        write!(
            f,
            "the demo dealer is ready: {} keys made, {} of them registered",
            self.minted, self.registered
        )
    }
}

impl Admin {
    /// Fills the server with a demo dealer whose owner signs in as `login`.
    pub async fn fill_demo(&self, login: &Login, password: &Secret) -> Result<Filled, AdminError> {
        let dealer = self.demo_dealer(login, password).await?;
        let mut minted = 0;
        let mut kms = Vec::new();
        for product in catalogue::products().into_iter().filter(|product| !product.demo) {
            match product.programme {
                Programme::Kms => {
                    minted += self.fill_stock(login, dealer, &product).await?;
                    kms.push(self.app.ledger.pairs_of(dealer, &product.code).await?);
                }
                Programme::Tsunagaru | Programme::Remo => minted += self.fill_stock(login, dealer, &product).await?,
                Programme::Miemasu => minted += self.fill_sheets(login, dealer, &product.code).await?,
            }
        }
        let customers: Vec<Customer> = (0..CUSTOMERS)
            .map(|n| names::customer(derived_uuid(dealer, n), n))
            .collect();
        let devices: Vec<Device> = (0..DEVICES).map(|n| device(dealer, n, &customers)).collect();
        self.app
            .ledger
            .add_customers(dealer, &customers, &devices, &Actor::Operator, self.app.now())
            .await?;
        let actor = owner(dealer, login);
        let mut registered = self.register_all(dealer, &actor, &devices, &kms).await?;
        registered += self.fill_tsunagaru(dealer, &actor, &devices).await?;
        registered += self.fill_miemasu(dealer, &actor).await?;
        self.fill_remo(login, dealer).await?;
        Ok(Filled { minted, registered })
    }

    async fn demo_dealer(&self, login: &Login, password: &Secret) -> Result<Uuid, AdminError> {
        if let Some(dealer) = self.app.ledger.dealer_of(login).await? {
            return Ok(dealer);
        }
        let (company, email, phone) = ("鍵札商会株式会社", "desk@kagifuda.example", Some("092-000-0000"));
        self.add_dealer(DealerForm {
            login: login.clone(),
            company,
            email,
            phone,
            password,
        })
        .await
    }

    /// Makes the keys of `product` that are missing.
    async fn fill_stock(&self, login: &Login, dealer: Uuid, product: &Product) -> Result<usize, AdminError> {
        let have = self.app.ledger.pairs_of(dealer, &product.code).await?.len();
        let missing = KEYS_A_PRODUCT.saturating_sub(have);
        self.mint(login, &product.code, missing, |_| Ok(())).await?;
        Ok(missing)
    }

    /// Registers on the n-th device the n-th key of every product.
    async fn register_all(
        &self,
        dealer: Uuid,
        actor: &Actor,
        devices: &[Device],
        kms: &[Vec<(Pair, bool)>],
    ) -> Result<usize, AdminError> {
        let mut registered = 0;
        for (n, device) in devices.iter().enumerate() {
            let open = kms
                .iter()
                .filter_map(|pairs| pairs.get(n))
                .filter(|(_, registered)| !registered);
            let keys: Vec<KeyPair> = open.map(|(pair, _)| key_pair(*pair)).collect();
            if keys.is_empty() {
                continue;
            }
            registered += keys.len();
            let asked = Register {
                device: device.device,
                site: None,
                keys,
                mail: None,
            };
            let at = issued_at(self.app.now(), n);
            let _: Registered = self.done(dealer, actor, &asked, at).await?;
        }
        Ok(registered)
    }

    /// Does what is asked as of `at`, through the same door as everybody; a demo that is refused anything is a fault.
    async fn done<C: Command, D: DeserializeOwned>(
        &self,
        dealer: Uuid,
        actor: &Actor,
        asked: &C,
        at: DateTime<Utc>,
    ) -> Result<D, AdminError> {
        let answered = once_as_of(&self.app, (dealer, actor.clone()), Uuid::new_v4(), asked, || at).await;
        let answered = answered.map_err(failed)?;
        if answered.status == 200 {
            serde_json::from_str(&answered.body).map_err(|error| AdminError::Failed(error.into()))
        } else {
            let why = format!("{} was refused: {}", C::NAME, answered.body);
            Err(AdminError::Failed(why.into()))
        }
    }
}

fn failed(fault: Fault) -> AdminError {
    AdminError::Failed(fault.cause().into())
}

fn owner(dealer: Uuid, login: &Login) -> Actor {
    Actor::Member {
        dealer,
        login: login.to_string(),
        role: kagifuda_domain::account::Role::Owner,
    }
}

fn key_pair(pair: Pair) -> KeyPair {
    KeyPair {
        activation_key: pair.no,
        registration_id: pair.registration_id,
    }
}

fn device(dealer: Uuid, n: usize, customers: &[Customer]) -> Device {
    // More devices for the first customers than for the last, as it is in life.
    let customer = &customers[(n * n / DEVICES + n / 3) % customers.len()];
    let id = derived(dealer, "device", n);
    let device = DeviceId::Mpr(u64::from_be_bytes(*id.first_chunk().expect("SHA-256 gives 32 bytes")));
    Device {
        device,
        site: names::site(n),
        customer: Some(customer.id),
    }
}

fn derived_uuid(dealer: Uuid, n: usize) -> Uuid {
    let digest = derived(dealer, "customer", n);
    uuid::Builder::from_random_bytes(*digest.first_chunk().expect("SHA-256 gives 32 bytes")).into_uuid()
}

/// Bytes that are the same in every run for one dealer, so that a second run finds what the first made.
fn derived(dealer: Uuid, what: &str, n: usize) -> [u8; 32] {
    Sha256::digest(format!("kagifuda/demo/{what}/{dealer}/{n}")).into()
}

fn issued_at(now: DateTime<Utc>, n: usize) -> DateTime<Utc> {
    let step = ISSUED_OVER / DEVICES as i32;
    now - step * (DEVICES - n) as i32
}
