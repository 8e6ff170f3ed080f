//! つながるねっと subscriptions: one a device, whichever dealer applied for it, with all periods it ever had.

use chrono::{DateTime, NaiveDate, Utc};
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_domain::ids::{ActivationKeyNo, DeviceId, RegistrationKey};
use kagifuda_domain::tsunagaru::{Acceptance, Change, ConnectionNo, Subscription, Term, TermsKind};
use kagifuda_wire::record::{self, Gone, Kind, Record, SubscriptionTerm};
use serde_json::{Value, json};
use sqlx::AnyConnection;
use uuid::Uuid;

use crate::error::{CommitError, Error};
use crate::read::{self, instant, micros, number, parse};
use crate::{Ledger, Writing};

/// The subscription of a device, as it is kept.
#[derive(Clone, Debug)]
pub struct HeldSubscription {
    /// The dealer that applied for it.
    pub dealer: Uuid,
    /// 接続番号.
    pub connection_no: ConnectionNo,
    /// What is entered on the device.
    pub registration_key: RegistrationKey,
    anchor: Option<NaiveDate>,
    terms: Vec<SubscriptionTerm>,
    era: i64,
    version: i64,
}

impl HeldSubscription {
    /// What the rules are about.
    pub fn subscription(&self) -> Subscription {
        let term = |term: &SubscriptionTerm| Term {
            months: term.months,
            trial: term.trial,
        };
        Subscription {
            terms: self.terms.iter().map(term).collect(),
            anchor: self.anchor,
        }
    }

    /// Whether the key of this number gave one of the periods that count.
    pub fn counts(&self, no: ActivationKeyNo) -> bool {
        self.terms.iter().any(|term| term.activation_key == no)
    }

    fn record(&self, device: DeviceId) -> record::Subscription {
        record::Subscription {
            device,
            connection_no: self.connection_no,
            registration_key: self.registration_key,
            terms: self.terms.clone(),
            anchor: self.anchor,
        }
    }
}

/// What gives a subscription a further period.
pub struct NewTerm {
    /// The activation key.
    pub activation_key: ActivationKeyNo,
    /// Its product.
    pub product: ProductCode,
    /// The period.
    pub term: Term,
    /// **TSU-10** The terms that were accepted for it.
    pub acceptance: Acceptance,
}

impl Ledger {
    /// Whose subscription `device` has, and what was entered on it. `None`: nobody's.
    pub async fn subscriber(&self, device: DeviceId) -> Result<Option<(Uuid, RegistrationKey)>, Error> {
        let plain = device.plain();
        let row: Option<(String, String)> =
            sqlx::query_as("SELECT dealer, registration_key FROM subscription WHERE device = $1")
                .bind(&plain)
                .fetch_optional(&self.database.read)
                .await?;
        let read = |(dealer, key): (String, String)| {
            Ok((
                parse("subscription", "dealer", &plain, &dealer)?,
                parse("subscription", "registration_key", &plain, &key)?,
            ))
        };
        row.map(read).transpose()
    }

    /// The subscription of `device`, if it is `dealer`'s.
    pub async fn subscription_of(&self, dealer: Uuid, device: DeviceId) -> Result<Option<HeldSubscription>, Error> {
        let mut connection = self.database.read.acquire().await?;
        let held = load(&mut connection, device).await?;
        Ok(held.filter(|held| held.dealer == dealer))
    }
}

