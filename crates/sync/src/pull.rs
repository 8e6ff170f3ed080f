//! Fetching what is new: a page is fetched and verified while the last one is applied, whole with its cursor or not at all.

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

impl Believed {
    /// The number of its last change.
    fn end(&self) -> u64 {
        self.after + self.records.len() as u64
    }
}

/// One page waits at most while another is applied, so that memory stays flat. The first error is the last item.
type Page<T> = Result<T, SyncError>;
const WAITING: usize = 1;

impl Session {
    /// Fetches and applies every change there is. `on_progress` hears of each page applied.
    ///
    /// One at a time, among all processes on this cache. On an error, what came before the bad page is applied and stays.
    pub async fn pull(&self, on_progress: impl Fn(Progress)) -> Result<Progress, SyncError> {
        let _alone = self.lock("sync.lock").await?;
        let account = self.cache.account().await?.ok_or(SyncError::NotSignedIn)?;
        let keys = PinnedKeys::read(&account.record_keys, self.cache.signer().await?)?;
        let cursor = self.cache.cursor().await?;
        let (believed, to_apply) = channel(WAITING);
        let ((), applied) = tokio::join!(
            self.fetch_after(cursor, keys, account.dealer, believed),
            self.apply_all(cursor, to_apply, on_progress),
        );
        let progress = applied?;
        self.cache.set_last_sync(self.clock.now()).await?;
        Ok(progress)
    }

    /// Fetches page after page until there is no more, or until nobody takes them.
    async fn fetch_after(&self, mut cursor: u64, mut keys: PinnedKeys, dealer: Uuid, believed: Sender<Page<Believed>>) {
        loop {
            let page = match self.fetch(cursor).await {
                Ok(page) => believe(keys.clone(), dealer, cursor, page).await,
                Err(error) => Err(error),
            };
            let page = page.map(|(learned, page)| {
                keys = learned;
                page
            });
            let next = page.as_ref().ok().map(|page| (page.end(), page.head));
            let taken = believed.send(page).await;
            match next {
                Some((end, head)) if end < head && taken.is_ok() => cursor = end,
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
            let page = page?;
            if !page.records.is_empty() {
                self.cache.apply(page.after, &page.records).await?;
            }
            progress = Progress {
                applied: page.end() - start,
                to_apply: page.head - start,
                cursor: page.end(),
            };
            on_progress(progress);
        }
        Ok(progress)
    }
}

/// Verifies a page on a thread of its own: signatures cost more than everything else.
async fn believe(mut keys: PinnedKeys, dealer: Uuid, after: u64, page: ChangePage) -> Page<(PinnedKeys, Believed)> {
    let believe = move || {
        let records = plan::believe(&mut keys, dealer, &page)?;
        let head = page.head;
        Ok((keys, Believed { after, head, records }))
    };
    tokio::task::spawn_blocking(believe).await?
}
