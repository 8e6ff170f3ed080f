//! The executable `kagifuda-server`: reads the command line, logs to stderr.

use std::io;
use std::process::ExitCode;

use clap::Parser;
use kagifuda_server::cli::{Cli, run};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,kagifuda_server=info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .init();
    run(Cli::parse()).await
}
