//! What the server asks of PostgreSQL for one registration, as PostgreSQL logged it, made into a script for `pgbench`.

use std::collections::HashMap;
use std::fs;
use std::time::Duration;

use super::load;
use super::office::{Database, Offices};

/// A statement with its parameters.
#[derive(Debug)]
struct Logged {
    sql: String,
    parameters: Vec<String>,
}

/// The script for `pgbench`: the same statements in the same order, each client with numbers of its own.
pub async fn script(database: &Database, offices: &mut Offices, log: &str) -> String {
    database
        .run(&format!("ALTER DATABASE {} SET log_statement = 'all'", database.name))
        .await;
    let servers = offices.serve(1).await;
    // Once to prepare, once to be looked at.
    load::one(&servers[0], offices).await;
    let before = fs::read_to_string(log).expect("the log is there").len();
    load::one(&servers[0], offices).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let text = fs::read_to_string(log).expect("the log is there");
    drop(servers);
    database
        .run(&format!("ALTER DATABASE {} RESET log_statement", database.name))
        .await;
    let logged = registration(read(&text[before..]));
    let script = written(&logged);
    assert!(
        script.contains("COMMIT") && script.contains("INSERT INTO registration"),
        "{script}"
    );
    script
}

/// The statements of a log: `LOG:  execute NAME: SQL`, its further lines, and `DETAIL:  parameters: $1 = 'x', …`.
fn read(log: &str) -> Vec<Logged> {
    let mut statements: Vec<Logged> = Vec::new();
    for line in log.lines() {
        if let Some((_, after)) = line.split_once("LOG:  execute ") {
            let (_, sql) = after.split_once(": ").expect("a name, then the statement");
            statements.push(Logged {
                sql: sql.to_owned(),
                parameters: vec![],
            });
        } else if let Some((_, sql)) = line.split_once("LOG:  statement: ") {
            statements.push(Logged {
                sql: sql.to_owned(),
                parameters: vec![],
            });
        } else if let Some((_, parameters)) = line.split_once("DETAIL:  parameters: ") {
            let last = statements.last_mut().expect("parameters follow their statement");
            last.parameters = values(parameters);
        } else if let (true, Some(last)) = (line.starts_with('\t'), statements.last_mut()) {
            last.sql.push(' ');
            last.sql.push_str(line.trim());
        }
    }
    statements
}

/// The values of `$1 = 'x', $2 = NULL, …`, each as it is written in SQL.
fn values(parameters: &str) -> Vec<String> {
    let mut values = Vec::new();
    let mut rest = parameters;
    while let Some((_, after)) = rest.split_once(" = ") {
        if let Some(quoted) = after.strip_prefix('\'') {
            let mut end = 0;
            // A quote within a value is doubled.
            while let Some(quote) = quoted[end..].find('\'') {
                end += quote;
                if quoted[end + 1..].starts_with('\'') {
                    end += 2;
                } else {
                    break;
                }
            }
            values.push(format!("'{}'", &quoted[..end]));
            rest = &quoted[end + 1..];
        } else {
            let end = after.find(',').unwrap_or(after.len());
            values.push(after[..end].to_owned());
            rest = &after[end..];
        }
    }
    values
}

/// From the check of the access token to the commit, without what jobs ask meanwhile.
fn registration(logged: Vec<Logged>) -> Vec<Logged> {
    let from = logged.iter().rposition(|one| one.sql.contains("FROM token t"));
    let logged: Vec<Logged> = logged.into_iter().skip(from.expect("the token was checked")).collect();
    let to = logged
        .iter()
        .position(|one| one.sql == "COMMIT")
        .expect("it was committed");
    logged.into_iter().take(to + 1).collect()
}

/// What is different for each transaction: the value of the logged one, and the variable that takes its place.
fn variables(logged: &[Logged]) -> HashMap<String, &'static str> {
    let parameter = |part: &str, place: usize| {
        let statement = logged.iter().find(|one| one.sql.contains(part));
        statement
            .unwrap_or_else(|| panic!("no statement has {part}"))
            .parameters[place - 1]
            .clone()
    };
    HashMap::from([
        (parameter("FROM token t", 1), ":client_id"),
        (
            parameter("UPDATE dealer SET last_change = last_change WHERE", 1),
            ":dealer",
        ),
        (parameter("FROM idempotency", 2), ":key"),
        (parameter("FROM wrong_pair", 1), ":no"),
        (parameter("FROM device", 2), ":device"),
        (parameter("INSERT INTO change", 2), ":first"),
        (parameter("INSERT INTO change", 7), ":last_change"),
        (parameter("INSERT INTO audit (", 1), ":audit"),
    ])
}

fn written(logged: &[Logged]) -> String {
    let variables = variables(logged);
    let mut script = String::from(
        "\\set i :i + 1\n\\set dealer 100 + :client_id\n\\set no 1000000000000000 + :client_id * 1000000000 + :i\n\
         \\set device :no + 1000000000000000\n\\set key :no + 2000000000000000\n\\set audit :no + 3000000000000000\n\
         \\set now 1795000000000000 + :i\n",
    );
    for one in logged {
        let mut sql = one.sql.clone();
        for (place, value) in one.parameters.iter().enumerate().rev() {
            let ordinal = one.sql.starts_with("INSERT INTO audit (") && place == 10;
            let by_value = variables.get(value).copied();
            let written = match by_value {
                _ if ordinal => ":length".to_owned(),
                Some(variable) => variable.to_owned(),
                None => constant(value),
            };
            // The changes stand in a list of values, which has no columns to take its types from; every number in it is a bigint.
            let number = one.sql.contains("INSERT INTO change") && value.trim_matches('\'').parse::<i64>().is_ok();
            let cast = if number { "::bigint" } else { "" };
            sql = sql.replace(&format!("${}", place + 1), &format!("{written}{cast}"));
        }
        let end = match () {
            () if one.sql.contains("RETURNING last_change") => " \\gset\n\\set first :last_change - 1\n",
            () if one.sql.contains("RETURNING length") => " \\gset\n",
            () => ";\n",
        };
        script.push_str(&sql);
        script.push_str(end);
    }
    script
}

/// An instant in microseconds becomes `:now`; anything else stays as it was logged, but for colons, behind which `pgbench` sees variables
/// even within quotes.
fn constant(value: &str) -> String {
    let digits = value.trim_matches('\'');
    let is_instant = digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_digit());
    if is_instant {
        ":now".to_owned()
    } else {
        value.replace(':', ";")
    }
}
