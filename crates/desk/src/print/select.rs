//! Which documents a filter chooses.

use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::kms::report::Period;
use kagifuda_domain::miemasu::SheetState;
use kagifuda_domain::print::Document;
use kagifuda_domain::text::fold;
use kagifuda_wire::record::{Kind, Record};
use uuid::Uuid;

use super::batch::MOST_DOCUMENTS;
use crate::Desk;
use crate::fault::narrow;
use crate::problem::{PaperProblem, Problem};
use crate::quotes::Quote;
use crate::report::read_period;
use crate::view::{FilterForm, IssuedForm, KeyState, PeriodForm, PrintFilter, SelectForm, SelectionView};

impl Desk {
    /// The documents that `form` chooses, those of one customer together.
    pub async fn select(&self, form: SelectForm) -> Result<SelectionView, Problem> {
        self.account().await?;
        if !goes_with(&form) {
            return Err(PaperProblem::ChoiceNotOffered.into());
        }
        let customer = match &form.customer {
            Some(typed) => Some(self.customer_meant(typed).await?),
            None => None,
        };
        let mut subjects = match Document::from(form.document) {
            Document::ActivationSheet | Document::StartupCard | Document::KeyLabel => {
                let keys = self.chosen_keys(&form, form.key, customer).await?;
                keys.into_iter().map(|(no, _)| no.to_string()).collect()
            }
            Document::RegistrationSheet => {
                let keys = self.chosen_keys(&form, Some(KeyState::Registered), customer).await?;
                let mut devices: Vec<DeviceId> = Vec::new();
                for device in keys.into_iter().filter_map(|(_, device)| device) {
                    if !devices.contains(&device) {
                        devices.push(device);
                    }
                }
                devices.iter().map(ToString::to_string).collect()
            }
            Document::LicenceSheet => self.chosen_licences(&form).await?,
            Document::RenewalLetter => self.chosen_renewals(&form).await?,
            Document::CustomerSet => match customer {
                Some(customer) => vec![customer.to_string()],
                None => {
                    let rows = self.cache.customers().await?.into_iter();
                    rows.filter(|row| row.devices > 0)
                        .map(|row| row.customer.id.to_string())
                        .collect()
                }
            },
        };
        let total = narrow(subjects.len());
        subjects.truncate(MOST_DOCUMENTS);
        Ok(SelectionView { subjects, total })
    }

    /// The customer of the id, or of the whole name, as people write it.
    pub(super) async fn customer_meant(&self, typed: &str) -> Result<Uuid, Problem> {
        if let Ok(id) = typed.parse() {
            return Ok(id);
        }
        let rows = self.cache.customers().await?;
        let such = rows.into_iter().filter(|row| fold(&row.customer.name) == fold(typed));
        match such.map(|row| row.customer.id).collect::<Vec<_>>().as_slice() {
            [id] => Ok(*id),
            several => Err(PaperProblem::CustomerUnclear {
                name: typed.to_owned(),
                found: narrow(several.len()),
            }
            .into()),
        }
    }

    async fn chosen_keys(
        &self,
        form: &SelectForm,
        key: Option<KeyState>,
        customer: Option<Uuid>,
    ) -> Result<Vec<(kagifuda_domain::ids::ActivationKeyNo, Option<DeviceId>)>, Problem> {
        let days = days(form)?;
        let issued = IssuedForm {
            from: days.from.map(|day| day.to_string()),
            to: days.to.map(|day| day.to_string()),
        };
        let filter = FilterForm {
            kinds: Vec::new(),
            product: form.product.clone(),
            key,
            state: None,
            issued: Some(issued).filter(|issued| *issued != IssuedForm::default()),
        };
        match self.filter(&filter).await? {
            Some(filter) => Ok(self.cache.keys_chosen(&filter, customer).await?),
            None => Ok(Vec::new()),
        }
    }

    /// Licence key sheets: those that are still to be used, or those that were.
    async fn chosen_licences(&self, form: &SelectForm) -> Result<Vec<String>, Problem> {
        let records = self.cache.whole(Kind::LicenceSheet).await?;
        let is_chosen = |record: Record| {
            let Record::LicenceSheet(sheet) = record else {
                return None;
            };
            let of_product = form
                .product
                .as_ref()
                .is_none_or(|code| sheet.product.to_string() == *code);
            let of_state = match form.key {
                None => true,
                Some(KeyState::Registered) => sheet.state != SheetState::Unused,
                Some(KeyState::Unregistered | KeyState::Waiting) => sheet.state == SheetState::Unused,
            };
            (of_product && of_state).then(|| sheet.id.to_string())
        };
        Ok(records.into_iter().filter_map(is_chosen).collect())
    }

    /// Customers with something to renew; with a period, those of whom something ends in it.
    async fn chosen_renewals(&self, form: &SelectForm) -> Result<Vec<String>, Problem> {
        let period = days(form)?;
        let ends_within = |quote: &Quote| {
            let expiry = quote.ending.ends.expiry;
            period.from.is_none_or(|from| from <= expiry) && period.to.is_none_or(|to| expiry <= to)
        };
        let renewals = self.renewals().await?;
        let chosen = renewals.all().filter(|(_, quotes)| quotes.iter().any(ends_within));
        Ok(chosen.map(|(whom, _)| whom.clone()).collect())
    }
}

/// The days of `form`, in any form people write them.
fn days(form: &SelectForm) -> Result<Period, Problem> {
    let IssuedForm { from, to } = form.period.clone();
    read_period(&PeriodForm {
        from: from.unwrap_or_default(),
        to: to.unwrap_or_default(),
    })
}

/// Whether all that is asked of the choice is known of such documents: what is asked for and not looked at would choose too much.
fn goes_with(form: &SelectForm) -> bool {
    let asked = [
        (form.product.is_some(), PrintFilter::Product),
        (form.key.is_some(), PrintFilter::Key),
        (form.period != IssuedForm::default(), PrintFilter::Period),
        (form.customer.is_some(), PrintFilter::Customer),
    ];
    let offered = form.document.filters();
    asked
        .iter()
        .all(|(is_asked, filter)| !is_asked || offered.contains(filter))
}
