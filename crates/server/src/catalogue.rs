//! The built-in catalogue. The codes of みえますねっと年間パック are sample rows. [policy]
//!
//! What a licence serves stands here, beside its months: a product is what is sold. Each sheet takes both over when it is made, so
//! that a later catalogue changes nothing about paper that is out.

use kagifuda_domain::catalogue::Product;

/// The products of `catalogue.json`.
pub(crate) fn products() -> Vec<Product> {
    serde_json::from_str(include_str!("../catalogue.json")).expect("a test reads the same text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_product_code_of_the_programmes_is_there_once() {
        let mut codes: Vec<String> = products().iter().map(|product| product.code.to_string()).collect();
        codes.sort();
        let expected = "DG-JLE100W-16A DG-JLE100W-32A DG-JLE100W-4A DG-JLE100W-64A DG-JLE100W-8A DG-JLE100W-A \
            DG-JLE101W DG-JLE105W DG-JLE200W-A DG-JLE201W DG-JLE205W KX-VCS101 KX-VCS101DEMO KX-VCS201 KX-VCS201DEMO \
            KX-VCS301 KX-VCS401 KX-VCS701W KX-VCS703W MIEMASU-12 MIEMASU-12R7 MIEMASU-36 MIEMASU-36R7 TRIAL-3M";
        assert_eq!(codes.join(" "), expected);
    }

    #[test]
    fn kms_10_demo_products_are_marked_and_cannot_be_minted() {
        for product in products() {
            let demo = product.code.as_ref().ends_with("DEMO");
            assert_eq!(
                (product.demo, product.mintable().is_err()),
                (demo, demo),
                "{}",
                product.code
            );
        }
    }
}
