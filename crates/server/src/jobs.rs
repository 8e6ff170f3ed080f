//! What the server does by itself while it serves.
//!
//! Promises: what has come due is done soon after, also when it came due while no server ran; of any number of processes over one
//! database one does it at a time. Each job is safe to be done twice at once all the same: a lease keeps processes from doing the
//! same work, transactions keep them from doing it twice.

mod miemasu;

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use uuid::Uuid;

use crate::app::App;
use crate::links;
use crate::mail::{Post, outbox};
use crate::problem::{Fault, chain};
use crate::remo;
use crate::write::check_maintenance;

const HOUR: Duration = Duration::from_secs(60 * 60);
const MINUTE: Duration = Duration::from_secs(60);
/// How often is looked for what has come due.
const LOOK: Duration = Duration::from_secs(10);

/// The lease on doing what is due.
const DUE: &str = "due";
/// How long a process that took the lease has it before another one takes it for dead. It is renewed at each look.
const LEASE: TimeDelta = TimeDelta::minutes(5);

/// Keeps house, does what comes due, answers wishes for links and sends mails, until `stop` is dropped.
pub(crate) async fn run(app: Arc<App>, post: Post, stop: oneshot::Receiver<()>) {
    tokio::select! {
        () = without_end(&app, |app| async move { keep_house(&app).await }) => {}
        () = without_end(&app, |app| async move { look(&app).await }) => {}
        () = without_end(&app, |app| async move { links::run(&app).await }) => {}
        () = outbox::run(app.clone(), post, stop) => {}
    }
}

/// Runs what never returns. Should it panic all the same, it begins anew, and nothing else stops for it.
async fn without_end<F>(app: &Arc<App>, job: impl Fn(Arc<App>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    loop {
        // A set lets go of its task when this is dropped.
        let mut task = JoinSet::new();
        task.spawn(job(app.clone()));
        task.join_next().await;
        tracing::error!("a job panicked; it begins anew in a minute");
        tokio::time::sleep(MINUTE).await;
    }
}

/// Every hour forgets what has served its time, beginning now; every minute folds the metrics. Never returns.
async fn keep_house(app: &App) {
    let mut purge = tokio::time::interval(HOUR);
    let mut fold = tokio::time::interval(MINUTE);
    loop {
        tokio::select! {
            _ = purge.tick() => match app.ledger.purge(app.now()).await {
                Ok(purged) => tracing::info!(?purged, "purged"),
                Err(error) => tracing::error!(cause = chain(&error), "purging failed; the next try is in an hour"),
            },
            _ = fold.tick() => app.metrics.fold(),
        }
    }
}

/// Does what is due, beginning now, whenever this process has the lease. Never returns.
async fn look(app: &App) {
    let me = Uuid::new_v4();
    let mut look = tokio::time::interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        look.tick().await;
        let now = app.now();
        match app.ledger.take_lease(DUE, me, now, now + LEASE).await {
            Ok(true) => do_what_is_due(app).await,
            Ok(false) => {}
            Err(error) => tracing::error!(cause = chain(&error), "the lease on what is due cannot be taken"),
        }
    }
}

/// Does all that is due. What fails is logged and tried at the next look; it keeps nothing else from being done. **MNT-2** During maintenance it all waits.
pub(crate) async fn do_what_is_due(app: &App) {
    if check_maintenance(app).await.is_err() {
        return;
    }
    let done: [(&str, Result<usize, Fault>); 4] = [
        ("miemasu windows", miemasu::mail_windows(app).await),
        ("miemasu deletions", miemasu::delete_devices(app).await),
        ("remo endings", remo::end_licences(app).await),
        ("remo notices", remo::send_notices(app).await),
    ];
    for (job, done) in done {
        match done {
            Ok(0) => {}
            Ok(count) => tracing::info!(job, count, "done what was due"),
            Err(fault) => tracing::error!(job, cause = %fault.cause(), "not done what was due; the next try is soon"),
        }
    }
}
