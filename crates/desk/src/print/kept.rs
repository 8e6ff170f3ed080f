//! What is kept of a print to print the same again: everything but the numbers that open something, which stand in the cache already, and the
//! names of contract users, who may withdraw (MIE-11) or be corrected (REM-7) while the history of prints never changes.

use kagifuda_domain::catalogue::Programme;
use kagifuda_domain::ids::{ActivationKeyNo, RegistrationKey};
use kagifuda_domain::print::Facts as Line;
use kagifuda_print::{Contents, Facts, Licence};
use kagifuda_wire::record::{Kind, Print, Record};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::gather::{Gathered, Gatherer};
use super::setup::Setup;
use crate::Desk;
use crate::fault::failed;
use crate::problem::{PaperProblem, Problem};

/// The fields of [`Facts`] that are secret.
const SECRETS: [&str; 3] = ["registration_id", "registration_key", "key"];

#[derive(Serialize, Deserialize)]
struct Kept {
    setup: Setup,
    facts: Vec<Value>,
    contents: Option<Contents>,
}

/// What is kept of `one`. Nothing, where it is more than a line of the history holds, or full of names of contract users.
pub(super) fn keep(setup: &Setup, one: &Gathered) -> Line {
    if one.facts.iter().any(is_to_contract_users) {
        return Line::default();
    }
    let facts = one.facts.iter().map(|facts| {
        let mut value = match facts {
            Facts::Licence(licence) => serde_json::to_value(Facts::Licence(Licence {
                customer: None,
                used: None,
                ..licence.clone()
            }))?,
            Facts::Sheet(_) | Facts::Card(_) | Facts::Registration(_) | Facts::Letter(_) => {
                serde_json::to_value(facts)?
            }
        };
        hide(&mut value);
        Ok(value)
    });
    let kept = || -> serde_json::Result<String> {
        serde_json::to_string(&Kept {
            setup: setup.clone(),
            facts: facts.collect::<serde_json::Result<_>>()?,
            contents: one.contents.clone(),
        })
    };
    kept().ok().and_then(|kept| kept.parse().ok()).unwrap_or_default()
}

/// Whether it is a letter about licences of contract users.
fn is_to_contract_users(facts: &Facts) -> bool {
    let Facts::Letter(letter) = facts else { return false };
    letter.lines.iter().any(|line| match line.programme {
        Programme::Miemasu | Programme::Remo => true,
        Programme::Kms | Programme::Tsunagaru => false,
    })
}

/// Puts `null` in the place of every secret.
fn hide(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if SECRETS.contains(&name.as_str()) && value.is_string() {
                    *value = Value::Null;
                } else {
                    hide(value);
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(hide),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

impl Desk {
    /// What `print` was of, and how it was printed.
    pub(super) async fn kept(&self, print: &Print) -> Result<(Setup, Gathered), Problem> {
        let kept: Kept = serde_json::from_str(print.facts.as_ref()).map_err(|_| PaperProblem::PrintNotKept)?;
        let mut gatherer = Gatherer::new(self, print.document, kept.setup.language.into()).await?;
        let mut facts = Vec::with_capacity(kept.facts.len());
        for mut value in kept.facts {
            self.fill(&mut value).await?;
            let read: Facts = serde_json::from_value(value).map_err(|_| PaperProblem::PrintNotKept)?;
            facts.push(gatherer.named(read).await?);
        }
        let gathered = Gathered {
            document: print.document,
            subject: print.subject.clone(),
            customer: print.customer,
            name: None,
            facts,
            contents: kept.contents,
        };
        Ok((kept.setup, gathered))
    }

    /// Puts the secrets of a document back.
    async fn fill(&self, value: &mut Value) -> Result<(), Problem> {
        // It is one field, named after the document.
        let Some(fields) = value.as_object_mut().and_then(|document| document.values_mut().next()) else {
            return Err(PaperProblem::PrintNotKept.into());
        };
        let Some(fields) = fields.as_object_mut() else {
            return Ok(());
        };
        if let Some(Value::String(sheet)) = fields.get("sheet") {
            let Some(Record::LicenceSheet(sheet)) = self.cache.one(Kind::LicenceSheet, sheet).await? else {
                return Err(Problem::ThingGone);
            };
            fields.insert("key".into(), json(&sheet.licence_key)?);
        }
        if fields.contains_key("registration_id") {
            let row = self.row(number(fields)?).await?;
            fields.insert("registration_id".into(), json(&row.registration_id)?);
            if fields.get("device").is_some_and(|device| !device.is_null()) {
                let key = row.binding.map(|binding| binding.registration_key);
                fields.insert("registration_key".into(), json(&key)?);
            }
        }
        if let Some(Value::Array(keys)) = fields.get("keys").cloned() {
            let device = fields
                .get("device")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned();
            let mut filled = Vec::with_capacity(keys.len());
            for key in keys {
                let Value::Object(mut key) = key else {
                    return Err(PaperProblem::PrintNotKept.into());
                };
                let no = number(&key)?;
                key.insert(
                    "registration_key".into(),
                    json(&self.registration_key(&device, no).await?)?,
                );
                filled.push(Value::Object(key));
            }
            fields.insert("keys".into(), filled.into());
        }
        Ok(())
    }

    /// The registration key that `no` has on `device`.
    async fn registration_key(&self, device: &str, no: ActivationKeyNo) -> Result<RegistrationKey, Problem> {
        if let Some(binding) = self.row(no).await?.binding {
            return Ok(binding.registration_key);
        }
        let device: String = device.chars().filter(char::is_ascii_alphanumeric).collect();
        let Some(Record::Subscription(subscription)) = self.cache.one(Kind::Subscription, &device).await? else {
            return Err(Problem::ThingGone);
        };
        Ok(subscription.registration_key)
    }
}

/// The number of the activation key that `fields` are about.
fn number(fields: &Map<String, Value>) -> Result<ActivationKeyNo, Problem> {
    let no = fields.get("activation_key").and_then(Value::as_str);
    no.and_then(|no| no.parse().ok())
        .ok_or(PaperProblem::PrintNotKept.into())
}

fn json(value: &impl Serialize) -> Result<Value, Problem> {
    serde_json::to_value(value).map_err(|error| failed(&error))
}
