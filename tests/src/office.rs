//! An office for a story: its desk, its network, its server.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use kagifuda_desk::problem::{Problem, Terms};
use kagifuda_desk::view::{
    ApplyForm, CardForm, HitView, IssueForm, IssueLine, OutcomeView, SignInForm, StatusView, SubscribedView, SyncEvent,
    SyncedView,
};
use kagifuda_desk::{Desk, Home};
use kagifuda_domain::kms::Pair;
use tempfile::TempDir;

use crate::clock::ShiftedClock;
use crate::network::Network;
use crate::server::{Engine, LOGIN, LicensingServer, PASSWORD};

/// The device that stories register keys on.
pub const DEVICE: &str = "1234-5678-90AB-CDEF";

/// The dealer that demonstrations show.
pub const DEMO: &str = "demo1234";

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

    /// The office of the dealer that demonstrations show, in step with the server and cut off from it.
    pub async fn demo() -> Self {
        let office = Self::new().await;
        office.server.fill_demo(DEMO).await;
        office.sign_in(DEMO, PASSWORD).await.expect("it is a dealer's");
        office.sync().await.expect("all is well");
        office.network.cut();
        office
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

    /// Applies for a subscription of [`DEVICE`] with the card `pair` under `connection_no`.
    pub async fn apply_under(&self, connection_no: &str, pair: &Pair) -> OutcomeView {
        let terms = self.desk.terms().await.expect("there are terms");
        let paid = terms.iter().find(|terms| terms.kind == Terms::Paid);
        let form = ApplyForm {
            card: card(pair, DEVICE),
            site: Some(["本社".into(), "3階会議室".into()]),
            connection_no: connection_no.into(),
            accepted_terms: paid.expect("some for those who pay").version,
            draft: None,
        };
        self.desk.apply(form).await.expect("it is asked for").outcome
    }

    /// Subscribes [`DEVICE`] with the card `pair` and the first number that is offered.
    pub async fn subscribe(&self, pair: &Pair) -> SubscribedView {
        let offer = self
            .desk
            .offer_numbers(DEVICE, false)
            .await
            .expect("numbers are offered");
        let outcome = self.apply_under(&offer.candidates[0], pair).await;
        let OutcomeView::Subscribed { subscribed } = outcome else {
            panic!("{outcome:?}");
        };
        subscribed
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

/// A card of つながるねっと in hand, with the device that it is for.
pub fn card(pair: &Pair, device: &str) -> CardForm {
    CardForm {
        device: device.into(),
        activation_key: pair.no.to_string(),
        registration_id: pair.registration_id.to_string(),
    }
}

/// `pair` as a person types it.
pub fn line(pair: &Pair) -> IssueLine {
    IssueLine {
        activation_key: pair.no.to_string(),
        registration_id: pair.registration_id.to_string(),
    }
}
