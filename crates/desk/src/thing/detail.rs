//! One thing with what belongs to it, and who did what when.

use chrono::{DateTime, Utc};
use kagifuda_cache::{DeviceRow, EntryRow, KeyRow, Secret};
use kagifuda_domain::calendar::japan_day;
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId};
use kagifuda_domain::miemasu;
use kagifuda_domain::print::Subject;
use kagifuda_domain::remo::Path;
use kagifuda_wire::record::{Customer, Kind, MiemasuDevice, Record, Subscription};
use kagifuda_wire::tsunagaru::Standing;
use uuid::Uuid;

use super::row;
use crate::Desk;
use crate::lookup::{bilingual, parse_no};
use crate::print::history::print_record;
use crate::problem::Problem;
use crate::view::{
    CameraDetail, CustomerDetail, CustomerLink, DetailView, DeviceDetail, EventView, EventWhat, IntentView, KeyDetail,
    MiemasuDetail, OwnerDetail, PrintRecordView, SecretKind, StandingView, SubscriptionDetail, TermView, ThingKind,
    instant, programme,
};

/// The devices of a customer whose history is told.
const TOLD: usize = 50;

impl Desk {
    /// The thing of `kind` that is opened by `id`, as [`crate::view::ThingView`] tells both.
    pub async fn thing(&self, kind: ThingKind, id: &str) -> Result<DetailView, Problem> {
        self.account().await?;
        match kind {
            ThingKind::Key => self.key_detail(parse_no(id)?).await.map(DetailView::Key),
            ThingKind::Device | ThingKind::Connection => {
                let device = id.parse().map_err(|_| Problem::ThingGone)?;
                let detail = self.device_detail(device).await?;
                Ok(DetailView::Device(Box::new(detail)))
            }
            ThingKind::Customer => {
                let id = id.parse().map_err(|_| Problem::ThingGone)?;
                self.customer_detail(id).await.map(DetailView::Customer)
            }
            ThingKind::Contractor => self.owner(Kind::Contractor, id).await.map(DetailView::Owner),
            ThingKind::RemoCustomer => self.owner(Kind::RemoCustomer, id).await.map(DetailView::Owner),
            ThingKind::MiemasuDevice => self.miemasu_device(id).await.map(DetailView::MiemasuDevice),
            ThingKind::RemoCamera => self.camera(id).await.map(DetailView::RemoCamera),
        }
    }

    async fn key_detail(&self, no: ActivationKeyNo) -> Result<KeyDetail, Problem> {
        let key = self.row(no).await?;
        let waiting = self.asked_of(|intent| intent.keys.contains(&no.to_string())).await?;
        let waits = !waiting.is_empty();
        let mut history = Vec::new();
        self.add_history(&key, &mut history).await?;
        history.extend(waiting);
        Ok(KeyDetail {
            thing: row::key(&key, waits),
            product_name: bilingual(&key.product.name),
            purpose: bilingual(&key.product.purpose),
            programme: programme(key.product.programme).to_owned(),
            customer: key.customer.map(customer_link),
            history: latest_first(history),
        })
    }

    async fn device_detail(&self, id: DeviceId) -> Result<DeviceDetail, Problem> {
        let now = self.clock.now();
        let known = self.cache.device_row(id).await?;
        let subscription = match self.cache.one(Kind::Subscription, &id.plain()).await? {
            Some(Record::Subscription(subscription)) => Some(subscription),
            Some(_) | None => None,
        };
        if known.is_none() && subscription.is_none() {
            return Err(Problem::ThingGone);
        }
        let others = self.cache.entries_of_device(id).await?;
        let others = others.iter().filter(|entry| entry.device.is_none());
        let keys = self.cache.keys_of_device(id).await?;
        let history = self.device_history(id, &keys, subscription.as_ref()).await?;
        let (site, customer) = match known {
            Some(DeviceRow { site, customer, .. }) => (site.lines().clone(), customer),
            None => Default::default(),
        };
        Ok(DeviceDetail {
            device: id.to_string(),
            site,
            customer: customer.map(customer_link),
            keys: keys.iter().map(|key| row::key(key, false)).collect(),
            subscription: subscription.map(|subscription| subscription_detail(&subscription, now)),
            others: others.map(|entry| row::entry(entry, now)).collect(),
            history: latest_first(history),
        })
    }

