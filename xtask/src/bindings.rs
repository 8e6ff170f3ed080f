//! Writing the files that are made from the code. Tests fail while one of them is stale.

use std::fs;

use anyhow::{Context, Result};

use crate::{build, licences, shell};

/// The OpenAPI document of the server's interface.
const OPENAPI: &str = "crates/server/openapi.json";

pub fn bindings() -> Result<()> {
    build::pages_folder()?;
    shell::run(&mut build::cargo("build", &["--bins", "--examples"]))?;
    // Writes ui/src/ipc/bindings.gen.ts itself.
    shell::run(&mut shell::command(build::program("examples/bindings")?, &[]))?;
    let document = shell::read(&mut shell::command(build::program("kagifuda-server")?, &["openapi"]))?;
    fs::write(OPENAPI, document).with_context(|| format!("cannot write {OPENAPI}"))?;
    licences::licences()
}
