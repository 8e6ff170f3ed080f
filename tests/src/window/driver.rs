//! One window and the hands on it.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::{Instant, sleep};

use super::{Viewer, window_program};

/// How long anything may take to show before it counts as missing.
const PATIENCE: Duration = Duration::from_secs(20);

/// Keyboard focus belongs to one window at a time.
static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());

/// An open window.
pub struct Window {
    /// Whatever the helpers below do not say.
    pub client: Client,
    /// What it had the system open.
    pub viewer: Viewer,
    driver: Driver,
    home: PathBuf,
    _user: TempDir,
    _alone: MutexGuard<'static, ()>,
}

/// WebKit's driver, which starts the window; both end with it.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

impl Window {
    /// Opens the window of the office whose home is `home`.
    pub async fn open(home: &Path) -> Self {
        let alone = ONE_AT_A_TIME.lock().await;
        let user = tempfile::tempdir().expect("there is room for a folder");
        let viewer = Viewer::in_folder(&user.path().join("programs"));
        let port = free_port();
        let driver = start_driver(port, &viewer, user.path());
        let client = connect(port, &window_program(), home).await;
        Self {
            client,
            viewer,
            driver,
            home: home.to_owned(),
            _user: user,
            _alone: alone,
        }
    }

    /// Closes it, as a person would.
    pub async fn close(self) {
        self.client.close().await.expect("the window closes");
        drop(self.driver);
    }

    /// Ends it as a crash or a loss of power does: from one moment to the next.
    pub async fn kill(self) {
        let end = Instant::now() + PATIENCE;
        while let Some(process) = process_in(&self.home) {
            let killed = Command::new("kill").args(["-KILL", &process]).status();
            assert!(killed.is_ok() && Instant::now() < end, "the window goes on");
            sleep(Duration::from_millis(20)).await;
        }
        drop(self.driver);
    }

    /// Types `text` where the focus is.
    pub async fn type_text(&self, text: &str) {
        self.focused().await.send_keys(text).await.expect("it can be typed");
    }

    /// Presses and releases one key.
    pub async fn press(&self, key: Key) {
        self.type_text(&char::from(key).to_string()).await;
    }

