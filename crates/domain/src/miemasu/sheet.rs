//! Which products have licence key sheets, and what a sheet of them gives.

use crate::catalogue::{DemoProduct, Extent, Product, ProductCode, Programme};

use super::{SHORTEST_TERM, Services};

/// Proof that sheets of a product may be made, with what each gives: it stays on the sheet, whatever the catalogue says later.
#[derive(Clone, Copy, Debug)]
pub struct SheetTerms<'a> {
    code: &'a ProductCode,
    months: u32,
    services: Services,
}

/// Why no sheets of a product are made.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoSheets {
    /// **KMS-10** It is for demonstrations.
    #[error(transparent)]
    Demo(#[from] DemoProduct),
    /// Another programme's rules hold for it.
    #[error("{0} is no product of みえますねっと年間パック: its keys stand on no licence key sheet")]
    OtherProgramme(ProductCode),
    /// **MIE-9** The catalogue gives it no term, or too short a one.
    #[error("{0} has no term of at least {SHORTEST_TERM} months in the catalogue")]
    Term(ProductCode),
}

/// Whether sheets of `product` may be made.
pub fn sheets_of(product: &Product) -> Result<SheetTerms<'_>, NoSheets> {
    let code = product.mintable()?.code();
    match (product.programme, product.extent) {
        (Programme::Miemasu, Extent::Months(months)) if months >= SHORTEST_TERM => Ok(SheetTerms {
            code,
            months,
            services: product.services.unwrap_or_default(),
        }),
        (Programme::Miemasu, Extent::Months(_) | Extent::Perpetual | Extent::Units(_)) => {
            Err(NoSheets::Term(code.clone()))
        }
        (Programme::Kms | Programme::Tsunagaru | Programme::Remo, _) => Err(NoSheets::OtherProgramme(code.clone())),
    }
}

impl<'a> SheetTerms<'a> {
    /// 品番.
    pub fn code(&self) -> &'a ProductCode {
        self.code
    }

    /// Months of the term.
    pub fn months(&self) -> u32 {
        self.months
    }

    /// What it serves.
    pub fn services(&self) -> Services {
        self.services
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Bilingual;

    #[test]
    fn only_products_of_this_programme_with_a_term_have_sheets() {
        let text = || Bilingual {
            ja: "年間パック".into(),
            en: "Annual pack".into(),
        };
        let product = |programme, extent, demo| Product {
            code: "MIEMASU-12".parse().unwrap(),
            programme,
            name: text(),
            purpose: text(),
            extent,
            services: None,
            path: None,
            demo,
        };
        for (programme, extent, demo, months) in [
            (Programme::Miemasu, Extent::Months(12), false, Some(12)),
            (Programme::Miemasu, Extent::Months(3), false, Some(3)),
            (Programme::Miemasu, Extent::Months(2), false, None),
            (Programme::Miemasu, Extent::Perpetual, false, None),
            (Programme::Miemasu, Extent::Months(12), true, None),
            (Programme::Tsunagaru, Extent::Months(12), false, None),
        ] {
            let product = product(programme, extent, demo);
            let terms = sheets_of(&product).ok();
            assert_eq!(
                terms.map(|terms| terms.months()),
                months,
                "{programme:?} {extent:?} {demo}"
            );
        }
    }
}
