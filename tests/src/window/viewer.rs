//! A stand-in for the system's viewer: the command that opens files, found first on the window's `PATH`.
//!
//! It stands exactly where the product's way ends and the system's begins, and only writes down what it was to open.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// What the system was asked to open.
pub struct Viewer {
    folder: PathBuf,
}

impl Viewer {
    /// Puts the stand-in into `folder`.
    pub fn in_folder(folder: &Path) -> Self {
        let program = folder.join("xdg-open");
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(
            &program,
            "#!/bin/sh\nprintf '%s\\n' \"$1\" >> \"$(dirname \"$0\")/opened\"\n",
        )
        .expect("it can be written");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("it can be run");
        Self {
            folder: folder.to_owned(),
        }
    }

    /// A `PATH` on which it is found first.
    pub fn path(&self) -> OsString {
        let others = env::var_os("PATH").unwrap_or_default();
        env::join_paths([self.folder.clone()].into_iter().chain(env::split_paths(&others)))
            .expect("no folder has a colon")
    }

    /// The files that were to be opened, in order.
    pub fn opened(&self) -> Vec<PathBuf> {
        let lines = fs::read_to_string(self.folder.join("opened")).unwrap_or_default();
        lines.lines().map(PathBuf::from).collect()
    }
}
