//! Asking the server: on disk first, then at once to the server where it is reached.

use std::time::Duration;

use kagifuda_cache::{Answer, Intent};
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId};
use kagifuda_sync::Call;
use kagifuda_wire::kms::Registration;
use kagifuda_wire::request::{Done, Request};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::Desk;
use crate::fault::narrow;
use crate::problem::Problem;
use crate::view::{Ask, ExtendedView, IntentView, OutcomeView, RegistrationView, SubmitView, SubscribedView, instant};

/// How long a person waits for the server's answer before the request is left to the next sync.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);
/// How many requests are listed.
const LISTED: u32 = 200;

impl Desk {
    /// Asks the server: on disk first, then at once, and queued where it gives no answer. What waited from earlier is sent before it.
    ///
    /// `Err` is what went wrong here; then nothing was put on disk.
    pub(crate) async fn submit(&self, request: Request) -> Result<SubmitView, Problem> {
        self.submit_draft(None, request).await
    }

    /// The same for what was a draft, which ends with it. Under its id the same request is made once, however often it is submitted; another one
    /// that was made of it, in a second window, is a request of its own.
    pub(crate) async fn submit_draft(&self, draft: Option<Uuid>, request: Request) -> Result<SubmitView, Problem> {
        let account = self.account().await?;
        if !account.role.may_issue() {
            return Err(Problem::RoleMayNot);
        }
        let (login, now) = (&account.login, self.now()?);
        let mut intent = draft.unwrap_or_else(Uuid::new_v4);
        if !self.cache.queue(intent, &request, login, now).await? {
            intent = Uuid::new_v4();
            self.cache.queue(intent, &request, login, now).await?;
        }
        let mut answered = Vec::new();
        let sent = tokio::time::timeout(PATIENCE, self.send(&mut answered)).await;
        let sent = sent.unwrap_or(Err(Problem::Unreachable));
        self.note_online(sent.as_ref().copied());
        // Another program in this home may have sent it, so what is on disk tells and not what was sent here.
        let own = self.cache.intent(intent).await?.and_then(|own| own.answered);
        let outcome = match own {
            Some(answered) => outcome(answered.answer),
            None => OutcomeView::Queued {
                intent: intent.to_string(),
                because: sent.err().unwrap_or(Problem::Unreachable),
            },
        };
        answered.retain(|earlier| earlier.intent != intent.to_string());
        Ok(SubmitView {
            intent: intent.to_string(),
            outcome,
            answered,
        })
    }

    /// Asks the server for all of `requests`: all on disk first, in their order, then at once as far as the server answers.
    pub(crate) async fn submit_all(&self, requests: Vec<Request>) -> Result<SentAll, Problem> {
        let account = self.account().await?;
        if !account.role.may_issue() {
            return Err(Problem::RoleMayNot);
        }
        let requests: Vec<(Uuid, Request)> = requests.into_iter().map(|request| (Uuid::new_v4(), request)).collect();
        self.cache.queue_all(&requests, &account.login, self.now()?).await?;
        let mut answered = Vec::new();
        let sent = tokio::time::timeout(PATIENCE, self.send(&mut answered)).await;
        let because = match sent {
            Ok(sent) => {
                self.note_online(sent.as_ref().copied());
                sent.err()
            }
            // It goes on with the next sync: that the server takes its time is no problem.
            Err(_) => None,
        };
        let mut intents = Vec::with_capacity(requests.len());
        for (id, _) in requests {
            intents.extend(self.cache.intent(id).await?);
        }
        Ok(SentAll { intents, because })
    }

    /// The requests, latest first.
    pub async fn intents(&self) -> Result<Vec<IntentView>, Problem> {
        self.account().await?;
        let intents = self.cache.latest_intents(LISTED).await?;
        Ok(intents.into_iter().map(IntentView::from).collect())
    }

    /// Asks the server for what only it can tell, as whoever is signed in. Nothing of it is on disk.
    pub(crate) async fn ask<T: DeserializeOwned>(&self, call: &Call) -> Result<T, Problem> {
        let asked = async { Ok(self.session().await?.ask(call).await?) }.await;
        self.note_online(asked.as_ref().map(drop));
        asked
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

/// What became of several requests.
pub(crate) struct SentAll {
    /// As they stand on disk, in their order.
    pub intents: Vec<Intent>,
    /// What keeps those that wait from being sent, where something does.
    pub because: Option<Problem>,
}

fn outcome(answer: Answer) -> OutcomeView {
    match answer {
        Answer::Done(Done::Register(registered)) => OutcomeView::Issued {
            registrations: registered.registrations.iter().map(registration).collect(),
        },
        Answer::Done(Done::SaveSite(saved)) => OutcomeView::SiteSaved {
            site: saved.site.into(),
        },
        Answer::Done(Done::Apply(subscribed)) => OutcomeView::Subscribed {
            subscribed: SubscribedView {
                connection_no: subscribed.connection_no.to_string(),
                registration_key: subscribed.registration_key.to_string(),
                standing: subscribed.standing.into(),
                again: subscribed.again,
            },
        },
        Answer::Done(Done::Extend(extended)) => OutcomeView::Extended {
            extended: ExtendedView {
                before: extended.before.into(),
                after: extended.after.into(),
                again: extended.again,
            },
        },
        Answer::Done(
            Done::AddCustomer(_) | Done::ChangeCustomer(_) | Done::MergeCustomers(_) | Done::AttachDevice(_),
        ) => OutcomeView::Written { overtaken: 0 },
        Answer::Done(Done::ImportCustomers(imported)) => OutcomeView::Written {
            overtaken: narrow(imported.rows.iter().filter(|row| row.refused.is_some()).count()),
        },
        Answer::Refused(problem) => OutcomeView::Refused {
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
        let about = about(&intent.request);
        Self {
            intent: intent.id.to_string(),
            ask: about.ask,
            at: instant(intent.at),
            by: intent.by,
            device: about.device.map(|device| device.to_string()),
            keys: about.keys.iter().map(ToString::to_string).collect(),
            customer: about.customer.map(|customer| customer.to_string()),
            answer: intent.answered.map(|answered| outcome(answered.answer)),
        }
    }
}

/// What a request is about.
struct About {
    ask: Ask,
    device: Option<DeviceId>,
    keys: Vec<ActivationKeyNo>,
    customer: Option<Uuid>,
}

fn about(request: &Request) -> About {
    let device = |ask, device, keys| About {
        ask,
        device: Some(device),
        keys,
        customer: None,
    };
    let customer = |ask, customer| About {
        ask,
        device: None,
        keys: vec![],
        customer,
    };
    match request {
        Request::Register(asked) => {
            let keys = asked.keys.iter().map(|pair| pair.activation_key);
            device(Ask::Register, asked.device, keys.collect())
        }
        Request::SaveSite(asked) => device(Ask::SaveSite, asked.device, vec![]),
        Request::Apply(asked) => device(Ask::Apply, asked.device, vec![asked.key.activation_key]),
        Request::Extend(asked) => device(Ask::Extend, asked.device, vec![asked.key.activation_key]),
        Request::AddCustomer(asked) => customer(Ask::AddCustomer, Some(asked.customer)),
        Request::ChangeCustomer(of) => customer(Ask::ChangeCustomer, Some(of.customer)),
        Request::MergeCustomers(asked) => customer(Ask::MergeCustomers, Some(asked.stays.customer)),
        Request::ImportCustomers(_) => customer(Ask::ImportCustomers, None),
        Request::AttachDevice(of) => About {
            customer: of.asked.customer.or(of.asked.seen),
            ..device(Ask::AttachDevice, of.device, vec![])
        },
    }
}
