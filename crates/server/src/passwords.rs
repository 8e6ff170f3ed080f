//! Passwords: Argon2id, on threads of their own, so many at once as there are processors.

use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{Error, PasswordHasher, PasswordVerifier};
use kagifuda_wire::session::Secret;
use tokio::sync::Semaphore;

/// Makes and checks password hashes. A check takes the same time whether there is such a login or not.
pub(crate) struct Passwords {
    places: Arc<Semaphore>,
    nobodys: Arc<str>,
}

impl Passwords {
    pub(crate) fn new() -> Result<Self, Error> {
        let places = std::thread::available_parallelism().map_or(1, usize::from);
        let nobodys = hash(&Secret::new("of nobody"))?.into();
        Ok(Self {
            places: Arc::new(Semaphore::new(places)),
            nobodys,
        })
    }

    /// Whether `password` is the one of `hash`; `None` stands for a login that nobody has.
    pub(crate) async fn fit(&self, hash: Option<&str>, password: &Secret) -> Result<bool, CheckError> {
        let somebodys = hash.is_some();
        let (hash, password) = (hash.map_or(self.nobodys.clone(), Arc::from), password.clone());
        let place = self.places.clone().acquire_owned().await?;
        let fits = tokio::task::spawn_blocking(move || {
            let _place = place;
            let parsed = PasswordHash::new(&hash).map_err(|_| CheckError::Unreadable)?;
            Ok::<_, CheckError>(
                Argon2::default()
                    .verify_password(password.expose().as_bytes(), &parsed)
                    .is_ok(),
            )
        });
        Ok(fits.await?? && somebodys)
    }

    /// The hash of a new password, made where checks are made.
    pub(crate) async fn hash(&self, password: &Secret) -> Result<String, CheckError> {
        let (place, password) = (self.places.clone().acquire_owned().await?, password.clone());
        let hashed = tokio::task::spawn_blocking(move || {
            let _place = place;
            hash(&password)
        });
        hashed.await?.map_err(|_| CheckError::Unmakeable)
    }
}

/// The hash of a new password, with a salt of its own.
pub(crate) fn hash(password: &Secret) -> Result<String, Error> {
    Argon2::default()
        .hash_password(password.expose().as_bytes())
        .map(|hash| hash.to_string())
}

/// Why a password could not be checked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CheckError {
    #[error("member.password_hash cannot be read")]
    Unreadable,
    #[error("no password hash can be made")]
    Unmakeable,
    #[error("the server is stopping")]
    Stopping(#[from] tokio::sync::AcquireError),
    #[error("a worker stopped")]
    Worker(#[from] tokio::task::JoinError),
}
