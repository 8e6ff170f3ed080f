//! Registering keys on a durable PostgreSQL: how many a second, beside `pgbench` running the very same statements, and how long one takes
//! at half that rate; with one, two and four server processes over the one database.
//!
//! The statements are not written down here: PostgreSQL logs what the server asks for one registration, and that becomes the
//! script. `cargo xtask bench` starts the database. `KAGIFUDA_BENCH_SECONDS` makes the run shorter, and says so in the names.

mod bare;
mod load;
mod office;
mod statements;

use std::env;

use office::{CLIENTS, Offices};

/// Of the rate of the bare script, the server must reach this part.
const LEAST_OF_BARE: f64 = 0.7;
const MOST_P99_MS: f64 = 50.0;
const SECONDS: u64 = 10;

#[tokio::main]
async fn main() {
    let seconds = env::var("KAGIFUDA_BENCH_SECONDS").ok();
    let seconds = seconds.map_or(SECONDS, |seconds| seconds.parse().expect("a number of seconds"));
    let size = if seconds == SECONDS {
        String::new()
    } else {
        format!("_only_{seconds}_s")
    };
    let database = office::Database::new(&variable("KAGIFUDA_BENCH_POSTGRES")).await;
    let mut offices = Offices::prepare(&database, seconds).await;
    let script = statements::script(&database, &mut offices, &variable("KAGIFUDA_BENCH_POSTGRES_LOG")).await;
    let bare = bare::Bare::prepare(&database, &script).await;

    let mut bare_rates = vec![bare.rate(seconds).await];
    let mut rates = Vec::new();
    for processes in [1, 2, 4] {
        let servers = offices.serve(processes).await;
        let run = load::as_fast_as_it_goes(&servers, &mut offices, seconds).await;
        println!(
            "{processes} processes: {:.0} registrations a second, p50 {:.1} ms, p99 {:.1} ms",
            run.rate, run.p50_ms, run.p99_ms
        );
        if processes == 1 {
            let half = load::at_rate(&servers, &mut offices, run.rate / 2.0, seconds).await;
            let ok = half.p99_ms <= MOST_P99_MS;
            let idle = load::idle(&servers, &mut offices, seconds).await;
            measure(
                &format!("idle_syncs_1_process{size}"),
                idle.rate,
                "a second",
                None,
                true,
            );
            measure(
                &format!("register_p99_at_half_rate{size}"),
                half.p99_ms,
                "ms",
                Some(MOST_P99_MS),
                ok,
            );
        }
        rates.push((processes, run.rate));
        bare_rates.push(bare.rate(seconds).await);
    }
    let bare_rate = bare_rates.iter().sum::<f64>() / bare_rates.len() as f64;
    println!("pgbench with {CLIENTS} clients: {bare_rates:.0?} transactions a second");
    let (_, one) = rates[0];
    let ratio = one / bare_rate;
    measure(
        &format!("register_of_pgbench{size}"),
        ratio,
        "ratio, at least",
        Some(LEAST_OF_BARE),
        ratio >= LEAST_OF_BARE,
    );
    for (processes, rate) in rates {
        measure(
            &format!("register_{processes}_processes{size}"),
            rate,
            "a second",
            None,
            true,
        );
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} is missing: run this with `cargo xtask bench --only register`"))
}

fn measure(name: &str, value: f64, unit: &str, limit: Option<f64>, ok: bool) {
    println!(
        "{}",
        serde_json::json!({ "name": name, "value": value, "unit": unit, "limit": limit, "ok": ok })
    );
}
