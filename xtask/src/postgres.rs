//! A real PostgreSQL for tests and benches, in a temporary folder, on loopback, gone when dropped.
//!
//! Nothing in it outlives the run. Anyone on this machine may connect while it lives, so it holds
//! test data only.

use std::env;
use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::shell;

/// Role and database alike.
const NAME: &str = "kagifuda";

/// With room for many tests at a time.
const SETTINGS: [&str; 2] = ["listen_addresses=127.0.0.1", "max_connections=300"];

/// Fast rather than durable.
const FORGETFUL: [&str; 3] = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/// A running server.
pub struct Postgres {
    folder: TempDir,
    programs: PathBuf,
    account: Account,
    port: u16,
    server: Child,
}

impl Postgres {
    /// Starts a server for tests with one empty database, and returns when it answers. It is fast, and forgets all when the power fails.
    pub fn start() -> Result<Self> {
        Self::start_with(&FORGETFUL)
    }

    /// The same, for measuring: what it has committed is on disk.
    pub fn start_durable() -> Result<Self> {
        Self::start_with(&[])
    }

    fn start_with(settings: &[&str]) -> Result<Self> {
        let advice = "PostgreSQL's `initdb` was not found: install PostgreSQL, and put its programs on the PATH";
        let programs = find_programs().context(advice)?;
        let account = Account::here()?;
        let folder = account.folder()?;
        let data = folder.path().join("data");
        let mut initdb = account.command(&programs.join("initdb"), folder.path());
        initdb.args([
            "--username",
            NAME,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ]);
        shell::read(initdb.arg("--pgdata").arg(&data))?;

        shell::outlive_interrupt();
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let log = File::create(folder.path().join("log"))?;
        let mut postgres = account.command(&programs.join("postgres"), folder.path());
        postgres
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(folder.path())
            .args(["-p", &port.to_string()]);
        postgres.args(SETTINGS.iter().chain(settings).flat_map(|setting| ["-c", setting]));
        let server = shell::start(postgres.stdout(log.try_clone()?).stderr(log))?;
        let mut started = Self {
            folder,
            programs,
            account,
            port,
            server,
        };
        started.wait_until_ready()?;
        shell::read(&mut started.client("createdb", &["--username", NAME, NAME]))?;
        Ok(started)
    }

    /// Where tests find it: `postgres://…`.
    pub fn url(&self) -> String {
        format!("postgres://{NAME}@127.0.0.1:{}/{NAME}", self.port)
    }

    /// What the server says while it runs.
    pub fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// One of the programs that came with the server.
    pub fn program(&self, name: &str) -> PathBuf {
        self.programs.join(name)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let patience = Instant::now() + Duration::from_secs(60);
        while !self.client("pg_isready", &["--quiet"]).status()?.success() {
            if self.server.try_wait()?.is_some() || Instant::now() > patience {
                let log = fs::read_to_string(self.log())?;
                bail!("PostgreSQL did not start:\n{log}");
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    fn client(&self, program: &str, args: &[&str]) -> Command {
        let mut client = self.account.command(&self.programs.join(program), self.folder.path());
        client
            .args(["--host", "127.0.0.1", "--port", &self.port.to_string()])
            .args(args);
        client
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let mut stop = self.account.command(&self.programs.join("pg_ctl"), self.folder.path());
        stop.args(["stop", "--silent", "--mode=immediate", "--pgdata"])
            .arg(self.folder.path().join("data"));
        // It may have ended by itself, with Ctrl+C. Otherwise killing it is the last resort.
        if !stop.status().is_ok_and(|status| status.success()) {
            self.server.kill().ok();
        }
        self.server.wait().ok();
    }
}

/// Whose processes the server's are.
enum Account {
    /// The person who runs this.
    Own,
    /// `postgres`: the server refuses to run as root.
    Postgres,
}

impl Account {
    fn here() -> Result<Self> {
        if !shell::is_root() {
            return Ok(Self::Own);
        }
        if !shell::works("id", &["-u", "postgres"]) {
            bail!("PostgreSQL refuses to run as root, and there is no user `postgres` on this machine");
        }
        Ok(Self::Postgres)
    }

    /// A new folder which belongs to the account.
    fn folder(&self) -> Result<TempDir> {
        match self {
            Self::Own => Ok(TempDir::new()?),
            Self::Postgres => {
                // Root's own temporary folder may lie where nobody else can look.
                let folder = TempDir::new_in("/tmp")?;
                shell::read(shell::command("chown", &["postgres:"]).arg(folder.path()))?;
                Ok(folder)
            }
        }
    }

    fn command(&self, program: &Path, folder: &Path) -> Command {
        let mut command = match self {
            Self::Own => shell::command(program, &[]),
            Self::Postgres => {
                let mut setpriv = shell::command(
                    "setpriv",
                    &["--reuid=postgres", "--regid=postgres", "--init-groups", "--"],
                );
                setpriv.arg(program);
                setpriv
            }
        };
        command.current_dir(folder);
        command
    }
}

/// The folder that holds `initdb` and its siblings. Debian keeps a folder per version, none of them on the `PATH`.
fn find_programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut versions: Vec<_> = versions.map(|version| version.path()).collect();
    versions.sort_by_key(|folder| folder.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok()));
    let on_path = env::var_os("PATH").unwrap_or_default();
    let folders = versions
        .iter()
        .rev()
        .map(|version| version.join("bin"))
        .chain(env::split_paths(&on_path));
    let name = format!("initdb{}", env::consts::EXE_SUFFIX);
    folders.into_iter().find(|folder| folder.join(&name).is_file())
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::*;

    #[test]
    fn a_server_answers_while_it_lives_and_leaves_nothing_behind() {
        let postgres = Postgres::start().expect("PostgreSQL starts");
        let (port, folder) = (postgres.port, postgres.folder.path().to_owned());
        let mut psql = postgres.account.command(&postgres.programs.join("psql"), &folder);
        let answer = shell::read(
            psql.args(["--tuples-only", "--no-align", "--command", "SELECT current_database()"])
                .arg(postgres.url()),
        );
        assert_eq!(answer.expect("it answers").trim(), NAME);

        drop(postgres);
        assert!(TcpStream::connect(("127.0.0.1", port)).is_err(), "it still listens");
        assert!(!folder.exists(), "its folder is still there");
    }
}
