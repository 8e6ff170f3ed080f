//! Hundreds of documents at once: in files of their customers or in one, with progress, a way out, and what became of each.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use futures_util::{StreamExt, stream};
use kagifuda_cache::Account;
use kagifuda_domain::print::Document;
use kagifuda_print::{Batch, FilePassword};

use super::file::{Destination, Unmade};
use super::gather::{Gathered, Gatherer};
use super::place::{Place, named};
use super::setup::Setup;
use super::{enough, password};
use crate::Desk;
use crate::fault::narrow;
use crate::problem::{PaperProblem, Problem};
use crate::view::{BatchForm, BatchProgress, BatchView, DocumentKind, LeftOutView, PrintedView};

/// The most documents of a batch.
pub(super) const MOST_DOCUMENTS: usize = 10_000;

/// A batch under way: how far it is, and whether it is to stop.
#[derive(Default)]
pub struct Batching {
    cancelled: AtomicBool,
    done: AtomicU32,
    total: AtomicU32,
}

impl Batching {
    /// Stops it: what is being made is finished, nothing more is begun.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// How far it is.
    pub fn progress(&self) -> BatchProgress {
        BatchProgress {
            done: self.done.load(Ordering::Relaxed),
            total: self.total.load(Ordering::Relaxed),
        }
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    fn advance(&self, documents: usize) {
        self.done.fetch_add(narrow(documents), Ordering::Relaxed);
    }
}

/// What became of a part of a batch.
struct Part {
    printed: Vec<PrintedView>,
    left_out: Vec<LeftOutView>,
}

/// The documents of one file.
struct Share {
    number: usize,
    customer: String,
    subjects: Vec<String>,
}

impl Desk {
    /// Prints everything that `form` names. A document that cannot be printed is left out and named; so that memory stays flat, no more files
    /// are in hand than there are processors.
    pub async fn print_batch(&self, form: BatchForm, batching: &Batching) -> Result<BatchView, Problem> {
        let account = self.account().await?;
        let found = form.print.subjects.len();
        if found > MOST_DOCUMENTS {
            return Err(PaperProblem::TooManySheets {
                found: narrow(found),
                max: narrow(MOST_DOCUMENTS),
            }
            .into());
        }
        if found == 0 {
            enough(&form.print)?;
        }
        let password = password(&form.to)?;
        let setup = self.setup(&form.print, &account, form.to.printer.as_deref()).await?;
        let folder = self.folder()?;
        batching.total.store(narrow(found), Ordering::Relaxed);
        let shares = self.shares(&form).await?;
        let at_once = std::thread::available_parallelism().map_or(1, usize::from);
        let parts: Vec<Result<Part, Problem>> = stream::iter(shares)
            .map(|share| self.part(&form, &setup, &account, password.as_ref(), batching, share))
            .buffered(at_once)
            .collect()
            .await;
        let mut whole = BatchView {
            printed: Vec::new(),
            left_out: Vec::new(),
            cancelled: batching.is_cancelled(),
            folder: folder.display().to_string(),
        };
        for part in parts {
            let Part { printed, left_out } = part?;
            whole.printed.extend(printed);
            whole.left_out.extend(left_out);
        }
        Ok(whole)
    }

    /// Which documents go into which file.
    async fn shares(&self, form: &BatchForm) -> Result<Vec<Share>, Problem> {
        let document = Document::from(form.print.document);
        let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
        if form.per_customer {
            let mut gatherer = Gatherer::new(self, document, form.print.language).await?;
            for subject in &form.print.subjects {
                // What cannot be gathered is named when it is to be printed.
                let name = gatherer.gather(subject).await.ok().and_then(|one| one.name);
                groups
                    .entry(name.unwrap_or_default())
                    .or_default()
                    .push(subject.clone());
            }
        } else {
            groups.insert(String::new(), form.print.subjects.clone());
        }
        // A set has a first page of its own, and so a file.
        let most = if document == Document::CustomerSet {
            1
        } else {
            Batch::MOST_ITEMS
        };
        let shares = groups.into_iter().flat_map(|(customer, subjects)| {
            let chunks: Vec<Vec<String>> = subjects.chunks(most).map(<[String]>::to_vec).collect();
            chunks.into_iter().map(move |subjects| (customer.clone(), subjects))
        });
        Ok(shares
            .zip(1..)
            .map(|((customer, subjects), number)| Share {
                number,
                customer,
                subjects,
            })
            .collect())
    }

    /// Prints one file.
    async fn part(
        &self,
        form: &BatchForm,
        setup: &Setup,
        account: &Account,
        password: Option<&FilePassword>,
        batching: &Batching,
        share: Share,
    ) -> Result<Part, Problem> {
        let mut part = Part {
            printed: Vec::new(),
            left_out: Vec::new(),
        };
        let mut gatherer = Gatherer::new(self, form.print.document.into(), form.print.language).await?;
        let mut gathered = Vec::with_capacity(share.subjects.len());
        for subject in &share.subjects {
            if batching.is_cancelled() {
                return Ok(part);
            }
            match gatherer.gather(subject).await {
                Ok(one) => gathered.push(one),
                Err(problem) if is_fault(&problem) => return Err(problem),
                Err(problem) => part.leave_out(subject.clone(), problem, batching),
            }
        }
        while !gathered.is_empty() && !batching.is_cancelled() {
            let destination = match &form.to.printer {
                Some(printer) => Destination::Printer(printer.clone()),
                None => Destination::File(self.place_of(form, &share, &gathered)?),
            };
            match self.one_file(setup, &gathered, account, password, destination).await {
                Ok(printed) => {
                    batching.advance(gathered.len());
                    part.printed.push(printed);
                    break;
                }
                Err(Unmade { of: None, problem }) => return Err(problem),
                Err(Unmade { of: Some(nth), problem }) => {
                    // One of them cannot be printed: the others can.
                    let one = gathered.remove(nth);
                    part.leave_out(one.shown(), problem, batching);
                }
            }
        }
        Ok(part)
    }

    fn place_of(&self, form: &BatchForm, share: &Share, gathered: &[Gathered]) -> Result<Place, Problem> {
        let document = Document::from(form.print.document).name();
        let customer = match share.customer.as_str() {
            "" => gathered
                .first()
                .and_then(|one| one.name.clone())
                .filter(|_| gathered.len() == 1),
            name => Some(name.to_owned()),
        };
        let stem = self.stem(
            &form.pattern,
            document,
            customer.as_deref().unwrap_or_default(),
            share.number,
        );
        Ok(Place::fitting(self.folder()?, stem))
    }

    /// What the first file of a batch would be called, for a customer of the name `customer`.
    pub fn batch_name(&self, pattern: &str, document: DocumentKind, customer: &str) -> String {
        format!(
            "{}.pdf",
            self.stem(pattern, Document::from(document).name(), customer, 1)
        )
    }

    fn stem(&self, pattern: &str, document: &str, customer: &str, number: usize) -> String {
        let date = self.dated("");
        named(pattern, document, customer, date.trim_start_matches('-'), number)
    }
}

impl Part {
    fn leave_out(&mut self, subject: String, problem: Problem, batching: &Batching) {
        batching.advance(1);
        self.left_out.push(LeftOutView { subject, problem });
    }
}

/// Whether `problem` is not about one document.
fn is_fault(problem: &Problem) -> bool {
    problem.kind() == crate::problem::Kind::Failed
}
