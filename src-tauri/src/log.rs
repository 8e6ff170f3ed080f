//! The window's log: problems with a report number are found in it. It holds no secrets, because none has a `Debug` that shows them.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;

/// Past this size the log begins anew, and the old one is kept beside it.
const LARGE: u64 = 4 * 1024 * 1024;

/// Writes the log into `home`, or into the user's own folder for it.
pub fn start(home: Option<&Path>) -> io::Result<()> {
    let folder = home
        .map(Path::to_owned)
        .or_else(user_folder)
        .ok_or(io::ErrorKind::NotFound)?;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,kagifuda=info"));
    let file = Mutex::new(open(&folder)?);
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false)
        .with_writer(file)
        .init();
    Ok(())
}

fn user_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "kagifuda").map(|folders| folders.data_local_dir().to_owned())
}

fn open(folder: &Path) -> io::Result<File> {
    fs::create_dir_all(folder)?;
    let path = folder.join("window.log");
    if fs::metadata(&path).is_ok_and(|log| log.len() > LARGE) {
        fs::rename(&path, folder.join("window.old.log"))?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_log_goes_on_and_a_large_one_begins_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = folder.path().join("window.log");
        open(folder.path())
            .and_then(|mut file| file.write_all(b"one\n"))
            .expect("it is written");
        open(folder.path())
            .and_then(|mut file| file.write_all(b"two\n"))
            .expect("it is written");
        assert_eq!(fs::read_to_string(&log).expect("it is there"), "one\ntwo\n");

        File::options()
            .write(true)
            .open(&log)
            .and_then(|file| file.set_len(LARGE + 1))
            .expect("it grows");
        open(folder.path()).expect("it opens");
        assert_eq!(fs::metadata(&log).expect("it is there").len(), 0);
        assert_eq!(
            fs::metadata(folder.path().join("window.old.log"))
                .expect("it is kept")
                .len(),
            LARGE + 1
        );
    }
}
