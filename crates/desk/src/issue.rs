//! Applying for registration keys, and saving where their device stands.

mod facts;

use kagifuda_cache::CacheError;
use kagifuda_domain::kms::KEYS_PER_APPLICATION;
use kagifuda_domain::kms::Recipients;
use kagifuda_domain::mail::{self, Address, Subject};
use kagifuda_domain::site::Site;
use kagifuda_wire::kms::{DeviceSite, KeyPair, Register, ResultMail};
use kagifuda_wire::request::{Request, SaveSite};
use uuid::Uuid;

use crate::Desk;
use crate::fault::{failed, mistyped, narrow};
use crate::lookup::parse_no;
use crate::problem::{Field, Mistake, Problem};
use crate::view::{Ask, IntentView, IssueForm, IssueLine, Language, MadeApplicationView, MailForm, SubmitView};

impl Desk {
    /// Applies for registration keys.
    ///
    /// `Err` is what was typed wrongly or went wrong here; then nothing was put on disk.
    pub async fn issue(&self, form: IssueForm) -> Result<SubmitView, Problem> {
        self.account().await?;
        self.submit_draft(form.draft, Request::Register(parse(&form)?)).await
    }
}

impl Desk {
    /// Saves where `device` stands (KMS-5), as a request of its own: whoever leaves that step has told it for good, whether keys are applied
    /// for or not.
    pub async fn save_site(&self, device: &str, typed: [String; 2]) -> Result<SubmitView, Problem> {
        self.account().await?;
        let device = device.parse().map_err(mistyped(Field::Device))?;
        let site = DeviceSite { site: site(&typed)? };
        self.submit(Request::SaveSite(SaveSite { device, site })).await
    }

    /// What was applied for and waits, or was refused and not put away since; the latest first. Customers have their own place.
    pub async fn applications(&self) -> Result<Vec<IntentView>, Problem> {
        self.account().await?;
        let unsettled = self.cache.unsettled().await?.into_iter().map(IntentView::from);
        Ok(unsettled
            .filter(|intent| matches!(intent.ask, Ask::Register | Ask::SaveSite | Ask::Apply | Ask::Extend))
            .collect())
    }

    /// The application `intent`, to be corrected and sent again.
    pub async fn application(&self, intent: &str) -> Result<MadeApplicationView, Problem> {
        self.account().await?;
        let intent = parse_intent(intent)?;
        let found = self.cache.intent(intent).await?;
        match found.map(|intent| intent.request) {
            Some(Request::Register(asked)) => Ok(application(&asked)),
            Some(_) | None => Err(failed(&CacheError::UnknownIntent(intent))),
        }
    }

    /// Takes the refused request `intent` off the lists.
    pub async fn put_away(&self, intent: &str) -> Result<(), Problem> {
        self.account().await?;
        Ok(self.cache.put_away(parse_intent(intent)?).await?)
    }
}

pub(crate) fn parse_intent(typed: &str) -> Result<Uuid, Problem> {
    typed.parse().map_err(|error: uuid::Error| failed(&error))
}

fn application(asked: &Register) -> MadeApplicationView {
    let line = |pair: &KeyPair| IssueLine {
        activation_key: pair.activation_key.to_string(),
        registration_id: pair.registration_id.to_string(),
    };
    let mail = |wish: &ResultMail| MailForm {
        to: wish.to.iter().map(ToString::to_string).collect(),
        subject: wish.subject.as_ref().map(ToString::to_string),
        language: match wish.language {
            mail::Language::Ja => Language::Ja,
            mail::Language::En => Language::En,
        },
    };
    MadeApplicationView {
        device: asked.device.to_string(),
        site: asked.site.as_ref().map(|site| site.lines().clone()),
        keys: asked.keys.iter().map(line).collect(),
        mail: asked.mail.as_ref().map(mail),
    }
}

