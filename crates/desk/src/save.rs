//! Files that the desk makes: in the office's folder, whole or not at all, readable by this user alone, never over another.

use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::Local;
use tempfile::NamedTempFile;

use crate::Desk;
use crate::fault::{narrow, no_access};
use crate::problem::Problem;
use crate::view::SavedView;

impl Desk {
    /// The office's folder for prints and reports, made if need be.
    pub(crate) fn folder(&self) -> Result<PathBuf, Problem> {
        let folder = self.home.prints().to_owned();
        make_folder(&folder).map_err(|error| no_access(&folder, &error))?;
        Ok(folder)
    }

    /// Today on this computer, as file names tell it.
    pub(crate) fn dated(&self, name: &str) -> String {
        format!("{name}-{}", self.clock.now().with_timezone(&Local).format("%Y-%m-%d"))
    }

    /// Saves `bytes`, which have so many `lines`, in the office's folder under `name`, the day and `extension`.
    pub(crate) async fn save(
        &self,
        name: &str,
        extension: &str,
        bytes: Vec<u8>,
        lines: usize,
    ) -> Result<SavedView, Problem> {
        let folder = self.folder()?;
        let written = write(&folder, bytes).await?;
        let file = keep(written, &folder, &self.dated(name), extension)?;
        Ok(SavedView {
            file: file.display().to_string(),
            lines: narrow(lines),
        })
    }
}

/// Makes the folder `path`, and those above it that are not there, for this user alone.
pub fn make_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)
}

/// The bytes on disk in `folder`, under no name yet: whoever looks finds the whole file or none. Only this user can read it.
pub(crate) async fn write(folder: &Path, bytes: Vec<u8>) -> Result<NamedTempFile, Problem> {
    let folder = folder.to_owned();
    let write = move || {
        let written = NamedTempFile::new_in(&folder).and_then(|mut file| {
            file.write_all(&bytes)?;
            file.as_file().sync_all()?;
            Ok(file)
        });
        written.map_err(|error| no_access(&folder, &error))
    };
    tokio::task::spawn_blocking(write).await?
}

/// Gives the written file the name `stem`, with a number if there is such a file already.
pub(crate) fn keep(mut written: NamedTempFile, folder: &Path, stem: &str, extension: &str) -> Result<PathBuf, Problem> {
    let numbered = (2..).map(|n| format!("{stem}-{n}.{extension}"));
    for name in std::iter::once(format!("{stem}.{extension}")).chain(numbered) {
        let path = folder.join(name);
        written = match written.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(taken) if taken.error.kind() == std::io::ErrorKind::AlreadyExists => taken.file,
            Err(refused) => return Err(no_access(&path, &refused.error)),
        };
    }
    Err(Problem::FileAccess {
        path: folder.display().to_string(),
    })
}
