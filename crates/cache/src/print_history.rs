//! Every print of the dealer's desks: who, when, what, and which copy it was; and which of them the server has not heard of.

use std::collections::HashMap;
use std::num::NonZeroU32;

use chrono::{DateTime, Utc};
use kagifuda_domain::mail::Language;
use kagifuda_domain::print::{Document, Facts, Subject, next_copy};
use kagifuda_wire::record::Print;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection, Transaction};
use uuid::Uuid;

use crate::Cache;
use crate::error::CacheError;
use crate::row::At;

/// Rows a statement.
const ROWS: usize = 250;

/// A print about to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPrint {
    /// Its id, drawn for it.
    pub id: Uuid,
    /// What is printed.
    pub document: Document,
    /// What it is of.
    pub subject: Subject,
    /// For which customer, where known.
    pub customer: Option<Uuid>,
    /// In which language.
    pub language: Language,
    /// What is needed to print the same again.
    pub facts: Facts,
}

/// A print as it stands in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintRow {
    /// The print.
    pub print: Print,
    /// The name of its customer, where that is one now.
    pub customer: Option<String>,
    /// Whether the server has it.
    pub is_told: bool,
}

/// Prints about to be recorded.
pub struct Recording {
    tx: Transaction<'static, Sqlite>,
    copies: Vec<NonZeroU32>,
}

impl Recording {
    /// The copy numbers, in the order of the prints.
    pub fn copies(&self) -> &[NonZeroU32] {
        &self.copies
    }

    /// Records the prints.
    pub async fn keep(self) -> Result<(), CacheError> {
        Ok(self.tx.commit().await?)
    }
}

/// What [`read_print`] reads.
const PRINTS: &str =
    "SELECT p.seq, p.id, p.document, p.subject, p.customer, p.copy, p.language, p.printed_by, p.printed_at, p.facts,
                      p.told = 1 AS is_told, c.name FROM print p LEFT JOIN customer c ON c.uuid = p.customer";

impl Cache {
    /// The copy numbers that prints of these documents and subjects would have now, in their order. Records nothing.
    pub async fn next_copies(&self, prints: &[(Document, &Subject)]) -> Result<Vec<NonZeroU32>, CacheError> {
        let mut tx = self.reader().begin().await?;
        next_copies(&mut tx, prints.iter().copied()).await
    }

    /// Takes the next copy number for each of `prints`, which `by` makes at `at`. They are taken once [`Recording::keep`] has returned;
    /// a recording that is dropped has taken none, so that a print that fails leaves no gap. Till then nobody else writes:
    /// keep it short.
    pub async fn record_prints(
        &self,
        prints: Vec<NewPrint>,
        by: &str,
        at: DateTime<Utc>,
    ) -> Result<Recording, CacheError> {
        let mut tx = self.begin().await?;
        let copies = next_copies(&mut tx, prints.iter().map(|print| (print.document, &print.subject))).await?;
        let made = prints.into_iter().zip(&copies).map(|(print, copy)| Print {
            id: print.id,
            document: print.document,
            subject: print.subject,
            customer: print.customer,
            copy: *copy,
            language: print.language,
            at,
            by: by.to_owned(),
            facts: print.facts,
        });
        let made: Vec<Print> = made.collect();
        insert(&mut tx, &made.iter().collect::<Vec<_>>(), false).await?;
        Ok(Recording { tx, copies })
    }

    /// All prints of `subject`, of whichever document, the first one first.
    pub async fn prints_of(&self, subject: &Subject) -> Result<Vec<PrintRow>, CacheError> {
        let sql = format!("{PRINTS} WHERE p.subject = $1 ORDER BY p.printed_at, p.seq");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(subject.to_string())
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(read_print).collect()
    }

    /// The print `id`.
    pub async fn print(&self, id: Uuid) -> Result<Option<Print>, CacheError> {
        let sql = format!("{PRINTS} WHERE p.id = $1");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(id.as_bytes().as_slice())
            .fetch_optional(self.reader())
            .await?;
        row.map(|row| read_print(&row).map(|row| row.print)).transpose()
    }

    /// At most `limit` prints, the latest first; with `before`, those that were made before that one.
    pub async fn prints(&self, before: Option<Uuid>, limit: u32) -> Result<Vec<PrintRow>, CacheError> {
        let earlier = match before {
            Some(_) => "WHERE (p.printed_at, p.seq) < (SELECT printed_at, seq FROM print WHERE id = $2)",
            None => "",
        };
        let sql = format!("{PRINTS} {earlier} ORDER BY p.printed_at DESC, p.seq DESC LIMIT $1");
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(limit);
        if let Some(before) = &before {
            query = query.bind(before.as_bytes().as_slice());
        }
        let rows = query.fetch_all(self.reader()).await?;
        rows.iter().map(read_print).collect()
    }

    /// **PRN-3** At most `limit` prints of `dealer` that the server has not heard of, in the order in which they were made. None, where the cache is
    /// another dealer's by now.
    pub async fn untold_prints(&self, dealer: Uuid, limit: usize) -> Result<Vec<Print>, CacheError> {
        let sql = format!("{PRINTS} WHERE p.told = 0 AND (SELECT dealer FROM account) = $2 ORDER BY p.seq LIMIT $1");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(limit as i64)
            .bind(dealer.as_bytes().as_slice())
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(|row| read_print(row).map(|row| row.print)).collect()
    }

    /// Keeps that the server has these prints, or, where they were not `taken`, that it never will.
    pub async fn prints_told(&self, ids: impl Iterator<Item = Uuid>, taken: bool) -> Result<(), CacheError> {
        let mut tx = self.begin().await?;
        for id in ids {
            sqlx::query("UPDATE print SET told = $1 WHERE id = $2 AND told = 0")
                .bind(if taken { 1 } else { 2 })
                .bind(id.as_bytes().as_slice())
                .execute(&mut *tx)
                .await?;
        }
        Ok(tx.commit().await?)
    }
}

