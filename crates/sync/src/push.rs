//! Sending what waits, in the order in which it was asked for.

use kagifuda_cache::{Answer, Answered, Intent};
use kagifuda_wire::problem::ProblemCode;

use crate::SyncError;
use crate::http::{self, CallError};
use crate::session::Session;

const REGISTRATIONS: &str = "/v1/kms/registrations";

impl Session {
    /// Sends every request that waits, each under its own idempotency key, and keeps the server's final answer with it.
    /// `on_answer` hears of each that is answered; on an error the rest waits on.
    pub async fn push(&self, mut on_answer: impl FnMut(Intent)) -> Result<(), SyncError> {
        let _alone = self.pushing.lock().await;
        for mut intent in self.cache.waiting().await? {
            let answer = self.send(&intent).await?;
            let at = self.clock.now();
            self.cache.answer(intent.id, &answer, at).await?;
            intent.answered = Some(Answered { answer, at });
            on_answer(intent);
        }
        Ok(())
    }

    async fn send(&self, intent: &Intent) -> Result<Answer, SyncError> {
        let body = serde_json::to_string(&intent.register).map_err(SyncError::Unwritable)?;
        let write = |access| self.server.write(access, REGISTRATIONS, intent.id, &body);
        match self.authorised(write).await {
            Ok(text) => Ok(Answer::Done(http::read(&text)?)),
            Err(SyncError::Call(CallError::Refused(code))) if is_final(&code) => Ok(Answer::Refused(code.into())),
            Err(error) => Err(error),
        }
    }
}

/// Whether the server will say the same however often it is asked.
fn is_final(code: &ProblemCode) -> bool {
    match code {
        ProblemCode::BadRequest { .. }
        | ProblemCode::IdempotencyKeyMissing
        | ProblemCode::RoleMayNot
        | ProblemCode::BodyTooLarge { .. }
        | ProblemCode::IdempotencyKeyReused
        | ProblemCode::KeyCount { .. }
        | ProblemCode::LinesRefused { .. }
        | ProblemCode::RemoRefused { .. } => true,
        // Signing in, waiting, or an update of the server helps.
        ProblemCode::NotSignedIn
        | ProblemCode::AccessExpired
        | ProblemCode::SessionEnded
        | ProblemCode::WrongCredentials
        | ProblemCode::TooManyTries { .. }
        | ProblemCode::NotFound
        | ProblemCode::MethodNotAllowed
        | ProblemCode::CursorAhead { .. }
        | ProblemCode::Internal { .. }
        | ProblemCode::Maintenance { .. }
        | ProblemCode::Unavailable => false,
    }
}
