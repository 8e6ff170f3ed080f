//! What is answered: what follows from the facts today.

use chrono::{DateTime, NaiveDate, Utc};
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_domain::remo::{self, AfterExpiry, Path, Perpetual, Term};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Camera, Customer, Licence};

/// Answer to `GET /v1/remo/customers`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Customers {
    /// By name.
    pub customers: Vec<Customer>,
}

/// Answer to `GET /v1/remo/customers/{customer}`: all that a customer has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Account {
    /// The customer.
    pub customer: Customer,
    /// Its cameras, in the order in which they were added.
    pub cameras: Vec<Camera>,
    /// Its licences, each with what it is today and what happened to it.
    pub licences: Vec<LicenceShown>,
}

/// A licence with its state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LicenceShown {
    /// The licence.
    pub licence: Licence,
    /// What it is today.
    pub state: LicenceState,
    /// What happened to it, the first first.
    pub history: Vec<Happened>,
}

/// One thing that happened to a licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Happened {
    /// When.
    pub at: DateTime<Utc>,
    /// What: `assigned`, `moved`, `reapplied`, `by_itself` (REM-2), `ended`, `camera_removed`, `camera_failed`.
    #[schema(example = "assigned")]
    pub what: String,
    /// The name that the camera had then, and its MAC address.
    pub camera: String,
    /// The login of the member who did it, or `server`.
    pub by: String,
}

/// What a licence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum LicenceState {
    /// In stock.
    Stock,
    /// For a term, on no camera.
    Allocated {
        /// Its last day.
        expiry: NaiveDate,
    },
    /// For a term, on a camera.
    Assigned {
        /// Its last day.
        expiry: NaiveDate,
        /// The camera.
        camera: Uuid,
    },
    /// Over.
    Expired {
        /// Its last day.
        expiry: NaiveDate,
        /// The camera it ended on.
        camera: Option<Uuid>,
    },
    /// Perpetual, never on a camera.
    Registered,
    /// Perpetual, on a camera, and still movable (REM-8).
    Movable {
        /// The camera.
        camera: Uuid,
        /// The last day on which it can be moved.
        movable_through: NaiveDate,
    },
    /// Perpetual, on its camera for good (REM-8).
    Fixed {
        /// The camera.
        camera: Uuid,
        /// The last day on which it can be applied for again, should the camera fail (REM-9).
        reapplicable_through: NaiveDate,
    },
    /// Perpetual; its camera failed, and it can be applied for again (REM-9).
    Reapplicable {
        /// The last day on which it can.
        through: NaiveDate,
    },
    /// Perpetual; its camera failed too late (REM-9).
    Spent {
        /// The last day on which it could have been applied for again.
        since: NaiveDate,
    },
}

impl From<remo::Licence<Uuid>> for LicenceState {
    fn from(licence: remo::Licence<Uuid>) -> Self {
        match licence {
            remo::Licence::Term(Term::Stock) => Self::Stock,
            remo::Licence::Term(Term::Allocated { expiry }) => Self::Allocated { expiry },
            remo::Licence::Term(Term::Assigned { expiry, camera }) => Self::Assigned { expiry, camera },
            remo::Licence::Term(Term::Expired { expiry, camera }) => Self::Expired { expiry, camera },
            remo::Licence::Perpetual(Perpetual::Registered) => Self::Registered,
            remo::Licence::Perpetual(Perpetual::Assigned {
                camera,
                movable_through,
            }) => Self::Movable {
                camera,
                movable_through,
            },
            remo::Licence::Perpetual(Perpetual::Fixed {
                camera,
                reapplicable_through,
                ..
            }) => Self::Fixed {
                camera,
                reapplicable_through,
            },
            remo::Licence::Perpetual(Perpetual::Reapplicable { through }) => Self::Reapplicable { through },
            remo::Licence::Perpetual(Perpetual::Spent { since }) => Self::Spent { since },
        }
    }
}

/// What there is in stock of a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StockShown {
    /// 品番.
    #[schema(value_type = String, example = "DG-JLE101W")]
    pub product: ProductCode,
    /// The path of cameras it is for.
    #[schema(value_type = String, example = "edge")]
    pub path: Path,
    /// Months of its term.
    pub months: u32,
    /// How many licences.
    pub count: u64,
}

/// Answer to `GET /v1/remo/allocations`: what would come of allocating today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AllocationShown {
    /// Licences in stock.
    pub in_stock: u64,
    /// The last free day (REM-1).
    pub free_through: NaiveDate,
    /// The first day of the term.
    pub paid_from: NaiveDate,
    /// The last day.
    pub expiry: NaiveDate,
    /// Days lost beside all cameras together. Whoever allocates confirms these and `expiry` (REM-4).
    pub days_lost: i64,
    /// For a camera without a licence.
    pub balance: Balance,
    /// For each of the customer's cameras of that path whose licence runs (REM-3).
    pub beside: Vec<Beside>,
}

/// Days gained and lost (REM-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Balance {
    /// Paid days that are past already, or that the camera's licence covers too.
    pub days_lost: i64,
    /// Free days that it does not cover.
    pub days_gained: i64,
}

/// What the licence would be worth to one camera.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Beside {
    /// The camera.
    pub camera: Uuid,
    /// The last day of the licence it has.
    pub expiry: NaiveDate,
    /// Days gained and lost.
    pub balance: Balance,
    /// Whether that is more than 60 days ahead.
    pub is_early: bool,
}

/// Answer to `POST /v1/remo/allocations`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Allocated {
    /// The licences.
    pub licences: Vec<Licence>,
}

/// Answer to `POST /v1/remo/assignments`, `…/moves` and `…/reapplications`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LicencePlaced {
    /// The licence.
    pub licence: Licence,
    /// What it is now.
    pub state: LicenceState,
}

/// Answer to `GET /v1/remo/stock`: what there is any of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StockList {
    /// By product.
    pub stock: Vec<StockShown>,
}

/// Answer to `POST /v1/remo/cards`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CardRegistered {
    /// The licences that the card gives.
    pub licences: Vec<Licence>,
    /// Whether it had been registered before.
    pub again: bool,
}

/// Answer to `GET /v1/remo/packs` (REM-10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Packs {
    /// The cameras of each pack, the largest first. Each is a card with an id pair of its own.
    pub packs: Vec<u32>,
}

/// Answer to `GET /v1/remo/expiry` (REM-6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AfterExpiryTable {
    /// Line by line; assigning a licence restores all.
    pub lines: Vec<AfterExpiryLine>,
}

/// One thing a camera does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AfterExpiryLine {
    /// Which.
    #[schema(value_type = String, example = "recording")]
    pub what: AfterExpiry,
    /// Whether it goes on when the licence has ended.
    pub goes_on: bool,
}
