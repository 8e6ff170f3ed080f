//! `POST /v1/miemasu/devices/{id}/preview`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_domain::miemasu::{self, LicenceKey, Replacement, propose};
use kagifuda_ledger::Member;
use kagifuda_wire::miemasu::{Preview, PreviewOf, PreviewedLicence, Shown};
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::record::{LicenceSheet, MiemasuDevice};
use uuid::Uuid;

use super::responses::Previewed;
use super::{held, offered, refused};
use crate::app::App;
use crate::extract::{Body, InPath, SignedIn};
use crate::problem::Fault;

/// Show before and after side by side, with the days gained and lost. Nothing is written; the confirmed request carries `shown`.
#[utoipa::path(
    post, path = "/v1/miemasu/devices/{id}/preview", tag = "miemasu", operation_id = "preview_device",
    request_body = PreviewOf,
    params(("id" = uuid::Uuid, Path, description = "The device.")),
    security(("access_token" = [])),
    responses((status = 200, description = "What it would be.", body = Preview), Previewed)
)]
pub(crate) async fn preview(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    InPath(id): InPath<Uuid>,
    Body(asked): Body<PreviewOf>,
) -> Result<Json<Preview>, Fault> {
    // ACC-5: whoever may not do it has no key to try out.
    if !member.role.may_issue() {
        return Err(ProblemCode::RoleMayNot.into());
    }
    let (device, sheet) = load(&app, &member, id).await?;
    let shown = match &asked {
        PreviewOf::Renewal { licence_key } => (Replacement::Renewal, licence_key),
        PreviewOf::ForcedChange { licence_key } => (Replacement::ForcedChange, licence_key),
        PreviewOf::Exchange {} => return of_exchange(&app, &device, &sheet).map(Json),
    };
    of_replacement(&app, &member, (&device, &sheet), shown).await.map(Json)
}

/// The device with the sheet of its licence.
async fn load(app: &App, member: &Member, id: Uuid) -> Result<(MiemasuDevice, LicenceSheet), Fault> {
    let Some(device) = app.ledger.miemasu_device(member.dealer, id).await? else {
        let deleted = app.ledger.miemasu_deleted_on(member.dealer, id).await?;
        let code = deleted.map_or(ProblemCode::NotFound, |on| ProblemCode::DeviceDeleted { on });
        return Err(code.into());
    };
    let sheet = app.ledger.sheet(member.dealer, device.licence.sheet).await?;
    Ok((device, sheet.ok_or(ProblemCode::NotFound)?))
}

async fn of_replacement(
    app: &App,
    member: &Member,
    (device, old): (&MiemasuDevice, &LicenceSheet),
    (how, key): (Replacement, &LicenceKey),
) -> Result<Preview, Fault> {
    let sheet = app.ledger.sheet_of_key(member.dealer, key).await?;
    let proposal = propose(how, held(device), sheet.as_ref().map(offered), app.now()).map_err(refused::licence)?;
    let sheet = sheet.ok_or(ProblemCode::LicenceKeyUnknown)?;
    let (change, before) = (proposal.change(), previewed(old, device.licence.expiry));
    let balance = change.balance();
    Ok(Preview {
        before,
        after: previewed(&sheet, change.expiry()),
        counted_from: Some(change.counted_from()),
        days_lost: balance.days_lost,
        days_gained: balance.days_gained,
        days_dropped: change.days_dropped(),
        confirm: refused::confirmations(&proposal.needs()),
        shown: Shown {
            sheet: device.licence.sheet,
            expiry: change.expiry(),
        },
    })
}

/// **MIE-10** An exchange keeps everything.
fn of_exchange(app: &App, device: &MiemasuDevice, sheet: &LicenceSheet) -> Result<Preview, Fault> {
    let expiry = device.licence.expiry;
    miemasu::exchange(expiry, app.now()).map_err(refused::day)?;
    Ok(Preview {
        before: previewed(sheet, expiry),
        after: previewed(sheet, expiry),
        counted_from: None,
        days_lost: 0,
        days_gained: 0,
        days_dropped: 0,
        confirm: vec![],
        shown: Shown {
            sheet: device.licence.sheet,
            expiry,
        },
    })
}

fn previewed(sheet: &LicenceSheet, expiry: kagifuda_domain::calendar::Month) -> PreviewedLicence {
    PreviewedLicence {
        licence_key: sheet.licence_key.clone(),
        product: sheet.product.clone(),
        expiry,
        services: sheet.services,
    }
}
