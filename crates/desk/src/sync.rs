//! Keeping in step with the server.

use kagifuda_sync::{Progress, Session};

use crate::Desk;
use crate::fault::narrow;
use crate::problem::Problem;
use crate::submit::PATIENCE;
use crate::view::{IntentView, SyncEvent, SyncReport, SyncedView};

impl Desk {
    /// Sends what waits, fetches what is new, then tells of what was printed here. One at a time: a second call waits for the first.
    ///
    /// The last event is `Finished` or `Stopped` and says the same as the answer.
    pub async fn sync(&self, on_event: impl Fn(SyncEvent) + Send + Sync) -> SyncReport {
        let _alone = self.syncing.lock().await;
        let mut answered = Vec::new();
        let synced = self.push_and_pull(&mut answered, &on_event).await;
        self.note_online(synced.as_ref().map(drop));
        on_event(match &synced {
            Ok(synced) => SyncEvent::Finished {
                synced: *synced,
                answered: narrow(answered.len()),
            },
            Err(problem) => SyncEvent::Stopped {
                problem: problem.clone(),
            },
        });
        SyncReport { synced, answered }
    }

    /// Fetches what is new, as far as that comes while a person waits, and sends nothing.
    pub(crate) async fn fetch_news(&self) -> Result<(), Problem> {
        let fetch = async {
            let _alone = self.syncing.lock().await;
            self.session().await?.pull(|_| {}).await?;
            Ok(())
        };
        let fetched = tokio::time::timeout(PATIENCE, fetch).await;
        let fetched = fetched.unwrap_or(Err(Problem::Unreachable));
        self.note_online(fetched.as_ref().copied());
        fetched
    }

    async fn push_and_pull(
        &self,
        answered: &mut Vec<IntentView>,
        on_event: &(impl Fn(SyncEvent) + Sync),
    ) -> Result<SyncedView, Problem> {
        let session = self.session().await?;
        let pushed = session.push(|intent| answered.push(intent.into())).await;
        if let Err(error) = pushed {
            if !error.is_silence() {
                // What keeps an application from being sent need not keep news from arriving.
                session.pull(|_| {}).await?;
                tell_prints(&session).await;
            }
            return Err(error.into());
        }
        let on_progress = |Progress { applied, to_apply, .. }| {
            on_event(SyncEvent::Progress {
                done: narrow(applied),
                total: narrow(to_apply),
            });
        };
        let pulled = session.pull(on_progress).await?;
        tell_prints(&session).await;
        self.remember_terms().await?;
        let (cursor, applied) = (narrow(pulled.cursor), narrow(pulled.applied));
        Ok(SyncedView {
            cursor,
            applied,
            total: cursor,
        })
    }
}

/// **PRN-3** Nobody waits for the server to hear of prints: what it was not told now, it is told the next time.
async fn tell_prints(session: &Session) {
    if let Err(reason) = session.tell_prints().await {
        tracing::warn!(%reason, "prints are told the next time");
    }
}
