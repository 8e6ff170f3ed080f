//! Where everything of one office on this computer lies.

use std::path::{Path, PathBuf};

use directories::{ProjectDirs, UserDirs};
use kagifuda_cache::Custody;

/// Where everything of one office on this computer lies: the cache, the settings, the key.
#[derive(Clone, Debug)]
pub struct Home {
    folder: PathBuf,
    custody: Custody,
    prints: PathBuf,
}

impl Home {
    /// Everything in `folder`, the cache's key as a file in it that only this user can read.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        Self {
            custody: Custody::KeyFile,
            prints: folder.join("prints"),
            folder,
        }
    }

    /// The user's own data folder, the cache's key in the system's keychain, prints among the user's documents.
    /// `None` where the system knows no such folder.
    pub fn of_user() -> Option<Self> {
        let folder = ProjectDirs::from("", "", "kagifuda")?.data_local_dir().to_owned();
        let documents =
            UserDirs::new().and_then(|user| user.document_dir().map(|documents| documents.join("Kagifuda")));
        let prints = documents.unwrap_or_else(|| folder.join("prints"));
        Some(Self {
            folder,
            custody: Custody::Keychain,
            prints,
        })
    }

    /// The folder of the cache.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn custody(&self) -> Custody {
        self.custody
    }

    /// Where prints go that are given no other place.
    pub(crate) fn prints(&self) -> &Path {
        &self.prints
    }
}
