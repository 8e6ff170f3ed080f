//! The what-if planner: what would come of an act at an instant, worked out without a server.
//!
//! Asks the rules of the programmes and decides nothing itself. An answer may have more fields than a reader knows.

mod answer;
mod case;

pub use answer::{Answer, Code, End, Plan, Refused, TsunagaruState};
pub use case::{Case, Instant, Miemasu, Months, OutOfRange, Remo, Terms, Tsunagaru};

use crate::calendar::gmt_day;
use crate::{miemasu, remo, tsunagaru};

/// What would come of `case`.
pub fn plan(case: &Case) -> Answer {
    match case {
        Case::Tsunagaru(case) => plan_tsunagaru(case),
        Case::Miemasu(case) => plan_miemasu(case),
        Case::Remo(case) => plan_remo(case),
    }
}

fn subscription(terms: &Terms, first_used: Option<Instant>) -> tsunagaru::Subscription {
    tsunagaru::Subscription {
        terms: terms.to_vec(),
        anchor: first_used.map(|at| gmt_day(at.get())),
    }
}

fn plan_tsunagaru(case: &Tsunagaru) -> Answer {
    match case {
        Tsunagaru::Status { terms, first_used, at } => {
            Answer::Ok(Plan::status(subscription(terms, *first_used).state(at.get())))
        }
        Tsunagaru::Apply {
            terms,
            first_used,
            at,
            months,
            trial,
        } => {
            let term = tsunagaru::Term {
                months: months.get(),
                trial: *trial,
            };
            let old = subscription(terms, *first_used);
            let decided = tsunagaru::apply_anew(&old, term, at.get());
            Answer::of(decided.map(|change| Plan::subscribed(&old, &change, at.get())))
        }
        Tsunagaru::Extend {
            terms,
            first_used,
            at,
            months,
        } => {
            let term = tsunagaru::Term {
                months: months.get(),
                trial: false,
            };
            let old = subscription(terms, *first_used);
            let decided = tsunagaru::extend(&old, term, at.get());
            Answer::of(decided.map(|change| Plan::subscribed(&old, &change, at.get())))
        }
    }
}

fn plan_miemasu(case: &Miemasu) -> Answer {
    match case {
        Miemasu::Status { expiry, at } => Answer::Ok(Plan::schedule(*expiry, at.get())),
        Miemasu::Register { months, at } => {
            Answer::of(miemasu::register(months.get(), at.get()).map(|change| Plan::licensed(&change, None)))
        }
        Miemasu::Renew { expiry, months, at } => {
            let last_day = miemasu::Schedule::of(*expiry).last_renewal_day;
            let decided = miemasu::renew(*expiry, months.get(), at.get());
            Answer::of(decided.map(|change| Plan::licensed(&change, Some(last_day))))
        }
        Miemasu::ForceChange { expiry, months, at } => {
            let last_day = miemasu::Schedule::of(*expiry).window_opens.pred_opt();
            let decided = miemasu::force_change(*expiry, months.get(), at.get());
            Answer::of(decided.map(|change| Plan::licensed(&change, last_day)))
        }
    }
}

fn plan_remo(case: &Remo) -> Answer {
    match case {
        Remo::Allocate {
            months,
            current_expiry,
            at,
        } => Answer::Ok(Plan::allocated(&remo::allocate(
            months.non_zero(),
            *current_expiry,
            at.get(),
        ))),
        Remo::Notices { expiry } => {
            let notices = remo::notices(*expiry, &remo::PARTNER_NOTICES, &remo::USER_NOTICES);
            Answer::Ok(Plan::Notices {
                partner: notices.partner,
                user: notices.user,
            })
        }
        Remo::Move { assigned_at, at } => {
            let decided = remo::move_licence(assigned_at.get(), at.get());
            Answer::until(decided, Code::MoveWindowClosed)
        }
        Remo::Reapply { assigned_at, at } => {
            let decided = remo::reapply(assigned_at.get(), at.get());
            Answer::until(decided, Code::ReapplyWindowClosed)
        }
        Remo::Packs { cameras } => Answer::of(remo::packs(*cameras).map(|packs| Plan::Packs { packs })),
    }
}
