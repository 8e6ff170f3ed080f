//! **REM-2** The job that writes down what follows when licences end on their cameras.

use kagifuda_domain::calendar::japan_day;
use kagifuda_ledger::{Act, Actor, DueCustomer};

use super::Standing;
use crate::app::App;
use crate::problem::Fault;
use crate::write::Undecided;

/// Writes down all that has ended before today; answers how many licences did. Done twice at once, the second finds nothing left. What one
/// customer's account fails at keeps no other one waiting.
pub(crate) async fn end_licences(app: &App) -> Result<usize, Fault> {
    let now = app.now();
    let mut ended = Ok(0);
    for due in app.ledger.remo_ended(japan_day(now)).await? {
        match end_of_one(app, due).await {
            Ok(count) => ended = ended.map(|ended| ended + count),
            Err(fault) => ended = Err(fault),
        }
    }
    ended
}

async fn end_of_one(app: &App, due: DueCustomer) -> Result<usize, Fault> {
    let mut writing = app.ledger.write(due.dealer, Actor::Server, || app.now()).await?;
    let ended = match Standing::load(&mut writing, due.customer).await {
        Ok(standing) => standing.ended,
        Err(why) => return undecided(why),
    };
    if ended > 0 {
        let (name, subject) = ("remo.end", due.customer.to_string());
        if let Err(error) = writing.commit(Act { name, subject }, None).await {
            return undecided(error.into());
        }
    }
    Ok(ended)
}

/// What somebody else was quicker at is done, or done at the next look.
pub(super) fn undecided(why: Undecided) -> Result<usize, Fault> {
    match why {
        Undecided::Conflict => Ok(0),
        Undecided::Refused(code) => Err(code.into()),
        Undecided::Fault(fault) => Err(fault),
    }
}
