//! The catalogue as text: the built-in one, and the operator's files.
//!
//! At each start the products of the built-in catalogue that are missing are added, and none is changed: what the operator imported
//! stands, and a new version still brings its new products. A correction of a built-in product reaches a server that knows the product by
//! import only.
//!
//! The codes of みえますねっと年間パック are sample rows. [policy] What a licence serves stands here, beside its months: a product is what is
//! sold. Each sheet takes both over when it is made, so that a later catalogue changes nothing about paper that is out.

use std::fmt;

use kagifuda_domain::catalogue::Product;
use serde_json::Value;
use serde_json::value::RawValue;

/// The products of `catalogue.json`.
pub(crate) fn products() -> Vec<Product> {
    serde_json::from_str(include_str!("../catalogue.json")).expect("a test reads the same text")
}

/// What is wrong with a line of a catalogue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BadLine {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub why: String,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

/// Reads a catalogue: a JSON array of products, each code once. Names everything that is wrong with it.
pub(crate) fn read(text: &str) -> Result<Vec<Product>, Vec<BadLine>> {
    let text = text.trim_start_matches('\u{feff}');
    let rows: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| vec![bad(1, &error)])?;
    let (mut products, mut faults) = (Vec::<Product>::new(), Vec::new());
    for row in rows {
        let line = line_of(text, row);
        match read_row(row, line) {
            Ok(product) => {
                if products.iter().any(|known| known.code == product.code) {
                    let why = format!("{} stands here a second time", product.code);
                    faults.push(BadLine { line, why });
                }
                products.push(product);
            }
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(products) } else { Err(faults) }
}

fn line_of(text: &str, row: &RawValue) -> usize {
    let start = row.get().as_ptr() as usize - text.as_ptr() as usize;
    1 + text.bytes().take(start).filter(|byte| *byte == b'\n').count()
}

fn read_row(row: &RawValue, line: usize) -> Result<Product, Vec<BadLine>> {
    let one = |error: serde_json::Error| vec![bad(line, &error)];
    let product: Product = serde_json::from_str(row.get()).map_err(one)?;
    let given: Value = serde_json::from_str(row.get()).map_err(one)?;
    let understood = serde_json::to_value(&product).map_err(one)?;
    let mut whys = Vec::new();
    compare("", &given, &understood, &mut whys);
    whys.extend(product.may_be_listed().err().map(|refusal| refusal.to_string()));
    if whys.is_empty() {
        return Ok(product);
    }
    let named = |why| BadLine {
        line,
        why: format!("{}: {why}", product.code),
    };
    Err(whys.into_iter().map(named).collect())
}

/// What was given and would not be written again was not understood.
fn compare(path: &str, given: &Value, understood: &Value, whys: &mut Vec<String>) {
    let Value::Object(understood) = understood else { return };
    let Value::Object(given) = given else {
        whys.push(
            format!("an object is wanted{}", if path.is_empty() { "" } else { " in " }) + path.trim_end_matches('.'),
        );
        return;
    };
    for (field, given) in given {
        match understood.get(field) {
            Some(understood) => compare(&format!("{path}{field}."), given, understood, whys),
            None => whys.push(format!("there is no field {path}{field}")),
        }
    }
}

/// `error`, which counts lines from where its text began.
fn bad(first_line: usize, error: &serde_json::Error) -> BadLine {
    let (text, place) = (
        error.to_string(),
        format!(" at line {} column {}", error.line(), error.column()),
    );
    BadLine {
        line: first_line + error.line().saturating_sub(1),
        why: text.trim_end_matches(&place).to_owned(),
    }
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

    #[test]
    fn the_built_in_catalogue_could_be_imported() {
        assert_eq!(read(include_str!("../catalogue.json")), Ok(products()));
        assert_eq!(read("\u{feff}[]"), Ok(vec![]));
    }

    #[test]
    fn every_line_that_is_wrong_is_named() {
        let good = r#""name": {"ja": "鍵", "en": "Key"}, "use": {"ja": "拡張", "en": "Upgrade"}"#;
        let text = format!(
            r#"[
{{"code": "A-1", "programme": "kms", {good}, "extent": "perpetual"}},
{{"code": "a-2", "programme": "kms", {good}, "extent": "perpetual"}},
{{"code": "A-3", "programme": "kms", {good},
  "extent": {{"weeks": 3}}}},
{{"code": "A-4", "programme": "kms", {good}, "extent": {{"months": 0}}, "price": 3}},
{{"code": "A-5", "programme": "kms", "name": {{"ja": "鍵", "en": "Key", "fr": "Clé"}}, "use": ["拡張", "Upgrade"], "extent": "perpetual"}},
{{"code": "A-1", "programme": "kms", {good}, "extent": "perpetual"}},
["A-6", "kms", {{"ja": "鍵", "en": "Key"}}, {{"ja": "鍵", "en": "Key"}}, "perpetual", null, null, false],
{{"code": "A-7", "code": "A-8", "programme": "kms", {good}, "extent": "perpetual"}},
7
]"#
        );
        let faults: Vec<String> = read(&text).unwrap_err().iter().map(ToString::to_string).collect();
        let expected = [
            "line 3: `a-2` is no product code: 1 to 32 of A–Z, 0–9 and hyphens",
            "line 5: unknown variant `weeks`, expected one of `perpetual`, `months`, `units`",
            "line 6: A-4: there is no field price",
            "line 6: A-4: extent must be at least 1",
            "line 7: A-5: there is no field name.fr",
            "line 7: A-5: an object is wanted in use",
            "line 8: A-1 stands here a second time",
            "line 9: A-6: an object is wanted",
            "line 10: duplicate field `code`",
            "line 11: invalid type: integer `7`, expected struct Product",
        ];
        assert_eq!(faults, expected);
        for no_array in ["{}", "", "[", "[{}] []"] {
            assert_eq!(read(no_array).unwrap_err().len(), 1, "{no_array}");
        }
    }
}
