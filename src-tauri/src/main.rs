//! The window's program. All of it is in the library, so that tests and the bindings can reach it.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    kagifuda_window::run()
}
