//! Reading paper back: what a picture of it says, and whether that agrees with what the server signed.
//!
//! What is held against a secret is a look at that secret, and on record as one. The server is asked by fetching what is new: everything that
//! this office has is in its feed, signed, and so are the prints of all its desks.

mod judge;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kagifuda_cache::{KeyRow, Secret, Shown};
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId, DocumentNo, RegistrationId, RegistrationKey};
use kagifuda_domain::miemasu::LicenceKey;
use kagifuda_domain::print::Document as PrintedDocument;
use kagifuda_domain::text::is_hidden;
use kagifuda_domain::tsunagaru::ConnectionNo;
use kagifuda_print::{Found, KeyPaper, LARGEST_FILE, MOST_PIXELS, ReadError, Scanned, codes_in};
use kagifuda_wire::record::{Kind, Record, Subscription};

use crate::Desk;
use crate::fault::{failed, narrow};
use crate::problem::{Problem, ScanProblem};
use crate::view::{
    Asked, CodeView, Finding, ScanForm, ScanVerdict, ScanView, ScannedDocument, ScannedField, ScannedNumberView,
    ScannedView, Verdict,
};

/// The largest file that is read, in bytes.
pub const LARGEST_SCAN: usize = LARGEST_FILE;
/// Characters that are shown of a code that is not ours.
const FOREIGN_SHOWN: usize = 120;

impl Desk {
    /// The same as [`Desk::scan`], of bytes in base64.
    pub async fn scan_form(&self, form: ScanForm) -> Result<ScanView, Problem> {
        let bytes = STANDARD.decode(form.content).map_err(|_| ScanProblem::ScanDamaged)?;
        self.scan(bytes).await
    }

    /// Every two-dimensional code in a PNG or JPEG picture or a PDF file, and what is to be said of it.
    ///
    /// Needs no network; where something is not known here, the server is asked as long as a person waits.
    pub async fn scan(&self, bytes: Vec<u8>) -> Result<ScanView, Problem> {
        let account = self.account().await?;
        let reading = tokio::task::spawn_blocking(move || codes_in(&bytes)).await;
        let reading = reading.map_err(|fault| failed(&fault))??;

        let mut gathered = self.gather(&reading.codes).await?;
        let mut asked = Asked::NotYours;
        if gathered.iter().any(|code| code.is_worth_asking()) {
            match self.fetch_news().await {
                Ok(()) => gathered = self.gather(&reading.codes).await?,
                Err(because) => asked = Asked::NoAnswer { because },
            }
        }
        let now = self.clock.now();
        for (activation_key, secret) in gathered.iter().flat_map(Gathered::looks) {
            let by = account.login.clone();
            let shown = Shown {
                activation_key: *activation_key,
                secret: *secret,
                by,
                at: now,
            };
            self.cache.record_shown(&shown).await?;
        }
        let codes: Vec<CodeView> = gathered.into_iter().map(|code| code.view(&asked)).collect();
        Ok(ScanView {
            verdict: gravest(&codes),
            codes,
            pages_left: narrow(reading.pages_left),
        })
    }

    async fn gather(&self, codes: &[Found]) -> Result<Vec<Gathered>, Problem> {
        let (_, server) = self.cache.supplier().await?;
        let address = server.map(|server| server.public_address);
        let mut gathered = Vec::with_capacity(codes.len());
        for found in codes {
            gathered.push(match found.text.parse::<Scanned>() {
                Ok(scanned) => {
                    let mut document = self.document(found.page, scanned).await?;
                    document.note_address(&found.text, address.as_deref());
                    Gathered::Document(document)
                }
                Err(_) => Gathered::Foreign(found.clone()),
            });
        }
        Ok(gathered)
    }

    /// What is known here of the numbers of `scanned`.
    async fn document(&self, page: usize, scanned: Scanned) -> Result<Document, Problem> {
        let of = |document| Document {
            page,
            document,
            numbers: Vec::new(),
            looks: Vec::new(),
            query: None,
        };
        match scanned {
            Scanned::Key {
                on,
                activation_key,
                registration_id,
                registered,
            } => {
                let document = of(match on {
                    KeyPaper::Sheet => ScannedDocument::ActivationSheet,
                    KeyPaper::Card => ScannedDocument::StartupCard,
                });
                let document = self.pair(document, activation_key, registration_id).await?;
                match registered {
                    Some(registered) => self.registered(document, activation_key, registered).await,
                    None => Ok(document),
                }
            }
            Scanned::Registration {
                device,
                keys,
                connection,
            } => {
                let document = of(ScannedDocument::RegistrationSheet);
                self.registration(document, device, &keys, connection).await
            }
            Scanned::Licence(key) => self.licence(of(ScannedDocument::LicenceSheet), &key).await,
            Scanned::Letter(no) => {
                let document = of(ScannedDocument::RenewalLetter);
                self.printed(document, PrintedDocument::RenewalLetter, no).await
            }
            Scanned::Set(no) => {
                let document = of(ScannedDocument::CustomerSet);
                self.printed(document, PrintedDocument::CustomerSet, no).await
            }
        }
    }

