//! The order of `ui/`.

use super::{Finding, Tree, has_extension};

const FEATURES: &str = "ui/src/features/";

pub fn features_do_not_know_each_other(tree: &Tree) -> Vec<Finding> {
    let in_features = |path: &str| path.starts_with(FEATURES) && has_extension(path, &["ts", "tsx", "css"]);
    tree.judge_lines(in_features, |path, line| {
        let own = feature(path)?;
        let imported: Vec<_> = imports(line).map(|import| resolved(path, import)).collect();
        let other = imported
            .iter()
            .find_map(|path| feature(path).filter(|other| *other != own))?;
        let advice = "what two features share belongs into ui/src/kit, and what joins them into ui/src/app";
        Some(format!("`{own}` must not import `{other}`: {advice}"))
    })
}

pub fn there_is_one_package_json(tree: &Tree) -> Vec<Finding> {
    let others = tree.files(|path| path.ends_with("package.json") && path != "ui/package.json");
    let advice = "ui/package.json is the only one: add scripts and packages there";
    others.map(|(path, _)| Finding::file(path, advice)).collect()
}

/// The feature that a path belongs to.
fn feature(path: &str) -> Option<&str> {
    path.strip_prefix(FEATURES)?.split('/').next()
}

/// What a line of code imports: the quoted words on a line that speaks of importing.
fn imports(line: &str) -> impl Iterator<Item = &str> {
    let imports = ["import", "from ", "mock(", "require("]
        .iter()
        .any(|word| line.contains(word));
    line.split(['"', '\'', '`']).skip(1).step_by(2).filter(move |_| imports)
}

/// The path that `import` means in the file `path`. An alias such as `@/features/…` stands for `ui/src/`.
fn resolved(path: &str, import: &str) -> String {
    if !import.starts_with('.') {
        return import
            .find("features/")
            .map_or_else(|| import.to_owned(), |at| format!("ui/src/{}", &import[at..]));
    }
    let mut parts: Vec<_> = path.split('/').collect();
    parts.pop();
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    #[test]
    fn a_feature_imports_what_is_shared_and_its_own_but_no_other() {
        for (line, is_found) in [
            ("import { Field } from \"../../kit/field\";", false),
            ("import { Hit } from \"./hit\";", false),
            ("import { Hit } from \"../look-up/hit\";", false),
            ("import { Card } from \"../print/card\";", true),
            ("} from '../print';", true),
            ("const card = await import(`../../features/print/card`);", true),
            ("import { Card } from \"@/features/print/card\";", true),
            ("vi.mock(\"../print/card\");", true),
            ("const path = \"../print/card\";", false),
        ] {
            let found = found(
                features_do_not_know_each_other,
                &[("ui/src/features/look-up/page.tsx", line)],
            );
            assert_eq!(!found.is_empty(), is_found, "{line}");
        }
        let app = (
            "ui/src/app/routes.tsx",
            "import { Card } from \"../features/print/card\";",
        );
        assert!(found(features_do_not_know_each_other, &[app]).is_empty());
    }

    #[test]
    fn a_second_package_json_is_found() {
        assert_eq!(
            found(
                there_is_one_package_json,
                &[("package.json", "{}"), ("ui/package.json", "{}")]
            ),
            ["package.json"]
        );
    }
}
