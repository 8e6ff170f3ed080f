//! What belongs to a customer as a whole: letters and sets.

use chrono::{DateTime, Utc};
use kagifuda_domain::calendar::{Month, japan_day};
use kagifuda_domain::catalogue::Programme;
use kagifuda_domain::due;
use kagifuda_domain::ids::DeviceId;
use kagifuda_print::{Contents, Facts, Letter, Line, Until, document_no};
use kagifuda_wire::record::{Kind, MiemasuDevice, Record};
use uuid::Uuid;

use super::super::renewals::Renewals;
use super::{Gathered, Gatherer};
use crate::fault::failed;
use crate::problem::{PaperProblem, Problem};
use crate::quotes::Quote;

impl Gatherer<'_> {
    /// What `whom` should renew now.
    pub(super) async fn letter(&mut self, whom: &str) -> Result<Gathered, Problem> {
        let now = self.desk.now()?;
        let quotes = self.renewals().await?.to(whom)?;
        let name = quotes.iter().find_map(|quote| quote.ending.customer.clone());
        let name = name.unwrap_or_default();
        // Programmes with customers of their own know nobody of the office.
        let of_the_office = quotes
            .iter()
            .map(|quote| &quote.ending)
            .find(|ending| ending.programme == Programme::Tsunagaru);
        let customer = of_the_office.and_then(|ending| ending.owner.as_ref()?.parse().ok());
        let lines: Vec<Line> = quotes.iter().map(|quote| line(quote, now)).collect();
        // The same letter has the same number all day.
        let no = document_no(&(japan_day(now), &name, &lines)).map_err(|error| failed(&error))?;
        Ok(Gathered {
            document: self.document,
            subject: no.into(),
            customer,
            name: Some(name.clone()),
            owner: customer,
            facts: vec![Facts::Letter(Letter {
                no,
                customer: name,
                lines,
            })],
            contents: None,
        })
    }

    async fn renewals(&mut self) -> Result<&Renewals, Problem> {
        let renewals = match self.renewals.take() {
            Some(renewals) => renewals,
            None => self.desk.renewals().await?,
        };
        Ok(self.renewals.insert(renewals))
    }

    /// Everything of a customer, by id or name, or of a device.
    pub(super) async fn set(&mut self, subject: &str) -> Result<Gathered, Problem> {
        let alone = subject.parse::<DeviceId>().ok();
        let (customer, of, devices) = match alone {
            None => {
                let id = self.desk.customer_meant(subject).await?;
                let row = self.desk.cache.customer_row(id).await?.ok_or(Problem::ThingGone)?;
                let devices = self.desk.cache.devices_of_customer(id).await?;
                let devices = devices.into_iter().map(|row| row.device).collect();
                (Some(id), row.customer.name, devices)
            }
            Some(device) => {
                let row = self.desk.cache.device_row(device).await?.ok_or(Problem::ThingGone)?;
                let (id, name) = row.customer.map(|customer| (customer.id, customer.name)).unzip();
                let of = [name.unwrap_or_default(), row.site.one_line()].join("  ");
                let of = match of.trim() {
                    "" => device.to_string(),
                    of => of.to_owned(),
                };
                (id, of, vec![device])
            }
        };
        // What the set's number is made of: the same documents have the same.
        let (mut facts, mut subjects, mut lines) = (Vec::new(), Vec::new(), Vec::new());
        for device in devices {
            self.of_device(device, &mut facts, &mut subjects).await?;
        }
        if let (None, Some(id)) = (alone, customer) {
            self.licences(&of, &mut facts, &mut subjects).await?;
            lines = self.lines(id, &of).await?;
        }
        if !lines.is_empty() {
            subjects.push(of.clone());
        }
        if subjects.is_empty() {
            return Err(PaperProblem::NothingToPrint.into());
        }
        let no = document_no(&(&of, &subjects)).map_err(|error| failed(&error))?;
        if !lines.is_empty() {
            // The history knows the set, and by its number the letter in it.
            let customer = of.clone();
            facts.push(Facts::Letter(Letter { no, customer, lines }));
        }
        Ok(Gathered {
            document: self.document,
            subject: no.into(),
            customer,
            name: Some(of.clone()),
            owner: customer,
            facts,
            contents: Some(Contents { no, of }),
        })
    }

    /// The sheets of `device` and of each of its keys, in the order of the sheets.
    async fn of_device(
        &self,
        device: DeviceId,
        facts: &mut Vec<Facts>,
        subjects: &mut Vec<String>,
    ) -> Result<(), Problem> {
        let Gathered { facts: sheets, .. } = match self.device(device).await {
            Err(Problem::Paper(PaperProblem::NothingToPrint)) => return Ok(()),
            gathered => gathered?,
        };
        for sheet in sheets {
            subjects.push(device.to_string());
            facts.push(sheet);
        }
        for row in self.keys_of(device).await? {
            subjects.push(row.activation_key.to_string());
            facts.push(Facts::Sheet(self.key_facts(row)));
        }
        Ok(())
    }

    /// The licence keys in use. Contract users are told by their names alone: where several are called so, theirs are left out.
    async fn licences(
        &mut self,
        name: &str,
        facts: &mut Vec<Facts>,
        subjects: &mut Vec<String>,
    ) -> Result<(), Problem> {
        if self.renewals().await?.is_shared(name) {
            return Ok(());
        }
        let licensed = self.licensed().await?.iter();
        let mut used: Vec<(Uuid, (MiemasuDevice, String))> = licensed
            .filter(|(_, (_, contractor))| contractor == name)
            .map(|(sheet, used)| (*sheet, used.clone()))
            .collect();
        used.sort_by_key(|(sheet, (device, _))| (device.licence.expiry, *sheet));
        for (sheet, used) in used {
            if let Some(Record::LicenceSheet(sheet)) =
                self.desk.cache.one(Kind::LicenceSheet, &sheet.to_string()).await?
            {
                subjects.push(sheet.id.to_string());
                facts.push(Facts::Licence(self.licence_facts(sheet, Some(used))));
            }
        }
        Ok(())
    }

    /// What the customer `id` of the office, who is called `name`, has to renew.
    async fn lines(&mut self, id: Uuid, name: &str) -> Result<Vec<Line>, Problem> {
        let now = self.desk.now()?;
        let quotes = self.renewals().await?.of_customer(id, name);
        Ok(quotes.iter().map(|quote| line(quote, now)).collect())
    }
}

