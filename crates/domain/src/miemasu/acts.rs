//! What is done to a device, each act decided as a whole, and the proofs that are written down.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Change, Confirmations, Missing, Refusal, Schedule, Services, SheetRefusal, SheetState, State, force_change,
    missing_for_change, missing_for_deletion, missing_for_withdrawal, register, renew, serves,
};
use crate::calendar::{Month, japan_day};

/// How a licence takes the place of another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Replacement {
    /// 更新.
    Renewal,
    /// サービス強制変更.
    ForcedChange,
}

/// The licence that a device has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Held {
    /// Its expiry month.
    pub expiry: Month,
    /// What it serves.
    pub services: Services,
}

/// What is on file about the sheet of a typed key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Offered {
    /// Whether it has served.
    pub state: SheetState,
    /// Months of its term.
    pub months: u32,
    /// What it serves.
    pub services: Services,
}

/// Why a key gives a device no licence.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LicenceRefusal {
    /// **MIE-8**, **MIE-10** The key does not serve.
    #[error(transparent)]
    Sheet(#[from] SheetRefusal),
    /// The day is not right for it.
    #[error(transparent)]
    Day(#[from] Refusal),
}

/// Proof that a device may have the licence of a sheet. Only the rules here make one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Licensed(Change);

impl Licensed {
    /// The days of the licence.
    pub fn schedule(&self) -> Schedule {
        Schedule::of(self.0.expiry())
    }
}

/// A replacement as it would be, with all that must be confirmed before it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    how: Replacement,
    old: Services,
    new: Services,
    change: Change,
}

/// Decides what the licence of a typed key would be in place of `held`.
///
/// - **MIE-8** The key serves once.
/// - **MIE-2**, **MIE-4**, **MIE-6** A renewal and a forced change count as [`renew`] and [`force_change`] say.
pub fn propose(
    how: Replacement,
    held: Held,
    sheet: Option<Offered>,
    now: DateTime<Utc>,
) -> Result<Proposal, LicenceRefusal> {
    let sheet = usable(sheet)?;
    let change = match how {
        Replacement::Renewal => renew(held.expiry, sheet.months, now),
        Replacement::ForcedChange => force_change(held.expiry, sheet.months, now),
    }?;
    Ok(Proposal {
        how,
        old: held.services,
        new: sheet.services,
        change,
    })
}

impl Proposal {
    /// The days of the new licence.
    pub fn change(&self) -> &Change {
        &self.change
    }

    /// **MIE-6**, **MIE-7** All that must be confirmed.
    pub fn needs(&self) -> Vec<Missing> {
        self.missing(Confirmations::default())
    }

    /// **MIE-6**, **MIE-7** The proof, once everything is confirmed; otherwise all that is missing.
    pub fn confirm(self, given: Confirmations) -> Result<Licensed, Vec<Missing>> {
        let missing = self.missing(given);
        if missing.is_empty() {
            Ok(Licensed(self.change))
        } else {
            Err(missing)
        }
    }

    fn missing(&self, given: Confirmations) -> Vec<Missing> {
        let forced = self.how == Replacement::ForcedChange;
        missing_for_change(forced, self.old, self.new, given)
    }
}

/// **MIE-12** Decides the licence of a device that is registered for the first time, by a typed key (**MIE-8**).
pub fn license_first(sheet: Option<Offered>, now: DateTime<Utc>) -> Result<Licensed, LicenceRefusal> {
    let sheet = usable(sheet)?;
    Ok(Licensed(register(sheet.months, now)?))
}

/// **MIE-8** The sheet, if its key serves.
fn usable(sheet: Option<Offered>) -> Result<Offered, SheetRefusal> {
    serves(sheet.map(|sheet| sheet.state))?;
    sheet.ok_or(SheetRefusal::Unknown)
}

/// Proof that a device may be deleted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deletion {
    on: NaiveDate,
}

impl Deletion {
    /// The day of the deletion.
    pub fn on(&self) -> NaiveDate {
        self.on
    }
}

/// Why a device is not deleted on wish.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DeletionRefusal {
    /// It is gone already.
    Gone(Refusal),
    /// Something is not confirmed.
    Unconfirmed(Vec<Missing>),
}

/// **MIE-10** Decides 解約 of a device whose licence ends with `expiry`.
pub fn delete_on_wish(expiry: Month, given: Confirmations, now: DateTime<Utc>) -> Result<Deletion, DeletionRefusal> {
    is_there(expiry, now).map_err(DeletionRefusal::Gone)?;
    match missing_for_deletion(given) {
        missing if missing.is_empty() => Ok(Deletion { on: japan_day(now) }),
        missing => Err(DeletionRefusal::Unconfirmed(missing)),
    }
}

/// **MIE-5** The deletion of a device whose licence ends with `expiry`, once its time has come.
pub fn delete_when_due(expiry: Month, now: DateTime<Utc>) -> Option<Deletion> {
    let schedule = Schedule::of(expiry);
    (now >= schedule.deletion()).then_some(Deletion {
        on: schedule.deleted_on,
    })
}

/// **MIE-5** Whether a device whose licence ends with `expiry` is still there, so that its data can be changed.
pub fn is_there(expiry: Month, now: DateTime<Utc>) -> Result<(), Refusal> {
    let schedule = Schedule::of(expiry);
    match schedule.state(japan_day(now)) {
        State::InUse | State::RenewalOpen | State::Expired => Ok(()),
        State::Deleted => Err(Refusal::Deleted {
            on: schedule.deleted_on,
        }),
    }
}

