//! The chain of audit rows: each row's hash covers the row and the hash before it.

use sha2::{Digest, Sha256};
use sqlx::any::AnyRow;
use sqlx::{FromRow, Row as _};

use crate::Ledger;
use crate::database::Write;
use crate::error::Error;
use crate::read::number;

/// What a row says.
#[derive(Debug)]
pub(super) struct Row {
    pub id: String,
    pub at: i64,
    pub dealer: Option<String>,
    pub actor: String,
    pub role: String,
    pub act: String,
    pub subject: String,
    pub before: String,
    pub after: String,
}

impl<'r> FromRow<'r, AnyRow> for Row {
    fn from_row(row: &'r AnyRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get("id")?,
            at: row.try_get("at")?,
            dealer: row.try_get("dealer")?,
            actor: row.try_get("actor")?,
            role: row.try_get("role")?,
            act: row.try_get("act")?,
            subject: row.try_get("subject")?,
            before: row.try_get("state_before")?,
            after: row.try_get("state_after")?,
        })
    }
}

/// The columns of a [`Row`].
pub(super) const COLUMNS: &str = "id, at, dealer, actor, role, act, subject, state_before, state_after";

/// The place of a row in its chain.
pub(super) struct Link {
    pub chain: String,
    pub ordinal: i64,
    pub hash: String,
}

impl Row {
    /// The chain it belongs to: its dealer's, or that of what concerns no dealer.
    fn chain(&self) -> &str {
        self.dealer.as_deref().unwrap_or_default()
    }

    /// SHA-256, in hexadecimal, over `kagifuda/audit/1`, the hash before, the ordinal and what the row says, each part preceded by its
    /// length in bytes as a big-endian `u64`.
    fn hash(&self, before: &str, ordinal: i64) -> String {
        let (at, ordinal) = (self.at.to_string(), ordinal.to_string());
        let mut digest = Sha256::new();
        for part in [
            "kagifuda/audit/1",
            before,
            &ordinal,
            &self.id,
            &at,
            self.chain(),
            &self.actor,
            &self.role,
            &self.act,
            &self.subject,
            &self.before,
            &self.after,
        ] {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Takes the next place of the row's chain.
pub(super) async fn next(tx: &mut Write, row: &Row) -> Result<Link, sqlx::Error> {
    let chain = row.chain().to_owned();
    // The chain's row is held from here to the commit: places are taken one after the other, and one that is not committed is
    // given back.
    let (ordinal, before): (i64, String) = sqlx::query_as(
        "INSERT INTO audit_chain (name, length, head) VALUES ($1, 1, '')
         ON CONFLICT (name) DO UPDATE SET length = audit_chain.length + 1 RETURNING length, head",
    )
    .bind(&chain)
    .fetch_one(&mut **tx)
    .await?;
    let hash = row.hash(&before, ordinal);
    sqlx::query("UPDATE audit_chain SET head = $1 WHERE name = $2")
        .bind(&hash)
        .bind(&chain)
        .execute(&mut **tx)
        .await?;
    Ok(Link { chain, ordinal, hash })
}

/// What a verification found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Verified {
    /// Rows that were looked at.
    pub rows: u64,
    /// Each chain's dealer (none for what concerns no dealer) and the hash of its last row. Kept elsewhere, it shows whether the end of a
    /// chain was taken away together with its record here.
    pub heads: Vec<(Option<String>, String)>,
    /// What is wrong.
    pub faults: Vec<AuditFault>,
}

/// One thing that is wrong with a chain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AuditFault {
    /// The row does not say what it said when it was written, or came from elsewhere.
    Edited {
        /// The dealer.
        dealer: Option<String>,
        /// Its place, from 1.
        ordinal: u64,
    },
    /// Rows are missing.
    Missing {
        /// The dealer.
        dealer: Option<String>,
        /// The first place without a row.
        from: u64,
        /// The last.
        to: u64,
    },
    /// A row is in no chain.
    Unchained {
        /// Its id.
        id: String,
    },
    /// A dealer has no chain, or one in which it was never added.
    Unbegun {
        /// The dealer.
        dealer: String,
    },
    /// What was the last row of a chain once is in it no more: the chain was made anew, or taken away.
    Anew {
        /// The dealer.
        dealer: Option<String>,
    },
}

/// What stands in each dealer's chain: first, unless the rows of one instant were chained later.
const BEGINNING: &str = "dealer.add";

/// Rows read at once.
const PAGE: i64 = 1_000;

type Chained = (Row, i64, String);

impl Ledger {
    /// Follows every chain from its beginning and names each row that was edited or taken out.
    pub async fn verify_audit(&self) -> Result<Verified, Error> {
        let chains: Vec<(String, i64, String)> =
            sqlx::query_as("SELECT name, length, head FROM audit_chain ORDER BY name")
                .fetch_all(&self.database.read)
                .await?;
        let mut verified = Verified::default();
        for (name, length, head) in chains {
            let length = number("audit_chain", "length", &name, length)?;
            self.follow(&name, length, &head, &mut verified).await?;
            verified.heads.push((dealer(&name), head));
        }
        let strays: Vec<(String,)> = sqlx::query_as(
            "SELECT id FROM audit WHERE chain IS NULL OR chain NOT IN (SELECT name FROM audit_chain) ORDER BY at, id",
        )
        .fetch_all(&self.database.read)
        .await?;
        verified
            .faults
            .extend(strays.into_iter().map(|(id,)| AuditFault::Unchained { id }));
        verified.faults.extend(self.unbegun().await?);
        Ok(verified)
    }

