//! **TSU-11** Connection numbers: free, held for a device for a while, or taken for ever.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::tsunagaru::{CANDIDATES, Chosen, ConnectionNo, HOLD, Offer};
use sqlx::AssertSqlSafe;

use crate::Writing;
use crate::database::placeholders;
use crate::error::{CommitError, Error};
use crate::read::{instant, micros, number, parse};

/// Numbers drawn at once: nearly always the first three are free.
const DRAWN: usize = 2 * CANDIDATES;

impl Writing<'_> {
    /// The numbers that were last offered for `device`, held or no longer.
    pub async fn offer(&mut self, device: DeviceId) -> Result<Option<Offer>, Error> {
        let (dealer, device) = (self.dealer().to_string(), device.plain());
        let rows: Vec<(String, i64, i64)> = sqlx::query_as(
            "SELECT no, redraws, drawn_at FROM connection_no
             WHERE dealer = $1 AND device = $2 AND taken_at IS NULL ORDER BY place",
        )
        .bind(&dealer)
        .bind(&device)
        .fetch_all(self.tx())
        .await?;
        // Of an offer whose hold has ended a number may be somebody else's by now: then it is an offer no longer.
        let [(_, redraws, drawn_at), _, _] = rows.as_slice() else {
            return Ok(None);
        };
        let redraws = number("connection_no", "redraws", &device, *redraws)?;
        let drawn_at = instant("connection_no", "drawn_at", &device, *drawn_at)?;
        let candidates: Vec<ConnectionNo> = rows
            .iter()
            .map(|(no, ..)| parse("connection_no", "no", no, no))
            .collect::<Result<_, _>>()?;
        let candidates = candidates.first_chunk().copied();
        Ok(candidates.map(|candidates| Offer::load(candidates, redraws, drawn_at)))
    }

    /// Numbers that nobody has or holds at this moment, drawn by chance.
    pub async fn free_numbers(&mut self) -> Result<[ConnectionNo; CANDIDATES], CommitError> {
        let mut drawn: Vec<ConnectionNo> = Vec::with_capacity(DRAWN);
        while drawn.len() < DRAWN {
            let no = ConnectionNo::from_random(getrandom::u64().map_err(Error::from)?);
            if !drawn.contains(&no) {
                drawn.push(no);
            }
        }
        // Somebody else may draw the same meanwhile; whoever holds it first has it.
        let list = placeholders(2, DRAWN);
        let sql =
            format!("SELECT no FROM connection_no WHERE (taken_at IS NOT NULL OR drawn_at > $1) AND no IN ({list})");
        let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(micros(held_since(self.now())));
        for no in &drawn {
            query = query.bind(no.plain());
        }
        let gone: Vec<(String,)> = query.fetch_all(self.tx()).await?;
        let gone: HashSet<String> = gone.into_iter().map(|(no,)| no).collect();
        drawn.retain(|no| !gone.contains(&no.plain()));
        let free = drawn.first_chunk().copied();
        // So many numbers are free that drawing anew is the way on.
        free.ok_or(CommitError::Conflict)
    }

    /// Holds the numbers of `offer` for `device`, in place of those that were offered before.
    pub async fn hold_numbers(&mut self, device: DeviceId, offer: &Offer) -> Result<(), CommitError> {
        let (dealer, device) = (self.dealer().to_string(), device.plain());
        self.give_back(&device).await?;
        let mut candidates: Vec<_> = offer.candidates().into_iter().enumerate().collect();
        // Always in the same order, so that two who draw the same numbers cannot wait for each other.
        candidates.sort_by_key(|(_, no)| *no);
        for (place, no) in candidates {
            // Of two that hold one number at once the second waits for the first, then finds it held, writes nothing, and draws anew.
            let held = sqlx::query(
                "INSERT INTO connection_no (no, dealer, device, place, redraws, drawn_at)
                 VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (no) DO UPDATE SET dealer = excluded.dealer, device = excluded.device, place = excluded.place,
                    redraws = excluded.redraws, drawn_at = excluded.drawn_at
                 WHERE connection_no.taken_at IS NULL AND connection_no.drawn_at <= $7",
            )
            .bind(no.plain())
            .bind(&dealer)
            .bind(&device)
            .bind(place as i64)
            .bind(i64::from(offer.redraws()))
            .bind(micros(offer.drawn_at()))
            .bind(micros(held_since(offer.drawn_at())))
            .execute(self.tx())
            .await?;
            if held.rows_affected() == 0 {
                return Err(CommitError::Conflict);
            }
        }
        Ok(())
    }

    /// Takes the chosen number for `device` for ever, and gives the others back.
    pub async fn take_number(&mut self, device: DeviceId, chosen: Chosen) -> Result<(), CommitError> {
        let (dealer, device, now) = (self.dealer().to_string(), device.plain(), self.now());
        // Only while it is still held for this device: whoever comes second finds it taken.
        let taken = sqlx::query(
            "UPDATE connection_no SET taken_at = $1 WHERE no = $2 AND dealer = $3 AND device = $4 AND taken_at IS NULL",
        )
        .bind(micros(now))
        .bind(chosen.no().plain())
        .bind(&dealer)
        .bind(&device)
        .execute(self.tx())
        .await?;
        if taken.rows_affected() == 0 {
            return Err(CommitError::Conflict);
        }
        self.give_back(&device).await?;
        Ok(())
    }

    async fn give_back(&mut self, device: &str) -> Result<(), sqlx::Error> {
        // The dealer's row is held, so nobody else draws for its devices.
        let dealer = self.dealer().to_string();
        sqlx::query("DELETE FROM connection_no WHERE dealer = $1 AND device = $2 AND taken_at IS NULL")
            .bind(dealer)
            .bind(device)
            .execute(self.tx())
            .await
            .map(drop)
    }
}

/// What was drawn at or before that instant is held no longer at `now`.
fn held_since(now: DateTime<Utc>) -> DateTime<Utc> {
    now - HOLD
}
