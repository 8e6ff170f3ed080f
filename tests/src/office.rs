//! An office for a story: its desk, its network, its server.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{HitView, IssueForm, IssueLine, OutcomeView, SignInForm, StatusView, SyncEvent, SyncedView};
use kagifuda_desk::{Desk, Home};
use kagifuda_domain::kms::Pair;
use tempfile::TempDir;

use crate::clock::ShiftedClock;
use crate::network::Network;
use crate::server::{Engine, LOGIN, LicensingServer, PASSWORD};

/// The device that stories register keys on.
pub const DEVICE: &str = "1234-5678-90AB-CDEF";

/// An office with its server and the network between.
pub struct Office {
    /// What is tried.
    pub desk: Desk,
    /// The real server.
    pub server: LicensingServer,
    /// The way to it.
    pub network: Network,
    /// The clock of the office's computer.
    pub clock: Arc<ShiftedClock>,
    home: TempDir,
}

impl Office {
    /// An office where nobody has signed in yet, its server on SQLite.
    pub async fn new() -> Self {
        Self::on(Engine::Sqlite).await
    }

    /// An office where nobody has signed in yet.
    pub async fn on(engine: Engine) -> Self {
        let server = LicensingServer::start(engine).await;
        let network = Network::to(server.address()).await;
        let clock = Arc::new(ShiftedClock::default());
        let home = tempfile::tempdir().expect("there is room for a folder");
        let desk = open(home.path(), &clock).await;
        Self {
            desk,
            server,
            network,
            clock,
            home,
        }
    }

    /// An office that has signed in.
    pub async fn signed_in() -> Self {
        let office = Self::new().await;
        office
            .sign_in(LOGIN, PASSWORD)
            .await
            .expect("login and password are right");
        office
    }

    /// An office that has signed in and has `keys` new keys.
    pub async fn with_keys(keys: usize) -> (Self, Vec<Pair>) {
        let office = Self::signed_in().await;
        let pairs = office.server.mint(keys).await;
        office.sync().await.expect("all is well");
        (office, pairs)
    }

    /// Signs in.
    pub async fn sign_in(&self, login: &str, password: &str) -> Result<StatusView, Problem> {
        self.sign_in_with(login, password, None).await
    }

    /// Signs in, with what was typed for a code.
    pub async fn sign_in_with(&self, login: &str, password: &str, code: Option<&str>) -> Result<StatusView, Problem> {
        let form = SignInForm {
            server: self.network.url(),
            login: login.into(),
            password: password.into(),
            code: code.map(Into::into),
        };
        self.desk.sign_in(form).await
    }

    /// Syncs.
    pub async fn sync(&self) -> Result<SyncedView, Problem> {
        self.desk.sync(|_| {}).await.synced
    }

    /// Syncs, and tells what was said meanwhile.
    pub async fn watch_sync(&self) -> Vec<SyncEvent> {
        let events = Mutex::new(Vec::new());
        // How it went is the last event.
        self.desk
            .sync(|event| events.lock().expect("nobody panics").push(event))
            .await;
        events.into_inner().expect("nobody panics")
    }

    /// Applies for the registration keys of `pairs` on `device`.
    pub async fn apply(&self, pairs: &[Pair], device: &str) -> Result<OutcomeView, Problem> {
        let form = IssueForm {
            device: device.into(),
            keys: pairs.iter().map(line).collect(),
            site: None,
            mail: None,
            draft: None,
        };
        self.desk.issue(form).await.map(|report| report.outcome)
    }

    /// What the office knows of `pair`.
    pub async fn look_up(&self, pair: &Pair) -> HitView {
        self.desk.key(&pair.no.to_string()).await.expect("the key is here").hit
    }

    /// Another desk in the same home, as a second program would open it.
    pub async fn second_desk(&self) -> Desk {
        open(self.home.path(), &self.clock).await
    }

    /// Starts the office's program anew, after a crash.
    pub async fn restart(&mut self) {
        let desk = self.second_desk().await;
        std::mem::replace(&mut self.desk, desk).close().await;
    }

    /// The folder of everything that the office has on its computer.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// A file in the office's home.
    pub fn file(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Leads the network to the server again after it has moved to another port.
    pub fn find_server(&self) {
        self.network.lead_to(self.server.address());
    }
}

async fn open(home: &Path, clock: &Arc<ShiftedClock>) -> Desk {
    Desk::open(Home::in_folder(home), clock.clone())
        .await
        .expect("the desk opens")
}

/// `pair` as a person types it.
pub fn line(pair: &Pair) -> IssueLine {
    IssueLine {
        activation_key: pair.no.to_string(),
        registration_id: pair.registration_id.to_string(),
    }
}
