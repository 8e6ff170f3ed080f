//! Choosing a connection number among three that are held for the chooser.

use chrono::{DateTime, TimeDelta, Utc};

use super::ConnectionNo;

/// **TSU-11** Numbers in one offer.
pub const CANDIDATES: usize = 3;
/// **TSU-11** How often 別候補表示 draws others.
pub const MAX_REDRAWS: u8 = 5;
/// **TSU-11** How long a number that is shown is held. [policy]
pub const HOLD: TimeDelta = TimeDelta::minutes(10);

/// Three numbers, held for one device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    candidates: [ConnectionNo; CANDIDATES],
    redraws: u8,
    drawn_at: DateTime<Utc>,
}

impl Offer {
    /// An offer as it was kept.
    pub fn load(candidates: [ConnectionNo; CANDIDATES], redraws: u8, drawn_at: DateTime<Utc>) -> Self {
        Self {
            candidates,
            redraws,
            drawn_at,
        }
    }

    /// The numbers to choose from.
    pub fn candidates(&self) -> [ConnectionNo; CANDIDATES] {
        self.candidates
    }

    /// How often others were drawn so far.
    pub fn redraws(&self) -> u8 {
        self.redraws
    }

    /// When they were drawn.
    pub fn drawn_at(&self) -> DateTime<Utc> {
        self.drawn_at
    }

    /// Until when they are held.
    pub fn held_until(&self) -> DateTime<Utc> {
        self.drawn_at + HOLD
    }
}

/// Why no number is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OfferRefusal {
    /// Others were drawn [`MAX_REDRAWS`] times.
    #[error("others can be drawn {MAX_REDRAWS} times")]
    NoMoreDraws,
    /// The number is not among those held: never offered, or given back when others were drawn.
    #[error("the number is not among those offered")]
    NotOffered,
    /// The hold has ended; others are to be drawn.
    #[error("the numbers were held until {until}")]
    HoldEnded {
        /// When it ended.
        until: DateTime<Utc>,
    },
}

/// Proof that a number may be given. Only [`take`] makes one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Chosen(ConnectionNo);

impl Chosen {
    /// The number.
    pub fn no(self) -> ConnectionNo {
        self.0
    }
}

/// Draws an offer in place of `previous`; `free` are numbers that nobody has or holds.
///
/// - **TSU-11** At most five redraws, and earlier numbers cannot be had back. An offer whose hold has ended is over: whoever comes
///   back begins anew. [policy]
pub fn draw(
    previous: Option<&Offer>,
    free: [ConnectionNo; CANDIDATES],
    now: DateTime<Utc>,
) -> Result<Offer, OfferRefusal> {
    let held = previous.filter(|offer| now < offer.held_until());
    let redraws = held.map_or(0, |offer| offer.redraws + 1);
    if redraws > MAX_REDRAWS {
        return Err(OfferRefusal::NoMoreDraws);
    }
    Ok(Offer::load(free, redraws, now))
}

/// **TSU-11** Takes `chosen` out of `offer`, while it is held.
pub fn take(offer: &Offer, chosen: ConnectionNo, now: DateTime<Utc>) -> Result<Chosen, OfferRefusal> {
    if !offer.candidates.contains(&chosen) {
        Err(OfferRefusal::NotOffered)
    } else if now >= offer.held_until() {
        Err(OfferRefusal::HoldEnded {
            until: offer.held_until(),
        })
    } else {
        Ok(Chosen(chosen))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn numbers(first: u64) -> [ConnectionNo; CANDIDATES] {
        [first, first + 1, first + 2].map(ConnectionNo::from_random)
    }

    #[test]
    fn tsu_11_others_are_drawn_at_most_five_times_and_earlier_ones_are_gone() {
        let first = draw(None, numbers(0), at(0)).unwrap();
        let mut offer = first.clone();
        for redraw in 1..=u64::from(MAX_REDRAWS) {
            offer = draw(Some(&offer), numbers(10 * redraw), at(0)).unwrap();
        }
        assert_eq!(draw(Some(&offer), numbers(99), at(599)), Err(OfferRefusal::NoMoreDraws));
        let anew = draw(Some(&offer), numbers(99), at(600)).unwrap();
        assert_eq!(anew.redraws(), 0, "the hold has ended");
        assert_eq!(
            take(&offer, first.candidates()[0], at(0)),
            Err(OfferRefusal::NotOffered)
        );
        assert_eq!(take(&offer, numbers(50)[2], at(0)).map(Chosen::no), Ok(numbers(50)[2]));
    }

    #[test]
    fn tsu_11_a_number_is_held_for_ten_minutes() {
        let offer = draw(None, numbers(0), at(0)).unwrap();
        let chosen = numbers(0)[1];
        assert_eq!(take(&offer, chosen, at(599)).map(Chosen::no), Ok(chosen));
        assert_eq!(
            take(&offer, chosen, at(600)),
            Err(OfferRefusal::HoldEnded { until: at(600) })
        );
    }
}
