//! Starting to serve, and stopping.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use kagifuda_domain::Clock;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::app::{App, OpenError};
use crate::mail::{MailError, MailOptions, Post};
use crate::{jobs, router};

/// How long requests under way, and then mails under way, may take to end when the server stops.
const GRACE: Duration = Duration::from_secs(10);

/// How long a client may take to send the headers of a request.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);

/// Characters of a public address: with more, the modules of a card's code would be too small to be read well.
const LONGEST_PUBLIC_ADDRESS: usize = 53;

/// How a server is to run.
pub struct Options {
    /// Where it listens. Without TLS only on loopback.
    pub listen: SocketAddr,
    /// `sqlite://FILE` or `postgres://…`.
    pub database: String,
    /// The folder of its secrets.
    pub data: PathBuf,
    /// The address that customers' browsers open; left out, the one set before, or else where it listens.
    pub public_address: Option<String>,
    /// Certificate and key.
    pub tls: Option<Tls>,
    /// Where mail goes.
    pub mail: MailOptions,
    /// Who tells the time.
    pub clock: Arc<dyn Clock>,
}

/// Where certificate and key stand, as PEM.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The certificate chain.
    pub cert: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

/// Why a server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Passwords and keys would cross the network in the clear.
    #[error("{0} is not loopback: without --tls-cert and --tls-key only loopback addresses are served")]
    TlsWanted(SocketAddr),
    /// The public address is not an address.
    #[error(
        "the public address must look like https://keys.example.jp: no path, at most {LONGEST_PUBLIC_ADDRESS} characters"
    )]
    PublicAddress,
    /// The address cannot be listened at.
    #[error("cannot listen at {0}")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// Certificate or key cannot be read.
    #[error("the TLS certificate or key cannot be read")]
    Tls(#[source] std::io::Error),
    /// No mail could be sent.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// The ledger does not open.
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl From<kagifuda_ledger::Error> for StartError {
    fn from(error: kagifuda_ledger::Error) -> Self {
        Self::Open(error.into())
    }
}

/// A server that serves.
pub struct Running {
    /// Where, such as `http://127.0.0.1:8080`.
    pub address: String,
    app: Arc<App>,
    handle: Handle<SocketAddr>,
    serving: JoinHandle<std::io::Result<()>>,
    /// Dropped, it tells the jobs to stop.
    stop_jobs: oneshot::Sender<()>,
    jobs: JoinHandle<()>,
}

/// Starts a server. When this returns it answers.
pub async fn start(options: Options) -> Result<Running, StartError> {
    if options.tls.is_none() && !options.listen.ip().is_loopback() {
        return Err(StartError::TlsWanted(options.listen));
    }
    if options
        .public_address
        .as_deref()
        .is_some_and(|address| !is_public_address(address))
    {
        return Err(StartError::PublicAddress);
    }
    let failed = |error| StartError::Listen(options.listen, error);
    let tls = match &options.tls {
        Some(tls) => Some(tls_config(tls).await?),
        None => None,
    };
    let listener = TcpListener::bind(options.listen).map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let listening = listener.local_addr().map_err(failed)?;

    let app = Arc::new(App::open(&options.database, &options.data, options.clock.clone()).await?);
    let post = Post::open(&options.mail, &options.data)?;
    set_public_address(&app, options.public_address.as_deref(), listening, scheme).await?;
    let handle = Handle::new();
    let serving = serve(listener, tls, app.clone(), handle.clone()).map_err(failed)?;
    let (stop_jobs, stop) = oneshot::channel();
    let jobs = tokio::spawn(jobs::run(app.clone(), post, stop));
    Ok(Running {
        address: format!("{scheme}://{listening}"),
        app,
        handle,
        serving,
        stop_jobs,
        jobs,
    })
}

async fn tls_config(tls: &Tls) -> Result<RustlsConfig, StartError> {
    // Somebody else in this process may have chosen a provider already: then that one serves.
    let _ = rustls::crypto::ring::default_provider().install_default();
    RustlsConfig::from_pem_file(&tls.cert, &tls.key)
        .await
        .map_err(StartError::Tls)
}

async fn set_public_address(
    app: &App,
    wanted: Option<&str>,
    listening: SocketAddr,
    scheme: &str,
) -> Result<(), StartError> {
    let known = app.ledger.public_address().await?;
    let address = match (wanted, known) {
        (Some(wanted), _) => wanted.trim_end_matches('/').to_ascii_lowercase(),
        (None, Some(known)) => known,
        (None, None) if listening.is_ipv4() && !listening.ip().is_unspecified() => format!("{scheme}://{listening}"),
        (None, None) => format!("{scheme}://localhost:{}", listening.port()),
    };
    app.ledger.set_public_address(&address, app.now()).await?;
    tracing::info!(address, "public address");
    Ok(())
}

/// Whether `text` is scheme (`http` on loopback only), host and perhaps a port, in characters that the two-dimensional code of a card can carry, and
/// short enough for it.
fn is_public_address(text: &str) -> bool {
    let text = text.trim_end_matches('/');
    let in_the_clear = text.strip_prefix("http://").filter(|host| is_loopback(host));
    let host = text.strip_prefix("https://").or(in_the_clear);
    text.len() <= LONGEST_PUBLIC_ADDRESS
        && host.is_some_and(|host| {
            host.starts_with(|c: char| c.is_ascii_alphanumeric())
                && host
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':'))
        })
}

fn is_loopback(host: &str) -> bool {
    let name = host.split(':').next().unwrap_or_default();
    name == "localhost" || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

fn serve(
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    app: Arc<App>,
    handle: Handle<SocketAddr>,
) -> std::io::Result<JoinHandle<std::io::Result<()>>> {
    let service = router::router(app).into_make_service_with_connect_info::<SocketAddr>();
    Ok(match tls {
        Some(tls) => {
            let mut server = axum_server::from_tcp_rustls(listener, tls)?.handle(handle);
            be_patient_for_a_while(server.http_builder());
            tokio::spawn(server.serve(service))
        }
        None => {
            let mut server = axum_server::from_tcp(listener)?.handle(handle);
            be_patient_for_a_while(server.http_builder());
            tokio::spawn(server.serve(service))
        }
    })
}

/// A client that connects and says nothing, or says it byte by byte, is let go.
fn be_patient_for_a_while(http: &mut Builder<TokioExecutor>) {
    http.http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS_WITHIN);
    http.http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Some(HEADERS_WITHIN));
}

impl Running {
    /// Takes no more requests, lets those and mails under way end, and lets go of the database.
    pub async fn stop(mut self) {
        self.handle.graceful_shutdown(Some(GRACE));
        if let Ok(Err(error)) = self.serving.await {
            tracing::error!(%error, "serving ended");
        }
        drop(self.stop_jobs);
        if tokio::time::timeout(GRACE, &mut self.jobs).await.is_err() {
            self.jobs.abort();
        }
        self.app.ledger.close().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_scheme_host_and_port() {
        for (text, fits) in [
            ("https://keys.example.jp", true),
            ("http://127.0.0.1:8080", true),
            ("http://localhost:8080", true),
            ("http://keys.example.jp", false),
            ("http://[::1]:8080", false),
            ("https://-x", false),
            ("https://keys.example.jp/", true),
            ("https://keys.example.jp/path", false),
            ("https://keys.example.jp#x", false),
            ("https://鍵.jp", false),
            ("https://", false),
            ("keys.example.jp", false),
        ] {
            assert_eq!(is_public_address(text), fits, "{text}");
        }
    }
}
