//! Sending what is due, and trying again what did not leave.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use kagifuda_ledger::DueMail;
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use super::Post;
use crate::app::App;
use crate::problem::chain;

/// How often is looked for mails that are due.
const LOOK: Duration = Duration::from_secs(2);
/// Mails sent at the same time, each over a connection of its own.
const AT_ONCE: u32 = 8;

const FIRST_WAIT: TimeDelta = TimeDelta::minutes(1);
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(6);
/// A mail that has not left by then is given up.
const TRIED_FOR: TimeDelta = TimeDelta::days(3);

/// Sends mails as they come due, beginning now, until `stop` is dropped; those under way then are still brought to an end.
pub(crate) async fn run(app: Arc<App>, post: Post, mut stop: oneshot::Receiver<()>) {
    let post = Arc::new(post);
    let mut look = tokio::time::interval(LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            biased;
            _ = &mut stop => return,
            _ = look.tick() => {}
        }
        match app.ledger.due_mails(app.now(), AT_ONCE).await {
            Ok(due) => {
                if due.len() == AT_ONCE as usize {
                    look.reset_immediately();
                }
                send_all(&app, &post, due).await;
            }
            Err(error) => tracing::error!(cause = chain(&error), "no mails can be read"),
        }
    }
}

async fn send_all(app: &Arc<App>, post: &Arc<Post>, due: Vec<DueMail>) {
    let mut sending = JoinSet::new();
    for due in due {
        let (app, post) = (app.clone(), post.clone());
        sending.spawn(async move {
            if let Err(error) = send(&app, &post, due).await {
                tracing::error!(cause = chain(&error), mail = %due.id(), "a mail cannot be read or marked");
            }
        });
    }
    while sending.join_next().await.is_some() {}
}

async fn send(app: &App, post: &Post, due: DueMail) -> Result<(), kagifuda_ledger::Error> {
    let Some(taken) = app.ledger.take_mail(due, app.now()).await? else {
        return Ok(());
    };
    let (mail, tries) = (taken.id, taken.tries);
    match post.send(&taken).await {
        Ok(()) => {
            app.ledger.mail_sent(mail, app.now()).await?;
            app.metrics.mail("sent");
            tracing::info!(%mail, tries, "mail sent");
        }
        Err(error) => {
            let next = next_try(taken.made_at, tries, app.now()).filter(|_| error.may_pass());
            app.ledger.mail_failed(&taken, &error.to_string(), next).await?;
            if let Some(next) = next {
                app.metrics.mail("failed");
                tracing::warn!(%mail, tries, %next, why = %error, "mail not sent");
            } else {
                app.metrics.mail("given_up");
                tracing::error!(%mail, tries, why = %error, "mail given up");
            }
        }
    }
    Ok(())
}

/// When a mail that did not leave is tried again: after twice as long as the last time, until it is given up.
fn next_try(made_at: DateTime<Utc>, tries: u32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let next = now + wait_after(tries);
    (next <= made_at + TRIED_FOR).then_some(next)
}

fn wait_after(tries: u32) -> TimeDelta {
    // Past the tenth doubling it is the longest wait anyway.
    let doubled = FIRST_WAIT * (1 << tries.saturating_sub(1).min(10));
    doubled.min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_twice_the_last_one_up_to_six_hours() {
        for (tries, minutes) in [(1, 1), (2, 2), (3, 4), (9, 256), (10, 360), (11, 360), (1000, 360)] {
            assert_eq!(wait_after(tries), TimeDelta::minutes(minutes), "{tries}");
        }
    }

    #[test]
    fn after_three_days_there_is_no_further_try() {
        let made_at = DateTime::UNIX_EPOCH;
        let last = made_at + TimeDelta::days(3);
        for (hours_before, expected) in [
            (7, Some(last - TimeDelta::hours(1))),
            (6, Some(last)),
            (5, None),
            (-1, None),
        ] {
            let now = last - TimeDelta::hours(hours_before);
            assert_eq!(next_try(made_at, 20, now), expected, "{hours_before}");
        }
    }
}
