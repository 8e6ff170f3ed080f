//! What stands on a document: gathered from this computer's own copy of everything.

mod together;

use std::collections::HashMap;

use kagifuda_cache::KeyRow;
use kagifuda_domain::catalogue::{Product, ProductCode, Programme};
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId};
use kagifuda_domain::miemasu::{MacAddress, SheetState};
use kagifuda_domain::print::{Document, Subject};
use kagifuda_domain::tsunagaru::State;
use kagifuda_print::{Connection, Contents, Facts, Key, Licence, Licensed, Registered, Registration, Until};
use kagifuda_wire::record::{Kind, LicenceSheet, MiemasuDevice, Record, Subscription};
use uuid::Uuid;

use super::renewals::Renewals;
use crate::Desk;
use crate::fault::mistyped;
use crate::lookup::parse_no;
use crate::problem::{Field, PaperProblem, Problem};
use crate::view::Language;

/// A document, or the documents of a set.
#[derive(Clone)]
pub(super) struct Gathered {
    pub document: Document,
    pub subject: Subject,
    /// For whom, where that is a customer of the office.
    pub customer: Option<Uuid>,
    /// What that customer is called, or what the site is.
    pub name: Option<String>,
    /// Who is called so: a customer of the office, or a contract user of みえますねっと.
    pub owner: Option<Uuid>,
    pub facts: Vec<Facts>,
    pub contents: Option<Contents>,
}

/// Gathers documents, and keeps what many of them need.
pub(super) struct Gatherer<'a> {
    desk: &'a Desk,
    document: Document,
    language: Language,
    products: HashMap<ProductCode, Product>,
    /// Devices of みえますねっと, by the sheet whose key they have, with the names of their contract users.
    licensed: Option<HashMap<Uuid, (MiemasuDevice, String)>>,
    renewals: Option<Renewals>,
}

impl<'a> Gatherer<'a> {
    pub async fn new(desk: &'a Desk, document: Document, language: Language) -> Result<Self, Problem> {
        let products = desk.cache.products().await?;
        Ok(Self {
            desk,
            document,
            language,
            products: products
                .into_iter()
                .map(|product| (product.code.clone(), product))
                .collect(),
            licensed: None,
            renewals: None,
        })
    }

    /// The document of `subject`, as a person typed it or a list names it.
    pub async fn gather(&mut self, subject: &str) -> Result<Gathered, Problem> {
        match self.document {
            Document::ActivationSheet => self.key(parse_no(subject)?, Facts::Sheet).await,
            Document::StartupCard | Document::KeyLabel => self.key(parse_no(subject)?, Facts::Card).await,
            Document::RegistrationSheet => self.device(subject.parse().map_err(mistyped(Field::Device))?).await,
            Document::LicenceSheet => self.licence(subject).await,
            Document::RenewalLetter => self.letter(subject).await,
            Document::CustomerSet => self.set(subject).await,
        }
    }

    async fn key(&self, no: ActivationKeyNo, on: fn(Key) -> Facts) -> Result<Gathered, Problem> {
        let row = self.desk.row(no).await?;
        Ok(Gathered {
            document: self.document,
            subject: no.into(),
            customer: row.customer.as_ref().map(|customer| customer.id),
            name: row.customer.as_ref().map(|customer| customer.name.clone()),
            owner: row.customer.as_ref().map(|customer| customer.id),
            facts: vec![on(self.key_facts(row))],
            contents: None,
        })
    }

    fn key_facts(&self, row: KeyRow) -> Key {
        let (product_name, product_use) = self.words(&row.product);
        Key {
            activation_key: row.activation_key,
            registration_id: row.registration_id,
            product: row.product.code,
            product_name,
            product_use,
            device: row.binding.as_ref().map(|binding| binding.device),
            registration_key: row.binding.as_ref().map(|binding| binding.registration_key),
            site: row.site.map(|site| site.one_line()).filter(|site| !site.is_empty()),
            customer: row.customer.map(|customer| customer.name),
            issued_at: row.binding.map(|binding| binding.issued_at),
        }
    }

    /// 品名 and 用途.
    fn words(&self, product: &Product) -> (String, String) {
        match self.language {
            Language::Ja => (product.name.ja.clone(), product.purpose.ja.clone()),
            Language::En => (product.name.en.clone(), product.purpose.en.clone()),
        }
    }

    /// The registration keys of a device: those of KMS, as many sheets as it takes, and that of its subscription.
    async fn device(&self, device: DeviceId) -> Result<Gathered, Problem> {
        let row = self.desk.cache.device_row(device).await?.ok_or(Problem::ThingGone)?;
        let [first, second] = row.site.lines();
        let sheet = |keys, connection| {
            Facts::Registration(Registration {
                device,
                site: [first.to_owned(), second.to_owned()],
                customer: row.customer.as_ref().map(|customer| customer.name.clone()),
                keys,
                connection,
            })
        };
        let mut keys: Vec<Registered> = Vec::new();
        for key in self.keys_of(device).await? {
            if let (Programme::Kms, Some(binding)) = (key.product.programme, &key.binding) {
                keys.push(Registered {
                    registration_key: binding.registration_key,
                    activation_key: key.activation_key,
                    product_use: self.words(&key.product).1,
                    product: key.product.code,
                    issued_at: binding.issued_at,
                });
            }
        }
        let mut facts: Vec<Facts> = keys
            .chunks(Registration::MOST_KEYS)
            .map(|keys| sheet(keys.to_vec(), None))
            .collect();
        if let Some(Record::Subscription(subscription)) =
            self.desk.cache.one(Kind::Subscription, &device.plain()).await?
        {
            facts.extend(
                self.subscribed(&subscription)?
                    .map(|(key, connection)| sheet(vec![key], Some(connection))),
            );
        }
        if facts.is_empty() {
            return Err(PaperProblem::NothingToPrint.into());
        }
        let site = row.site.one_line();
        Ok(Gathered {
            document: self.document,
            subject: device.into(),
            customer: row.customer.as_ref().map(|customer| customer.id),
            owner: row.customer.as_ref().map(|customer| customer.id),
            name: row
                .customer
                .map(|customer| customer.name)
                .or(Some(site))
                .filter(|name| !name.is_empty()),
            facts,
            contents: None,
        })
    }

