//! Whose services end: what letters are written about.

use std::collections::{BTreeMap, HashSet};

use kagifuda_domain::catalogue::Programme;
use kagifuda_domain::due::{self, Horizon};
use kagifuda_wire::record::Kind;
use uuid::Uuid;

use crate::Desk;
use crate::due::{Ending, names};
use crate::fault::narrow;
use crate::problem::{PaperProblem, Problem};
use crate::quotes::Quote;

/// What is to be renewed now, by what a letter goes by: the name of whom it concerns, of whichever programme; or, where several are called so, the
/// name and the id of one of them.
pub(super) struct Renewals {
    by_whom: BTreeMap<String, Vec<Quote>>,
    shared: HashSet<String>,
}

impl Desk {
    /// What is to be renewed now; what belongs to nobody that is known is left out.
    pub(super) async fn renewals(&self) -> Result<Renewals, Problem> {
        let now = self.now()?;
        let horizon = Horizon::Pressing.period(due::today(Programme::Kms, now));
        let quotes = self.all_quotes(horizon, now).await?.into_iter();
        let pressing = quotes.filter(|quote| quote.ending.urgency(now).is_some());
        Ok(Renewals::of(pressing, self.shared_names().await?))
    }

    /// The names by which several of one programme are called. Programmes know each other's customers by name alone: of such a name nobody can
    /// say whom of another programme it means.
    async fn shared_names(&self) -> Result<HashSet<String>, Problem> {
        let office = self.cache.customers().await?.into_iter().map(|row| row.customer.name);
        let mut shared = twice(office);
        for kind in [Kind::Contractor, Kind::RemoCustomer] {
            shared.extend(twice(names(&self.cache, kind).await?.into_values()));
        }
        Ok(shared)
    }
}

fn twice(names: impl Iterator<Item = String>) -> HashSet<String> {
    let mut seen = HashSet::new();
    names.filter(|name| !seen.insert(name.clone())).collect()
}

impl Renewals {
    fn of(quotes: impl Iterator<Item = Quote>, shared: HashSet<String>) -> Self {
        let by_whom = BTreeMap::new();
        let mut renewals = Self { by_whom, shared };
        for quote in quotes {
            let Ending { customer, owner, .. } = &quote.ending;
            if let Some(name) = customer {
                let whom = renewals.whom(name, owner.as_deref().unwrap_or_default());
                renewals.by_whom.entry(whom).or_default().push(quote);
            }
        }
        renewals
    }

    /// What letters go by, with what each is about.
    pub fn all(&self) -> impl Iterator<Item = (&String, &Vec<Quote>)> {
        self.by_whom.iter()
    }

    /// The letter to `whom`: what it goes by, a name, or an id.
    pub fn to(&self, whom: &str) -> Result<&[Quote], Problem> {
        if let Some(quotes) = self.by_whom.get(whom) {
            return Ok(quotes);
        }
        let alike = one_of(whom, "");
        let has_id = |quote: &Quote| quote.ending.owner.as_deref() == Some(whom);
        let meant = |(key, quotes): &(&String, &Vec<Quote>)| key.starts_with(&alike) || quotes.iter().any(has_id);
        let found: Vec<_> = self.all().filter(meant).map(|(_, quotes)| quotes).collect();
        match found.as_slice() {
            [] => Err(PaperProblem::NothingToPrint.into()),
            [quotes] => Ok(quotes),
            several => Err(PaperProblem::CustomerUnclear {
                name: whom.to_owned(),
                found: narrow(several.len()),
            }
            .into()),
        }
    }

    /// What concerns the customer `id` of the office, who is called `name`.
    pub fn of_customer(&self, id: Uuid, name: &str) -> &[Quote] {
        let whom = self.whom(name, &id.to_string());
        self.by_whom.get(&whom).map_or(&[], Vec::as_slice)
    }

    /// Whether several are called `name`.
    pub fn is_shared(&self, name: &str) -> bool {
        self.shared.contains(name)
    }

    /// What the letter to `id`, who is called `name`, goes by.
    fn whom(&self, name: &str, id: &str) -> String {
        if self.is_shared(name) {
            one_of(name, id)
        } else {
            name.to_owned()
        }
    }
}

/// What a letter to one of several of that name goes by.
fn one_of(name: &str, id: &str) -> String {
    format!("{name}#{id}")
}

#[cfg(test)]
mod tests {
    use kagifuda_domain::due::Ends;

    use super::*;

