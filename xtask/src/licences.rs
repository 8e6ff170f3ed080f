//! What the window is made of, and under which licences: `ui/src/features/settings/licences.gen.json`, which the window shows.
//!
//! Only what ships is in it: libraries of the window on any system, packages that are built into its pages, and the typefaces.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use crate::shell;

const FILE: &str = "ui/src/features/settings/licences.gen.json";
const PACKAGES: &str = "ui/package-lock.json";
const MODULES: &str = "ui/node_modules";
const FACES: &str = "crates/print/fonts";

/// Everything that ships, and the texts of its licences, each once.
#[derive(Serialize, Deserialize, PartialEq, Eq, Debug)]
struct Licences {
    items: Vec<Item>,
    texts: Vec<String>,
}

#[derive(Serialize, Deserialize, PartialEq, Eq, Debug)]
struct Item {
    name: String,
    version: String,
    licence: String,
    texts: Vec<usize>,
}

/// Something that ships, and the folder in which its licence lies.
#[derive(PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Part {
    name: String,
    version: String,
    licence: String,
    folder: Option<PathBuf>,
}

/// Writes the file.
pub fn licences() -> Result<()> {
    let mut parts = libraries()?;
    parts.extend(packages()?);
    let mut texts: Vec<String> = Vec::new();
    let mut items = Vec::with_capacity(parts.len());
    for part in parts {
        let own = part.folder.as_deref().map(texts_in).transpose()?.unwrap_or_default();
        let mut place = |text: String| {
            texts.iter().position(|known| *known == text).unwrap_or_else(|| {
                texts.push(text);
                texts.len() - 1
            })
        };
        items.push(Item {
            name: part.name,
            version: part.version,
            licence: part.licence,
            texts: own.into_iter().map(&mut place).collect(),
        });
    }
    for (name, text) in faces()? {
        items.push(Item {
            name,
            version: String::new(),
            licence: "OFL-1.1".into(),
            texts: vec![texts.len()],
        });
        texts.push(text);
    }
    let mut json = serde_json::to_string_pretty(&Licences { items, texts })?;
    json.push('\n');
    fs::write(FILE, json).with_context(|| format!("cannot write {FILE}"))
}

/// The Rust libraries of the window, on every system.
fn libraries() -> Result<Vec<Part>> {
    let tree = ["tree", "--package", "kagifuda", "--features", "custom-protocol"];
    let only = [
        "--edges", "normal", "--target", "all", "--prefix", "none", "--format", "{p}\t{l}",
    ];
    let listed = shell::read(&mut shell::command("cargo", &[&tree[..], &only].concat()))?;
    let registry = registry()?;
    let mut parts: Vec<Part> = listed.lines().filter_map(|line| library(line, &registry)).collect();
    parts.sort();
    parts.dedup();
    ensure!(!parts.is_empty(), "`cargo tree` lists nothing");
    Ok(parts)
}

/// `serde v1.0.1 (proc-macro)\tMIT OR Apache-2.0`; of ours, which lie in this folder, nothing.
fn library(line: &str, registry: &[PathBuf]) -> Option<Part> {
    let (package, licence) = line.split_once('\t')?;
    let mut words = package.split(' ');
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    if package.contains("(/") || package.contains(":\\") {
        return None;
    }
    let folder = format!("{name}-{version}");
    Some(Part {
        name: name.into(),
        version: version.into(),
        licence: licence.trim_end_matches(" (*)").replace('/', " OR ").replace("  ", " "),
        folder: registry
            .iter()
            .map(|sources| sources.join(&folder))
            .find(|folder| folder.is_dir()),
    })
}

/// Where cargo keeps the sources of libraries.
fn registry() -> Result<Vec<PathBuf>> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let sources = home.context("there is no home folder")?.join("registry/src");
    let folders = fs::read_dir(&sources).with_context(|| format!("cannot read {}", sources.display()))?;
    folders.map(|folder| Ok(folder?.path())).collect()
}

