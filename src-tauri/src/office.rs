//! The desk behind the window.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{PrintedView, RecoveredView, SavedView};
use kagifuda_desk::{Batching, Desk, Home, SystemClock};
use tokio::sync::{Notify, OnceCell};

/// What all commands share.
///
/// The desk is opened by whoever needs it first. A failed opening is tried again by the next call, so that a person who
/// has put the matter right only has to ask again.
pub struct Office {
    home: Option<PathBuf>,
    desk: OnceCell<Arc<Desk>>,
    printed: Mutex<HashSet<PathBuf>>,
    batch: Mutex<Arc<Batching>>,
    /// Wakes the background sync.
    pub sync_wanted: Notify,
}

impl Office {
    /// The office in that folder, or the user's own.
    pub fn new(home: Option<PathBuf>) -> Self {
        Self {
            home,
            desk: OnceCell::new(),
            printed: Mutex::default(),
            batch: Mutex::default(),
            sync_wanted: Notify::new(),
        }
    }

    /// The desk, opened.
    pub async fn desk(&self) -> Result<&Arc<Desk>, Problem> {
        self.desk
            .get_or_try_init(|| async { Desk::open(self.place()?, Arc::new(SystemClock)).await.map(Arc::new) })
            .await
    }

    /// Moves a cache that does not open out of the way, so that the next opening makes a new one. An open one stays.
    pub async fn set_aside(&self) -> Result<Option<RecoveredView>, Problem> {
        if self.desk.initialized() {
            return Ok(None);
        }
        Desk::recover(&self.place()?).await.map(Some)
    }

    /// Hands on what was asked of the server, and has the background look at what has come of it: what waits is sent as soon as it can be.
    pub fn asked<T>(&self, answer: T) -> T {
        self.sync_wanted.notify_one();
        answer
    }

    /// Closes the desk, if it was opened.
    pub async fn close(&self) {
        if let Some(desk) = self.desk.get() {
            desk.close().await;
        }
    }

    fn place(&self) -> Result<Home, Problem> {
        match &self.home {
            Some(folder) => Ok(Home::in_folder(folder)),
            None => Home::of_user().ok_or_else(|| Problem::FileAccess { path: "~".to_owned() }),
        }
    }

    /// Remembers that this window printed `file`.
    pub fn remember_print(&self, file: &str) {
        self.printed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(file.into());
    }

    /// Remembers the file of a print, if it stayed.
    pub fn remember_printed(&self, printed: PrintedView) -> PrintedView {
        if let Some(file) = &printed.file {
            self.remember_print(file);
        }
        printed
    }

    /// A batch that begins now.
    pub fn begin_batch(&self) -> Arc<Batching> {
        let begun = Arc::new(Batching::default());
        *self.batch.lock().unwrap_or_else(PoisonError::into_inner) = begun.clone();
        begun
    }

    /// The batch that was begun last.
    pub fn batch(&self) -> Arc<Batching> {
        self.batch.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Remembers that this window made the file `saved`.
    pub fn remember(&self, saved: SavedView) -> SavedView {
        self.remember_print(&saved.file);
        saved
    }

    /// Whether this window printed `file`. The pages may have nothing else opened.
    pub fn has_printed(&self, file: &Path) -> bool {
        self.printed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .contains(file)
    }
}
