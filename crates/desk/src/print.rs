//! Printing into a file, and showing what would be printed.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kagifuda_cache::{Account, KeyRow, NewPrint};
use kagifuda_domain::ids::ActivationKeyNo;
use kagifuda_domain::print::{Document, Facts, Subject};
use kagifuda_print::{Batch, Item, Kind, Pdf, Supplier};
use tempfile::NamedTempFile;
use uuid::Uuid;

use crate::Desk;
use crate::fault::{narrow, no_access};
use crate::lookup::parse_no;
use crate::problem::Problem;
use crate::save;
use crate::view::{DocumentKind, Language, Paper, PreviewView, PrintForm, PrintedView};

impl From<Kind> for DocumentKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::ActivationSheet => Self::ActivationSheet,
            Kind::StartupCard => Self::StartupCard,
        }
    }
}

impl From<DocumentKind> for Kind {
    fn from(document: DocumentKind) -> Self {
        match document {
            DocumentKind::ActivationSheet => Self::ActivationSheet,
            DocumentKind::StartupCard => Self::StartupCard,
        }
    }
}

impl From<DocumentKind> for Document {
    fn from(document: DocumentKind) -> Self {
        match document {
            DocumentKind::ActivationSheet => Self::ActivationSheet,
            DocumentKind::StartupCard => Self::StartupCard,
        }
    }
}

impl From<Language> for kagifuda_print::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Ja => Self::Ja,
            Language::En => Self::En,
        }
    }
}

impl Desk {
    /// Prints into the file `to`, or one of a fitting name in the office's folder for prints, and records it.
    pub async fn print(&self, form: PrintForm, to: Option<PathBuf>) -> Result<PrintedView, Problem> {
        let account = self.account().await?;
        let keys = numbers(&form)?;
        let (folder, file) = self.place(&form, &keys, to)?;
        loop {
            let foreseen = self.copies(form.document, &keys).await?;
            let pdf = make(self.batch(&form, &account, &keys, &foreseen).await?).await?;
            let written = save::write(&folder, pdf.bytes).await?;
            let recording = self
                .cache
                .record_prints(self.new_prints(&form, &keys).await?, &account.login, self.clock.now())
                .await?;
            if recording.copies() != foreseen {
                // Somebody else printed the same at the same moment: this is a later copy than it says.
                continue;
            }
            // The file first: whatever fails before it bears its name takes no copy number.
            let file = keep(written, &folder, file)?;
            recording.keep().await?;
            return Ok(PrintedView {
                file: file.display().to_string(),
                pages: narrow(pdf.pages),
            });
        }
    }

    /// Page `page` (from 0) of what `print` would make, `width` pixels wide. Records nothing.
    pub async fn preview(&self, form: PrintForm, page: u32, width: u32) -> Result<PreviewView, Problem> {
        let account = self.account().await?;
        let keys = numbers(&form)?;
        let copies = self.copies(form.document, &keys).await?;
        // Each key has a page of its own, so that one is made and not all.
        let shown = (page as usize).min(keys.len() - 1);
        let batch = self
            .batch(&form, &account, &keys[shown..=shown], &copies[shown..=shown])
            .await?;
        let pdf = make(batch).await?;
        let picture = tokio::task::spawn_blocking(move || kagifuda_print::preview(&pdf.bytes, 0, width)).await??;
        Ok(PreviewView {
            image: format!("data:image/png;base64,{}", STANDARD.encode(picture)),
            pages: narrow(keys.len()),
        })
    }

    async fn copies(&self, document: DocumentKind, keys: &[ActivationKeyNo]) -> Result<Vec<NonZeroU32>, Problem> {
        let subjects: Vec<Subject> = keys.iter().map(|no| Subject::from(*no)).collect();
        let prints: Vec<_> = subjects.iter().map(|subject| (document.into(), subject)).collect();
        Ok(self.cache.next_copies(&prints).await?)
    }

    async fn new_prints(&self, form: &PrintForm, keys: &[ActivationKeyNo]) -> Result<Vec<NewPrint>, Problem> {
        let mut prints = Vec::with_capacity(keys.len());
        for no in keys {
            prints.push(NewPrint {
                id: Uuid::new_v4(),
                document: form.document.into(),
                subject: (*no).into(),
                customer: self.row(*no).await?.customer.map(|customer| customer.id),
                language: form.language.into(),
                facts: Facts::default(),
            });
        }
        Ok(prints)
    }