    async fn device_history(
        &self,
        id: DeviceId,
        keys: &[KeyRow],
        subscription: Option<&Subscription>,
    ) -> Result<Vec<EventView>, Problem> {
        let mut history = self
            .asked_of(|intent| intent.device.as_deref() == Some(&id.to_string()))
            .await?;
        history.extend(self.prints_of(id.into()).await?);
        // A period says more of its key than that it was registered.
        let terms = subscription
            .map(|subscription| subscription.terms.as_slice())
            .unwrap_or_default();
        for key in keys {
            self.add_history(key, &mut history).await?;
        }
        let of_term = |event: &EventView| {
            matches!(event.what, EventWhat::Registered { .. })
                && terms
                    .iter()
                    .any(|term| Some(term.activation_key.to_string()) == event.activation_key)
        };
        history.retain(|event| !of_term(event));
        history.extend(terms.iter().map(|term| EventView {
            at: instant(term.applied_at),
            by: term.applied_by.clone(),
            activation_key: Some(term.activation_key.to_string()),
            what: EventWhat::Period {
                product: term.product.to_string(),
                months: term.months,
            },
        }));
        Ok(history)
    }

    async fn customer_detail(&self, id: Uuid) -> Result<CustomerDetail, Problem> {
        let now = self.clock.now();
        let customer = self.cache.customer_row(id).await?.ok_or(Problem::ThingGone)?;
        let devices = self.cache.devices_of_customer(id).await?;
        let mut history = Vec::new();
        for device in devices.iter().take(TOLD) {
            let keys = self.cache.keys_of_device(device.device).await?;
            history.extend(self.device_history(device.device, &keys, None).await?);
        }
        Ok(CustomerDetail {
            thing: row::customer(&customer),
            devices: devices.iter().map(|device| row::device(device, now)).collect(),
            history: latest_first(history),
        })
    }

    async fn owner(&self, kind: Kind, id: &str) -> Result<OwnerDetail, Problem> {
        let now = self.clock.now();
        let entry = self.entry(kind, id).await?;
        let owns = self.cache.entries_of_owner(id).await?;
        Ok(OwnerDetail {
            thing: row::entry(&entry, now),
            owns: owns.iter().map(|entry| row::entry(entry, now)).collect(),
        })
    }

    async fn entry(&self, kind: Kind, id: &str) -> Result<EntryRow, Problem> {
        self.cache.entry(kind, id).await?.ok_or(Problem::ThingGone)
    }

    async fn miemasu_device(&self, id: &str) -> Result<MiemasuDetail, Problem> {
        let now = self.clock.now();
        let entry = self.entry(Kind::MiemasuDevice, id).await?;
        let Some(Record::MiemasuDevice(MiemasuDevice { model, licence, .. })) =
            self.cache.one(Kind::MiemasuDevice, id).await?
        else {
            return Err(Problem::ThingGone);
        };
        let schedule = miemasu::Schedule::of(licence.expiry);
        let state = match schedule.state(japan_day(now)) {
            miemasu::State::InUse => "in_use",
            miemasu::State::RenewalOpen => "renewal_open",
            miemasu::State::Expired => "expired",
            miemasu::State::Deleted => "deleted",
        };
        Ok(MiemasuDetail {
            thing: row::entry(&entry, now),
            owner: owner_link(&entry),
            model: model.to_string(),
            product: licence.product.to_string(),
            state: state.into(),
            expiry: licence.expiry.to_string(),
            last_renewal_day: schedule.last_renewal_day.to_string(),
            recording_days: licence.services.recording.map(|recording| recording.days.into()),
        })
    }

