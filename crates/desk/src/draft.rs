//! What a member is typing outlives the window: on disk, encrypted, until it is asked for or dropped.
//!
//! A draft is its member's alone. Signing out keeps it, for whoever is called away from a shared computer goes on later with what is half
//! typed; another member who signs in there neither sees nor loses it. Passwords, codes and digits that are typed again are in no draft.

use kagifuda_cache::Draft;

use crate::Desk;
use crate::problem::Problem;
use crate::view::{DraftForm, DraftName, DraftText, DraftView, KeptDraftView, instant};

impl Desk {
    /// What the member who is signed in has typed into the form `name` and not sent.
    pub async fn draft(&self, name: DraftName) -> Result<DraftView, Problem> {
        let login = self.account().await?.login;
        let kept = self.cache.draft(&login, stored(name)).await?;
        let kept = kept.map(|draft| KeptDraftView {
            id: draft.intent,
            text: DraftText(draft.text),
            saved_at: instant(draft.saved_at),
        });
        Ok(DraftView { login, kept })
    }

    /// Keeps what was typed in place of what was kept before; nothing typed drops it. What was asked for already is kept no more, nor what a
    /// window would still save of a member who has made room for another.
    pub async fn save_draft(&self, form: DraftForm) -> Result<(), Problem> {
        let login = self.account().await?.login;
        if login != form.login {
            return Ok(());
        }
        let name = stored(form.name);
        match form.text {
            Some(DraftText(text)) => {
                let draft = Draft {
                    intent: form.id,
                    text,
                    saved_at: self.now()?,
                };
                self.cache.save_draft(&login, name, &draft).await?;
            }
            None => self.cache.drop_draft(&login, name).await?,
        }
        Ok(())
    }
}

/// How the form is called on disk.
const fn stored(name: DraftName) -> &'static str {
    match name {
        DraftName::Issue => "issue",
        DraftName::Apply => "apply",
        DraftName::Extend => "extend",
    }
}
