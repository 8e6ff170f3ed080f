//! Where a licensing server is.

use std::fmt;
use std::str::FromStr;

use reqwest::Url;

/// The address of a licensing server: `https://…`, or `http://` on this computer itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerAddress(Url);

/// What was typed is no such address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseAddressError {
    /// It is none.
    #[error("`{typed}` is no address of a server: https://…, or http:// on this computer itself")]
    NoAddress {
        /// What was typed.
        typed: String,
    },
    /// It has a user name, a password, a query or a fragment, which may be secrets and are not repeated.
    #[error("an address of a server has no user name, query or fragment")]
    MoreThanAddress,
}

impl ServerAddress {
    /// Whether the server runs on this computer, so that no proxy and no certificate stands between.
    pub fn is_loopback(&self) -> bool {
        let Some(host) = self.0.host_str() else { return false };
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost" || bare.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
    }

    /// The address of `path` on the server; `path` begins with a slash.
    pub(crate) fn join(&self, path: &str) -> String {
        format!("{self}{path}")
    }
}

impl FromStr for ServerAddress {
    type Err = ParseAddressError;

    /// Reads an address as typed; without a scheme `https://` is meant.
    fn from_str(typed: &str) -> Result<Self, ParseAddressError> {
        // Looked for in the text, because a password may well keep it from being an address at all.
        if typed.contains(['@', '＠', '?', '？', '#', '＃']) {
            return Err(ParseAddressError::MoreThanAddress);
        }
        let refused = || ParseAddressError::NoAddress {
            typed: typed.trim().into(),
        };
        let whole = match typed.trim() {
            typed if typed.contains("://") => typed.to_owned(),
            typed => format!("https://{typed}"),
        };
        let url = Url::parse(&whole).map_err(|_| refused())?;
        let bare = url.path() == "/";
        let address = Self(url);
        let safe = match address.0.scheme() {
            "https" => true,
            "http" => address.is_loopback(),
            _ => false,
        };
        if bare && safe { Ok(address) } else { Err(refused()) }
    }
}

impl fmt::Display for ServerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_https_or_this_computer() {
        for (typed, read) in [
            ("https://keys.example.jp", Some("https://keys.example.jp")),
            (" https://Keys.Example.JP/ ", Some("https://keys.example.jp")),
            ("keys.example.jp:8443", Some("https://keys.example.jp:8443")),
            ("http://127.0.0.1:4000", Some("http://127.0.0.1:4000")),
            ("http://[::1]:4000", Some("http://[::1]:4000")),
            ("http://localhost:4000/", Some("http://localhost:4000")),
            ("http://keys.example.jp", None),
            ("http://localhost.example.jp", None),
            ("http://192.168.0.1", None),
            ("ftp://127.0.0.1", None),
            ("https://me:secret@keys.example.jp", None),
            ("https://keys.example.jp/login", None),
            ("https://keys.example.jp/?a", None),
            ("https://", None),
            ("", None),
        ] {
            let address = typed.parse::<ServerAddress>().map(|address| address.to_string());
            assert_eq!(address.ok().as_deref(), read, "{typed}");
        }
    }

    #[test]
    fn what_may_be_a_secret_is_not_repeated() {
        for typed in [
            "http://me:SECRET@keys.example.jp",
            "me:SECRET@keys.example.jp",
            "https://me:SECRET ％＠keys.example.jp",
            "https://keys.example.jp/?password=SECRET",
            "https://keys.example.jp/#SECRET",
        ] {
            let refused = typed.parse::<ServerAddress>().unwrap_err();
            assert!(!format!("{refused} {refused:?}").contains("SECRET"), "{typed}");
        }
    }
}
