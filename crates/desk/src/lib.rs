//! What an office can do: sign in, keep in step, look up, apply, print. The window and the command line are rims around it.
//!
//! Promises:
//! - Looking up and printing need no network; what a person applies for is on disk before it is sent.
//! - What goes wrong is one of a closed set of [`problem::Problem`]s; a fault is in the log under its report number.
//! - Any number of desks, in one process or several, may work in one home.
//!
//! Deliberately not here: windows, sentences, deciding what the rules say.

mod account;
mod customer;
mod demo;
mod draft;
mod due;
mod expiries;
mod fault;
mod home;
mod issue;
mod log;
mod lookup;
mod maintenance;
mod manual;
mod planner;
mod print;
pub mod problem;
mod quotes;
mod report;
mod save;
mod saved_filter;
mod scan;
mod secret;
mod submit;
mod sync;
mod thing;
mod today;
mod tsunagaru;
mod typed;
pub mod view;
mod words;

use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::SystemTime;

use chrono::{DateTime, Datelike, Utc};
use kagifuda_cache::{Account, Cache, KeyPlace};
use kagifuda_domain::Clock;
use kagifuda_sync::{Server, Session};

pub use account::{check_dealer, check_login, check_password, check_sign_up, countries, staff_wants_password};
pub use demo::demonstration;
pub use home::Home;
/// The what-if planner: dates of all programmes, worked out without a server.
pub use kagifuda_domain::plan;
pub use log::open_log;
pub use manual::{manual, policies};
pub use planner::what_if;
/// A batch of prints under way.
pub use print::Batching;
pub use save::make_folder;
pub use scan::LARGEST_SCAN;
pub use typed::read_number;

use crate::fault::narrow;
use crate::problem::{Kind, Problem};
use crate::view::{AccountView, Counts, Language, Online, RecoveredView, StatusView, Warning, instant};

/// From so many minutes on a clock that differs is worth telling.
const CLOCK_OFF_MINUTES: i64 = 5;
/// The years that a clock may show. Before, certificates cannot be checked; after, no document can be dated.
const YEARS: RangeInclusive<i32> = 1970..=2999;
const LANGUAGE: &str = "language";

/// The time of this computer.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everything else is given"
    )]
    fn now(&self) -> DateTime<Utc> {
        // Not `Utc::now`, which gives up on a clock that stands before 1970.
        SystemTime::now().into()
    }
}

/// The office's desk. Share it in an `Arc`: every method takes `&self`.
///
/// All but `status`, `warnings`, `sign_in`, `sign_out`, `language` and `set_language` need an account, and answer
/// [`Problem::NotSignedIn`] without one.
pub struct Desk {
    home: Home,
    clock: Arc<dyn Clock>,
    cache: Cache,
    known: Mutex<Known>,
    syncing: tokio::sync::Mutex<()>,
}

/// What this process knows and no file does.
struct Known {
    session: Option<Arc<Session>>,
    online: Online,
    language: Language,
}

impl Desk {
    /// Opens the desk of `home`, making what is not there yet. Needs no network.
    pub async fn open(home: Home, clock: Arc<dyn Clock>) -> Result<Self, Problem> {
        let open = async {
            let cache = Cache::open(home.folder(), home.custody()).await?;
            let language = cache.setting(LANGUAGE).await?;
            Ok((cache, language))
        };
        let (cache, language) = open.await.map_err(|problem: Problem| problem.at(&home))?;
        let language = match language.as_deref() {
            Some("en") => Language::En,
            Some(_) | None => Language::Ja,
        };
        save::sweep(home.prints(), clock.now().into());
        let known = Mutex::new(Known {
            session: None,
            online: Online::Unknown,
            language,
        });
        Ok(Self {
            home,
            clock,
            cache,
            known,
            syncing: tokio::sync::Mutex::new(()),
        })
    }

    /// For a cache that is damaged or gone, or whose key is lost: sets everything in `home` aside, so that the next sync
    /// fetches it anew. Applications and prints that can still be read are carried over, and nothing is deleted.
    pub async fn recover(home: &Home) -> Result<RecoveredView, Problem> {
        let recovered = Cache::recover(home.folder(), home.custody()).await?;
        Ok(RecoveredView {
            aside: recovered.aside.iter().map(|path| path.display().to_string()).collect(),
            applications: recovered.waiting,
            prints: recovered.prints,
        })
    }

