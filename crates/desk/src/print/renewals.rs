//! Whose services end: what letters are written about.

use std::collections::{BTreeMap, HashSet};

use kagifuda_domain::catalogue::Programme;
use kagifuda_domain::due::{self, Horizon};
use uuid::Uuid;

use crate::Desk;
use crate::fault::narrow;
use crate::problem::{PaperProblem, Problem};
use crate::quotes::Quote;

/// What is to be renewed now, by what a letter goes by: the name of whom it concerns, of whichever programme; or, where several are called so, the
/// name and the id of one of them.
pub(super) struct Renewals(BTreeMap<String, Vec<Quote>>);

impl Desk {
    /// What is to be renewed now; what belongs to nobody that is known is left out.
    pub(super) async fn renewals(&self) -> Result<Renewals, Problem> {
        let now = self.now()?;
        let horizon = Horizon::Pressing.period(due::today(Programme::Kms, now));
        let quotes = self.all_quotes(horizon, now).await?.into_iter();
        Ok(Renewals::of(quotes.filter(|quote| quote.ending.urgency(now).is_some())))
    }
}

impl Renewals {
    fn of(quotes: impl Iterator<Item = Quote>) -> Self {
        let mut by_name: BTreeMap<String, Vec<Quote>> = BTreeMap::new();
        for quote in quotes {
            if let Some(name) = quote.ending.customer.clone() {
                by_name.entry(name).or_default().push(quote);
            }
        }
        let mut all = BTreeMap::new();
        for (name, quotes) in by_name {
            let owners: HashSet<_> = quotes.iter().map(owner).collect();
            let programmes: HashSet<_> = quotes.iter().map(|quote| quote.ending.programme).collect();
            if owners.len() == programmes.len() {
                all.insert(name, quotes);
                continue;
            }
            // Two of one programme are called alike: what concerns one is not written to the other.
            for quote in quotes {
                let of_one: &mut Vec<Quote> = all
                    .entry(of_one(&name, owner(&quote).1.unwrap_or_default()))
                    .or_default();
                of_one.push(quote);
            }
        }
        Self(all)
    }

    /// What letters go by, with what each is about.
    pub fn all(&self) -> impl Iterator<Item = (&String, &Vec<Quote>)> {
        self.0.iter()
    }

    /// The letter to `whom`.
    pub fn to(&self, whom: &str) -> Result<&[Quote], Problem> {
        if let Some(quotes) = self.0.get(whom) {
            return Ok(quotes);
        }
        let alike = of_one(whom, "");
        Err(match self.0.keys().filter(|other| other.starts_with(&alike)).count() {
            0 => PaperProblem::NothingToPrint.into(),
            found => PaperProblem::CustomerUnclear {
                name: whom.to_owned(),
                found: narrow(found),
            }
            .into(),
        })
    }

    /// What concerns the customer `id` of the office, who is called `name`. Programmes with customers of their own know them by that name alone:
    /// theirs belongs here where this is the `only` one.
    pub fn of_customer(&self, id: Uuid, name: &str, only: bool) -> Vec<&Quote> {
        let id = id.to_string();
        let under = [(name.to_owned(), only), (of_one(name, &id), false)];
        let found = under.iter().flat_map(|(whom, only)| {
            let quotes = self.0.get(whom).into_iter().flatten();
            quotes.filter(|quote| match owner(quote) {
                (Programme::Tsunagaru, owner) => owner == Some(id.as_str()),
                (Programme::Kms | Programme::Miemasu | Programme::Remo, _) => *only,
            })
        });
        found.collect()
    }
}

fn owner(quote: &Quote) -> (Programme, Option<&str>) {
    (quote.ending.programme, quote.ending.owner.as_deref())
}

/// What a letter to one of several of that name goes by.
fn of_one(name: &str, id: &str) -> String {
    format!("{name}#{id}")
}

#[cfg(test)]
mod tests {
    use kagifuda_domain::due::Ends;

    use super::*;
    use crate::due::Ending;

    const ONE: Uuid = Uuid::from_u128(1);
    const TWO: Uuid = Uuid::from_u128(2);

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

    /// One customer with services of two programmes, and two of one name.
    fn renewals() -> Renewals {
        let quotes = [
            quote("a", Programme::Tsunagaru, ONE, "みなと商店"),
            quote("b", Programme::Miemasu, TWO, "みなと商店"),
            quote("c", Programme::Tsunagaru, ONE, "田中医院"),
            quote("d", Programme::Tsunagaru, TWO, "田中医院"),
            quote("e", Programme::Miemasu, ONE, "田中医院"),
        ];
        Renewals::of(quotes.into_iter())
    }

    #[test]
    fn a_letter_is_about_everything_of_a_name_and_never_about_two_who_are_called_alike() {
        let renewals = renewals();
        assert_eq!(ids(renewals.to("みなと商店").unwrap()), ["a", "b"]);
        assert_eq!(ids(renewals.to(&format!("田中医院#{TWO}")).unwrap()), ["d"]);
        let unclear = PaperProblem::CustomerUnclear {
            name: "田中医院".into(),
            found: 2,
        };
        assert_eq!(renewals.to("田中医院").err(), Some(unclear.into()));
        assert_eq!(renewals.to("田中").err(), Some(PaperProblem::NothingToPrint.into()));
        assert_eq!(renewals.all().count(), 3);
    }

    #[test]
    fn a_set_has_what_its_customer_owns_and_under_the_name_alone_only_where_that_is_clear() {
        let renewals = renewals();
        for (id, name, only, expected) in [
            (ONE, "みなと商店", true, &["a", "b"][..]),
            (ONE, "みなと商店", false, &["a"]),
            (TWO, "みなと商店", false, &[]),
            (ONE, "田中医院", false, &["c"]),
            (TWO, "田中医院", false, &["d"]),
            (TWO, "ほかの店", true, &[]),
        ] {
            assert_eq!(
                ids(renewals.of_customer(id, name, only)),
                expected,
                "{id} {name} {only}"
            );
        }
    }
}
