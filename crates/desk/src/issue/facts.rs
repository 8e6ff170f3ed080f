//! What is known here of what an application is about. No network on the way, ever.

use kagifuda_cache::KeyRow;
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::kms::{self, ActivationKey, Binding, LineRefusal as Refusal, Outlook, Pair, preset_subject};
use kagifuda_domain::site::{Personal, Site};
use kagifuda_wire::kms::KeyPair;
use kagifuda_wire::request::Request;

use super::{lines, site};
use crate::Desk;
use crate::fault::mistyped;
use crate::lookup::bilingual;
use crate::problem::{Field, LineRefusal, Problem};
use crate::view::{
    DeviceFactsView, ForeseenView, IssueLine, IssuedKeyView, KnownDeviceView, NearDeviceView, OutlookView, ProductView,
    SiteView, instant, programme,
};

/// How many near devices are shown: more would not be read.
const NEAR_SHOWN: usize = 3;

impl Desk {
    /// What this computer knows of the device `typed`: also where it stands as it was typed here and not sent yet (KMS-5).
    pub async fn device_facts(&self, typed: &str) -> Result<DeviceFactsView, Problem> {
        self.account().await?;
        let device = parse_device(typed)?;
        let row = self.cache.device_row(device).await?;
        let waiting = self.waiting_site(device).await?;
        let customer = row.as_ref().and_then(|row| row.customer.as_ref());
        let customer = customer.map(|customer| customer.name.clone());
        let site = waiting.or(row.map(|row| row.site));
        let issued = self.cache.keys_of_device(device).await?;
        let near = self.cache.near_devices(device, NEAR_SHOWN).await?;
        let near = near.into_iter().map(|row| NearDeviceView {
            device: row.device.to_string(),
            site: row.site.one_line(),
            customer: row.customer.map(|customer| customer.name),
        });
        let plain = device.plain();
        Ok(DeviceFactsView {
            device: device.to_string(),
            last_four: plain[plain.len() - 4..].to_owned(),
            mac: matches!(device, DeviceId::Mac(_)),
            known: site.map(|site| KnownDeviceView {
                site: site.into(),
                customer,
            }),
            issued: issued.into_iter().filter_map(issued_key).collect(),
            near: near.collect(),
            own_email: self.cache.supplier().await?.0.map(|dealer| dealer.email),
        })
    }

    /// The site that was typed here last for `device`, and waits to be sent.
    async fn waiting_site(&self, device: DeviceId) -> Result<Option<Site>, Problem> {
        let waiting = self.cache.waiting().await?;
        Ok(waiting.into_iter().rev().find_map(|intent| match intent.request {
            Request::SaveSite(asked) => Some(asked.site.site).filter(|_| asked.device == device),
            Request::Register(asked) => asked.site.filter(|_| asked.device == device),
            Request::Apply(_)
            | Request::Extend(_)
            | Request::AddCustomer(_)
            | Request::ChangeCustomer(_)
            | Request::MergeCustomers(_)
            | Request::AttachDevice(_)
            | Request::ImportCustomers(_) => None,
        }))
    }

    /// The site of `typed` as it would be saved, or what is wrong with it (KMS-5).
    pub fn read_site(&self, device: &str, typed: &[String; 2]) -> Result<SiteView, Problem> {
        let (device, site) = (parse_device(device)?, site(typed)?);
        let named = |looks| match looks {
            Personal::Phone => "phone".to_owned(),
            Personal::Email => "email".to_owned(),
        };
        Ok(SiteView {
            personal: site.personal().map(|looks| looks.map(named)),
            subject: preset_subject(&site, device).to_string(),
        })
    }

    /// What is to be expected of each of the lines `typed` on `device`, before it is sent.
    pub async fn foresee_keys(&self, device: &str, typed: &[IssueLine]) -> Result<Vec<ForeseenView>, Problem> {
        self.account().await?;
        let device = parse_device(device)?;
        let waiting = self.waiting_keys().await?;
        let (mut known, mut products, mut asked) = (Vec::new(), Vec::new(), Vec::new());
        for line in lines(typed)? {
            asked.push(waiting.get(&line.activation_key));
            let row = self.cache.key(line.activation_key).await?;
            products.push(row.as_ref().map(product));
            known.push((pair(line), row.map(activation_key)));
        }
        let foreseen = products.into_iter().zip(asked).zip(kms::foresee(device, &known));
        let view = |((product, asked), expected): ((_, Option<&String>), Outlook)| ForeseenView {
            product,
            outlook: match (outlook(expected), asked) {
                (OutlookView::Free, Some(device)) => OutlookView::Waiting { device: device.clone() },
                (outlook, _) => outlook,
            },
        };
        Ok(foreseen.map(view).collect())
    }
}

fn parse_device(typed: &str) -> Result<DeviceId, Problem> {
    typed.parse().map_err(mistyped(Field::Device))
}

fn pair(line: KeyPair) -> Pair {
    Pair {
        no: line.activation_key,
        registration_id: line.registration_id,
    }
}

fn activation_key(row: KeyRow) -> ActivationKey {
    ActivationKey {
        registration_id: row.registration_id,
        product: row.product.code,
        programme: row.product.programme,
        binding: row.binding.map(|binding| Binding {
            device: binding.device,
            registration_key: binding.registration_key,
            issued_at: binding.issued_at,
        }),
    }
}

fn product(row: &KeyRow) -> ProductView {
    ProductView {
        code: row.product.code.to_string(),
        purpose: bilingual(&row.product.purpose),
    }
}

fn issued_key(row: KeyRow) -> Option<IssuedKeyView> {
    let product = product(&row);
    let binding = row.binding?;
    Some(IssuedKeyView {
        activation_key: row.activation_key.to_string(),
        registration_key: binding.registration_key.to_string(),
        product,
        issued_at: instant(binding.issued_at),
    })
}

fn outlook(outlook: Outlook) -> OutlookView {
    match outlook {
        Outlook::NotHere => OutlookView::NotHere,
        Outlook::Free => OutlookView::Free,
        Outlook::Again(binding) => OutlookView::Again {
            registration_key: binding.registration_key.to_string(),
            issued_at: instant(binding.issued_at),
        },
        Outlook::Refused(refusal) => OutlookView::Refused {
            refusal: match refusal {
                Refusal::UnknownPair => LineRefusal::UnknownPair,
                Refusal::Locked { until } => LineRefusal::KeyLocked { until: instant(until) },
                Refusal::BoundElsewhere { device } => LineRefusal::BoundElsewhere {
                    device: Some(device.to_string()),
                },
                Refusal::OtherProgramme { programme: other } => LineRefusal::OtherProgramme {
                    programme: programme(other).to_owned(),
                },
                Refusal::Repeated => LineRefusal::RepeatedLine,
            },
        },
    }
}
