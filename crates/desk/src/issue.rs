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
use crate::problem::{Field, Problem};
use crate::view::{IntentView, IssueForm, IssueLine, IssueView, RegistrationView, instant};

/// How long a person waits for the server's answer before the application is left to the next sync.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many applications are listed.
const LISTED: u32 = 200;

impl Desk {
    /// Applies for registration keys: on disk first, then at once to the server, and queued where it gives no answer.
    ///
    /// `Err` is what was typed wrongly or went wrong here; then nothing was put on disk.
    pub async fn issue(&self, form: IssueForm) -> Result<IssueView, Problem> {
        let account = self.account().await?;
        if !account.role.may_issue() {
            return Err(Problem::RoleMayNot);
        }
        let register = parse(&form)?;
        let intent = Uuid::new_v4();
        self.cache
            .queue(intent, &register, &account.login, self.clock.now())
            .await?;
        if tokio::time::timeout(PATIENCE, self.send()).await.is_err() {
            self.note_online(Err(&Problem::Unreachable));
        }
        let intent = self.cache.intent(intent).await?;
        Ok(intent.map_or_else(
            || IssueView::Queued { intent: String::new() },
            |intent| outcome(&intent),
        ))
    }

    /// The applications, latest first.
    pub async fn intents(&self) -> Result<Vec<IntentView>, Problem> {
        self.account().await?;
        let intents = self.cache.latest_intents(LISTED).await?;
        Ok(intents.iter().map(view).collect())
    }

    /// Sends what waits and, once answered, fetches what has come of it, so that it can be looked up at once. What goes wrong
    /// is only noted: everything is on disk, and the next sync tries again.
    async fn send(&self) {
        let sent = async {
            let session = self.session().await?;
            let (_, pushed) = session.push().await;
            pushed?;
            session.pull(|_| {}).await?;
            Ok(())
        };
        let sent: Result<(), Problem> = sent.await;
        self.note_online(sent.as_ref().copied());
    }
}

fn parse(form: &IssueForm) -> Result<Register, Problem> {
    let device = form.device.parse().map_err(mistyped(Field::Device))?;
    let keys = form.keys.iter().map(pair).collect::<Result<Vec<_>, _>>()?;
    // KMS-4
    if !(1..=KEYS_PER_APPLICATION).contains(&keys.len()) {
        return Err(Problem::KeyCount {
            found: narrow(keys.len()),
            max: narrow(KEYS_PER_APPLICATION),
        });
    }
    let site = form.site.as_ref().map(|[one, two]| Site::new([one, two])).transpose()?;
    Ok(Register {
        device,
        site,
        keys,
        mail: None,
    })
}

fn pair(line: &IssueLine) -> Result<KeyPair, Problem> {
    Ok(KeyPair {
        activation_key: parse_no(&line.activation_key)?,
        registration_id: line.registration_id.parse().map_err(mistyped(Field::RegistrationId))?,
    })
}

fn outcome(intent: &Intent) -> IssueView {
    match intent.answered.as_ref().map(|answered| &answered.answer) {
        None => IssueView::Queued {
            intent: intent.id.to_string(),
        },
        Some(Answer::Done(registered)) => IssueView::Issued {
            registrations: registered.registrations.iter().map(registration).collect(),
        },
        Some(Answer::Refused(problem)) => IssueView::Refused {
            problem: problem.code.clone().into(),
        },
    }
}

fn registration(registration: &Registration) -> RegistrationView {
    RegistrationView {
        activation_key: registration.activation_key.to_string(),
        registration_key: registration.registration_key.to_string(),
    }
}

fn view(intent: &Intent) -> IntentView {
    IntentView {
        intent: intent.id.to_string(),
        at: instant(intent.at),
        device: intent.register.device.to_string(),
        keys: intent
            .register
            .keys
            .iter()
            .map(|pair| pair.activation_key.to_string())
            .collect(),
        answer: intent.answered.as_ref().map(|_| outcome(intent)),
    }
}
