//! Reports of what was registered, as CSV files that open unharmed in Excel.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::calendar::{JST, Month, japan_day};
use crate::catalogue::ProductCode;
use crate::ids::{ActivationKeyNo, DeviceId, RegistrationKey};
use crate::site::Site;
use crate::spreadsheet::csv;

/// **KMS-9** The days of a report, in Japan. An open end takes everything; both open, everything there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Period {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

/// A period ends before it begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{to} comes before {from}")]
pub struct Reversed {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
}

/// A period that people often ask for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Preset {
    /// The month it is.
    ThisMonth,
    /// The month before.
    LastMonth,
    /// 今年度: from April to March.
    ThisFiscalYear,
    /// Everything there is.
    Everything,
}

/// The month with which a fiscal year begins in Japan.
const APRIL: u32 = 4;

impl Preset {
    /// The period that is meant on `today`.
    pub fn period(self, today: NaiveDate) -> Period {
        let month = Month::of(today);
        let months = |first: Month, last: Month| Period {
            from: Some(first.first_day()),
            to: Some(last.last_day()),
        };
        match self {
            Self::ThisMonth => months(month, month),
            Self::LastMonth => months(month.before(), month.before()),
            Self::ThisFiscalYear => {
                let since_april = (today.month() + 12 - APRIL) % 12;
                let first = (0..since_april).fold(month, |month, _| month.before());
                months(first, first.plus(11))
            }
            Self::Everything => Period::default(),
        }
    }
}

