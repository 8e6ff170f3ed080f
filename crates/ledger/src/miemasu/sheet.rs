//! Licence key sheets.

use chrono::{DateTime, Utc};
use kagifuda_domain::miemasu::{LicenceKey, SheetState, SheetTerms};
use kagifuda_wire::record::{LicenceSheet, Record};
use serde_json::{Value, json};
use sqlx::{Any, AssertSqlSafe, Executor};
use uuid::Uuid;

use super::uuid;
use crate::audit::{self, Act, Actor};
use crate::database::{ROWS, Write, rows_of};
use crate::error::{CommitError, Error};
use crate::read::number;
use crate::{Ledger, MINT_BATCH, Writing, read};

const COLUMNS: &str = "id, licence_key, product, months, services, state";

type Row = (String, String, String, i64, String, String);

impl Ledger {
    /// Makes `count` (at most [`MINT_BATCH`]) sheets for `dealer`, with random keys that nobody has. On a conflict nothing happened: a key was
    /// there already.
    pub async fn mint_sheets(
        &self,
        dealer: Uuid,
        terms: &SheetTerms<'_>,
        count: usize,
        actor: &Actor,
        now: DateTime<Utc>,
    ) -> Result<Vec<LicenceSheet>, CommitError> {
        let sheets: Vec<LicenceSheet> = (0..count.min(MINT_BATCH))
            .map(|_| new_sheet(terms))
            .collect::<Result<_, _>>()?;
        let mut tx = self.database.begin().await?;
        for rows in sheets.chunks(ROWS) {
            insert(&mut tx, dealer, rows).await?;
        }
        let records: Vec<Record> = sheets.iter().cloned().map(Record::LicenceSheet).collect();
        self.append(&mut tx, dealer, &records).await?;
        let act = Act {
            at: now,
            actor,
            dealer: Some(dealer),
            act: "miemasu.mint_sheets",
            subject: terms.code().to_string(),
            before: Value::Null,
            after: json!({ "count": sheets.len() }),
        };
        audit::write(&mut tx, act).await?;
        tx.commit().await?;
        Ok(sheets)
    }

    /// The sheets of `dealer` after `after`, at most `limit`, in order of id; of one state, if one is given.
    pub async fn sheets(
        &self,
        dealer: Uuid,
        state: Option<SheetState>,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<LicenceSheet>, Error> {
        // Reads only.
        let sql = format!(
            "SELECT {COLUMNS} FROM licence_sheet
             WHERE dealer = $1 AND id > $2 AND (state = $3 OR $3 = '') ORDER BY id LIMIT $4"
        );
        let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql))
            .bind(dealer.to_string())
            .bind(after.map(|id| id.to_string()).unwrap_or_default())
            .bind(state.map(state_name).unwrap_or_default())
            .bind(i64::from(limit))
            .fetch_all(&self.database.read)
            .await?;
        rows.into_iter().map(read_sheet).collect()
    }

    /// The sheet of `dealer` with exactly this key.
    pub async fn sheet_of_key(&self, dealer: Uuid, key: &LicenceKey) -> Result<Option<LicenceSheet>, Error> {
        by_key(&self.database.read, dealer, key).await
    }

    /// The sheet `id` of `dealer`.
    pub async fn sheet(&self, dealer: Uuid, id: Uuid) -> Result<Option<LicenceSheet>, Error> {
        by_id(&self.database.read, dealer, id).await
    }
}

impl Writing<'_> {
    /// The sheet with exactly this key. Another dealer's is as unknown as none.
    pub async fn sheet_of_key(&mut self, key: &LicenceKey) -> Result<Option<LicenceSheet>, Error> {
        let dealer = self.dealer();
        by_key(self.tx(), dealer, key).await
    }

    /// Writes down that the sheet `id` is in `state` now, and tells the desks.
    pub(super) async fn put_sheet_state(&mut self, id: Uuid, state: SheetState) -> Result<(), Error> {
        let dealer = self.dealer();
        // The sheet is this dealer's, whose row is held: it is as it was seen.
        sqlx::query("UPDATE licence_sheet SET state = $1 WHERE id = $2")
            .bind(state_name(state))
            .bind(id.to_string())
            .execute(self.tx())
            .await?;
        let sheet = by_id(self.tx(), dealer, id).await?;
        let sheet = sheet.ok_or_else(|| Error::unreadable("licence_sheet", "id", id, "there is no such sheet"))?;
        self.tell(Record::LicenceSheet(sheet));
        Ok(())
    }
}

