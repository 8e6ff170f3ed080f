//! Where a printed file lies, and what it is called.

use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::gather::Gathered;
use crate::Desk;
use crate::fault::no_access;
use crate::problem::Problem;
use crate::save;

/// Where a file is to lie.
pub(super) struct Place {
    folder: PathBuf,
    name: Name,
}

/// How a file is named.
enum Name {
    /// As the person chose, replacing the file that is there; at `place`, if that is a link.
    Chosen { chosen: PathBuf, place: PathBuf },
    /// Like this, with a number if there is such a file already.
    Fitting(String),
}

impl Place {
    /// The file `to`, which a person chose.
    pub fn chosen(to: PathBuf) -> Result<Self, Problem> {
        let chosen = std::path::absolute(&to).map_err(|error| no_access(&to, &error))?;
        let place = behind_links(&chosen)?;
        match place.parent() {
            Some(folder) => Ok(Self {
                folder: folder.to_owned(),
                name: Name::Chosen { chosen, place },
            }),
            None => Err(not_a_file(&chosen)),
        }
    }

    /// A file in `folder` called `stem`.
    pub fn fitting(folder: PathBuf, stem: String) -> Self {
        Self {
            folder,
            name: Name::Fitting(stem),
        }
    }

    /// The folder it lies in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Gives the written file its name.
    pub fn keep(self, written: NamedTempFile) -> Result<PathBuf, Problem> {
        match self.name {
            Name::Chosen { chosen, place } => match written.persist(&place) {
                Ok(_) => Ok(chosen),
                Err(refused) => Err(no_access(&chosen, &refused.error)),
            },
            Name::Fitting(stem) => save::keep(written, &self.folder, &stem, "pdf"),
        }
    }
}

impl Desk {
    /// A file of a fitting name in the office's folder, made if need be. No whole number of a key stands in it.
    pub(super) fn fitting(&self, gathered: &[Gathered]) -> Result<Place, Problem> {
        let document = gathered.first().map_or("prints", |one| one.document.name());
        let first = gathered.first().map(|one| one.subject.to_string()).unwrap_or_default();
        let last_four = &first[first.len().saturating_sub(4)..];
        let stem = format!("{}-{last_four}", self.dated(document));
        Ok(Place::fitting(self.folder()?, stem))
    }
}

/// The name that `pattern` gives a file: `{document}`, `{customer}`, `{date}` and `{number}` are filled in, and what no file system takes is left
/// out.
pub(super) fn named(pattern: &str, document: &str, customer: &str, date: &str, number: usize) -> String {
    let name = pattern
        .replace("{document}", document)
        .replace("{customer}", customer)
        .replace("{date}", date)
        .replace("{number}", &format!("{number:03}"));
    // Where no customer is known, two spaces would meet.
    let name = name
        .split(' ')
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let everywhere = || sanitize_filename::Options {
        windows: true,
        ..Default::default()
    };
    let name = sanitize_filename::sanitize_with_options(name, everywhere());
    // Files whose name begins with a dot are hidden, and not found again; what is left may be a name that Windows keeps for itself.
    let name = sanitize_filename::sanitize_with_options(name.trim_matches(['.', ' ']), everywhere());
    let name: String = name.chars().take(LONGEST_NAME).collect();
    match name.trim_end_matches(['.', ' ']) {
        "" => document.into(),
        name => name.into(),
    }
}

/// Characters of a file's name; with the number and the extension that may follow, every file system takes it even in kanji.
const LONGEST_NAME: usize = 60;

/// Where a file of the name `chosen` is to be put: links are followed, and what is there must be a file.
fn behind_links(chosen: &Path) -> Result<PathBuf, Problem> {
    /// As many as systems follow.
    const MOST_LINKS: usize = 40;
    let mut place = chosen.to_owned();
    for _ in 0..MOST_LINKS {
        match std::fs::symlink_metadata(&place) {
            Ok(there) if there.is_symlink() => {
                let target = std::fs::read_link(&place).map_err(|error| no_access(chosen, &error))?;
                place = place.parent().unwrap_or(Path::new("")).join(target);
            }
            Ok(there) if there.is_file() => return Ok(place),
            Ok(_) => return Err(not_a_file(chosen)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(place),
            Err(error) => return Err(no_access(chosen, &error)),
        }
    }
    Err(not_a_file(chosen))
}

fn not_a_file(path: &Path) -> Problem {
    Problem::NotAFile {
        path: path.display().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_gives_a_name_that_every_file_system_takes() {
        let named = |pattern| named(pattern, "startup-card", "A/B: 髙橋*商事", "2026-11-21", 7);
        for (pattern, name) in [
            ("{date} {customer}", "2026-11-21 AB 髙橋商事"),
            ("{document}-{number}", "startup-card-007"),
            ("{document}  {date}", "startup-card 2026-11-21"),
            ("../../{document}", "startup-card"),
            ("", "startup-card"),
            (" . ", "startup-card"),
            ("con\u{0}trol\n", "control"),
            ("CON", "startup-card"),
            ("com1.{date}", "startup-card"),
            ("/../.hidden", "hidden"),
            ("/.con", "startup-card"),
        ] {
            assert_eq!(named(pattern), name, "{pattern}");
        }
        assert_eq!(named(&"長".repeat(200)).chars().count(), LONGEST_NAME);
    }
}