    /// The same, and looks for each of these heads, kept from an earlier verification, in its chain. Whoever writes a chain anew cannot give
    /// a row the hash that it had.
    pub async fn verify_audit_against(&self, heads: &[(Option<String>, String)]) -> Result<Verified, Error> {
        let mut verified = self.verify_audit().await?;
        for (dealer, head) in heads {
            let there: Option<(i64,)> = sqlx::query_as("SELECT ordinal FROM audit WHERE chain = $1 AND hash = $2")
                .bind(dealer.as_deref().unwrap_or_default())
                .bind(head)
                .fetch_optional(&self.database.read)
                .await?;
            if there.is_none() {
                let dealer = dealer.clone();
                verified.faults.push(AuditFault::Anew { dealer });
            }
        }
        Ok(verified)
    }

    async fn unbegun(&self) -> Result<Vec<AuditFault>, Error> {
        let dealers: Vec<(String,)> = sqlx::query_as(
            "SELECT id FROM dealer
             WHERE NOT EXISTS (SELECT 1 FROM audit WHERE audit.chain = dealer.id AND audit.act = $1) ORDER BY id",
        )
        .bind(BEGINNING)
        .fetch_all(&self.database.read)
        .await?;
        let unbegun = |(dealer,): (String,)| AuditFault::Unbegun { dealer };
        Ok(dealers.into_iter().map(unbegun).collect())
    }

    async fn follow(&self, name: &str, length: u64, head: &str, verified: &mut Verified) -> Result<(), Error> {
        let (mut last, mut before) = (0, String::new());
        loop {
            let rows = self.rows_after(name, last, length).await?;
            if rows.is_empty() {
                break;
            }
            for (row, ordinal, hash) in rows {
                let place = number("audit", "ordinal", &row.id, ordinal)?;
                let expected = number("audit", "ordinal", &row.id, last + 1)?;
                if place > expected {
                    verified.faults.push(AuditFault::Missing {
                        dealer: dealer(name),
                        from: expected,
                        to: place - 1,
                    });
                } else if row.hash(&before, ordinal) != hash || row.chain() != name {
                    verified.faults.push(AuditFault::Edited {
                        dealer: dealer(name),
                        ordinal: place,
                    });
                }
                verified.rows += 1;
                (last, before) = (ordinal, hash);
            }
        }
        let last = number("audit", "ordinal", name, last)?;
        if last < length {
            verified.faults.push(AuditFault::Missing {
                dealer: dealer(name),
                from: last + 1,
                to: length,
            });
        } else if before != head {
            verified.faults.push(AuditFault::Edited {
                dealer: dealer(name),
                ordinal: last,
            });
        }
        Ok(())
    }

    /// The rows after `last`, up to the `length` that the chain had when its verification began.
    async fn rows_after(&self, chain: &str, last: i64, length: u64) -> Result<Vec<Chained>, Error> {
        let sql = format!(
            "SELECT {COLUMNS}, ordinal, hash FROM audit WHERE chain = $1 AND ordinal > $2 AND ordinal <= $3
             ORDER BY ordinal LIMIT {PAGE}"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(chain)
            .bind(last)
            .bind(length as i64)
            .fetch_all(&self.database.read)
            .await?;
        let read = |row: &AnyRow| Ok((Row::from_row(row)?, row.try_get("ordinal")?, row.try_get("hash")?));
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// Chains the rows of a database from before there were chains. Once there is a chain, a row outside is a fault.
    pub(crate) async fn chain_old_audit(&self) -> Result<(), Error> {
        let mut tx = self.database.begin().await?;
        let (chains,): (i64,) = sqlx::query_as("SELECT count(*) FROM audit_chain")
            .fetch_one(&mut *tx)
            .await?;
        if chains > 0 {
            return Ok(());
        }
        let sql = format!("SELECT {COLUMNS} FROM audit WHERE chain IS NULL ORDER BY at, id");
        let old: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(&mut *tx).await?;
        for row in old {
            let link = next(&mut tx, &row).await?;
            // Of two servers that start at once, the second waits for the chain's row, and then finds this one chained.
            let chained =
                sqlx::query("UPDATE audit SET chain = $1, ordinal = $2, hash = $3 WHERE id = $4 AND chain IS NULL")
                    .bind(link.chain)
                    .bind(link.ordinal)
                    .bind(link.hash)
                    .bind(&row.id)
                    .execute(&mut *tx)
                    .await?;
            if chained.rows_affected() == 0 {
                // The other server does it; what was begun here is undone.
                return Ok(());
            }
        }
        tx.commit().await?;
        Ok(())
    }
}

/// The dealer of a chain.
fn dealer(chain: &str) -> Option<String> {
    (!chain.is_empty()).then(|| chain.to_owned())
}
