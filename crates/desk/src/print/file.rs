//! One file: which copies it holds, its bytes, its record, and where it goes.

use std::num::NonZeroU32;

use kagifuda_cache::{Account, NewPrint};
use kagifuda_print::{FilePassword, Item, Mark, Pdf, PrintError};
use uuid::Uuid;

use super::gather::Gathered;
use super::kept;
use super::place::Place;
use super::printer;
use super::setup::Setup;
use crate::Desk;
use crate::fault::{narrow, unprinted};
use crate::problem::Problem;
use crate::save;
use crate::view::PrintedView;

/// Where a file goes.
pub(super) enum Destination {
    /// It stays there.
    File(Place),
    /// Onto this printer, and then it is gone.
    Printer(String),
}

impl Desk {
    /// Prints `gathered` as one file and records it. Whatever fails before the file is where it should be takes no copy number.
    pub(super) async fn one_file(
        &self,
        setup: &Setup,
        gathered: &[Gathered],
        account: &Account,
        password: Option<&FilePassword>,
        destination: Destination,
    ) -> Result<PrintedView, Unmade> {
        loop {
            let foreseen = self.copies(gathered).await?;
            let pdf = self.make(setup, gathered, &foreseen, account, password).await?;
            let folder = match &destination {
                Destination::File(place) => place.folder().to_owned(),
                Destination::Printer(_) => self.folder()?,
            };
            let written = save::write(&folder, pdf.bytes).await?;
            let prints = new_prints(setup, gathered);
            let recording = self
                .cache
                .record_prints(prints, &account.login, self.clock.now())
                .await?;
            if recording.copies() != foreseen {
                // Somebody else printed the same at the same moment: this is a later copy than it says.
                continue;
            }
            let (file, printer) = match destination {
                Destination::File(place) => (Some(place.keep(written)?.display().to_string()), None),
                Destination::Printer(name) => {
                    printer::send(&name, written).await?;
                    (None, Some(name))
                }
            };
            recording.keep().await?;
            if let Err(problem) = self.printed_on(&setup.layout, printer.as_deref()).await {
                tracing::warn!(?problem, "what was printed on is not offered first the next time");
            }
            return Ok(PrintedView {
                file,
                printer,
                pages: narrow(pdf.pages),
                documents: narrow(gathered.len()),
            });
        }
    }

    /// The copy numbers that `gathered` would have now.
    pub(super) async fn copies(&self, gathered: &[Gathered]) -> Result<Vec<NonZeroU32>, Problem> {
        let prints: Vec<_> = gathered.iter().map(|one| (one.document, &one.subject)).collect();
        Ok(self.cache.next_copies(&prints).await?)
    }

    /// The file of `gathered`, which are those `copies`.
    pub(super) async fn make(
        &self,
        setup: &Setup,
        gathered: &[Gathered],
        copies: &[NonZeroU32],
        account: &Account,
        password: Option<&FilePassword>,
    ) -> Result<Pdf, Unmade> {
        let at = self.now()?;
        let marked = gathered.iter().zip(copies).enumerate().flat_map(|(nth, (one, copy))| {
            let mark = Mark {
                copy: *copy,
                at,
                by: account.login.clone(),
            };
            let item = move |facts: &_| {
                (
                    nth,
                    Item {
                        facts: Clone::clone(facts),
                        mark: mark.clone(),
                    },
                )
            };
            one.facts.iter().map(item).collect::<Vec<_>>()
        });
        let (owners, items): (Vec<usize>, Vec<Item>) = marked.unzip();
        let contents = gathered.iter().find_map(|one| one.contents.clone());
        let batch = setup.batch(items, contents);
        let password = password.cloned();
        let make = move || -> Result<Pdf, PrintError> {
            let pdf = kagifuda_print::pdf(&batch)?;
            match password {
                Some(password) => Ok(Pdf {
                    bytes: kagifuda_print::protect(&pdf.bytes, &password)?,
                    ..pdf
                }),
                None => Ok(pdf),
            }
        };
        let made = tokio::task::spawn_blocking(make).await?;
        made.map_err(|error| {
            let of = error.item().and_then(|item| owners.get(item).copied());
            let name = |_| of.map(|nth| gathered[nth].shown()).unwrap_or_default();
            Unmade {
                of,
                problem: unprinted(error, name),
            }
        })
    }
}

/// Why a file was not made.
pub(super) struct Unmade {
    /// The document that is to blame, if it is one, by its place.
    pub of: Option<usize>,
    pub problem: Problem,
}

impl<E: Into<Problem>> From<E> for Unmade {
    fn from(error: E) -> Self {
        Self {
            of: None,
            problem: error.into(),
        }
    }
}

impl Gathered {
    /// What people call it: its number, or whose it is.
    pub fn shown(&self) -> String {
        use kagifuda_domain::print::Document;
        match self.document {
            Document::ActivationSheet | Document::StartupCard | Document::KeyLabel | Document::RegistrationSheet => {
                self.subject.shown(self.document)
            }
            Document::LicenceSheet | Document::RenewalLetter | Document::CustomerSet => {
                self.name.clone().unwrap_or_else(|| self.subject.shown(self.document))
            }
        }
    }
}

fn new_prints(setup: &Setup, gathered: &[Gathered]) -> Vec<NewPrint> {
    let new = |one: &Gathered| NewPrint {
        id: Uuid::new_v4(),
        document: one.document,
        subject: one.subject.clone(),
        customer: one.customer,
        language: match setup.language {
            kagifuda_print::Language::Ja => kagifuda_domain::mail::Language::Ja,
            kagifuda_print::Language::En => kagifuda_domain::mail::Language::En,
        },
        facts: kept::keep(setup, one),
    };
    gathered.iter().map(new).collect()
}