/// Reads the form, or says everything that is wrong with it at once.
fn parse(form: &IssueForm) -> Result<Register, Problem> {
    let mut mistakes = Vec::new();
    let device = form.device.parse().map_err(mistyped(Field::Device));
    let device = kept(device, None, &mut mistakes);
    let keys = pairs(&form.keys, &mut mistakes);
    let site = form.site.as_ref().map(site).transpose();
    let site = kept(site, None, &mut mistakes);
    let mail = form.mail.as_ref().map(result_mail).transpose();
    let mail = kept(mail, None, &mut mistakes);
    let (Some(device), Some(site), Some(mail), true) = (device, site, mail, mistakes.is_empty()) else {
        return Err(Problem::FormMistyped { mistakes });
    };
    // KMS-4
    if !(1..=KEYS_PER_APPLICATION).contains(&keys.len()) {
        return Err(Problem::KeyCount {
            found: narrow(keys.len()),
            max: narrow(KEYS_PER_APPLICATION),
        });
    }
    Ok(Register {
        device,
        site,
        keys,
        mail,
    })
}

/// The lines of an application, or everything that is wrong with them.
fn lines(typed: &[IssueLine]) -> Result<Vec<KeyPair>, Problem> {
    let mut mistakes = Vec::new();
    let pairs = pairs(typed, &mut mistakes);
    if mistakes.is_empty() {
        Ok(pairs)
    } else {
        Err(Problem::FormMistyped { mistakes })
    }
}

fn pairs(typed: &[IssueLine], mistakes: &mut Vec<Mistake>) -> Vec<KeyPair> {
    let pair = |(i, line)| pair(line, i + 1, mistakes);
    typed.iter().enumerate().filter_map(pair).collect()
}

/// **KMS-6** The wish for a mail.
fn result_mail(form: &MailForm) -> Result<ResultMail, Problem> {
    let address = |typed: &String| {
        let read = typed.parse().ok().filter(Address::is_usual);
        read.ok_or_else(|| Problem::MailAddress { typed: typed.clone() })
    };
    let to = form.to.iter().map(address).collect::<Result<Vec<_>, _>>()?;
    let to = Recipients::try_from(to).map_err(|refusal| failed(&refusal))?;
    let subject = form.subject.as_ref().map(|typed| typed.parse()).transpose();
    Ok(ResultMail {
        to,
        subject: subject.map_err(|_| Problem::MailSubject {
            max: narrow(Subject::CHARACTERS),
        })?,
        language: match form.language {
            Language::Ja => mail::Language::Ja,
            Language::En => mail::Language::En,
        },
    })
}

/// The site of `lines`, as long as it can be printed: one that cannot would later stand in the way of a whole batch.
pub(crate) fn site([one, two]: &[String; 2]) -> Result<Site, Problem> {
    let site = Site::new([one, two])?;
    for (line, number) in site.lines().iter().zip(1..) {
        let characters = kagifuda_print::unprintable(line);
        if !characters.is_empty() {
            return Err(Problem::SiteUnprintable {
                line: number,
                characters,
            });
        }
    }
    Ok(site)
}

/// The two numbers of the line `line`, counted from 1.
fn pair(typed: &IssueLine, line: usize, mistakes: &mut Vec<Mistake>) -> Option<KeyPair> {
    let registration_id = typed.registration_id.parse().map_err(mistyped(Field::RegistrationId));
    let activation_key = kept(parse_no(&typed.activation_key), Some(line), mistakes);
    let registration_id = kept(registration_id, Some(line), mistakes);
    Some(KeyPair {
        activation_key: activation_key?,
        registration_id: registration_id?,
    })
}

/// What was read; or else its problem is added to `mistakes`.
fn kept<T>(read: Result<T, Problem>, key_line: Option<usize>, mistakes: &mut Vec<Mistake>) -> Option<T> {
    let key_line = key_line.map(narrow);
    read.map_err(|problem| mistakes.push(Mistake { key_line, problem }))
        .ok()
}