#[derive(Deserialize)]
struct Lock {
    packages: BTreeMap<String, Package>,
}

#[derive(Deserialize)]
struct Package {
    version: Option<String>,
    license: Option<String>,
    #[serde(default)]
    dev: bool,
}

/// The packages that are built into the pages.
fn packages() -> Result<Vec<Part>> {
    let lock = fs::read_to_string(PACKAGES).with_context(|| format!("cannot read {PACKAGES}"))?;
    let lock: Lock = serde_json::from_str(&lock)?;
    let shipped = lock
        .packages
        .into_iter()
        .filter(|(path, package)| !path.is_empty() && !package.dev);
    let part = |(path, package): (String, Package)| {
        let name = path.strip_prefix("node_modules/")?.to_owned();
        Some(Part {
            version: package.version?,
            licence: package.license.unwrap_or_default(),
            folder: Some(Path::new(MODULES).join(&name)),
            name,
        })
    };
    Ok(shipped.filter_map(part).collect())
}

/// The typefaces and their licences.
fn faces() -> Result<Vec<(String, String)>> {
    let mut faces = Vec::new();
    for file in fs::read_dir(FACES).with_context(|| format!("cannot read {FACES}"))? {
        let path = file?.path();
        let name = path
            .file_stem()
            .and_then(|name| name.to_str())
            .and_then(|name| name.strip_prefix("OFL-"));
        if let Some(name) = name {
            faces.push((name.to_owned(), fs::read_to_string(&path)?.trim().to_owned()));
        }
    }
    faces.sort();
    Ok(faces)
}

/// The licences and notices in `folder`, in order of name.
fn texts_in(folder: &Path) -> Result<Vec<String>> {
    let is_licence = |name: &str| {
        let name = name.to_ascii_uppercase();
        ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"]
            .iter()
            .any(|begins| name.starts_with(begins))
    };
    let mut files = Vec::new();
    for file in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = file?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_file() && is_licence(name) {
            files.push(path);
        }
    }
    files.sort();
    let read = |path: PathBuf| {
        let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let text = String::from_utf8_lossy(&text);
        Ok(text
            .lines()
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n")
            .trim()
            .to_owned())
    };
    files.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_cargo_tree_names_a_library_and_ours_are_none() {
        for (line, part) in [
            (
                "serde v1.0.1\tMIT OR Apache-2.0",
                Some(("serde", "1.0.1", "MIT OR Apache-2.0")),
            ),
            (
                "a-b v0.2.0-rc.1 (proc-macro)\tMIT/Apache-2.0 (*)",
                Some(("a-b", "0.2.0-rc.1", "MIT OR Apache-2.0")),
            ),
            ("kagifuda-desk v0.1.0 (/somewhere/crates/desk)\tApache-2.0", None),
            ("", None),
        ] {
            let read = library(line, &[]);
            let told = read
                .as_ref()
                .map(|part| (part.name.as_str(), part.version.as_str(), part.licence.as_str()));
            assert_eq!(told, part, "{line}");
        }
    }

    #[test]
    fn the_window_shows_the_licences_of_what_ships() {
        shell::enter_repository().unwrap();
        let written: Licences = serde_json::from_str(&fs::read_to_string(FILE).unwrap()).unwrap();
        let told = |name: &str, version: &str, licence: &str| format!("{name} {version} {licence}");
        let shown: Vec<String> = written
            .items
            .iter()
            .map(|item| told(&item.name, &item.version, &item.licence))
            .collect();
        let parts = libraries().unwrap().into_iter().chain(packages().unwrap());
        let mut ships: Vec<String> = parts
            .map(|part| told(&part.name, &part.version, &part.licence))
            .collect();
        ships.extend(faces().unwrap().iter().map(|(name, _)| told(name, "", "OFL-1.1")));
        assert_eq!(shown, ships, "`cargo xtask bindings` renews it");
        assert!(
            written
                .items
                .iter()
                .flat_map(|item| &item.texts)
                .all(|text| *text < written.texts.len())
        );
    }
}
