//! The folder that holds everything, and the files in it.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

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

    /// Keeps other processes from opening or setting aside, until the answer is dropped.
    pub fn lock(&self) -> Result<File, CacheError> {
        let path = self.0.join("cache.lock");
        let lock = || -> io::Result<File> {
            let file = File::options().create(true).truncate(false).write(true).open(&path)?;
            file.lock()?;
            Ok(file)
        };
        lock().map_err(|e| CacheError::access(&path, e))
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
    fn sync_folder(&self) -> io::Result<()> {
        File::open(&self.0)?.sync_all()
    }

    #[cfg(not(unix))]
    fn sync_folder(&self) -> io::Result<()> {
        Ok(())
    }
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

/// Renames all files of the cache in `home` to names that are free; answers the new ones.
pub(crate) async fn set_aside(home: PathBuf) -> Result<Vec<PathBuf>, CacheError> {
    blocking(move || {
        let home = Home::create(&home)?;
        let _lock = home.lock()?;
        let name = |file: &str, n: u32| home.0.join(format!("{file}.aside-{n}"));
        let taken = |n: &u32| FILES.iter().any(|file| name(file, *n).exists());
        let n = (1..).find(|n| !taken(n)).expect("some number is free");
        let mut aside = Vec::new();
        for file in FILES {
            let (from, to) = (home.0.join(file), name(file, n));
            match fs::rename(&from, &to) {
                Ok(()) => aside.push(to),
                Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                Err(e) => return Err(CacheError::access(&from, e)),
            }
        }
        Ok(aside)
    })
    .await
}

/// The fingerprint goes first: without it, a database that stayed behind is not taken for a damaged one.
const FILES: [&str; 5] = [
    "cache.fingerprint",
    "cache.db",
    "cache.db-wal",
    "cache.db-shm",
    "cache.key",
];

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
