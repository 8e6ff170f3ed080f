//! つながるねっと: what the office knows of subscriptions, the terms, and what a card in hand would do.
//!
//! What the copy here tells is worked out by the rules at once, without a network; the server decides in the end.

mod again;
mod applying;
mod extending;
mod searching;

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use kagifuda_cache::{KeyRow, Thing, ThingKind};
use kagifuda_domain::calendar::gmt_day;
use kagifuda_domain::catalogue::Programme;
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::kms::{ActivationKey, Binding, OnFile, Pair, bound_on, possess};
use kagifuda_domain::site::Site;
use kagifuda_domain::tsunagaru::{Refusal, Subscription, Term, TermsKind, latest_expiry};
use kagifuda_wire::kms::KeyPair;
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::record::{self, Kind, Record, SubscriptionTerm};
use kagifuda_wire::tsunagaru::{Standing, State};

use crate::Desk;
use crate::fault::mistyped;
use crate::lookup::{bilingual, of_kind, parse_no, worth_asking};
use crate::problem::{Field, Mistake, Problem};
use crate::view::{
    CardForm, CardView, StandingView, SubscriptionState, SubscriptionView, SubscriptionsView, TermView, instant,
};

impl Desk {
    /// At most `limit` subscriptions in which every word of `query` is found: device, connection number, customer, site; or that have a card
    /// in which it is found. Nothing to look for finds them all, the latest first.
    pub async fn subscriptions(&self, query: &str, limit: u32) -> Result<SubscriptionsView, Problem> {
        self.account().await?;
        let now = self.now()?;
        let query = worth_asking(query);
        let mut found = self
            .cache
            .look_up(query, &of_kind(ThingKind::Connection), limit)
            .await?;
        if found.things.is_empty() {
            found = self.cache.look_up(query, &of_kind(ThingKind::Key), limit).await?;
        }
        let mut devices: Vec<DeviceId> = found.things.iter().filter_map(device_of).collect();
        let mut seen = HashSet::new();
        devices.retain(|device| seen.insert(*device));
        let mut hits = Vec::new();
        for device in devices {
            hits.extend(self.subscription_row(device).await?.map(|row| view(&row, now)));
        }
        Ok(SubscriptionsView { hits, more: found.more })
    }

    /// The subscription of the device `typed`, in any form a person types, as far as the office knows.
    pub async fn subscription(&self, typed: &str) -> Result<Option<SubscriptionView>, Problem> {
        self.account().await?;
        let device = typed.parse().map_err(mistyped(Field::Device))?;
        let now = self.now()?;
        Ok(self.subscription_row(device).await?.map(|row| view(&row, now)))
    }

    /// The subscription of `device`, with its site and customer.
    async fn subscription_row(&self, device: DeviceId) -> Result<Option<SubscriptionRow>, Problem> {
        let id = device.plain();
        let Some(Record::Subscription(subscription)) = self.cache.one(Kind::Subscription, &id).await? else {
            return Ok(None);
        };
        let entry = self.cache.entry(Kind::Subscription, &id).await?;
        let (site, customer) = entry.map_or((None, None), |entry| (entry.site, entry.customer));
        Ok(Some(SubscriptionRow {
            subscription,
            site,
            customer,
        }))
    }

    /// The card in hand, fetched first where this computer does not know it yet.
    async fn card(&self, typed: Typed) -> Result<Card, Problem> {
        let row = match self.cache.key(typed.pair.activation_key).await? {
            Some(row) => row,
            None => {
                self.fetch_news().await?;
                let row = self.cache.key(typed.pair.activation_key).await?;
                row.ok_or_else(|| refused(typed.pair, &kagifuda_domain::kms::LineRefusal::UnknownPair))?
            }
        };
        Card::read(typed, row, self.now()?)
    }
}

/// A subscription with where its device stands and whose it is, as far as is known.
struct SubscriptionRow {
    subscription: record::Subscription,
    site: Option<Site>,
    customer: Option<String>,
}

/// What was typed of a card and its device.
#[derive(Clone, Copy)]
struct Typed {
    device: DeviceId,
    pair: KeyPair,
}

impl Typed {
    /// Reads the form, or says everything that is wrong with it at once.
    fn read(form: &CardForm) -> Result<Self, Problem> {
        let device = form.device.parse().map_err(mistyped(Field::Device));
        let activation_key = parse_no(&form.activation_key);
        let registration_id = form.registration_id.parse().map_err(mistyped(Field::RegistrationId));
        match (device, activation_key, registration_id) {
            (Ok(device), Ok(activation_key), Ok(registration_id)) => Ok(Self {
                device,
                pair: KeyPair {
                    activation_key,
                    registration_id,
                },
            }),
            (device, activation_key, registration_id) => {
                let problems = [device.err(), activation_key.err(), registration_id.err()];
                let mistake = |problem| Mistake {
                    key_line: None,
                    problem,
                };
                let mistakes = problems.into_iter().flatten().map(mistake).collect();
                Err(Problem::FormMistyped { mistakes })
            }
        }
    }

    /// The same for an act: **TSU-12** an MPCS, which has a MAC address, is its supplier's.
    fn of_device(form: &CardForm) -> Result<Self, Problem> {
        let typed = Self::read(form)?;
        match typed.device {
            DeviceId::Mpr(_) => Ok(typed),
            DeviceId::Mac(_) => Err(refusal(Refusal::AskSupplier)),
        }
    }
}

