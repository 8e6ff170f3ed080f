//! Printing: into files of the office, onto paper, and for mail; and showing beforehand what it would be.

mod batch;
mod file;
mod gather;
pub(crate) mod history;
mod kept;
mod place;
mod printer;
mod select;
mod setup;

use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kagifuda_domain::print::Document;
use kagifuda_print::{Batch, FilePassword};

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
        let password = password(&to)?;
        let gathered = self.gathered(&form, &form.subjects).await?;
        let setup = self.setup(&form, &account, to.printer.as_deref()).await?;
        let destination = self.destination(to.printer, chosen, &gathered)?;
        self.one_file(&setup, &gathered, &account, password.as_ref(), destination)
            .await
            .map_err(|unmade| unmade.problem)
    }

    /// Document `page` (from 0) of what `print` would make, its first page `width` pixels wide. Records nothing.
    pub async fn preview(&self, form: PrintForm, page: u32, width: u32) -> Result<PreviewView, Problem> {
        let account = self.account().await?;
        enough(&form)?;
        let setup = self.setup(&form, &account, None).await?;
        // What lies on a page by itself is made by itself.
        let together = shown_together(&form, &setup.layout);
        let pages = form.subjects.len().div_ceil(together);
        let first = (page as usize).min(pages - 1) * together;
        let last = (first + together).min(form.subjects.len());
        let gathered = self.gathered(&form, &form.subjects[first..last]).await?;
        let copies = self.copies(&gathered).await?;
        let pdf = self.make(&setup, &gathered, &copies, &account, None).await;
        let pdf = pdf.map_err(|unmade| unmade.problem)?;
        let picture = tokio::task::spawn_blocking(move || kagifuda_print::preview(&pdf.bytes, 0, width)).await??;
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

/// How many documents a preview shows at once.
fn shown_together(form: &PrintForm, layout: &kagifuda_print::Layout) -> usize {
    use kagifuda_print::{Cut, Layout};
    match layout {
        Layout::Page(_) => 1,
        Layout::Cards(Cut::Four) => 4,
        Layout::Cards(Cut::Eight) => 8,
        // The first sheet is what counts: whether the start is right.
        Layout::Labels(labels) => labels.sheet.labels().max(1).min(form.subjects.len()).max(1),
    }
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