    async fn batch(
        &self,
        form: &PrintForm,
        account: &Account,
        keys: &[ActivationKeyNo],
        copies: &[NonZeroU32],
    ) -> Result<Batch, Problem> {
        let (dealer, server) = self.cache.supplier().await?;
        let address = server
            .and_then(|server| server.public_address.parse().ok())
            .ok_or(Problem::PublicAddress)?;
        let supplier = match dealer {
            Some(dealer) => Supplier {
                company: dealer.company,
                phone: dealer.phone,
                email: Some(dealer.email),
            },
            None => Supplier {
                company: account.company.clone(),
                phone: None,
                email: None,
            },
        };
        let mut items = Vec::with_capacity(keys.len());
        for (no, copy) in keys.iter().zip(copies) {
            items.push(item(self.row(*no).await?, form.language, *copy));
        }
        Ok(Batch {
            kind: form.document.into(),
            paper: match form.paper {
                Paper::A4 => kagifuda_print::Paper::A4,
                Paper::A6 => kagifuda_print::Paper::A6,
            },
            language: form.language.into(),
            printed_at: self.now()?,
            address,
            supplier,
            items,
        })
    }

    /// The folder that the file goes into, made if need be, and the file's name if it was chosen.
    fn place(
        &self,
        form: &PrintForm,
        keys: &[ActivationKeyNo],
        to: Option<PathBuf>,
    ) -> Result<(PathBuf, Name), Problem> {
        match to {
            Some(to) => {
                let chosen = std::path::absolute(&to).map_err(|error| no_access(&to, &error))?;
                let place = behind_links(&chosen)?;
                match place.parent() {
                    Some(folder) => Ok((folder.to_owned(), Name::Chosen { chosen, place })),
                    None => Err(not_a_file(&chosen)),
                }
            }
            None => {
                let folder = self.folder()?;
                let first = keys.first().map(|no| no.plain()).unwrap_or_default();
                let last_four = &first[first.len().saturating_sub(4)..];
                Ok((
                    folder,
                    Name::Fitting(format!(
                        "{}-{last_four}",
                        self.dated(Document::from(form.document).name())
                    )),
                ))
            }
        }
    }
}

/// How a file is named.
pub(crate) enum Name {
    /// As the person chose, replacing the file that is there; at `place`, if that is a link.
    Chosen { chosen: PathBuf, place: PathBuf },
    /// Like this, with a number if there is such a file already.
    Fitting(String),
}

/// Where a file of the name `chosen` is to be put: links are followed, and what is there must be a file.
fn behind_links(chosen: &Path) -> Result<PathBuf, Problem> {
    /// As many as systems follow.
    const MOST_LINKS: usize = 40;
    let mut place = chosen.to_owned();
    for _ in 0..MOST_LINKS {
        match std::fs::symlink_metadata(&place) {
            Ok(there) if there.is_symlink() => {
                let target = std::fs::read_link(&place).map_err(|error| no_access(chosen, &error))?;
                place = place.parent().unwrap_or(Path::new("")).join(target);
            }
            Ok(there) if there.is_file() => return Ok(place),
            Ok(_) => return Err(not_a_file(chosen)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(place),
            Err(error) => return Err(no_access(chosen, &error)),
        }
    }
    Err(not_a_file(chosen))
}

fn not_a_file(path: &Path) -> Problem {
    Problem::NotAFile {
        path: path.display().to_string(),
    }
}

fn numbers(form: &PrintForm) -> Result<Vec<ActivationKeyNo>, Problem> {
    let keys = form
        .keys
        .iter()
        .map(|typed| parse_no(typed))
        .collect::<Result<Vec<_>, _>>()?;
    match keys.len() {
        0 => Err(Problem::NothingToPrint),
        found if found > Batch::MOST_ITEMS => Err(Problem::TooManySheets {
            found: narrow(found),
            max: narrow(Batch::MOST_ITEMS),
        }),
        _ => Ok(keys),
    }
}

fn item(row: KeyRow, language: Language, copy: NonZeroU32) -> Item {
    let (product_name, product_use) = match language {
        Language::Ja => (row.product.name.ja, row.product.purpose.ja),
        Language::En => (row.product.name.en, row.product.purpose.en),
    };
    Item {
        activation_key: row.activation_key,
        registration_id: row.registration_id,
        product: row.product.code,
        product_name,
        product_use,
        device: row.binding.as_ref().map(|binding| binding.device),
        registration_key: row.binding.as_ref().map(|binding| binding.registration_key),
        site: row.site.map(|site| site.one_line()).filter(|site| !site.is_empty()),
        customer: row.customer.map(|customer| customer.name),
        issued_at: row.binding.map(|binding| binding.issued_at),
        copy,
    }
}

async fn make(batch: Batch) -> Result<Pdf, Problem> {
    Ok(tokio::task::spawn_blocking(move || kagifuda_print::pdf(&batch)).await??)
}

/// Gives the written file its name.
fn keep(written: NamedTempFile, folder: &Path, name: Name) -> Result<PathBuf, Problem> {
    match name {
        Name::Chosen { chosen, place } => match written.persist(&place) {
            Ok(_) => Ok(chosen),
            Err(refused) => Err(no_access(&chosen, &refused.error)),
        },
        Name::Fitting(stem) => save::keep(written, folder, &stem, "pdf"),
    }
}
