//! The system's clipboard, on loan: what was copied is taken back after a while, if it is still there.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How long what was copied stays. [policy]
const STAYS: Duration = Duration::from_secs(30);

/// The clipboard, and what of it is ours.
#[derive(Clone, Default)]
pub struct Clipboard(Arc<Mutex<Held>>);

#[derive(Default)]
struct Held {
    /// Opened with the first copy and kept: on X11, what was copied goes with it.
    clipboard: Option<arboard::Clipboard>,
    copied: Option<String>,
    /// The number of the latest copy: an earlier one's end is of no interest any more.
    copy: u64,
}

impl Clipboard {
    /// Copies `text`, and takes it back in as many seconds as this answers.
    pub fn copy(&self, text: String) -> Result<u32, arboard::Error> {
        let mut held = self.held();
        let mut clipboard = match held.clipboard.take() {
            Some(clipboard) => clipboard,
            None => arboard::Clipboard::new()?,
        };
        let copied = clipboard.set_text(&text);
        held.clipboard = Some(clipboard);
        copied?;
        held.copied = Some(text);
        held.copy += 1;
        let (this, copy) = (self.clone(), held.copy);
        thread::spawn(move || {
            thread::sleep(STAYS);
            if this.held().copy == copy {
                this.take_back();
            }
        });
        Ok(STAYS.as_secs() as u32)
    }

    /// Clears the clipboard, if it still holds what was copied.
    pub fn take_back(&self) {
        let mut held = self.held();
        let copied = held.copied.take();
        if let (Some(copied), Some(clipboard)) = (copied, held.clipboard.as_mut())
            && clipboard.get_text().is_ok_and(|found| found == copied)
            && let Err(reason) = clipboard.clear()
        {
            tracing::warn!(%reason, "what was copied stays in the clipboard");
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
