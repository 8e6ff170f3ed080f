//! What the dealer's desks have printed.

use std::path::PathBuf;

use kagifuda_cache::PrintRow;
use kagifuda_domain::print::Document;
use kagifuda_print::Layout;
use kagifuda_wire::record::{Kind, Print, Record};

use super::{kept, password};
use crate::Desk;
use crate::problem::{PaperProblem, Problem};
use crate::view::{
    CustomerLink, DestinationForm, DocumentKind, PrintRecordView, PrintView, PrintedView, PrintsView, instant,
};

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
        let mut prints = Vec::with_capacity(rows.len());
        for row in rows {
            let subject = self.shown(&row.print).await?;
            prints.push(print_view(row, subject));
        }
        Ok(PrintsView { prints, more })
    }

    /// What people see of the subject of `print`. A licence key sheet has no number but its key.
    async fn shown(&self, print: &Print) -> Result<String, Problem> {
        let id = print.subject.shown(print.document);
        if print.document != Document::LicenceSheet {
            return Ok(id);
        }
        Ok(match self.cache.one(Kind::LicenceSheet, &id).await? {
            Some(Record::LicenceSheet(sheet)) => {
                let key = sheet.licence_key.to_string();
                format!("{} …{}", sheet.product, &key[key.len() - 4..])
            }
            Some(_) | None => id,
        })
    }

    /// Prints what the print `id` was of once more, as it was then: nothing but the mark differs (PRN-1), and for a label its place on the
    /// sheet, which begins at `start` and is set right for the printer of now.
    pub async fn reprint(
        &self,
        id: &str,
        start: Option<u32>,
        to: DestinationForm,
        chosen: Option<PathBuf>,
    ) -> Result<PrintedView, Problem> {
        let account = self.account().await?;
        let password = password(&to)?;
        let print = self.cache.print(id.parse().map_err(|_| Problem::ThingGone)?).await?;
        let (mut setup, gathered) = self.kept(&print.ok_or(Problem::ThingGone)?).await?;
        match (&mut setup.layout, start) {
            (Layout::Labels(labels), start) => {
                labels.start = start.map_or(labels.start, |start| start as usize);
                // The printer may be another.
                (labels.shift, labels.scale) = self.set_right(to.printer.as_deref()).await?;
            }
            (Layout::Page(_) | Layout::Cards(_), Some(_)) => return Err(PaperProblem::PaperNotOffered.into()),
            (Layout::Page(_) | Layout::Cards(_), None) => {}
        }
        let destination = self.destination(to.printer, chosen, std::slice::from_ref(&gathered))?;
        self.one_file(&setup, &[gathered], &account, password.as_ref(), destination)
            .await
            .map_err(|unmade| unmade.problem)
    }
}

fn print_view(row: PrintRow, subject: String) -> PrintView {
    let print = row.print;
    PrintView {
        id: print.id.to_string(),
        document: print.document.into(),
        subject,
        labels: kept::labels(&print),
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

impl From<Document> for DocumentKind {
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
