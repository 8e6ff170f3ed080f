//! One-time links (**ACC-2**, **ACC-3**): wishing for one, mailing it, opening it.
//!
//! Promises: whoever wishes for a link is answered the same and as fast, whatever there is: the wish is written down, and this job finds out
//! later to whom a mail goes, if to anybody. A token stands in its mail and, hashed, in the database; never in an address that a server
//! sees.

use std::net::IpAddr;
use std::time::Duration;

use axum::Json;
use axum::http::StatusCode;
use kagifuda_domain::account::{
    self, LINK_TIME, LinkPurpose, LinkRefusal, PasswordRefusal, ProfileRefusal, links_asked_bear_on, may_ask_for_link,
    may_mail_link, use_link,
};
use kagifuda_domain::mail::Address;
use kagifuda_ledger::{Answering, FoundLink, LinkWish, Mail, NewLink, Writing};
use kagifuda_wire::account::LinkAsked;
use kagifuda_wire::problem::{PasswordFault, ProblemCode};
use kagifuda_wire::session::Secret;
use tokio::time::MissedTickBehavior;
use uuid::Uuid;

use crate::app::App;
use crate::mail::account::{Letter, link_address, mail, server_address};
use crate::mail::is_sendable;
use crate::problem::{Fault, chain};
use crate::tokens::random;
use crate::write::{Undecided, check_maintenance};

/// How often is looked for wishes.
const LOOK: Duration = Duration::from_secs(1);
/// Wishes answered in one look.
const AT_ONCE: u32 = 32;
/// What somebody signed in is told to wait when a mailbox has had its links.
const AN_HOUR: u64 = 60 * 60;

/// Writes a wish down, if `source` may have one more, and answers what is always answered.
pub(crate) async fn wish(app: &App, wish: &LinkWish, source: IpAddr) -> Result<(StatusCode, Json<LinkAsked>), Fault> {
    check_maintenance(app).await?;
    let (now, source) = (app.now(), source.to_string());
    let asked = app.ledger.links_wished(&source, links_asked_bear_on(now)).await?;
    if let Err(wait) = may_ask_for_link(&asked, now) {
        let retry_after = wait.as_secs();
        return Err(ProblemCode::TooManyTries { retry_after }.into());
    }
    app.ledger.wish_for_link(wish, &source, now).await?;
    let minutes = LINK_TIME.num_minutes().unsigned_abs();
    Ok((StatusCode::ACCEPTED, Json(LinkAsked { minutes })))
}

/// Answers wishes as they come. Never returns.
pub(crate) async fn run(app: &App) {
    let mut look = tokio::time::interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        look.tick().await;
        match app.ledger.link_wishes(AT_ONCE).await {
            Ok(wishes) => {
                for wish in wishes {
                    if let Err(fault) = answer(app, wish).await {
                        tracing::error!(?fault, %wish, "a wish for a link is not answered; it is tried again");
                    }
                }
            }
            Err(error) => tracing::error!(cause = chain(&error), "no wishes for links can be read"),
        }
    }
}

async fn answer(app: &App, wish: Uuid) -> Result<(), Fault> {
    let server = server_address(app).await?;
    let Some(mut answering) = app.ledger.answer_wish(wish, app.now()).await? else {
        return Ok(());
    };
    let given = link_for(app, &server, &mut answering).await?;
    Ok(answering.end(given).await?)
}