impl Writing<'_> {
    /// The subscription of `device`, whichever dealer's it is. Another dealer may write it meanwhile: its version tells.
    pub async fn subscription(&mut self, device: DeviceId) -> Result<Option<HeldSubscription>, Error> {
        load(self.tx(), device).await
    }

    /// Begins a subscription of `device` as was decided on `old`: with its connection number and the key that is entered on the device.
    pub async fn begin_subscription(
        &mut self,
        device: DeviceId,
        old: Option<&HeldSubscription>,
        change: &Change,
        new: &NewTerm,
        (connection_no, registration_key): (ConnectionNo, RegistrationKey),
    ) -> Result<HeldSubscription, CommitError> {
        let begun = HeldSubscription {
            dealer: self.dealer(),
            connection_no,
            registration_key,
            anchor: change.subscription().anchor,
            terms: vec![],
            era: old.map_or(0, |old| old.era) + 1,
            version: old.map_or(0, |old| old.version),
        };
        if let Some(other) = old.map(|old| old.dealer).filter(|other| *other != self.dealer()) {
            self.tell_other(other, Record::Gone(gone(device))).await?;
        }
        self.put_subscription(device, old, begun, Some(new)).await
    }

    /// Extends `old`, the subscription of `device`, as was decided.
    pub async fn extend_subscription(
        &mut self,
        device: DeviceId,
        old: &HeldSubscription,
        change: &Change,
        new: &NewTerm,
    ) -> Result<HeldSubscription, CommitError> {
        let mut extended = HeldSubscription {
            anchor: change.subscription().anchor,
            ..old.clone()
        };
        if change.begins_anew() {
            extended.era += 1;
            extended.terms.clear();
        }
        self.put_subscription(device, Some(old), extended, Some(new)).await
    }

    /// **TSU-2** Starts the clock of `old`, as was decided.
    pub async fn start_subscription(
        &mut self,
        device: DeviceId,
        old: &HeldSubscription,
        change: &Change,
    ) -> Result<HeldSubscription, CommitError> {
        let started = HeldSubscription {
            anchor: change.subscription().anchor,
            ..old.clone()
        };
        self.put_subscription(device, Some(old), started, None).await
    }

    async fn put_subscription(
        &mut self,
        device: DeviceId,
        old: Option<&HeldSubscription>,
        mut held: HeldSubscription,
        new: Option<&NewTerm>,
    ) -> Result<HeldSubscription, CommitError> {
        self.write_subscription(device, &held).await?;
        held.version += 1;
        if let Some(new) = new {
            let term = self.write_term(device, &held, new).await?;
            held.terms.push(term);
        }
        self.note("subscription", old.map(noted), noted(&held));
        self.tell(Record::Subscription(held.record(device)));
        Ok(held)
    }

    async fn write_subscription(&mut self, device: DeviceId, held: &HeldSubscription) -> Result<(), CommitError> {
        // Two dealers may want one device at once. The first is in time; the second waits for it, finds another version than the one that
        // was decided on, writes nothing, and begins anew.
        let written = sqlx::query(
            "INSERT INTO subscription (device, dealer, connection_no, registration_key, anchor, era, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7 + 1)
             ON CONFLICT (device) DO UPDATE SET dealer = excluded.dealer, connection_no = excluded.connection_no,
                registration_key = excluded.registration_key, anchor = excluded.anchor, era = excluded.era,
                version = excluded.version
             WHERE subscription.version = $7",
        )
        .bind(device.plain())
        .bind(held.dealer.to_string())
        .bind(held.connection_no.plain())
        .bind(held.registration_key.plain())
        .bind(held.anchor.map(|day| day.to_string()))
        .bind(held.era)
        .bind(held.version)
        .execute(self.tx())
        .await?;
        if written.rows_affected() == 1 {
            Ok(())
        } else {
            Err(CommitError::Conflict)
        }
    }

    async fn write_term(
        &mut self,
        device: DeviceId,
        held: &HeldSubscription,
        new: &NewTerm,
    ) -> Result<SubscriptionTerm, sqlx::Error> {
        // The subscription's row is ours by now. A key is one dealer's, whose row is held; the primary key keeps it from serving twice.
        let term = SubscriptionTerm {
            activation_key: new.activation_key,
            product: new.product.clone(),
            months: new.term.months,
            trial: new.term.trial,
            applied_at: self.now(),
            applied_by: self.actor().name().to_owned(),
        };
        sqlx::query(
            "INSERT INTO subscription_term (activation_key, device, era, ordinal, product, months, trial, terms_kind,
                                            terms_version, applied_at, applied_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(term.activation_key.plain())
        .bind(device.plain())
        .bind(held.era)
        .bind(held.terms.len() as i64)
        .bind(term.product.as_ref())
        .bind(i64::from(term.months))
        .bind(i64::from(term.trial))
        .bind(kind_name(new.acceptance.kind()))
        .bind(i64::from(new.acceptance.version().0))
        .bind(micros(term.applied_at))
        .bind(term.applied_by.as_str())
        .execute(self.tx())
        .await?;
        let (kind, version) = (new.acceptance.kind(), new.acceptance.version());
        self.note("accepted_terms", (), json!({ "kind": kind, "version": version }));
        Ok(term)
    }
}

async fn load(from: &mut AnyConnection, device: DeviceId) -> Result<Option<HeldSubscription>, Error> {
    let plain = device.plain();
    let row: Option<(String, String, String, Option<String>, i64, i64)> = sqlx::query_as(
        "SELECT dealer, connection_no, registration_key, anchor, era, version FROM subscription WHERE device = $1",
    )
    .bind(&plain)
    .fetch_optional(&mut *from)
    .await?;
    let Some((dealer, connection_no, registration_key, anchor, era, version)) = row else {
        return Ok(None);
    };
    let terms: Vec<TermRow> = sqlx::query_as(
        "SELECT activation_key, product, months, trial, applied_at, applied_by FROM subscription_term
         WHERE device = $1 AND era = $2 ORDER BY ordinal",
    )
    .bind(&plain)
    .bind(era)
    .fetch_all(from)
    .await?;
    Ok(Some(HeldSubscription {
        dealer: parse("subscription", "dealer", &plain, &dealer)?,
        connection_no: parse("subscription", "connection_no", &plain, &connection_no)?,
        registration_key: parse("subscription", "registration_key", &plain, &registration_key)?,
        anchor: anchor
            .map(|day| parse("subscription", "anchor", &plain, &day))
            .transpose()?,
        terms: terms.into_iter().map(read_term).collect::<Result<_, _>>()?,
        era,
        version,
    }))
}

type TermRow = (String, String, i64, i64, i64, String);

fn read_term((key, product, months, trial, applied_at, applied_by): TermRow) -> Result<SubscriptionTerm, Error> {
    let applied_at: DateTime<Utc> = instant("subscription_term", "applied_at", &key, applied_at)?;
    Ok(SubscriptionTerm {
        activation_key: parse("subscription_term", "activation_key", &key, &key)?,
        product: parse("subscription_term", "product", &key, &product)?,
        months: number("subscription_term", "months", &key, months)?,
        trial: read::flag("subscription_term", "trial", &key, trial)?,
        applied_at,
        applied_by,
    })
}

fn gone(device: DeviceId) -> Gone {
    Gone {
        kind: Kind::Subscription,
        id: device.plain(),
    }
}

fn kind_name(kind: TermsKind) -> &'static str {
    match kind {
        TermsKind::Trial => "trial",
        TermsKind::Paid => "paid",
    }
}

/// A subscription for the audit: nothing that is entered on a device.
fn noted(held: &HeldSubscription) -> Value {
    let keys: Vec<String> = held.terms.iter().map(|term| term.activation_key.to_string()).collect();
    json!({
        "connection_no": held.connection_no,
        "months": held.subscription().months(),
        "keys": keys,
        "anchor": held.anchor,
    })
}
