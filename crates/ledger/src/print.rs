//! What a dealer's desks have printed.

use std::collections::HashSet;

use kagifuda_wire::record::{Print, Record};
use sqlx::AssertSqlSafe;

use crate::Writing;
use crate::database::{ROWS, rows_of};
use crate::error::Error;
use crate::read::micros;

impl Writing<'_> {
    /// **PRN-2** Records those of `prints` that are not known yet; answers how many they were. The audit, where the number of an activation key
    /// must not stand beside what it is secret with, learns that count only.
    pub async fn record_prints(&mut self, prints: &[Print]) -> Result<usize, Error> {
        let mut unknown = HashSet::new();
        for rows in prints.chunks(ROWS) {
            unknown.extend(self.insert_prints(rows).await?);
        }
        let recorded = unknown.len();
        for print in prints {
            // One that was told of twice at once is told once.
            if unknown.remove(&print.id.to_string()) {
                self.tell(Record::Print(print.clone()));
            }
        }
        self.note("prints", (), recorded);
        Ok(recorded)
    }

    /// The ids of those that were not there.
    async fn insert_prints(&mut self, prints: &[Print]) -> Result<Vec<String>, Error> {
        // The dealer's row is held: nobody else adds to these prints. Those that are there stay as they are.
        let sql = format!(
            "INSERT INTO print (dealer, id, document, subject, customer, copy, language, printed_by, printed_at, told_by, facts)
             VALUES {} ON CONFLICT (dealer, id) DO NOTHING RETURNING id",
            rows_of(11, prints.len())
        );
        let (dealer, told_by) = (self.dealer().to_string(), self.actor().name().to_owned());
        let mut insert = sqlx::query_as(AssertSqlSafe(sql));
        for print in prints {
            insert = insert
                .bind(dealer.clone())
                .bind(print.id.to_string())
                .bind(print.document.name())
                .bind(print.subject.to_string())
                .bind(print.customer.map(|id| id.to_string()))
                .bind(i64::from(print.copy.get()))
                .bind(print.language.tag())
                .bind(print.by.as_str())
                .bind(micros(print.at))
                .bind(told_by.clone())
                .bind(print.facts.as_ref());
        }
        let inserted: Vec<(String,)> = insert.fetch_all(self.tx()).await?;
        Ok(inserted.into_iter().map(|(id,)| id).collect())
    }
}