/// Proof that a contractor may withdraw.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Withdrawal(());

/// **MIE-11** Decides 退会 of a contractor with so many `devices`; names all that is in the way.
pub fn withdraw(devices: usize, given: Confirmations) -> Result<Withdrawal, Vec<Missing>> {
    match missing_for_withdrawal(devices, given) {
        missing if missing.is_empty() => Ok(Withdrawal(())),
        missing => Err(missing),
    }
}

/// What becomes of the mail that tells that the window is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WindowMail {
    /// The window is not open yet.
    NotYet,
    /// It goes out.
    Due,
    /// The window has closed without it; it would only mislead.
    Missed,
}

/// **MIE-1** Decides about the window mail of a licence that ends with `expiry`.
pub fn window_mail(expiry: Month, now: DateTime<Utc>) -> WindowMail {
    match Schedule::of(expiry).state(japan_day(now)) {
        State::InUse => WindowMail::NotYet,
        State::RenewalOpen => WindowMail::Due,
        State::Expired | State::Deleted => WindowMail::Missed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::miemasu::Recording;

    const RECORDING: Services = Services {
        recording: Some(Recording {
            days: 7,
            kbps: 768,
            stream: 1,
        }),
    };

    fn at(jst: &str) -> DateTime<Utc> {
        format!("{jst}+09:00").parse().unwrap()
    }

    fn held() -> Held {
        Held {
            expiry: "2017-07".parse().unwrap(),
            services: RECORDING,
        }
    }

    fn sheet(state: SheetState) -> Option<Offered> {
        Some(Offered {
            state,
            months: 12,
            services: Services::default(),
        })
    }

    #[test]
    fn a_replacement_is_proposed_with_all_that_it_needs() {
        let now = at("2017-07-01T00:00:00");
        let proposal = propose(Replacement::Renewal, held(), sheet(SheetState::Unused), now).unwrap();
        assert_eq!(proposal.change().expiry(), "2018-07".parse().unwrap(), "MIE-2");
        assert_eq!(proposal.needs(), [Missing::RecordingsDeleted], "MIE-7");
        let given = Confirmations {
            recordings_deleted: true,
            ..Confirmations::default()
        };
        let licensed = proposal.confirm(given).unwrap();
        assert_eq!(licensed.schedule(), Schedule::of("2018-07".parse().unwrap()));

        let now = at("2017-03-31T23:59:59");
        let forced = propose(Replacement::ForcedChange, held(), sheet(SheetState::Unused), now).unwrap();
        assert_eq!(
            forced.confirm(given).unwrap_err(),
            [Missing::RemainderLost],
            "MIE-6: what is confirmed is not missing"
        );
    }

    #[test]
    fn mie_8_a_key_that_does_not_serve_gives_nothing() {
        let now = at("2017-07-01T00:00:00");
        for (sheet, refusal) in [
            (None, SheetRefusal::Unknown),
            (sheet(SheetState::InUse), SheetRefusal::Used),
            (sheet(SheetState::Void), SheetRefusal::Used),
        ] {
            let refused = LicenceRefusal::Sheet(refusal);
            assert_eq!(license_first(sheet, now).unwrap_err(), refused);
            assert_eq!(propose(Replacement::Renewal, held(), sheet, now).unwrap_err(), refused);
        }
        let first = license_first(sheet(SheetState::Unused), now).unwrap();
        assert_eq!(first.schedule().expiry, "2018-06".parse().unwrap(), "MIE-12");
    }

    #[test]
    fn mie_5_a_device_is_there_until_the_27th_and_due_from_then_on() {
        let expiry = held().expiry;
        for (jst, gone) in [
            ("2017-09-26T23:59:59", false),
            ("2017-09-27T00:00:00", true),
            ("2018-01-01T00:00:00", true),
        ] {
            let on = "2017-09-27".parse().unwrap();
            assert_eq!(
                delete_when_due(expiry, at(jst)),
                gone.then_some(Deletion { on }),
                "{jst}"
            );
            let there = if gone { Err(Refusal::Deleted { on }) } else { Ok(()) };
            assert_eq!(is_there(expiry, at(jst)), there, "{jst}");
            let wish = delete_on_wish(expiry, Confirmations::default(), at(jst));
            assert_eq!(matches!(wish, Err(DeletionRefusal::Gone(_))), gone, "{jst}");
        }
        let all = Confirmations {
            no_refund: true,
            key_void: true,
            ..Confirmations::default()
        };
        let on = delete_on_wish(expiry, all, at("2017-01-31T23:59:59")).unwrap().on();
        assert_eq!(
            on,
            "2017-01-31".parse().unwrap(),
            "MIE-10: on the day of the act in Japan"
        );
        assert_eq!(withdraw(0, all), Err(vec![Missing::DataErased]), "MIE-11");
    }

    #[test]
    fn mie_1_the_window_mail_goes_out_while_the_window_is_open() {
        for (jst, decided) in [
            ("2017-05-31T23:59:59", WindowMail::NotYet),
            ("2017-06-01T00:00:00", WindowMail::Due),
            ("2017-07-31T23:59:59", WindowMail::Due),
            ("2017-08-01T00:00:00", WindowMail::Missed),
            ("2017-10-01T00:00:00", WindowMail::Missed),
        ] {
            assert_eq!(window_mail(held().expiry, at(jst)), decided, "{jst}");
        }
    }
}
