//! Where somebody is signed in.

use kagifuda_sync::Call;
use kagifuda_wire::account::Done;
use kagifuda_wire::request::Method;
use kagifuda_wire::session::{OpenSession, Sessions};

use crate::Desk;
use crate::problem::Problem;
use crate::view::{SessionView, instant};

impl Desk {
    /// The own sessions; for an owner those of everybody.
    pub async fn sessions(&self) -> Result<Vec<SessionView>, Problem> {
        let open = self.open_sessions().await?;
        let told = |session: OpenSession| SessionView {
            id: session.id.to_string(),
            login: session.login,
            opened_at: session.opened_at.map(instant),
            computer: session.computer,
            own: session.own,
        };
        Ok(open.into_iter().map(told).collect())
    }

    /// Ends a session.
    pub async fn end_session(&self, id: &str) -> Result<(), Problem> {
        let _: Done = self
            .change(Method::Delete, &format!("/v1/sessions/{id}"), None::<&()>)
            .await?;
        Ok(())
    }

    /// Ends the own sessions but this one, and answers how many there were. One that somebody else ended meanwhile is over, too.
    pub async fn end_other_sessions(&self) -> Result<u32, Problem> {
        let login = self.account().await?.login;
        let mut ended = 0;
        for session in self.open_sessions().await? {
            if session.own || session.login != login {
                continue;
            }
            match self.end_session(&session.id.to_string()).await {
                Ok(()) => ended += 1,
                Err(Problem::Gone) => {}
                Err(problem) => return Err(problem),
            }
        }
        Ok(ended)
    }

    async fn open_sessions(&self) -> Result<Vec<OpenSession>, Problem> {
        let open: Sessions = self.ask(&Call::get("/v1/sessions")).await?;
        Ok(open.sessions)
    }
}
