//! Printing: into files of the office, onto paper, and for mail; and showing beforehand what it would be.

mod batch;
mod file;
mod gather;
pub(crate) mod history;
mod kept;
mod place;
mod printer;
mod renewals;
mod select;
mod setup;

use std::ops::Range;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kagifuda_domain::print::Document;
use kagifuda_print::{Batch, Cut, FilePassword, Layout};

pub use batch::Batching;

use self::file::Destination;
use self::gather::{Gathered, Gatherer};
use self::place::Place;
use crate::Desk;
use crate::fault::narrow;
use crate::problem::{PaperProblem, Problem};
use crate::view::{DestinationForm, DocumentKind, PreviewView, PrintForm, PrintedView};

impl From<DocumentKind> for Document {
    fn from(document: DocumentKind) -> Self {
        match document {
            DocumentKind::ActivationSheet => Self::ActivationSheet,
            DocumentKind::StartupCard => Self::StartupCard,
            DocumentKind::KeyLabel => Self::KeyLabel,
            DocumentKind::RegistrationSheet => Self::RegistrationSheet,
            DocumentKind::LicenceSheet => Self::LicenceSheet,
            DocumentKind::RenewalLetter => Self::RenewalLetter,
            DocumentKind::CustomerSet => Self::CustomerSet,
        }
    }
}

impl Desk {
    /// Prints into one file, or onto one printer, and records it: into the file `chosen`, or one of a fitting name in the office's folder for
    /// prints.
    pub async fn print(
        &self,
        form: PrintForm,
        to: DestinationForm,
        chosen: Option<PathBuf>,
    ) -> Result<PrintedView, Problem> {
        let account = self.account().await?;
        enough(&form)?;
        if let (DocumentKind::CustomerSet, 2..) = (form.document, form.subjects.len()) {
            // Each has a first page of its own.
            return Err(PaperProblem::TooManySheets {
                found: narrow(form.subjects.len()),
                max: 1,
            }
            .into());
        }
        let password = password(&to)?;
        let gathered = self.gathered(&form, &form.subjects).await?;
        let setup = self.setup(&form, &account, to.printer.as_deref()).await?;
        let destination = self.destination(to.printer, chosen, &gathered)?;
        self.one_file(&setup, &gathered, &account, password.as_ref(), destination)
            .await
            .map_err(|unmade| unmade.problem)
    }

    /// Page `page` (from 0) of what `print` would make, `width` pixels wide; of several documents on pages of their own, the first page of
    /// each. Records nothing.
    pub async fn preview(&self, form: PrintForm, page: u32, width: u32) -> Result<PreviewView, Problem> {
        let account = self.account().await?;
        enough(&form)?;
        let mut setup = self.setup(&form, &account, None).await?;
        // What lies on a page by itself is made by itself.
        let groups = groups(&setup.layout, form.subjects.len());
        let shown = groups[(page as usize).min(groups.len() - 1)].clone();
        if let (Layout::Labels(labels), 1..) = (&mut setup.layout, shown.start) {
            labels.start = 1;
        }
        let gathered = self.gathered(&form, &form.subjects[shown]).await?;
        let copies = self.copies(&gathered).await?;
        let pdf = self.make(&setup, &gathered, &copies, &account, None).await;
        let pdf = pdf.map_err(|unmade| unmade.problem)?;
        let (nth, pages) = match groups.len() {
            1 => ((page as usize).min(pdf.pages - 1), pdf.pages),
            several => (0, several),
        };
        let picture = tokio::task::spawn_blocking(move || kagifuda_print::preview(&pdf.bytes, nth, width)).await??;
        Ok(PreviewView {
            image: format!("data:image/png;base64,{}", STANDARD.encode(picture)),
            pages: narrow(pages),
        })
    }

    /// Says what is wrong with a file's password while it is typed.
    pub fn check_file_password(typed: &str) -> Result<(), Problem> {
        file_password(typed).map(drop)
    }

