//! What is to be done today.

use chrono::{Days, NaiveDate, TimeDelta};
use kagifuda_domain::calendar::japan_day;
use kagifuda_domain::due::{FORESIGHT_DAYS, Urgency};

use crate::Desk;
use crate::due::{Ending, endings};
use crate::fault::narrow;
use crate::problem::Problem;
use crate::submit::PATIENCE;
use crate::view::{Ask, DueGroup, IntentView, TodayView};

/// Lines of licences that a page has room for.
const LINES: usize = 10;
/// For so long an application that was done after it waited is told of, unless somebody has looked at it.
const TOLD: TimeDelta = TimeDelta::days(7);

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
        let unsettled = self.cache.unsettled().await?.into_iter().map(IntentView::from);
        let (waiting, refused) = unsettled.partition(|intent| intent.answer.is_none());
        let done = self.cache.done_late(PATIENCE, now - TOLD).await?;
        let done = done.into_iter().map(IntentView::from);
        Ok(TodayView {
            total: due.iter().map(|group| group.count).sum(),
            due,
            waiting,
            refused,
            done: done
                .filter(|intent| matches!(intent.ask, Ask::Register | Ask::Apply | Ask::Extend))
                .collect(),
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