    async fn camera(&self, id: &str) -> Result<CameraDetail, Problem> {
        let now = self.clock.now();
        let entry = self.entry(Kind::RemoCamera, id).await?;
        let Some(Record::RemoCamera(camera)) = self.cache.one(Kind::RemoCamera, id).await? else {
            return Err(Problem::ThingGone);
        };
        let licences = self.cache.whole(Kind::RemoLicence).await?;
        let mut of_camera: Vec<_> = licences
            .into_iter()
            .filter_map(|record| {
                let Record::RemoLicence(licence) = record else {
                    return None;
                };
                (licence.camera == Some(camera.id)).then_some(licence)
            })
            .collect();
        // One without end counts as ending last.
        of_camera.sort_by_key(|licence| licence.expiry().unwrap_or(chrono::NaiveDate::MAX));
        let licence = of_camera.last();
        Ok(CameraDetail {
            thing: row::entry(&entry, now),
            owner: owner_link(&entry),
            path: match camera.path {
                Path::Edge => "edge",
                Path::Direct => "direct",
            }
            .into(),
            product: licence.map(|licence| licence.product.to_string()),
            expiry: licence.and_then(|licence| licence.expiry()).map(|day| day.to_string()),
        })
    }

    /// What was asked of the server and waits, as far as it is `meant`.
    async fn asked_of(&self, meant: impl Fn(&IntentView) -> bool) -> Result<Vec<EventView>, Problem> {
        let waiting = self.cache.waiting().await?.into_iter().map(IntentView::from);
        let event = |intent: IntentView| EventView {
            at: intent.at,
            by: intent.by,
            activation_key: intent.keys.first().cloned(),
            what: EventWhat::Asked { ask: intent.ask },
        };
        Ok(waiting.filter(|intent| meant(intent)).map(event).collect())
    }

    /// What was printed of `subject`, at whichever desk.
    async fn prints_of(&self, subject: Subject) -> Result<Vec<EventView>, Problem> {
        let prints = self.cache.prints_of(&subject).await?.into_iter();
        let printed = prints.map(|row| print_record(row.print));
        let event = |print: PrintRecordView| EventView {
            at: print.at,
            by: print.by,
            activation_key: None,
            what: EventWhat::Printed {
                document: print.document,
                copy: print.copy,
            },
        };
        Ok(printed.map(event).collect())
    }

    /// What was done with `key`: its registration, its prints, and what was shown of it.
    async fn add_history(&self, key: &KeyRow, history: &mut Vec<EventView>) -> Result<(), Problem> {
        let no = key.activation_key;
        let event = |at, by, what| EventView {
            at,
            by,
            activation_key: Some(no.to_string()),
            what,
        };
        history.extend(key.binding.as_ref().map(|binding| {
            let product = key.product.code.to_string();
            event(
                instant(binding.issued_at),
                binding.issued_by.clone(),
                EventWhat::Registered { product },
            )
        }));
        history.extend(self.prints_of(no.into()).await?.into_iter().map(|event| EventView {
            activation_key: Some(no.to_string()),
            ..event
        }));
        for shown in self.cache.shown(no).await? {
            let secret = match shown.secret {
                Secret::RegistrationId => SecretKind::RegistrationId,
                Secret::RegistrationKey => SecretKind::RegistrationKey,
            };
            history.push(event(instant(shown.at), shown.by, EventWhat::Shown { secret }));
        }
        Ok(())
    }
}

fn customer_link(customer: Customer) -> CustomerLink {
    CustomerLink {
        id: customer.id.to_string(),
        name: customer.name,
    }
}

fn owner_link(entry: &EntryRow) -> Option<CustomerLink> {
    let (id, name) = entry.owner.clone()?;
    Some(CustomerLink { id, name: name? })
}

fn subscription_detail(of: &Subscription, now: DateTime<Utc>) -> SubscriptionDetail {
    let term = |term: &kagifuda_wire::record::SubscriptionTerm| TermView {
        product: term.product.to_string(),
        months: term.months,
        trial: term.trial,
        activation_key: term.activation_key.to_string(),
        applied_at: instant(term.applied_at),
        applied_by: term.applied_by.clone(),
    };
    SubscriptionDetail {
        connection_no: of.connection_no.to_string(),
        standing: StandingView::from(Standing::of(&of.of_rules(), now)),
        began_with: of.terms.first().map(|term| term.activation_key.to_string()),
        terms: of.terms.iter().map(term).collect(),
    }
}

/// Instants are all of one length and in one zone, so their text is in their order. Of one second, what was told later was done later.
fn latest_first(mut history: Vec<EventView>) -> Vec<EventView> {
    history.sort_by(|a, b| a.at.cmp(&b.at));
    history.reverse();
    history
}