    async fn pair(
        &self,
        mut document: Document,
        activation_key: ActivationKeyNo,
        registration_id: RegistrationId,
    ) -> Result<Document, Problem> {
        let known = self.cache.key(activation_key).await?.map(|row| row.registration_id);
        let near = match known {
            Some(_) => vec![],
            None => self.cache.keys_with_registration_id(registration_id).await?,
        };
        let [of_key, of_id] = judge::pair(activation_key, registration_id, known, &near);
        if of_id != Finding::Unknown {
            document.query = known.map(|_| activation_key.to_string());
            let looked_at = known.map(|_| activation_key).into_iter().chain(near);
            document.looks = looked_at.map(|no| (no, Secret::RegistrationId)).collect();
        }
        document.note(ScannedField::ActivationKey, activation_key, of_key);
        document.note(ScannedField::RegistrationId, registration_id, of_id);
        Ok(document)
    }

    /// The device and the registration key that stand beside a pair.
    async fn registered(
        &self,
        mut document: Document,
        no: ActivationKeyNo,
        (device, key): (DeviceId, RegistrationKey),
    ) -> Result<Document, Problem> {
        let known = self.cache.key(no).await?.and_then(|row| row.binding);
        let known = known.map(|binding| (binding.device, binding.registration_key));
        let [of_device, of_key] = judge::registered((device, key), known);
        if known.is_some() {
            document.looks.push((no, Secret::RegistrationKey));
        }
        document.note(ScannedField::Device, device, of_device);
        document.note(ScannedField::RegistrationKey, key, of_key);
        Ok(document)
    }

    async fn registration(
        &self,
        mut document: Document,
        device: DeviceId,
        keys: &[RegistrationKey],
        connection: Option<ConnectionNo>,
    ) -> Result<Document, Problem> {
        let rows = self.cache.keys_of_device(device).await?;
        let subscription = self.subscription_of(device).await?;
        let is_known = !rows.is_empty() || subscription.is_some() || self.cache.device(device).await?.is_some();
        let of_device = if is_known { Finding::Agrees } else { Finding::Unknown };
        document.note(ScannedField::Device, device, of_device);
        document.query = is_known.then(|| device.to_string());

        let here = rows.iter().filter_map(registered).map(|(_, key)| key);
        let here: Vec<_> = here
            .chain(subscription.iter().map(|subscription| subscription.registration_key))
            .collect();
        for key in keys {
            let row = self.cache.key_registered_with(*key).await?;
            let owner = row.as_ref().and_then(|row| row.binding.as_ref());
            let finding = judge::registration_key(*key, &here, owner.map(|binding| binding.device));
            if finding != Finding::Unknown {
                // What is almost a key of this device was held against all of them.
                let held_against = row.iter().chain(rows.iter().filter(|_| row.is_none()));
                let looks = held_against.filter_map(registered);
                document
                    .looks
                    .extend(looks.map(|(no, _)| (no, Secret::RegistrationKey)));
            }
            document.note(ScannedField::RegistrationKey, *key, finding);
        }
        if let Some(no) = connection {
            let known = subscription.map(|subscription| subscription.connection_no);
            document.note(ScannedField::ConnectionNo, no, judge::connection(no, known));
        }
        Ok(document)
    }

    async fn subscription_of(&self, device: DeviceId) -> Result<Option<Subscription>, Problem> {
        Ok(match self.cache.one(Kind::Subscription, &device.plain()).await? {
            Some(Record::Subscription(subscription)) => Some(subscription),
            Some(_) | None => None,
        })
    }

    async fn licence(&self, mut document: Document, key: &LicenceKey) -> Result<Document, Problem> {
        let mut sheets = Vec::new();
        for record in self.cache.whole(Kind::LicenceSheet).await? {
            if let Record::LicenceSheet(sheet) = record {
                sheets.push(sheet);
            }
        }
        let finding = judge::licence_key(key, sheets.iter().map(|sheet| &sheet.licence_key));
        document.note(ScannedField::LicenceKey, key, finding);
        if let Some(sheet) = sheets.iter().find(|sheet| sheet.licence_key == *key) {
            let devices = self.cache.whole(Kind::MiemasuDevice).await?;
            let serving = devices.into_iter().find_map(|record| {
                let Record::MiemasuDevice(device) = record else {
                    return None;
                };
                (device.licence.sheet == sheet.id).then(|| device.mac.to_string())
            });
            document.query = serving;
        }
        Ok(document)
    }

