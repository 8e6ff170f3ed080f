//! The mail server: how it is named, and how it is spoken to.
//!
//! Promises: what crosses a network is encrypted, or is not sent at all; the password is never on a command line.

use std::io::ErrorKind;
use std::net::IpAddr;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use kagifuda_wire::session::Secret;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use percent_encoding::percent_decode_str;
use url::Url;

use super::MailError;

pub(crate) const PASSWORD_FILE: &str = "smtp.password";
pub(super) const PASSWORD_VARIABLE: &str = "KAGIFUDA_SMTP_PASSWORD";

/// How long the mail server may take for one answer.
const ANSWER_TIME: Duration = Duration::from_secs(30);

/// What sends mails.
pub(super) type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// A mail server, as it is named on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MailServer {
    host: String,
    port: Option<u16>,
    user: Option<String>,
    line: Line,
}

/// How the connection is kept from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// TLS from the first byte.
    Tls,
    /// TLS before anything is said that matters; without it nothing is.
    StartTls,
    /// None: it does not leave this machine.
    Loopback,
}

impl FromStr for MailServer {
    type Err = MailError;

    fn from_str(text: &str) -> Result<Self, MailError> {
        let url = Url::parse(text).map_err(|_| MailError::Server)?;
        if url.password().is_some() {
            return Err(MailError::PasswordInAddress);
        }
        let host = url
            .host_str()
            .filter(|host| !host.is_empty())
            .ok_or(MailError::Server)?;
        let bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
        let line = match url.scheme() {
            "smtps" => Line::Tls,
            "smtp" if is_loopback(host) => Line::Loopback,
            "smtp" => Line::StartTls,
            _ => return Err(MailError::Server),
        };
        let user = percent_decode_str(url.username()).decode_utf8();
        let user = user.map_err(|_| MailError::Server)?.into_owned();
        if !bare {
            return Err(MailError::Server);
        }
        Ok(Self {
            host: host.trim_matches(['[', ']']).to_owned(),
            port: url.port(),
            user: (!user.is_empty()).then_some(user),
            line,
        })
    }
}

fn is_loopback(host: &str) -> bool {
    let address: Result<IpAddr, _> = host.trim_matches(['[', ']']).parse();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

impl MailServer {
    /// What sends mails through this server, with `password` or else the one in `data`, if there is a user.
    pub(super) fn transport(&self, password: Option<&Secret>, data: &Path) -> Result<Transport, MailError> {
        let builder = match self.line {
            Line::Tls => Transport::relay(&self.host).map_err(MailError::Tls)?,
            Line::StartTls => Transport::starttls_relay(&self.host).map_err(MailError::Tls)?,
            Line::Loopback => Transport::builder_dangerous(&self.host),
        };
        let builder = match self.port {
            Some(port) => builder.port(port),
            None => builder,
        };
        let builder = match &self.user {
            Some(user) => builder.credentials(Credentials::new(user.clone(), password_for(password, data)?)),
            None => builder,
        };
        Ok(builder.timeout(Some(ANSWER_TIME)).build())
    }
}

fn password_for(given: Option<&Secret>, data: &Path) -> Result<String, MailError> {
    if let Some(given) = given {
        return Ok(given.expose().to_owned());
    }
    let file = data.join(PASSWORD_FILE);
    match std::fs::read_to_string(&file) {
        Ok(text) => {
            warn_if_others_read(&file);
            Ok(text.trim_end_matches(['\r', '\n']).to_owned())
        }
        Err(missing) if missing.kind() == ErrorKind::NotFound => Err(MailError::PasswordWanted),
        Err(source) => Err(MailError::PasswordFile { file, source }),
    }
}

/// Says so in the log when others than its owner may read `file`.
#[cfg(unix)]
fn warn_if_others_read(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let open = std::fs::metadata(file).is_ok_and(|found| found.permissions().mode() & 0o077 != 0);
    if open {
        let file = file.display();
        tracing::warn!(%file, "others may read the password for the mail server: make it mode 600");
    }
}

/// Who may read a file is not told by a mode here.
#[cfg(not(unix))]
fn warn_if_others_read(_: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_the_machine_is_encrypted() {
        let server = |host: &str, port, user: Option<&str>, line| {
            Some(MailServer {
                host: host.into(),
                port,
                user: user.map(str::to_owned),
                line,
            })
        };
        for (text, expected) in [
            (
                "smtps://mail.example.jp",
                server("mail.example.jp", None, None, Line::Tls),
            ),
            (
                "smtps://mail.example.jp:466/",
                server("mail.example.jp", Some(466), None, Line::Tls),
            ),
            ("smtps://127.0.0.1", server("127.0.0.1", None, None, Line::Tls)),
            (
                "smtp://mail.example.jp",
                server("mail.example.jp", None, None, Line::StartTls),
            ),
            (
                "smtp://localhost.example.jp",
                server("localhost.example.jp", None, None, Line::StartTls),
            ),
            (
                "smtp://192.0.2.1:25",
                server("192.0.2.1", Some(25), None, Line::StartTls),
            ),
            ("smtp://localhost", server("localhost", None, None, Line::Loopback)),
            (
                "smtp://127.0.0.1:2525",
                server("127.0.0.1", Some(2525), None, Line::Loopback),
            ),
            ("smtp://[::1]:2525", server("::1", Some(2525), None, Line::Loopback)),
            (
                "smtp://desk%40example.jp@mail.example.jp",
                server("mail.example.jp", None, Some("desk@example.jp"), Line::StartTls),
            ),
            ("smtp://", None),
            ("mail.example.jp", None),
            ("mail.example.jp:25", None),
            ("https://mail.example.jp", None),
            ("smtp://mail.example.jp/path", None),
            ("smtp://mail.example.jp?tls=none", None),
        ] {
            assert_eq!(text.parse::<MailServer>().ok(), expected, "{text}");
        }
        for text in ["smtps://user:hunter2@mail.example.jp", "smtp://:hunter2@localhost"] {
            let error = text.parse::<MailServer>().unwrap_err();
            assert!(matches!(error, MailError::PasswordInAddress), "{error}");
            assert!(!error.to_string().contains("hunter2"));
        }
    }

    #[test]
    fn a_safe_connection_can_be_prepared() {
        for text in ["smtps://mail.example.jp", "smtp://mail.example.jp", "smtp://localhost"] {
            let server: MailServer = text.parse().unwrap();
            let nowhere = Path::new("nowhere");
            assert!(
                server.transport(None, nowhere).is_ok(),
                "{text}: without a user no password is looked for"
            );
        }
    }

    #[test]
    fn the_password_is_given_or_in_its_file() {
        let data = tempfile::tempdir().unwrap();
        let given = Secret::new("given");
        let password = |given| password_for(given, data.path());
        assert!(matches!(password(None), Err(MailError::PasswordWanted)));
        std::fs::write(data.path().join(PASSWORD_FILE), "from the file\r\n").unwrap();
        assert_eq!(password(None).unwrap(), "from the file");
        assert_eq!(password(Some(&given)).unwrap(), "given");
    }
}
