//! The TypeScript types of everything that the window's pages may call, hear and get.

use specta_typescript::Typescript;

/// Where they stand, seen from the root.
pub const FILE: &str = "ui/src/ipc/bindings.gen.ts";

/// The text of that file.
pub fn text() -> std::io::Result<String> {
    let draft = std::env::temp_dir().join(format!("kagifuda-bindings-{}.ts", std::process::id()));
    let written = crate::ipc()
        .export(Typescript::default(), &draft)
        .map_err(std::io::Error::other);
    let text = written.and_then(|()| std::fs::read_to_string(&draft));
    std::fs::remove_file(draft).ok();
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bindings_are_those_of_the_code() {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
        let found = std::fs::read_to_string(file).expect("the bindings are there");
        assert!(
            found == text().expect("they can be made"),
            "{FILE} is stale: run `cargo xtask bindings`"
        );
    }
}
