//! What of everything is wanted: filters, as conditions on the rows of a family.

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_domain::ids::ActivationKeyNo;
use kagifuda_domain::tsunagaru;
use kagifuda_wire::tsunagaru::State;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use crate::error::CacheError;
use crate::row::At;

/// The kinds of things that are looked up.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum ThingKind {
    /// 契約ユーザー.
    Customer,
    /// A device, with its site.
    Device,
    /// A つながるねっと subscription, known by its connection number.
    Connection,
    /// A contract user of みえますねっと年間パック.
    Contractor,
    /// A device of みえますねっと年間パック.
    MiemasuDevice,
    /// A contract user of i-PRO Remo.
    RemoCustomer,
    /// A camera of i-PRO Remo.
    RemoCamera,
    /// An activation key.
    Key,
}

impl ThingKind {
    /// All of them, in the order in which they stand among equals.
    pub const ALL: [Self; 8] = [
        Self::Customer,
        Self::Device,
        Self::Connection,
        Self::Contractor,
        Self::MiemasuDevice,
        Self::RemoCustomer,
        Self::RemoCamera,
        Self::Key,
    ];

    /// How statements name it: what is kept whole, as the table `entry` does.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Device => "device",
            Self::Connection => "subscription",
            Self::Contractor => "contractor",
            Self::MiemasuDevice => "miemasu_device",
            Self::RemoCustomer => "remo_customer",
            Self::RemoCamera => "remo_camera",
            Self::Key => "key",
        }
    }

    /// Whether it is kept whole, and stands in the table `entry`.
    fn is_whole(self) -> bool {
        !matches!(self, Self::Customer | Self::Device | Self::Key)
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What became of an activation key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyState {
    /// It is on a device.
    Registered,
    /// It is free, and nobody has asked for it.
    Unregistered,
    /// Somebody has asked for it, and the server has not answered yet.
    Waiting,
}

/// What is wanted. What is left empty does not matter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of these kinds.
    pub kinds: Vec<ThingKind>,
    /// Of this product: keys, the devices they are on, subscriptions, and licences of みえますねっと.
    pub product: Option<ProductCode>,
    /// Keys of which this became.
    pub key: Option<KeyState>,
    /// Subscriptions that stand so at this instant, and the devices they are of.
    pub state: Option<(State, DateTime<Utc>)>,
    /// Keys issued, and subscriptions begun, from one instant to another.
    pub issued: Option<RangeInclusive<DateTime<Utc>>>,
    /// The keys that are asked for and not answered yet.
    pub waiting: Vec<ActivationKeyNo>,
}