    /// The keys of `device`, in the order in which they were issued.
    async fn keys_of(&self, device: DeviceId) -> Result<Vec<KeyRow>, Problem> {
        let mut keys = self.desk.cache.keys_of_device(device).await?;
        keys.sort_by_key(|key| {
            (
                key.binding.as_ref().map(|binding| binding.issued_at),
                key.activation_key,
            )
        });
        Ok(keys)
    }

    /// What is entered on the device for its subscription, and under which number it is reached.
    fn subscribed(&self, subscription: &Subscription) -> Result<Option<(Registered, Connection)>, Problem> {
        // What is entered is the key of the application that began it.
        let Some(term) = subscription.terms.first() else {
            return Ok(None);
        };
        let rules = subscription.of_rules();
        let until = match rules.state(self.desk.now()?) {
            State::NotStarted { months } => Until::FromFirstUse { months },
            State::Trial(period) | State::Active(period) | State::Grace(period) | State::Lapsed(period) => {
                Until::GmtDay(period.expiry)
            }
            State::Unregistered => return Ok(None),
        };
        let product_use = self.products.get(&term.product).map(|product| self.words(product).1);
        let key = Registered {
            registration_key: subscription.registration_key,
            activation_key: term.activation_key,
            product: term.product.clone(),
            product_use: product_use.unwrap_or_default(),
            issued_at: term.applied_at,
        };
        let connection = Connection {
            no: subscription.connection_no,
            until,
        };
        Ok(Some((key, connection)))
    }

    /// A licence key sheet, by id, or by the device that its key was used for.
    async fn licence(&mut self, subject: &str) -> Result<Gathered, Problem> {
        let sheet = match subject.parse::<MacAddress>() {
            Ok(mac) => {
                let mut used = self.licensed().await?.iter();
                used.find(|(_, (device, _))| device.mac == mac).map(|(sheet, _)| *sheet)
            }
            Err(_) => subject.parse::<Uuid>().ok(),
        };
        let sheet = sheet.ok_or(Problem::ThingGone)?;
        let Some(Record::LicenceSheet(sheet)) = self.desk.cache.one(Kind::LicenceSheet, &sheet.to_string()).await?
        else {
            return Err(Problem::ThingGone);
        };
        let used = self.licensed().await?.get(&sheet.id).cloned();
        let (name, owner) = used
            .as_ref()
            .map(|(device, contractor)| (contractor.clone(), device.contractor))
            .unzip();
        Ok(Gathered {
            document: self.document,
            subject: sheet.id.into(),
            customer: None,
            name: name.clone(),
            owner,
            facts: vec![Facts::Licence(self.licence_facts(sheet, used))],
            contents: None,
        })
    }

    fn licence_facts(&self, sheet: LicenceSheet, used: Option<(MiemasuDevice, String)>) -> Licence {
        let product_name = self.products.get(&sheet.product).map(|product| self.words(product).0);
        Licence {
            sheet: sheet.id,
            key: sheet.licence_key,
            product: sheet.product,
            product_name: product_name.unwrap_or_default(),
            months: sheet.months,
            services: sheet.services,
            spent: sheet.state != SheetState::Unused,
            customer: used.as_ref().map(|(_, contractor)| contractor.clone()),
            used: used.map(licensed),
        }
    }

    /// `facts` with the names of contract users and of their devices as they are now.
    pub async fn named(&mut self, facts: Facts) -> Result<Facts, Problem> {
        let Facts::Licence(mut licence) = facts else {
            return Ok(facts);
        };
        if let Some(used) = &mut licence.used {
            let mut all = self.licensed().await?.values();
            if let Some((device, contractor)) = all.find(|(device, _)| device.mac == used.mac) {
                used.name = device.name.to_string();
                licence.customer = Some(contractor.clone());
            }
        }
        Ok(Facts::Licence(licence))
    }

    async fn licensed(&mut self) -> Result<&HashMap<Uuid, (MiemasuDevice, String)>, Problem> {
        if self.licensed.is_none() {
            let mut names = HashMap::new();
            for record in self.desk.cache.whole(Kind::Contractor).await? {
                if let Record::Contractor(contractor) = record {
                    names.insert(contractor.id, contractor.name.to_string());
                }
            }
            let mut licensed = HashMap::new();
            for record in self.desk.cache.whole(Kind::MiemasuDevice).await? {
                if let Record::MiemasuDevice(device) = record {
                    let name = names.get(&device.contractor).cloned().unwrap_or_default();
                    licensed.insert(device.licence.sheet, (device, name));
                }
            }
            self.licensed = Some(licensed);
        }
        Ok(self.licensed.get_or_insert_default())
    }
}

/// The device that a licence key was used for.
fn licensed((device, _): (MiemasuDevice, String)) -> Licensed {
    Licensed {
        name: device.name.to_string(),
        mac: device.mac,
        expiry: device.licence.expiry,
    }
}
