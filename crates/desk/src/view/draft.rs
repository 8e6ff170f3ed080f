//! What is being typed, kept until it is asked for.

use std::fmt;

use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::Uuid;

/// The forms whose drafts are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DraftName {
    /// An application for registration keys.
    Issue,
    /// つながるねっと: a new application.
    Apply,
    /// つながるねっと: an extension.
    Extend,
}

/// What was typed, as the window wrote it. Numbers stand in it with their registration ids, so it shows in no log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(transparent)]
pub struct DraftText(pub String);

impl fmt::Debug for DraftText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DraftText(…)")
    }
}

/// The draft of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DraftView {
    /// 登録ID of the member whose it is: whoever is signed in.
    pub login: String,
    /// What was kept of it; nothing where there is none.
    pub kept: Option<KeptDraftView>,
}

/// What was kept of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct KeptDraftView {
    /// The id that its request will have.
    #[specta(type = String)]
    pub id: Uuid,
    /// What was typed.
    pub text: DraftText,
    /// When it was saved.
    pub saved_at: String,
}

/// What is to be kept of a form.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct DraftForm {
    /// Which form.
    pub name: DraftName,
    /// 登録ID of the member who typed it.
    pub login: String,
    /// The id that its request will have.
    #[specta(type = String)]
    pub id: Uuid,
    /// What was typed; nothing: the draft is dropped.
    pub text: Option<DraftText>,
}
