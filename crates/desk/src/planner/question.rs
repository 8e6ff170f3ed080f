//! A question of the planner as people type it, read for the rules.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use kagifuda_domain::calendar::{JST, Month, read_day};
use kagifuda_domain::plan::{Case, Instant, Miemasu, Months, Remo, Terms, Tsunagaru};
use kagifuda_domain::text::number_symbols;
use kagifuda_domain::tsunagaru::Term;

use crate::problem::{PlanField, Problem};
use crate::view::{PlanAct, PlanForm, PlanPeriod};

/// Reads what the act asks for, or names every field that it cannot read.
pub(super) fn read(form: &PlanForm) -> Result<Case, Problem> {
    let mut reading = Reading { form, wrong: vec![] };
    let case = reading.case();
    case.ok_or(Problem::PlanMistyped { fields: reading.wrong })
}

/// A form that is read, and the fields that could not be.
struct Reading<'a> {
    form: &'a PlanForm,
    wrong: Vec<PlanField>,
}

impl Reading<'_> {
    fn case(&mut self) -> Option<Case> {
        match self.form.act {
            PlanAct::TsunagaruStatus | PlanAct::TsunagaruApply | PlanAct::TsunagaruExtend => {
                self.tsunagaru().map(Case::Tsunagaru)
            }
            PlanAct::MiemasuStatus => {
                let (expiry, at) = (self.expiry_month(), self.at());
                let (expiry, at) = (expiry?, at?);
                Some(Case::Miemasu(Miemasu::Status { expiry, at }))
            }
            PlanAct::MiemasuRegister => {
                let (months, at) = (self.months(), self.at());
                let (months, at) = (months?, at?);
                Some(Case::Miemasu(Miemasu::Register { months, at }))
            }
            PlanAct::MiemasuRenew | PlanAct::MiemasuForceChange => self.later_licence().map(Case::Miemasu),
            PlanAct::RemoAllocate => self.allocation().map(Case::Remo),
            PlanAct::RemoNotices => self.notices().map(Case::Remo),
            PlanAct::RemoPacks => self.packs().map(Case::Remo),
            PlanAct::RemoMove | PlanAct::RemoReapply => self.perpetual().map(Case::Remo),
        }
    }

    fn tsunagaru(&mut self) -> Option<Tsunagaru> {
        let (terms, first_used, at) = (self.terms(), self.first_used(), self.at());
        if self.form.act == PlanAct::TsunagaruStatus {
            let (terms, first_used, at) = (terms?, first_used?, at?);
            return Some(Tsunagaru::Status { terms, first_used, at });
        }
        let months = self.months();
        let (terms, first_used, at, months) = (terms?, first_used?, at?, months?);
        Some(if self.form.act == PlanAct::TsunagaruApply {
            Tsunagaru::Apply {
                terms,
                first_used,
                at,
                months,
                trial: self.form.trial,
            }
        } else {
            Tsunagaru::Extend {
                terms,
                first_used,
                at,
                months,
            }
        })
    }

    fn later_licence(&mut self) -> Option<Miemasu> {
        let (expiry, months, at) = (self.expiry_month(), self.months(), self.at());
        let (expiry, months, at) = (expiry?, months?, at?);
        Some(if self.form.act == PlanAct::MiemasuRenew {
            Miemasu::Renew { expiry, months, at }
        } else {
            Miemasu::ForceChange { expiry, months, at }
        })
    }

    fn allocation(&mut self) -> Option<Remo> {
        let typed = &self.form.expiry_day;
        let none = typed.trim().is_empty().then_some(None);
        let current_expiry = none.or_else(|| read_day(typed).map(Some));
        let current_expiry = self.kept(PlanField::ExpiryDay, current_expiry);
        let (months, at) = (self.months(), self.at());
        Some(Remo::Allocate {
            months: months?,
            current_expiry: current_expiry?,
            at: at?,
        })
    }

    fn notices(&mut self) -> Option<Remo> {
        let expiry = self.kept(PlanField::ExpiryDay, read_day(&self.form.expiry_day))?;
        Some(Remo::Notices { expiry })
    }

    fn packs(&mut self) -> Option<Remo> {
        let cameras = self.kept(PlanField::Cameras, number(&self.form.cameras))?;
        Some(Remo::Packs { cameras })
    }

    fn perpetual(&mut self) -> Option<Remo> {
        let assigned_at = read_day(&self.form.assigned).and_then(|day| in_japan(day, NaiveTime::MIN));
        let (assigned_at, at) = (self.kept(PlanField::Assigned, assigned_at), self.at());
        let (assigned_at, at) = (assigned_at?, at?);
        Some(if self.form.act == PlanAct::RemoMove {
            Remo::Move { assigned_at, at }
        } else {
            Remo::Reapply { assigned_at, at }
        })
    }

    fn terms(&mut self) -> Option<Terms> {
        let term = |period: &PlanPeriod| {
            let months = number(&period.months)?;
            let trial = period.trial;
            Some(Term { months, trial })
        };
        let terms: Option<Vec<Term>> = self.form.periods.iter().map(term).collect();
        self.kept(PlanField::Periods, terms.and_then(|terms| Terms::try_from(terms).ok()))
    }

    fn first_used(&mut self) -> Option<Option<Instant>> {
        let typed = &self.form.first_used;
        // A day in Greenwich.
        let midnight = |day: NaiveDate| Instant::try_from(day.and_time(NaiveTime::MIN).and_utc()).ok();
        let never = typed.trim().is_empty().then_some(None);
        self.kept(
            PlanField::FirstUsed,
            never.or_else(|| read_day(typed).and_then(midnight).map(Some)),
        )
    }

    fn at(&mut self) -> Option<Instant> {
        let typed_day = self.kept(PlanField::Day, read_day(&self.form.day));
        let typed_time = self.kept(PlanField::Time, time(&self.form.time));
        self.kept(PlanField::Day, in_japan(typed_day?, typed_time?))
    }

    fn months(&mut self) -> Option<Months> {
        let months = number(&self.form.months).and_then(|months| Months::try_from(months).ok());
        self.kept(PlanField::Months, months)
    }

    fn expiry_month(&mut self) -> Option<Month> {
        self.kept(PlanField::ExpiryMonth, month(&self.form.expiry_month))
    }

    /// What was read; or else its field is named.
    fn kept<T>(&mut self, field: PlanField, read: Option<T>) -> Option<T> {
        if read.is_none() {
            self.wrong.push(field);
        }
        read
    }
}

