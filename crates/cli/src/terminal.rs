//! Asking the person at the terminal, also where standard input comes from a file.
//!
//! Deliberately not here: asking for the password. It comes on standard input, which does not show it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Write};

/// What reads the terminal, whatever standard input is.
const KEYBOARD: &str = if cfg!(windows) { "CONIN$" } else { "/dev/tty" };

/// The line that is typed after `question`; nothing where nobody sees the question, or nobody answers it.
pub fn ask(question: &str) -> Option<String> {
    let mut screen = io::stderr();
    if !screen.is_terminal() {
        return None;
    }
    let keyboard = File::options().read(true).write(cfg!(windows)).open(KEYBOARD).ok()?;
    write!(screen, "{question}").ok()?;
    let mut typed = String::new();
    BufReader::new(keyboard).read_line(&mut typed).ok()?;
    let typed = typed.trim();
    (!typed.is_empty()).then(|| typed.to_owned())
}
