//! Keeping the office's cache in step with its server: sending what waits, fetching what is new.
//!
//! Promises:
//! - What a person asked for leaves the outbox only with the server's final answer, kept beside it; requests leave in order.
//! - A page of changes is applied whole with its cursor, and only if it is the next one, without a gap, and every record
//!   is signed by a key pinned at the first sign-in, or by one that such a key has vouched for in the feed. After any interruption the next sync goes on where this one stopped.
//! - What answers but is not our server (a hotel's sign-in page) is told from it, and never believed.
//! - Nothing new and nothing waiting costs one request. Memory does not grow with the feed.
//!
//! Deliberately not here: SQL, deciding, sentences for people.

mod address;
mod call;
mod http;
mod plan;
mod prints;
mod pull;
mod push;
mod session;

use std::path::PathBuf;

use kagifuda_cache::CacheError;
use kagifuda_wire::signing::VerifyError;

pub use address::{ParseAddressError, ServerAddress};
pub use call::Call;
pub use http::{CallError, Server, http_client};
pub use plan::FeedFault;
pub use pull::Progress;
pub use session::Session;

/// Why the office is not in step.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// The server gives no good answer.
    #[error(transparent)]
    Call(#[from] CallError),
    /// What the server sent is not the dealer's feed.
    #[error(transparent)]
    Feed(#[from] FeedFault),
    /// The keys that records are to be signed with cannot be read.
    #[error("the server's public keys cannot be read")]
    Keys(#[from] VerifyError),
    /// The cache fails.
    #[error(transparent)]
    Cache(#[from] CacheError),
    /// The file that keeps processes from refreshing at once cannot be locked.
    #[error("cannot lock {}", path.display())]
    Lock {
        /// That file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// A request cannot be written as JSON.
    #[error("a request cannot be written")]
    Unwritable(#[source] serde_json::Error),
    /// A worker thread stopped.
    #[error("a worker thread stopped")]
    Worker(#[from] tokio::task::JoinError),
}

impl SyncError {
    /// Whether nobody answered, so that asking for anything else at once is in vain.
    pub fn is_silence(&self) -> bool {
        matches!(self, Self::Call(CallError::Unreachable(_)))
    }
}
