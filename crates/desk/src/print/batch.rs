//! Hundreds of documents at once: in files of their customers or in one, with progress, a way out, and what became of each.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use futures_util::{StreamExt, stream};
use kagifuda_cache::Account;
use kagifuda_domain::print::Document;
use kagifuda_print::{Batch, FilePassword, Layout};

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
    failed: AtomicBool,
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

    fn is_over(&self) -> bool {
        self.is_cancelled() || self.failed.load(Ordering::Relaxed)
    }

    fn advance(&self, documents: usize) {
        self.done.fetch_add(narrow(documents), Ordering::Relaxed);
    }
}

/// What became of a part of a batch.
#[derive(Default)]
struct Part {
    printed: Vec<PrintedView>,
    left_out: Vec<LeftOutView>,
    /// What stopped it.
    fault: Option<Problem>,
}

/// The documents of one file; of several, where they have too many sheets for one.
struct Share {
    number: usize,
    customer: String,
    subjects: Vec<String>,
}

impl Desk {
    /// Prints everything that `form` names. A document that cannot be printed is left out and named; so that memory stays flat, no more files
    /// are in hand than there are processors. What is wrong with more than one document, such as a full disk, ends the batch, and what was
    /// printed until then is told all the same.
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
        let run = Run {
            desk: self,
            setup: self.setup(&form.print, &account, form.to.printer.as_deref()).await?,
            password: password(&form.to)?,
            form,
            account,
            batching,
        };
        let folder = self.folder()?;
        batching.total.store(narrow(found), Ordering::Relaxed);
        // A printer takes one after the other, and in their order.
        let at_once = match run.form.to.printer {
            Some(_) => 1,
            None => std::thread::available_parallelism().map_or(1, usize::from),
        };
        let parts: Vec<Part> = stream::iter(run.shares().await?)
            .map(|share| run.part(share))
            .buffered(at_once)
            .collect()
            .await;
        let mut whole = BatchView {
            printed: Vec::new(),
            left_out: Vec::new(),
            fault: None,
            cancelled: batching.is_cancelled(),
            folder: folder.display().to_string(),
        };
        for part in parts {
            whole.printed.extend(part.printed);
            whole.left_out.extend(part.left_out);
            whole.fault = whole.fault.or(part.fault);
        }
        match whole.fault {
            Some(fault) if whole.printed.is_empty() => Err(fault),
            Some(_) | None => Ok(whole),
        }
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

/// What all files of a batch share.
struct Run<'a> {
    desk: &'a Desk,
    form: BatchForm,
    setup: Setup,
    account: Account,
    password: Option<FilePassword>,
    batching: &'a Batching,
}

