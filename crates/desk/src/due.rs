//! Gathering what ends, of all programmes, with the names of whom it concerns.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use kagifuda_cache::Cache;
use kagifuda_domain::catalogue::{ProductCode, Programme};
use kagifuda_domain::due::{self, Ends, Renewal, Urgency};
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::remo::{self, OnCamera, Unassigned};
use kagifuda_domain::tsunagaru::{self, Subscription, Term, last_minute_in_japan};
use kagifuda_wire::record::{Contractor, Kind, MiemasuDevice, Record};
use kagifuda_wire::remo::{Camera, Customer, Licence};
use uuid::Uuid;

use crate::problem::Problem;
use crate::view::{DueView, programme};

/// A licence that ends, and whom it concerns.
#[derive(Clone, Debug)]
pub(crate) struct Ending {
    /// Its own, and the same for ever.
    pub id: String,
    pub programme: Programme,
    pub customer: Option<String>,
    pub device: String,
    pub name: Option<String>,
    pub site: Option<String>,
    pub product: ProductCode,
    pub trial: bool,
    pub ends: Ends,
    /// What it is renewed with; nothing where nothing fits.
    pub renewal: Option<Renewal>,
}

impl Ending {
    /// How much it presses at `now`.
    pub fn urgency(&self, now: DateTime<Utc>) -> Option<Urgency> {
        self.ends.urgency(due::today(self.programme, now))
    }

    /// **TSU-9** The last minute of its expiry in Japan, where the expiry is a day of Greenwich.
    pub fn expiry_in_japan(&self) -> Option<chrono::NaiveDateTime> {
        (self.programme == Programme::Tsunagaru).then(|| last_minute_in_japan(self.ends.expiry))
    }

    pub fn view(&self, now: DateTime<Utc>) -> DueView {
        let today = due::today(self.programme, now);
        DueView {
            id: self.id.clone(),
            programme: programme(self.programme).to_owned(),
            customer: self.customer.clone(),
            device: self.device.clone(),
            name: self.name.clone(),
            site: self.site.clone(),
            product: self.product.to_string(),
            trial: self.trial,
            expiry: self.ends.expiry.to_string(),
            expiry_in_japan: self.expiry_in_japan().map(|at| at.format("%Y-%m-%dT%H:%M").to_string()),
            days_left: (self.ends.expiry - today).num_days().try_into().unwrap_or(i32::MAX),
            opens: self
                .ends
                .opens
                .filter(|opens| *opens > today)
                .map(|day| day.to_string()),
            last_day: self.ends.last_day.map(|day| day.to_string()),
        }
    }
}

/// Every licence that can still be renewed at `now` and of which `wanted` holds, as far as `through`, by day of expiry.
pub(crate) async fn endings(
    cache: &Cache,
    now: DateTime<Utc>,
    through: NaiveDate,
    wanted: impl Fn(Programme, &Ends) -> bool,
) -> Result<Vec<Ending>, Problem> {
    let wanted = |programme: Programme, ends: &Ends| {
        let today = due::today(programme, now);
        let is_over = ends.expiry < today && ends.urgency(today).is_none();
        ends.expiry <= through && !is_over && wanted(programme, ends)
    };
    let mut all = subscriptions(cache, now, &wanted).await?;
    all.extend(miemasu(cache, &wanted).await?);
    all.extend(cameras(cache, now, through, &wanted).await?);
    all.sort_by(|one, other| {
        (one.ends.expiry, &one.customer, &one.id).cmp(&(other.ends.expiry, &other.customer, &other.id))
    });
    Ok(all)
}

/// つながるねっと.
async fn subscriptions(
    cache: &Cache,
    now: DateTime<Utc>,
    wanted: &impl Fn(Programme, &Ends) -> bool,
) -> Result<Vec<Ending>, Problem> {
    let mut found = Vec::new();
    for record in cache.whole(Kind::Subscription).await? {
        let Record::Subscription(of) = record else { continue };
        let terms = of.terms.iter().map(|term| Term {
            months: term.months,
            trial: term.trial,
        });
        let subscription = Subscription {
            terms: terms.collect(),
            anchor: of.anchor,
        };
        let ends = Ends::of_subscription(&subscription, now);
        if let (Some(ends), Some(last)) = (ends.filter(|ends| wanted(Programme::Tsunagaru, ends)), of.terms.last()) {
            let trial = matches!(subscription.state(now), tsunagaru::State::Trial(_));
            let renewal = due::months_that_extend(&subscription, now).map(Renewal::Months);
            found.push((of.device, ends, last.product.clone(), trial, renewal));
        }
    }
    let devices: Vec<DeviceId> = found.iter().map(|(device, ..)| *device).collect();
    let mut places = cache.places(&devices).await?;
    let ending = |(device, ends, product, trial, renewal): (DeviceId, _, _, _, _)| {
        let place = places.remove(&device);
        let site = place.as_ref().map(|place| place.site.one_line());
        Ending {
            id: format!("tsunagaru-{}", device.plain()),
            programme: Programme::Tsunagaru,
            customer: place.and_then(|place| place.customer),
            device: device.to_string(),
            name: None,
            site: site.filter(|site| !site.is_empty()),
            product,
            trial,
            ends,
            renewal,
        }
    };
    Ok(found.into_iter().map(ending).collect())
}

