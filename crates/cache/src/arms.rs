//! Where a fragment can be found: for each family of things the *arms*, one per field and kind of match.
//!
//! All arms take the same parameters: 1 and 2 are the range of the digits, 3 the digits, 4 their grams, 5 the text, 6 its end, 7 its pairs,
//! 8 the limit, 9 the pairs of the digits. Joins are in the order written: from what is looked for to what is wanted.

use std::ops::RangeInclusive;

use crate::key;

/// How well a fragment fits. What something has itself comes before what it has through another thing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Rank {
    /// The field is the fragment.
    Is,
    /// The field begins with it.
    Begins,
    /// The fragment is inside.
    Inside,
    /// A field of what it belongs to is the fragment.
    OfOther,
    /// A field of what it belongs to begins with it.
    OfOtherBegins,
    /// The fragment is inside a field of what it belongs to.
    OfOtherInside,
}

use Rank::{Begins, Inside, Is, OfOther, OfOtherBegins, OfOtherInside};

/// The numbers of digits an arm is for (0 is a term that is no number), how well it fits, and where it looks.
pub(crate) type Arm = (RangeInclusive<usize>, Rank, &'static str);

/// Things of one table.
pub(crate) struct Family {
    /// The table, and what its rows are called in every statement.
    pub table: &'static str,
    pub alias: &'static str,
    /// What stays when a row changes, and what kind of thing it is.
    pub identity: &'static str,
    pub kind: &'static str,
    /// What is read of a row, and from where.
    pub columns: &'static str,
    pub joins: &'static str,
    /// The arms, the best first.
    pub arms: &'static [Arm],
    /// The folded texts and the upper-case digits in which the other words of a query are looked for.
    pub texts: &'static [&'static str],
    pub digits: &'static [&'static str],
}

impl Family {
    /// The arms for a term of so many digits: as they stand, or those that fit best first.
    pub fn arms(&self, digits: usize, by_rank: bool) -> String {
        let mut arms: Vec<&Arm> = self.arms.iter().filter(|arm| arm.0.contains(&digits)).collect();
        if by_rank {
            arms.sort_by_key(|arm| arm.1);
        }
        let select = |arm: &&Arm| format!("SELECT {}.id, {} {}", self.alias, arm.1 as u8, arm.2);
        arms.iter().map(select).collect::<Vec<_>>().join(" UNION ALL ")
    }
}

const ANY: RangeInclusive<usize> = 0..=16;
const SOME: RangeInclusive<usize> = 1..=16;

