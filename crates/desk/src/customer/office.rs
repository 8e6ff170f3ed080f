//! The customers as they will be when what waits has been sent. Pure.

use std::collections::HashMap;

use kagifuda_cache::{CustomerRow, Intent};
use kagifuda_domain::customer::{Change, Version};
use kagifuda_domain::ids::DeviceId;
use kagifuda_wire::record::{Changed, Customer};
use kagifuda_wire::request::Request;
use uuid::Uuid;

/// A customer, and whether something of it waits.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub customer: Customer,
    pub devices: u32,
    pub waiting: bool,
}

/// All customers.
pub(super) struct Office {
    /// In order of kana; new ones at the end.
    order: Vec<Uuid>,
    held: HashMap<Uuid, Held>,
    /// Into which customer those went that wait to be merged.
    merged: HashMap<Uuid, Uuid>,
    /// Whose a device will be.
    attached: HashMap<DeviceId, Option<Uuid>>,
}

impl Office {
    /// The customers `rows` with what is `waiting` made to them.
    pub fn of(rows: Vec<CustomerRow>, waiting: &[Intent]) -> Self {
        let mut office = Self {
            order: rows.iter().map(|row| row.customer.id).collect(),
            held: HashMap::new(),
            merged: HashMap::new(),
            attached: HashMap::new(),
        };
        for CustomerRow { customer, devices } in rows {
            let waiting = false;
            let held = Held {
                customer,
                devices,
                waiting,
            };
            office.held.insert(held.customer.id, held);
        }
        for intent in waiting {
            office.foresee(intent);
        }
        office
    }

    fn foresee(&mut self, intent: &Intent) {
        let changed = Changed {
            by: intent.by.clone(),
            at: intent.at,
        };
        let version = intent.id;
        match &intent.request {
            Request::AddCustomer(asked) => self.write(asked.customer, true, &asked.fields, version, changed),
            Request::ChangeCustomer(of) => self.write(of.customer, false, &of.asked.fields, version, changed),
            Request::ImportCustomers(asked) => {
                for row in &asked.rows {
                    self.write(row.customer, row.base.is_none(), &row.fields, version, changed.clone());
                }
            }
            Request::MergeCustomers(asked) => {
                let (stays, goes) = (asked.stays.customer, asked.goes.customer);
                let gone = self.held.remove(&goes);
                self.order.retain(|id| *id != goes);
                self.merged.insert(goes, stays);
                self.write(stays, false, &asked.fields, version, changed);
                if let (Some(held), Some(gone)) = (self.held.get_mut(&stays), gone) {
                    held.devices += gone.devices;
                    held.waiting = true;
                }
            }
            Request::AttachDevice(of) => {
                for (customer, more) in [(of.asked.seen, false), (of.asked.customer, true)] {
                    if let Some(held) = customer.and_then(|id| self.held.get_mut(&id)) {
                        held.waiting = true;
                        held.devices = if more {
                            held.devices + 1
                        } else {
                            held.devices.saturating_sub(1)
                        };
                    }
                }
                self.attached.insert(of.device, of.asked.customer);
            }
            Request::Register(_) | Request::SaveSite(_) | Request::Apply(_) | Request::Extend(_) => {}
        }
    }

    fn write(&mut self, id: Uuid, new: bool, change: &Change, version: Version, changed: Changed) {
        if new && !self.held.contains_key(&id) {
            self.order.push(id);
            let (customer, devices, waiting) = (
                Customer {
                    id,
                    ..Customer::default()
                },
                0,
                true,
            );
            self.held.insert(
                id,
                Held {
                    customer,
                    devices,
                    waiting,
                },
            );
        }
        let Some(held) = self.held.get_mut(&id) else {
            return;
        };
        held.waiting = true;
        let details = held.customer.details();
        // As the server does: what is so already stays in its state.
        if new || !change.clone().against(&details).is_empty() {
            held.customer = Customer::new(id, &details.with(change), version, Some(changed));
        }
    }

    /// All of them.
    pub fn customers(&self) -> impl Iterator<Item = &Held> {
        self.order.iter().filter_map(|id| self.held.get(id))
    }

    /// The customer `id`, or the one that it went into.
    pub fn get(&self, id: Uuid) -> Option<&Held> {
        self.held.get(&self.stayed(id))
    }

    fn stayed(&self, mut id: Uuid) -> Uuid {
        // Nothing goes into what has gone, so this ends.
        while let Some(into) = self.merged.get(&id) {
            id = *into;
        }
        id
    }

    /// Whose `device` will be that is `customer`'s now.
    pub fn owner(&self, device: DeviceId, customer: Option<Uuid>) -> Option<Uuid> {
        let owner = self.attached.get(&device).copied().unwrap_or(customer);
        owner.map(|id| self.stayed(id))
    }

    /// Whether `device` waits to go somewhere.
    pub fn moves(&self, device: DeviceId) -> bool {
        self.attached.contains_key(&device)
    }

    /// `customer`, and those that wait to be merged into it.
    pub fn formerly(&self, customer: Uuid) -> Vec<Uuid> {
        let gone = self.merged.keys().filter(|id| self.stayed(**id) == customer);
        std::iter::once(customer).chain(gone.copied()).collect()
    }

    /// The devices that wait to go to `customer`.
    pub fn arriving(&self, customer: Uuid) -> Vec<DeviceId> {
        let arriving = self
            .attached
            .iter()
            .filter(|(_, to)| to.map(|id| self.stayed(id)) == Some(customer));
        arriving.map(|(device, _)| *device).collect()
    }
}