/// みえますねっと年間パック.
async fn miemasu(cache: &Cache, wanted: &impl Fn(Programme, &Ends) -> bool) -> Result<Vec<Ending>, Problem> {
    let mut found: Vec<(MiemasuDevice, Ends)> = Vec::new();
    for record in cache.whole(Kind::MiemasuDevice).await? {
        let Record::MiemasuDevice(device) = record else {
            continue;
        };
        let ends = Ends::of_month(device.licence.expiry);
        if wanted(Programme::Miemasu, &ends) {
            found.push((device, ends));
        }
    }
    let contractors = match found.as_slice() {
        [] => HashMap::new(),
        _ => names(cache, Kind::Contractor).await?,
    };
    let ending = |(device, ends): (MiemasuDevice, Ends)| Ending {
        id: format!("miemasu-{}", device.id),
        programme: Programme::Miemasu,
        customer: contractors.get(&device.contractor).cloned(),
        device: device.mac.to_string(),
        name: Some(device.name.to_string()),
        site: None,
        product: device.licence.product,
        trial: false,
        ends,
        renewal: Some(Renewal::Services(device.licence.services)),
    };
    Ok(found.into_iter().map(ending).collect())
}

/// Names of contract users, by id.
async fn names(cache: &Cache, kind: Kind) -> Result<HashMap<Uuid, String>, Problem> {
    let records = cache.whole(kind).await?;
    let name = |record| {
        if let Record::Contractor(Contractor { id, name, .. }) = record {
            Some((id, name.to_string()))
        } else if let Record::RemoCustomer(Customer { id, name, .. }) = record {
            Some((id, name.to_string()))
        } else {
            None
        }
    };
    Ok(records.into_iter().filter_map(name).collect())
}

/// i-PRO Remo: cameras that have lost their licence, and those that will and get no other by itself (REM-2).
async fn cameras(
    cache: &Cache,
    now: DateTime<Utc>,
    through: NaiveDate,
    wanted: &impl Fn(Programme, &Ends) -> bool,
) -> Result<Vec<Ending>, Problem> {
    let cameras = cache.whole(Kind::RemoCamera).await?;
    let cameras = cameras
        .into_iter()
        .filter_map(|record| camera(record).map(|camera| (camera.id, camera)));
    let cameras: HashMap<Uuid, Camera> = cameras.collect();
    if cameras.is_empty() {
        return Ok(Vec::new());
    }
    let mut of_customers: HashMap<Uuid, Vec<Licence>> = HashMap::new();
    for record in cache.whole(Kind::RemoLicence).await? {
        if let Record::RemoLicence(licence) = record {
            of_customers.entry(licence.customer).or_default().push(licence);
        }
    }
    let left: Vec<(Uuid, Ends, ProductCode)> = of_customers
        .values()
        .flat_map(|licences| without_licence(licences, now, through))
        .filter(|(_, ends, _)| wanted(Programme::Remo, ends))
        .collect();
    let names = match left.as_slice() {
        [] => HashMap::new(),
        _ => names(cache, Kind::RemoCustomer).await?,
    };
    let ending = |(camera, ends, product): (Uuid, Ends, ProductCode)| {
        let camera = cameras.get(&camera)?;
        Some(Ending {
            id: format!("remo-{}", camera.id),
            programme: Programme::Remo,
            customer: names.get(&camera.customer).cloned(),
            device: camera.device.to_string(),
            name: Some(camera.name.to_string()),
            site: None,
            product,
            trial: false,
            ends,
            renewal: Some(Renewal::Path(camera.path)),
        })
    };
    Ok(left.into_iter().filter_map(ending).collect())
}

fn camera(record: Record) -> Option<Camera> {
    if let Record::RemoCamera(camera) = record {
        Some(camera)
    } else {
        None
    }
}

/// Of the licences of one contract user: the last one of each camera that has or will have none after it.
fn without_licence(licences: &[Licence], now: DateTime<Utc>, through: NaiveDate) -> Vec<(Uuid, Ends, ProductCode)> {
    let mut running = Vec::new();
    let mut spare = Vec::new();
    let mut served = HashSet::new();
    let mut ended: HashMap<Uuid, (NaiveDate, Uuid)> = HashMap::new();
    for licence in licences {
        let state = licence.at(now);
        served.extend(state.camera());
        match state {
            remo::Licence::Term(remo::Term::Assigned { expiry, camera }) => running.push(OnCamera {
                licence: licence.id,
                camera,
                path: licence.path,
                expiry,
            }),
            remo::Licence::Term(remo::Term::Allocated { expiry }) => spare.push(Unassigned {
                id: licence.id,
                path: licence.path,
                expiry: Some(expiry),
            }),
            remo::Licence::Term(remo::Term::Expired {
                expiry,
                camera: Some(camera),
            }) => {
                let last = ended.entry(camera).or_insert((expiry, licence.id));
                *last = (*last).max((expiry, licence.id));
            }
            remo::Licence::Term(remo::Term::Stock | remo::Term::Expired { camera: None, .. })
            | remo::Licence::Perpetual(_) => {}
        }
    }
    ended.retain(|camera, _| !served.contains(camera));
    running.sort_by_key(|on| on.licence);
    let will = due::cameras_left(&running, &spare, through);
    let will = will.into_iter().map(|(on, ends)| (on.licence, on.camera, ends));
    let have = ended
        .into_iter()
        .map(|(camera, (expiry, licence))| (licence, camera, Ends::of_camera(expiry)));
    let product = |id: Uuid| {
        licences
            .iter()
            .find(|licence| licence.id == id)
            .map(|licence| licence.product.clone())
    };
    have.chain(will)
        .filter_map(|(licence, camera, ends)| Some((camera, ends, product(licence)?)))
        .collect()
}