    /// Closes the cache, once what is under way has ended.
    pub async fn close(&self) {
        self.cache.close().await;
    }

    /// The state of the office, from what is known here; asks nobody.
    pub async fn status(&self) -> Result<StatusView, Problem> {
        let counts = self.cache.counts().await?;
        let online = self.known().online.clone();
        Ok(StatusView {
            account: self.cache.account().await?.map(AccountView::from),
            online,
            last_sync: self.cache.last_sync().await?.map(instant),
            counts: Counts {
                keys: narrow(counts.keys),
                registered: narrow(counts.registered),
                devices: narrow(counts.devices),
                customers: narrow(counts.customers),
            },
            waiting: narrow(counts.waiting),
            maintenance: self.maintenance().await?,
            warnings: self.warnings(),
        })
    }

    /// What the office should know about this computer.
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if let KeyPlace::File(path) = self.cache.key_place() {
            warnings.push(Warning::KeyInFile {
                path: path.display().to_string(),
            });
        }
        warnings.extend(self.cache.set_aside().into_iter().map(|path| Warning::DataAside {
            path: path.display().to_string(),
        }));
        let ahead = self
            .known()
            .session
            .as_ref()
            .and_then(|session| session.server().clock_ahead());
        let ahead = ahead.map_or(0, |ahead| ahead.num_minutes());
        let minutes = narrow(ahead.unsigned_abs());
        if ahead >= CLOCK_OFF_MINUTES {
            warnings.push(Warning::ClockAhead { minutes });
        } else if ahead <= -CLOCK_OFF_MINUTES {
            warnings.push(Warning::ClockBehind { minutes });
        }
        warnings
    }

    /// The language of the office; Japanese unless set.
    pub fn language(&self) -> Language {
        self.known().language
    }

    /// Sets the language of the office.
    pub async fn set_language(&self, language: Language) -> Result<(), Problem> {
        self.cache.set_setting(LANGUAGE, language.tag()).await?;
        self.known().language = language;
        Ok(())
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The time, if it can be one.
    fn now(&self) -> Result<DateTime<Utc>, Problem> {
        let now = self.clock.now();
        if YEARS.contains(&now.year()) {
            Ok(now)
        } else {
            Err(Problem::ClockUnusable { year: now.year() })
        }
    }

    /// The account, or the problem that there is none.
    async fn account(&self) -> Result<Account, Problem> {
        self.cache.account().await?.ok_or(Problem::NotSignedIn)
    }

    /// The session with the account's server. Another process may have signed in elsewhere meanwhile.
    async fn session(&self) -> Result<Arc<Session>, Problem> {
        let account = self.account().await?;
        self.now()?;
        let current = self.known().session.clone();
        match current {
            Some(session) if session.server().address().to_string() == account.server => Ok(session),
            Some(_) | None => self.new_session(&account.server),
        }
    }

    /// A new session with the server at `address`, from now on the desk's.
    fn new_session(&self, address: &str) -> Result<Arc<Session>, Problem> {
        let address = address.parse()?;
        self.now()?;
        let server = Server::new(address, Arc::clone(&self.clock))?;
        let locks = self.home.folder().to_owned();
        let session = Arc::new(Session::new(server, self.cache.clone(), Arc::clone(&self.clock), locks));
        self.known().session = Some(Arc::clone(&session));
        Ok(session)
    }

    /// Keeps whether the server answered, for the status. A failure on this computer says nothing of that.
    fn note_online(&self, outcome: Result<(), &Problem>) {
        let online = match outcome.map_err(|problem| (problem, problem.kind())) {
            Ok(()) => Online::Online,
            // Then nobody was asked.
            Err((Problem::NotSignedIn, _)) => return,
            Err((_, Kind::Refused)) => Online::Online,
            Err((problem, Kind::NotReached)) => Online::Offline {
                problem: problem.clone(),
            },
            Err((_, Kind::Mistyped | Kind::Failed)) => return,
        };
        self.known().online = online;
    }
}