impl Run<'_> {
    /// Which documents go into which file.
    async fn shares(&self) -> Result<Vec<Share>, Problem> {
        // By name, and by who is called so.
        let mut groups: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
        if self.form.per_customer {
            let mut gatherer = self.gatherer().await?;
            for subject in &self.form.print.subjects {
                // What cannot be gathered is named when it is to be printed.
                let whose = gatherer.gather(subject).await.map_or_else(
                    |_| Default::default(),
                    |one| match (one.name, one.owner) {
                        (name, Some(owner)) => (name.unwrap_or_default(), owner.to_string()),
                        // Who this is, nobody knows: another may be called so.
                        (Some(name), None) => (name, subject.clone()),
                        // What belongs to nobody goes together.
                        (None, None) => Default::default(),
                    },
                );
                groups.entry(whose).or_default().push(subject.clone());
            }
        } else {
            groups.insert(Default::default(), self.form.print.subjects.clone());
        }
        let mut shares: Vec<Share> = Vec::new();
        for ((customer, _), mut subjects) in groups {
            while !subjects.is_empty() {
                let rest = subjects.split_off(self.most(shares.len()).min(subjects.len()));
                shares.push(Share {
                    number: shares.len() + 1,
                    customer: customer.clone(),
                    subjects,
                });
                subjects = rest;
            }
        }
        Ok(shares)
    }

    /// The most documents of a share that has `before` before it.
    fn most(&self, before: usize) -> usize {
        match (self.document(), &self.setup.layout) {
            // A set has a first page of its own, and so a file.
            (Document::CustomerSet, _) => 1,
            // A file ends where a sheet of labels does: the next begins on a new one.
            (_, Layout::Labels(labels)) => {
                let each = labels.sheet.labels().max(1);
                let used = if before == 0 {
                    labels.start.saturating_sub(1) % each
                } else {
                    0
                };
                (Batch::MOST_ITEMS / each * each).saturating_sub(used).max(1)
            }
            (_, Layout::Page(_) | Layout::Cards(_)) => Batch::MOST_ITEMS,
        }
    }

    /// Prints a share.
    async fn part(&self, share: Share) -> Part {
        let mut part = Part::default();
        if let Err(fault) = self.print(&share, &mut part).await {
            self.batching.failed.store(true, Ordering::Relaxed);
            part.fault = Some(fault);
        }
        part
    }

    async fn print(&self, share: &Share, part: &mut Part) -> Result<(), Problem> {
        let mut gatherer = self.gatherer().await?;
        let mut files: Vec<Vec<Gathered>> = Vec::new();
        let mut sheets = 0;
        for subject in &share.subjects {
            if self.batching.is_over() {
                return Ok(());
            }
            match gatherer.gather(subject).await {
                Ok(one) => {
                    sheets += one.facts.len();
                    match files.last_mut() {
                        Some(file) if sheets <= Batch::MOST_ITEMS => file.push(one),
                        Some(_) | None => {
                            sheets = one.facts.len();
                            files.push(vec![one]);
                        }
                    }
                }
                Err(problem) if is_fault(&problem) => return Err(problem),
                Err(problem) => part.leave_out(subject.clone(), problem, self.batching),
            }
        }
        for gathered in files {
            self.print_file(share, gathered, part).await?;
        }
        Ok(())
    }

    async fn print_file(&self, share: &Share, mut gathered: Vec<Gathered>, part: &mut Part) -> Result<(), Problem> {
        let mut setup = self.setup.clone();
        if let (Layout::Labels(labels), 2..) = (&mut setup.layout, share.number) {
            labels.start = 1;
        }
        let password = self.password.as_ref();
        while !gathered.is_empty() && !self.batching.is_over() {
            let destination = match &self.form.to.printer {
                Some(printer) => Destination::Printer(printer.clone()),
                None => Destination::File(self.place(share, &gathered)?),
            };
            let printed = self
                .desk
                .one_file(&setup, &gathered, &self.account, password, destination);
            match printed.await {
                Ok(printed) => {
                    self.batching.advance(gathered.len());
                    part.printed.push(printed);
                    break;
                }
                // One of them cannot be printed: the others can.
                Err(Unmade { of: Some(nth), problem }) => {
                    let one = gathered.remove(nth);
                    part.leave_out(one.shown(), problem, self.batching);
                }
                Err(Unmade {
                    of: None,
                    problem: problem @ Problem::Paper(PaperProblem::TooManySheets { .. }),
                }) => {
                    // One document alone has more sheets than a file may have.
                    part.leave_out(gathered.remove(0).shown(), problem, self.batching);
                }
                Err(Unmade { of: None, problem }) => return Err(problem),
            }
        }
        Ok(())
    }

    fn place(&self, share: &Share, gathered: &[Gathered]) -> Result<Place, Problem> {
        let customer = match share.customer.as_str() {
            "" => gathered
                .first()
                .and_then(|one| one.name.clone())
                .filter(|_| gathered.len() == 1),
            name => Some(name.to_owned()),
        };
        let stem = self.desk.stem(
            &self.form.pattern,
            self.document().name(),
            customer.as_deref().unwrap_or_default(),
            share.number,
        );
        Ok(Place::fitting(self.desk.folder()?, stem))
    }

    fn document(&self) -> Document {
        self.form.print.document.into()
    }

    async fn gatherer(&self) -> Result<Gatherer<'_>, Problem> {
        Gatherer::new(self.desk, self.document(), self.form.print.language).await
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
