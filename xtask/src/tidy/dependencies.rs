//! Which crate may depend on what.

use toml::{Table, Value};

use super::{Finding, Tree, is_of_tidy};

/// What `domain` decides with is given to it: it reads nothing, waits for nothing and knows no one.
const NOT_IN_DOMAIN: [&str; 6] = ["tokio", "sqlx", "reqwest", "axum", "tauri", "axum-server"];

/// Libraries that belong to some packages only, with their families (`tauri` and every `tauri-…`): the folders of those
/// packages, of which the root's is empty, and what to do elsewhere. Tests may use any library.
const PLACES: [(&str, &[&str], &str); 4] = [
    (
        "tauri",
        &[""],
        "only the root package knows the window: put the decision into `desk` and a three-line command into src-tauri",
    ),
    (
        "specta",
        &["", "crates/desk"],
        "only `desk` describes what crosses to the window: give `desk` a view of your type",
    ),
    (
        "sqlx",
        &["crates/cache", "crates/ledger", "tests"],
        "only `cache` and `ledger` store: add the query there and call it",
    ),
    (
        "reqwest",
        &["crates/sync", "tests"],
        "only `sync` talks to the network: add the request there and call it",
    ),
];

pub fn domain_stands_alone(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in packages(tree).filter(|package| package.folder == "crates/domain") {
        for name in package.shipped.iter().chain(&package.tested) {
            if name.starts_with("kagifuda") || NOT_IN_DOMAIN.contains(&name.as_str()) {
                let advice = "rules take values and give values, so pass in what is needed";
                findings.push(Finding::file(
                    package.path,
                    format!("`domain` must not depend on `{name}`: {advice}"),
                ));
            }
        }
    }
    findings
}

pub fn each_library_has_its_place(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in packages(tree) {
        for name in &package.shipped {
            let is_of = |library: &str| {
                name.strip_prefix(library)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            };
            let place = PLACES.iter().find(|(library, ..)| is_of(library));
            if let Some((.., advice)) = place.filter(|(_, folders, _)| !folders.contains(&package.folder)) {
                findings.push(Finding::file(
                    package.path,
                    format!("`{name}` does not belong here: {advice}"),
                ));
            }
        }
    }
    findings
}

pub fn sql_stays_in_storage(tree: &Tree) -> Vec<Finding> {
    let storage = ["crates/cache/", "crates/ledger/"];
    let is_exempt = |path: &str| is_of_tidy(path) || path.split('/').any(|folder| folder == "tests");
    let elsewhere = |path: &str| {
        path.ends_with(".rs") && !is_exempt(path) && !storage.iter().any(|folder| path.starts_with(folder))
    };
    tree.judge_lines(elsewhere, |_, line| {
        line.contains("sqlx::")
            .then(|| "SQL stands in `cache` and `ledger` alone: add a function there and call it".to_owned())
    })
}

/// A package of the workspace and the names of what it depends on.
struct Package<'a> {
    path: &'a str,
    folder: &'a str,
    /// In the product, or to build it.
    shipped: Vec<String>,
    /// In its tests alone.
    tested: Vec<String>,
}

fn packages(tree: &Tree) -> impl Iterator<Item = Package<'_>> {
    let manifests = tree.files(|path| path == "Cargo.toml" || path.ends_with("/Cargo.toml"));
    // A manifest that cannot be read has already stopped cargo, which started us.
    manifests.filter_map(|(path, text)| {
        let manifest: Table = text.parse().ok()?;
        let folder = path.strip_suffix("Cargo.toml")?.trim_end_matches('/');
        let shipped = dependencies(&manifest, &["dependencies", "build-dependencies"]);
        let tested = dependencies(&manifest, &["dev-dependencies"]);
        Some(Package {
            path,
            folder,
            shipped,
            tested,
        })
    })
}

/// The names in the tables of these `kinds`, for every target.
fn dependencies(manifest: &Table, kinds: &[&str]) -> Vec<String> {
    let mut names = Vec::new();
    let targets = manifest.get("target").and_then(Value::as_table);
    let targets = targets.into_iter().flat_map(Table::values).filter_map(Value::as_table);
    for owner in [manifest].into_iter().chain(targets) {
        for kind in kinds {
            let list = owner.get(*kind).and_then(Value::as_table);
            names.extend(list.into_iter().flat_map(Table::keys).cloned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    #[test]
    fn domain_may_use_libraries_but_no_crate_of_ours_and_no_runtime() {
        for (manifest, expected) in [
            ("[dependencies]\nchrono.workspace = true\n", 0),
            ("[dependencies]\nkagifuda-wire.workspace = true\n", 1),
            ("[dev-dependencies]\ntokio = \"1\"\n", 1),
            (
                "[target.'cfg(unix)'.dependencies]\nsqlx = { version = \"1\" }\n[build-dependencies]\naxum = \"1\"\n",
                2,
            ),
        ] {
            assert_eq!(
                found(domain_stands_alone, &[("crates/domain/Cargo.toml", manifest)]).len(),
                expected,
                "{manifest}"
            );
        }
        assert!(
            found(
                domain_stands_alone,
                &[("crates/wire/Cargo.toml", "[dependencies]\nkagifuda-domain = \"1\"")]
            )
            .is_empty()
        );
    }

    #[test]
    fn a_library_outside_its_place_is_found() {
        for (library, at_home, elsewhere) in [
            ("tauri-plugin-opener", "Cargo.toml", "crates/desk/Cargo.toml"),
            ("tauri-build", "Cargo.toml", "tests/Cargo.toml"),
            ("specta", "crates/desk/Cargo.toml", "crates/wire/Cargo.toml"),
            ("specta-typescript", "Cargo.toml", "crates/cli/Cargo.toml"),
            ("sqlx", "crates/ledger/Cargo.toml", "crates/server/Cargo.toml"),
            ("reqwest", "tests/Cargo.toml", "Cargo.toml"),
        ] {
            let manifest = format!("[dependencies]\n{library} = \"1\"\n");
            assert!(
                found(each_library_has_its_place, &[(at_home, &manifest)]).is_empty(),
                "{library} in {at_home}"
            );
            assert_eq!(
                found(each_library_has_its_place, &[(elsewhere, &manifest)]),
                [elsewhere],
                "{library}"
            );
        }
    }

    #[test]
    fn tests_may_use_any_library() {
        let manifest = "[dev-dependencies]\nreqwest = \"1\"\nsqlx = \"1\"\n";
        assert!(found(each_library_has_its_place, &[("crates/server/Cargo.toml", manifest)]).is_empty());
    }

    #[test]
    fn the_list_of_the_workspace_is_not_a_dependency() {
        let workspace = "[workspace.dependencies]\nsqlx = \"1\"\nreqwest = \"1\"\n";
        assert!(found(each_library_has_its_place, &[("Cargo.toml", workspace)]).is_empty());
    }

    #[test]
    fn sql_outside_storage_is_found() {
        let code = "fn load() {}\nasync fn rows() { sqlx::query(\"SELECT 1\") }\n";
        assert_eq!(
            found(sql_stays_in_storage, &[("crates/server/src/keys.rs", code)]),
            ["crates/server/src/keys.rs:2"]
        );
        assert!(
            found(
                sql_stays_in_storage,
                &[
                    ("crates/cache/src/keys.rs", code),
                    ("crates/server/tests/a.rs", code),
                    ("tests/stories/a.rs", code)
                ]
            )
            .is_empty()
        );
    }
}
