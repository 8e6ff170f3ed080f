//! Looking keys up by any fragment of any of their fields.
//!
//! Order: keys of which a field *is* the fragment, then those of which a field begins with it, then the rest; among
//! equals the field decides (number, registration id, registration key, device, product, customer, site), then what
//! lies next in its index: the value for beginnings, the order of arrival inside. With several words, the rarest decides.
//!
//! One statement runs through *arms*, one per field and kind of match, and stops as soon as it has enough.

use std::collections::HashSet;

use sqlx::error::BoxDynError;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, Row, SqliteConnection};

use crate::Cache;
use crate::error::CacheError;
use crate::key::{COLUMNS, JOINS, KeyRow};
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

/// Up to how many keys a word's hits are counted to find the rarest word.
const COUNTED: usize = 100;

impl Cache {
    /// The keys in which `query` is found, at most `limit`.
    ///
    /// A query is a fragment of at least two characters of any field, in any width, case, kana and with any hyphens.
    /// Several words must all be found in one key, unless they are one number together. Signs that are neither letters
    /// nor digits are not looked for.
    pub async fn find(&self, query: &str, limit: u32) -> Result<Found, CacheError> {
        let mut hits = Hits::new(limit);
        let mut connection = self.reader().acquire().await?;
        for plan in plans(query) {
            if !hits.is_full() {
                find_all(&mut connection, &plan, &mut hits).await?;
            }
        }
        let more = hits.is_full();
        hits.rows.truncate(limit as usize);
        Ok(Found { hits: hits.rows, more })
    }
}

/// Hits without repetition, up to one more than asked for.
struct Hits {
    wanted: usize,
    /// By number: a key that changes between two statements has another id, and is the same key.
    seen: HashSet<Vec<u8>>,
    rows: Vec<KeyRow>,
}

impl Hits {
    fn new(limit: u32) -> Self {
        Self {
            wanted: limit as usize + 1,
            seen: HashSet::new(),
            rows: Vec::new(),
        }
    }

    fn is_full(&self) -> bool {
        self.rows.len() == self.wanted
    }

    fn take(&mut self, rows: &[SqliteRow]) -> Result<(), CacheError> {
        for row in rows {
            if !self.is_full() && self.seen.insert(row.try_get("no")?) {
                self.rows.push(KeyRow::read(row)?);
            }
        }
        Ok(())
    }
}

/// Puts the keys in which all of `terms` are found into `hits`.
async fn find_all(connection: &mut SqliteConnection, terms: &[Term], hits: &mut Hits) -> Result<(), CacheError> {
    let driver = rarest(connection, terms).await?;
    let sql = statement(terms, driver);
    // Hardly ever does one key come out of two arms; should keys be wanting for that, many more rows are fetched.
    let mut rows_wanted = hits.wanted;
    loop {
        let arguments = arguments(terms, driver, rows_wanted)?;
        let rows = sqlx::query_with(AssertSqlSafe(sql.as_str()), arguments)
            .fetch_all(&mut *connection)
            .await?;
        hits.take(&rows)?;
        if hits.is_full() || rows.len() < rows_wanted {
            return Ok(());
        }
        rows_wanted *= 8;
    }
}

