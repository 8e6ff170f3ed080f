//! What the dealer's desks have printed.

use kagifuda_cache::PrintRow;
use kagifuda_domain::print::Document;
use kagifuda_wire::record::Print;

use crate::Desk;
use crate::problem::Problem;
use crate::view::{CustomerLink, PrintRecordView, PrintView, PrintedDocument, PrintsView, instant};

impl Desk {
    /// **PRN-2** At most `limit` prints of all desks, the latest first; with `before`, the id of a print, those made before it.
    pub async fn prints(&self, before: Option<String>, limit: u32) -> Result<PrintsView, Problem> {
        self.account().await?;
        let before = match before {
            Some(id) => Some(id.parse().map_err(|_| Problem::ThingGone)?),
            None => None,
        };
        let mut rows = self.cache.prints(before, limit.saturating_add(1)).await?;
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        Ok(PrintsView {
            prints: rows.into_iter().map(print_view).collect(),
            more,
        })
    }
}

fn print_view(row: PrintRow) -> PrintView {
    let print = row.print;
    PrintView {
        id: print.id.to_string(),
        document: print.document.into(),
        subject: print.subject.shown(print.document),
        copy: print.copy.get(),
        language: print.language.into(),
        at: instant(print.at),
        by: print.by,
        customer: print.customer.zip(row.customer).map(|(id, name)| CustomerLink {
            id: id.to_string(),
            name,
        }),
        told: row.is_told,
    }
}

pub(crate) fn print_record(print: Print) -> PrintRecordView {
    PrintRecordView {
        document: print.document.into(),
        at: instant(print.at),
        by: print.by,
        copy: print.copy.get(),
    }
}

impl From<Document> for PrintedDocument {
    fn from(document: Document) -> Self {
        match document {
            Document::ActivationSheet => Self::ActivationSheet,
            Document::StartupCard => Self::StartupCard,
            Document::KeyLabel => Self::KeyLabel,
            Document::RegistrationSheet => Self::RegistrationSheet,
            Document::LicenceSheet => Self::LicenceSheet,
            Document::RenewalLetter => Self::RenewalLetter,
            Document::CustomerSet => Self::CustomerSet,
        }
    }
}
