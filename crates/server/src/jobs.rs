//! What the server does by itself while it serves.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;

use crate::app::App;
use crate::links;
use crate::mail::{Post, outbox};
use crate::problem::chain;

const HOUR: Duration = Duration::from_secs(60 * 60);
const MINUTE: Duration = Duration::from_secs(60);

/// Keeps house, answers wishes for links and sends mails, until `stop` is dropped.
pub(crate) async fn run(app: Arc<App>, post: Post, stop: oneshot::Receiver<()>) {
    tokio::select! {
        () = keep_house(&app) => {}
        () = links::run(&app) => {}
        () = outbox::run(app.clone(), post, stop) => {}
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
