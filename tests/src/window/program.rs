//! Where the window's program lies.

use std::env;
use std::path::PathBuf;

/// The window as `cargo build` left it beside this test, bench or example.
///
/// # Panics
/// If it is not there: cargo builds no program for a test of another package.
pub fn window_program() -> PathBuf {
    let own = env::current_exe().expect("a running program lies somewhere");
    let profile = own.ancestors().nth(2).expect("it lies in a folder of its profile");
    let program = profile.join("kagifuda");
    assert!(
        program.exists(),
        "{} is missing: run `npm run build` in ui/, then `cargo build --workspace --features kagifuda/custom-protocol`",
        program.display()
    );
    program
}