/// The place of the term with the fewest keys: going through its keys and looking for the others there is cheapest.
async fn rarest(connection: &mut SqliteConnection, terms: &[Term]) -> Result<usize, CacheError> {
    let (mut rarest, mut fewest) = (0, i64::MAX);
    if terms.len() > 1 {
        for (i, term) in terms.iter().enumerate() {
            let sql = format!("SELECT count(*) FROM (SELECT id FROM ({}) {LIMIT})", arms(term));
            let arguments = arguments(std::slice::from_ref(term), 0, COUNTED)?;
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

/// The statement that goes through the keys of the term `driver` and keeps those in which all other terms are found.
fn statement(terms: &[Term], driver: usize) -> String {
    let arms = arms(&terms[driver]);
    let others: Vec<String> = others(terms, driver)
        .zip((9..).step_by(2))
        .map(|(term, parameter)| found_in_row(term, parameter))
        .collect();
    let (within, after) = match others.as_slice() {
        [] => (LIMIT, String::new()),
        others => ("", format!("WHERE {} {LIMIT}", others.join(" AND "))),
    };
    format!(
        "WITH hit (id) AS ({arms} {within})
         SELECT {COLUMNS} FROM hit CROSS JOIN activation_key k ON k.id = hit.id {JOINS} {after}"
    )
}

/// The terms that are not `driver`.
fn others(terms: &[Term], driver: usize) -> impl Iterator<Item = &Term> {
    terms
        .iter()
        .enumerate()
        .filter(move |(i, _)| *i != driver)
        .map(|(_, term)| term)
}

/// Whether a row has `term`, whose digits and text are the parameters `?n` and `?n + 1`.
fn found_in_row(term: &Term, n: usize) -> String {
    let text = n + 1;
    let in_numbers = format!(
        " OR instr(hex(k.no), ?{n}) OR instr(hex(k.registration_id), ?{n}) OR instr(hex(k.registration_key), ?{n})
          OR instr(hex(k.device), ?{n})"
    );
    format!(
        "(instr(p.folded, ?{text}) OR instr(d.folded, ?{text}) OR instr(c.folded_name, ?{text})
          OR instr(c.folded_kana, ?{text}) OR instr(c.folded_contact, ?{text}) OR instr(c.folded_phone, ?{text}){})",
        if term.digits.is_some() { in_numbers.as_str() } else { "" }
    )
}

/// Parameters 1 to 7 are of the driver (range, digits, their grams, text, its end, its pairs), 8 is the limit, and then come two for each
/// other term.
fn arguments(terms: &[Term], driver: usize, limit: usize) -> Result<SqliteArguments, CacheError> {
    let term = &terms[driver];
    let others = terms
        .iter()
        .enumerate()
        .filter(|(i, _)| *i != driver)
        .map(|(_, other)| other);
    let mut arguments = SqliteArguments::default();
    add_all(&mut arguments, term, limit, others).map_err(sqlx::Error::Encode)?;
    Ok(arguments)
}

fn add_all<'t>(
    arguments: &mut SqliteArguments,
    term: &Term,
    limit: usize,
    others: impl Iterator<Item = &'t Term>,
) -> Result<(), BoxDynError> {
    let (least, greatest) = term.range().unzip();
    arguments.add(least)?;
    arguments.add(greatest)?;
    arguments.add(term.digits.clone())?;
    arguments.add(term.digits_match())?;
    arguments.add(term.text.clone())?;
    arguments.add(format!("{}\u{10FFFF}", term.text))?;
    arguments.add(term.text_match())?;
    arguments.add(i64::try_from(limit).unwrap_or(i64::MAX))?;
    for other in others {
        arguments.add(other.digits.clone())?;
        arguments.add(other.text.clone())?;
    }
    Ok(())
}

/// The arms in which `term` can be found, the best first.
fn arms(term: &Term) -> String {
    let length = term.digits.as_ref().map_or(0, String::len);
    let arms = ARMS
        .iter()
        .filter(|(digits, _)| digits.contains(&length))
        .map(|(_, sql)| *sql);
    arms.collect::<Vec<_>>().join(" UNION ALL ")
}

/// Each arm with the numbers of digits it is for; 0 is a term that is no number. Joins are in the order written: from
/// what is looked for to its keys.
const ARMS: [(std::ops::RangeInclusive<usize>, &str); 27] = [
    // The field is the fragment.
    (16..=16, "SELECT id FROM activation_key WHERE no = ?1"),
    (8..=8, "SELECT id FROM activation_key WHERE registration_id = ?1"),
    (16..=16, "SELECT id FROM activation_key WHERE registration_key = ?1"),
    (12..=12, "SELECT id FROM activation_key WHERE device = ?1"),
    (16..=16, "SELECT id FROM activation_key WHERE device = ?1"),
    (
        0..=16,
        "SELECT k.id FROM product p CROSS JOIN activation_key k ON k.product = p.id
         WHERE instr(p.folded, char(10) || ?5 || char(10))",
    ),
    (
        0..=16,
        "SELECT k.id FROM customer c CROSS JOIN device d ON d.customer = c.uuid
         CROSS JOIN activation_key k ON k.device = d.device WHERE c.folded_name = ?5",
    ),
    (
        0..=16,
        "SELECT k.id FROM customer c CROSS JOIN device d ON d.customer = c.uuid
         CROSS JOIN activation_key k ON k.device = d.device WHERE c.folded_kana = ?5",
    ),
    (
        0..=16,
        "SELECT k.id FROM customer c CROSS JOIN device d ON d.customer = c.uuid
         CROSS JOIN activation_key k ON k.device = d.device WHERE c.folded_contact = ?5 AND c.folded_contact <> ''",
    ),
    (
        0..=16,
        "SELECT k.id FROM customer c CROSS JOIN device d ON d.customer = c.uuid
         CROSS JOIN activation_key k ON k.device = d.device WHERE c.folded_phone = ?5 AND c.folded_phone <> ''",
    ),
    (
        0..=16,
        "SELECT k.id FROM device d CROSS JOIN activation_key k ON k.device = d.device WHERE d.folded = ?5",
    ),
    // The field begins with it.
    (1..=15, "SELECT id FROM activation_key WHERE no BETWEEN ?1 AND ?2"),
    (
        1..=7,
        "SELECT id FROM activation_key WHERE registration_id BETWEEN ?1 AND ?2",
    ),
    (
        1..=15,
        "SELECT id FROM activation_key WHERE registration_key BETWEEN ?1 AND ?2",
    ),
    (1..=15, "SELECT id FROM activation_key WHERE device BETWEEN ?1 AND ?2"),
    (
        0..=16,
        "SELECT k.id FROM product p CROSS JOIN activation_key k ON k.product = p.id
         WHERE instr(p.folded, char(10) || ?5) AND NOT instr(p.folded, char(10) || ?5 || char(10))",
    ),
    (
        0..=16,
        "SELECT k.id FROM customer c CROSS JOIN device d ON d.customer = c.uuid
         CROSS JOIN activation_key k ON k.device = d.device WHERE c.folded_name > ?5 AND c.folded_name < ?6",
    ),
    (
        0..=16,
        "SELECT k.id FROM customer c CROSS JOIN device d ON d.customer = c.uuid
         CROSS JOIN activation_key k ON k.device = d.device WHERE c.folded_kana > ?5 AND c.folded_kana < ?6",
    ),
    (
        0..=16,
        "SELECT k.id FROM customer c CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN activation_key k ON k.device = d.device
         WHERE c.folded_contact > ?5 AND c.folded_contact < ?6 AND c.folded_contact <> ''",
    ),
    (
        0..=16,
        "SELECT k.id FROM customer c CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN activation_key k ON k.device = d.device
         WHERE c.folded_phone > ?5 AND c.folded_phone < ?6 AND c.folded_phone <> ''",
    ),
    (
        0..=16,
        "SELECT k.id FROM device d CROSS JOIN activation_key k ON k.device = d.device
         WHERE d.folded > ?5 AND d.folded < ?6",
    ),
    // The fragment is inside.
    (
        3..=15,
        "SELECT k.id FROM activation_key_digits f CROSS JOIN activation_key k ON k.id = f.rowid
         WHERE f.activation_key_digits MATCH ?4 AND (instr(hex(k.no), ?3) > 1
         OR instr(hex(k.registration_id), ?3) > 1 OR instr(hex(k.registration_key), ?3) > 1)",
    ),
    // One or two digits are in every key or in one of eight: going through them finds enough at once.
    (
        1..=2,
        "SELECT id FROM activation_key WHERE instr(hex(no), ?3) > 1 OR instr(hex(registration_id), ?3) > 1
         OR instr(hex(registration_key), ?3) > 1 OR instr(hex(device), ?3) > 1",
    ),
    (
        3..=15,
        "SELECT k.id FROM device_digits f CROSS JOIN device d ON d.id = f.rowid
         CROSS JOIN activation_key k ON k.device = d.device
         WHERE f.device_digits MATCH ?4 AND instr(hex(d.device), ?3) > 1",
    ),
    (
        0..=16,
        "SELECT k.id FROM product p CROSS JOIN activation_key k ON k.product = p.id
         WHERE instr(p.folded, ?5) AND NOT instr(p.folded, char(10) || ?5)",
    ),
    (
        0..=16,
        "SELECT k.id FROM customer_pairs f CROSS JOIN customer c ON c.id = f.rowid
         CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN activation_key k ON k.device = d.device
         WHERE f.customer_pairs MATCH ?7 AND (instr(c.folded_name, ?5) > 1 OR instr(c.folded_kana, ?5) > 1
         OR instr(c.folded_contact, ?5) > 1 OR instr(c.folded_phone, ?5) > 1)",
    ),
    (
        0..=16,
        "SELECT k.id FROM site_pairs f CROSS JOIN device d ON d.id = f.rowid
         CROSS JOIN activation_key k ON k.device = d.device
         WHERE f.site_pairs MATCH ?7 AND instr(d.folded, ?5) > 1",
    ),
];

#[cfg(test)]
mod tests {
    use crate::{Cache, Custody};

    #[tokio::test(flavor = "multi_thread")]
    async fn no_arm_goes_through_a_whole_table_of_many_rows() {
        let home = tempfile::TempDir::new().unwrap();
        let cache = Cache::open(home.path(), Custody::KeyFile).await.unwrap();
        for (digits, arm) in super::ARMS {
            let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {arm}"));
            let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(explain).fetch_all(cache.reader()).await.unwrap();
            let scans: Vec<&str> = plan
                .iter()
                .map(|step| step.3.as_str())
                .filter(|s| s.starts_with("SCAN"))
                .collect();
            let allowed: &[&str] = match digits.into_inner() {
                (1, 2) => &["SCAN activation_key"], // Ends as soon as there are enough.
                _ => &["SCAN p", "SCAN f VIRTUAL TABLE"],
            };
            let fits = |scan: &&str| allowed.iter().any(|allowed| scan.starts_with(allowed));
            assert!(scans.iter().all(fits), "{arm}: {scans:?}");
        }
    }
}
