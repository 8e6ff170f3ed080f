//! The office's customers: looking at them, and changing them on disk first. No network on the way to see any.

mod change;
mod export;
mod fields;
mod file;
mod import;
mod office;

use std::collections::HashSet;

use kagifuda_cache::OwnedDevice;
use kagifuda_domain::customer::Details;
use kagifuda_domain::customer::alike::{Likeness, phone_digits};
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::text::{fold, number_symbols};
use kagifuda_wire::record::{Customer, Kind, Record};
use uuid::Uuid;

use crate::Desk;
use crate::fault::narrow;
use crate::problem::{CustomerProblem, Problem};
use crate::tsunagaru::standing;
use crate::view::{
    Ask, CustomerDeviceView, CustomerKeyView, CustomerRefusedView, CustomerRowView, CustomerSubscriptionView,
    CustomerView, CustomersView, IntentView, LooseDeviceView, OutcomeView, OvertakenView, instant,
};
use office::{Held, Office};

impl Desk {
    /// The customers that `filter` finds in name, kana, contact, telephone number or mail address, in order of kana: those from the place
    /// `first` on, at most `count`.
    pub async fn customers(&self, filter: &str, first: u32, count: u32) -> Result<CustomersView, Problem> {
        let office = self.office_of_customers().await?;
        let words: Vec<String> = filter
            .split_whitespace()
            .map(fold)
            .filter(|word| !word.is_empty())
            .collect();
        let digits = phone_digits(filter);
        let found: Vec<&Held> = office
            .customers()
            .filter(|held| words.is_empty() || is_found(&held.customer, &words, &digits))
            .collect();
        let rows = found.iter().skip(first as usize).take(count as usize);
        let overtaken = self.overtaken(&office).await?;
        let mut to_settle: Vec<&str> = overtaken.iter().map(|one| one.customer.as_str()).collect();
        to_settle.dedup();
        Ok(CustomersView {
            all: narrow(office.customers().count()),
            found: narrow(found.len()),
            rows: rows.map(|held| row(held)).collect(),
            to_settle: to_settle
                .iter()
                .filter_map(|id| office.get(id.parse().ok()?).map(row))
                .collect(),
            refused: self.refused(&office, &overtaken).await?,
        })
    }

    /// The customer `id` with all that it has.
    pub async fn customer(&self, id: &str) -> Result<CustomerView, Problem> {
        let office = self.office_of_customers().await?;
        let held = known(&office, id)?;
        let customer = &held.customer;
        let mut alike = alike(&office, &customer.details());
        alike.retain(|row| row.id != customer.id.to_string());
        let mut overtaken = self.overtaken(&office).await?;
        overtaken.retain(|one| one.customer == customer.id.to_string());
        Ok(CustomerView {
            id: customer.id.to_string(),
            version: customer.version.to_string(),
            fields: fields::view(&customer.details()),
            changed_by: customer.changed.as_ref().map(|changed| changed.by.clone()),
            changed_at: customer.changed.as_ref().map(|changed| instant(changed.at)),
            waiting: held.waiting,
            devices: self.devices_of(&office, customer.id).await?,
            alike,
            overtaken,
        })
    }

    /// Devices in whose number or site `typed` is found, those that are nobody's first.
    pub async fn devices_to_attach(&self, typed: &str) -> Result<Vec<LooseDeviceView>, Problem> {
        let office = self.office_of_customers().await?;
        let symbols: String = number_symbols(typed).filter(|c| c.is_alphanumeric()).collect();
        let digits = (!symbols.is_empty() && symbols.bytes().all(|b| b.is_ascii_hexdigit())).then_some(symbols);
        let found = self.cache.devices_found(digits.as_deref(), &fold(typed)).await?;
        let view = |OwnedDevice { device, .. }: OwnedDevice| {
            let owner = office.owner(device.device, device.customer);
            let name = owner
                .and_then(|id| office.get(id))
                .map(|held| held.customer.name.clone());
            LooseDeviceView {
                device: device.device.to_string(),
                site: device.site.one_line(),
                customer: owner.map(|id| id.to_string()),
                customer_name: name,
            }
        };
        Ok(found.into_iter().map(view).collect())
    }