/// A line of a renewal letter.
fn line(quote: &Quote, now: DateTime<Utc>) -> Line {
    let ending = &quote.ending;
    let (ends, today) = (ending.ends, due::today(ending.programme, now));
    let until = match ending.programme {
        Programme::Tsunagaru => Until::GmtDay(ends.expiry),
        Programme::Miemasu => Until::Month(Month::of(ends.expiry)),
        Programme::Kms | Programme::Remo => Until::Day(ends.expiry),
    };
    Line {
        programme: ending.programme,
        device: ending.device.clone(),
        place: ending.name.clone().or_else(|| ending.site.clone()),
        product: ending.product.clone(),
        until,
        order_by: ends.order_by(today),
        opens: ends.opens.filter(|opens| *opens > today),
        last_day: ends.last_day,
        order: quote.suggested.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::due::Ending;

    fn day(written: &str) -> chrono::NaiveDate {
        written.parse().unwrap()
    }

    #[test]
    fn a_line_of_a_letter_is_decided_on_the_day_that_it_is_where_its_service_counts() {
        let (order, opens) = (Some(day("2026-12-31")), Some(day("2026-12-01")));
        for (rule, programme, now, order_by, opens_on) in [
            ("MIE-1", Programme::Miemasu, "2026-11-30T14:59:59Z", order, opens),
            ("MIE-1", Programme::Miemasu, "2026-11-30T15:00:00Z", order, None),
            ("MIE-3", Programme::Miemasu, "2026-12-31T14:59:59Z", order, None),
            ("MIE-3", Programme::Miemasu, "2026-12-31T15:00:00Z", None, None),
            ("REM-6", Programme::Remo, "2026-12-31T14:59:59Z", order, None),
            ("REM-6", Programme::Remo, "2026-12-31T15:00:00Z", None, None),
            ("TSU-9", Programme::Tsunagaru, "2026-12-31T23:59:59Z", order, None),
            ("TSU-9", Programme::Tsunagaru, "2027-01-01T00:00:00Z", None, None),
        ] {
            let ending = Ending {
                id: "id".into(),
                programme,
                owner: None,
                customer: None,
                device: "1234-5678-90AB-CDEF".into(),
                name: None,
                site: None,
                product: "KX-VCS701W".parse().unwrap(),
                trial: false,
                ends: due::Ends {
                    expiry: day("2026-12-31"),
                    opens: opens.filter(|_| programme == Programme::Miemasu),
                    last_day: Some(day("2027-02-26")),
                },
                renewal: None,
            };
            let quote = Quote {
                ending,
                suggested: Vec::new(),
            };
            let line = line(&quote, now.parse().unwrap());
            let expected = (order_by, opens_on, Some(day("2027-02-26")));
            assert_eq!((line.order_by, line.opens, line.last_day), expected, "{rule} {now}");
        }
    }
}
