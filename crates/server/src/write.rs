//! The one way of every write: once under its idempotency key, and never during maintenance; load, let `domain` decide, commit;
//! again when somebody else was quicker.

use axum::http::HeaderValue;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use kagifuda_domain::account::Role;
use kagifuda_domain::maintenance::{self, Window};
use kagifuda_ledger::{Act, Actor, Answer, CommitError, Given, Member, Writing};
use kagifuda_wire::problem::{Problem, ProblemCode};
use serde::Serialize;
use uuid::Uuid;

use crate::app::App;
use crate::metrics::Metrics;
use crate::problem::{Fault, json_response, to_json};

/// How often something is decided anew because somebody else was quicker. Each time, somebody else got further.
pub(crate) const ROUNDS: usize = 32;

/// Tells that an answer was given before.
const REPLAYED: &str = "idempotency-replayed";

/// Something a member may ask the server to do: the body of a request, mostly.
///
/// A hash of what it serialises to is kept with the answer. A password or a code could be found from that by trying: a command that
/// carries one leaves it out of what it serialises (`#[serde(skip)]`), so that the same key with another password is the same request.
pub(crate) trait Command: Serialize + Sync {
    /// What is answered when it is done.
    type Done: Serialize;

    /// How the audit calls it, such as `kms.register`.
    const NAME: &'static str;

    /// What it is about, for the audit: a device, a login, a number. No secret.
    fn subject(&self) -> String;

    /// **ACC-5** Whether `role` may ask for it.
    fn may(role: Role) -> bool {
        role.may_issue()
    }

    /// Loads, decides and writes down. Whatever is read or written goes through `writing`: another connection might have to wait for
    /// this very write. Before a refusal nothing is written, save what the refusal itself leaves behind.
    fn decide(
        &self,
        app: &App,
        writing: &mut Writing<'_>,
    ) -> impl Future<Output = Result<Self::Done, Undecided>> + Send;

    /// Counts what was done, once it is committed.
    fn count(_done: &Self::Done, _metrics: &Metrics) {}
}

/// Why nothing is done.
pub(crate) enum Undecided {
    /// A rule forbids it. The refusal is kept as the answer.
    Refused(ProblemCode),
    /// Somebody else was quicker.
    Conflict,
    /// A fault.
    Fault(Fault),
}

impl From<ProblemCode> for Undecided {
    fn from(code: ProblemCode) -> Self {
        Self::Refused(code)
    }
}

impl From<CommitError> for Undecided {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Conflict => Self::Conflict,
            CommitError::Failed(error) => error.into(),
        }
    }
}

impl From<Fault> for Undecided {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<kagifuda_ledger::Error> for Undecided {
    fn from(error: kagifuda_ledger::Error) -> Self {
        Self::Fault(error.into())
    }
}

impl From<getrandom::Error> for Undecided {
    fn from(error: getrandom::Error) -> Self {
        Self::Fault(error.into())
    }
}

/// The answer to a write, given now or earlier.
pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) body: String,
    replayed: bool,
}

impl IntoResponse for Answered {
    fn into_response(self) -> Response {
        let mut response = json_response(self.status, self.body);
        if self.replayed {
            response
                .headers_mut()
                .insert(REPLAYED, HeaderValue::from_static("true"));
        }
        response
    }
}

/// Does what `member` asks, once under `key`; asked again, answers as it did.
pub(crate) async fn once<C: Command>(app: &App, member: &Member, key: Uuid, asked: &C) -> Result<Answered, Fault> {
    if !C::may(member.role) {
        return Err(ProblemCode::RoleMayNot.into());
    }
    once_as_of(app, (member.dealer, member.actor()), key, asked, || app.now()).await
}

/// What was answered to `member` under `key`, for a command that serialises to nothing because all that it carries is secret, and that takes
/// long to prepare.
pub(crate) async fn given<C: Command>(app: &App, member: &Member, key: Uuid) -> Result<Option<Answered>, Fault> {
    let given = app.ledger.given_answer(member.dealer, key).await?;
    let request = app.requests.hash(&[C::NAME, &member.login, "{}"]);
    given.map(|given| replay(given, &request)).transpose()
}

/// The same for whoever may, as of the instant that `clock` tells.
pub(crate) async fn once_as_of<C: Command>(
    app: &App,
    who: (Uuid, Actor),
    key: Uuid,
    asked: &C,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Answered, Fault> {
    write(app, who, Some(key), asked, clock).await
}

/// Does what whoever may asks, and keeps no answer: for what is done once anyway, and for answers that must not be kept because secrets
/// stand in them.
pub(crate) async fn unkept<C: Command>(app: &App, who: (Uuid, Actor), asked: &C) -> Result<Answered, Fault> {
    write(app, who, None, asked, || app.now()).await
}

async fn write<C: Command>(
    app: &App,
    (dealer, actor): (Uuid, Actor),
    key: Option<Uuid>,
    asked: &C,
    clock: impl Fn() -> DateTime<Utc>,
) -> Result<Answered, Fault> {
    let request = request_hash(app, &actor, asked);
    for _ in 0..ROUNDS {
        // What was answered before is answered in maintenance, too.
        let open = check_maintenance(app).await;
        let mut writing = app.ledger.write(dealer, actor.clone(), &clock).await?;
        if let Some(key) = key
            && let Some(given) = writing.given_answer(key).await?
        {
            return replay(given, &request);
        }
        open?;
        let decided = match asked.decide(app, &mut writing).await {
            Ok(done) => Ok(done),
            Err(Undecided::Refused(code)) => Err(Problem::from(code)),
            Err(Undecided::Conflict) => continue,
            Err(Undecided::Fault(fault)) => return Err(fault),
        };
        let (status, body) = match &decided {
            Ok(done) => (200, to_json(done)),
            Err(refused) => {
                writing.note("refused", (), refused);
                (refused.status, to_json(refused))
            }
        };
        let (name, subject) = (C::NAME, asked.subject());
        let kept = key.map(|key| Answer {
            key,
            request: request.clone(),
            status,
            body: body.clone(),
        });
        match writing.commit(Act { name, subject }, kept.as_ref()).await {
            Ok(()) => {
                decided.iter().for_each(|done| C::count(done, &app.metrics));
                return Ok(Answered {
                    status,
                    body,
                    replayed: false,
                });
            }
            Err(CommitError::Conflict) => {}
            Err(CommitError::Failed(error)) => return Err(error.into()),
        }
    }
    Err(ProblemCode::Unavailable.into())
}

/// **MNT-2** During maintenance nothing is written.
pub(crate) async fn check_maintenance(app: &App) -> Result<(), Fault> {
    let now = app.now();
    let windows = app.ledger.maintenance(now).await?;
    let windows: Vec<Window> = windows.into_iter().map(|(_, window)| window).collect();
    maintenance::may_write(&windows, now).map_err(|window| {
        let window = window.into();
        ProblemCode::Maintenance { window }.into()
    })
}

fn replay(given: Given, request: &str) -> Result<Answered, Fault> {
    if given.request == request {
        Ok(Answered {
            status: given.status,
            body: given.body,
            replayed: true,
        })
    } else {
        Err(ProblemCode::IdempotencyKeyReused.into())
    }
}

/// What `actor` asked, as parsed: another way to write the same numbers is the same request. Under a key, so that nobody who has the database
/// can try whether somebody's name or address was in it.
fn request_hash<C: Command>(app: &App, actor: &Actor, asked: &C) -> String {
    app.requests.hash(&[C::NAME, actor.name(), &to_json(asked)])
}
