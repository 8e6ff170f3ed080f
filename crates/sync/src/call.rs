//! One request to the server, whatever it asks for.

use std::fmt;

use kagifuda_wire::request::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::SyncError;
use crate::http::{self, CallError};
use crate::session::Session;

/// One request: how, where, with what. Its body may hold secrets and is not shown.
#[derive(Clone)]
pub struct Call {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) body: Option<String>,
    /// The key under which a write is done once however often it is sent.
    pub(crate) key: Option<Uuid>,
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}", self.method, self.path)
    }
}

impl Call {
    /// Reads what lies at `path`. No secret belongs into it.
    pub fn get(path: impl Into<String>) -> Self {
        Self {
            method: Method::Get,
            path: path.into(),
            body: None,
            key: None,
        }
    }

    /// Asks for what follows from `body`; changes nothing.
    pub fn search(path: impl Into<String>, body: &impl Serialize) -> serde_json::Result<Self> {
        Ok(Self {
            method: Method::Post,
            path: path.into(),
            body: Some(serde_json::to_string(body)?),
            key: None,
        })
    }

    /// Changes something, once under `key`; `body` is JSON.
    pub fn write(method: Method, path: impl Into<String>, key: Uuid, body: String) -> Self {
        Self {
            method,
            path: path.into(),
            body: Some(body),
            key: Some(key),
        }
    }

    /// Changes something by its path alone, once under `key`.
    pub fn write_bare(method: Method, path: impl Into<String>, key: Uuid) -> Self {
        Self {
            method,
            path: path.into(),
            body: None,
            key: Some(key),
        }
    }
}

impl Session {
    /// Makes `call` as whoever is signed in, and reads the answer. An answer without content is read as `()`.
    pub async fn ask<T: DeserializeOwned>(&self, call: &Call) -> Result<T, SyncError> {
        let text = self.send(call).await?;
        Ok(http::read(if text.is_empty() { "null" } else { &text })?)
    }

    /// Makes `call` as whoever is signed in; the text of the answer.
    pub async fn send(&self, call: &Call) -> Result<String, SyncError> {
        self.authorised(|access| self.server.send(Some(access), call)).await
    }

    /// Makes `call` as nobody: signing up, a forgotten password.
    pub async fn ask_unsigned<T: DeserializeOwned>(&self, call: &Call) -> Result<T, CallError> {
        let text = self.server.send(None, call).await?;
        http::read(if text.is_empty() { "null" } else { &text })
    }
}
