//! How the window is started.

use std::path::PathBuf;

use clap::Parser;

/// The desk of a dealer's office.
#[derive(Debug, Parser)]
#[command(name = "kagifuda", version)]
pub struct Arguments {
    /// Keep everything in this folder instead of the user's data folder and keychain. Several such windows may be open.
    #[arg(long, value_name = "DIR", value_parser = absolute)]
    pub home: Option<PathBuf>,
}

/// The window's place and the printed files are handed to others, who may stand in another folder.
fn absolute(typed: &str) -> Result<PathBuf, std::io::Error> {
    std::path::absolute(typed)
}
