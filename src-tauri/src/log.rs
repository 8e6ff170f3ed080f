//! The window's log: problems with a report number are found in it. It holds no secrets, because none has a `Debug` that shows them.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use kagifuda_desk::{make_folder, open_log};
use tracing_subscriber::EnvFilter;

/// Writes the log into `home`, or into the user's own folder for it.
pub fn start(home: Option<&Path>) -> io::Result<()> {
    let folder = home
        .map(Path::to_owned)
        .or_else(user_folder)
        .ok_or(io::ErrorKind::NotFound)?;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,kagifuda=info"));
    make_folder(&folder)?;
    let file = Mutex::new(open_log(&folder, "window")?);
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
