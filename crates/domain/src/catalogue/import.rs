//! Taking over a catalogue: what it adds and changes, and what may not change.
//!
//! A product is never taken away: a key that was made refers to it. What a key was sold as stays: its programme, what it gives and by which path, and that it is
//! no demo (KMS-10). Everything else of a product may be corrected.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Bilingual, Extent, Product, ProductCode, Programme};
use crate::remo::Path;

/// Why a product is not taken into the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProductRefusal {
    /// A text that is printed.
    #[error("{0} has 1 to 100 characters in one line")]
    Text(&'static str),
    /// A key that gives nothing.
    #[error("extent must be at least 1")]
    Extent,
}

/// A product that would be another to those who hold keys of it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("keys of {code} were made as {was}, and stay so: {wanted} wants a code of its own")]
pub struct SoldOtherwise {
    /// The product.
    pub code: ProductCode,
    /// What its keys were made as.
    pub was: Terms,
    /// What they would become.
    pub wanted: Terms,
}

/// What a key of a product is worth to who holds it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Terms {
    programme: Programme,
    extent: Extent,
    path: Option<Path>,
    demo: bool,
}

impl fmt::Display for Terms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let programme = match self.programme {
            Programme::Kms => "kms",
            Programme::Tsunagaru => "tsunagaru",
            Programme::Miemasu => "miemasu",
            Programme::Remo => "remo",
        };
        let path = match self.path {
            None => "",
            Some(Path::Edge) => " edge",
            Some(Path::Direct) => " direct",
        };
        let programme = format!("{programme}{path}");
        let demo = if self.demo { ", demo" } else { "" };
        match self.extent {
            Extent::Perpetual => write!(f, "{programme} perpetual{demo}"),
            Extent::Months(months) => write!(f, "{programme} {months} months{demo}"),
            Extent::Units(units) => write!(f, "{programme} {units} units{demo}"),
        }
    }
}

impl Product {
    /// Whether the catalogue may have this product, as far as can be said without the others.
    pub fn may_be_listed(&self) -> Result<(), ProductRefusal> {
        let Bilingual { ja, en } = &self.name;
        let texts = [
            ("name.ja", ja),
            ("name.en", en),
            ("use.ja", &self.purpose.ja),
            ("use.en", &self.purpose.en),
        ];
        let fits = |text: &str| {
            (1..=100).contains(&text.chars().count()) && !text.trim().is_empty() && !text.chars().any(char::is_control)
        };
        if let Some((field, _)) = texts.iter().find(|(_, text)| !fits(text)) {
            return Err(ProductRefusal::Text(field));
        }
        match self.extent {
            Extent::Months(0) | Extent::Units(0) => Err(ProductRefusal::Extent),
            Extent::Perpetual | Extent::Months(_) | Extent::Units(_) => Ok(()),
        }
    }

    /// What a key of this product is worth to who holds it.
    pub fn terms(&self) -> Terms {
        Terms {
            programme: self.programme,
            extent: self.extent,
            path: self.path,
            demo: self.demo,
        }
    }
}

/// A product that becomes another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangedProduct {
    /// As it is.
    pub before: Product,
    /// As it is wanted.
    pub after: Product,
}

impl ChangedProduct {
    /// Whether keys of it would be worth something else.
    pub fn is_other_to_holders(&self) -> bool {
        self.before.terms() != self.after.terms()
    }
}

/// A catalogue beside the one that is wanted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Comparison {
    /// In the wanted one only.
    pub added: Vec<Product>,
    /// In both, differently.
    pub changed: Vec<ChangedProduct>,
    /// In both alike.
    pub unchanged: Vec<ProductCode>,
    /// In the present one only: they stay.
    pub kept: Vec<ProductCode>,
    present: BTreeMap<ProductCode, Product>,
}

/// Proof that products may be taken over as long as what was compared stands. Only [`Comparison::import`] and [`Comparison::missing`] give one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Import {
    added: Vec<Product>,
    changed: Vec<ChangedProduct>,
    present: BTreeMap<ProductCode, Product>,
}

impl Import {
    /// What comes new.
    pub fn added(&self) -> &[Product] {
        &self.added
    }

    /// What changes.
    pub fn changed(&self) -> &[ChangedProduct] {
        &self.changed
    }

    /// Whether `products` are the catalogue that was compared.
    pub fn was_decided_on(&self, products: &[Product]) -> bool {
        by_code(products) == self.present
    }

    /// Whether nothing is to be done.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty()
    }
}

fn by_code(products: &[Product]) -> BTreeMap<ProductCode, Product> {
    products
        .iter()
        .map(|product| (product.code.clone(), product.clone()))
        .collect()
}

impl Comparison {
    /// Lays `wanted`, in which each code stands once, beside the `present` catalogue; each part in order of code.
    pub fn of(present: &[Product], wanted: &[Product]) -> Self {
        let mut left = by_code(present);
        let mut comparison = Self {
            present: left.clone(),
            ..Self::default()
        };
        for (code, after) in by_code(wanted) {
            match left.remove(&code) {
                None => comparison.added.push(after),
                Some(before) if before == after => comparison.unchanged.push(code),
                Some(before) => comparison.changed.push(ChangedProduct { before, after }),
            }
        }
        comparison.kept = left.into_keys().collect();
        comparison
    }

