//! Registering activation keys: load what is on file, let `domain` decide, commit its proof or its refusal.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kagifuda_domain::catalogue::Product;
use kagifuda_domain::ids::ActivationKeyNo;
use kagifuda_domain::kms::{ActivationKey, Binding, LineRefusal, OnFile, Pair, Refusal, Registration};
use kagifuda_domain::site::Site;
use kagifuda_wire::record::{self, Device, Record};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::audit::{Act, Actor};
use crate::customer::{DeviceChange, put_device};
use crate::database::{Write, placeholders};
use crate::error::{CommitError, Error};
use crate::idempotency::{self, Answer};
use crate::mail::{self, Mail};
use crate::read::{self, micros};
use crate::{Ledger, audit};

/// What is on file about the lines of an application, with the versions it was loaded at.
pub struct Application {
    dealer: Uuid,
    lines: Vec<(Pair, OnFile)>,
    versions: HashMap<ActivationKeyNo, Version>,
}

/// What an application says beside its pairs.
pub struct Besides<'a> {
    /// Where the device stands, if that is said (**KMS-5**).
    pub site: Option<&'a Site>,
    /// The mails that tell the result, given the site that is then known (**KMS-6**).
    pub mails: &'a (dyn Fn(&Site) -> Vec<Mail> + Sync),
}

/// What moves when anybody else registers a number, or tries it wrongly.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Version {
    key: i64,
    wrong_pairs: i64,
}

impl Application {
    /// Each line with what is on file about its number.
    pub fn lines(&self) -> &[(Pair, OnFile)] {
        &self.lines
    }

    fn version(&self, no: ActivationKeyNo) -> Version {
        self.versions.get(&no).copied().unwrap_or_default()
    }
}

impl Ledger {
    /// Loads what is on file about `pairs` for `dealer`. Another dealer's keys are as unknown as none.
    pub async fn load_application(&self, dealer: Uuid, pairs: &[Pair]) -> Result<Application, Error> {
        let mut on_file = HashMap::new();
        let mut versions: HashMap<ActivationKeyNo, Version> = HashMap::new();
        for (no, ordinal, at) in self.load_wrong_pairs(pairs).await? {
            versions.entry(no).or_default().wrong_pairs = ordinal;
            on_file.entry(no).or_insert_with(OnFile::default).wrong_pairs.push(at);
        }
        for (no, version, key) in self.load_keys(dealer, pairs).await? {
            versions.entry(no).or_default().key = version;
            on_file.entry(no).or_insert_with(OnFile::default).key = Some(key);
        }
        let lines = pairs
            .iter()
            .map(|pair| (*pair, on_file.get(&pair.no).cloned().unwrap_or_default()))
            .collect();
        Ok(Application {
            dealer,
            lines,
            versions,
        })
    }

    async fn load_keys(
        &self,
        dealer: Uuid,
        pairs: &[Pair],
    ) -> Result<Vec<(ActivationKeyNo, i64, ActivationKey)>, Error> {
        if pairs.is_empty() {
            return Ok(vec![]);
        }
        // Reads only. Whatever moves afterwards is noticed by the commit, through the version.
        let sql = format!(
            "SELECT k.no, k.registration_id, k.version, p.record, r.device, r.registration_key, r.issued_at
             FROM activation_key k JOIN product p ON p.code = k.product
             LEFT JOIN registration r ON r.activation_key = k.no
             WHERE k.dealer = $1 AND k.no IN ({})",
            placeholders(2, pairs.len())
        );
        let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(dealer.to_string());
        for pair in pairs {
            query = query.bind(pair.no.plain());
        }
        let rows: Vec<KeyRow> = query.fetch_all(&self.database.read).await?;
        rows.into_iter().map(read_key).collect()
    }

    async fn load_wrong_pairs(&self, pairs: &[Pair]) -> Result<Vec<(ActivationKeyNo, i64, DateTime<Utc>)>, Error> {
        if pairs.is_empty() {
            return Ok(vec![]);
        }
        let list = placeholders(1, pairs.len());
        let sql = format!("SELECT no, ordinal, at FROM wrong_pair WHERE no IN ({list}) ORDER BY no, ordinal");
        let mut query = sqlx::query_as(AssertSqlSafe(sql));
        for pair in pairs {
            query = query.bind(pair.no.plain());
        }
        let rows: Vec<(String, i64, i64)> = query.fetch_all(&self.database.read).await?;
        let read = |(no, ordinal, at): (String, i64, i64)| {
            Ok((
                read::parse("wrong_pair", "no", &no, &no)?,
                ordinal,
                read::instant("wrong_pair", "at", &no, at)?,
            ))
        };
        rows.into_iter().map(read).collect()
    }

