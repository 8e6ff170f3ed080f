//! The what-if planner in the window: any question, and the licences in the cache that one may be asked about.

mod question;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use kagifuda_cache::{Thing, ThingKind};
use kagifuda_domain::calendar::{gmt_day, japan_day};
use kagifuda_domain::miemasu::State;
use kagifuda_domain::plan::{Answer, Case, End, Instant, Miemasu, Plan, Remo, Terms, Tsunagaru, TsunagaruState, plan};
use kagifuda_domain::text::fold;
use kagifuda_domain::tsunagaru;
use kagifuda_wire::record::{Kind, Record};
use kagifuda_wire::remo;

use crate::Desk;
use crate::lookup::{of_kind, worth_asking};
use crate::problem::Problem;
use crate::view::{
    LicenceState, LicenceView, PlanAnswer, PlanEnd, PlanForm, PlanKnown, PlanPeriod, PlanView, SubscriptionState,
    SubscriptionView,
};

/// What would come of it. Asks nobody and changes nothing.
pub fn what_if(form: &PlanForm) -> Result<PlanView, Problem> {
    let case = question::read(form)?;
    Ok(PlanView {
        today: today(&case),
        before: before(&case),
        answer: answer(plan(&case)),
    })
}

impl Desk {
    /// At most `limit` licences of all programmes whose days can be planned, in which every word of `query` is found.
    pub async fn licences(&self, query: &str, limit: u32) -> Result<Vec<LicenceView>, Problem> {
        let subscriptions = self.subscriptions(query, limit).await?.hits;
        let mut licences: Vec<LicenceView> = subscriptions.into_iter().map(of_subscription).collect();
        licences.extend(self.miemasu_licences(query, limit).await?);
        let words: Vec<String> = query.split_whitespace().map(fold).collect();
        let found = |licence: &LicenceView| {
            let text = fold(&format!("{} {} {}", licence.name, licence.number, licence.detail));
            words.iter().all(|word| text.contains(word))
        };
        licences.extend(self.remo_licences().await?.into_iter().filter(found));
        licences.truncate(limit as usize);
        Ok(licences)
    }

    async fn miemasu_licences(&self, query: &str, limit: u32) -> Result<Vec<LicenceView>, Problem> {
        let devices = of_kind(ThingKind::MiemasuDevice);
        let found = self.cache.look_up(worth_asking(query), &devices, limit).await?;
        let mut licences = Vec::new();
        for thing in found.things {
            let Thing::Entry(entry) = thing else { continue };
            let Some(Record::MiemasuDevice(device)) = self.cache.one(Kind::MiemasuDevice, &entry.id).await? else {
                continue;
            };
            let contractor = entry.owner.and_then(|(_, name)| name);
            licences.push(LicenceView {
                name: [contractor, Some(device.name.to_string())]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" "),
                number: device.mac.to_string(),
                detail: device.domain_name.to_string(),
                known: PlanKnown::Miemasu {
                    expiry_month: device.licence.expiry.to_string(),
                },
            });
        }
        Ok(licences)
    }

    async fn remo_licences(&self) -> Result<Vec<LicenceView>, Problem> {
        let mut names = HashMap::new();
        for kind in [Kind::RemoCustomer, Kind::RemoCamera] {
            for record in self.cache.whole(kind).await? {
                if let Record::RemoCustomer(customer) = &record {
                    names.insert(customer.id, customer.name.to_string());
                } else if let Record::RemoCamera(camera) = &record {
                    names.insert(camera.id, format!("{} {}", camera.name, camera.device));
                }
            }
        }
        let of = |licence: remo::Licence| {
            let known = match &licence.origin {
                remo::Origin::Term { expiry, .. } => PlanKnown::RemoTerm {
                    expiry_day: expiry.to_string(),
                },
                remo::Origin::Perpetual { first_assigned_at, .. } => PlanKnown::RemoPerpetual {
                    assigned: japan_day((*first_assigned_at)?).to_string(),
                },
            };
            let camera = licence.camera.and_then(|camera| names.get(&camera)).cloned();
            Some(LicenceView {
                name: names.get(&licence.customer).cloned().unwrap_or_default(),
                number: licence.product.to_string(),
                detail: camera.unwrap_or_default(),
                known,
            })
        };
        let licences = self.cache.whole(Kind::RemoLicence).await?.into_iter();
        let licences = licences.filter_map(|record| {
            if let Record::RemoLicence(licence) = record {
                Some(licence)
            } else {
                None
            }
        });
        Ok(licences.filter_map(of).collect())
    }
}

fn of_subscription(of: SubscriptionView) -> LicenceView {
    let periods = of.periods.iter().map(|period| PlanPeriod {
        months: period.months.to_string(),
        trial: period.trial,
    });
    LicenceView {
        name: of.customer.or(of.site).unwrap_or_default(),
        number: of.device,
        detail: of.connection_no,
        known: PlanKnown::Tsunagaru {
            periods: periods.collect(),
            first_used: of.counted_from.map(|day| day.to_string()).unwrap_or_default(),
        },
    }
}