/// A card of つながるねっと whose pair is right.
struct Card {
    typed: Typed,
    view: CardView,
    term: Term,
    /// Its bond with this very device, where it has served there before (**KMS-2**).
    bound: Option<Binding>,
}

impl Card {
    /// **TSU-1**, as far as the copy here tells: it knows of no lock (KMS-11), which the server keeps.
    fn read(typed: Typed, row: KeyRow, now: DateTime<Utc>) -> Result<Self, Problem> {
        let pair = Pair {
            no: typed.pair.activation_key,
            registration_id: typed.pair.registration_id,
        };
        let on_file = OnFile {
            key: Some(ActivationKey {
                registration_id: row.registration_id,
                product: row.product.code.clone(),
                programme: row.product.programme,
                binding: row.binding.map(|bound| Binding {
                    device: bound.device,
                    registration_key: bound.registration_key,
                    issued_at: bound.issued_at,
                }),
            }),
            wrong_pairs: vec![],
        };
        let bound = possess(Programme::Tsunagaru, pair, &on_file, now)
            .and_then(|key| bound_on(key, typed.device))
            .map_err(|why| refused(typed.pair, &why))?;
        // A product of this programme without months is a fault of the catalogue.
        let term = Term::of(&row.product).ok_or(Problem::VersionsDiffer)?;
        Ok(Self {
            typed,
            view: CardView {
                product: row.product.code.to_string(),
                product_name: bilingual(&row.product.name),
                months: term.months,
                terms: TermsKind::of(term).into(),
            },
            term,
            bound: bound.cloned(),
        })
    }
}

/// The pair is refused, in the words of the server.
fn refused(pair: KeyPair, why: &kagifuda_domain::kms::LineRefusal) -> Problem {
    let line = kagifuda_wire::problem::RefusedLine::new(pair.activation_key, why);
    ProblemCode::LinesRefused { lines: vec![line] }.into()
}

/// A rule of つながるねっと refuses it, in the words of the server.
fn refusal(refusal: Refusal) -> Problem {
    ProblemCode::from(refusal).into()
}

/// The device of a connection, or of a key.
fn device_of(thing: &Thing) -> Option<DeviceId> {
    match thing {
        Thing::Entry(entry) => entry.device,
        Thing::Key(key) => key.binding.as_ref().map(|binding| binding.device),
        Thing::Device(device) => Some(device.device),
        Thing::Customer(_) => None,
    }
}

fn view(row: &SubscriptionRow, now: DateTime<Utc>) -> SubscriptionView {
    let of = &row.subscription;
    SubscriptionView {
        device: of.device.to_string(),
        site: row.site.as_ref().and_then(in_one_line),
        customer: row.customer.clone(),
        connection_no: of.connection_no.to_string(),
        registration_key: of.registration_key.to_string(),
        standing: standing(&of.of_rules(), now),
        counted_from: of.anchor,
        periods: of.terms.iter().map(period).collect(),
    }
}

fn in_one_line(site: &Site) -> Option<String> {
    Some(site.one_line()).filter(|site| !site.is_empty())
}

fn period(term: &SubscriptionTerm) -> TermView {
    TermView {
        activation_key: term.activation_key.to_string(),
        product: term.product.to_string(),
        months: term.months,
        trial: term.trial,
        applied_at: instant(term.applied_at),
        applied_by: term.applied_by.clone(),
    }
}

/// Where `subscription` stands at `now`, with what is left to the cap.
pub(crate) fn standing(subscription: &Subscription, now: DateTime<Utc>) -> StandingView {
    let standing = Standing::of(subscription, now);
    let cap = latest_expiry(subscription, gmt_day(now));
    StandingView {
        days_to_cap: standing
            .expiry
            .zip(cap)
            .and_then(|(expiry, cap)| days_between(expiry, cap)),
        ..standing.into()
    }
}

fn days_between(from: NaiveDate, to: NaiveDate) -> Option<i32> {
    (to - from).num_days().try_into().ok()
}

impl From<Standing> for StandingView {
    fn from(standing: Standing) -> Self {
        Self {
            state: match standing.state {
                State::Unregistered => SubscriptionState::Unregistered,
                State::NotStarted => SubscriptionState::NotStarted,
                State::Trial => SubscriptionState::Trial,
                State::Active => SubscriptionState::Active,
                State::Grace => SubscriptionState::Grace,
                State::Lapsed => SubscriptionState::Lapsed,
            },
            months: standing.months,
            expiry: standing.expiry,
            expiry_in_japan: standing.expiry_in_japan,
            grace_ends: standing.grace_ends,
            months_that_fit: standing.months_that_fit,
            days_to_cap: None,
        }
    }
}

impl From<StandingView> for Standing {
    fn from(shown: StandingView) -> Self {
        Self {
            state: match shown.state {
                SubscriptionState::Unregistered => State::Unregistered,
                SubscriptionState::NotStarted => State::NotStarted,
                SubscriptionState::Trial => State::Trial,
                SubscriptionState::Active => State::Active,
                SubscriptionState::Grace => State::Grace,
                SubscriptionState::Lapsed => State::Lapsed,
            },
            months: shown.months,
            expiry: shown.expiry,
            expiry_in_japan: shown.expiry_in_japan,
            grace_ends: shown.grace_ends,
            months_that_fit: shown.months_that_fit,
        }
    }
}