    /// A letter or a set: genuine where some desk of this dealer printed it. The letter in a set has the number of the set.
    async fn printed(
        &self,
        mut page: Document,
        document: PrintedDocument,
        no: DocumentNo,
    ) -> Result<Document, Problem> {
        let prints = self.cache.prints_of(&no.into()).await?;
        let is_it = |printed| printed == document || printed == PrintedDocument::CustomerSet;
        let finding = if prints.iter().any(|row| is_it(row.print.document)) {
            Finding::Agrees
        } else {
            Finding::Unknown
        };
        page.note(ScannedField::DocumentNo, no, finding);
        Ok(page)
    }
}

/// A code with what is known of it.
enum Gathered {
    Document(Document),
    Foreign(Found),
}

struct Document {
    page: usize,
    document: ScannedDocument,
    numbers: Vec<ScannedNumberView>,
    /// The secrets that its numbers were held against.
    looks: Vec<(ActivationKeyNo, Secret)>,
    query: Option<String>,
}

impl Document {
    fn note(&mut self, field: ScannedField, number: impl ToString, finding: Finding) {
        let number = number.to_string();
        self.numbers.push(ScannedNumberView { field, number, finding });
    }

    /// A true number behind a false address leads the customer's telephone elsewhere.
    fn note_address(&mut self, text: &str, known: Option<&str>) {
        if let (Some((printed, _)), Some(known)) = (text.rsplit_once('#'), known) {
            let finding = judge::address(printed, known);
            let printed = shortened(&printed.to_ascii_lowercase());
            self.note(ScannedField::Address, printed, finding);
        }
    }

    fn verdict(&self, asked: Asked) -> Verdict {
        judge::verdict(self.numbers.iter().map(|number| &number.finding), asked)
    }
}

impl Gathered {
    fn is_worth_asking(&self) -> bool {
        match self {
            Self::Document(document) => matches!(document.verdict(Asked::NotYours), Verdict::Unknown { .. }),
            Self::Foreign(_) => false,
        }
    }

    fn looks(&self) -> &[(ActivationKeyNo, Secret)] {
        match self {
            Self::Document(document) => &document.looks,
            Self::Foreign(_) => &[],
        }
    }

    fn view(self, asked: &Asked) -> CodeView {
        match self {
            Self::Document(document) => CodeView::Document(ScannedView {
                page: narrow(document.page),
                document: document.document,
                verdict: document.verdict(asked.clone()),
                numbers: document.numbers,
                query: document.query,
            }),
            Self::Foreign(Found { text, page }) => CodeView::Foreign {
                page: narrow(page),
                text: shortened(&text),
            },
        }
    }
}

fn registered(row: &KeyRow) -> Option<(ActivationKeyNo, RegistrationKey)> {
    let binding = row.binding.as_ref()?;
    Some((row.activation_key, binding.registration_key))
}

/// A text of somebody else's, in one line and not too long.
fn shortened(text: &str) -> String {
    let shown = |c: char| if is_hidden(c) { ' ' } else { c };
    let mut short: String = text.chars().take(FOREIGN_SHOWN).map(shown).collect();
    if text.chars().nth(FOREIGN_SHOWN).is_some() {
        short.push('…');
    }
    short
}

/// What is to be said of them all.
fn gravest(codes: &[CodeView]) -> ScanVerdict {
    let said = codes.iter().filter_map(|code| match code {
        CodeView::Document(ScannedView { verdict, .. }) => Some(match verdict {
            Verdict::Genuine => (0, ScanVerdict::Genuine),
            Verdict::Unknown { .. } => (1, ScanVerdict::Unknown),
            Verdict::Contradicts => (2, ScanVerdict::Contradicts),
        }),
        CodeView::Foreign { .. } => None,
    });
    said.max_by_key(|(grave, _)| *grave)
        .map_or(ScanVerdict::Nothing, |(_, verdict)| verdict)
}

impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        Self::Scan(match error {
            ReadError::Kind => ScanProblem::ScanNoPicture,
            ReadError::FileTooLarge { .. } => ScanProblem::ScanFileTooLarge {
                megabytes: narrow(LARGEST_FILE / (1024 * 1024)),
            },
            ReadError::PictureTooLarge { .. } => ScanProblem::ScanPictureTooLarge {
                megapixels: narrow(MOST_PIXELS / 1_000_000),
            },
            ReadError::Locked => ScanProblem::ScanLocked,
            ReadError::Damaged => ScanProblem::ScanDamaged,
        })
    }
}
