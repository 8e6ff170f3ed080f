//! The operator's commands for dealers.

use std::io::{self, BufWriter, Write};

use clap::{Args, Subcommand};
use kagifuda_domain::account::Login;
use serde_json::json;

use super::read_password;
use crate::admin::{Admin, AdminError, DealerForm};

#[derive(Subcommand)]
pub enum DealerCommand {
    /// Add a dealer with its owner.
    Add {
        /// 登録ID: 8 to 10 letters and digits.
        #[arg(long, value_name = "ID")]
        login: Login,
        /// 会社名.
        #[arg(long, value_name = "NAME")]
        company: String,
        /// メールアドレス.
        #[arg(long, value_name = "M")]
        email: String,
        /// 電話番号.
        #[arg(long)]
        phone: Option<String>,
        /// Read the password from stdin.
        #[arg(long, required = true)]
        password_stdin: bool,
    },
    /// List the dealers.
    List {
        /// One JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Take a member's second factor away, for whoever lost telephone and recovery codes. Make sure first that it is they who ask.
    DropSecondFactor(Whose),
    /// End every session of a member.
    EndSessions(Whose),
    /// Set the registered mail address. The old one and the new one are told.
    SetEmail {
        #[command(flatten)]
        whose: Whose,
        /// メールアドレス.
        #[arg(long, value_name = "M")]
        email: String,
    },
    /// Close a dealer's account: all its sessions end, and nobody of its staff can sign in.
    Disable(Whose),
    /// Open it again.
    Enable(Whose),
}

#[derive(Args)]
pub struct Whose {
    /// The login of the member, or of any member of the dealer.
    #[arg(long, value_name = "ID")]
    login: Login,
}

impl DealerCommand {
    pub async fn run(self, admin: &Admin) -> Result<(), AdminError> {
        match self {
            Self::Add {
                login,
                company,
                email,
                phone,
                ..
            } => {
                let form = DealerForm {
                    login: login.clone(),
                    company: &company,
                    email: &email,
                    phone: phone.as_deref(),
                    password: &read_password()?,
                };
                let id = admin.add_dealer(form).await?;
                eprintln!("added {login} ({id})");
            }
            Self::List { json } => list(admin, json).await?,
            Self::DropSecondFactor(Whose { login }) => {
                admin.drop_second_factor(&login).await?;
                eprintln!("{login} signs in without a code");
            }
            Self::EndSessions(Whose { login }) => {
                admin.end_sessions(&login).await?;
                eprintln!("{login} is signed out everywhere");
            }
            Self::SetEmail { whose, email } => {
                admin.set_email(&whose.login, &email).await?;
                eprintln!("{} is written to at {email}", whose.login);
            }
            Self::Disable(Whose { login }) => {
                admin.close_dealer(&login, true).await?;
                eprintln!("closed {login}");
            }
            Self::Enable(Whose { login }) => {
                admin.close_dealer(&login, false).await?;
                eprintln!("opened {login}");
            }
        }
        Ok(())
    }
}

async fn list(admin: &Admin, as_json: bool) -> Result<(), AdminError> {
    let mut out = BufWriter::new(io::stdout());
    for dealer in admin.dealers().await? {
        let (login, company, email, closed) = (dealer.login, dealer.company, dealer.email, dealer.closed);
        if as_json {
            let line = json!({ "login": login, "company": company, "email": email, "disabled": closed });
            writeln!(out, "{line}")?;
        } else {
            let closed = if closed { "  disabled" } else { "" };
            writeln!(out, "{login}  {company}  {email}{closed}")?;
        }
    }
    out.flush()?;
    Ok(())
}
