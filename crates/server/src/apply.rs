//! Applying for registration keys: load, let `domain` decide, commit; again when somebody else was quicker.

use chrono::{DateTime, Utc};
use kagifuda_domain::catalogue::Bilingual;
use kagifuda_domain::kms::{self, KEYS_PER_APPLICATION, LineRefusal, Pair, Refusal};
use kagifuda_domain::maintenance::{self, Window};
use kagifuda_domain::site::Site;
use kagifuda_ledger::{Actor, Answer, Application, Besides, CommitError, Given};
use kagifuda_wire::kms::{Register, Registered, Registration};
use kagifuda_wire::problem::{LineCode, Problem, ProblemCode, RefusedLine};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::app::App;
use crate::mail::result;
use crate::problem::{Fault, to_json};

/// How often something is decided anew because somebody else was quicker. Each time, somebody else got further.
pub(crate) const ROUNDS: usize = 32;

/// Who applies.
pub(crate) struct Applicant {
    pub(crate) dealer: Uuid,
    pub(crate) actor: Actor,
}

/// The answer to an application, given now or earlier.
pub(crate) struct Answered {
    pub(crate) status: u16,
    pub(crate) body: String,
    pub(crate) replayed: bool,
}

/// Registers what is asked under the idempotency key `key`, as of `now`; asked again, answers as it did.
pub(crate) async fn apply(
    app: &App,
    applicant: &Applicant,
    key: Uuid,
    asked: &Register,
    now: DateTime<Utc>,
) -> Result<Answered, Fault> {
    asked.mail.as_ref().map_or(Ok(()), result::check)?;
    let request = request_hash(asked);
    let pairs: Vec<Pair> = asked
        .keys
        .iter()
        .map(|line| Pair {
            no: line.activation_key,
            registration_id: line.registration_id,
        })
        .collect();
    for _ in 0..ROUNDS {
        if let Some(given) = app.ledger.given_answer(applicant.dealer, key).await? {
            return replay(given, &request);
        }
        may_write(app, now).await?;
        let application = app.ledger.load_application(applicant.dealer, &pairs).await?;
        match decide(app, applicant, &application, asked, (key, &request), now).await {
            Ok(answer) => {
                return Ok(Answered {
                    status: answer.status,
                    body: answer.body,
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
async fn may_write(app: &App, now: DateTime<Utc>) -> Result<(), Fault> {
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

async fn decide(
    app: &App,
    applicant: &Applicant,
    application: &Application,
    asked: &Register,
    (key, request): (Uuid, &str),
    now: DateTime<Utc>,
) -> Result<Answer, CommitError> {
    let answer = |status, body| Answer {
        key,
        request: request.to_owned(),
        status,
        body,
    };
    let (ledger, actor) = (&app.ledger, &applicant.actor);
    match kms::register(&app.secret, asked.device, application.lines(), now) {
        Ok(proof) => {
            let answer = answer(200, to_json(&registered(&proof)));
            let purposes = purposes(app, asked, &proof).await?;
            let besides = Besides {
                site: asked.site.as_ref(),
                mails: &|site: &Site| {
                    let wish = asked.mail.as_ref();
                    wish.map_or(vec![], |wish| {
                        result::mails(wish, asked.device, site, &proof, &purposes)
                    })
                },
            };
            ledger
                .commit_registrations(application, &proof, &besides, actor, &answer, now)
                .await?;
            app.metrics
                .keys_issued(proof.iter().filter(|registration| !registration.is_again()).count());
            Ok(answer)
        }
        Err(refusal) => {
            let problem = Problem::from(problem_code(&refusal));
            let answer = answer(problem.status, to_json(&problem));
            ledger
                .commit_refusal(application, &refusal, actor, &answer, now)
                .await?;
            Ok(answer)
        }
    }
}

/// 用途 of each product, if there is a mail to say it.
async fn purposes(
    app: &App,
    asked: &Register,
    proof: &[kms::Registration],
) -> Result<Vec<Bilingual>, kagifuda_ledger::Error> {
    let mut purposes = Vec::new();
    if asked.mail.is_some() {
        for registration in proof {
            purposes.push(app.ledger.purpose(registration.product()).await?);
        }
    }
    Ok(purposes)
}

fn registered(proof: &[kms::Registration]) -> Registered {
    let registration = |proof: &kms::Registration| Registration {
        activation_key: proof.pair().no,
        registration_key: proof.binding().registration_key,
        product: proof.product().clone(),
        issued_at: proof.binding().issued_at,
        again: proof.is_again(),
    };
    Registered {
        registrations: proof.iter().map(registration).collect(),
    }
}

fn problem_code(refusal: &Refusal) -> ProblemCode {
    match refusal {
        Refusal::KeyCount { found } => ProblemCode::KeyCount {
            found: *found as u64,
            max: KEYS_PER_APPLICATION as u64,
        },
        Refusal::Lines(lines) => ProblemCode::LinesRefused {
            lines: lines
                .iter()
                .map(|(no, why)| RefusedLine {
                    activation_key: *no,
                    code: line_code(why),
                })
                .collect(),
        },
    }
}

fn line_code(refusal: &LineRefusal) -> LineCode {
    match refusal {
        LineRefusal::UnknownPair => LineCode::UnknownPair,
        LineRefusal::Locked { until } => LineCode::KeyLocked { until: *until },
        LineRefusal::BoundElsewhere { device } => LineCode::BoundElsewhere { device: Some(*device) },
        LineRefusal::OtherProgramme { programme } => LineCode::OtherProgramme { programme: *programme },
        LineRefusal::Repeated => LineCode::RepeatedLine,
    }
}

/// What was asked, as parsed: another way to write the same numbers is the same request.
fn request_hash(asked: &Register) -> String {
    let digest = Sha256::digest(format!("POST /v1/kms/registrations\n{}", to_json(asked)));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
