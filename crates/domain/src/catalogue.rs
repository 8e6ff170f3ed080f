//! Products: what a key opens. The catalogue itself is data that the operator imports.

mod import;

pub use import::{ChangedProduct, Comparison, Import, ProductRefusal, SoldOtherwise, Terms};

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::miemasu::Services;
use crate::remo::Path;

/// The programme that a product's keys belong to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Programme {
    /// Software-extension keys of HD video communication units.
    Kms,
    /// つながるねっと.
    Tsunagaru,
    /// みえますねっと年間パック.
    Miemasu,
    /// i-PRO Remo.
    Remo,
}

/// A product code (品番) as printed on the card: letters, digits and hyphens, such as `KX-VCS101`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProductCode(String);

/// A product code must be 1 to 32 of `A–Z 0–9 -`.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("`{0}` is no product code: 1 to 32 of A–Z, 0–9 and hyphens")]
pub struct ParseProductCodeError(String);

impl FromStr for ProductCode {
    type Err = ParseProductCodeError;

    fn from_str(typed: &str) -> Result<Self, ParseProductCodeError> {
        let fits = (1..=32).contains(&typed.len());
        if fits
            && typed
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-')
        {
            Ok(Self(typed.into()))
        } else {
            Err(ParseProductCodeError(typed.into()))
        }
    }
}

impl fmt::Display for ProductCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for ProductCode {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

stored_as_text!(ProductCode);

/// How long or how much one key gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// A use without end, on one device.
    Perpetual,
    /// A service of so many months.
    Months(u32),
    /// A use without end for so many cameras.
    Units(u32),
}

/// A text in both of the product's languages.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Bilingual {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

/// One line of the catalogue.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Product {
    /// 品番.
    pub code: ProductCode,
    /// The programme whose rules hold for its keys.
    pub programme: Programme,
    /// 品名.
    pub name: Bilingual,
    /// 用途.
    #[serde(rename = "use")]
    pub purpose: Bilingual,
    /// What one key gives.
    pub extent: Extent,
    /// What a licence of みえますねっと serves beside the basic services; left out, nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub services: Option<Services>,
    /// How the cameras are reached that its licences are for, where the product is one of i-PRO Remo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<Path>,
    /// **KMS-10** A demo product is shown in demonstrations only: no key of it is ever minted, counted or synced.
    #[serde(default)]
    pub demo: bool,
}

/// Proof that keys of a product may be made. Only [`Product::mintable`] gives one.
#[derive(Clone, Copy, Debug)]
pub struct Mintable<'a>(&'a Product);

impl<'a> Mintable<'a> {
    /// The product's code.
    pub fn code(self) -> &'a ProductCode {
        &self.0.code
    }

    /// The product as it was when this was decided.
    pub fn product(self) -> &'a Product {
        self.0
    }
}

/// **KMS-10** Of a demo product no key is ever made.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0} is a demo product: no key of it is ever made")]
pub struct DemoProduct(ProductCode);

impl Product {
    /// **KMS-10** Whether keys of this product may be made.
    pub fn mintable(&self) -> Result<Mintable<'_>, DemoProduct> {
        if self.demo {
            Err(DemoProduct(self.code.clone()))
        } else {
            Ok(Mintable(self))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kms_10_no_key_of_a_demo_product_is_ever_made() {
        let text = |text: &str| Bilingual {
            ja: text.into(),
            en: text.into(),
        };
        let mut product = Product {
            code: "KX-VCS101".parse().unwrap(),
            programme: Programme::Kms,
            name: text("鍵"),
            purpose: text("拡張"),
            extent: Extent::Perpetual,
            services: None,
            path: None,
            demo: false,
        };
        assert!(product.mintable().is_ok());
        product.demo = true;
        assert_eq!(product.mintable().err(), Some(DemoProduct(product.code.clone())));
    }
}