fn today(case: &Case) -> Option<NaiveDate> {
    let in_japan = |at: &Instant| Some(japan_day(at.get()));
    match case {
        Case::Tsunagaru(Tsunagaru::Status { at, .. } | Tsunagaru::Apply { at, .. } | Tsunagaru::Extend { at, .. }) => {
            Some(gmt_day(at.get()))
        }
        Case::Miemasu(
            Miemasu::Status { at, .. }
            | Miemasu::Register { at, .. }
            | Miemasu::Renew { at, .. }
            | Miemasu::ForceChange { at, .. },
        )
        | Case::Remo(Remo::Allocate { at, .. } | Remo::Move { at, .. } | Remo::Reapply { at, .. }) => in_japan(at),
        Case::Remo(Remo::Notices { .. } | Remo::Packs { .. }) => None,
    }
}

fn before(case: &Case) -> Option<NaiveDate> {
    let subscription = |terms: &Terms, first: &Option<Instant>, at: DateTime<Utc>| {
        let subscription = tsunagaru::Subscription {
            terms: terms.to_vec(),
            anchor: first.map(|first| gmt_day(first.get())),
        };
        Some(subscription.state(at).period()?.expiry)
    };
    match case {
        Case::Tsunagaru(
            Tsunagaru::Status { terms, first_used, at }
            | Tsunagaru::Apply {
                terms, first_used, at, ..
            }
            | Tsunagaru::Extend {
                terms, first_used, at, ..
            },
        ) => subscription(terms, first_used, at.get()),
        Case::Miemasu(
            Miemasu::Status { expiry, .. } | Miemasu::Renew { expiry, .. } | Miemasu::ForceChange { expiry, .. },
        ) => Some(expiry.last_day()),
        Case::Remo(Remo::Allocate { current_expiry, .. }) => *current_expiry,
        Case::Remo(Remo::Notices { expiry }) => Some(*expiry),
        Case::Miemasu(Miemasu::Register { .. })
        | Case::Remo(Remo::Move { .. } | Remo::Reapply { .. } | Remo::Packs { .. }) => None,
    }
}

fn answer(answer: Answer) -> PlanAnswer {
    let plan = match answer {
        Answer::Ok(plan) => plan,
        Answer::Refused(refused) => {
            return PlanAnswer::Refused {
                reason: refused.code.into(),
                last_day: refused.last_day,
                first_day: refused.first_day,
                months: refused.months,
            };
        }
    };
    match plan {
        Plan::Subscription { state, end: ends } => PlanAnswer::Subscription {
            state: state_of(state),
            end: end(ends),
        },
        Plan::Subscribed {
            end: ends,
            months_left,
            counted_from,
            days_added,
            last_day,
        } => PlanAnswer::Subscribed {
            end: end(ends),
            months_left,
            counted_from,
            days_added: days_added.map(days),
            last_day,
        },
        Plan::Schedule {
            state,
            window_opens,
            last_renewal_day,
            deleted_on,
        } => PlanAnswer::Schedule {
            state: licence_state(state),
            window_opens,
            last_renewal_day,
            deleted_on,
        },
        Plan::Licensed {
            counted_from,
            expiry,
            balance,
            days_dropped,
            last_day,
        } => PlanAnswer::Licensed {
            counted_from,
            expiry: expiry.to_string(),
            last_covered: expiry.last_day(),
            days_lost: days(balance.days_lost),
            days_gained: days(balance.days_gained),
            days_dropped: days(days_dropped),
            last_day,
        },
        Plan::Allocated {
            free_through,
            paid_from,
            expiry,
            balance,
            warn_early,
        } => PlanAnswer::Allocated {
            free_through,
            paid_from,
            expiry,
            days_lost: days(balance.days_lost),
            days_gained: days(balance.days_gained),
            warn_early,
        },
        Plan::Notices { partner, user } => PlanAnswer::Notices { partner, user },
        Plan::Open { last_day } => PlanAnswer::Open { last_day },
        Plan::Packs { packs } => PlanAnswer::Packs { packs },
    }
}

/// Days between two that can be planned, which are fewer than a million.
fn days(days: i64) -> i32 {
    days.try_into().unwrap_or(i32::MAX)
}

fn end(end: End) -> PlanEnd {
    match end {
        End::None {} => PlanEnd::default(),
        End::Relative { months_from_first_use } => PlanEnd {
            months_from_first_use: Some(months_from_first_use),
            ..PlanEnd::default()
        },
        End::Known {
            expiry,
            expiry_in_japan,
            grace_ends,
        } => PlanEnd {
            months_from_first_use: None,
            expiry: Some(expiry),
            expiry_in_japan: Some(expiry_in_japan),
            grace_ends: Some(grace_ends),
        },
    }
}

fn state_of(state: TsunagaruState) -> SubscriptionState {
    match state {
        TsunagaruState::Unregistered => SubscriptionState::Unregistered,
        TsunagaruState::NotStarted => SubscriptionState::NotStarted,
        TsunagaruState::Trial => SubscriptionState::Trial,
        TsunagaruState::Active => SubscriptionState::Active,
        TsunagaruState::Grace => SubscriptionState::Grace,
        TsunagaruState::Lapsed => SubscriptionState::Lapsed,
    }
}

fn licence_state(state: State) -> LicenceState {
    match state {
        State::InUse => LicenceState::InUse,
        State::RenewalOpen => LicenceState::RenewalOpen,
        State::Expired => LicenceState::Expired,
        State::Deleted => LicenceState::Deleted,
    }
}