/// `2027/7`, `2027-07`, `2027年7月` or `202707`.
fn month(typed: &str) -> Option<Month> {
    let typed = typed.trim().trim_end_matches('月');
    let first = ["/1", "01"]
        .iter()
        .find_map(|first| read_day(&format!("{typed}{first}")));
    first.map(Month::of)
}

/// `14:05`, or with seconds.
fn time(typed: &str) -> Option<NaiveTime> {
    let typed = typed.trim().replace('：', ":");
    ["%H:%M", "%H:%M:%S"]
        .iter()
        .find_map(|format| NaiveTime::parse_from_str(&typed, format).ok())
}

fn in_japan(day: NaiveDate, time: NaiveTime) -> Option<Instant> {
    let at: DateTime<Utc> = (day.and_time(time) - JST).and_utc();
    Instant::try_from(at).ok()
}

/// A number in any width. A hyphen in it would be the sign of another one.
fn number(typed: &str) -> Option<u32> {
    let typed = typed.trim();
    let digits: String = number_symbols(typed).collect();
    let whole = digits.chars().count() == typed.chars().count();
    whole.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::view::{PlanAnswer, PlanPeriod};

    fn form(act: PlanAct) -> PlanForm {
        PlanForm {
            act,
            day: "２０２６年１１月２１日".into(),
            time: "14:05".into(),
            periods: vec![PlanPeriod {
                months: "１２".into(),
                trial: false,
            }],
            first_used: "2026/3/9".into(),
            months: "12".into(),
            trial: false,
            expiry_month: "2027年1月".into(),
            expiry_day: "20270331".into(),
            assigned: "2026-11-09".into(),
            cameras: "15".into(),
        }
    }

    const ACTS: [PlanAct; 12] = [
        PlanAct::TsunagaruStatus,
        PlanAct::TsunagaruApply,
        PlanAct::TsunagaruExtend,
        PlanAct::MiemasuStatus,
        PlanAct::MiemasuRegister,
        PlanAct::MiemasuRenew,
        PlanAct::MiemasuForceChange,
        PlanAct::RemoAllocate,
        PlanAct::RemoNotices,
        PlanAct::RemoMove,
        PlanAct::RemoReapply,
        PlanAct::RemoPacks,
    ];

    #[test]
    fn every_act_is_read_as_people_type_and_names_what_is_missing() {
        for act in ACTS {
            read(&form(act)).unwrap();
        }
        let empty = |act| PlanForm {
            act,
            day: String::new(),
            time: "25:00".into(),
            periods: vec![],
            first_used: "yesterday".into(),
            months: "0".into(),
            trial: false,
            expiry_month: "2027-13".into(),
            expiry_day: "2027-02-29".into(),
            assigned: String::new(),
            cameras: "-1".into(),
        };
        for (act, expected) in [
            (
                PlanAct::TsunagaruExtend,
                vec![PlanField::FirstUsed, PlanField::Day, PlanField::Time, PlanField::Months],
            ),
            (
                PlanAct::MiemasuRenew,
                vec![
                    PlanField::ExpiryMonth,
                    PlanField::Months,
                    PlanField::Day,
                    PlanField::Time,
                ],
            ),
            (
                PlanAct::RemoAllocate,
                vec![PlanField::ExpiryDay, PlanField::Months, PlanField::Day, PlanField::Time],
            ),
            (
                PlanAct::RemoMove,
                vec![PlanField::Assigned, PlanField::Day, PlanField::Time],
            ),
            (PlanAct::RemoPacks, vec![PlanField::Cameras]),
        ] {
            let fields = expected;
            assert_eq!(read(&empty(act)), Err(Problem::PlanMistyped { fields }), "{act:?}");
        }
    }

    #[test]
    fn months_and_times_are_read_in_any_form() {
        for typed in ["2027/7", "2027-07", "２０２７年７月", "202707", " 2027.7 "] {
            assert_eq!(
                month(typed).map(|month| month.to_string()).as_deref(),
                Some("2027-07"),
                "{typed}"
            );
        }
        for typed in ["", "2027", "2027/13", "7/2027", "2027/7/1"] {
            assert_eq!(month(typed), None, "{typed}");
        }
        assert_eq!(time("9：05"), NaiveTime::from_hms_opt(9, 5, 0));
    }

    /// Beside the project, as its licensing rules are. A checkout on its own has none; the rules' own tables test it there.
    const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/vectors/plan.jsonl");

    #[test]
    fn the_window_answers_the_boundary_cases_of_the_date_rules() {
        let Ok(text) = std::fs::read_to_string(VECTORS) else {
            eprintln!("no boundary cases beside this checkout");
            return;
        };
        for line in text.lines() {
            let vector: Value = serde_json::from_str(line).unwrap();
            let view = crate::what_if(&typed(&vector["case"])).unwrap();
            let answer = flat(serde_json::to_value(&view.answer).unwrap());
            let expected = vector["expect"].as_object().unwrap();
            for (field, value) in expected.iter().filter(|(field, _)| *field != "outcome") {
                let field = if field == "code" { "reason" } else { field };
                assert_eq!(answer.get(field), Some(value), "{line}");
            }
            let refused = matches!(view.answer, PlanAnswer::Refused { .. });
            assert_eq!(refused, expected["outcome"] == "refused", "{line}");
        }
    }

    /// A case as somebody would type it.
    fn typed(case: &Value) -> PlanForm {
        let text = |name: &str| case[name].as_str().unwrap_or_default().to_owned();
        let digits = |value: &Value| value.as_u64().map(|number| number.to_string()).unwrap_or_default();
        let instant = |name: &str| text(name).parse::<DateTime<Utc>>().ok();
        let at = instant("at").map(|at| at.with_timezone(&JST));
        let term = |term: &Value| PlanPeriod {
            months: digits(&term["months"]),
            trial: term["trial"].as_bool().unwrap_or_default(),
        };
        let act = format!("{}_{}", text("programme"), text("action"));
        PlanForm {
            act: serde_json::from_value(act.into()).unwrap(),
            day: at.map(|at| at.format("%Y/%m/%d").to_string()).unwrap_or_default(),
            time: at.map(|at| at.format("%H:%M:%S").to_string()).unwrap_or_default(),
            periods: case["terms"].as_array().into_iter().flatten().map(term).collect(),
            first_used: instant("first_used")
                .map(|at| at.date_naive().to_string())
                .unwrap_or_default(),
            months: digits(&case["months"]),
            trial: case["trial"].as_bool().unwrap_or_default(),
            expiry_month: text("expiry"),
            expiry_day: if text("current_expiry").is_empty() {
                text("expiry")
            } else {
                text("current_expiry")
            },
            assigned: instant("assigned_at")
                .map(|at| at.with_timezone(&JST).date_naive().to_string())
                .unwrap_or_default(),
            cameras: digits(&case["cameras"]),
        }
    }

    /// The fields of an answer, with those of the end among them.
    fn flat(mut answer: Value) -> serde_json::Map<String, Value> {
        let fields = answer.as_object_mut().unwrap();
        if let Some(Value::Object(end)) = fields.remove("end") {
            fields.extend(end);
        }
        fields.clone()
    }
}
