//! The lower bounds: the plainest SQL that answers the same questions on the same file, and the plainest bulk insert of
//! the same rows into the same tables.

use std::path::Path;

use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::text::fold;
use kagifuda_wire::record::Record;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, QueryBuilder, SqliteConnection};

use crate::HITS;
use crate::questions::{Kind, Question};

const ROWS: usize = 250;

/// A connection to the cache in `home`, set up as the cache's own are.
pub async fn connect(home: &Path) -> SqliteConnection {
    let key = std::fs::read_to_string(home.join("cache.key")).expect("the key file is there");
    let options = SqliteConnectOptions::new()
        .filename(home.join("cache.db"))
        .pragma("key", format!("\"x'{key}'\""))
        .pragma("cache_size", "-65536")
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging();
    options.connect().await.expect("the file opens")
}

const ROW: &str = "SELECT k.*, p.json, d.site_1, d.site_2, c.uuid, c.name, c.kana FROM hit
    CROSS JOIN activation_key k ON k.id = hit.id CROSS JOIN product p ON p.id = k.product
    LEFT JOIN device d ON d.device = k.device LEFT JOIN customer c ON c.uuid = d.customer";
const NUMBER: &str = "SELECT id FROM activation_key WHERE hex(no) = ?1";
const BEGINNING: &str = "SELECT id FROM activation_key WHERE no BETWEEN ?2 AND ?3";
const INSIDE: &str = "SELECT id FROM activation_key WHERE no BETWEEN ?2 AND ?3 UNION ALL
    SELECT rowid FROM activation_key_digits WHERE activation_key_digits MATCH ?4 UNION ALL
    SELECT k.id FROM device_digits f CROSS JOIN device d ON d.id = f.rowid
    CROSS JOIN activation_key k ON k.device = d.device WHERE f.device_digits MATCH ?4";
const CUSTOMER: &str = "SELECT k.id FROM customer_pairs f CROSS JOIN customer c ON c.id = f.rowid
    CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN activation_key k ON k.device = d.device
    WHERE f.customer_pairs MATCH ?4 AND (instr(c.folded_name, ?1) OR instr(c.folded_kana, ?1))";
const SITE: &str = "SELECT k.id FROM site_pairs f CROSS JOIN device d ON d.id = f.rowid
    CROSS JOIN activation_key k ON k.device = d.device WHERE f.site_pairs MATCH ?4 AND instr(d.folded, ?1)";
const PRODUCT: &str =
    "SELECT k.id FROM product p CROSS JOIN activation_key k ON k.product = p.id WHERE instr(p.folded, ?1)";

/// Asks `question` the plain way; answers the number of rows.
pub async fn ask(connection: &mut SqliteConnection, question: &Question) -> usize {
    let arms = match question.kind {
        Kind::Number => NUMBER.replace("hex(no) = ?1", "no = ?2"),
        Kind::Two => BEGINNING.into(),
        Kind::Inside | Kind::Device | Kind::Miss => INSIDE.into(),
        Kind::Kana | Kind::Customer => CUSTOMER.into(),
        Kind::Site => SITE.into(),
        Kind::Product => PRODUCT.into(),
        Kind::Words => CUSTOMER.into(),
    };
    let limit = format!("LIMIT {}", HITS + 1);
    let (within, after) = if question.kind == Kind::Words {
        ("", format!("WHERE instr(p.folded, ?5) {limit}"))
    } else {
        (limit.as_str(), String::new())
    };
    let sql = format!("WITH hit (id) AS ({arms} {within}) {ROW} {after}");
    let (text, second) = question.text.split_once(' ').unwrap_or((&question.text, ""));
    let text = if question.kind == Kind::Site {
        &question.text
    } else {
        text
    };
    let digits: String = text
        .chars()
        .filter(char::is_ascii_hexdigit)
        .collect::<String>()
        .to_uppercase();
    let (width, is_number) = match question.kind {
        Kind::Number | Kind::Two | Kind::Inside | Kind::Device | Kind::Miss => (3, true),
        Kind::Kana | Kind::Customer | Kind::Site | Kind::Product | Kind::Words => (2, false),
    };
    let plain = if is_number { digits.clone() } else { fold(text) };
    let query = sqlx::query(AssertSqlSafe(sql)).bind(plain.clone());
    let query = query
        .bind(bytes(&digits, '0'))
        .bind(bytes(&digits, 'F'))
        .bind(grams(&plain, width));
    query
        .bind(fold(second))
        .fetch_all(connection)
        .await
        .expect("plain SQL works")
        .len()
}

