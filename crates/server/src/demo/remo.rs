//! Customers of i-PRO Remo with cameras, and with licences in each state there is.

use chrono::{DateTime, TimeDelta, Utc};
use kagifuda_domain::account::Login;
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::mail::Language;
use kagifuda_domain::remo::{self, Path};
use kagifuda_wire::remo::{
    AddCamera, AddCustomer, Allocate, Allocated, Assign, Camera, CardRegistered, Customer, RegisterCard, RemoveCamera,
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::owner;
use crate::admin::{Admin, AdminError};
use crate::endpoint::remo::add_customer::{Adding, By};
use crate::endpoint::remo::preview::{beside, days_lost};
use crate::tokens;
use crate::write::Command;

/// Licences in stock of each product.
const STOCK: usize = 20;
/// What the customers began with, so many days ago.
const BEGINNING: i64 = 2_300;

/// The dealer's owner, at work on past days.
struct Owner<'a> {
    admin: &'a Admin,
    dealer: Uuid,
    login: &'a Login,
}

impl Admin {
    /// Fills the dealer of `login` with customers of i-PRO Remo, unless it has some.
    pub(super) async fn fill_remo(&self, login: &Login, dealer: Uuid) -> Result<(), AdminError> {
        if !self.app.ledger.remo_customers(dealer).await?.is_empty() {
            return Ok(());
        }
        for product in ["DG-JLE101W", "DG-JLE105W", "DG-JLE201W", "DG-JLE205W"] {
            self.add_remo_stock(login, &known(product), STOCK).await?;
        }
        let owner = Owner {
            admin: self,
            dealer,
            login,
        };
        owner.fill_terms().await?;
        owner.fill_perpetual().await
    }
}

impl Owner<'_> {
    /// A customer with licences of a term: expired, about to expire, running, and waiting for a camera.
    async fn fill_terms(&self) -> Result<(), AdminError> {
        let customer = self.customer("髙松クリニック", "remo-takamatsu").await?;
        let cameras = [
            self.camera(&customer, 1, "待合室", Path::Edge).await?,
            self.camera(&customer, 2, "受付", Path::Edge).await?,
            self.camera(&customer, 3, "駐車場", Path::Direct).await?,
        ];
        for (days_ago, product, camera) in [
            (800, "DG-JLE101W", Some(0)),
            (390, "DG-JLE101W", Some(1)),
            (200, "DG-JLE205W", Some(2)),
            (3, "DG-JLE201W", None),
        ] {
            let asked = self.allocation(days_ago, customer.id, known(product)).await?;
            let allocated: Allocated = self.done(days_ago, &asked).await?;
            let camera = camera.map(|camera: usize| cameras[camera].id);
            if let Some((licence, camera)) = allocated.licences.first().zip(camera) {
                self.assign(days_ago, licence.id, camera).await?;
            }
        }
        Ok(())
    }

    /// The wish for one licence as of so many days ago, as it would have been shown then.
    async fn allocation(&self, days_ago: i64, customer: Uuid, product: ProductCode) -> Result<Allocate, AdminError> {
        let (ledger, at) = (&self.admin.app.ledger, self.at(days_ago));
        let known = ledger.product(&product).await?;
        let Some(term) = known.as_ref().and_then(remo::term) else {
            return Err(AdminError::NotTerm(product));
        };
        let licences = ledger.remo_licences(customer).await?;
        Ok(Allocate {
            customer,
            product,
            count: 1,
            confirmation: "kagifuda.example".into(),
            expiry: remo::allocate(term.0, None, at).expiry(),
            days_lost: days_lost(&beside(licences.iter(), term, at)),
        })
    }

    /// A customer with perpetual licences: spent, reapplicable, fixed, movable, and never used.
    async fn fill_perpetual(&self) -> Result<(), AdminError> {
        let customer = self.customer("株式会社鶴ヶ丘製作所", "remo-tsurugaoka").await?;
        let pairs = self
            .admin
            .app
            .ledger
            .pairs_of(self.dealer, &known("DG-JLE100W-8A"))
            .await?;
        let Some((pair, _)) = pairs.first() else {
            return Ok(());
        };
        let card = RegisterCard {
            customer: customer.id,
            activation_key: pair.no,
            registration_id: pair.registration_id,
        };
        let card: CardRegistered = self.done(BEGINNING, &card).await?;
        // Assigned so many days ago, and failed since then.
        let uses = [(2_000, Some(30)), (900, Some(20)), (400, None), (10, None)];
        let mut camera_no = 10;
        for (licence, (days_ago, failed)) in card.licences.iter().zip(uses) {
            camera_no += 1;
            let camera = self
                .camera(&customer, camera_no, &format!("工場{camera_no}"), Path::Edge)
                .await?;
            self.assign(days_ago, licence.id, camera.id).await?;
            if let Some(days_ago) = failed {
                let (camera, failed) = (camera.id, true);
                let _: Camera = self.done(days_ago, &RemoveCamera { camera, failed }).await?;
            }
        }
        Ok(())
    }

    async fn customer(&self, name: &str, mailbox: &str) -> Result<Customer, AdminError> {
        let failed = |error: &dyn std::error::Error| AdminError::Failed(error.to_string().into());
        // Nobody signs in as a demo customer.
        let password = tokens::random().map_err(|error| failed(&error))?;
        let hash = self
            .admin
            .app
            .passwords
            .hash(&password)
            .await
            .map_err(|error| failed(&error))?;
        let asked = AddCustomer {
            email: format!("{mailbox}@kagifuda.example")
                .parse()
                .map_err(|error| failed(&error))?,
            name: name.parse().map_err(|error| failed(&error))?,
            language: Language::Ja,
            provisional_password: None,
            replaces: None,
        };
        self.done(
            BEGINNING,
            &Adding {
                asked,
                by: By::Provisional(hash),
            },
        )
        .await
    }

    async fn camera(&self, customer: &Customer, no: u64, name: &str, path: Path) -> Result<Camera, AdminError> {
        let asked = AddCamera {
            customer: customer.id,
            name: name
                .parse()
                .map_err(|_| AdminError::Failed("a demo camera has no name".into()))?,
            device: DeviceId::Mac(0x0080_F0DE_0000 + no),
            path,
        };
        self.done(BEGINNING, &asked).await
    }

    async fn assign(&self, days_ago: i64, licence: Uuid, camera: Uuid) -> Result<(), AdminError> {
        let _: serde_json::Value = self.done(days_ago, &Assign { licence, camera }).await?;
        Ok(())
    }

    /// Does `asked` as of so many days ago, through the same door as everybody.
    async fn done<C: Command, D: DeserializeOwned>(&self, days_ago: i64, asked: &C) -> Result<D, AdminError> {
        let actor = owner(self.dealer, self.login);
        self.admin.done(self.dealer, &actor, asked, self.at(days_ago)).await
    }

    fn at(&self, days_ago: i64) -> DateTime<Utc> {
        self.admin.app.now() - TimeDelta::days(days_ago)
    }
}

fn known(product: &'static str) -> ProductCode {
    product.parse().expect("it stands in the catalogue")
}
