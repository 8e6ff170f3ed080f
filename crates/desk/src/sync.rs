//! Keeping in step with the server.

use kagifuda_sync::Progress;

use crate::Desk;
use crate::fault::narrow;
use crate::problem::Problem;
use crate::view::{SyncEvent, SyncedView};

impl Desk {
    /// Sends what waits, then fetches what is new. One at a time: a second call waits for the first.
    ///
    /// The last event is `Finished` or `Stopped` and says the same as the answer.
    pub async fn sync(&self, on_event: impl Fn(SyncEvent) + Send + Sync) -> Result<SyncedView, Problem> {
        let _alone = self.syncing.lock().await;
        let synced = self.push_and_pull(&on_event).await;
        self.note_online(synced.as_ref().map(drop));
        match &synced {
            Ok((synced, answered)) => on_event(SyncEvent::Finished {
                synced: *synced,
                answered: *answered,
            }),
            Err(problem) => on_event(SyncEvent::Stopped {
                problem: problem.clone(),
            }),
        }
        synced.map(|(synced, _)| synced)
    }

    async fn push_and_pull(&self, on_event: &(impl Fn(SyncEvent) + Sync)) -> Result<(SyncedView, u32), Problem> {
        let session = self.session().await?;
        let (answered, pushed) = session.push().await;
        if let Err(error) = pushed {
            if !error.is_silence() {
                // What keeps an application from being sent need not keep news from arriving.
                session.pull(|_| {}).await?;
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
        let (cursor, applied) = (narrow(pulled.cursor), narrow(pulled.applied));
        Ok((
            SyncedView {
                cursor,
                applied,
                total: cursor,
            },
            answered,
        ))
    }
}
