//! Changing customers: on disk first. A change that was overtaken stays until somebody has chosen what becomes of it.

use kagifuda_cache::{Answer, Intent};
use kagifuda_domain::customer::{Change, Details, Field, suggestion};
use kagifuda_domain::ids::DeviceId;
use kagifuda_wire::customer::{AttachDevice, ChangeCustomer, MergeCustomers, NewCustomer, SeenCustomer};
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::request::{CustomerChange, DeviceChange, Done, Request};
use uuid::Uuid;

use super::office::{Held, Office};
use super::{alike, fields, known};
use crate::Desk;
use crate::fault::mistyped;
use crate::problem::{self, CustomerProblem, Problem};
use crate::view::{
    AttachForm, CustomerCheckView, CustomerFields, CustomerForm, CustomerSavedView, MergeForm, MergeSideView,
    MergeView, OvertakenFieldView, OvertakenView, SettleForm, SubmitView, instant,
};

impl Desk {
    /// Adds a customer, or changes what is different in the form.
    ///
    /// `Err` is what was typed wrongly or went wrong here; then nothing was put on disk.
    pub async fn save_customer(&self, form: CustomerForm) -> Result<CustomerSavedView, Problem> {
        self.account().await?;
        let (customer, request) = match &form.id {
            None => {
                let (customer, fields) = (Uuid::new_v4(), fields::all(&form.fields)?);
                (customer, Request::AddCustomer(NewCustomer { customer, fields }))
            }
            Some(id) => {
                let (customer, fields) = (uuid(id)?, fields::change(&form.before, &form.fields)?);
                if fields.is_empty() {
                    let (id, submit) = (customer.to_string(), None);
                    return Ok(CustomerSavedView { id, submit });
                }
                let base = uuid(form.version.as_deref().unwrap_or_default())?;
                let asked = ChangeCustomer { base, fields };
                (customer, Request::ChangeCustomer(CustomerChange { customer, asked }))
            }
        };
        let submit = self.submit(request).await?;
        Ok(CustomerSavedView {
            id: customer.to_string(),
            submit: Some(submit),
        })
    }

    /// What there is to say of the customer `id`, or of a new one, while it is typed.
    pub async fn check_customer(
        &self,
        id: Option<&str>,
        fields: &CustomerFields,
    ) -> Result<CustomerCheckView, Problem> {
        let office = self.office_of_customers().await?;
        let (change, refused) = fields::readable(fields);
        let mut alike = alike(&office, &Details::default().with(&change));
        alike.retain(|row| Some(row.id.as_str()) != id);
        Ok(CustomerCheckView {
            mistakes: refused.into_iter().map(fields::problem).collect(),
            alike,
        })
    }

    /// Gives a device to a customer, or to nobody.
    pub async fn attach_device(&self, form: AttachForm) -> Result<SubmitView, Problem> {
        let device: DeviceId = form.device.parse().map_err(mistyped(problem::Field::Device))?;
        let asked = AttachDevice {
            seen: form.seen.as_deref().map(uuid).transpose()?,
            customer: form.customer.as_deref().map(uuid).transpose()?,
        };
        self.submit(Request::AttachDevice(DeviceChange { device, asked })).await
    }

    /// Two customers beside each other, with what is offered when the second goes into the first.
    pub async fn merge_offer(&self, stays: &str, goes: &str) -> Result<MergeView, Problem> {
        let office = self.office_of_customers().await?;
        let (stays, goes) = (known(&office, stays)?, known(&office, goes)?);
        let offered = suggestion(&stays.customer.details(), &goes.customer.details());
        Ok(MergeView {
            stays: self.side(&office, stays).await?,
            goes: self.side(&office, goes).await?,
            offered: fields::view(&offered),
        })
    }

    async fn side(&self, office: &Office, held: &Held) -> Result<MergeSideView, Problem> {
        let customer = &held.customer;
        let devices = self.devices_of(office, customer.id).await?;
        let line = |device: crate::view::CustomerDeviceView| format!("{} {}", device.device, device.site);
        Ok(MergeSideView {
            id: customer.id.to_string(),
            version: customer.version.to_string(),
            fields: fields::view(&customer.details()),
            devices: devices
                .into_iter()
                .map(|device| line(device).trim().to_owned())
                .collect(),
        })
    }

    /// Makes two customers one.
    pub async fn merge_customers(&self, form: MergeForm) -> Result<SubmitView, Problem> {
        let seen = |customer: &str, version: &str| {
            let (customer, version) = (uuid(customer)?, uuid(version)?);
            Ok::<_, Problem>(SeenCustomer { customer, version })
        };
        let asked = MergeCustomers {
            stays: seen(&form.stays, &form.stays_version)?,
            goes: seen(&form.goes, &form.goes_version)?,
            fields: fields::change(&form.before, &form.fields)?,
        };
        self.submit(Request::MergeCustomers(asked)).await
    }