    /// What was refused, and is neither put away nor to be chosen about.
    async fn refused(&self, office: &Office, but: &[OvertakenView]) -> Result<Vec<CustomerRefusedView>, Problem> {
        let unsettled = self.cache.unsettled().await?.into_iter().map(IntentView::from);
        let refused = unsettled.filter_map(|intent| {
            let Some(OutcomeView::Refused { problem }) = intent.answer else {
                return None;
            };
            let id = intent.customer.as_deref().and_then(|id| id.parse().ok());
            match intent.ask {
                Ask::Register | Ask::SaveSite | Ask::Apply | Ask::Extend => None,
                Ask::AddCustomer
                | Ask::ChangeCustomer
                | Ask::MergeCustomers
                | Ask::AttachDevice
                | Ask::ImportCustomers => Some(CustomerRefusedView {
                    intent: intent.intent,
                    ask: intent.ask,
                    name: id.and_then(|id| office.get(id)).map(|held| held.customer.name.clone()),
                    device: intent.device,
                    problem,
                }),
            }
        });
        Ok(refused
            .filter(|one| but.iter().all(|other| other.intent != one.intent))
            .collect())
    }

    /// All customers, with what waits to be sent made to them.
    async fn office_of_customers(&self) -> Result<Office, Problem> {
        self.account().await?;
        // What is answered between the two reads is seen twice, never not at all.
        let waiting = self.cache.waiting().await?;
        let rows = self.cache.customers().await?;
        Ok(Office::of(rows, &waiting))
    }

    /// The devices of `customer`, with those that wait to go to it and without those that wait to leave it.
    async fn devices_of(&self, office: &Office, customer: Uuid) -> Result<Vec<CustomerDeviceView>, Problem> {
        let mut devices = Vec::new();
        for former in office.formerly(customer) {
            devices.extend(self.cache.devices_of(former).await?);
        }
        for arriving in office.arriving(customer) {
            devices.extend(self.cache.device(arriving).await?);
        }
        let mut seen = HashSet::new();
        devices.retain(|device| {
            office.owner(device.device, device.customer) == Some(customer) && seen.insert(device.device)
        });
        let mut views = Vec::with_capacity(devices.len());
        for device in devices {
            let keys = self.cache.keys_of_device(device.device).await?;
            views.push(CustomerDeviceView {
                device: device.device.to_string(),
                site: device.site.one_line(),
                keys: keys.iter().map(key).collect(),
                subscription: self.subscription_on(device.device).await?,
                waiting: office.moves(device.device),
            });
        }
        Ok(views)
    }

    async fn subscription_on(&self, device: DeviceId) -> Result<Option<CustomerSubscriptionView>, Problem> {
        let now = self.now()?;
        let Some(Record::Subscription(of)) = self.cache.one(Kind::Subscription, &device.plain()).await? else {
            return Ok(None);
        };
        Ok(Some(CustomerSubscriptionView {
            connection_no: of.connection_no.to_string(),
            standing: standing(&of.of_rules(), now),
        }))
    }
}

/// The customer `id`, or the problem that there is none.
fn known<'a>(office: &'a Office, id: &str) -> Result<&'a Held, Problem> {
    let held = id.parse().ok().and_then(|id| office.get(id));
    held.ok_or(Problem::Customer(CustomerProblem::CustomerUnknown))
}

/// **CUS-4** Customers that are probably the one of these details.
fn alike(office: &Office, details: &Details) -> Vec<CustomerRowView> {
    let likeness = Likeness::of(details);
    let is_like = |held: &&Held| Likeness::of(&held.customer.details()).is_like(&likeness);
    office.customers().filter(is_like).map(row).collect()
}

/// Whether all words stand in the customer's fields, or the digits in its telephone number.
fn is_found(customer: &Customer, words: &[String], digits: &str) -> bool {
    let texts = [&customer.name, &customer.kana, &customer.contact, &customer.email].map(|text| fold(text));
    let phone = phone_digits(&customer.phone);
    let in_text =
        |word: &String| texts.iter().any(|text| text.contains(word.as_str())) || phone.contains(word.as_str());
    words.iter().all(in_text)
        || (digits.len() > 1 && phone.contains(digits) && words.iter().all(|word| is_number(word)))
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

fn row(held: &Held) -> CustomerRowView {
    let customer = &held.customer;
    CustomerRowView {
        id: customer.id.to_string(),
        name: customer.name.clone(),
        kana: customer.kana.clone(),
        contact: customer.contact.clone(),
        phone: customer.phone.clone(),
        devices: held.devices,
        waiting: held.waiting,
    }
}

fn key(row: &kagifuda_cache::KeyRow) -> CustomerKeyView {
    CustomerKeyView {
        activation_key: row.activation_key.to_string(),
        product: row.product.code.to_string(),
        issued_at: row.binding.as_ref().map(|binding| instant(binding.issued_at)),
    }
}
