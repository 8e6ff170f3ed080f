//! Maintenance of the server, which the operator announces.

use chrono::{DateTime, Utc};

use crate::catalogue::Bilingual;

/// **MNT-1** A window: from, to, and what is said about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Window {
    /// Its first instant.
    pub from: DateTime<Utc>,
    /// The first instant after it.
    pub to: DateTime<Utc>,
    /// What people are told.
    pub message: Bilingual,
}

/// Why a window is not scheduled.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum WindowRefusal {
    /// It ends before it begins, or at once.
    #[error("a window ends after it begins")]
    Empty,
    /// It is over.
    #[error("the window is over already")]
    Past,
}

impl Window {
    /// **MNT-1** A window that the operator schedules at `now`.
    pub fn schedule(
        from: DateTime<Utc>,
        to: DateTime<Utc>,
        message: Bilingual,
        now: DateTime<Utc>,
    ) -> Result<Self, WindowRefusal> {
        if to <= from {
            Err(WindowRefusal::Empty)
        } else if to <= now {
            Err(WindowRefusal::Past)
        } else {
            Ok(Self { from, to, message })
        }
    }

    fn holds(&self, now: DateTime<Utc>) -> bool {
        self.from <= now && now < self.to
    }
}

/// **MNT-1** The windows that every client is told of: those that are not over, the next one first.
pub fn announced(windows: &[Window], now: DateTime<Utc>) -> Vec<&Window> {
    let mut announced: Vec<&Window> = windows.iter().filter(|window| now < window.to).collect();
    announced.sort_by_key(|window| window.from);
    announced
}

/// **MNT-2** During a window every write is refused with it; of several, with the one that ends last. Reads go on.
pub fn may_write(windows: &[Window], now: DateTime<Utc>) -> Result<(), &Window> {
    let holding = windows.iter().filter(|window| window.holds(now));
    holding.max_by_key(|window| window.to).map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn window(from: i64, to: i64) -> Window {
        let message = Bilingual {
            ja: "定期保守".into(),
            en: "Maintenance".into(),
        };
        Window {
            from: at(from),
            to: at(to),
            message,
        }
    }

    #[test]
    fn mnt_1_a_window_is_announced_until_it_is_over() {
        let windows = [window(100, 200), window(10, 20)];
        for (now, announced_from) in [
            (0, vec![10, 100]),
            (15, vec![10, 100]),
            (20, vec![100]),
            (199, vec![100]),
            (200, vec![]),
        ] {
            let found: Vec<_> = announced(&windows, at(now)).iter().map(|window| window.from).collect();
            let expected: Vec<_> = announced_from.into_iter().map(at).collect();
            assert_eq!(found, expected, "{now}");
        }
        for (from, to, decided) in [
            (10, 10, Some(WindowRefusal::Empty)),
            (-20, 0, Some(WindowRefusal::Past)),
            (-20, 1, None),
        ] {
            let message = window(0, 1).message;
            assert_eq!(
                Window::schedule(at(from), at(to), message, at(0)).err(),
                decided,
                "{from} {to}"
            );
        }
    }

    #[test]
    fn mnt_2_writes_wait_for_the_end_of_the_window() {
        let windows = [window(10, 20), window(15, 30)];
        for (now, until) in [(9, None), (10, Some(20)), (15, Some(30)), (29, Some(30)), (30, None)] {
            let found = may_write(&windows, at(now)).err().map(|window| window.to);
            assert_eq!(found, until.map(at), "{now}");
        }
    }
}
