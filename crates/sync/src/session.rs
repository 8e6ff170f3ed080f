//! Staying signed in: the tokens of the session, and requests made with them.

use std::fs::{File, TryLockError};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use kagifuda_cache::{Account, Cache, StoredTokens};
use kagifuda_domain::Clock;
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::session::{Secret, SignIn, Tokens};
use kagifuda_wire::signing::PinnedKeys;
use tokio::sync::Mutex;

use crate::SyncError;
use crate::http::{CallError, Server};

/// The office's session with its server.
pub struct Session {
    pub(crate) server: Server,
    pub(crate) cache: Cache,
    pub(crate) clock: Arc<dyn Clock>,
    locks: PathBuf,
    /// One push at a time, so that requests leave in order.
    pub(crate) pushing: Mutex<()>,
}

impl Session {
    /// The session with `server` whose tokens are in `cache`. In the folder `locks` every process on this cache locks the
    /// same files, so that they refresh, and fetch, one after the other.
    pub fn new(server: Server, cache: Cache, clock: Arc<dyn Clock>, locks: PathBuf) -> Self {
        Self {
            server,
            cache,
            clock,
            locks,
            pushing: Mutex::new(()),
        }
    }

    /// The server.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Signs in and keeps account and tokens. The keys pinned when this dealer first signed in stay the ones believed, with those that
    /// its feed has told of since.
    pub async fn sign_in(&self, form: &SignIn) -> Result<Account, SyncError> {
        let session = self.server.sign_in(form).await?;
        PinnedKeys::read(&session.record_keys, 0)?;
        let mut account = Account {
            server: self.server.address().to_string(),
            login: form.login.clone(),
            dealer: session.dealer,
            company: session.company,
            role: session.role,
            record_keys: session.record_keys,
        };
        if let Some(former) = self.cache.last_account().await?
            && (former.dealer, &former.server) == (account.dealer, &account.server)
        {
            account.record_keys = former.record_keys;
        }
        let tokens = stored(session.tokens, self.clock.now());
        if let Err(reason) = self.cache.sign_in(&account, &tokens).await {
            // Nobody will use that session.
            self.server.sign_out(tokens.refresh_token).await.ok();
            return Err(reason.into());
        }
        Ok(account)
    }

    /// Signs out here at once, and there if the server is reached.
    pub async fn sign_out(&self) -> Result<(), SyncError> {
        let Some(tokens) = self.cache.tokens().await? else {
            return Ok(());
        };
        self.cache.sign_out().await?;
        if let Err(reason) = self.server.sign_out(tokens.refresh_token).await {
            tracing::info!(%reason, "signed out here only; the session there expires by itself");
        }
        Ok(())
    }

    /// Makes `call` with the access token, and once more with a fresh one if that has expired.
    pub(crate) async fn authorised<T, F>(&self, call: impl Fn(Secret) -> F) -> Result<T, SyncError>
    where
        F: Future<Output = Result<T, CallError>>,
    {
        let tokens = self.cache.tokens().await?.ok_or(SyncError::NotSignedIn)?;
        match call(tokens.access_token.clone()).await {
            Err(CallError::Refused(ProblemCode::AccessExpired | ProblemCode::NotSignedIn)) => {
                let fresh = self.refresh(&tokens).await?;
                Ok(call(fresh.access_token).await?)
            }
            answer => Ok(answer?),
        }
    }

    /// A newer pair than `expired`: one that another process has got meanwhile, or else the server's, stored before use.
    async fn refresh(&self, expired: &StoredTokens) -> Result<StoredTokens, SyncError> {
        // A refresh token shown twice would end the session.
        let _alone = self.lock("refresh.lock").await?;
        let latest = self.cache.tokens().await?.ok_or(SyncError::NotSignedIn)?;
        if latest.access_token != expired.access_token {
            return Ok(latest);
        }
        let tokens = self.server.refresh(latest.refresh_token).await?;
        let fresh = stored(tokens, self.clock.now());
        self.cache.replace_tokens(&fresh).await?;
        Ok(fresh)
    }

    /// Waits until no other process holds the lock `name`; it is held until the answer is dropped.
    pub(crate) async fn lock(&self, name: &str) -> Result<File, SyncError> {
        const LOOK_AGAIN: Duration = Duration::from_millis(50);
        let path = self.locks.join(name);
        let failed = |source| SyncError::Lock {
            path: path.clone(),
            source,
        };
        let file = File::create(&path).map_err(failed)?;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                // Asking again instead of blocking: whoever gave up waiting leaves no thread behind.
                Err(TryLockError::WouldBlock) => tokio::time::sleep(LOOK_AGAIN).await,
                Err(TryLockError::Error(source)) => return Err(failed(source)),
            }
        }
    }
}

fn stored(tokens: Tokens, now: DateTime<Utc>) -> StoredTokens {
    let lifetime = i64::try_from(tokens.access_expires_in)
        .ok()
        .and_then(TimeDelta::try_seconds);
    StoredTokens {
        access_token: tokens.access_token,
        access_expires_at: lifetime
            .and_then(|lifetime| now.checked_add_signed(lifetime))
            .unwrap_or(now),
        refresh_token: tokens.refresh_token,
    }
}
