//! Gathering what ends, of all programmes, with the names of whom it concerns.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use kagifuda_cache::Cache;
use kagifuda_domain::calendar::Month;
use kagifuda_domain::catalogue::{ProductCode, Programme};
use kagifuda_domain::due::{self, Ends, Renewal, Urgency};
use kagifuda_domain::ids::{DeviceId, ParseHexError};
use kagifuda_domain::miemasu::Services;
use kagifuda_domain::remo::{self, OnCamera, Path, Unassigned};
use kagifuda_domain::tsunagaru::{State, Subscription, Term, last_minute_in_japan};
use kagifuda_wire::record::Kind;
use kagifuda_wire::remo::Licence;
use serde::Deserialize;
use uuid::Uuid;

use crate::fault::failed;
use crate::problem::Problem;
use crate::view::{DueView, programme};

/// A licence that ends, and whom it concerns.
#[derive(Clone, Debug)]
pub(crate) struct Ending {
    /// Its own, and the same for ever.
    pub id: String,
    pub programme: Programme,
    /// The id of the customer of the office, of the contract user of みえますねっと, or of the customer of i-PRO Remo.
    pub owner: Option<String>,
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

/// Of a subscription, what tells when it ends.
#[derive(Deserialize)]
struct SubscriptionFacts {
    anchor: Option<NaiveDate>,
    terms: Vec<TermFacts>,
}

#[derive(Deserialize)]
struct TermFacts {
    product: ProductCode,
    months: u32,
    trial: bool,
}

/// つながるねっと.
async fn subscriptions(
    cache: &Cache,
    now: DateTime<Utc>,
    wanted: &impl Fn(Programme, &Ends) -> bool,
) -> Result<Vec<Ending>, Problem> {
    let mut found = Vec::new();
    for (device, facts) in cache.facts::<SubscriptionFacts>(Kind::Subscription).await? {
        let terms = facts.terms.iter().map(|term| Term {
            months: term.months,
            trial: term.trial,
        });
        let subscription = Subscription {
            terms: terms.collect(),
            anchor: facts.anchor,
        };
        let Some(ends) = Ends::of_subscription(&subscription, now).filter(|ends| wanted(Programme::Tsunagaru, ends))
        else {
            continue;
        };
        let device: DeviceId = device.parse().map_err(|error: ParseHexError| failed(&error))?;
        if let Some(last) = facts.terms.into_iter().next_back() {
            found.push((device, ends, last.product, subscription));
        }
    }
    let devices: Vec<DeviceId> = found.iter().map(|(device, ..)| *device).collect();
    let mut places = cache.places(&devices).await?;
    let ending = |(device, ends, product, subscription): (DeviceId, _, _, Subscription)| {
        let place = places.remove(&device);
        let site = place.as_ref().map(|place| place.site.one_line());
        Ending {
            id: format!("tsunagaru-{}", device.plain()),
            programme: Programme::Tsunagaru,
            owner: place.as_ref().and_then(|place| place.owner).map(|id| id.to_string()),
            customer: place.and_then(|place| place.customer),
            device: device.to_string(),
            name: None,
            site: site.filter(|site| !site.is_empty()),
            product,
            trial: matches!(subscription.state(now), State::Trial(_)),
            ends,
            renewal: due::months_that_extend(&subscription, now).map(Renewal::Months),
        }
    };
    Ok(found.into_iter().map(ending).collect())
}

/// Of a device of みえますねっと年間パック, what tells when its licence ends, and what names it.
#[derive(Deserialize)]
struct MiemasuFacts {
    contractor: String,
    name: String,
    mac: String,
    licence: MiemasuLicence,
}

#[derive(Deserialize)]
struct MiemasuLicence {
    product: ProductCode,
    expiry: Month,
    services: Services,
}

/// みえますねっと年間パック.
async fn miemasu(cache: &Cache, wanted: &impl Fn(Programme, &Ends) -> bool) -> Result<Vec<Ending>, Problem> {
    let mut found = Vec::new();
    for (id, device) in cache.facts::<MiemasuFacts>(Kind::MiemasuDevice).await? {
        let ends = Ends::of_month(device.licence.expiry);
        if wanted(Programme::Miemasu, &ends) {
            found.push((id, device, ends));
        }
    }
    let contractors = match found.as_slice() {
        [] => HashMap::new(),
        _ => names(cache, Kind::Contractor).await?,
    };
    let ending = |(id, device, ends): (String, MiemasuFacts, Ends)| Ending {
        id: format!("miemasu-{id}"),
        programme: Programme::Miemasu,
        customer: contractors.get(&device.contractor).cloned(),
        owner: Some(device.contractor),
        device: device.mac,
        name: Some(device.name),
        site: None,
        product: device.licence.product,
        trial: false,
        ends,
        renewal: Some(Renewal::Services(device.licence.services)),
    };
    Ok(found.into_iter().map(ending).collect())
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

/// Names of the contract users or customers of `kind`, by id.
pub(crate) async fn names(cache: &Cache, kind: Kind) -> Result<HashMap<String, String>, Problem> {
    let named = cache.facts::<Named>(kind).await?;
    Ok(named.into_iter().map(|(id, named)| (id, named.name)).collect())
}

/// Of a camera of i-PRO Remo, what names it.
#[derive(Deserialize)]
struct CameraFacts {
    customer: String,
    name: String,
    device: String,
    path: Path,
}

/// i-PRO Remo: cameras that have lost their licence, and those that will and get no other by itself (REM-2).
async fn cameras(
    cache: &Cache,
    now: DateTime<Utc>,
    through: NaiveDate,
    wanted: &impl Fn(Programme, &Ends) -> bool,
) -> Result<Vec<Ending>, Problem> {
    let cameras = cache.facts::<CameraFacts>(Kind::RemoCamera).await?;
    let cameras: HashMap<String, CameraFacts> = cameras.into_iter().collect();
    if cameras.is_empty() {
        return Ok(Vec::new());
    }
    let mut of_customers: HashMap<Uuid, Vec<Licence>> = HashMap::new();
    for (_, licence) in cache.facts::<Licence>(Kind::RemoLicence).await? {
        of_customers.entry(licence.customer).or_default().push(licence);
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
    let ending = |(id, ends, product): (Uuid, Ends, ProductCode)| {
        // A camera that was removed needs no licence.
        let camera = cameras.get(&id.to_string())?;
        Some(Ending {
            id: format!("remo-{id}"),
            programme: Programme::Remo,
            owner: Some(camera.customer.clone()),
            customer: names.get(&camera.customer).cloned(),
            device: camera.device.clone(),
            name: Some(camera.name.clone()),
            site: None,
            product,
            trial: false,
            ends,
            renewal: Some(Renewal::Path(camera.path)),
        })
    };
    Ok(left.into_iter().filter_map(ending).collect())
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