/// The link that is wished for and its mail, if there is somebody to mail it to who has not had enough of them.
async fn link_for(app: &App, server: &str, answering: &mut Answering) -> Result<Option<(NewLink, Mail)>, Fault> {
    let token = random()?;
    let address = link_address(server, &token);
    let (link, letter) = match answering.wish().clone() {
        LinkWish::SignUp(typed) => {
            let letter = Letter::SignUp { link: &address };
            let (mailbox, letter) = (typed.email.clone(), mail(&typed.email, typed.language, &letter));
            let (purpose, carried) = (LinkPurpose::Register, Some(*typed));
            (
                NewLink {
                    token,
                    purpose,
                    mailbox,
                    member: None,
                    carried,
                },
                letter,
            )
        }
        LinkWish::NewPassword(login) => {
            let Some(login) = login else { return Ok(None) };
            let Some((member, mailbox, language)) = answering.member(&login).await? else {
                return Ok(None);
            };
            let letter = mail(
                &mailbox,
                language,
                &Letter::NewPassword {
                    link: &address,
                    login: &member.login,
                },
            );
            let (purpose, member) = (LinkPurpose::NewPassword, Some(member.id));
            (
                NewLink {
                    token,
                    purpose,
                    mailbox,
                    member,
                    carried: None,
                },
                letter,
            )
        }
    };
    let now = app.now();
    let mailed = answering
        .mailed_to(&link.mailbox, link.purpose, links_asked_bear_on(now))
        .await?;
    Ok(may_mail_link(&mailed, now).then_some((link, letter)))
}

/// The link of `token`, if it is good now. It stays good.
pub(crate) async fn open(app: &App, token: &Secret) -> Result<FoundLink, Fault> {
    let link = app.ledger.link(token).await?.ok_or(ProblemCode::LinkUnknown)?;
    use_link(link.link, app.now()).map_err(code)?;
    Ok(link)
}

/// What the link opens today (**ACC-2**).
pub(crate) async fn purpose(app: &App, link: &FoundLink) -> Result<LinkPurpose, Fault> {
    match link.purpose {
        LinkPurpose::Register | LinkPurpose::KnownAddress => {
            let known = app.ledger.accounts_at(&link.mailbox).await?;
            Ok(LinkPurpose::for_registration(!known.is_empty()))
        }
        other @ (LinkPurpose::NewPassword | LinkPurpose::NewAddress) => Ok(other),
    }
}

/// Uses the link up within a write. Whoever comes second is told so.
pub(crate) async fn use_up(writing: &mut Writing<'_>, token: &Secret) -> Result<FoundLink, Undecided> {
    let link = writing.link(token).await?.ok_or(ProblemCode::LinkUnknown)?;
    use_link(link.link, writing.now()).map_err(code)?;
    if writing.use_up_link(token).await? {
        Ok(link)
    } else {
        Err(ProblemCode::LinkUsed.into())
    }
}

/// Makes sure that the mailbox may have one more link for `purpose`, for somebody who is signed in and may be told.
pub(crate) async fn may_mail(
    writing: &mut Writing<'_>,
    mailbox: &Address,
    purpose: LinkPurpose,
) -> Result<(), Undecided> {
    let now = writing.now();
    let mailed = writing.mailed_to(mailbox, purpose, links_asked_bear_on(now)).await?;
    if may_mail_link(&mailed, now) {
        Ok(())
    } else {
        // Later it may be mailed: this is no answer to be kept.
        Err(Undecided::Fault(
            ProblemCode::TooManyTries { retry_after: AN_HOUR }.into(),
        ))
    }
}

/// The address, if mail servers take it.
pub(crate) fn sendable(address: Address) -> Result<Address, ProfileRefusal> {
    if is_sendable(&address) {
        Ok(address)
    } else {
        Err(ProfileRefusal::Email)
    }
}

/// Makes sure that the password may be set.
pub(crate) fn may_be_password(password: &Secret) -> Result<(), ProblemCode> {
    account::may_be_password(password.expose()).map_err(|refusal| {
        let why = match refusal {
            PasswordRefusal::Length { .. } => PasswordFault::Length,
            PasswordRefusal::Common => PasswordFault::Common,
        };
        ProblemCode::PasswordRefused { why }
    })
}

/// Used and too old are told apart: only who has the mail has the token.
fn code(refusal: LinkRefusal) -> ProblemCode {
    match refusal {
        LinkRefusal::Used => ProblemCode::LinkUsed,
        LinkRefusal::Expired { until } => ProblemCode::LinkExpired { until },
    }
}
