//! A picture that another program copied: the system's clipboard, as the window finds it.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStderr, Command, Stdio};

/// What was copied is there as long as this is: on X11, the program that copied it hands it over.
pub struct Copied {
    program: Child,
    /// It ends when nobody hears it any more.
    _says: BufReader<ChildStderr>,
}

impl Copied {
    /// Copies `png`, as a program that shows pictures does.
    ///
    /// # Panics
    /// If there is no display, or xclip is not installed.
    pub fn picture(png: &[u8]) -> Self {
        let program = Command::new("xclip")
            .args(["-quiet", "-selection", "clipboard", "-target", "image/png", "-in"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        let mut program = program.expect("xclip is installed: `cargo xtask setup` does it");
        let mut input = program.stdin.take().expect("it reads");
        input.write_all(png).expect("it takes the picture");
        drop(input);
        let mut says = BufReader::new(program.stderr.take().expect("it speaks"));
        let mut line = String::new();
        says.read_line(&mut line).expect("it can be heard");
        assert!(line.starts_with("Waiting for selection requests"), "{line}");
        Self { program, _says: says }
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        self.program.kill().ok();
        self.program.wait().ok();
    }
}
