//! An office with a licensing server of its own, as a window finds it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kagifuda_desk::view::{HitView, IssueForm, IssueLine, SignInForm};
use kagifuda_desk::{Desk, Home, SystemClock};
use kagifuda_domain::account::Login;
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_server::{Admin, DealerForm, Options, Running};
use kagifuda_wire::session::Secret;
use tempfile::TempDir;

/// The password of every dealer here.
pub const PASSWORD: &str = "a-kind-of-secret";

const LOGIN: &str = "office01";

/// A folder with everything of one office and of its server.
pub struct Office {
    folder: TempDir,
    server: Option<Running>,
    /// The server's address, also while it is away.
    pub address: String,
}

impl Office {
    /// An office whose dealer has `count` activation keys on its server. Nobody has signed in yet.
    pub async fn with_keys(count: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let admin = admin(folder.path()).await;
        let login: Login = LOGIN.parse().expect("it is a login");
        let dealer = DealerForm {
            login: login.clone(),
            company: "株式会社みなと通信",
            email: "office@example.jp",
            phone: None,
            password: &Secret::new(PASSWORD),
        };
        admin.add_dealer(dealer).await.expect("the dealer is new");
        let product: ProductCode = "KX-VCS101".parse().expect("it is a product");
        admin.mint(&login, &product, count, |_| Ok(())).await.expect("keys can be made");
        admin.close().await;
        Self::serving(folder).await
    }

    /// The dealer that `cargo xtask run` shows, signed in and in step.
    pub async fn demo() -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let admin = admin(folder.path()).await;
        let login = LOGIN.parse().expect("it is a login");
        admin.fill_demo(&login, &Secret::new(PASSWORD)).await.expect("the demo can be filled");
        admin.close().await;
        let office = Self::serving(folder).await;
        office.desk_in_step().await;
        office
    }

    async fn serving(folder: TempDir) -> Self {
        let options = Options {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            database: database(folder.path()),
            data: folder.path().join("server"),
            public_address: None,
            tls: None,
            clock: Arc::new(SystemClock),
        };
        let server = kagifuda_server::start(options).await.expect("the server starts");
        Self { address: server.address.clone(), server: Some(server), folder }
    }

    /// The folder that the window is given as its home.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("desk")
    }

    /// A folder beside it, for whatever else a window needs.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// How its dealer signs in.
    pub fn sign_in_form(&self) -> SignInForm {
        SignInForm { server: self.address.clone(), login: LOGIN.to_owned(), password: PASSWORD.to_owned() }
    }

    /// The same office before its window opens: signed in and in step.
    pub async fn desk_in_step(&self) -> Desk {
        let desk = Desk::open(Home::in_folder(self.home()), Arc::new(SystemClock)).await.expect("the desk opens");
        desk.sign_in(self.sign_in_form()).await.expect("the dealer signs in");
        desk.sync(|_| ()).await.expect("it gets in step");
        desk
    }

    /// Has one key registered at a site, and gives it as the desk then knows it.
    pub async fn register_one(&self, desk: &Desk, site: &str) -> HitView {
        let found = desk.find("KX-VCS101", 1).await.expect("it looks up");
        let key = found.hits.first().expect("there are keys");
        let line = IssueLine {
            activation_key: key.activation_key.clone(),
            registration_id: key.registration_id.clone(),
        };
        let form = IssueForm {
            device: "1234-5678-90AB-CDEF".to_owned(),
            keys: vec![line],
            site: Some([site.to_owned(), String::new()]),
        };
        desk.issue(form).await.expect("it is asked for");
        desk.sync(|_| ()).await.expect("it gets in step");
        let found = desk.find(&key.activation_key, 1).await.expect("it looks up");
        found.hits.into_iter().next().expect("it is still there")
    }

    /// The server goes away, and stays away.
    pub async fn lose_server(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop().await.expect("it stops");
        }
    }
}

async fn admin(folder: &Path) -> Admin {
    Admin::open(&database(folder), &folder.join("server"), Arc::new(SystemClock)).await.expect("the ledger opens")
}

fn database(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("server.db").display())
}
