//! 国名: the countries a dealer can be in, by their codes (ISO 3166-1 alpha-2). Their names are the reader's own language's: whoever
//! shows them asks the system for those.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Every country there is.
const CODES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN \
    BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ \
    DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL \
    GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM \
    JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME \
    MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP \
    NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD \
    SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO \
    TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// A country.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

/// No country has this code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("a country is named by its two letters, such as JP")]
pub struct NoCountry;

impl Country {
    /// 日本: what is preset.
    pub const JAPAN: Self = Self(*b"JP");

    /// Every country, in order of the codes.
    pub fn all() -> impl Iterator<Item = Self> {
        CODES.split(' ').filter_map(|code| code.parse().ok())
    }
}

impl FromStr for Country {
    type Err = NoCountry;

    fn from_str(typed: &str) -> Result<Self, NoCountry> {
        let found = CODES.split(' ').find(|code| *code == typed).ok_or(NoCountry)?;
        found.as_bytes().try_into().map(Self).map_err(|_| NoCountry)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.0.map(char::from);
        write!(f, "{first}{second}")
    }
}

stored_as_text!(Country);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_one_of_the_list() {
        assert_eq!("JP".parse(), Ok(Country::JAPAN));
        assert_eq!(Country::JAPAN.to_string(), "JP");
        for typed in ["", " ", "jp", "JPN", "XX", "P A", "日本"] {
            assert_eq!(typed.parse::<Country>(), Err(NoCountry), "{typed}");
        }
    }

    #[test]
    fn every_country_of_the_list_reads_back() {
        assert_eq!(Country::all().count(), 249);
        assert!(Country::all().all(|country| country.to_string().parse() == Ok(country)));
        assert!(Country::all().map(|country| country.0).is_sorted());
    }
}
