//! Looking things up by any fragment of any of their fields.
//!
//! Order: things of which a field *is* the fragment, then those of which a field begins with it, then the rest; among
//! equals the field decides (number, registration id, registration key, device, product, customer, site), then what
//! lies next in its index: the value for beginnings, the order of arrival inside. With several words, the rarest decides.
//!
//! One statement for each family of things runs through its arms (`crate::arms`), and stops as soon as it has enough.

use std::collections::HashSet;

use sqlx::error::BoxDynError;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, Row, SqliteConnection};

use crate::Cache;
use crate::arms::{Family, KEYS};
use crate::error::CacheError;
use crate::filter::{Condition, Value};
use crate::key::KeyRow;
use crate::query::{Term, plans};

/// What a look-up found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The keys, the best first.
    pub hits: Vec<KeyRow>,
    /// Whether there are more than these.
    pub more: bool,
}

/// Were the bare parameter here, SQLite would look at its value and prepare the statement anew for every query.
const LIMIT: &str = "LIMIT ?8 + 0";

/// The first parameter behind those of the arms.
const BEHIND: usize = 10;

/// Up to how many hits of a word are counted to find the rarest word.
const COUNTED: usize = 100;

impl Cache {
    /// The keys in which `query` is found, at most `limit`.
    ///
    /// A query is a fragment of at least two characters of any field, in any width, case, kana and with any hyphens.
    /// Several words must all be found in one key, unless they are one number together. Signs that are neither letters
    /// nor digits are not looked for.
    pub async fn find(&self, query: &str, limit: u32) -> Result<Found, CacheError> {
        let mut hits = Hits::new(limit as usize + 1);
        let mut connection = self.reader().acquire().await?;
        for terms in plans(query) {
            let search = Search {
                family: &KEYS,
                columns: KEYS.columns,
                terms: &terms,
                condition: &Condition::default(),
                by_rank: false,
            };
            search.run(&mut connection, &mut hits).await?;
        }
        let more = hits.is_full();
        let mut hits: Vec<KeyRow> = hits.read(KeyRow::read)?;
        hits.truncate(limit as usize);
        Ok(Found { hits, more })
    }
}

/// Rows without repetition.
pub(crate) struct Hits {
    wanted: usize,
    /// What changes between two statements has another id, and is the same.
    seen: HashSet<Vec<u8>>,
    pub rows: Vec<SqliteRow>,
}

impl Hits {
    /// For at most `wanted` rows.
    pub fn new(wanted: usize) -> Self {
        Self {
            wanted,
            seen: HashSet::new(),
            rows: Vec::new(),
        }
    }

    pub fn is_full(&self) -> bool {
        self.rows.len() == self.wanted
    }

    fn take(&mut self, rows: Vec<SqliteRow>) -> Result<(), CacheError> {
        for row in rows {
            if !self.is_full() && self.seen.insert(row.try_get("identity")?) {
                self.rows.push(row);
            }
        }
        Ok(())
    }

    fn read<T>(&self, read: impl Fn(&SqliteRow) -> Result<T, CacheError>) -> Result<Vec<T>, CacheError> {
        self.rows.iter().map(read).collect()
    }
}

/// Things of one family in which all of `terms` are found and that meet the condition. Without terms: all that meet it, the latest first.
pub(crate) struct Search<'a> {
    pub family: &'a Family,
    /// What is read of each.
    pub columns: &'a str,
    pub terms: &'a [Term],
    pub condition: &'a Condition,
    /// Whether what fits best comes first, rather than the fields in their order.
    pub by_rank: bool,
}

