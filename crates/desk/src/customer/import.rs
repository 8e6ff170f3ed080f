//! Customers from a file: what would become of every row, and then doing it through the outbox (CUS-5).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kagifuda_cache::Answer;
use kagifuda_domain::customer::import::{self, Column, Fate, Known, Row, RowRefusal};
use kagifuda_domain::customer::{Change, Details, Field};
use kagifuda_wire::customer::{IMPORT_ROWS, ImportCustomers, ImportRow};
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::request::{Done, Request};
use uuid::Uuid;

use super::file::{self, Table};
use super::office::Office;
use super::{Held, fields};
use crate::Desk;
use crate::fault::narrow;
use crate::problem::{CustomerProblem, Problem};
use crate::view::{FateView, FieldChangeView, ImportForm, ImportRowView, ImportView, ImportedView};

/// Bytes of rows that one request may carry, well below what the server takes.
const BATCH_BYTES: usize = 48 * 1024;

impl Desk {
    /// What would become of every row of a file. Nothing is changed.
    pub async fn plan_import(&self, form: ImportForm) -> Result<ImportView, Problem> {
        let office = self.office_of_customers().await?;
        tokio::task::spawn_blocking(move || Plan::of(&form, &office).map(|plan| plan.view(&office))).await?
    }

    /// Does what was shown under `mark`, without the lines left out: all of it on disk first, then at once to the server as far as it is
    /// reached. Where customers or file have changed since, nothing is done.
    pub async fn run_import(&self, form: ImportForm, mark: String) -> Result<ImportedView, Problem> {
        if !self.account().await?.role.may_issue() {
            return Err(Problem::RoleMayNot);
        }
        let office = self.office_of_customers().await?;
        let rows = tokio::task::spawn_blocking(move || {
            let plan = Plan::of(&form, &office)?;
            if plan.mark() == mark {
                Ok(plan.wanted(&form.leave_out))
            } else {
                Err(Problem::Customer(CustomerProblem::ImportChanged))
            }
        });
        let batches = batches(rows.await??);
        let sent = self
            .submit_all(batches.into_iter().map(Request::ImportCustomers).collect())
            .await?;
        let mut imported = ImportedView {
            done: 0,
            overtaken: 0,
            waiting: 0,
            because: sent.because,
        };
        for intent in sent.intents {
            let Request::ImportCustomers(asked) = &intent.request else {
                continue;
            };
            match intent.answered.map(|answered| answered.answer) {
                Some(Answer::Done(Done::ImportCustomers(done))) => {
                    let refused = done.rows.iter().filter(|row| row.refused.is_some()).count();
                    imported.done += narrow(done.rows.len() - refused);
                    imported.overtaken += narrow(refused);
                }
                Some(Answer::Refused(problem)) => return Err(ProblemCode::into(problem.code)),
                Some(Answer::Done(_)) | None => imported.waiting += narrow(asked.rows.len()),
            }
        }
        Ok(imported)
    }
}

/// A file and what would become of its rows.
struct Plan {
    table: Table,
    head: usize,
    columns: Vec<Option<Column>>,
    fates: Vec<Fate>,
}

impl Plan {
    fn of(form: &ImportForm, office: &Office) -> Result<Self, Problem> {
        let bytes = STANDARD
            .decode(&form.content)
            .map_err(|_| Problem::Customer(CustomerProblem::ImportUnreadable))?;
        let table = file::read(&form.name, bytes, form.encoding, form.sheet.as_deref())?;
        let chosen = form
            .head
            .and_then(|line| table.rows.iter().position(|row| row.line == line as usize));
        let head = chosen.unwrap_or_else(|| import::head(&table.rows));
        let names = &table.rows[head].cells;
        let columns = match &form.columns {
            Some(columns) if columns.len() == names.len() => columns.clone(),
            Some(_) | None => import::columns(names),
        };
        if !columns
            .iter()
            .flatten()
            .any(|column| matches!(column, Column::Id | Column::Field(Field::Name)))
        {
            // Shown all the same, so that somebody can say which column has the names.
            let fates = vec![Fate::Refused(RowRefusal::NoName); table.rows.len() - head - 1];
            return Ok(Self {
                table,
                head,
                columns,
                fates,
            });
        }
        let known: Vec<Known> = office.customers().map(known).collect();
        let fates = import::plan(&table.rows[head + 1..], &columns, &known);
        Ok(Self {
            table,
            head,
            columns,
            fates,
        })
    }

    fn rows(&self) -> impl Iterator<Item = (&Row, &Fate)> {
        self.table.rows[self.head + 1..].iter().zip(&self.fates)
    }

    /// Tells one plan from another.
    fn mark(&self) -> String {
        let mut hasher = std::hash::DefaultHasher::new();
        for (row, fate) in self.rows() {
            std::hash::Hash::hash(&(row.line, &row.cells), &mut hasher);
            std::hash::Hash::hash(&told_apart(fate), &mut hasher);
        }
        format!("{:016x}", std::hash::Hasher::finish(&hasher))
    }

    /// The rows that do something, without those left out.
    fn wanted(&self, leave_out: &[u32]) -> Vec<ImportRow> {
        let taken = self.rows().filter(|(row, _)| !leave_out.contains(&narrow(row.line)));
        let wanted = taken.filter_map(|(_, fate)| match fate {
            Fate::New { change, .. } => Some(ImportRow {
                customer: Uuid::new_v4(),
                base: None,
                fields: change.clone(),
            }),
            Fate::Update { customer, base, change } => Some(ImportRow {
                customer: *customer,
                base: Some(*base),
                fields: change.clone(),
            }),
            Fate::Same { .. } | Fate::Repeated { .. } | Fate::Refused(_) => None,
        });
        wanted.collect()
    }

