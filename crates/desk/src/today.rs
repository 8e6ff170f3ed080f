//! What is to be done today.

use std::collections::HashSet;

use chrono::{Days, NaiveDate, TimeDelta};
use kagifuda_cache::{Answer, Intent};
use kagifuda_domain::calendar::japan_day;
use kagifuda_domain::due::{FORESIGHT_DAYS, Urgency};
use kagifuda_wire::request::Request;

use crate::Desk;
use crate::due::{Ending, endings};
use crate::fault::narrow;
use crate::problem::Problem;
use crate::view::{DueGroup, IntentView, TodayView};

/// Lines of licences that a page has room for.
const LINES: usize = 10;
/// How many of the latest requests are looked through.
const REQUESTS: u32 = 200;
/// For so many days a refused request is something to do. [policy]
const REFUSED_DAYS: i64 = 14;

impl Desk {
    /// What is to be done today, from what is known here.
    pub async fn today(&self) -> Result<TodayView, Problem> {
        self.account().await?;
        let now = self.now()?;
        let through = japan_day(now).checked_add_days(Days::new(FORESIGHT_DAYS));
        let through = through.unwrap_or(NaiveDate::MAX);
        let all = endings(&self.cache, now, through, |_, _| true).await?;
        let mut groups: Vec<(Urgency, Vec<&Ending>)> =
            [Urgency::Ended, Urgency::Days30, Urgency::Days60, Urgency::Days90]
                .map(|urgency| {
                    (
                        urgency,
                        all.iter().filter(|one| one.urgency(now) == Some(urgency)).collect(),
                    )
                })
                .into();
        groups.retain(|(_, licences)| !licences.is_empty());
        for (urgency, licences) in &mut groups {
            if *urgency == Urgency::Ended {
                // What has ended presses by the last day on which it can be saved.
                licences.sort_by_key(|one| one.ends.act_by());
            }
        }
        let shown = shares(&groups.iter().map(|(_, licences)| licences.len()).collect::<Vec<_>>());
        let due: Vec<DueGroup> = groups
            .iter()
            .zip(shown)
            .map(|((urgency, licences), shown)| DueGroup {
                urgency: (*urgency).into(),
                count: narrow(licences.len()),
                first: licences[..shown].iter().map(|one| one.view(now)).collect(),
            })
            .collect();
        let mut waiting: Vec<IntentView> = self.cache.waiting().await?.into_iter().map(IntentView::from).collect();
        waiting.truncate(REQUESTS as usize);
        let latest = self.cache.latest_intents(REQUESTS).await?;
        let since = now - TimeDelta::days(REFUSED_DAYS);
        let refused = refused_and_left(latest).into_iter().filter(|intent| since <= intent.at);
        Ok(TodayView {
            total: due.iter().map(|group| group.count).sum(),
            due,
            waiting,
            refused: refused.map(IntentView::from).collect(),
        })
    }
}

/// How many of each group are shown, so that all have a place and the most urgent have the most.
fn shares(counts: &[usize]) -> Vec<usize> {
    let mut shown = vec![0; counts.len()];
    let mut room = LINES;
    while room > 0 {
        let Some(next) = (0..counts.len())
            .filter(|group| shown[*group] < counts[*group])
            .min_by_key(|group| shown[*group])
        else {
            break;
        };
        shown[next] += 1;
        room -= 1;
    }
    shown
}

/// Of `latest`, the latest first, those that were refused and whose keys nobody asked for again.
fn refused_and_left(latest: Vec<Intent>) -> Vec<Intent> {
    let mut asked_again = HashSet::new();
    let mut left = Vec::new();
    for intent in latest {
        let keys = keys(&intent.request);
        let is_left = keys.iter().any(|key| !asked_again.contains(key)) || keys.is_empty();
        asked_again.extend(keys);
        let is_refused = intent
            .answered
            .as_ref()
            .is_some_and(|answered| matches!(answered.answer, Answer::Refused(_)));
        if is_refused && is_left {
            left.push(intent);
        }
    }
    left
}

/// The activation keys that `request` is about.
fn keys(request: &Request) -> Vec<String> {
    match request {
        Request::Register(asked) => asked.keys.iter().map(|pair| pair.activation_key.to_string()).collect(),
        Request::Apply(asked) => vec![asked.key.activation_key.to_string()],
        Request::Extend(asked) => vec![asked.key.activation_key.to_string()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_has_a_place_and_no_line_is_left_empty() {
        for (counts, shown) in [
            (vec![], vec![]),
            (vec![3, 2], vec![3, 2]),
            (vec![300], vec![10]),
            (vec![300, 300, 300, 300], vec![3, 3, 2, 2]),
            (vec![300, 1, 300], vec![5, 1, 4]),
            (vec![1, 300], vec![1, 9]),
            (vec![5, 5, 5], vec![4, 3, 3]),
        ] {
            assert_eq!(shares(&counts), shown, "{counts:?}");
        }
    }
}
