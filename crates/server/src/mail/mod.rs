//! Mail: what it says, and how it leaves.
//!
//! Promises: a mail is written by the act that causes it and leaves when that act is committed; it is sent again only if
//! nobody saw it arrive, and then under the same `Message-ID`; a log tells of mails without whom and what.
//!
//! Deliberately not here: HTML, attachments, receiving.

pub(crate) mod account;
mod en;
mod ja;
pub(crate) mod outbox;
mod post;
pub(crate) mod remo;
pub(crate) mod result;
mod smtp;
pub(crate) mod window;

use std::path::PathBuf;

use kagifuda_wire::session::Secret;

pub(crate) use post::{Post, is_sendable};
pub(crate) use smtp::PASSWORD_FILE;

/// Where mail goes.
#[derive(Clone, Debug, Default)]
pub struct MailOptions {
    /// The mail server, such as `smtps://user@mail.example.jp`. Left out, mails become files in `mail` in the data folder.
    pub smtp: Option<String>,
    /// Whom mails are from, such as `Kagifuda <keys@example.jp>`.
    pub from: Option<String>,
    /// The password for the mail server, unless it stands in the file `smtp.password` in the data folder.
    pub password: Option<Secret>,
}

/// Why no mail can be sent as the options say.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The address of the mail server is none.
    #[error("--smtp must look like smtps://mail.example.jp or smtp://user@mail.example.jp:587")]
    Server,
    /// A password on the command line is everybody's.
    #[error(
        "a password in --smtp shows in every list of processes: put it into the file {} in the data folder, or into {}",
        smtp::PASSWORD_FILE,
        smtp::PASSWORD_VARIABLE
    )]
    PasswordInAddress,
    /// A mail server wants to know who sends.
    #[error("--smtp wants --mail-from, whom mails are from")]
    FromWanted,
    /// The sender is none.
    #[error("--mail-from must look like keys@example.jp")]
    From,
    /// A user without a password.
    #[error(
        "the user of --smtp has no password: put it into the file {} in the data folder, or into {}",
        smtp::PASSWORD_FILE,
        smtp::PASSWORD_VARIABLE
    )]
    PasswordWanted,
    /// The password is not readable.
    #[error("{file} cannot be read")]
    PasswordFile {
        /// The file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The folder for mails cannot be made.
    #[error("{folder} cannot be made")]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// There are no certificates to trust.
    #[error("no safe connection to the mail server can be prepared")]
    Tls(#[source] lettre::transport::smtp::Error),
}

/// The environment variable that may carry the password for the mail server.
pub(crate) const PASSWORD_VARIABLE: &str = smtp::PASSWORD_VARIABLE;
