//! The log: nothing of it on the terminal, where people get sentences; every fault with its causes, under its report
//! number, in the file `cli.log` in the home folder. `KAGIFUDA_LOG` asks for more, on standard error.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use kagifuda_desk::open_log;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Begins the log of the home in `folder`, if there is one.
pub fn start(folder: Option<PathBuf>) {
    let log = tracing_subscriber::fmt();
    match EnvFilter::try_from_env("KAGIFUDA_LOG") {
        Ok(filter) => log
            .with_env_filter(filter)
            .with_writer(io::stderr)
            .with_ansi(io::stderr().is_terminal())
            .init(),
        Err(_) => log
            .with_max_level(LevelFilter::ERROR)
            .with_writer(LogFile(folder))
            .with_ansi(false)
            .init(),
    }
}

/// The log file in that folder, opened only when there is something to write.
struct LogFile(Option<PathBuf>);

impl<'a> MakeWriter<'a> for LogFile {
    type Writer = Box<dyn Write>;

    fn make_writer(&'a self) -> Self::Writer {
        let file = self
            .0
            .as_deref()
            .ok_or(io::ErrorKind::NotFound.into())
            .and_then(|folder| open_log(folder, "cli"));
        match file {
            Ok(file) => Box::new(file),
            // Nothing may be lost, and a home that cannot be written is what the line may be about.
            Err(_) => Box::new(io::stderr()),
        }
    }
}
