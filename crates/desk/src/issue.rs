//! Applying for registration keys.

use kagifuda_domain::kms::KEYS_PER_APPLICATION;
use kagifuda_domain::site::Site;
use kagifuda_wire::kms::{KeyPair, Register};
use kagifuda_wire::request::Request;

use crate::Desk;
use crate::fault::{mistyped, narrow};
use crate::lookup::parse_no;
use crate::problem::{Field, Mistake, Problem};
use crate::view::{IssueForm, IssueLine, SubmitView};

impl Desk {
    /// Applies for registration keys.
    ///
    /// `Err` is what was typed wrongly or went wrong here; then nothing was put on disk.
    pub async fn issue(&self, form: IssueForm) -> Result<SubmitView, Problem> {
        self.account().await?;
        self.submit(Request::Register(parse(&form)?)).await
    }
}

/// Reads the form, or says everything that is wrong with it at once.
fn parse(form: &IssueForm) -> Result<Register, Problem> {
    let mut mistakes = Vec::new();
    let device = form.device.parse().map_err(mistyped(Field::Device));
    let device = kept(device, None, &mut mistakes);
    let mut keys = Vec::with_capacity(form.keys.len());
    for (i, line) in form.keys.iter().enumerate() {
        keys.extend(pair(line, i + 1, &mut mistakes));
    }
    let site = form.site.as_ref().map(site).transpose();
    let site = kept(site, None, &mut mistakes);
    let (Some(device), Some(site), true) = (device, site, mistakes.is_empty()) else {
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
        mail: None,
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
