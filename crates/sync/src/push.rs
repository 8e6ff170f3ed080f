//! Sending what waits, in the order in which it was asked for.

use kagifuda_cache::{Answer, Answered, Intent};
use kagifuda_wire::problem::ProblemCode;

use crate::SyncError;
use crate::call::Call;
use crate::http::{CallError, not_ours};
use crate::session::Session;

impl Session {
    /// Sends every request that waits, each under its own idempotency key, and keeps the server's final answer with it.
    /// `on_answer` hears of each that is answered; on an error the rest waits on.
    pub async fn push(&self, mut on_answer: impl FnMut(Intent)) -> Result<(), SyncError> {
        let _alone = self.pushing.lock().await;
        for mut intent in self.cache.waiting().await? {
            let answer = self.send_intent(&intent).await?;
            let at = self.clock.now();
            self.cache.answer(intent.id, &answer, at).await?;
            intent.answered = Some(Answered { answer, at });
            on_answer(intent);
        }
        Ok(())
    }

    async fn send_intent(&self, intent: &Intent) -> Result<Answer, SyncError> {
        let (method, path) = intent.request.route();
        let body = intent.request.body().map_err(SyncError::Unwritable)?;
        match self.send(&Call::write(method, path, intent.id, body)).await {
            Ok(text) => Ok(Answer::Done(intent.request.read_done(&text).map_err(not_ours)?)),
            Err(SyncError::Call(CallError::Refused(code))) if is_final(&code) => Ok(Answer::Refused(code.into())),
            Err(error) => Err(error),
        }
    }
}

/// Whether the server will say the same however often it is asked. Where it will not, signing in, waiting, or an update of the
/// server helps.
fn is_final(code: &ProblemCode) -> bool {
    code == &ProblemCode::RoleMayNot || is_about_the_request(code)
}

/// Whether the server refuses what was sent, whoever sends it.
pub(crate) fn is_about_the_request(code: &ProblemCode) -> bool {
    matches!(code.status(), 400 | 413 | 422)
}
