//! What みえますねっと年間パック does by itself: the mail at the opening of a window (MIE-1), and the deletion (MIE-5).
//!
//! Promises: each device is looked at again under its dealer's row, so a renewal and a deletion never both happen, and a window has one mail,
//! however many processes look at once. A window that is over has none: it would only mislead.

use kagifuda_domain::miemasu::{WindowMail, delete_when_due, window_mail};
use kagifuda_ledger::{Act, Actor, CommitError, Due};
use kagifuda_wire::problem::ProblemCode;

use crate::app::App;
use crate::mail::window;
use crate::problem::Fault;
use crate::write::ROUNDS;

/// **MIE-1** Mails each contract user whose windows have opened; answers how many were dealt with.
pub(super) async fn mail_windows(app: &App) -> Result<usize, Fault> {
    let mut tally = Tally::default();
    for due in app.ledger.due_window_mails(app.now()).await? {
        tally.add(mail(app, due).await);
    }
    tally.end()
}

/// **MIE-5** Deletes the devices whose time has come; answers how many.
pub(super) async fn delete_devices(app: &App) -> Result<usize, Fault> {
    let mut tally = Tally::default();
    for due in app.ledger.due_deletions(app.now()).await? {
        tally.add(delete(app, due).await);
    }
    tally.end()
}

async fn mail(app: &App, due: Due) -> Result<bool, Fault> {
    for _ in 0..ROUNDS {
        match try_to_mail(app, due).await {
            Ok(done) => return Ok(done),
            Err(CommitError::Conflict) => {}
            Err(CommitError::Failed(error)) => return Err(error.into()),
        }
    }
    Err(ProblemCode::Unavailable.into())
}

async fn try_to_mail(app: &App, due: Due) -> Result<bool, CommitError> {
    let mut writing = app.ledger.write(due.dealer, Actor::Server, || app.now()).await?;
    let Some(contractor) = writing.contractor(due.id).await? else {
        return Ok(false);
    };
    let (mut told, mut missed) = (vec![], vec![]);
    for device in writing.devices_due_for_mail(due.id).await? {
        match window_mail(device.licence.expiry, writing.now()) {
            WindowMail::NotYet => continue,
            WindowMail::Due => told.push(device.clone()),
            WindowMail::Missed => missed.push(device.id),
        }
        writing.settle_window_mail(device.id).await?;
    }
    if told.is_empty() && missed.is_empty() {
        return Ok(false);
    }
    if !told.is_empty() {
        writing
            .mail_contractor(due.id, &window::mail(&contractor, &told))
            .await?;
    }
    let expiries = |device: &kagifuda_wire::record::MiemasuDevice| (device.id, device.licence.expiry);
    writing.note("told", (), told.iter().map(expiries).collect::<Vec<_>>());
    writing.note("missed", (), missed);
    let (name, subject) = ("miemasu.mail_window", due.id.to_string());
    writing.commit(Act { name, subject }, None).await?;
    Ok(true)
}

async fn delete(app: &App, due: Due) -> Result<bool, Fault> {
    for _ in 0..ROUNDS {
        match try_to_delete(app, due).await {
            Ok(done) => return Ok(done),
            Err(CommitError::Conflict) => {}
            Err(CommitError::Failed(error)) => return Err(error.into()),
        }
    }
    Err(ProblemCode::Unavailable.into())
}

async fn try_to_delete(app: &App, due: Due) -> Result<bool, CommitError> {
    let mut writing = app.ledger.write(due.dealer, Actor::Server, || app.now()).await?;
    let Some(device) = writing.miemasu_device(due.id).await? else {
        return Ok(false);
    };
    // A renewal that was committed first has given the device another expiry.
    let Some(deletion) = delete_when_due(device.licence.expiry, writing.now()) else {
        return Ok(false);
    };
    writing.delete_miemasu_device(&device, &deletion).await?;
    let (name, subject) = ("miemasu.delete_due", due.id.to_string());
    writing.commit(Act { name, subject }, None).await?;
    Ok(true)
}

/// One that fails keeps no other from being done.
#[derive(Default)]
struct Tally {
    done: usize,
    failed: Option<Fault>,
}

impl Tally {
    fn add(&mut self, one: Result<bool, Fault>) {
        match one {
            Ok(done) => self.done += usize::from(done),
            Err(fault) => self.failed = self.failed.take().or(Some(fault)),
        }
    }

    fn end(self) -> Result<usize, Fault> {
        self.failed.map_or(Ok(self.done), Err)
    }
}
