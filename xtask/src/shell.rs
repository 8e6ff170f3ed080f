//! Running other programs: every command is shown before it runs, and a failure names it.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Once;

use anyhow::{Context, Result, bail};

/// Makes the repository's root the current folder, so that every path below is written from there.
pub fn enter_repository() -> Result<()> {
    let own = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let root = PathBuf::from(own).join("..");
    env::set_current_dir(&root).with_context(|| format!("cannot enter {}", root.display()))
}

/// `program args…`, with the environment that its user had.
///
/// `cargo run` tells us about our own package through `CARGO_PKG_*` and the like. Build scripts that watch those
/// (ring's does) would build again after each change between `cargo build` and `cargo xtask`, so they are not handed on.
pub fn command(program: impl AsRef<OsStr>, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args);
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"]
            .iter()
            .any(|p| text.starts_with(p))
        {
            command.env_remove(&name);
        }
    }
    command
}

/// `cargo args…`.
pub fn cargo(args: &[&str]) -> Command {
    command("cargo", args)
}

/// `npm args…` in `ui/`.
pub fn npm(args: &[&str]) -> Command {
    let mut npm = command(if cfg!(windows) { "npm.cmd" } else { "npm" }, args);
    npm.current_dir("ui");
    npm
}

/// `command` with a display nobody sees and a session bus of its own, where the system has such things:
/// tests must neither open windows on somebody's desktop nor write to somebody's keychain.
pub fn in_private_session(command: Command) -> Command {
    if !cfg!(target_os = "linux") {
        return command;
    }
    let mut session = self::command("xvfb-run", &["-a", "dbus-run-session", "--"]);
    session.arg(command.get_program()).args(command.get_args());
    session.env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => session.env(name, value),
            None => session.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        session.current_dir(folder);
    }
    session
}

/// Runs `command` to its end.
pub fn run(command: &mut Command) -> Result<()> {
    let success = start(command)?.wait()?.success();
    check(command, success)
}

/// Runs `command` with `input` as its standard input, which is where passwords belong.
pub fn run_with(command: &mut Command, input: &str) -> Result<()> {
    let mut child = start(command.stdin(Stdio::piped()))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that has already refused does not read: its status says more than a broken pipe.
        stdin.write_all(input.as_bytes()).ok();
    }
    check(command, child.wait()?.success())
}

/// Starts `command` and leaves the rest to the caller.
pub fn start(command: &mut Command) -> Result<Child> {
    eprintln!("$ {}", shown(command));
    command.spawn().with_context(|| cannot_start(command))
}

/// Runs `command` quietly and gives what it wrote to its standard output.
pub fn read(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| cannot_start(command))?;
    check(command, output.status.success())?;
    String::from_utf8(output.stdout).with_context(|| format!("`{}` did not answer in UTF-8", shown(command)))
}

/// Runs `command`, passing its standard output on to `out` and giving each line of it to `listen`.
pub fn tee(command: &mut Command, mut out: impl Write, mut listen: impl FnMut(&str)) -> Result<()> {
    // What is read by a machine carries no colours.
    let mut child = start(
        command
            .env("NO_COLOR", "1")
            .env_remove("FORCE_COLOR")
            .stdout(Stdio::piped()),
    )?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line?;
            out.write_all(&line)?;
            out.write_all(b"\n")?;
            listen(&String::from_utf8_lossy(&line));
        }
    }
    check(command, child.wait()?.success())
}

/// Whether `program args…` can be run here and ends well.
pub fn works(program: &str, args: &[&str]) -> bool {
    let quiet = command(program, args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    quiet.is_ok_and(|status| status.success())
}

/// Whether this runs with all rights, as it does in most containers.
pub fn is_root() -> bool {
    cfg!(unix) && read(&mut command("id", &["-u"])).is_ok_and(|id| id.trim() == "0")
}

/// From here on, Ctrl+C ends the programs we started and not us, so that we can put away what we started.
///
/// The terminal sends the interrupt to all of them; a step that dies of it fails, and clearing up follows from that.
pub fn outlive_interrupt() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        if let Err(reason) = ctrlc::set_handler(|| {}) {
            eprintln!("Ctrl+C may leave a server running: {reason}");
        }
    });
}

fn check(command: &Command, success: bool) -> Result<()> {
    if !success {
        bail!("this failed: {}", shown(command));
    }
    Ok(())
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`", command.get_program().to_string_lossy())
}

/// The command as it could be typed.
fn shown(command: &Command) -> String {
    let words = [command.get_program()].into_iter().chain(command.get_args());
    let words: Vec<_> = words
        .map(|word| match word.to_string_lossy() {
            word if word.contains(' ') => format!("'{word}'"),
            word => word.into_owned(),
        })
        .collect();
    match command.get_current_dir() {
        Some(folder) => format!("cd {} && {}", folder.display(), words.join(" ")),
        None => words.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn a_failing_command_is_named() {
        let failure = run(&mut command("node", &["-e", "process.exit(3)"])).expect_err("it cannot succeed");
        assert!(failure.to_string().contains("node -e process.exit(3)"), "{failure}");
    }

    #[test]
    fn a_missing_program_is_named() {
        let failure = read(&mut command("no-such-program", &[])).expect_err("it cannot succeed");
        assert!(failure.to_string().contains("no-such-program"), "{failure}");
    }

    #[test]
    fn lines_are_heard_without_their_ends() {
        let mut heard = Vec::new();
        tee(&mut cargo(&["--version"]), io::sink(), |line| {
            heard.push(line.to_owned())
        })
        .expect("cargo knows its version");
        assert_eq!(heard.len(), 1);
        assert!(heard[0].starts_with("cargo ") && !heard[0].ends_with('\n'), "{heard:?}");
    }

    #[test]
    fn our_own_package_is_not_handed_on() {
        let command = cargo(&[]);
        assert!(
            command
                .get_envs()
                .any(|(name, value)| name == "CARGO_PKG_NAME" && value.is_none())
        );
    }

    #[test]
    fn a_folder_and_a_space_are_shown() {
        assert_eq!(
            shown(&npm(&["run", "a b"])).replace(".cmd", ""),
            "cd ui && npm run 'a b'"
        );
    }
}
