//! The command line of `kagifuda-server`.
//!
//! What a script reads goes to stdout, everything else to stderr. Exit status: 0 done, 1 refused, 2 usage, 4 failed.

mod backup;
mod catalogue;
mod dealer;
mod key;
mod keys;
mod operate;
mod sheets;
mod stock;

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand};
use kagifuda_domain::account::Login;
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_domain::ids::ActivationKeyNo;
use kagifuda_wire::session::Secret;

use self::catalogue::CatalogueCommand;
use self::dealer::DealerCommand;
use self::key::KeyCommand;
use self::keys::{KeysCommand, mint};
use self::operate::{AuditCommand, MaintenanceCommand};
use self::stock::StockCommand;
use crate::admin::{Admin, AdminError};
use crate::app::SystemClock;
use crate::mail::{MailError, MailOptions, PASSWORD_VARIABLE};
use crate::problem::chain;
use crate::serve::{Options, StartError, Tls, start};

/// The licensing server of Kagifuda.
#[derive(Parser)]
#[command(name = "kagifuda-server", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer desks and browsers until told to stop.
    Serve(Serve),
    /// Commands of the operator, on the server's database.
    Admin(AdminArgs),
    /// Print the OpenAPI document.
    Openapi,
}

#[derive(Args)]
struct Serve {
    /// Where to listen, such as 127.0.0.1:8080. Port 0 picks one. Without TLS only loopback.
    #[arg(long, value_name = "ADDR")]
    listen: SocketAddr,
    #[command(flatten)]
    store: Store,
    /// The address that customers' browsers open, such as https://keys.example.jp.
    #[arg(long, value_name = "URL")]
    public_address: Option<String>,
    /// The mail server: smtps://HOST, or smtp://HOST:PORT with STARTTLS; with its user as smtps://USER@HOST. The password stands in
    /// the file smtp.password in the data folder, or in KAGIFUDA_SMTP_PASSWORD. Left out, mails become files in the data folder.
    #[arg(long, value_name = "URL", requires = "mail_from")]
    smtp: Option<String>,
    /// Whom mails are from, such as keys@example.jp.
    #[arg(long, value_name = "ADDRESS")]
    mail_from: Option<String>,
    /// The certificate chain, PEM.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The private key, PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
}

