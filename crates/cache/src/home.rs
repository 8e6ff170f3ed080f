//! The folder that holds everything, and the files in it.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::error::CacheError;

/// The files of one home folder.
#[derive(Clone, Debug)]
pub(crate) struct Home(PathBuf);

impl Home {
    /// Makes the folder, for its owner alone, where there is none.
    pub fn create(path: &Path) -> Result<Self, CacheError> {
        let created = fs::create_dir_all(path).and_then(|()| fs::canonicalize(path));
        let home = created.map_err(|e| CacheError::access(path, e))?;
        // Only a folder that holds nothing yet is ours to close: somebody may have opened a wider one to us on purpose.
        let is_new = fs::read_dir(&home)
            .map_err(|e| CacheError::access(path, e))?
            .next()
            .is_none();
        if is_new {
            owner_only(&home).map_err(|e| CacheError::access(path, e))?;
        }
        Ok(Self(home))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// The encrypted database.
    pub fn database(&self) -> PathBuf {
        self.0.join("cache.db")
    }

    /// The key of the database, where no keychain holds it.
    pub fn key(&self) -> PathBuf {
        self.0.join("cache.key")
    }

    /// The fingerprint of the key that the database was made with; there once the database is whole.
    pub fn fingerprint(&self) -> PathBuf {
        self.0.join("cache.fingerprint")
    }

    /// The database with the files that belong to it.
    pub fn database_files(&self) -> [PathBuf; 3] {
        ["cache.db", "cache.db-wal", "cache.db-shm"].map(|name| self.0.join(name))
    }

    /// The copy of a dealer's database while another dealer is signed in.
    pub fn of_dealer(&self, dealer: Uuid) -> PathBuf {
        self.0.join(format!("cache-{dealer}.db"))
    }

    /// The copies of all dealers' databases.
    pub fn of_all_dealers(&self) -> Result<Vec<PathBuf>, CacheError> {
        let list = || -> io::Result<Vec<PathBuf>> {
            let mut copies = Vec::new();
            for file in fs::read_dir(&self.0)? {
                let file = file?;
                let name = file.file_name();
                let name = name.to_string_lossy();
                if name.starts_with("cache-") && name.ends_with(".db") {
                    copies.push(file.path());
                }
            }
            Ok(copies)
        };
        list().map_err(|e| CacheError::access(&self.0, e))
    }

    /// A database that is being made.
    pub fn unfinished(&self) -> PathBuf {
        self.0.join("cache.unfinished.db")
    }

    /// A whole new database that waits to take the place of one that is set aside.
    pub fn ready(&self) -> PathBuf {
        self.0.join("cache.ready.db")
    }

    /// Renames those of `files` that are there, in their order, to names that are free; answers the new names.
    pub fn rename_aside(&self, files: &[PathBuf]) -> Result<Vec<PathBuf>, CacheError> {
        let name = |file: &Path, n: u32| {
            let mut name = file.as_os_str().to_owned();
            name.push(format!(".aside-{n}"));
            PathBuf::from(name)
        };
        let taken = |n: &u32| files.iter().any(|file| name(file, *n).exists());
        let n = (1..).find(|n| !taken(n)).expect("some number is free");
        let mut aside = Vec::new();
        for file in files {
            let to = name(file, n);
            match fs::rename(file, &to) {
                Ok(()) => aside.push(to),
                Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                Err(e) => return Err(CacheError::access(file, e)),
            }
        }
        Ok(aside)
    }

    /// Says that the cache is in use, until the answer is dropped.
    pub fn use_it(&self) -> Result<File, CacheError> {
        let path = self.0.join("cache.in-use");
        let file = lock_file(&path).and_then(|file| file.lock_shared().map(|()| file));
        file.map_err(|e| CacheError::access(&path, e))
    }

    /// Makes sure that nobody uses the cache, until the answer is dropped.
    pub fn lock_out_users(&self) -> Result<File, CacheError> {
        let path = self.0.join("cache.in-use");
        let file = lock_file(&path).map_err(|e| CacheError::access(&path, e))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(CacheError::Busy),
            Err(TryLockError::Error(e)) => Err(CacheError::access(&path, e)),
        }
    }

    /// Keeps other processes from opening or setting aside, until the answer is dropped.
    pub fn lock(&self) -> Result<File, CacheError> {
        let path = self.0.join("cache.lock");
        let file = lock_file(&path).and_then(|file| file.lock().map(|()| file));
        file.map_err(|e| CacheError::access(&path, e))
    }

    /// The bytes of `path`, if there is such a file.
    pub fn read(path: &Path) -> Result<Option<Vec<u8>>, CacheError> {
        match fs::read(path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(CacheError::access(path, e)),
        }
    }

    /// Makes the file `path`, for its owner alone, whole and on disk, or not at all. There must be none yet.
    pub fn write_new(&self, path: &Path, bytes: &[u8]) -> Result<(), CacheError> {
        let unfinished = path.with_extension("unfinished");
        let write = || -> io::Result<()> {
            match fs::remove_file(&unfinished) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
                Ok(()) | Err(_) => {}
            }
            let mut file = owner_only_file(&unfinished)?;
            io::Write::write_all(&mut file, bytes)?;
            file.sync_all()?;
            fs::hard_link(&unfinished, path)?;
            fs::remove_file(&unfinished)?;
            self.sync_folder()
        };
        write().map_err(|e| CacheError::access(path, e))
    }

    #[cfg(unix)]
    pub fn sync_folder(&self) -> io::Result<()> {
        File::open(&self.0)?.sync_all()
    }

    #[cfg(not(unix))]
    pub fn sync_folder(&self) -> io::Result<()> {
        Ok(())
    }
}

/// The ending of a dealer's copy whose requests and prints are back.
pub(crate) const OLD: &str = "old.db";

/// Whether `copy` is one whose requests and prints are back.
pub(crate) fn is_old(copy: &Path) -> bool {
    copy.to_string_lossy().ends_with(OLD)
}

fn lock_file(path: &Path) -> io::Result<File> {
    File::options().create(true).truncate(false).write(true).open(path)
}

#[cfg(unix)]
fn owner_only(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

/// On Windows the folder lies in the user's profile, which others cannot open.
#[cfg(not(unix))]
fn owner_only(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn owner_only_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    File::options().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn owner_only_file(path: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).open(path)
}

/// Does what waits for files or for the keychain where it keeps nobody else waiting.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, CacheError> + Send + 'static,
) -> Result<T, CacheError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(stopped) => match stopped.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(CacheError::Busy),
        },
    }
}