    fn view(&self, office: &Office) -> ImportView {
        let names = &self.table.rows[self.head].cells;
        let sample = |column: usize| {
            let mut cells = self.rows().filter_map(|(row, _)| row.cells.get(column));
            cells.find(|cell| !cell.trim().is_empty()).cloned().unwrap_or_default()
        };
        let name = self
            .columns
            .iter()
            .position(|column| *column == Some(Column::Field(Field::Name)));
        ImportView {
            encoding: self.table.encoding.map(|(encoding, _)| encoding),
            encoding_certain: self.table.encoding.is_none_or(|(_, certain)| certain),
            sheets: self.table.sheets.clone(),
            sheet: self.table.sheet.clone(),
            head: narrow(self.table.rows[self.head].line),
            names: names.clone(),
            columns: self.columns.clone(),
            sample: (0..names.len()).map(sample).collect(),
            rows: self
                .rows()
                .map(|(row, fate)| ImportRowView {
                    line: narrow(row.line),
                    name: name.and_then(|name| row.cells.get(name)).cloned().unwrap_or_default(),
                    fate: view(fate, row, names, office),
                })
                .collect(),
            mark: self.mark(),
        }
    }
}

fn known(held: &Held) -> Known {
    Known {
        id: held.customer.id,
        version: held.customer.version,
        details: held.customer.details(),
    }
}

/// What a fate depends on besides its row.
fn told_apart(fate: &Fate) -> (u8, Option<Uuid>, Option<Uuid>) {
    match fate {
        Fate::New { .. } => (0, None, None),
        Fate::Update { customer, base, .. } => (1, Some(*customer), Some(*base)),
        Fate::Same { customer } => (2, Some(*customer), None),
        Fate::Repeated { .. } => (3, None, None),
        Fate::Refused(_) => (4, None, None),
    }
}

fn view(fate: &Fate, row: &Row, names: &[String], office: &Office) -> FateView {
    let name = |id: &Uuid| {
        office
            .get(*id)
            .map(|held| held.customer.name.clone())
            .unwrap_or_default()
    };
    match fate {
        Fate::New { change, like } => FateView::New {
            fields: changes(&Details::default(), change),
            like: like.iter().map(name).collect(),
        },
        Fate::Update { customer, change, .. } => FateView::Update {
            customer: name(customer),
            fields: changes(
                &office
                    .get(*customer)
                    .map(|held| held.customer.details())
                    .unwrap_or_default(),
                change,
            ),
        },
        Fate::Same { customer } => FateView::Same {
            customer: name(customer),
        },
        Fate::Repeated { line } => FateView::Repeated { earlier: narrow(*line) },
        Fate::Refused(refusal) => {
            let (problem, column) = match refusal {
                RowRefusal::Cell { column, refused } => (fields::problem(*refused), Some(*column)),
                RowRefusal::NoName => (Problem::Customer(CustomerProblem::CustomerNameMissing), None),
                RowRefusal::UnknownId { column } => {
                    (Problem::Customer(CustomerProblem::ImportUnknownId), Some(*column))
                }
                RowRefusal::Several { customers } => (
                    Problem::Customer(CustomerProblem::ImportSeveral {
                        found: narrow(customers.len()),
                    }),
                    None,
                ),
            };
            FateView::Refused {
                problem,
                column: column.and_then(|column| names.get(column)).cloned(),
                cell: column.and_then(|column| row.cells.get(column)).cloned(),
            }
        }
    }
}

fn changes(before: &Details, change: &Change) -> Vec<FieldChangeView> {
    fields::changes(before, change)
}

/// As many requests as it takes.
fn batches(rows: Vec<ImportRow>) -> Vec<ImportCustomers> {
    let mut batches: Vec<ImportCustomers> = Vec::new();
    let mut room = 0;
    for row in rows {
        // JSON needs at most two bytes for one, beside the names of the fields.
        let bytes = 256 + row.fields.fields().map(|(_, text)| 16 + 2 * text.len()).sum::<usize>();
        match batches.last_mut() {
            Some(batch) if batch.rows.len() < IMPORT_ROWS && bytes <= room => batch.rows.push(row),
            Some(_) | None => {
                room = BATCH_BYTES;
                batches.push(ImportCustomers { rows: vec![row] });
            }
        }
        room = room.saturating_sub(bytes);
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cus_5_a_long_list_goes_in_requests_that_the_server_takes() {
        let row = |memo: String| ImportRow {
            customer: Uuid::nil(),
            base: None,
            fields: Change::typed([(Field::Memo, memo)]).unwrap(),
        };
        for (rows, memo, requests) in [
            (0, 0, 0),
            (1, 2_000, 1),
            (100, 1, 1),
            (101, 1, 2),
            (10_000, 1, 100),
            (30, 2_000, 8),
        ] {
            let batches = batches(vec![row("あ".repeat(memo)); rows]);
            assert_eq!(batches.len(), requests, "{rows} rows of {memo}");
            assert_eq!(batches.iter().map(|batch| batch.rows.len()).sum::<usize>(), rows);
            assert!(
                batches
                    .iter()
                    .all(|batch| serde_json::to_string(batch).unwrap().len() < 64 * 1024)
            );
        }
    }
}
