//! Another computer of the same dealer.

use std::path::Path;
use std::sync::Arc;

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::SignInForm;
use kagifuda_desk::{Desk, Home};
use tempfile::TempDir;

use crate::clock::ShiftedClock;
use crate::office::Office;
use crate::server::PASSWORD;

/// A desk with a home of its own.
pub struct OtherDesk {
    /// What is tried.
    pub desk: Desk,
    /// The way to the server.
    pub server: String,
    home: TempDir,
}

impl OtherDesk {
    /// One where nobody has signed in yet.
    pub async fn of(office: &Office) -> Self {
        let home = tempfile::tempdir().expect("there is room for a folder");
        let clock = Arc::new(ShiftedClock::default());
        let desk = Desk::open(Home::in_folder(home.path()), clock).await;
        Self {
            desk: desk.expect("the home is its own"),
            server: office.network.url(),
            home,
        }
    }

    /// One where `login` has signed in with [`PASSWORD`].
    pub async fn signed_in(office: &Office, login: &str) -> Self {
        let other = Self::of(office).await;
        let signed_in = other.sign_in(login, PASSWORD, None).await;
        signed_in.expect("login and password are right");
        other
    }

    /// One where `login` has signed in and received everything.
    pub async fn in_step(office: &Office, login: &str) -> Self {
        let other = Self::signed_in(office, login).await;
        other.sync().await.expect("all is well");
        other
    }

    /// Signs in, and tells the role.
    pub async fn sign_in(&self, login: &str, password: &str, code: Option<String>) -> Result<String, Problem> {
        let form = SignInForm {
            server: self.server.clone(),
            login: login.into(),
            password: password.into(),
            code,
        };
        let account = self.desk.sign_in(form).await?.account.expect("it is signed in");
        Ok(format!("{:?}", account.role))
    }

    /// Syncs.
    pub async fn sync(&self) -> Result<(), Problem> {
        self.desk.sync(|_| {}).await.synced.map(drop)
    }

    /// The folder of everything that it has on its computer.
    pub fn home(&self) -> &Path {
        self.home.path()
    }
}