fn new_sheet(terms: &SheetTerms<'_>) -> Result<LicenceSheet, Error> {
    let mut numbers = [0; 16];
    for number in &mut numbers {
        *number = getrandom::u64()?;
    }
    Ok(LicenceSheet {
        id: Uuid::new_v4(),
        licence_key: LicenceKey::from_random(numbers),
        product: terms.code().clone(),
        months: terms.months(),
        services: terms.services(),
        state: SheetState::Unused,
    })
}

async fn insert(tx: &mut Write, dealer: Uuid, sheets: &[LicenceSheet]) -> Result<(), CommitError> {
    // A key that exists is left alone, whosever it is; then the count is short and everything is undone.
    let values = rows_of(7, sheets.len());
    let sql =
        format!("INSERT INTO licence_sheet (dealer, {COLUMNS}) VALUES {values} ON CONFLICT (licence_key) DO NOTHING");
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for sheet in sheets {
        query = query
            .bind(dealer.to_string())
            .bind(sheet.id.to_string())
            .bind(sheet.licence_key.plain())
            .bind(sheet.product.to_string())
            .bind(i64::from(sheet.months))
            .bind(json!(sheet.services).to_string())
            .bind(state_name(sheet.state));
    }
    let inserted = query.execute(&mut **tx).await?;
    if inserted.rows_affected() == sheets.len() as u64 {
        Ok(())
    } else {
        Err(CommitError::Conflict)
    }
}

async fn by_key<'e>(
    from: impl Executor<'e, Database = Any>,
    dealer: Uuid,
    key: &LicenceKey,
) -> Result<Option<LicenceSheet>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM licence_sheet WHERE licence_key = $1 AND dealer = $2");
    let query = sqlx::query_as(AssertSqlSafe(sql))
        .bind(key.plain())
        .bind(dealer.to_string());
    let row: Option<Row> = query.fetch_optional(from).await?;
    row.map(read_sheet).transpose()
}

async fn by_id<'e>(
    from: impl Executor<'e, Database = Any>,
    dealer: Uuid,
    id: Uuid,
) -> Result<Option<LicenceSheet>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM licence_sheet WHERE id = $1 AND dealer = $2");
    let query = sqlx::query_as(AssertSqlSafe(sql))
        .bind(id.to_string())
        .bind(dealer.to_string());
    let row: Option<Row> = query.fetch_optional(from).await?;
    row.map(read_sheet).transpose()
}

fn read_sheet((id, key, product, months, services, state): Row) -> Result<LicenceSheet, Error> {
    const TABLE: &str = "licence_sheet";
    let state = match state.as_str() {
        "unused" => SheetState::Unused,
        "in_use" => SheetState::InUse,
        "void" => SheetState::Void,
        _ => return Err(Error::unreadable(TABLE, "state", &id, "there is no such state")),
    };
    // A key that cannot be read is not quoted.
    let licence_key = key
        .parse()
        .map_err(|_| Error::unreadable(TABLE, "licence_key", &id, "it is no licence key"))?;
    Ok(LicenceSheet {
        id: uuid(TABLE, "id", &id, &id)?,
        licence_key,
        product: read::parse(TABLE, "product", &id, &product)?,
        months: number(TABLE, "months", &id, months)?,
        services: read::json(TABLE, "services", &id, &services)?,
        state,
    })
}

fn state_name(state: SheetState) -> &'static str {
    match state {
        SheetState::Unused => "unused",
        SheetState::InUse => "in_use",
        SheetState::Void => "void",
    }
}
