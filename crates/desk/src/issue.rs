//! Applying for registration keys: on disk first, then at once to the server where it is reached.

use std::time::Duration;

use kagifuda_cache::{Answer, Intent};
use kagifuda_domain::kms::KEYS_PER_APPLICATION;
use kagifuda_domain::site::Site;
use kagifuda_wire::kms::{KeyPair, Register, Registration};
use uuid::Uuid;

use crate::Desk;
use crate::fault::{mistyped, narrow};
use crate::lookup::parse_no;
use crate::problem::{Field, Mistake, Problem};
use crate::view::{IntentView, IssueForm, IssueLine, IssueReport, IssueView, RegistrationView, instant};

/// How long a person waits for the server's answer before the application is left to the next sync.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many applications are listed.
const LISTED: u32 = 200;

impl Desk {
    /// Applies for registration keys: on disk first, then at once to the server, and queued where it gives no answer.
    /// What waited from earlier is sent before it.
    ///
    /// `Err` is what was typed wrongly or went wrong here; then nothing was put on disk.
    pub async fn issue(&self, form: IssueForm) -> Result<IssueReport, Problem> {
        let account = self.account().await?;
        if !account.role.may_issue() {
            return Err(Problem::RoleMayNot);
        }
        let register = parse(&form)?;
        let intent = Uuid::new_v4();
        self.cache.queue(intent, &register, &account.login, self.now()?).await?;
        let mut answered = Vec::new();
        let sent = tokio::time::timeout(PATIENCE, self.send(&mut answered)).await;
        let sent = sent.unwrap_or(Err(Problem::Unreachable));
        self.note_online(sent.as_ref().copied());
        // Another program in this home may have sent it, so what is on disk tells and not what was sent here.
        let own = self.cache.intent(intent).await?.and_then(|own| own.answered);
        let issue = match own {
            Some(answered) => outcome(answered.answer),
            None => IssueView::Queued {
                intent: intent.to_string(),
                because: sent.err().unwrap_or(Problem::Unreachable),
            },
        };
        answered.retain(|earlier| earlier.intent != intent.to_string());
        Ok(IssueReport { issue, answered })
    }

    /// The applications, latest first.
    pub async fn intents(&self) -> Result<Vec<IntentView>, Problem> {
        self.account().await?;
        let intents = self.cache.latest_intents(LISTED).await?;
        Ok(intents.into_iter().map(IntentView::from).collect())
    }

    /// Sends what waits, adds to `answered` what the server answers, and fetches what has come of it, so that it can be
    /// looked up at once.
    async fn send(&self, answered: &mut Vec<IntentView>) -> Result<(), Problem> {
        let session = self.session().await?;
        session.push(|intent| answered.push(intent.into())).await?;
        session.pull(|_| {}).await?;
        Ok(())
    }
}

/// Reads the form, or says everything that is wrong with it at once.
fn parse(form: &IssueForm) -> Result<Register, Problem> {
    let mut mistakes = Vec::new();
    let device = form.device.parse().map_err(mistyped(Field::Device));
    let device = kept(device, None, &mut mistakes);
    let mut keys = Vec::with_capacity(form.keys.len());
    for (i, line) in form.keys.iter().enumerate() {
        keys.extend(pair(line, i + 1, &mut mistakes));
    }
    let site = form.site.as_ref().map(site).transpose();
    let site = kept(site, None, &mut mistakes);
    let (Some(device), Some(site), true) = (device, site, mistakes.is_empty()) else {
        return Err(Problem::FormMistyped { mistakes });
    };
    // KMS-4
    if !(1..=KEYS_PER_APPLICATION).contains(&keys.len()) {
        return Err(Problem::KeyCount {
            found: narrow(keys.len()),
            max: narrow(KEYS_PER_APPLICATION),
        });
    }
    Ok(Register {
        device,
        site,
        keys,
        mail: None,
    })
}

/// The site of `lines`, as long as it can be printed: one that cannot would later stand in the way of a whole batch.
fn site([one, two]: &[String; 2]) -> Result<Site, Problem> {
    let site = Site::new([one, two])?;
    for (line, number) in site.lines().iter().zip(1..) {
        let characters = kagifuda_print::unprintable(line);
        if !characters.is_empty() {
            return Err(Problem::SiteUnprintable {
                line: number,
                characters,
            });
        }
    }
    Ok(site)
}

/// The two numbers of the line `line`, counted from 1.
fn pair(typed: &IssueLine, line: usize, mistakes: &mut Vec<Mistake>) -> Option<KeyPair> {
    let registration_id = typed.registration_id.parse().map_err(mistyped(Field::RegistrationId));
    let activation_key = kept(parse_no(&typed.activation_key), Some(line), mistakes);
    let registration_id = kept(registration_id, Some(line), mistakes);
    Some(KeyPair {
        activation_key: activation_key?,
        registration_id: registration_id?,
    })
}

/// What was read; or else its problem is added to `mistakes`.
fn kept<T>(read: Result<T, Problem>, key_line: Option<usize>, mistakes: &mut Vec<Mistake>) -> Option<T> {
    let key_line = key_line.map(narrow);
    read.map_err(|problem| mistakes.push(Mistake { key_line, problem }))
        .ok()
}

fn outcome(answer: Answer) -> IssueView {
    match answer {
        Answer::Done(registered) => IssueView::Issued {
            registrations: registered.registrations.iter().map(registration).collect(),
        },
        Answer::Refused(problem) => IssueView::Refused {
            problem: problem.code.into(),
        },
    }
}

fn registration(registration: &Registration) -> RegistrationView {
    RegistrationView {
        activation_key: registration.activation_key.to_string(),
        registration_key: registration.registration_key.to_string(),
    }
}

impl From<Intent> for IntentView {
    fn from(intent: Intent) -> Self {
        let keys = intent.register.keys.iter();
        Self {
            intent: intent.id.to_string(),
            at: instant(intent.at),
            device: intent.register.device.to_string(),
            keys: keys.map(|pair| pair.activation_key.to_string()).collect(),
            answer: intent.answered.map(|answered| outcome(answered.answer)),
        }
    }
}