#[derive(Args)]
struct Store {
    /// sqlite://FILE or postgres://…
    #[arg(long, value_name = "URL")]
    database: String,
    /// The folder of the server's secrets. Keep a safe copy: without them no key can be issued again.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

#[derive(Args)]
struct AdminArgs {
    #[command(flatten)]
    store: Store,
    #[command(subcommand)]
    command: AdminCommand,
}

#[derive(Subcommand)]
enum AdminCommand {
    /// Dealers.
    Dealer {
        #[command(subcommand)]
        command: DealerCommand,
    },
    /// Make new activation keys for a dealer.
    Mint {
        /// 品番.
        #[arg(long)]
        product: ProductCode,
        /// How many.
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
        count: u32,
        /// The dealer's 登録ID.
        #[arg(long, value_name = "ID")]
        dealer: Login,
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// The products.
    Catalogue {
        #[command(subcommand)]
        command: CatalogueCommand,
    },
    /// Copy the database and the secrets into a new folder, while servers go on, and verify the copy. Of PostgreSQL only the secrets are copied, and
    /// the pg_dump command that copies the rest is printed.
    Backup {
        /// The folder to make.
        dir: PathBuf,
    },
    /// The keys that sign what desks are told.
    Key {
        #[command(subcommand)]
        command: KeyCommand,
    },
    /// The activation keys of a dealer.
    Keys {
        #[command(subcommand)]
        command: KeysCommand,
    },
    /// Make new licence key sheets (みえますねっと年間パック) for a dealer.
    MintSheets(sheets::MintSheets),
    /// Licences of i-PRO Remo in stock.
    Stock {
        #[command(subcommand)]
        command: StockCommand,
    },
    /// Maintenance, in which nothing is written.
    Maintenance {
        #[command(subcommand)]
        command: MaintenanceCommand,
    },
    /// Lift the lock of an activation key number that was tried with wrong registration ids.
    Unlock {
        /// The number.
        no: ActivationKeyNo,
    },
    /// Who did what.
    Audit {
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// Fill the server with a dealer to try things out with.
    Demo {
        /// 登録ID.
        #[arg(long, value_name = "ID")]
        login: Login,
        /// Read the password from stdin.
        #[arg(long, required = true)]
        password_stdin: bool,
    },
}

/// Why a command ends without having done its work.
enum Ended {
    Refused(String),
    Usage(String),
    Failed(String),
}

/// Runs the command and says how it ended.
pub async fn run(cli: Cli) -> ExitCode {
    let ended = match cli.command {
        Command::Serve(serve) => serve.run().await,
        Command::Admin(admin) => admin.run().await,
        Command::Openapi => print(&crate::openapi_json()),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(Ended::Refused(why)) => said(1, &why),
        Err(Ended::Usage(why)) => Cli::command().error(ErrorKind::ValueValidation, why).exit(),
        Err(Ended::Failed(why)) => said(4, &why),
    }
}

fn said(status: u8, why: &str) -> ExitCode {
    eprintln!("kagifuda-server: {why}");
    ExitCode::from(status)
}

fn print(text: &str) -> Result<(), Ended> {
    let mut stdout = io::stdout().lock();
    stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
        .map_err(|error| Ended::Failed(error.to_string()))
}

impl Serve {
    async fn run(self) -> Result<(), Ended> {
        let options = Options {
            listen: self.listen,
            database: self.store.database,
            data: self.store.data,
            public_address: self.public_address,
            tls: self.tls_cert.zip(self.tls_key).map(|(cert, key)| Tls { cert, key }),
            mail: MailOptions {
                smtp: self.smtp,
                from: self.mail_from,
                password: std::env::var(PASSWORD_VARIABLE).ok().map(Secret::new),
            },
            clock: Arc::new(SystemClock),
        };
        let stop = stop_signal().map_err(|error| Ended::Failed(error.to_string()))?;
        let running = start(options).await.map_err(|error| match error {
            usage @ (StartError::TlsWanted(_)
            | StartError::PublicAddress
            | StartError::Mail(
                MailError::Server
                | MailError::PasswordInAddress
                | MailError::FromWanted
                | MailError::From
                | MailError::PasswordWanted,
            )) => Ended::Usage(usage.to_string()),
            failed @ (StartError::Listen(..) | StartError::Tls(_) | StartError::Open(_) | StartError::Mail(_)) => {
                Ended::Failed(chain(&failed))
            }
        })?;
        print(&format!("listening on {}\n", running.address))?;
        stop.await;
        running.stop().await;
        Ok(())
    }
}

/// Ends on Ctrl+C, and where there is such a thing on SIGTERM.
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    Ok(async move {
        let interrupted = tokio::signal::ctrl_c();
        #[cfg(unix)]
        tokio::select! {
            _ = interrupted => {}
            _ = terminate.recv() => {}
        }
        #[cfg(not(unix))]
        drop(interrupted.await);
    })
}

impl AdminArgs {
    async fn run(self) -> Result<(), Ended> {
        let opened = Admin::open(&self.store.database, &self.store.data, Arc::new(SystemClock)).await;
        let admin = opened.map_err(|error| Ended::Failed(chain(&error)))?;
        let done = self.command.run(&admin).await;
        admin.close().await;
        done.map_err(|error| match error {
            AdminError::Failed(error) => Ended::Failed(chain(error.as_ref())),
            failed @ (AdminError::Unseen { .. } | AdminError::BadCopy(_)) => Ended::Failed(chain(&failed)),
            refused @ (AdminError::LoginTaken(_)
            | AdminError::UnknownDealer(_)
            | AdminError::UnknownProduct(_)
            | AdminError::NotTerm(_)
            | AdminError::Demo(_)
            | AdminError::OnSheets(_)
            | AdminError::NoSheets(_)
            | AdminError::Password(_)
            | AdminError::Maintenance(_)
            | AdminError::UnknownMaintenance(_)
            | AdminError::Rotated { .. }
            | AdminError::BackupExists(_)
            | AdminError::BadCatalogue(_)
            | AdminError::Sold(_)
            | AdminError::Audit(_)
            | AdminError::NoHeads { .. }
            | AdminError::Profile(_)) => Ended::Refused(refused.to_string()),
        })
    }
}

impl AdminCommand {
    async fn run(self, admin: &Admin) -> Result<(), AdminError> {
        match self {
            Self::Dealer { command } => command.run(admin).await,
            Self::Mint {
                product,
                count,
                dealer,
                json,
            } => mint(admin, &dealer, &product, count as usize, json).await,
            Self::Catalogue { command } => command.run(admin).await,
            Self::Backup { dir } => backup::backup(admin, &dir).await,
            Self::Key { command } => command.run(admin).await,
            Self::Keys { command } => command.run(admin).await,
            Self::MintSheets(sheets) => sheets.run(admin).await,
            Self::Stock { command } => command.run(admin).await,
            Self::Maintenance { command } => command.run(admin).await,
            Self::Unlock { no } => operate::unlock(admin, no).await,
            Self::Audit { command } => command.run(admin).await,
            Self::Demo { login, .. } => {
                let filled = admin.fill_demo(&login, &read_password()?).await?;
                eprintln!("{filled}");
                Ok(())
            }
        }
    }
}

/// The first line of stdin.
fn read_password() -> Result<Secret, AdminError> {
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(Secret::new(line.trim_end_matches(['\r', '\n'])))
}
