//! `POST /v1/kms/registrations`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::catalogue::Bilingual;
use kagifuda_domain::kms::{self, KEYS_PER_APPLICATION, Pair, Refusal};
use kagifuda_ledger::Writing;
use kagifuda_wire::kms::{KeyPair, Register, Registered, Registration};
use kagifuda_wire::problem::{Problem, ProblemCode, RefusedLine};

use crate::app::App;
use crate::endpoint::refused::Wrote;
use crate::extract::{Body, IdempotencyKey, SignedIn};
use crate::mail::result;
use crate::metrics::Metrics;
use crate::problem::Fault;
use crate::write::{Answered, Command, Undecided, once};

/// Register 1 to 8 activation keys on one device, all or nothing (KMS-1 to KMS-4, KMS-11).
#[utoipa::path(
    post, path = "/v1/kms/registrations", tag = "kms", operation_id = "register", request_body = Register,
    params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses(
        (status = 200, description = "Registered, now or before.", body = Registered,
            headers(("Idempotency-Replayed" = String, description = "`true` when the answer was given before."))),
        (status = 422, description = "`lines_refused`, `key_count`, `idempotency_key_reused`", body = Problem, content_type = "application/problem+json"),
        Wrote,
    )
)]
pub(crate) async fn register(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<Register>,
) -> Result<Answered, Fault> {
    asked.mail.as_ref().map_or(Ok(()), result::check)?;
    once(&app, &member, key, &asked).await
}

impl Command for Register {
    type Done = Registered;

    const NAME: &'static str = "kms.register";

    fn subject(&self) -> String {
        self.device.to_string()
    }

    async fn decide(&self, app: &App, writing: &mut Writing<'_>) -> Result<Registered, Undecided> {
        let pairs: Vec<Pair> = self.keys.iter().map(|line| pair(*line)).collect();
        let lines = writing.on_file(&pairs).await?;
        match kms::register(&app.secret, self.device, &lines, writing.now()) {
            Ok(proof) => {
                let device = writing.put_device(self.device, self.site.as_ref()).await?;
                writing.register(&proof).await?;
                if let Some(wish) = &self.mail {
                    let purposes = purposes(writing, &proof).await?;
                    let mails = result::mails(wish, self.device, &device.site, &proof, &purposes);
                    // How many mails carry the keys away; to whom stands in no audit, which can never be erased.
                    writing.note("mails", (), mails.len());
                    mails.into_iter().for_each(|mail| writing.mail(mail));
                }
                Ok(registered(&proof))
            }
            Err(refusal) => {
                writing.count_wrong_pairs(&refusal.wrong_numbers()).await?;
                Err(problem_code(&refusal).into())
            }
        }
    }

    fn count(done: &Registered, metrics: &Metrics) {
        metrics.keys_issued(done.registrations.iter().filter(|one| !one.again).count());
    }
}

/// The pair on a card, as `domain` knows it.
pub(crate) fn pair(line: KeyPair) -> Pair {
    Pair {
        no: line.activation_key,
        registration_id: line.registration_id,
    }
}

/// 用途 of each product.
async fn purposes(writing: &mut Writing<'_>, proof: &[kms::Registration]) -> Result<Vec<Bilingual>, Undecided> {
    let mut purposes = Vec::new();
    for registration in proof {
        purposes.push(writing.product(registration.product()).await?.purpose);
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
            lines: lines.iter().map(|(no, why)| RefusedLine::new(*no, why)).collect(),
        },
    }
}