fn bytes(digits: &str, filler: char) -> Vec<u8> {
    let padded: Vec<u8> = digits
        .chars()
        .chain(std::iter::repeat(filler))
        .take(16)
        .map(|c| c.to_digit(16).expect("hexadecimal") as u8)
        .collect();
    padded.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

fn grams(text: &str, width: usize) -> String {
    let characters: Vec<char> = text.chars().collect();
    let gram = |window: &[char]| format!("\"{}\"", window.iter().collect::<String>());
    characters.windows(width).map(gram).collect::<Vec<_>>().join(" ")
}

/// One row, ready to be bound.
enum Row {
    Customer(Vec<u8>, String, String, String, String, String),
    Device(Vec<u8>, String, String, String, Vec<u8>, String),
    Key(Vec<u8>, Vec<u8>, i64, Option<(Vec<u8>, Vec<u8>, i64, String)>),
}

/// The rows of a feed, ready to be bound, and the same rows put in.
#[derive(Default)]
pub struct Rows {
    products: Vec<(String, String, String)>,
    rows: Vec<Row>,
}

impl Rows {
    /// Takes the rows of `records`, products first.
    pub fn prepare(records: impl Iterator<Item = Record>) -> Self {
        let mut prepared = Self::default();
        for record in records {
            prepared.take(record);
        }
        prepared
    }

    fn take(&mut self, record: Record) {
        match record {
            Record::Server(_)
            | Record::RecordKey(_)
            | Record::Dealer(_)
            | Record::Subscription(_)
            | Record::Contractor(_)
            | Record::MiemasuDevice(_)
            | Record::LicenceSheet(_)
            | Record::RemoCustomer(_)
            | Record::RemoCamera(_)
            | Record::RemoLicence(_)
            | Record::RemoStock(_)
            | Record::Print(_)
            | Record::Gone(_) => {}
            Record::Product(p) => {
                let json = serde_json::to_string(&p).expect("text keys");
                self.products.push((p.code.to_string(), json, fold(p.code.as_ref())));
            }
            Record::Customer(c) => {
                let (name, kana) = (fold(&c.name), fold(&c.kana));
                let pairs = format!("{}{}", pairs(&name), pairs(&kana));
                self.rows.push(Row::Customer(
                    c.id.as_bytes().to_vec(),
                    c.name,
                    c.kana,
                    name,
                    kana,
                    pairs,
                ));
            }
            Record::Device(d) => {
                let folded = fold(&d.site.one_line());
                let [line_1, line_2] = d.site.lines().clone();
                let (pairs, customer) = (pairs(&folded), d.customer.expect("has a customer").as_bytes().to_vec());
                self.rows.push(Row::Device(
                    device_bytes(d.device),
                    line_1,
                    line_2,
                    folded,
                    customer,
                    pairs,
                ));
            }
            Record::ActivationKey(k) => {
                let product = self.products.iter().position(|(code, ..)| code == k.product.as_ref());
                let binding = k.registration.map(|b| {
                    let key = b.registration_key.bits().to_be_bytes().to_vec();
                    (device_bytes(b.device), key, b.issued_at.timestamp_micros(), b.issued_by)
                });
                let no = k.activation_key.bits().to_be_bytes().to_vec();
                let id = k.registration_id.bits().to_be_bytes()[4..].to_vec();
                self.rows
                    .push(Row::Key(no, id, product.expect("is known") as i64 + 1, binding));
            }
        }
    }

    /// Puts the rows in, in one transaction.
    pub async fn insert(&self, connection: &mut SqliteConnection) {
        run(connection, "BEGIN IMMEDIATE").await;
        for (code, json, folded) in &self.products {
            let insert = sqlx::query("INSERT INTO product (code, json, folded) VALUES (?, ?, ?)");
            insert
                .bind(code)
                .bind(json)
                .bind(folded)
                .execute(&mut *connection)
                .await
                .expect("inserted");
        }
        let kinds = self
            .rows
            .chunk_by(|a, b| std::mem::discriminant(a) == std::mem::discriminant(b));
        for (rows, first) in kinds.flat_map(|kind| kind.chunks(ROWS).zip((1..).step_by(ROWS))) {
            insert_rows(connection, rows, first).await;
        }
        run(
            connection,
            "INSERT INTO device_digits (rowid, device) SELECT id, hex(device) FROM device;
             INSERT INTO activation_key_digits (rowid, no, registration_id, registration_key)
             SELECT id, hex(no), hex(registration_id), hex(registration_key) FROM activation_key;
             COMMIT",
        )
        .await;
    }
}

async fn run(connection: &mut SqliteConnection, sql: &'static str) {
    sqlx::raw_sql(sql).execute(connection).await.expect("plain SQL works");
}

async fn insert_rows(connection: &mut SqliteConnection, rows: &[Row], first: i64) {
    let into = match rows[0] {
        Row::Customer(..) => "customer (uuid, name, kana, folded_name, folded_kana) ",
        Row::Device(..) => "device (device, site_1, site_2, folded, customer) ",
        Row::Key(..) => {
            "activation_key (no, registration_id, product, device, registration_key, issued_at, issued_by) "
        }
    };
    let mut insert = QueryBuilder::new(format!("INSERT INTO {into}"));
    insert.push_values(rows, |mut row, values| match values {
        Row::Customer(uuid, name, kana, folded_name, folded_kana, _) => {
            row.push_bind(uuid)
                .push_bind(name)
                .push_bind(kana)
                .push_bind(folded_name)
                .push_bind(folded_kana);
        }
        Row::Device(device, line_1, line_2, folded, customer, _) => {
            row.push_bind(device)
                .push_bind(line_1)
                .push_bind(line_2)
                .push_bind(folded)
                .push_bind(customer);
        }
        Row::Key(no, id, product, binding) => {
            let binding = binding.as_ref();
            row.push_bind(no)
                .push_bind(id)
                .push_bind(product)
                .push_bind(binding.map(|b| &b.0));
            row.push_bind(binding.map(|b| &b.1))
                .push_bind(binding.map(|b| b.2))
                .push_bind(binding.map(|b| &b.3));
        }
    });
    insert.build().execute(&mut *connection).await.expect("inserted");
    let into = match rows[0] {
        Row::Customer(..) => "INSERT INTO customer_pairs (rowid, pairs) ",
        Row::Device(..) => "INSERT INTO site_pairs (rowid, pairs) ",
        Row::Key(..) => return,
    };
    let mut insert = QueryBuilder::new(into);
    insert.push_values((first..).zip(rows), |mut row, (id, values)| match values {
        Row::Customer(.., pairs) | Row::Device(.., pairs) => drop(row.push_bind(id).push_bind(pairs)),
        Row::Key(..) => unreachable!("a key has no text"),
    });
    insert.build().execute(connection).await.expect("inserted");
}

fn pairs(folded: &str) -> String {
    let characters: Vec<char> = folded.chars().collect();
    let pair = |(i, c): (usize, &char)| [*c].into_iter().chain(characters.get(i + 1).copied()).chain([' ']);
    characters
        .iter()
        .enumerate()
        .flat_map(|(i, c)| pair((i, c)).collect::<Vec<_>>())
        .collect()
}

fn device_bytes(device: DeviceId) -> Vec<u8> {
    match device {
        DeviceId::Mpr(bits) => bits.to_be_bytes().to_vec(),
        DeviceId::Mac(bits) => bits.to_be_bytes()[2..].to_vec(),
    }
}
