//! The log file of a program of the office. What is written into it, the program decides.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

/// Past this size the log begins anew, and the old one is kept beside it.
const LARGE: u64 = 4 << 20;

/// Opens `<name>.log` in `folder` at its end. A large one is first put aside as `<name>.old.log`.
pub fn open_log(folder: &Path, name: &str) -> io::Result<File> {
    let path = folder.join(format!("{name}.log"));
    if fs::metadata(&path).is_ok_and(|log| log.len() > LARGE) {
        fs::rename(&path, folder.join(format!("{name}.old.log")))?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_log_goes_on_and_a_large_one_begins_anew() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("desk.log");
        for line in ["one\n", "two\n"] {
            let mut file = open_log(folder.path(), "desk").unwrap();
            file.write_all(line.as_bytes()).unwrap();
        }
        assert_eq!(fs::read_to_string(&log).unwrap(), "one\ntwo\n");
        let file = File::options().write(true).open(&log).unwrap();
        file.set_len(LARGE + 1).unwrap();
        open_log(folder.path(), "desk").unwrap();
        let old = fs::metadata(folder.path().join("desk.old.log")).unwrap();
        assert_eq!((fs::metadata(&log).unwrap().len(), old.len()), (0, LARGE + 1));
    }
}