impl Filter {
    /// Whether everything is wanted.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
            && self.product.is_none()
            && self.key.is_none()
            && self.state.is_none()
            && self.issued.is_none()
    }

    fn wants(&self, kind: ThingKind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// Keys that are wanted. `None`: none are.
    pub(crate) fn keys(&self) -> Option<Condition> {
        if !self.wants(ThingKind::Key) || self.state.is_some() {
            return None;
        }
        let mut condition = Condition::default();
        if let Some(product) = &self.product {
            condition.and(
                "k.product = (SELECT id FROM product WHERE code = ?)",
                [Value::Text(product.to_string())],
            );
        }
        let waiting = || {
            let numbers: Vec<String> = self.waiting.iter().map(|no| no.plain()).collect();
            [Value::Text(json(&numbers))]
        };
        const AMONG: &str = "IN (SELECT unhex(value) FROM json_each(?))";
        match self.key {
            Some(KeyState::Registered) => condition.and("k.device IS NOT NULL", []),
            Some(KeyState::Unregistered) if self.waiting.is_empty() => condition.and("k.device IS NULL", []),
            Some(KeyState::Unregistered) => {
                condition.and(&format!("k.device IS NULL AND k.no NOT {AMONG}"), waiting());
            }
            Some(KeyState::Waiting) => condition.and(&format!("k.no {AMONG}"), waiting()),
            None => {}
        }
        if let Some(issued) = &self.issued {
            condition.and("k.issued_at BETWEEN ? AND ?", between(issued));
            condition.latest_issued = true;
        }
        Some(condition)
    }

    /// Devices that are wanted. `None`: none are.
    pub(crate) fn devices(&self, standing: &Standing) -> Option<Condition> {
        if !self.wants(ThingKind::Device) || self.key.is_some() || self.issued.is_some() {
            return None;
        }
        let mut condition = Condition::default();
        if let Some(product) = &self.product {
            condition.and(
                "EXISTS (SELECT 1 FROM activation_key x JOIN product y ON y.id = x.product WHERE x.device = d.device AND y.code = ?)",
                [Value::Text(product.to_string())],
            );
        }
        if let Some(standing) = standing {
            condition.and(
                "d.device IN (SELECT device FROM entry WHERE id IN (SELECT value FROM json_each(?)))",
                [Value::Text(json(standing))],
            );
        }
        Some(condition)
    }

    /// Customers that are wanted. `None`: none are.
    pub(crate) fn customers(&self) -> Option<Condition> {
        let others = self.product.is_some() || self.key.is_some() || self.state.is_some() || self.issued.is_some();
        (self.wants(ThingKind::Customer) && !others).then(Condition::default)
    }

    /// What is wanted of what is kept whole. `None`: nothing is.
    pub(crate) fn entries(&self, standing: &Standing) -> Option<Condition> {
        let kinds: Vec<&str> = ThingKind::ALL
            .iter()
            .filter(|kind| kind.is_whole() && self.wants(**kind))
            .map(|kind| kind.name())
            .collect();
        if kinds.is_empty() || self.key.is_some() {
            return None;
        }
        let mut condition = Condition::default();
        if !self.kinds.is_empty() {
            condition.and(
                "e.kind IN (SELECT value FROM json_each(?))",
                [Value::Text(json(&kinds))],
            );
        }
        if let Some(product) = &self.product {
            condition.and(
                "instr(e.products, char(10) || ? || char(10))",
                [Value::Text(product.to_string())],
            );
        }
        if let Some(standing) = standing {
            condition.and(
                "e.id IN (SELECT value FROM json_each(?))",
                [Value::Text(json(standing))],
            );
        }
        if let Some(issued) = &self.issued {
            condition.and("e.issued_at BETWEEN ? AND ?", between(issued));
        }
        Some(condition)
    }

    /// The subscriptions that stand as wanted, if that matters.
    pub(crate) async fn standing(&self, connection: &mut SqliteConnection) -> Result<Standing, CacheError> {
        let Some((wanted, now)) = self.state else {
            return Ok(None);
        };
        let rows = sqlx::query("SELECT id, paid_months, trial_months, anchor FROM entry WHERE kind = 'subscription'")
            .fetch_all(connection)
            .await?;
        let mut standing = Vec::new();
        for row in &rows {
            let at = At { table: "entry", row: 0 };
            if read_subscription(at, row)?.is_some_and(|subscription| State::from(subscription.state(now)) == wanted) {
                standing.push(at.get::<i64>(row, "id")?);
            }
        }
        Ok(Some(standing))
    }
}

/// The ids of subscriptions that stand as wanted. `None`: it does not matter.
pub(crate) type Standing = Option<Vec<i64>>;

/// What the state of a subscription follows from: its months, paid and on trial, and when they began.
pub(crate) fn read_subscription(at: At, row: &SqliteRow) -> Result<Option<tsunagaru::Subscription>, CacheError> {
    let Some(paid) = at.get::<Option<u32>>(row, "paid_months")? else {
        return Ok(None);
    };
    let months = [(at.get(row, "trial_months")?, true), (paid, false)];
    let terms = months.into_iter().filter(|(months, _)| *months > 0);
    Ok(Some(tsunagaru::Subscription {
        terms: terms.map(|(months, trial)| tsunagaru::Term { months, trial }).collect(),
        anchor: at.read(row, "anchor", |day: &str| day.parse().ok())?,
    }))
}

fn between(range: &RangeInclusive<DateTime<Utc>>) -> [Value; 2] {
    [range.start(), range.end()].map(|at| Value::Number(at.timestamp_micros()))
}

fn json<T: serde::Serialize>(values: &[T]) -> String {
    crate::row::to_json(&values)
}

/// A value of a condition.
pub(crate) enum Value {
    Text(String),
    Number(i64),
}

/// What rows must meet, each part with its values in order.
#[derive(Default)]
pub(crate) struct Condition {
    parts: Vec<String>,
    values: Vec<Value>,
    latest_issued: bool,
}

impl Condition {
    /// Adds `sql`, in which each `?` is one of `values`.
    fn and<const N: usize>(&mut self, sql: &str, values: [Value; N]) {
        self.parts.push(sql.into());
        self.values.extend(values);
    }

    /// All of it, its parameters numbered from `first` on. `None`: there is no condition.
    pub fn sql(&self, first: usize) -> Option<String> {
        let all = self.parts.join(" AND ");
        let mut pieces = all.split('?');
        let mut sql: String = pieces.next().unwrap_or_default().into();
        for (parameter, piece) in (first..).zip(pieces) {
            sql.push_str(&format!("?{parameter}{piece}"));
        }
        (!self.parts.is_empty()).then_some(sql)
    }

    pub fn values(&self) -> &[Value] {
        &self.values
    }

    /// How rows are ordered when nothing is looked for: the latest first.
    pub fn order(&self, alias: &str) -> String {
        let column = if self.latest_issued { "issued_at" } else { "id" };
        format!("{alias}.{column} DESC")
    }
}
