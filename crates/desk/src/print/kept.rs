//! What is kept of a print to print the same again: everything but the numbers that open something, which stand in the cache already, and the
//! names of contract users, who may withdraw (MIE-11) or be corrected (REM-7) while the history of prints never changes.

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use kagifuda_domain::catalogue::Programme;
use kagifuda_domain::ids::{ActivationKeyNo, RegistrationKey};
use kagifuda_domain::print::{Document, Facts as Line};
use kagifuda_print::{Contents, Facts, Layout, Licence, Licensed};
use kagifuda_wire::record::{Kind, Print, Record};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::gather::{Gathered, Gatherer};
use super::setup::Setup;
use crate::Desk;
use crate::fault::{failed, narrow};
use crate::problem::{PaperProblem, Problem};
use crate::view::LabelsForm;

/// The fields of [`Facts`] that are secret.
const SECRETS: [&str; 3] = ["registration_id", "registration_key", "key"];

/// Bytes that are read of what was packed; what another desk kept is not trusted to be small.
const MOST_UNPACKED: u64 = 4 * 1024 * 1024;

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
                used: licence.used.clone().map(|used| Licensed {
                    name: String::new(),
                    ..used
                }),
                ..licence.clone()
            }))?,
            Facts::Sheet(_) | Facts::Card(_) | Facts::Registration(_) | Facts::Letter(_) => {
                serde_json::to_value(facts)?
            }
        };
        hide(&mut value);
        Ok(value)
    });
    let kept = || -> serde_json::Result<Kept> {
        Ok(Kept {
            setup: setup.clone(),
            facts: facts.collect::<serde_json::Result<_>>()?,
            contents: one.contents.clone(),
        })
    };
    let packed = kept().ok().and_then(|kept| pack(&kept).ok());
    packed.and_then(|packed| packed.parse().ok()).unwrap_or_default()
}

/// The labels that `print` was printed on, if it was one.
pub(super) fn labels(print: &Print) -> Option<LabelsForm> {
    if print.document != Document::KeyLabel {
        return None;
    }
    match unpack(print.facts.as_ref())?.setup.layout {
        Layout::Labels(labels) => Some(LabelsForm {
            sheet: labels.sheet.name,
            start: narrow(labels.start),
        }),
        Layout::Page(_) | Layout::Cards(_) => None,
    }
}

/// A set repeats its names on every page: deflated, it is a tenth as long.
fn pack(kept: &Kept) -> std::io::Result<String> {
    let mut deflated = ZlibEncoder::new(Vec::new(), Compression::best());
    serde_json::to_writer(&mut deflated, kept)?;
    Ok(json!(STANDARD.encode(deflated.finish()?)).to_string())
}

/// What was packed.
fn unpack(packed: &str) -> Option<Kept> {
    let text: String = serde_json::from_str(packed).ok()?;
    let deflated = STANDARD.decode(text).ok()?;
    serde_json::from_reader(ZlibDecoder::new(deflated.as_slice()).take(MOST_UNPACKED)).ok()
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
        let kept = unpack(print.facts.as_ref()).ok_or(PaperProblem::PrintNotKept)?;
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
            owner: None,
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
            fields.insert("key".into(), to_json(&sheet.licence_key)?);
        }
        if fields.contains_key("registration_id") {
            let row = self.row(number(fields)?).await?;
            fields.insert("registration_id".into(), to_json(&row.registration_id)?);
            if fields.get("device").is_some_and(|device| !device.is_null()) {
                let key = row.binding.map(|binding| binding.registration_key);
                fields.insert("registration_key".into(), to_json(&key)?);
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
                    to_json(&self.registration_key(&device, no).await?)?,
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

fn to_json(value: &impl Serialize) -> Result<Value, Problem> {
    serde_json::to_value(value).map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use kagifuda_domain::ids::DocumentNo;
    use kagifuda_print::{Key, Paper, Supplier};

    use super::*;

    /// A set of `sheets` activation key sheets.
    fn set(sheets: u64) -> (Setup, Gathered) {
        let setup = Setup {
            layout: Layout::Page(Paper::A4),
            language: kagifuda_print::Language::Ja,
            masked: false,
            printed_at: "2026-11-21T05:05:00Z".parse().unwrap(),
            address: Some("https://keys.example.jp".parse().unwrap()),
            supplier: Supplier {
                company: "株式会社みなと通信システム".into(),
                phone: None,
                email: None,
            },
        };
        // Numbers without any order in them, as real ones are.
        let scrambled = |nth: u64| nth.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31);
        let sheet = |nth| {
            Facts::Sheet(Key {
                activation_key: format!("{:016X}", scrambled(nth)).parse().unwrap(),
                registration_id: "4F0A77D2".parse().unwrap(),
                product: "KX-VCS301".parse().unwrap(),
                product_name: "多地点接続拡張キー".into(),
                product_use: "ソフトウェア拡張".into(),
                device: Some("1234567890ABCDEF".parse().unwrap()),
                registration_key: Some("7B209C4E11D3A05F".parse().unwrap()),
                site: Some("福岡支店 3階 大会議室".into()),
                customer: Some("髙橋セキュリティサービス株式会社".into()),
                issued_at: Some("2026-11-20T05:05:00Z".parse().unwrap()),
            })
        };
        let gathered = Gathered {
            document: Document::CustomerSet,
            subject: DocumentNo::from_bits(7).into(),
            customer: None,
            name: None,
            owner: None,
            facts: (0..sheets).map(sheet).collect(),
            contents: Some(Contents {
                no: DocumentNo::from_bits(7),
                of: "髙橋セキュリティサービス株式会社".into(),
            }),
        };
        (setup, gathered)
    }

    #[test]
    fn prn_2_what_is_kept_holds_no_secret_and_a_set_of_three_hundred_sheets() {
        for sheets in [1, 300] {
            let (setup, gathered) = set(sheets);
            let kept = unpack(keep(&setup, &gathered).as_ref()).unwrap();
            assert_eq!(kept.facts.len() as u64, sheets);
            let text = serde_json::to_string(&kept).unwrap();
            for secret in ["4F0A", "77D2", "7B20", "A05F"] {
                assert!(!text.contains(secret), "{secret}");
            }
        }
    }

    #[test]
    fn prn_2_a_set_that_is_more_than_a_line_of_the_history_holds_is_not_kept() {
        let (setup, gathered) = set(3_000);
        assert_eq!(keep(&setup, &gathered), Line::default());
        assert!(unpack(Line::default().as_ref()).is_none());
    }
}
