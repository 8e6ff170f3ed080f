//! みえますねっと年間パック in the demo: sheets, and a contract user with devices in each state.

use chrono::{DateTime, Months, Utc};
use kagifuda_domain::account::Login;
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_domain::mail::Language;
use kagifuda_domain::miemasu::{LicenceKey, MacAddress, SheetState};
use kagifuda_ledger::{Actor, DevicesPage};
use kagifuda_wire::miemasu::{ContractorForm, ContractorWritten, DeleteDevice, DeviceWritten, RegisterDevice};
use kagifuda_wire::record::LicenceSheet;
use uuid::Uuid;

use super::derived;
use crate::admin::{Admin, AdminError};
use crate::endpoint::miemasu::About;

/// Sheets of each product, used ones included.
const SHEETS_A_PRODUCT: usize = 10;
/// The devices: 機器名, the product of the licence, and how many months ago it was registered. Of 12 months, 11 ago is in its window (MIE-1),
/// 12 ago has ended and is still there (MIE-3).
const DEVICES: [(&str, &str, u32); 6] = [
    ("正面玄関", "MIEMASU-12R7", 1),
    ("レジ", "MIEMASU-12R7", 6),
    ("駐車場", "MIEMASU-12", 10),
    ("倉庫", "MIEMASU-12R7", 11),
    ("裏口", "MIEMASU-12", 12),
    ("旧店舗", "MIEMASU-12R7", 12),
];

impl Admin {
    /// Makes the sheets of `product` that are missing.
    pub(super) async fn fill_sheets(
        &self,
        login: &Login,
        dealer: Uuid,
        product: &ProductCode,
    ) -> Result<usize, AdminError> {
        let sheets = self.demo_sheets(dealer).await?;
        let have = sheets.iter().filter(|sheet| sheet.product == *product).count();
        let missing = SHEETS_A_PRODUCT.saturating_sub(have);
        self.mint_sheets(login, product, missing, |_| Ok(())).await?;
        Ok(missing)
    }

    /// Adds the contract user with the devices that are missing; answers how many were registered.
    pub(super) async fn fill_miemasu(&self, dealer: Uuid, actor: &Actor) -> Result<usize, AdminError> {
        let contractor = self.demo_contractor(dealer, actor).await?;
        let mut registered = 0;
        for (n, (name, product, months)) in DEVICES.into_iter().enumerate() {
            let at = months_ago(self.app.now(), months);
            let form = device(dealer, contractor, n, name);
            if self.is_new(dealer, form.mac).await? {
                self.demo_register(dealer, actor, form, product, at).await?;
                registered += 1;
            }
        }
        // One that was given up (MIE-10): its key is void, and the list no longer has it.
        let sheets = self.demo_sheets(dealer).await?;
        if sheets.iter().all(|sheet| sheet.state != SheetState::Void) {
            let form = device(dealer, contractor, DEVICES.len(), "試験用");
            let at = months_ago(self.app.now(), 2);
            let written = self.demo_register(dealer, actor, form, "MIEMASU-12", at).await?;
            let asked = DeleteDevice {
                no_refund: true,
                key_void: true,
            };
            let asked = About::new(written.device, asked);
            self.done::<_, DeviceWritten>(dealer, actor, &asked, self.app.now())
                .await?;
            registered += 1;
        }
        Ok(registered)
    }

    async fn demo_contractor(&self, dealer: Uuid, actor: &Actor) -> Result<Uuid, AdminError> {
        if let Some(contractor) = self.app.ledger.contractors(dealer, None, 1).await?.first() {
            return Ok(contractor.id);
        }
        let form = ContractorForm {
            name: "つばめ商店".parse().expect("it is short"),
            email: "shop@kagifuda.example".parse().expect("it is an address"),
            language: Language::Ja,
        };
        let written: ContractorWritten = self.done(dealer, actor, &form, self.app.now()).await?;
        Ok(written.contractor)
    }

    async fn is_new(&self, dealer: Uuid, mac: MacAddress) -> Result<bool, AdminError> {
        let mac = mac.plain();
        let wanted = DevicesPage {
            mac: Some(&mac),
            limit: 1,
            ..DevicesPage::default()
        };
        Ok(self.app.ledger.miemasu_devices(dealer, &wanted).await?.is_empty())
    }

    async fn demo_register(
        &self,
        dealer: Uuid,
        actor: &Actor,
        mut form: RegisterDevice,
        product: &str,
        at: DateTime<Utc>,
    ) -> Result<DeviceWritten, AdminError> {
        let sheets = self.demo_sheets(dealer).await?;
        let usable = |sheet: &&LicenceSheet| sheet.product.as_ref() == product && sheet.state == SheetState::Unused;
        let sheet = sheets.iter().find(usable);
        let sheet = sheet.ok_or_else(|| AdminError::Failed(format!("no sheet of {product} is left").into()))?;
        form.licence_key = sheet.licence_key.clone();
        self.done(dealer, actor, &form, at).await
    }

    async fn demo_sheets(&self, dealer: Uuid) -> Result<Vec<LicenceSheet>, AdminError> {
        Ok(self.app.ledger.sheets(dealer, None, None, 500).await?)
    }
}

/// The n-th device, still without its key.
fn device(dealer: Uuid, contractor: Uuid, n: usize, name: &str) -> RegisterDevice {
    let bytes = derived(dealer, "camera", n);
    let digits: String = bytes[..6].iter().map(|byte| format!("{byte:02X}")).collect();
    RegisterDevice {
        contractor,
        name: name.parse().expect("it is short"),
        model: "BB-SW175".parse().expect("it is a product code"),
        mac: digits.parse().expect("it has twelve digits"),
        domain_name: format!("demo-{}.camera.example", digits.to_lowercase())
            .parse()
            .expect("it is a domain name"),
        parent: None,
        licence_key: LicenceKey::from_random([0; 16]),
    }
}

fn months_ago(now: DateTime<Utc>, months: u32) -> DateTime<Utc> {
    now.checked_sub_months(Months::new(months)).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use kagifuda_domain::calendar::{Month, japan_day};
    use kagifuda_domain::miemasu::{Schedule, State};

    use super::*;

    #[test]
    fn the_demo_has_devices_in_each_state_that_a_device_can_be_in_on_any_day() {
        for now in ["2026-11-21T00:00:00Z", "2027-02-28T15:00:00Z", "2028-03-31T14:59:59Z"] {
            let now: DateTime<Utc> = now.parse().unwrap();
            let state = |months| {
                let registered = Month::of(japan_day(months_ago(now, months)));
                Schedule::of(registered.plus(11)).state(japan_day(now))
            };
            let states: Vec<State> = DEVICES.iter().map(|(_, _, months)| state(*months)).collect();
            for wanted in [State::InUse, State::RenewalOpen, State::Expired] {
                assert!(states.contains(&wanted), "{now}: {states:?}");
            }
        }
    }
}
