//! Registering activation keys: what is on file, and writing down what `domain` decided.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kagifuda_domain::catalogue::Product;
use kagifuda_domain::ids::ActivationKeyNo;
use kagifuda_domain::kms::{ActivationKey, Binding, OnFile, Pair, Registration};
use kagifuda_wire::record::{self, Record};
use sqlx::AssertSqlSafe;

use crate::Writing;
use crate::database::placeholders;
use crate::error::{CommitError, Error};
use crate::read::{self, micros};

impl Writing<'_> {
    /// What is on file about the numbers of `pairs`. Another dealer's keys are as unknown as none.
    pub async fn on_file(&mut self, pairs: &[Pair]) -> Result<Vec<(Pair, OnFile)>, Error> {
        if pairs.is_empty() {
            return Ok(vec![]);
        }
        let mut on_file: HashMap<ActivationKeyNo, OnFile> = HashMap::new();
        for (no, at) in self.load_wrong_pairs(pairs).await? {
            on_file.entry(no).or_default().wrong_pairs.push(at);
        }
        for (no, key) in self.load_keys(pairs).await? {
            on_file.entry(no).or_default().key = Some(key);
        }
        let with_file = |pair: &Pair| (*pair, on_file.get(&pair.no).cloned().unwrap_or_default());
        Ok(pairs.iter().map(with_file).collect())
    }

    async fn load_keys(&mut self, pairs: &[Pair]) -> Result<Vec<(ActivationKeyNo, ActivationKey)>, Error> {
        // The keys are this dealer's, so they are as they are read here until the end of this write.
        let sql = format!(
            "SELECT k.no, k.registration_id, p.record, r.device, r.registration_key, r.issued_at
             FROM activation_key k JOIN product p ON p.code = k.product
             LEFT JOIN registration r ON r.activation_key = k.no
             WHERE k.dealer = $1 AND k.no IN ({})",
            placeholders(2, pairs.len())
        );
        let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(self.dealer().to_string());
        for pair in pairs {
            query = query.bind(pair.no.plain());
        }
        let rows: Vec<KeyRow> = query.fetch_all(self.tx()).await?;
        rows.into_iter().map(read_key).collect()
    }

    async fn load_wrong_pairs(&mut self, pairs: &[Pair]) -> Result<Vec<(ActivationKeyNo, DateTime<Utc>)>, Error> {
        // Other dealers may try the same numbers meanwhile. Of two tries that are both the n-th the second starts again; otherwise a try
        // that is not seen here counts as made after this one.
        let list = placeholders(1, pairs.len());
        let sql = format!("SELECT no, at FROM wrong_pair WHERE no IN ({list}) ORDER BY no, ordinal");
        let mut query = sqlx::query_as(AssertSqlSafe(sql));
        for pair in pairs {
            query = query.bind(pair.no.plain());
        }
        let rows: Vec<(String, i64)> = query.fetch_all(self.tx()).await?;
        let read = |(no, at): (String, i64)| {
            Ok((
                read::parse("wrong_pair", "no", &no, &no)?,
                read::instant("wrong_pair", "at", &no, at)?,
            ))
        };
        rows.into_iter().map(read).collect()
    }

    /// Writes down what was decided: registrations that are new, each told to the desks.
    pub async fn register(&mut self, registrations: &[Registration]) -> Result<(), CommitError> {
        let (again, new): (Vec<_>, Vec<_>) = registrations.iter().partition(|registration| registration.is_again());
        for registration in &new {
            self.insert_registration(registration).await?;
            let record = key_record(registration, self.actor().name());
            self.tell(record);
        }
        let numbers = |of: &[&Registration]| of.iter().map(|one| one.pair().no.to_string()).collect::<Vec<_>>();
        self.note("registered", (), numbers(&new));
        self.note("again", (), numbers(&again));
        Ok(())
    }

    async fn insert_registration(&mut self, registration: &Registration) -> Result<(), sqlx::Error> {
        // The dealer's row is held, so nobody else registers its keys; were it not so, the primary key would refuse (KMS-1).
        let binding = registration.binding();
        let issued_by = self.actor().name().to_owned();
        sqlx::query(
            "INSERT INTO registration (activation_key, device, registration_key, issued_at, issued_by)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(registration.pair().no.plain())
        .bind(binding.device.plain())
        .bind(binding.registration_key.plain())
        .bind(micros(binding.issued_at))
        .bind(issued_by)
        .execute(self.tx())
        .await
        .map(drop)
    }

    /// **KMS-11** Counts one wrong pair for each of `numbers`, whether there is such a number or not.
    pub async fn count_wrong_pairs(&mut self, numbers: &[ActivationKeyNo]) -> Result<(), CommitError> {
        // Always in the same order, so that two dealers with common numbers cannot wait for each other.
        let mut numbers = numbers.to_vec();
        numbers.sort();
        for no in numbers {
            self.insert_wrong_pair(no).await?;
        }
        Ok(())
    }

    async fn insert_wrong_pair(&mut self, no: ActivationKeyNo) -> Result<(), CommitError> {
        // Tries on one number are counted one after the other: of two that would both be the n-th, the second starts again.
        let now = self.now();
        let inserted = sqlx::query(
            "INSERT INTO wrong_pair (no, ordinal, at)
             SELECT $1, COALESCE(MAX(ordinal), 0) + 1, $2 FROM wrong_pair WHERE no = $1
             ON CONFLICT (no, ordinal) DO NOTHING",
        )
        .bind(no.plain())
        .bind(micros(now))
        .execute(self.tx())
        .await?;
        if inserted.rows_affected() == 1 {
            Ok(())
        } else {
            Err(CommitError::Conflict)
        }
    }
}

type KeyRow = (String, String, String, Option<String>, Option<String>, Option<i64>);

fn read_key(row: KeyRow) -> Result<(ActivationKeyNo, ActivationKey), Error> {
    let (no, registration_id, product, device, registration_key, issued_at) = row;
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
    Ok((read::parse("activation_key", "no", &no, &no)?, key))
}

fn key_record(registration: &Registration, issued_by: &str) -> Record {
    let binding = registration.binding();
    Record::ActivationKey(record::ActivationKey {
        activation_key: registration.pair().no,
        registration_id: registration.pair().registration_id,
        product: registration.product().clone(),
        registration: Some(record::Binding {
            device: binding.device,
            registration_key: binding.registration_key,
            issued_at: binding.issued_at,
            issued_by: issued_by.to_owned(),
        }),
    })
}
