//! The log: nothing of it on the terminal, where people get sentences; every fault with its causes, under its report
//! number, in the file `cli.log` in the home folder. `KAGIFUDA_LOG` asks for more, on standard error.

use std::fs::{self, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

/// Past this size the log begins anew, and the old one is kept beside it.
const LARGE: u64 = 4 << 20;

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
        let file = self.0.as_deref().ok_or(io::ErrorKind::NotFound.into()).and_then(open);
        match file {
            Ok(file) => Box::new(file),
            // Nothing may be lost, and a home that cannot be written is what the line may be about.
            Err(_) => Box::new(io::stderr()),
        }
    }
}

fn open(folder: &Path) -> io::Result<fs::File> {
    let path = folder.join("cli.log");
    if fs::metadata(&path).is_ok_and(|log| log.len() > LARGE) {
        fs::rename(&path, folder.join("cli.old.log"))?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_goes_on_and_a_large_one_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("cli.log");
        for line in ["one\n", "two\n"] {
            open(folder.path()).unwrap().write_all(line.as_bytes()).unwrap();
        }
        assert_eq!(fs::read_to_string(&log).unwrap(), "one\ntwo\n");
        OpenOptions::new()
            .write(true)
            .open(&log)
            .unwrap()
            .set_len(LARGE + 1)
            .unwrap();
        open(folder.path()).unwrap();
        let old = fs::metadata(folder.path().join("cli.old.log")).unwrap();
        assert_eq!((fs::metadata(&log).unwrap().len(), old.len()), (0, LARGE + 1));
    }
}
