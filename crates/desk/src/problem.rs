//! Everything that can stand in the office's way: a closed set of codes, each with its facts.
//!
//! Sentences for them stand in `ui/src/i18n/problems.{ja,en}.json`, which window and command line share; a code without words fails `tsc`
//! there and a test here. Under each code: `what` happened and what `todo`, with `{placeholders}` named as the facts. Where a fact may be
//! missing, `code+fact` holds the words for when it is there (`bound_elsewhere+device`). The facts `field`, `programme`, `reason`, `terms`,
//! `todo` and `why` are codes themselves; their words stand in `values.{ja,en}.json`. `until` is shown as a local date and time, `opens`, `on`,
//! `first_day`, `last_day` and `expiry` as days, `minutes` in the unit that a person would use.

mod customer;
mod kind;
mod licence;
mod paper;
mod part;
mod place;
mod scan;

pub use customer::CustomerProblem;
pub use kind::Kind;
pub use licence::LicenceProblem;
pub use paper::PaperProblem;
pub use part::{
    Confirmation, CustomerField, Field, LineRefusal, Mistake, PasswordFault, PeriodEnd, PlanField, ProfileField,
    REMO_REASONS, RefusedLine, Terms,
};
pub use scan::ScanProblem;

use serde::Serialize;
use specta::Type;

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Problem {
    // The person and the account.
    /// Nobody is signed in on this computer.
    NotSignedIn,
    /// 登録ID and password do not fit.
    WrongCredentials,
    /// Login and password fit, and a code is wanted, too (ACC-6).
    SecondFactorWanted,
    /// The code does not fit, or was used before (ACC-6).
    SecondFactorWrong,
    /// The dealer demands a second factor that the member has not set up (ACC-6).
    SecondFactorDemanded,
    /// Too many failures (ACC-6).
    TooManyTries {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// The session has ended; sign in again. Nothing on disk is lost.
    SessionEnded,
    /// The member's role may not do this (ACC-5).
    RoleMayNot,
    /// Another dealer's data and waiting applications are here; they must be sent before this dealer signs in.
    OtherDealersWaiting {
        /// How many wait.
        waiting: u32,
    },

    // What the server refuses of an account.
    /// Somebody has this login.
    LoginTaken,
    /// Fields of a form are not taken.
    FieldsRefused {
        /// Which.
        fields: Vec<ProfileField>,
    },
    /// Other conditions were agreed to than those of today (ACC-1).
    ConsentOutdated,
    /// The new password is not taken.
    PasswordRefused {
        /// Why: a code of its own, whose words stand in `values`.
        why: PasswordFault,
    },
    /// The last owner stays (ACC-5).
    LastOwner,
    /// There is no second factor that this could be done with (ACC-6).
    SecondFactorOff,
    /// There is a second factor already (ACC-6).
    SecondFactorOn,
    /// No such link.
    LinkUnknown,
    /// The link was used before (ACC-2).
    LinkUsed,
    /// The link is too old (ACC-2).
    LinkExpired {
        /// Until when it was good, RFC 3339.
        until: String,
    },
    /// Another link to this mailbox was used meanwhile (ACC-2).
    AddressKnown,
    /// It is not there any more: somebody else may have removed or ended it.
    Gone,

    // The way to the server.
    /// The address is no address of a server: `https://…`, or `http://` on this computer itself.
    ServerAddress {
        /// What was typed; not where it holds more than an address, because that may be a secret.
        typed: Option<String>,
    },
    /// No connection.
    Unreachable,
    /// Something answered that is not the licensing server, such as a hotel's sign-in page.
    NotTheServer,
    /// The server's certificate is not believed; often the clock of this computer is wrong.
    CertificateRefused,
    /// The server takes no applications during its maintenance (MNT-2); they wait here.
    Maintenance {
        /// When it is over, RFC 3339.
        until: String,
    },
    /// What listens there does not speak TLS, which `https://` stands for.
    TlsFailed,
    /// The server cannot take requests now.
    ServerUnavailable,
    /// The server failed.
    ServerFault {
        /// The number under which the operator finds it.
        report: String,
    },
    /// Server and desk do not understand each other: one of them is too old.
    VersionsDiffer,

    // The feed.
    /// A change is missing.
    FeedGap {
        /// The number that should have come.
        expected: u32,
        /// The number that came.
        found: u32,
    },
    /// A record's signature does not fit the pinned key.
    BadSignature {
        /// The change's number.
        number: u32,
    },
    /// A record cannot be read by this version.
    UnreadableRecord {
        /// The change's number.
        number: u32,
    },
    /// The server knows fewer changes than this computer has seen: it was put back from a backup.
    ServerWentBack {
        /// The latest change here.
        cursor: u32,
        /// The latest change there.
        head: u32,
    },

    /// This computer's clock is so far off that no date can be trusted, nor any certificate be checked.
    ClockUnusable {
        /// The year it shows.
        year: i32,
    },

    // The cache.
    /// The key does not open the cache.
    CacheWrongKey {
        /// The cache file.
        path: Option<String>,
    },
    /// The cache is there, its key is not.
    CacheKeyMissing {
        /// The cache file.
        path: Option<String>,
    },
    /// The cache file is damaged.
    CacheDamaged {
        /// The cache file.
        path: Option<String>,
    },
    /// There was a cache, and its file is gone.
    CacheVanished {
        /// The cache file.
        path: Option<String>,
    },
    /// A newer version of Kagifuda made the cache.
    CacheFromNewerVersion,
    /// Another program of Kagifuda holds the cache for long.
    CacheBusy,
    /// The disk is full.
    DiskFull,
    /// A file or folder cannot be read or written.
    FileAccess {
        /// Which.
        path: String,
    },
    /// What is to be written over is a folder or a device, no file.
    NotAFile {
        /// Which.
        path: String,
    },

    // What was typed.
    /// Something in a form is typed wrongly; nothing was done.
    FormMistyped {
        /// Everything that is.
        mistakes: Vec<Mistake>,
    },
    /// A number with too few or too many digits.
    NumberLength {
        /// Which field.
        field: Field,
        /// Digits wanted.
        expected: u32,
        /// As many will do too: those of a MAC address instead of an MPR ID.
        or: Option<u32>,
        /// Digits found.
        found: u32,
    },
    /// A character that the number cannot have.
    NumberSymbol {
        /// Which field.
        field: Field,
        /// The character.
        symbol: String,
        /// Its place, from 1, hyphens left out.
        position: u32,
        /// What was probably meant.
        meant: Option<String>,
    },
    /// A line of the site is too long (KMS-5).
    SiteTooLong {
        /// 1 or 2.
        line: u32,
        /// Characters found.
        found: u32,
        /// Characters that fit.
        max: u32,
    },
    /// A line of the site has characters that cannot be printed (KMS-5).
    SiteUnprintable {
        /// 1 or 2.
        line: u32,
        /// Which; those that do not show, by their number in Unicode.
        characters: String,
    },
    /// A mail address that no mail can be sent to.
    MailAddress {
        /// What was typed.
        typed: String,
    },
    /// A subject without a character, with too many, or with a line break (KMS-6).
    MailSubject {
        /// Characters that fit.
        max: u32,
    },
    /// No such activation key in the cache.
    UnknownKey {
        /// The number.
        activation_key: String,
    },
    /// A question of the planner of which something is missing, or cannot be read.
    PlanMistyped {
        /// All that is.
        fields: Vec<PlanField>,
    },
    /// Fewer than two characters to look for.
    QueryTooShort,
    /// The system's clipboard takes nothing.
    ClipboardClosed,
    /// What was to be opened is not here any more.
    ThingGone,
    /// A filter needs a name, and not too long a one.
    FilterName {
        /// Characters that fit.
        max: u32,
    },
    /// The member has a filter of this name.
    FilterNameTaken {
        /// The name.
        name: String,
    },
    /// What was typed for a day is none.
    DayUnreadable {
        /// For which end of the period.
        end: PeriodEnd,
        /// What was typed.
        typed: String,
    },
    /// The period ends before it begins.
    PeriodReversed {
        /// Its first day.
        first_day: String,
        /// Its last day.
        last_day: String,
    },

    // What the server refused.
    /// No key, or more than eight, in one application (KMS-4).
    KeyCount {
        /// How many there were.
        found: u32,
        /// How many may be.
        max: u32,
    },
    /// An application is refused; nothing of it was done (KMS-4).
    LinesRefused {
        /// Every offending line.
        lines: Vec<RefusedLine>,
    },

    // What the server refused of つながるねっと.
    /// The device has a subscription, which can be extended (TSU-3).
    ExtendInstead,
    /// The device has a subscription with another dealer (TSU-3).
    SubscribedElsewhere,
    /// The device has no subscription that could be extended.
    NothingToExtend,
    /// The subscription expired for too long to be extended (TSU-6).
    GraceOver {
        /// The last day in Greenwich on which it could be extended.
        last_day: String,
    },
    /// All periods together would exceed six years (TSU-7).
    OverSixYears {
        /// The most months that can be added now; nothing where not one can.
        months: Option<u32>,
    },
    /// A trial begins a subscription, and extends none.
    TrialExtendsNothing,
    /// For an MPCS the supplier is to be asked (TSU-12).
    AskSupplier,
    /// The terms in force were not accepted (TSU-10).
    TermsNotAccepted {
        /// Which terms.
        terms: Terms,
        /// The version in force.
        version: u32,
    },
    /// The pair has given its period, and gives none again (TSU-1).
    CardServed,
    /// What was shown before it was confirmed is no longer so.
    StandingChanged,
    /// Other numbers were drawn as often as can be (TSU-11).
    NoMoreNumbers,
    /// The number is not among those offered to this device (TSU-11).
    NumberNotOffered,
    /// The number was offered, and the hold has ended (TSU-11).
    NumberHoldEnded {
        /// When, RFC 3339.
        until: String,
    },

    /// A fault of ours; the report number finds it in the log.
    Failed {
        /// The report number.
        report: String,
    },

    /// About a licence of みえますねっと年間パック or i-PRO Remo.
    #[serde(untagged)]
    Licence(LicenceProblem),
    /// About a customer, or a file of them.
    #[serde(untagged)]
    Customer(CustomerProblem),
    /// About a picture of paper.
    #[serde(untagged)]
    Scan(ScanProblem),
    /// About what is to be printed.
    #[serde(untagged)]
    Paper(PaperProblem),
}
