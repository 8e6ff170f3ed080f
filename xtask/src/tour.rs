//! Pictures of every room, taken in the real window with the demo dealer, and the page that shows them.

use anyhow::Result;

use crate::setup::{self, For};
use crate::{build, shell};

pub fn tour() -> Result<()> {
    setup::setup(For::Testing)?;
    build::pages()?;
    shell::run(&mut build::cargo("build", &["--bins", "--examples"]))?;
    let tour = shell::command(build::program("examples/tour")?, &[]);
    shell::run(&mut shell::in_private_session(tour))
}
