//! **PRN-3** Telling the server of what was printed here.

use kagifuda_domain::account::Login;
use kagifuda_wire::print::{MOST_PRINTS, MadePrint, PRINTS_LIMIT, PrintsTold, TellPrints};
use kagifuda_wire::record::Print;
use kagifuda_wire::request::Method;
use uuid::Uuid;

use crate::SyncError;
use crate::call::Call;
use crate::http::CallError;
use crate::push::is_about_the_request;
use crate::session::Session;

impl Session {
    /// Tells the server of every print that it has not heard of, page by page. On an error the rest is told the next time; what the server will never
    /// take stays in the history of this desk, and is told no more.
    pub async fn tell_prints(&self) -> Result<(), SyncError> {
        let account = self.cache.account().await?.ok_or(SyncError::NotSignedIn)?;
        loop {
            let untold = self.cache.untold_prints(account.dealer, MOST_PRINTS).await?;
            if untold.is_empty() {
                return Ok(());
            }
            self.tell(TellPrints {
                dealer: account.dealer,
                prints: untold.into_iter().map(|print| made(print, &account.login)).collect(),
            })
            .await?;
        }
    }

    /// A page that is not taken is halved until those are alone that it was refused for.
    async fn tell(&self, page: TellPrints) -> Result<(), SyncError> {
        let mut pages = vec![page];
        while let Some(mut page) = pages.pop() {
            let taken = self.is_taken(&page).await?;
            if taken || page.prints.len() == 1 {
                let ids = page.prints.iter().map(|print| print.id);
                self.cache.prints_told(ids, taken).await?;
            } else {
                let (dealer, prints) = (page.dealer, page.prints.split_off(page.prints.len() / 2));
                pages.extend([TellPrints { dealer, prints }, page]);
            }
        }
        Ok(())
    }

    /// Whether the server has what `page` tells of, now that it was sent. `false`: it never will.
    async fn is_taken(&self, page: &TellPrints) -> Result<bool, SyncError> {
        let body = serde_json::to_string(page).map_err(SyncError::Unwritable)?;
        if body.len() > PRINTS_LIMIT {
            return Ok(false);
        }
        // A key of its own each time: a print is known by its id.
        let call = Call::write(Method::Post, "/v1/prints", Uuid::new_v4(), body);
        match self.ask::<PrintsTold>(&call).await {
            Ok(_) => Ok(true),
            Err(SyncError::Call(CallError::Refused(code))) if is_about_the_request(&code) => {
                tracing::warn!(?code, prints = page.prints.len(), "the server refuses prints");
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }
}

/// `print` as it is told by `teller`.
fn made(print: Print, teller: &str) -> MadePrint {
    let another = Some(print.by).filter(|by| by != teller);
    MadePrint {
        id: print.id,
        document: print.document,
        subject: print.subject,
        customer: print.customer,
        copy: print.copy,
        language: print.language,
        at: print.at,
        by: another.and_then(|login| login.parse::<Login>().ok()),
        facts: print.facts,
    }
}
