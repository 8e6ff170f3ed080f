//! i-PRO Remo: what is asked and answered, and the records that desks keep.
//!
//! What is a fact stands in `record`; what a licence is today follows from its facts and stands in `state`.

mod ask;
mod record;
mod state;

pub use ask::{
    AddCamera, AddCustomer, Allocate, Assign, Move, NoticeSettings, PacksWanted, Preview, Reapply, RegisterCard,
    RemoveCamera, SendLink, Welcome,
};
pub use record::{Camera, Customer, Licence, Origin, Stock};
pub use state::{
    Account, AfterExpiryLine, AfterExpiryTable, Allocated, AllocationShown, Balance, Beside, CardRegistered, Customers,
    Happened, LicencePlaced, LicenceShown, LicenceState, Packs, StockList, StockShown,
};

/// Licences that are allocated at once at most. [policy]
pub const MOST_AT_ONCE: u32 = 100;
