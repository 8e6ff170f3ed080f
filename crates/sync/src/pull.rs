//! Fetching what is new: a page is verified while the next is under way, and applied whole with its cursor or not at all.

use std::sync::Arc;

use kagifuda_wire::changes::ChangePage;
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::record::Record;
use kagifuda_wire::signing::PinnedKeys;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use uuid::Uuid;

use crate::SyncError;
use crate::http::CallError;
use crate::plan::{self, FeedFault};
use crate::session::Session;

/// How far a pull has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Changes applied by this pull.
    pub applied: u64,
    /// Changes this pull will apply in all, as far as known.
    pub to_apply: u64,
    /// The number of the last change applied.
    pub cursor: u64,
}

/// Records that may be applied after `after`.
struct Believed {
    after: u64,
    head: u64,
    records: Vec<Record>,
}

/// Pages on their way from one stage to the next: one at most, so that memory stays flat. The first error is the last item.
type Page<T> = Result<T, SyncError>;
const ON_THE_WAY: usize = 1;

impl Session {
    /// Fetches and applies every change there is. `on_progress` hears of each page applied.
    ///
    /// One at a time, among all processes on this cache. On an error, what came before the bad page is applied and stays.
    pub async fn pull(&self, on_progress: impl Fn(Progress)) -> Result<Progress, SyncError> {
        let _alone = self.lock("sync.lock").await?;
        let account = self.cache.account().await?.ok_or(SyncError::NotSignedIn)?;
        let keys = Arc::new(PinnedKeys::read(&account.record_keys)?);
        let cursor = self.cache.cursor().await?;
        let (fetched, to_verify) = channel(ON_THE_WAY);
        let (verified, to_apply) = channel(ON_THE_WAY);
        let ((), (), applied) = tokio::join!(
            self.fetch_after(cursor, fetched),
            verify_all(keys, account.dealer, to_verify, verified),
            self.apply_all(cursor, to_apply, on_progress),
        );
        let progress = applied?;
        self.cache.set_last_sync(self.clock.now()).await?;
        Ok(progress)
    }

    /// Fetches page after page until there is no more, or until nobody takes them.
    async fn fetch_after(&self, mut cursor: u64, fetched: Sender<Page<(u64, ChangePage)>>) {
        loop {
            let page = self.fetch(cursor).await;
            let next = page.as_ref().ok().map(|page| cursor + page.changes.len() as u64);
            let is_last = page.as_ref().is_ok_and(|page| next >= Some(page.head));
            let taken = fetched.send(page.map(|page| (cursor, page))).await;
            match next {
                Some(next) if !is_last && taken.is_ok() => cursor = next,
                Some(_) | None => return,
            }
        }
    }

    async fn fetch(&self, cursor: u64) -> Page<ChangePage> {
        let query = plan::request_after(cursor);
        let page = match self.authorised(|access| self.server.changes(access, query)).await {
            Err(SyncError::Call(CallError::Refused(ProblemCode::CursorAhead { head }))) => {
                return Err(FeedFault::WentBack { cursor, head }.into());
            }
            page => page?,
        };
        plan::check_order(cursor, &page)?;
        Ok(page)
    }

    async fn apply_all(
        &self,
        start: u64,
        mut pages: Receiver<Page<Believed>>,
        on_progress: impl Fn(Progress),
    ) -> Result<Progress, SyncError> {
        let mut progress = Progress {
            applied: 0,
            to_apply: 0,
            cursor: start,
        };
        while let Some(page) = pages.recv().await {
            let Believed { after, head, records } = page?;
            if !records.is_empty() {
                self.cache.apply(after, &records).await?;
            }
            let cursor = after + records.len() as u64;
            progress = Progress {
                applied: cursor - start,
                to_apply: head - start,
                cursor,
            };
            on_progress(progress);
        }
        Ok(progress)
    }
}

/// Verifies pages on a thread of its own each: signatures cost more than everything else.
async fn verify_all(
    keys: Arc<PinnedKeys>,
    dealer: Uuid,
    mut fetched: Receiver<Page<(u64, ChangePage)>>,
    verified: Sender<Page<Believed>>,
) {
    while let Some(page) = fetched.recv().await {
        let believed = match page {
            Ok((after, page)) => {
                let keys = Arc::clone(&keys);
                let believe = move || {
                    let records = plan::believe(&keys, dealer, &page)?;
                    Ok(Believed {
                        after,
                        head: page.head,
                        records,
                    })
                };
                tokio::task::spawn_blocking(believe)
                    .await
                    .unwrap_or_else(|stopped| Err(stopped.into()))
            }
            Err(error) => Err(error),
        };
        let stop = believed.is_err();
        if verified.send(believed).await.is_err() || stop {
            return;
        }
    }
}