/// A document printed several times at once is several copies.
async fn next_copies<'a>(
    tx: &mut SqliteConnection,
    prints: impl Iterator<Item = (Document, &'a Subject)>,
) -> Result<Vec<NonZeroU32>, CacheError> {
    let (mut largest, mut copies) = (HashMap::new(), Vec::new());
    for print in prints {
        let known = match largest.get(&print) {
            Some(copy) => Some(*copy),
            None => largest_copy(tx, print).await?,
        };
        let copy = next_copy(known);
        largest.insert(print, copy);
        copies.push(copy);
    }
    Ok(copies)
}

async fn largest_copy(
    tx: &mut SqliteConnection,
    (document, subject): (Document, &Subject),
) -> Result<Option<NonZeroU32>, CacheError> {
    let row = sqlx::query("SELECT max(copy) AS copy FROM print WHERE subject = $1 AND document = $2")
        .bind(subject.to_string())
        .bind(document.name())
        .fetch_one(tx)
        .await?;
    At { table: "print", row: 0 }.read(&row, "copy", copy_no)
}

/// Writes what the feed tells of: a print of this desk has got there, and nothing of it is another than it was.
pub(crate) async fn put(tx: &mut SqliteConnection, prints: &[&Print]) -> Result<(), CacheError> {
    insert(tx, prints, true).await
}

async fn insert(tx: &mut SqliteConnection, prints: &[&Print], told: bool) -> Result<(), CacheError> {
    for rows in prints.chunks(ROWS) {
        let mut insert = QueryBuilder::new(
            "INSERT INTO print (id, document, subject, customer, copy, language, printed_by, printed_at, facts, told) ",
        );
        insert.push_values(rows, |mut row, print| {
            row.push_bind(print.id.as_bytes().as_slice())
                .push_bind(print.document.name())
                .push_bind(print.subject.to_string())
                .push_bind(print.customer.as_ref().map(|id| id.as_bytes().as_slice()))
                .push_bind(print.copy.get())
                .push_bind(print.language.tag())
                .push_bind(print.by.as_str())
                .push_bind(print.at.timestamp_micros())
                .push_bind(print.facts.as_ref())
                .push_bind(told);
        });
        if told {
            insert.push(" ON CONFLICT (id) DO UPDATE SET told = 1");
        }
        insert.build().execute(&mut *tx).await?;
    }
    Ok(())
}

fn copy_no(stored: i64) -> Option<NonZeroU32> {
    u32::try_from(stored).ok().and_then(NonZeroU32::new)
}

fn read_print(row: &SqliteRow) -> Result<PrintRow, CacheError> {
    let at = At { table: "print", row: 0 };
    let at = At {
        row: at.get(row, "seq")?,
        ..at
    };
    let id = |column| at.read(row, column, |bytes: &[u8]| Uuid::from_slice(bytes).ok());
    let print = Print {
        id: at.must(id("id")?, "id")?,
        document: at.must(at.read(row, "document", |name: &str| name.parse().ok())?, "document")?,
        subject: at.must(at.read(row, "subject", |text: &str| text.parse().ok())?, "subject")?,
        customer: id("customer")?,
        copy: at.must(at.read(row, "copy", copy_no)?, "copy")?,
        language: at.must(at.read(row, "language", |tag: &str| tag.parse().ok())?, "language")?,
        at: at.must(at.instant(row, "printed_at")?, "printed_at")?,
        by: at.get(row, "printed_by")?,
        facts: at.must(at.read(row, "facts", |text: &str| text.parse().ok())?, "facts")?,
    };
    Ok(PrintRow {
        print,
        customer: at.get(row, "name")?,
        is_told: at.get(row, "is_told")?,
    })
}

#[cfg(test)]
mod tests {
    use sqlx::SqlitePool;

    use super::*;
    use crate::connection::MIGRATIONS;

    #[tokio::test]
    async fn prints_from_before_they_were_told_of_keep_their_place_and_get_ids() {
        let pool = SqlitePool::connect("sqlite::memory:").await.unwrap();
        let (before, after) = MIGRATIONS.split_at(8);
        for step in before {
            sqlx::raw_sql(*step).execute(&pool).await.unwrap();
        }
        let older = "INSERT INTO setting (name, value) VALUES ('language', 'en');
                     INSERT INTO print (no, document, copy, printed_by, printed_at) VALUES
                     (x'0123456789ABCDEF', 'startup-card', 1, 'tanaka01', 1000000),
                     (x'0123456789ABCDEF', 'startup-card', 2, 'suzuki01', 2000000)";
        sqlx::raw_sql(older).execute(&pool).await.unwrap();
        for step in after {
            sqlx::raw_sql(*step).execute(&pool).await.unwrap();
        }
        let sql = format!("{PRINTS} ORDER BY p.seq");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&pool).await.unwrap();
        let rows: Vec<PrintRow> = rows.iter().map(read_print).collect::<Result<_, _>>().unwrap();
        let [one, two] = rows.try_into().unwrap();
        assert_eq!((one.print.copy.get(), one.print.by.as_str()), (1, "tanaka01"));
        assert_eq!((two.print.copy.get(), two.print.by.as_str()), (2, "suzuki01"));
        assert_eq!(
            (one.print.subject.to_string().as_str(), one.print.language),
            ("0123456789ABCDEF", Language::En)
        );
        assert_eq!((two.print.at.timestamp(), two.is_told), (2, false));
        assert_ne!(one.print.id, two.print.id);
    }
}
