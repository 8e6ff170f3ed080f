//! Files that the desk makes: in the office's folder, whole or not at all, readable by this user alone, never over another.

use std::fs::DirEntry;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

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
        let written = unfinished().tempfile_in(&folder).and_then(|mut file| {
            file.write_all(&bytes)?;
            file.as_file().sync_all()?;
            Ok(file)
        });
        written.map_err(|error| no_access(&folder, &error))
    };
    tokio::task::spawn_blocking(write).await?
}

/// How files are named that are not whole yet.
const UNFINISHED: &str = ".kagifuda-";

fn unfinished() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED);
    builder
}

/// Removes from `folder` what a program left there that was killed while it wrote. What is younger than an hour may still be written.
pub(crate) fn sweep(folder: &Path, now: SystemTime) {
    let is_left = |entry: &DirEntry| -> std::io::Result<bool> {
        let age = now.duration_since(entry.metadata()?.modified()?).unwrap_or_default();
        Ok(entry.file_name().to_string_lossy().starts_with(UNFINISHED) && age > Duration::from_secs(3600))
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| is_left(entry).unwrap_or_default()) {
        if let Err(error) = std::fs::remove_file(entry.path()) {
            tracing::warn!(%error, "a file that was never finished stays");
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_program_left_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let (_, left) = unfinished().tempfile_in(folder.path()).unwrap().keep().unwrap();
        let print = folder.path().join("startup-card 2026-11-21.pdf");
        std::fs::write(&print, "%PDF").unwrap();
        let written = left.metadata().unwrap().modified().unwrap();
        for (minutes, is_there) in [(0, true), (59, true), (61, false)] {
            sweep(folder.path(), written + Duration::from_secs(60 * minutes));
            assert_eq!((left.exists(), print.exists()), (is_there, true), "{minutes}");
        }
    }
}
