//! What renewal and forced change have in common: another licence in the place of the one a device has.

use kagifuda_domain::miemasu::{Replacement, propose};
use kagifuda_ledger::Writing;
use kagifuda_wire::miemasu::{DeviceWritten, ReplaceLicence, Shown};
use kagifuda_wire::problem::ProblemCode;
use uuid::Uuid;

use super::{held, load_device, offered, refused, written};
use crate::write::Undecided;

/// Replaces the licence of device `id`, if it is still as it was shown and everything is confirmed.
pub(super) async fn replace(
    how: Replacement,
    id: Uuid,
    asked: &ReplaceLicence,
    writing: &mut Writing<'_>,
) -> Result<DeviceWritten, Undecided> {
    let device = load_device(writing, id).await?;
    let sheet = writing.sheet_of_key(&asked.licence_key).await?;
    let proposal = propose(how, held(&device), sheet.as_ref().map(offered), writing.now());
    let proposal = proposal.map_err(|refusal| refused::undecided(refused::licence(refusal)))?;
    let sheet = sheet.ok_or(ProblemCode::LicenceKeyUnknown)?;
    let now = Shown {
        sheet: device.licence.sheet,
        expiry: proposal.change().expiry(),
    };
    if asked.shown != now {
        return Err(ProblemCode::ShownNoLonger { now }.into());
    }
    let licensed = proposal.confirm(asked.confirmed.into());
    let licensed = licensed.map_err(|missing| refused::missing(&missing))?;
    let after = writing.replace_licence(&device, &sheet, &licensed).await?;
    Ok(written(&after))
}
