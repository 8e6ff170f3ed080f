//! つながるねっと: what the office knows of subscriptions, the terms, and what a card in hand would do.
//!
//! What the copy here tells is worked out by the rules at once, without a network; the server decides in the end.

mod again;
mod applying;
mod extending;
mod searching;

use chrono::{DateTime, NaiveDate, Utc};
use kagifuda_cache::{KeyRow, SubscriptionRow};
use kagifuda_domain::calendar::gmt_day;
use kagifuda_domain::catalogue::Programme;
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::kms::{ActivationKey, Binding, OnFile, Pair, bound_on, possess};
use kagifuda_domain::site::Site;
use kagifuda_domain::text::fold;
use kagifuda_domain::tsunagaru::{Refusal, Subscription, Term, TermsKind, latest_expiry};
use kagifuda_wire::kms::KeyPair;
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::record::{self, Kind, Record, SubscriptionTerm};
use kagifuda_wire::tsunagaru::{Standing, State};

use crate::Desk;
use crate::fault::mistyped;
use crate::lookup::{bilingual, parse_no};
use crate::problem::{Field, Mistake, Problem};
use crate::submit::PATIENCE;
use crate::view::{
    CardForm, CardView, StandingView, SubscriptionState, SubscriptionView, SubscriptionsView, TermView, instant,
};

impl Desk {
    /// At most `limit` subscriptions in which every word of `query` is found: device, connection number, customer, site, or one of its
    /// cards. Nothing to look for finds them all.
    pub async fn subscriptions(&self, query: &str, limit: u32) -> Result<SubscriptionsView, Problem> {
        self.account().await?;
        let now = self.now()?;
        let words: Vec<String> = query.split_whitespace().map(fold).collect();
        let rows = self.cache.subscriptions().await?;
        let mut found = rows.iter().filter(|row| has_all(row, &words));
        let hits = found.by_ref().take(limit as usize).map(|row| view(row, now)).collect();
        Ok(SubscriptionsView {
            hits,
            more: found.next().is_some(),
        })
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
        let Some(Record::Subscription(subscription)) = self.cache.one(Kind::Subscription, &device.plain()).await?
        else {
            return Ok(None);
        };
        let (site, customer) = self.whereabouts(&subscription).await?;
        Ok(Some(SubscriptionRow {
            subscription,
            site,
            customer,
            kana: None,
        }))
    }

    /// Where the device of `subscription` stands, and whose it is.
    async fn whereabouts(
        &self,
        subscription: &record::Subscription,
    ) -> Result<(Option<Site>, Option<String>), Problem> {
        let Some(term) = subscription.terms.first() else {
            return Ok((None, None));
        };
        let key = self.cache.key(term.activation_key).await?;
        Ok(key.map_or((None, None), |key| {
            (key.site, key.customer.map(|customer| customer.name))
        }))
    }

    /// The card in hand, fetched first where this computer does not know it yet.
    async fn card(&self, typed: Typed) -> Result<Card, Problem> {
        let row = match self.cache.key(typed.pair.activation_key).await? {
            Some(row) => row,
            None => {
                self.fetch().await?;
                let row = self.cache.key(typed.pair.activation_key).await?;
                row.ok_or_else(|| refused(typed.pair, &kagifuda_domain::kms::LineRefusal::UnknownPair))?
            }
        };
        Card::read(typed, row, self.now()?)
    }

    /// Fetches what is new, as far as that comes while a person waits.
    async fn fetch(&self) -> Result<(), Problem> {
        let fetch = async {
            self.session().await?.pull(|_| {}).await?;
            Ok(())
        };
        let fetched = tokio::time::timeout(PATIENCE, fetch).await;
        let fetched = fetched.unwrap_or(Err(Problem::Unreachable));
        self.note_online(fetched.as_ref().copied());
        fetched
    }
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

fn has_all(row: &SubscriptionRow, words: &[String]) -> bool {
    let of = &row.subscription;
    let site = row.site.as_ref().map(Site::one_line);
    let texts = [row.customer.as_deref(), row.kana.as_deref(), site.as_deref()];
    let cards = of.terms.iter().map(|term| fold(&term.activation_key.to_string()));
    let fields: Vec<String> = [fold(&of.device.plain()), of.connection_no.plain()]
        .into_iter()
        .chain(texts.into_iter().flatten().map(fold))
        .chain(cards)
        .collect();
    words.iter().all(|word| fields.iter().any(|field| field.contains(word)))
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
