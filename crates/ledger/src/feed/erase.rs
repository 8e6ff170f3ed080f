//! Taking a person out of what the feed told long ago (MIE-11, REM-7).
//!
//! A feed is read from its beginning by every desk that is set up, so what it once told of a contract user would be told for ever. Leaving
//! the numbers out would be a gap, which desks refuse; so each change that names the person is replaced in place, under its own number, by
//! one that says that the thing is gone. A desk that reads it has nothing to forget; one that was told the old record is told at the end of
//! the feed, as always. Changes are signed one by one with their number inside, and the new one with the key that signed the old one, so the
//! feed stays believable at every place, also to a desk that has not heard of later keys. Nobody can tell
//! the replaced change from one that was always so: that is the point, and the audit says when it was done and to how many.

use std::slice::from_ref;

use kagifuda_wire::record::{Gone, Kind, Record};
use uuid::Uuid;

use crate::error::Error;
use crate::read::{json, number};
use crate::{Ledger, Writing};

impl Writing<'_> {
    /// Replaces every change that names the contract user `person`; answers how many there were.
    pub(crate) async fn erase_from_feed(&mut self, person: Uuid) -> Result<usize, Error> {
        let (ledger, dealer) = (self.ledger(), self.dealer());
        // The dealer's row is held, so nothing of them is added meanwhile. It looks through the dealer's whole feed; withdrawals are rare.
        let rows: Vec<(i64, String, i64)> = sqlx::query_as(
            "SELECT number, record, signed_by FROM change WHERE dealer = $1 AND record LIKE $2 ORDER BY number",
        )
        .bind(dealer.to_string())
        .bind(format!("%\"{person}\"%"))
        .fetch_all(self.tx())
        .await?;
        let mut erased = 0;
        for (no, text, signed_by) in rows {
            let row = format!("{dealer} {no}");
            let record: Record = json("change", "record", &row, &text)?;
            let Some(harmless) = harmless(&record, person) else {
                continue;
            };
            let place = number("change", "number", &row, no)?;
            let signed_by = number("change", "signed_by", &row, signed_by)?;
            ledger.replace(self, place, &harmless, signed_by).await?;
            erased += 1;
        }
        Ok(erased)
    }
}

impl Ledger {
    /// Signs `record` as change `number` of the dealer, in the place of the one that is there and was signed by the key `signed_by`.
    async fn replace(
        &self,
        writing: &mut Writing<'_>,
        number: u64,
        record: &Record,
        signed_by: u32,
    ) -> Result<(), Error> {
        let dealer = writing.dealer();
        let signer = self.signing.of(signed_by, writing.tx()).await?;
        let signed = signer.sign(dealer, number - 1, from_ref(record)).await?;
        // The dealer's row is held: nobody else writes to this feed.
        for change in signed {
            sqlx::query(
                "UPDATE change SET record = $1, signed_by = $2, signature = $3 WHERE dealer = $4 AND number = $5",
            )
            .bind(&change.record)
            .bind(i64::from(change.signed_by))
            .bind(&change.signature)
            .bind(dealer.to_string())
            .bind(change.number as i64)
            .execute(writing.tx())
            .await?;
        }
        Ok(())
    }
}

/// What a record of `person` says once they are gone; `None` where it says nothing of them.
fn harmless(record: &Record, person: Uuid) -> Option<Record> {
    let gone = |kind, id: Uuid| {
        let id = id.to_string();
        Some(Record::Gone(Gone { kind, id }))
    };
    match record {
        Record::Contractor(contractor) if contractor.id == person => gone(Kind::Contractor, contractor.id),
        Record::MiemasuDevice(device) if device.contractor == person => gone(Kind::MiemasuDevice, device.id),
        Record::RemoCustomer(customer) if customer.id == person => gone(Kind::RemoCustomer, customer.id),
        Record::RemoCamera(camera) if camera.customer == person => gone(Kind::RemoCamera, camera.id),
        Record::Contractor(_)
        | Record::MiemasuDevice(_)
        | Record::Server(_)
        | Record::RecordKey(_)
        | Record::Dealer(_)
        | Record::Product(_)
        | Record::Customer(_)
        | Record::Device(_)
        | Record::ActivationKey(_)
        | Record::Subscription(_)
        | Record::LicenceSheet(_)
        | Record::RemoCustomer(_)
        | Record::RemoCamera(_)
        | Record::RemoLicence(_)
        | Record::RemoStock(_)
        | Record::Print(_)
        | Record::Gone(_) => None,
    }
}
