//! The same statements without a server: `pgbench` over a copy of the database.

use std::env;
use std::path::PathBuf;

use tokio::process::Command;

use super::office::{CLIENTS, Database, run};

/// Transactions that each client has keys for.
const TRANSACTIONS: usize = 20_000;

/// What `pgbench` needs to run.
pub struct Bare {
    url: String,
    script: PathBuf,
    begun: std::cell::Cell<usize>,
    _folder: tempfile::TempDir,
}

impl Bare {
    /// Copies the database, with dealers, tokens and keys whose ids are numbers: those are all that `pgbench` can count up.
    pub async fn prepare(database: &Database, script: &str) -> Self {
        database
            .run(&format!("CREATE DATABASE bare TEMPLATE {}", database.name))
            .await;
        let url = database.url_of("bare");
        let clients = format!("generate_series(0, {}) AS client", CLIENTS - 1);
        let last = TRANSACTIONS;
        for statement in [
            format!("INSERT INTO dealer SELECT (100 + client)::text, '測定商会', NULL, 'desk@example.jp', 0 FROM {clients}"),
            format!("INSERT INTO member SELECT 'm' || client, (100 + client)::text, 'login' || client, 'owner', '' FROM {clients}"),
            format!("INSERT INTO session SELECT 's' || client, 'm' || client, 1, NULL, 1 FROM {clients}"),
            format!("INSERT INTO token SELECT client::text, 's' || client, 'access', 1, 1999999999999999 FROM {clients}"),
            format!(
                "INSERT INTO activation_key (no, registration_id, product, dealer)
                 SELECT (1000000000000000 + client * 1000000000::bigint + i)::text, '00000000', 'KX-VCS101', (100 + client)::text
                 FROM {clients}, generate_series(1, {last}) AS i"
            ),
            "VACUUM ANALYZE".to_owned(),
        ] {
            run(&url, &statement).await;
        }
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let file = folder.path().join("register.sql");
        std::fs::write(&file, script).expect("the script is written");
        Self {
            url,
            script: file,
            begun: std::cell::Cell::new(0),
            _folder: folder,
        }
    }

    /// Transactions a second.
    pub async fn rate(&self, seconds: u64) -> f64 {
        // Each run goes on behind the numbers of the last one.
        let begun = self.begun.get();
        self.begun.set(begun + TRANSACTIONS / 4);
        let clients = CLIENTS.to_string();
        let output = Command::new(env::var("KAGIFUDA_BENCH_PGBENCH").unwrap_or_else(|_| "pgbench".to_owned()))
            .args(["--no-vacuum", "--protocol=prepared", "--jobs=2", "--client", &clients])
            .args([
                "--time",
                &seconds.to_string(),
                "--define",
                &format!("i={begun}"),
                "--file",
            ])
            .arg(&self.script)
            .arg(&self.url)
            .output()
            .await
            .expect("pgbench starts");
        let (told, complaints) = (
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
        );
        assert!(output.status.success(), "{complaints}");
        let rate = told.lines().find_map(|line| line.strip_prefix("tps = "));
        let rate = rate
            .and_then(|rate| rate.split(' ').next())
            .and_then(|rate| rate.parse().ok());
        rate.unwrap_or_else(|| panic!("pgbench tells no rate: {told}{complaints}"))
    }
}