/// Activation keys.
pub(crate) const KEYS: Family = Family {
    table: "activation_key",
    alias: "k",
    identity: "k.no",
    kind: "'key'",
    columns: key::COLUMNS,
    joins: key::JOINS,
    texts: &["p.folded", "d.folded", "c.folded_name", "c.folded_kana", "c.folded_contact", "c.folded_phone"],
    digits: &["hex(k.no)", "hex(k.registration_id)", "hex(k.registration_key)", "hex(k.device)"],
    arms: &[
        (16..=16, Is, "FROM activation_key k WHERE k.no = ?1"),
        (8..=8, Is, "FROM activation_key k WHERE k.registration_id = ?1"),
        (16..=16, Is, "FROM activation_key k WHERE k.registration_key = ?1"),
        (12..=12, OfOther, "FROM activation_key k WHERE k.device = ?1"),
        (16..=16, OfOther, "FROM activation_key k WHERE k.device = ?1"),
        (ANY, Is, "FROM product p CROSS JOIN activation_key k ON k.product = p.id WHERE instr(p.folded, char(10) || ?5 || char(10))"),
        (ANY, OfOther, "FROM customer c CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN activation_key k ON k.device = d.device
            WHERE c.folded_name = ?5"),
        (ANY, OfOther, "FROM customer c CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN activation_key k ON k.device = d.device
            WHERE c.folded_kana = ?5"),
        (ANY, OfOther, "FROM customer c CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN activation_key k ON k.device = d.device
            WHERE c.folded_contact = ?5 AND c.folded_contact <> ''"),
        (ANY, OfOther, "FROM customer c CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN activation_key k ON k.device = d.device
            WHERE c.folded_phone = ?5 AND c.folded_phone <> ''"),
        (ANY, OfOther, "FROM device d CROSS JOIN activation_key k ON k.device = d.device WHERE d.folded = ?5"),
        (1..=15, Begins, "FROM activation_key k WHERE k.no BETWEEN ?1 AND ?2"),
        (1..=7, Begins, "FROM activation_key k WHERE k.registration_id BETWEEN ?1 AND ?2"),
        (1..=15, Begins, "FROM activation_key k WHERE k.registration_key BETWEEN ?1 AND ?2"),
        (1..=15, OfOtherBegins, "FROM activation_key k WHERE k.device BETWEEN ?1 AND ?2"),
        (ANY, Begins, "FROM product p CROSS JOIN activation_key k ON k.product = p.id
            WHERE instr(p.folded, char(10) || ?5) AND NOT instr(p.folded, char(10) || ?5 || char(10))"),
        (ANY, OfOtherBegins, "FROM customer c CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN activation_key k ON k.device = d.device
            WHERE c.folded_name > ?5 AND c.folded_name < ?6"),
        (ANY, OfOtherBegins, "FROM customer c CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN activation_key k ON k.device = d.device
            WHERE c.folded_kana > ?5 AND c.folded_kana < ?6"),
        (ANY, OfOtherBegins, "FROM customer c CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN activation_key k ON k.device = d.device
            WHERE c.folded_contact > ?5 AND c.folded_contact < ?6 AND c.folded_contact <> ''"),
        (ANY, OfOtherBegins, "FROM customer c CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN activation_key k ON k.device = d.device
            WHERE c.folded_phone > ?5 AND c.folded_phone < ?6 AND c.folded_phone <> ''"),
        (ANY, OfOtherBegins, "FROM device d CROSS JOIN activation_key k ON k.device = d.device WHERE d.folded > ?5 AND d.folded < ?6"),
        (3..=15, Inside, "FROM activation_key_digits f CROSS JOIN activation_key k ON k.id = f.rowid
            WHERE f.activation_key_digits MATCH ?4 AND (instr(hex(k.no), ?3) > 1
            OR instr(hex(k.registration_id), ?3) > 1 OR instr(hex(k.registration_key), ?3) > 1)"),
        // One or two digits are in every key or in one of eight: going through them finds enough at once.
        (1..=2, Inside, "FROM activation_key k WHERE instr(hex(k.no), ?3) > 1 OR instr(hex(k.registration_id), ?3) > 1
            OR instr(hex(k.registration_key), ?3) > 1 OR instr(hex(k.device), ?3) > 1"),
        (3..=15, OfOtherInside, "FROM device_digits f CROSS JOIN device d ON d.id = f.rowid
            CROSS JOIN activation_key k ON k.device = d.device WHERE f.device_digits MATCH ?4 AND instr(hex(d.device), ?3) > 1"),
        (ANY, Inside, "FROM product p CROSS JOIN activation_key k ON k.product = p.id
            WHERE instr(p.folded, ?5) AND NOT instr(p.folded, char(10) || ?5)"),
        (ANY, OfOtherInside, "FROM customer_pairs f CROSS JOIN customer c ON c.id = f.rowid
            CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN activation_key k ON k.device = d.device
            WHERE f.customer_pairs MATCH ?7 AND (instr(c.folded_name, ?5) > 1 OR instr(c.folded_kana, ?5) > 1
            OR instr(c.folded_contact, ?5) > 1 OR instr(c.folded_phone, ?5) > 1)"),
        (ANY, OfOtherInside, "FROM site_pairs f CROSS JOIN device d ON d.id = f.rowid CROSS JOIN activation_key k ON k.device = d.device
            WHERE f.site_pairs MATCH ?7 AND instr(d.folded, ?5) > 1"),
    ],
};

/// Devices, which stand for the sites they are at.
pub(crate) const DEVICES: Family = Family {
    table: "device",
    alias: "d",
    identity: "d.device",
    kind: "'device'",
    columns: "d.id, d.device, d.site_1, d.site_2, c.uuid AS customer, c.name, c.kana,
        s.paid_months, s.trial_months, s.anchor, (SELECT count(*) FROM activation_key k WHERE k.device = d.device) AS keys",
    joins: "LEFT JOIN customer c ON c.uuid = d.customer LEFT JOIN entry s ON s.device = d.device AND s.kind = 'subscription'",
    texts: &["d.folded", "c.folded_name", "c.folded_kana", "c.folded_contact", "c.folded_phone"],
    digits: &["hex(d.device)"],
    arms: &[
        (12..=12, Is, "FROM device d WHERE d.device = ?1"),
        (16..=16, Is, "FROM device d WHERE d.device = ?1"),
        (ANY, Is, "FROM device d WHERE d.folded = ?5"),
        (1..=15, Begins, "FROM device d WHERE d.device BETWEEN ?1 AND ?2"),
        (ANY, Begins, "FROM device d WHERE d.folded > ?5 AND d.folded < ?6"),
        (3..=15, Inside, "FROM device_digits f CROSS JOIN device d ON d.id = f.rowid
            WHERE f.device_digits MATCH ?4 AND instr(hex(d.device), ?3) > 1"),
        (1..=2, Inside, "FROM device d WHERE instr(hex(d.device), ?3) > 1"),
        (ANY, Inside, "FROM site_pairs f CROSS JOIN device d ON d.id = f.rowid WHERE f.site_pairs MATCH ?7 AND instr(d.folded, ?5) > 1"),
        (ANY, OfOther, "FROM customer c CROSS JOIN device d ON d.customer = c.uuid WHERE c.folded_name = ?5"),
        (ANY, OfOther, "FROM customer c CROSS JOIN device d ON d.customer = c.uuid WHERE c.folded_kana = ?5"),
        (ANY, OfOther, "FROM customer c CROSS JOIN device d ON d.customer = c.uuid WHERE c.folded_contact = ?5 AND c.folded_contact <> ''"),
        (ANY, OfOther, "FROM customer c CROSS JOIN device d ON d.customer = c.uuid WHERE c.folded_phone = ?5 AND c.folded_phone <> ''"),
        (ANY, OfOtherBegins, "FROM customer c CROSS JOIN device d ON d.customer = c.uuid WHERE c.folded_name > ?5 AND c.folded_name < ?6"),
        (ANY, OfOtherBegins, "FROM customer c CROSS JOIN device d ON d.customer = c.uuid WHERE c.folded_kana > ?5 AND c.folded_kana < ?6"),
        (ANY, OfOtherBegins, "FROM customer c CROSS JOIN device d ON d.customer = c.uuid WHERE c.folded_contact > ?5 AND c.folded_contact < ?6 AND c.folded_contact <> ''"),
        (ANY, OfOtherBegins, "FROM customer c CROSS JOIN device d ON d.customer = c.uuid WHERE c.folded_phone > ?5 AND c.folded_phone < ?6 AND c.folded_phone <> ''"),
        (ANY, OfOtherInside, "FROM customer_pairs f CROSS JOIN customer c ON c.id = f.rowid CROSS JOIN device d ON d.customer = c.uuid
            WHERE f.customer_pairs MATCH ?7 AND (instr(c.folded_name, ?5) > 1 OR instr(c.folded_kana, ?5) > 1
            OR instr(c.folded_contact, ?5) > 1 OR instr(c.folded_phone, ?5) > 1)"),
    ],
};

/// Customers.
pub(crate) const CUSTOMERS: Family = Family {
    table: "customer",
    alias: "c",
    identity: "c.uuid",
    kind: "'customer'",
    columns: "c.id, c.uuid, c.name, c.kana, (SELECT count(*) FROM device d WHERE d.customer = c.uuid) AS devices",
    joins: "",
    texts: &["c.folded_name", "c.folded_kana", "c.folded_contact", "c.folded_phone"],
    digits: &[],
    arms: &[
        (ANY, Is, "FROM customer c WHERE c.folded_name = ?5"),
        (ANY, Is, "FROM customer c WHERE c.folded_kana = ?5"),
        (
            ANY,
            Is,
            "FROM customer c WHERE c.folded_contact = ?5 AND c.folded_contact <> ''",
        ),
        (
            ANY,
            Is,
            "FROM customer c WHERE c.folded_phone = ?5 AND c.folded_phone <> ''",
        ),
        (
            ANY,
            Begins,
            "FROM customer c WHERE c.folded_name > ?5 AND c.folded_name < ?6",
        ),
        (
            ANY,
            Begins,
            "FROM customer c WHERE c.folded_kana > ?5 AND c.folded_kana < ?6",
        ),
        (
            ANY,
            Begins,
            "FROM customer c WHERE c.folded_contact > ?5 AND c.folded_contact < ?6 AND c.folded_contact <> ''",
        ),
        (
            ANY,
            Begins,
            "FROM customer c WHERE c.folded_phone > ?5 AND c.folded_phone < ?6 AND c.folded_phone <> ''",
        ),
        (
            ANY,
            Inside,
            "FROM customer_pairs f CROSS JOIN customer c ON c.id = f.rowid
            WHERE f.customer_pairs MATCH ?7 AND (instr(c.folded_name, ?5) > 1 OR instr(c.folded_kana, ?5) > 1
            OR instr(c.folded_contact, ?5) > 1 OR instr(c.folded_phone, ?5) > 1)",
        ),
    ],
};

/// What is kept whole. A number of theirs may be typed with long vowels for hyphens, and then its digits are another text than it is.
pub(crate) const ENTRIES: Family = Family {
    table: "entry",
    alias: "e",
    identity: "CAST(e.kind || e.ref AS BLOB)",
    kind: "e.kind",
    columns: "e.id, e.kind, e.ref, e.title, e.number, e.detail, e.owner, o.title AS owner_title,
        e.device, d.site_1, d.site_2, c.name AS customer, e.paid_months, e.trial_months, e.anchor",
    joins: "LEFT JOIN entry o ON o.ref = e.owner LEFT JOIN device d ON d.device = e.device LEFT JOIN customer c ON c.uuid = d.customer",
    texts: &["e.folded", "o.folded", "d.folded", "c.folded_name", "c.folded_kana"],
    digits: &["upper(e.folded)", "upper(o.folded)"],
    arms: &[
        (
            ANY,
            Is,
            "FROM entry_field f CROSS JOIN entry e ON e.id = f.entry WHERE f.value = ?5",
        ),
        (
            SOME,
            Is,
            "FROM entry_field f CROSS JOIN entry e ON e.id = f.entry WHERE f.value = lower(?3) AND lower(?3) <> ?5",
        ),
        (
            ANY,
            Begins,
            "FROM entry_field f CROSS JOIN entry e ON e.id = f.entry WHERE f.value > ?5 AND f.value < ?6",
        ),
        (
            SOME,
            Begins,
            "FROM entry_field f CROSS JOIN entry e ON e.id = f.entry
            WHERE f.value > lower(?3) AND f.value < lower(?3) || char(1114111) AND lower(?3) <> ?5",
        ),
        (
            ANY,
            Inside,
            "FROM entry_pairs f CROSS JOIN entry e ON e.id = f.rowid
            WHERE f.entry_pairs MATCH ?7 AND instr(e.folded, ?5) AND NOT instr(e.folded, char(10) || ?5)",
        ),
        (
            SOME,
            Inside,
            "FROM entry_pairs f CROSS JOIN entry e ON e.id = f.rowid
            WHERE f.entry_pairs MATCH ?9 AND instr(e.folded, lower(?3)) AND lower(?3) <> ?5",
        ),
        (
            ANY,
            OfOther,
            "FROM entry_field f CROSS JOIN entry o ON o.id = f.entry CROSS JOIN entry e ON e.owner = o.ref WHERE f.value = ?5",
        ),
        (
            ANY,
            OfOther,
            "FROM customer c CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN entry e ON e.device = d.device
            WHERE c.folded_name = ?5",
        ),
        (
            ANY,
            OfOther,
            "FROM customer c CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN entry e ON e.device = d.device
            WHERE c.folded_kana = ?5",
        ),
        (
            ANY,
            OfOther,
            "FROM device d CROSS JOIN entry e ON e.device = d.device WHERE d.folded = ?5",
        ),
        (
            ANY,
            OfOtherBegins,
            "FROM entry_field f CROSS JOIN entry o ON o.id = f.entry CROSS JOIN entry e ON e.owner = o.ref
            WHERE f.value > ?5 AND f.value < ?6",
        ),
        (
            ANY,
            OfOtherBegins,
            "FROM customer c CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN entry e ON e.device = d.device
            WHERE c.folded_name > ?5 AND c.folded_name < ?6",
        ),
        (
            ANY,
            OfOtherBegins,
            "FROM customer c CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN entry e ON e.device = d.device
            WHERE c.folded_kana > ?5 AND c.folded_kana < ?6",
        ),
        (
            ANY,
            OfOtherBegins,
            "FROM device d CROSS JOIN entry e ON e.device = d.device WHERE d.folded > ?5 AND d.folded < ?6",
        ),
        (
            ANY,
            OfOtherInside,
            "FROM entry_pairs f CROSS JOIN entry o ON o.id = f.rowid CROSS JOIN entry e ON e.owner = o.ref
            WHERE f.entry_pairs MATCH ?7 AND instr(o.folded, ?5) AND NOT instr(o.folded, char(10) || ?5)",
        ),
        (
            ANY,
            OfOtherInside,
            "FROM customer_pairs f CROSS JOIN customer c ON c.id = f.rowid
            CROSS JOIN device d ON d.customer = c.uuid CROSS JOIN entry e ON e.device = d.device
            WHERE f.customer_pairs MATCH ?7 AND (instr(c.folded_name, ?5) > 1 OR instr(c.folded_kana, ?5) > 1)",
        ),
        (
            ANY,
            OfOtherInside,
            "FROM site_pairs f CROSS JOIN device d ON d.id = f.rowid CROSS JOIN entry e ON e.device = d.device
            WHERE f.site_pairs MATCH ?7 AND instr(d.folded, ?5) > 1",
        ),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cache, Custody};

    #[tokio::test(flavor = "multi_thread")]
    async fn no_arm_goes_through_a_whole_table_of_many_rows() {
        let home = tempfile::TempDir::new().unwrap();
        let cache = Cache::open(home.path(), Custody::KeyFile).await.unwrap();
        for family in [&KEYS, &DEVICES, &CUSTOMERS, &ENTRIES] {
            for (digits, _, from) in family.arms {
                let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN SELECT {}.id {from}", family.alias));
                let plan: Vec<(i64, i64, i64, String)> =
                    sqlx::query_as(explain).fetch_all(cache.reader()).await.unwrap();
                let scans: Vec<&str> = plan
                    .iter()
                    .map(|step| step.3.as_str())
                    .filter(|step| step.starts_with("SCAN"))
                    .collect();
                let allowed: &[&str] = match digits.clone().into_inner() {
                    (1, 2) => &["SCAN k", "SCAN d"], // Ends as soon as there are enough.
                    _ => &["SCAN p", "SCAN f VIRTUAL TABLE"],
                };
                let fits = |scan: &&str| allowed.iter().any(|allowed| scan.starts_with(allowed));
                assert!(scans.iter().all(fits), "{from}: {scans:?}");
            }
        }
    }
}