    /// **CUS-2** Makes of an overtaken change what somebody chose: the fields named in the form are asked for once more, based on the state
    /// that was shown. Nothing to ask for: the customer stays as it is.
    pub async fn settle_customer(&self, form: SettleForm) -> Result<Option<SubmitView>, Problem> {
        let office = self.office_of_customers().await?;
        let (intent, held) = (uuid(&form.intent)?, known(&office, &form.customer)?);
        let overtaken = self.losers(&office).await?;
        let lost = overtaken
            .into_iter()
            .find(|lost| lost.intent.id == intent && lost.about == held.customer.id);
        let Some(lost) = lost else {
            // Another window was quicker, and the choice is made.
            return Ok(None);
        };
        let chosen: Vec<Field> = form.mine.into_iter().map(Into::into).collect();
        let wanted = lost.change.fields().filter(|(field, _)| chosen.contains(field));
        let fields = Change::typed(wanted).map_err(|_| Problem::Customer(CustomerProblem::CustomerUnknown))?;
        let (customer, base) = (held.customer.id, uuid(&form.version)?);
        let submit = if fields.is_empty() {
            None
        } else {
            let asked = ChangeCustomer { base, fields };
            Some(
                self.submit(Request::ChangeCustomer(CustomerChange { customer, asked }))
                    .await?,
            )
        };
        // Last: until the new request is on disk the old one is still to be chosen about.
        self.cache.settle(intent, lost.sent_for).await?;
        if matches!(lost.intent.request, Request::ChangeCustomer(_)) {
            self.cache.put_away(intent).await?;
        }
        Ok(submit)
    }

    /// The changes that were overtaken and that nobody has chosen about.
    pub(super) async fn overtaken(&self, office: &Office) -> Result<Vec<OvertakenView>, Problem> {
        let losers = self.losers(office).await?;
        Ok(losers.into_iter().filter_map(|lost| view(office, lost)).collect())
    }

    async fn losers(&self, office: &Office) -> Result<Vec<Lost>, Problem> {
        let (intents, settled) = self.cache.overtaken().await?;
        let mut losers: Vec<Lost> = intents.into_iter().flat_map(lost).collect();
        losers.retain(|lost| !settled.contains(&(lost.intent.id, lost.sent_for)));
        for lost in &mut losers {
            lost.about = office.get(lost.about).map_or(lost.about, |held| held.customer.id);
        }
        losers.retain(|lost| {
            office
                .get(lost.about)
                .is_some_and(|held| !lost.change.clone().against(&held.customer.details()).is_empty())
        });
        Ok(losers)
    }
}

/// A change that came too late.
struct Lost {
    intent: Intent,
    /// The customer it was sent for.
    sent_for: Uuid,
    /// The customer it is about now.
    about: Uuid,
    change: Change,
    by: Option<String>,
    at: Option<String>,
}

/// The changes in `intent` that came too late.
fn lost(intent: Intent) -> Vec<Lost> {
    let answer = intent.answered.as_ref().map(|answered| &answered.answer);
    let wanted: Vec<(Uuid, Change, ProblemCode)> = match (&intent.request, answer) {
        (Request::ChangeCustomer(of), Some(Answer::Refused(problem))) => {
            vec![(of.customer, of.asked.fields.clone(), problem.code.clone())]
        }
        (Request::ImportCustomers(asked), Some(Answer::Done(Done::ImportCustomers(done)))) => {
            let rows = asked.rows.iter().zip(&done.rows);
            let refused =
                rows.filter_map(|(row, done)| Some((row.customer, row.fields.clone(), done.refused.clone()?)));
            refused.collect()
        }
        (
            Request::ChangeCustomer(_)
            | Request::ImportCustomers(_)
            | Request::AddCustomer(_)
            | Request::MergeCustomers(_)
            | Request::AttachDevice(_)
            | Request::Register(_)
            | Request::SaveSite(_)
            | Request::Apply(_)
            | Request::Extend(_),
            _,
        ) => vec![],
    };
    let mut lost = Vec::new();
    for (sent_for, change, code) in wanted {
        let (about, by, at) = if let ProblemCode::CustomerChanged { customer, by, at, .. } = code {
            (customer, by, at.map(instant))
        } else if let ProblemCode::CustomerMerged { into, .. } = code {
            (into, None, None)
        } else {
            continue;
        };
        let intent = intent.clone();
        lost.push(Lost {
            intent,
            sent_for,
            about,
            change,
            by,
            at,
        });
    }
    lost
}

fn view(office: &Office, lost: Lost) -> Option<OvertakenView> {
    let customer = &office.get(lost.about)?.customer;
    let details: Details = customer.details();
    let change = lost.change.against(&details);
    let field = |(field, mine): (Field, &str)| OvertakenFieldView {
        field: field.into(),
        theirs: details.get(field).to_owned(),
        mine: mine.to_owned(),
    };
    // Where the feed has told of the change, it says who made it; the answer knew of the one before.
    let changed = customer.changed.as_ref();
    Some(OvertakenView {
        intent: lost.intent.id.to_string(),
        customer: customer.id.to_string(),
        version: customer.version.to_string(),
        by: lost.intent.by,
        at: instant(lost.intent.at),
        theirs_by: changed.map(|changed| changed.by.clone()).or(lost.by),
        theirs_at: changed.map(|changed| instant(changed.at)).or(lost.at),
        merged: lost.sent_for != lost.about,
        fields: change.fields().map(field).collect(),
    })
}

fn uuid(written: &str) -> Result<Uuid, Problem> {
    written
        .parse()
        .map_err(|_| Problem::Customer(CustomerProblem::CustomerUnknown))
}
