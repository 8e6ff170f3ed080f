//! How a mail leaves: through a mail server, or as a file.

use std::fs::DirBuilder;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use kagifuda_ledger::TakenMail;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp;
use lettre::{Address, AsyncTransport};

use super::smtp::{MailServer, Transport};
use super::{MailError, MailOptions};
use crate::secrets::write_once;

/// How long sending one mail may take, well within [`kagifuda_ledger::MAIL_LEASE`].
const SENDING_TIME: Duration = Duration::from_secs(120);

/// Whom mails in files are from when nobody is named.
const NOBODY: &str = "kagifuda@localhost";

/// The way mails leave.
pub(crate) struct Post {
    from: Mailbox,
    way: Way,
}

enum Way {
    Smtp(Transport),
    Folder(PathBuf),
}

/// Why a mail did not leave. A mail server's own words are not among it: they may quote addresses and content.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PostError {
    #[error("no mail can be made of it: its address is not one that mail servers take")]
    Unsendable,
    #[error("the mail server refused it with {0}")]
    Refused(smtp::response::Code),
    #[error("no safe connection to the mail server")]
    Tls,
    #[error("the mail server takes too long")]
    TooLong,
    #[error("the mail server is not there, or the talk with it broke off")]
    Away,
    #[error("the file cannot be written ({0})")]
    File(io::ErrorKind),
}

impl PostError {
    /// Whether there is any use in trying again. A final refusal of the mail server (5xx) may as well mean a wrong password
    /// of ours or a full mailbox as a wrong address: that may be mended, and is tried again.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Unsendable => false,
            Self::Refused(_) | Self::Tls | Self::TooLong | Self::Away | Self::File(_) => true,
        }
    }
}

impl From<smtp::Error> for PostError {
    fn from(error: smtp::Error) -> Self {
        match error.status() {
            Some(code) => Self::Refused(code),
            None if error.is_timeout() => Self::TooLong,
            None if error.is_tls() => Self::Tls,
            None => Self::Away,
        }
    }
}

impl Post {
    /// The way that `options` name; without a mail server the folder `mail` in `data`.
    pub(crate) fn open(options: &MailOptions, data: &Path) -> Result<Self, MailError> {
        let from = match (&options.from, &options.smtp) {
            (Some(from), _) => from,
            (None, None) => NOBODY,
            (None, Some(_)) => return Err(MailError::FromWanted),
        };
        let from = from.parse().map_err(|_| MailError::From)?;
        let way = match &options.smtp {
            Some(server) => {
                let server: MailServer = server.parse()?;
                Way::Smtp(server.transport(options.password.as_ref(), data)?)
            }
            None => Way::Folder(make_folder(data.join("mail"))?),
        };
        Ok(Self { from, way })
    }

    /// Sends the mail. Done is what the mail server has taken over, or what is on disk.
    pub(crate) async fn send(&self, taken: &TakenMail) -> Result<(), PostError> {
        let message = message(&self.from, taken)?;
        match &self.way {
            Way::Smtp(transport) => match tokio::time::timeout(SENDING_TIME, transport.send(message)).await {
                Ok(sent) => Ok(sent.map(drop)?),
                Err(_) => Err(PostError::TooLong),
            },
            Way::Folder(folder) => {
                let instant = taken.made_at.format("%Y%m%dT%H%M%SZ");
                let file = folder.join(format!("{instant}-{}.eml", taken.id));
                // A mail is always the same text: one that was written before is left as it is.
                let written = tokio::task::spawn_blocking(move || write_once(&file, &message.formatted()));
                let written = written.await.unwrap_or_else(|stopped| Err(stopped.into()));
                written.map_err(|error| PostError::File(error.kind()))
            }
        }
    }
}

fn make_folder(folder: PathBuf) -> Result<PathBuf, MailError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(&folder) {
        Ok(()) => Ok(folder),
        Err(source) => Err(MailError::Folder { folder, source }),
    }
}

/// Whether a mail can be made to this address.
pub(crate) fn is_sendable(address: &kagifuda_domain::mail::Address) -> bool {
    address.as_ref().parse::<Address>().is_ok()
}

/// The mail in due form. Its `Message-ID` comes of its id, so that whoever gets it twice after a crash can tell.
fn message(from: &Mailbox, taken: &TakenMail) -> Result<Message, PostError> {
    let to: Address = taken.mail.to.as_ref().parse().map_err(|_| PostError::Unsendable)?;
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    Message::builder()
        .message_id(Some(format!("<{}@{}>", taken.id, from.email.domain())))
        .date(taken.made_at.into())
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(taken.mail.subject.as_ref())
        .raw_header(HeaderValue::new(automatic, "auto-generated".into()))
        .header(ContentType::TEXT_PLAIN)
        .body(taken.mail.body.clone())
        .map_err(|_| PostError::Unsendable)
}