    /// Where one file goes.
    fn destination(
        &self,
        printer: Option<String>,
        chosen: Option<PathBuf>,
        gathered: &[Gathered],
    ) -> Result<Destination, Problem> {
        Ok(match (printer, chosen) {
            (Some(printer), _) => Destination::Printer(printer),
            (None, Some(chosen)) => Destination::File(Place::chosen(chosen)?),
            (None, None) => Destination::File(self.fitting(gathered)?),
        })
    }

    /// The documents of `subjects`.
    async fn gathered(&self, form: &PrintForm, subjects: &[String]) -> Result<Vec<Gathered>, Problem> {
        let mut gatherer = Gatherer::new(self, form.document.into(), form.language).await?;
        let mut all = Vec::with_capacity(subjects.len());
        for subject in subjects {
            let one = gatherer.gather(subject).await?;
            // What is named twice is wanted once: the second would be a reprint.
            if !all.iter().any(|known: &Gathered| known.subject == one.subject) {
                all.push(one);
            }
        }
        Ok(all)
    }
}

/// Which of so many documents lie on a page together, page by page.
fn groups(layout: &Layout, documents: usize) -> Vec<Range<usize>> {
    let (first, each) = match layout {
        Layout::Page(_) => (1, 1),
        Layout::Cards(Cut::Four) => (4, 4),
        Layout::Cards(Cut::Eight) => (8, 8),
        Layout::Labels(labels) => {
            let all = labels.sheet.labels().max(1);
            // A sheet that was used before has fewer left.
            (all.saturating_sub(labels.start.saturating_sub(1)).max(1), all)
        }
    };
    let begins = std::iter::once(0).chain((first..documents).step_by(each));
    let ends = (first..documents).step_by(each).chain([documents]);
    begins.zip(ends).map(|(begin, end)| begin..end).collect()
}

/// Refuses nothing, and more than one file may have.
fn enough(form: &PrintForm) -> Result<(), Problem> {
    match form.subjects.len() {
        0 => Err(PaperProblem::NothingToPrint.into()),
        found if found > Batch::MOST_ITEMS => Err(PaperProblem::TooManySheets {
            found: narrow(found),
            max: narrow(Batch::MOST_ITEMS),
        }
        .into()),
        _ => Ok(()),
    }
}

/// The password of a file, if it is to have one.
fn password(to: &DestinationForm) -> Result<Option<FilePassword>, Problem> {
    to.password.as_deref().map(file_password).transpose()
}

fn file_password(typed: &str) -> Result<FilePassword, Problem> {
    typed.parse().map_err(|_| PaperProblem::FilePassword.into())
}

#[cfg(test)]
mod tests {
    use kagifuda_print::{LabelSheet, Labels, Paper};

    use super::*;

    #[test]
    fn a_preview_shows_each_sheet_with_what_lies_on_it() {
        let labels = |start| {
            Layout::Labels(Labels {
                sheet: LabelSheet::known()
                    .into_iter()
                    .find(|sheet| sheet.labels() == 24)
                    .unwrap(),
                start,
                shift: [0.0; 2],
                scale: 1.0,
            })
        };
        for (layout, documents, expected) in [
            (Layout::Page(Paper::A4), 3, vec![(0, 1), (1, 2), (2, 3)]),
            (Layout::Cards(Cut::Four), 4, vec![(0, 4)]),
            (Layout::Cards(Cut::Eight), 9, vec![(0, 8), (8, 9)]),
            (labels(1), 24, vec![(0, 24)]),
            (labels(20), 30, vec![(0, 5), (5, 29), (29, 30)]),
            (labels(20), 5, vec![(0, 5)]),
            (labels(24), 2, vec![(0, 1), (1, 2)]),
        ] {
            let shown = groups(&layout, documents)
                .into_iter()
                .map(|group| (group.start, group.end));
            assert_eq!(shown.collect::<Vec<_>>(), expected, "{layout:?}");
        }
    }
}
