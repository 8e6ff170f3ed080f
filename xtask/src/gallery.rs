//! Pictures of every document, and the page that shows them.

use anyhow::Result;

use crate::{build, shell};

pub fn gallery() -> Result<()> {
    shell::run(&mut build::cargo("build", &["--example", "gallery"]))?;
    shell::run(&mut shell::command(build::program("examples/gallery")?, &["docs"]))
}