    const ONE: Uuid = Uuid::from_u128(1);
    const TWO: Uuid = Uuid::from_u128(2);
    const THREE: Uuid = Uuid::from_u128(3);

    fn quote(id: &str, programme: Programme, owner: Uuid, customer: &str) -> Quote {
        Quote {
            ending: Ending {
                id: id.into(),
                programme,
                owner: Some(owner.to_string()),
                customer: Some(customer.into()),
                device: "1234-5678-90AB-CDEF".into(),
                name: None,
                site: None,
                product: "KX-VCS701W".parse().unwrap(),
                trial: false,
                ends: Ends {
                    expiry: "2026-12-31".parse().unwrap(),
                    opens: None,
                    last_day: None,
                },
                renewal: None,
            },
            suggested: Vec::new(),
        }
    }

    fn ids<'a>(quotes: impl IntoIterator<Item = &'a Quote>) -> Vec<&'a str> {
        quotes.into_iter().map(|quote| quote.ending.id.as_str()).collect()
    }

    /// Somebody with services of two programmes; two of one name, and a contract user who is called so; two of one name, one of whom has
    /// nothing to renew, and a contract user who is called so.
    fn renewals() -> Renewals {
        let quotes = [
            quote("a", Programme::Tsunagaru, ONE, "みなと商店"),
            quote("b", Programme::Miemasu, TWO, "みなと商店"),
            quote("c", Programme::Tsunagaru, ONE, "田中医院"),
            quote("d", Programme::Tsunagaru, TWO, "田中医院"),
            quote("e", Programme::Miemasu, THREE, "田中医院"),
            quote("f", Programme::Tsunagaru, ONE, "つばめ商店"),
            quote("g", Programme::Remo, THREE, "つばめ商店"),
            quote("h", Programme::Tsunagaru, TWO, "港病院"),
        ];
        let shared = ["田中医院", "つばめ商店", "港病院"].map(str::to_owned);
        Renewals::of(quotes.into_iter(), shared.into())
    }

    #[test]
    fn a_letter_is_about_everything_of_a_name_and_never_about_two_who_are_called_alike() {
        let renewals = renewals();
        let of = |name: &str, id: Uuid| format!("{name}#{id}");
        for (whom, expected) in [
            ("みなと商店".into(), &["a", "b"][..]),
            (of("田中医院", TWO), &["d"]),
            (of("田中医院", THREE), &["e"]),
            (of("つばめ商店", ONE), &["f"]),
            (of("つばめ商店", THREE), &["g"]),
            ("港病院".into(), &["h"]),
        ] {
            assert_eq!(ids(renewals.to(&whom).unwrap()), expected, "{whom}");
        }
        for (name, found) in [("田中医院", 3), ("つばめ商店", 2)] {
            let name = name.to_owned();
            let unclear = PaperProblem::CustomerUnclear {
                name: name.clone(),
                found,
            };
            assert_eq!(renewals.to(&name).err(), Some(unclear.into()));
        }
        assert_eq!(renewals.to("田中").err(), Some(PaperProblem::NothingToPrint.into()));
        assert_eq!(renewals.all().count(), 7);
    }

    #[test]
    fn a_letter_is_found_by_the_id_of_whom_it_concerns() {
        let quotes = [quote("a", Programme::Tsunagaru, ONE, "みなと商店")];
        let renewals = Renewals::of(quotes.into_iter(), HashSet::new());
        assert_eq!(ids(renewals.to(&ONE.to_string()).unwrap()), ["a"]);
        assert!(renewals.to(&TWO.to_string()).is_err());
    }

    #[test]
    fn a_set_has_what_its_customer_owns_and_under_the_name_alone_only_where_that_is_clear() {
        let renewals = renewals();
        for (id, name, expected) in [
            (ONE, "みなと商店", &["a", "b"][..]),
            (ONE, "田中医院", &["c"]),
            (TWO, "田中医院", &["d"]),
            (ONE, "つばめ商店", &["f"]),
            (TWO, "つばめ商店", &[]),
            (TWO, "ほかの店", &[]),
        ] {
            assert_eq!(ids(renewals.of_customer(id, name)), expected, "{id} {name}");
        }
    }

    #[test]
    fn a_name_is_shared_from_the_second_who_has_it() {
        let names = ["港", "田中", "港", "港"].map(str::to_owned);
        assert_eq!(twice(names.into_iter()), HashSet::from(["港".to_owned()]));
    }
}
