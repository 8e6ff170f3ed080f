//! Measuring what must stay fast, each thing against its limit, and writing it down with the state of the machine.

mod machine;
mod peers;
mod report;

use std::io;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::postgres::Postgres;
use crate::setup::{self, For};
use crate::{build, shell};

/// A bench target of the workspace.
#[derive(Debug, PartialEq)]
struct Bench {
    name: &'static str,
    /// The program that it starts, if it starts one: cargo builds none for the bench of another package.
    program: Option<&'static str>,
    /// What it wants besides.
    wants: Wants,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Wants {
    Nothing,
    Postgres,
    /// Other programs that do the same.
    Peers,
}

const fn bench_of(name: &'static str, program: Option<&'static str>, wants: Wants) -> Bench {
    Bench { name, program, wants }
}

const BENCHES: [Bench; 5] = [
    bench_of("cards", None, Wants::Peers),
    bench_of("register", Some("kagifuda-server"), Wants::Postgres),
    bench_of("search", None, Wants::Nothing),
    bench_of("sync", Some("kagifuda-cli"), Wants::Nothing),
    bench_of("window", Some("kagifuda"), Wants::Nothing),
];

/// By what a bench finds its PostgreSQL, the log of that, and its load generator.
const POSTGRES: &str = "KAGIFUDA_BENCH_POSTGRES";
const POSTGRES_LOG: &str = "KAGIFUDA_BENCH_POSTGRES_LOG";
const PGBENCH: &str = "KAGIFUDA_BENCH_PGBENCH";

/// One line that a bench prints: `{"name":…,"value":…,"unit":…,"limit":…,"ok":…}`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Measure {
    name: String,
    value: f64,
    unit: String,
    /// `null` where a figure is only to be seen.
    limit: Option<f64>,
    ok: bool,
}

pub fn bench(only: Option<&str>) -> Result<()> {
    let benches = chosen(only)?;
    setup::setup(For::Testing)?;
    let machine = machine::describe()?;
    build::pages()?;
    let mut what = vec!["--release"];
    for bench in &benches {
        what.extend(["--bench", bench.name]);
        what.extend(bench.program.into_iter().flat_map(|program| ["--bin", program]));
    }
    shell::run(&mut build::cargo("build", &what))?;
    let before = machine::Wanted::until_now();
    let mut measures = Vec::new();
    for bench in benches {
        let found = measure(bench).with_context(|| format!("the bench `{}`", bench.name))?;
        measures.extend(found);
    }
    let stolen = machine::Wanted::stolen_since(machine::Wanted::until_now(), before);
    let machine = format!("{machine} · stolen by its host: {stolen}");
    let table = report::table(&measures);
    println!("\n{machine}\n\n{table}");
    if only.is_none() {
        report::write(&format!("{machine}\n\n{table}"))?;
    }
    let slow: Vec<_> = measures
        .iter()
        .filter(|measure| !measure.ok)
        .map(|measure| measure.name.as_str())
        .collect();
    if !slow.is_empty() {
        bail!("past the limit: {}", slow.join(", "));
    }
    Ok(())
}

fn chosen(only: Option<&str>) -> Result<Vec<&'static Bench>> {
    let chosen: Vec<_> = BENCHES
        .iter()
        .filter(|bench| only.is_none_or(|only| only == bench.name))
        .collect();
    if chosen.is_empty() {
        bail!(
            "there is no such bench; there are: {}",
            BENCHES.each_ref().map(|bench| bench.name).join(", ")
        );
    }
    Ok(chosen)
}

fn measure(bench: &Bench) -> Result<Vec<Measure>> {
    let mut lines = Vec::new();
    let mut command = build::cargo("bench", &["--bench", bench.name]);
    // A virtual display has no graphics card: what a window draws is put together without OpenGL, which would be done in software.
    command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
    let postgres = (bench.wants == Wants::Postgres)
        .then(Postgres::start_durable)
        .transpose()?;
    if bench.wants == Wants::Peers {
        command.env(peers::VARIABLE, peers::install()?);
    }
    if let Some(postgres) = &postgres {
        command.env(POSTGRES, postgres.url());
        command.env(POSTGRES_LOG, postgres.log());
        command.env(PGBENCH, postgres.program("pgbench"));
    }
    shell::tee(&mut shell::in_private_session(command), io::stdout(), |line| {
        lines.push(line.to_owned())
    })?;
    let measures = lines
        .iter()
        .filter(|line| line.starts_with('{'))
        .map(|line| read(line))
        .collect::<Result<Vec<_>>>()?;
    if measures.is_empty() {
        bail!("it printed no measure");
    }
    Ok(measures)
}

fn read(line: &str) -> Result<Measure> {
    serde_json::from_str(line).with_context(|| format!("not a measure: {line}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_is_read_and_another_line_is_refused() {
        let measure =
            read(r#"{"name":"look-up p99","value":3.5,"unit":"ms","limit":5,"ok":true}"#).expect("it is whole");
        assert_eq!((measure.value, measure.limit, measure.ok), (3.5, Some(5.0), true));
        assert!(read(r#"{"name":"look-up p99","value":"fast"}"#).is_err());
    }

    #[test]
    fn one_bench_can_be_chosen_by_its_name() {
        assert_eq!(chosen(None).expect("all of them").len(), BENCHES.len());
        assert_eq!(chosen(Some("sync")).expect("it exists"), [&BENCHES[3]]);
        assert!(chosen(Some("speed")).is_err());
    }
}