impl Search<'_> {
    /// Puts what is found into `hits`, until they are full.
    pub async fn run(&self, connection: &mut SqliteConnection, hits: &mut Hits) -> Result<(), CacheError> {
        if hits.is_full() {
            return Ok(());
        }
        let driver = self.rarest(connection).await?;
        let sql = self.statement(driver);
        // Hardly ever does one thing come out of two arms; should some be wanting for that, many more rows are fetched.
        let mut rows_wanted = hits.wanted;
        loop {
            let arguments = self.arguments(driver, rows_wanted).map_err(sqlx::Error::Encode)?;
            let rows = sqlx::query_with(AssertSqlSafe(sql.as_str()), arguments)
                .fetch_all(&mut *connection)
                .await?;
            let all = rows.len() < rows_wanted;
            hits.take(rows)?;
            if hits.is_full() || all {
                return Ok(());
            }
            rows_wanted *= 8;
        }
    }

    /// The place of the term with the fewest hits: going through them and looking for the others there is cheapest.
    async fn rarest(&self, connection: &mut SqliteConnection) -> Result<usize, CacheError> {
        let (mut rarest, mut fewest) = (0, i64::MAX);
        if self.terms.len() > 1 {
            for (i, term) in self.terms.iter().enumerate() {
                let sql = format!(
                    "WITH hit (id, rank) AS ({} {LIMIT}) SELECT count(*) FROM hit",
                    self.arms(term)
                );
                let mut arguments = SqliteArguments::default();
                add_driver(&mut arguments, Some(term), COUNTED).map_err(sqlx::Error::Encode)?;
                let count = sqlx::query_scalar_with(AssertSqlSafe(sql), arguments)
                    .fetch_one(&mut *connection)
                    .await?;
                if count < fewest {
                    (rarest, fewest) = (i, count);
                }
            }
        }
        Ok(rarest)
    }

    fn arms(&self, term: &Term) -> String {
        self.family
            .arms(term.digits.as_ref().map_or(0, String::len), self.by_rank)
    }

    /// The statement that goes through the hits of the term `driver` and keeps those in which all other terms are found.
    fn statement(&self, driver: usize) -> String {
        let Family {
            table,
            alias,
            identity,
            joins,
            ..
        } = self.family;
        let columns = format!("{identity} AS identity, hit.rank, {}", self.columns);
        let condition = self.condition.sql(BEHIND + 2 * self.terms.len().saturating_sub(1));
        let Some(term) = self.terms.get(driver) else {
            let order = self.condition.order(alias);
            let condition = condition.unwrap_or_else(|| "1".into());
            return format!(
                "WITH hit (id, rank) AS (SELECT {alias}.id, 0 FROM {table} {alias} WHERE {condition} ORDER BY {order} {LIMIT})
                 SELECT {columns} FROM hit CROSS JOIN {table} {alias} ON {alias}.id = hit.id {joins}"
            );
        };
        let others = self
            .others(driver)
            .zip((BEHIND..).step_by(2))
            .map(|(term, parameter)| self.found_in_row(term, parameter))
            .collect::<Vec<_>>();
        let arms = self.arms(term);
        let filters = !others.is_empty() || condition.is_some();
        let (within, limit) = if filters { ("", LIMIT) } else { (LIMIT, "") };
        let and = condition
            .map(|condition| format!("AND {condition}"))
            .unwrap_or_default();
        let wheres = if others.is_empty() {
            String::new()
        } else {
            format!("WHERE {}", others.join(" AND "))
        };
        format!(
            "WITH hit (id, rank) AS ({arms} {within})
             SELECT {columns} FROM hit CROSS JOIN {table} {alias} ON {alias}.id = hit.id {and} {joins} {wheres} {limit}"
        )
    }

    /// The terms that are not `driver`.
    fn others(&self, driver: usize) -> impl Iterator<Item = &Term> {
        self.terms
            .iter()
            .enumerate()
            .filter(move |(i, _)| *i != driver)
            .map(|(_, term)| term)
    }

    /// Whether a row has `term`, whose digits and text are the parameters `?n` and `?n + 1`.
    fn found_in_row(&self, term: &Term, n: usize) -> String {
        let numbers = if term.digits.is_some() { self.family.digits } else { &[] };
        let texts = self
            .family
            .texts
            .iter()
            .map(|text| format!("instr({text}, ?{})", n + 1));
        let digits = numbers.iter().map(|digits| format!("instr({digits}, ?{n})"));
        format!("({})", texts.chain(digits).collect::<Vec<_>>().join(" OR "))
    }

    fn arguments(&self, driver: usize, limit: usize) -> Result<SqliteArguments, BoxDynError> {
        let mut arguments = SqliteArguments::default();
        add_driver(&mut arguments, self.terms.get(driver), limit)?;
        for other in self.others(driver) {
            arguments.add(other.digits.clone())?;
            arguments.add(other.text.clone())?;
        }
        for value in self.condition.values() {
            match value {
                Value::Text(text) => arguments.add(text.clone())?,
                Value::Number(number) => arguments.add(*number)?,
            }
        }
        Ok(arguments)
    }
}

/// Parameters 1 to 9, as `crate::arms` says.
fn add_driver(arguments: &mut SqliteArguments, term: Option<&Term>, limit: usize) -> Result<(), BoxDynError> {
    let (least, greatest) = term.and_then(Term::range).unzip();
    arguments.add(least)?;
    arguments.add(greatest)?;
    arguments.add(term.and_then(|term| term.digits.clone()))?;
    arguments.add(term.and_then(Term::digits_match))?;
    arguments.add(term.map(|term| term.text.clone()))?;
    arguments.add(term.map(|term| format!("{}\u{10FFFF}", term.text)))?;
    arguments.add(term.map(Term::text_match))?;
    arguments.add(i64::try_from(limit).unwrap_or(i64::MAX))?;
    arguments.add(term.and_then(Term::digits_as_text))?;
    Ok(())
}
