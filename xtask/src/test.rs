//! Everything there is to check. The last line is `N passed, N failed`.

use std::io::{self, Write};
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::Result;

use crate::postgres::Postgres;
use crate::setup::{self, For};
use crate::tally::Tally;
use crate::{build, shell, tidy};

/// Where tests read the address of the PostgreSQL they may use. Each makes a database of its own in it.
const POSTGRES: &str = "KAGIFUDA_TEST_POSTGRES";

pub fn test() -> ExitCode {
    let begin = Instant::now();
    let mut tally = Tally::default();
    let done = everything(&mut tally);
    let minutes = begin.elapsed().as_secs_f64() / 60.0;
    let code = match done {
        Ok(()) => {
            println!("all is well after {minutes:.1} minutes");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            println!("stopped after {minutes:.1} minutes: {reason:#}");
            // A step that broke before it could count is one thing that failed.
            tally.failed = tally.failed.max(1);
            ExitCode::FAILURE
        }
    };
    println!("{tally}");
    code
}

fn everything(tally: &mut Tally) -> Result<()> {
    step("what is missing", || setup::setup(For::Testing))?;
    step("tidy", tidy::tidy)?;
    step("layout", || shell::run(&mut shell::cargo(&["fmt", "--all", "--check"])))?;
    step("pages: types and style", || {
        shell::run(&mut shell::npm(&["run", "check"]))
    })?;
    step("pages: tests", || {
        counted(&mut shell::npm(&["test"]), io::stdout(), tally)
    })?;
    // The window does not compile without its pages.
    step("pages: build", build::pages)?;
    step("clippy", || {
        shell::run(&mut build::cargo(
            "clippy",
            &["--all-targets", "--", "--deny", "warnings"],
        ))
    })?;
    // The stories start the programs themselves, and `cargo test` alone does not build those.
    step("build", || {
        shell::run(&mut build::cargo("build", &["--bins", "--tests"]))
    })?;
    let postgres = step("PostgreSQL", Postgres::start)?;
    step("tests", || {
        let mut tests = build::cargo("test", &["--no-fail-fast"]);
        tests.env(POSTGRES, postgres.url());
        counted(&mut shell::in_private_session(tests), io::stdout(), tally)
    })
}

fn counted(command: &mut Command, out: impl Write, tally: &mut Tally) -> Result<()> {
    shell::tee(command, out, |line| tally.hear(line))
}

/// Runs one step, and says its name before and its duration after.
fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("== {name}");
    let begin = Instant::now();
    let done = work().map_err(|reason| reason.context(name.to_owned()))?;
    println!("== {name}: {:.1} s", begin.elapsed().as_secs_f64());
    Ok(done)
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[test]
    fn a_step_that_fails_is_named() {
        let failure = step("clippy", || Err::<(), _>(anyhow!("a warning"))).expect_err("the step failed");
        assert_eq!(format!("{failure:#}"), "clippy: a warning");
    }

    #[test]
    fn a_failing_command_still_counts_what_it_printed() {
        let mut tally = Tally::default();
        let mut command = shell::command(
            "node",
            &[
                "-e",
                "console.log('test result: FAILED. 3 passed; 2 failed'); process.exitCode = 101",
            ],
        );
        counted(&mut command, io::sink(), &mut tally).expect_err("the command failed");
        assert_eq!(tally, Tally { passed: 3, failed: 2 });
    }
}