    /// Decides whether the wanted catalogue may be taken over when keys were made of the products `sold`. A refusal names every product that
    /// stands in the way.
    pub fn import(&self, sold: &BTreeSet<ProductCode>) -> Result<Import, Vec<SoldOtherwise>> {
        let in_the_way =
            |changed: &&ChangedProduct| changed.is_other_to_holders() && sold.contains(&changed.before.code);
        let refused: Vec<SoldOtherwise> = self
            .changed
            .iter()
            .filter(in_the_way)
            .map(|changed| SoldOtherwise {
                code: changed.before.code.clone(),
                was: changed.before.terms(),
                wanted: changed.after.terms(),
            })
            .collect();
        if refused.is_empty() {
            Ok(Import {
                added: self.added.clone(),
                changed: self.changed.clone(),
                present: self.present.clone(),
            })
        } else {
            Err(refused)
        }
    }

    /// Only what is missing, which may always be taken over.
    pub fn missing(self) -> Import {
        Import {
            added: self.added,
            changed: vec![],
            present: self.present,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(code: &str, extent: Extent) -> Product {
        let text = |text: &str| Bilingual {
            ja: text.into(),
            en: text.into(),
        };
        Product {
            code: code.parse().unwrap(),
            programme: Programme::Tsunagaru,
            name: text("接続"),
            purpose: text("12か月"),
            extent,
            demo: false,
            services: None,
            path: None,
        }
    }

    const YEAR: Extent = Extent::Months(12);

    #[test]
    fn what_is_not_wanted_any_more_stays() {
        let present = [product("C", YEAR), product("A", YEAR), product("B", YEAR)];
        let mut renamed = product("B", YEAR);
        renamed.name.en = "Connection".into();
        let wanted = [product("D", YEAR), renamed.clone(), product("A", YEAR)];
        let compared = Comparison::of(&present, &wanted);
        let code = |code: &str| -> ProductCode { code.parse().unwrap() };
        assert_eq!(compared.added, [product("D", YEAR)]);
        assert_eq!((compared.changed.len(), &compared.changed[0].after), (1, &renamed));
        assert_eq!(
            (&compared.unchanged[..], &compared.kept[..]),
            (&[code("A")][..], &[code("C")][..])
        );
        let import = compared.import(&BTreeSet::from([code("B")])).unwrap();
        assert_eq!(
            (import.added().len(), import.changed().len()),
            (1, 1),
            "a name may be corrected"
        );
        assert!(
            Comparison::of(&present, &present)
                .import(&BTreeSet::new())
                .unwrap()
                .is_empty()
        );
        assert!(compared.missing().changed().is_empty());
    }

    #[test]
    fn a_key_stays_what_it_was_sold_as() {
        let present = product("A", YEAR);
        for (name, change, refusal) in [
            (
                "extent",
                (|p| p.extent = Extent::Months(36)) as fn(&mut Product),
                "keys of A were made as tsunagaru 12 months, and stay so: tsunagaru 36 months wants a code of its own",
            ),
            (
                "programme",
                |p| p.programme = Programme::Remo,
                "keys of A were made as tsunagaru 12 months, and stay so: remo 12 months wants a code of its own",
            ),
            (
                "KMS-10",
                |p| p.demo = true,
                "keys of A were made as tsunagaru 12 months, and stay so: tsunagaru 12 months, demo wants a code of its own",
            ),
        ] {
            let mut wanted = present.clone();
            change(&mut wanted);
            let compared = Comparison::of(std::slice::from_ref(&present), &[wanted]);
            assert!(compared.import(&BTreeSet::new()).is_ok(), "{name}: nobody holds one");
            let refused = compared.import(&BTreeSet::from([present.code.clone()])).unwrap_err();
            assert_eq!((refused.len(), refused[0].to_string().as_str()), (1, refusal), "{name}");
        }
    }

    #[test]
    fn a_product_has_texts_to_print_and_gives_something() {
        let with = |change: fn(&mut Product)| {
            let mut product = product("A", YEAR);
            change(&mut product);
            product.may_be_listed()
        };
        assert_eq!(with(|_| {}), Ok(()));
        assert_eq!(with(|p| p.name.ja = "鍵".repeat(100)), Ok(()));
        assert_eq!(
            with(|p| p.name.ja = "鍵".repeat(101)),
            Err(ProductRefusal::Text("name.ja"))
        );
        assert_eq!(with(|p| p.name.en = " ".into()), Err(ProductRefusal::Text("name.en")));
        assert_eq!(
            with(|p| p.purpose.ja = String::new()),
            Err(ProductRefusal::Text("use.ja"))
        );
        assert_eq!(
            with(|p| p.purpose.en = "a\nb".into()),
            Err(ProductRefusal::Text("use.en"))
        );
        assert_eq!(with(|p| p.extent = Extent::Months(0)), Err(ProductRefusal::Extent));
        assert_eq!(with(|p| p.extent = Extent::Units(0)), Err(ProductRefusal::Extent));
        assert_eq!(with(|p| p.extent = Extent::Perpetual), Ok(()));
    }
}
