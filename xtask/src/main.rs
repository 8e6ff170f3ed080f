//! The project's own commands: `cargo xtask <command>`.
//!
//! Promises: the same words on every machine, each step shown as it could be typed, and a status that tells whether all
//! went well.
//! On a fresh machine this crate is compiled before anything else, so it stays small: no async, no crate of ours.

mod bench;
mod bindings;
mod build;
mod gallery;
mod licences;
mod postgres;
mod run;
mod setup;
mod shell;
mod tally;
mod test;
mod tidy;
mod tour;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

/// Builds, runs and checks Kagifuda.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
enum Task {
    /// Build everything and open the desk on a licensing server filled with a demo dealer.
    Run {
        /// Forget the earlier demo and begin with a new one.
        #[arg(long)]
        fresh: bool,
    },
    /// Check everything there is to check, on SQLite, on PostgreSQL and in the real window.
    Test,
    /// Measure what must stay fast, and write the results to docs/bench.md.
    Bench {
        /// Measure one thing and only show the result.
        #[arg(long, value_name = "NAME")]
        only: Option<String>,
    },
    /// Write the files that are made from the code: the window's TypeScript types and licences, and the server's OpenAPI document.
    Bindings,
    /// Draw the pictures of docs/gallery.md.
    Gallery,
    /// Take the pictures of docs/tour.md in the real window.
    Tour,
    /// Check the rules of the house that a machine can check.
    Tidy,
    /// Install what is missing on this machine.
    Setup,
}

fn main() -> ExitCode {
    let task = Task::parse();
    match shell::enter_repository().and_then(|()| carry_out(task)) {
        Ok(code) => code,
        Err(reason) => {
            eprintln!("{reason:#}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(task: Task) -> Result<ExitCode> {
    match task {
        Task::Run { fresh } => run::run(fresh)?,
        // It has said what went wrong already: nothing may follow its last line.
        Task::Test => return Ok(test::test()),
        Task::Bench { only } => bench::bench(only.as_deref())?,
        Task::Bindings => bindings::bindings()?,
        Task::Gallery => gallery::gallery()?,
        Task::Tour => tour::tour()?,
        Task::Tidy => tidy::tidy()?,
        Task::Setup => setup::setup(setup::For::Testing)?,
    }
    Ok(ExitCode::SUCCESS)
}