    /// Presses `letter` while Ctrl is held.
    pub async fn press_ctrl(&self, letter: char) {
        let control = char::from(Key::Control);
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: control })
            .then(KeyAction::Down { value: letter })
            .then(KeyAction::Up { value: letter })
            .then(KeyAction::Up { value: control });
        self.client.perform_actions(keys).await.expect("it can be pressed");
    }

    /// The element with the focus.
    pub async fn focused(&self) -> Element {
        self.client.active_element().await.expect("something has the focus")
    }

    /// Waits until `text` can be read in the window.
    pub async fn sees(&self, text: &str) {
        let end = Instant::now() + PATIENCE;
        while !self.text().await.contains(text) {
            assert!(
                Instant::now() < end,
                "{text:?} is not to be seen in:\n{}",
                self.text().await
            );
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until the element of `css` is there and its accessible text is all there.
    pub async fn finds(&self, css: &str) -> Element {
        let found = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::Css(css))
            .await;
        found.unwrap_or_else(|reason| panic!("{css} is not there: {reason}"))
    }

    /// All that can be read in the window.
    pub async fn text(&self) -> String {
        self.run("return document.body.innerText")
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// What stands in the status line.
    pub async fn status_line(&self) -> String {
        self.finds(".status").await.text().await.expect("it can be read")
    }

    /// Presses the button, or chooses the option, in sight that is called `name`.
    pub async fn choose(&self, name: &str) {
        // The key that does the same stands behind a button's name.
        let found = self
            .in_sight(
                "(self::button or self::label)",
                &format!("normalize-space(.)='{name}' or normalize-space(text())='{name}' or @aria-label='{name}'"),
            )
            .await;
        found.click().await.expect("it can be clicked");
    }

    /// The field in sight that is called `name`.
    pub async fn field(&self, name: &str) -> Element {
        self.in_sight(
            "(self::input or self::textarea or self::select)",
            &format!("@aria-label='{name}' or @id=//label[normalize-space(.)='{name}']/@for"),
        )
        .await
    }

    /// Types `text` into the field that is called `name`, in place of what stands there.
    pub async fn fill(&self, name: &str, text: &str) {
        self.field(name).await.click().await.expect("it can be clicked");
        self.press_ctrl('a').await;
        self.type_text(text).await;
    }

    /// Waits until `text` stands in the field that is called `name`.
    pub async fn holds(&self, name: &str, text: &str) {
        let end = Instant::now() + PATIENCE;
        loop {
            let value = self.field(name).await.prop("value").await.expect("it can be read");
            if value.as_deref() == Some(text) {
                return;
            }
            assert!(Instant::now() < end, "{name:?} holds {value:?}, not {text:?}");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits for the first element of this kind and condition, as XPath says it, that can be seen and reached: rooms and tabs out of sight
    /// have theirs, too, and nothing is reached behind an open dialog.
    async fn in_sight(&self, kind: &str, condition: &str) -> Element {
        let path = format!("//*[{kind}][{condition}][ancestor::dialog[@open] or not(//dialog[@open])]");
        let end = Instant::now() + PATIENCE;
        loop {
            let found = self.client.find_all(Locator::XPath(&path)).await;
            for element in found.expect("it is looked for") {
                if element.is_displayed().await.unwrap_or(false) {
                    return element;
                }
            }
            assert!(Instant::now() < end, "{condition} is not there:\n{}", self.text().await);
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Runs a script in the window's page.
    pub async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.expect("the script runs")
    }

    /// Lets axe-core judge what is shown now.
    ///
    /// # Panics
    /// If it holds anything against it; `page` is named then.
    pub async fn is_accessible(&self, page: &str) {
        let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
        let axe = std::fs::read_to_string(axe).expect("`npm install` was run in ui/");
        self.run(&axe).await;
        let found = self.client.execute_async(JUDGE, Vec::new()).await.expect("axe runs");
        assert_eq!(found, json!([]), "{page}");
    }
}

/// One line for each violation.
const JUDGE: &str = "const done = arguments[0];
    axe.run().then(({ violations }) => done(violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(' ')}`)));";

/// The number of the process of the window whose home is `home`, while it runs.
fn process_in(home: &Path) -> Option<String> {
    let (program, home) = (window_program(), home.to_string_lossy());
    let processes = std::fs::read_dir("/proc").expect("Linux tells of its processes");
    let mut numbers = processes.filter_map(|process| process.ok()?.file_name().into_string().ok());
    numbers.find(|number| {
        // One that has ended meanwhile has no command line.
        let line = std::fs::read_to_string(format!("/proc/{number}/cmdline")).unwrap_or_default();
        let mut words = line.split('\0');
        words.next().is_some_and(|word| Path::new(word) == program) && words.any(|word| word == home)
    })
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    listener.local_addr().expect("it is bound").port()
}

fn start_driver(port: u16, viewer: &Viewer, user: &Path) -> Driver {
    let folder = |name: &str| -> PathBuf { user.join(name) };
    let driver = Command::new("WebKitWebDriver")
        .arg(format!("--port={port}"))
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env("PATH", viewer.path())
        // What the web view keeps belongs to this window alone.
        .env("XDG_CACHE_HOME", folder("cache"))
        .env("XDG_CONFIG_HOME", folder("config"))
        .env("XDG_DATA_HOME", folder("data"))
        .env("TZ", "Asia/Tokyo")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    Driver(driver.expect("WebKitWebDriver is installed: `cargo xtask setup` does it"))
}

async fn connect(port: u16, program: &Path, home: &Path) -> Client {
    let options = json!({ "binary": program, "args": ["--home", home] });
    let capabilities = Capabilities::from_iter([("webkitgtk:browserOptions".to_owned(), options)]);
    let end = Instant::now() + PATIENCE;
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities.clone());
        match builder.connect(&format!("http://127.0.0.1:{port}")).await {
            Ok(client) => return client,
            // The driver may not listen yet.
            Err(_) if Instant::now() < end => sleep(Duration::from_millis(20)).await,
            Err(reason) => panic!("the window did not open: {reason}"),
        }
    }
}