    /// Commits what was decided on `application`: registrations, device and site, changes, mails, audit row and answer.
    pub async fn commit_registrations(
        &self,
        application: &Application,
        registrations: &[Registration],
        besides: &Besides<'_>,
        actor: &Actor,
        answer: &Answer,
        now: DateTime<Utc>,
    ) -> Result<(), CommitError> {
        let dealer = application.dealer;
        let mut tx = self.database.begin().await?;
        idempotency::keep(&mut tx, dealer, answer, now).await?;
        check_wrong_pairs(&mut tx, application).await?;
        let mut records = Vec::new();
        // Always in the same order, so that two applications with common keys cannot wait for each other.
        for registration in in_order(registrations).filter(|registration| !registration.is_again()) {
            claim(&mut tx, application, registration).await?;
            insert(&mut tx, registration, actor).await?;
            records.push(key_record(registration, actor));
        }
        let mut act = None;
        if let Some(first) = registrations.first() {
            let device = put_device(&mut tx, dealer, first.binding().device, besides.site).await?;
            let mails = (besides.mails)(&device.site());
            mail::write(&mut tx, &mails, now).await?;
            act = Some(registered_act(
                dealer,
                actor,
                registrations,
                (&device, mails.len()),
                now,
            ));
            records.splice(0..0, device.after.map(Record::Device));
        }
        self.append(&mut tx, dealer, &records).await?;
        if let Some(act) = act {
            audit::write(&mut tx, act).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Commits a refusal decided on `application`: the wrong pairs (**KMS-11**), audit row and answer.
    pub async fn commit_refusal(
        &self,
        application: &Application,
        refusal: &Refusal,
        actor: &Actor,
        answer: &Answer,
        now: DateTime<Utc>,
    ) -> Result<(), CommitError> {
        let dealer = application.dealer;
        let mut tx = self.database.begin().await?;
        idempotency::keep(&mut tx, dealer, answer, now).await?;
        for no in wrong_numbers(refusal) {
            insert_wrong_pair(&mut tx, no, application.version(no).wrong_pairs + 1, now).await?;
        }
        audit::write(&mut tx, refused_act(dealer, actor, application, refusal, now)).await?;
        tx.commit().await?;
        Ok(())
    }
}

type KeyRow = (String, String, i64, String, Option<String>, Option<String>, Option<i64>);

fn read_key(row: KeyRow) -> Result<(ActivationKeyNo, i64, ActivationKey), Error> {
    let (no, registration_id, version, product, device, registration_key, issued_at) = row;
    let product: Product = read::json("product", "record", &no, &product)?;
    let binding = match (device, registration_key, issued_at) {
        (Some(device), Some(key), Some(at)) => Some(Binding {
            device: read::parse("registration", "device", &no, &device)?,
            registration_key: read::parse("registration", "registration_key", &no, &key)?,
            issued_at: read::instant("registration", "issued_at", &no, at)?,
        }),
        _ => None,
    };
    let registration_id = read::parse("activation_key", "registration_id", &no, &registration_id)?;
    let key = ActivationKey {
        registration_id,
        product: product.code,
        programme: product.programme,
        binding,
    };
    Ok((read::parse("activation_key", "no", &no, &no)?, version, key))
}

fn in_order(registrations: &[Registration]) -> impl Iterator<Item = &Registration> {
    let mut sorted: Vec<&Registration> = registrations.iter().collect();
    sorted.sort_by_key(|registration| registration.pair().no);
    sorted.into_iter()
}

/// **KMS-11** Every number on a line refused for its pair, whether it exists or not, in order.
fn wrong_numbers(refusal: &Refusal) -> Vec<ActivationKeyNo> {
    let Refusal::Lines(lines) = refusal else { return vec![] };
    let mut wrong: Vec<_> = lines
        .iter()
        .filter(|(_, why)| matches!(why, LineRefusal::UnknownPair))
        .map(|(no, _)| *no)
        .collect();
    wrong.sort();
    wrong
}

/// Makes sure that nobody tried any of the numbers wrongly since `application` was loaded.
async fn check_wrong_pairs(tx: &mut Write, application: &Application) -> Result<(), CommitError> {
    for (pair, _) in &application.lines {
        // A try that is being committed at this very moment is not seen, and then counts as made after this one.
        let (latest,): (i64,) = sqlx::query_as("SELECT COALESCE(MAX(ordinal), 0) FROM wrong_pair WHERE no = $1")
            .bind(pair.no.plain())
            .fetch_one(&mut **tx)
            .await?;
        if latest > application.version(pair.no).wrong_pairs {
            return Err(CommitError::Conflict);
        }
    }
    Ok(())
}

async fn insert_wrong_pair(
    tx: &mut Write,
    no: ActivationKeyNo,
    ordinal: i64,
    now: DateTime<Utc>,
) -> Result<(), CommitError> {
    // Tries on one number are counted one after the other: of two that would both be the n-th, the second starts again.
    let inserted = sqlx::query(
        "INSERT INTO wrong_pair (no, ordinal, at) VALUES ($1, $2, $3) ON CONFLICT (no, ordinal) DO NOTHING",
    )
    .bind(no.plain())
    .bind(ordinal)
    .bind(micros(now))
    .execute(&mut **tx)
    .await?;
    if inserted.rows_affected() == 1 {
        Ok(())
    } else {
        Err(CommitError::Conflict)
    }
}

async fn claim(tx: &mut Write, application: &Application, registration: &Registration) -> Result<(), CommitError> {
    // Takes the key at the version that was decided on. A second one waits for the first, then finds another version.
    let no = registration.pair().no;
    let claimed = sqlx::query("UPDATE activation_key SET version = version + 1 WHERE no = $1 AND version = $2")
        .bind(no.plain())
        .bind(application.version(no).key)
        .execute(&mut **tx)
        .await?;
    if claimed.rows_affected() == 1 {
        Ok(())
    } else {
        Err(CommitError::Conflict)
    }
}

async fn insert(tx: &mut Write, registration: &Registration, actor: &Actor) -> Result<(), sqlx::Error> {
    // The key is claimed, so nobody else inserts; were it not so, the primary key would refuse (KMS-1).
    let binding = registration.binding();
    sqlx::query(
        "INSERT INTO registration (activation_key, device, registration_key, issued_at, issued_by)
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(registration.pair().no.plain())
    .bind(binding.device.plain())
    .bind(binding.registration_key.plain())
    .bind(micros(binding.issued_at))
    .bind(actor.name())
    .execute(&mut **tx)
    .await
    .map(drop)
}

fn key_record(registration: &Registration, actor: &Actor) -> Record {
    let binding = registration.binding();
    Record::ActivationKey(record::ActivationKey {
        activation_key: registration.pair().no,
        registration_id: registration.pair().registration_id,
        product: registration.product().clone(),
        registration: Some(record::Binding {
            device: binding.device,
            registration_key: binding.registration_key,
            issued_at: binding.issued_at,
            issued_by: actor.name().to_owned(),
        }),
    })
}

fn registered_act<'a>(
    dealer: Uuid,
    actor: &'a Actor,
    registrations: &[Registration],
    (device, mails): (&DeviceChange, usize),
    now: DateTime<Utc>,
) -> Act<'a> {
    let (again, new): (Vec<_>, Vec<_>) = registrations.iter().partition(|registration| registration.is_again());
    let numbers = |of: Vec<&Registration>| of.iter().map(|one| one.pair().no.to_string()).collect::<Vec<_>>();
    let site = |device: &Option<Device>| device.as_ref().map(|device| device.site.clone());
    Act {
        at: now,
        actor,
        dealer: Some(dealer),
        act: "kms.register",
        subject: registrations
            .first()
            .map(|first| first.binding().device.to_string())
            .unwrap_or_default(),
        before: json!({ "site": site(&device.before) }),
        // How many mails carry the keys away; to whom stands in no audit, which can never be erased.
        after: json!({
            "registered": numbers(new),
            "again": numbers(again),
            "site": site(&device.after),
            "mails": mails,
        }),
    }
}

fn refused_act<'a>(
    dealer: Uuid,
    actor: &'a Actor,
    application: &Application,
    refusal: &Refusal,
    now: DateTime<Utc>,
) -> Act<'a> {
    let numbers: Vec<String> = application.lines.iter().map(|(pair, _)| pair.no.to_string()).collect();
    Act {
        at: now,
        actor,
        dealer: Some(dealer),
        act: "kms.register_refused",
        subject: numbers.join(" "),
        before: Value::Null,
        after: json!({ "refused": refused_lines(refusal) }),
    }
}

fn refused_lines(refusal: &Refusal) -> Value {
    let why = |refusal: &LineRefusal| match refusal {
        LineRefusal::UnknownPair => "unknown_pair",
        LineRefusal::Locked { .. } => "key_locked",
        LineRefusal::BoundElsewhere { .. } => "bound_elsewhere",
        LineRefusal::OtherProgramme { .. } => "other_programme",
        LineRefusal::Repeated => "repeated_line",
    };
    match refusal {
        Refusal::KeyCount { found } => json!({ "key_count": found }),
        Refusal::Lines(lines) => lines.iter().map(|(no, refused)| json!([no, why(refused)])).collect(),
    }
}