impl Period {
    /// The period from `from` to `to`, which does not come before it.
    pub fn new(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<Self, Reversed> {
        match (from, to) {
            (Some(from), Some(to)) if to < from => Err(Reversed { from, to }),
            (from, to) => Ok(Self { from, to }),
        }
    }

    /// Whether `at` lies in it.
    pub fn contains(&self, at: DateTime<Utc>) -> bool {
        let day = japan_day(at);
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// One key that was issued.
#[derive(Clone, Debug)]
pub struct Issued {
    /// 発行日時.
    pub issued_at: DateTime<Utc>,
    /// MPR ID/MACアドレス.
    pub device: DeviceId,
    /// 設置先情報1, 2.
    pub site: Site,
    /// Activation Key/License No.
    pub activation_key: ActivationKeyNo,
    /// Registration Key.
    pub registration_key: RegistrationKey,
    /// 品番.
    pub product: ProductCode,
    /// 用途.
    pub purpose: String,
    /// 登録ID of the member who had it issued.
    pub issued_by: String,
}

/// **KMS-9** 登録履歴: one line for each key of `issued` within `period`, in the order given.
pub fn history(issued: &[Issued], period: Period) -> String {
    let head = [
        "発行日時",
        "MPR ID/MACアドレス",
        "設置先情報1",
        "設置先情報2",
        "Activation Key/License No.",
        "Registration Key",
        "品番",
        "用途",
        "登録ID",
    ];
    let lines = issued.iter().filter(|key| period.contains(key.issued_at)).map(|key| {
        let [site_1, site_2] = key.site.lines().clone();
        [
            key.issued_at
                .with_timezone(&JST)
                .format("%Y/%m/%d %H:%M:%S")
                .to_string(),
            key.device.to_string(),
            site_1,
            site_2,
            key.activation_key.to_string(),
            key.registration_key.to_string(),
            key.product.to_string(),
            key.purpose.clone(),
            key.issued_by.clone(),
        ]
    });
    csv(head, lines)
}

/// **KMS-9** Keys issued a day within `period`; days without any are not there.
pub fn keys_a_day(issued_at: impl IntoIterator<Item = DateTime<Utc>>, period: Period) -> BTreeMap<NaiveDate, u64> {
    let mut days = BTreeMap::new();
    for at in issued_at.into_iter().filter(|at| period.contains(*at)) {
        *days.entry(japan_day(at)).or_default() += 1;
    }
    days
}

/// **KMS-9** 登録実績集計: keys issued a day within `period`, days without any left out.
pub fn totals(issued_at: impl IntoIterator<Item = DateTime<Utc>>, period: Period) -> String {
    let lines = keys_a_day(issued_at, period)
        .into_iter()
        .map(|(day, keys)| [day.format("%Y/%m/%d").to_string(), keys.to_string()]);
    csv(["発行日", "発行数"], lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(instant: &str) -> DateTime<Utc> {
        instant.parse().unwrap()
    }

    fn day(written: &str) -> Option<NaiveDate> {
        Some(written.parse().unwrap())
    }

    fn issued(site: [&str; 2]) -> Issued {
        Issued {
            issued_at: at("2026-03-31T15:00:01Z"),
            device: DeviceId::Mac(0x0080_F012_3456),
            site: Site::new(site).unwrap(),
            activation_key: ActivationKeyNo::from_bits(0x12E4_0000_0000_0001),
            registration_key: RegistrationKey::from_bits(2),
            product: "KX-VCS101".parse().unwrap(),
            purpose: "ソフトウェア拡張".into(),
            issued_by: "demo1234".into(),
        }
    }

    #[test]
    fn kms_9_the_history_opens_unharmed_in_a_spreadsheet() {
        let report = history(&[issued(["=1+1", "会議室 \"A\", 2階"])], Period::default());
        assert_eq!(
            report,
            "\u{FEFF}\"発行日時\",\"MPR ID/MACアドレス\",\"設置先情報1\",\"設置先情報2\",\"Activation Key/License No.\",\"Registration Key\",\"品番\",\"用途\",\"登録ID\"\r\n\
             \"2026/04/01 00:00:01\",\"00:80:F0:12:34:56\",\"'=1+1\",\"会議室 \"\"A\"\", 2階\",\"12E4-0000-0000-0001\",\"0000-0000-0000-0002\",\"KX-VCS101\",\"ソフトウェア拡張\",\"demo1234\"\r\n"
        );
    }

    #[test]
    fn kms_9_a_period_goes_by_days_in_japan_and_may_be_open() {
        for (from, to, is_in) in [
            (None, None, true),
            (day("2026-04-01"), None, true),
            (day("2026-04-02"), None, false),
            (None, day("2026-03-31"), false),
            (None, day("2026-04-01"), true),
            (day("2026-04-01"), day("2026-04-01"), true),
            (day("2026-04-02"), day("2026-04-01"), false),
        ] {
            let period = Period { from, to };
            let lines = history(&[issued(["", ""])], period).lines().count();
            assert_eq!(lines == 2, is_in, "{period:?}");
        }
    }

    #[test]
    fn kms_9_totals_count_the_keys_of_each_day() {
        let days = [
            "2026-03-31T14:59:59Z",
            "2026-03-31T15:00:00Z",
            "2026-04-01T14:59:59Z",
            "2026-04-01T15:00:00Z",
        ];
        let report = totals(
            days.map(at),
            Period {
                from: None,
                to: day("2026-04-01"),
            },
        );
        assert_eq!(
            report,
            "\u{FEFF}\"発行日\",\"発行数\"\r\n\"2026/03/31\",\"1\"\r\n\"2026/04/01\",\"2\"\r\n"
        );
    }

    #[test]
    fn kms_9_a_fiscal_year_begins_in_april_and_months_end_with_their_last_day() {
        for (today, preset, from, to) in [
            ("2026-03-31", Preset::ThisFiscalYear, "2025-04-01", "2026-03-31"),
            ("2026-04-01", Preset::ThisFiscalYear, "2026-04-01", "2027-03-31"),
            ("2026-12-31", Preset::ThisFiscalYear, "2026-04-01", "2027-03-31"),
            ("2027-01-01", Preset::ThisFiscalYear, "2026-04-01", "2027-03-31"),
            ("2024-02-29", Preset::ThisMonth, "2024-02-01", "2024-02-29"),
            ("2026-01-15", Preset::LastMonth, "2025-12-01", "2025-12-31"),
            ("2026-03-31", Preset::LastMonth, "2026-02-01", "2026-02-28"),
        ] {
            let period = preset.period(today.parse().unwrap());
            assert_eq!((period.from, period.to), (day(from), day(to)), "{today} {preset:?}");
        }
        assert_eq!(Preset::Everything.period(NaiveDate::MAX), Period::default());
    }

    #[test]
    fn kms_9_a_period_that_ends_before_it_begins_is_refused() {
        let (one, two) = (day("2026-04-01"), day("2026-04-02"));
        for (from, to, fits) in [
            (one, one, true),
            (one, two, true),
            (two, one, false),
            (two, None, true),
            (None, one, true),
        ] {
            assert_eq!(Period::new(from, to).is_ok(), fits, "{from:?} {to:?}");
        }
    }
}
