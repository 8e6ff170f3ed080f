//! What is said of a dealer: its profile, and its mail address.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use super::Country;
use crate::mail::Address;

/// Lines of 所在地.
pub const ADDRESS_LINES: usize = 5;
/// [policy] Characters of a line of free text: 所在地, 担当者.
const FREE_TEXT: usize = 100;
/// [policy] Characters of 郵便番号.
const POSTAL_CODE: usize = 16;

/// The field of a profile that is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ProfileRefusal {
    /// 会社名.
    #[error("a company name has 1 to 100 characters")]
    Company,
    /// 国名.
    #[error("a country is one of the list")]
    Country,
    /// 郵便番号.
    #[error("a postal code has half-width letters, digits and hyphens")]
    PostalCode,
    /// 電話番号.
    #[error("a telephone number has half-width letters, digits, spaces and + ( ) -")]
    Phone,
    /// 所在地.
    #[error("an address has five lines of at most {FREE_TEXT} characters, of which the first is needed")]
    Address,
    /// 担当者.
    #[error("a contact has at most {FREE_TEXT} characters")]
    Contact,
    /// メールアドレス.
    #[error("a mail address looks like name@example.jp")]
    Email,
    /// メールアドレス（確認用）.
    #[error("both mail addresses must be the same")]
    EmailConfirmation,
    /// 登録ID.
    #[error("a login has 8 to 10 letters and digits (A–Z a–z 0–9)")]
    Login,
}

/// A profile as it is typed.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// 会社名.
    pub company: &'a str,
    /// 国名, by its code.
    pub country: &'a str,
    /// 郵便番号.
    pub postal_code: &'a str,
    /// 電話番号.
    pub phone: &'a str,
    /// 所在地1 … 5; fewer lines leave the rest empty.
    pub address: &'a [String],
    /// 担当者.
    pub contact: &'a str,
    /// 製品情報のお知らせメール.
    pub news: bool,
}

/// A profile as it is kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Profile {
    /// 会社名.
    pub company: String,
    /// 国名.
    pub country: Country,
    /// 郵便番号.
    pub postal_code: Option<String>,
    /// 電話番号.
    pub phone: Option<String>,
    /// 所在地1 … 5.
    pub address: [String; ADDRESS_LINES],
    /// 担当者.
    pub contact: Option<String>,
    /// 製品情報のお知らせメール.
    pub news: bool,
}

impl Profile {
    /// The profile that was typed, or every field of it that is not taken.
    pub fn typed(form: &Form<'_>) -> Result<Self, Vec<ProfileRefusal>> {
        let mut refused = Vec::new();
        let country = form.country.parse().map_err(|_| ProfileRefusal::Country);
        let profile = Self {
            company: taken(company(form.company), &mut refused).unwrap_or_default(),
            country: taken(country, &mut refused).unwrap_or(Country::JAPAN),
            postal_code: taken(unless_empty(form.postal_code, postal_code), &mut refused).flatten(),
            phone: taken(unless_empty(form.phone, phone), &mut refused).flatten(),
            address: taken(address(form.address), &mut refused).unwrap_or_default(),
            contact: taken(unless_empty(form.contact, contact), &mut refused).flatten(),
            news: form.news,
        };
        if refused.is_empty() { Ok(profile) } else { Err(refused) }
    }
}

fn taken<T>(checked: Result<T, ProfileRefusal>, refused: &mut Vec<ProfileRefusal>) -> Option<T> {
    checked.map_err(|why| refused.push(why)).ok()
}

fn unless_empty(
    typed: &str,
    check: impl Fn(&str) -> Result<String, ProfileRefusal>,
) -> Result<Option<String>, ProfileRefusal> {
    let typed = typed.trim();
    (!typed.is_empty()).then(|| check(typed)).transpose()
}

/// 会社名 as it is kept: 1 to 100 characters, without the space around it.
pub fn company(typed: &str) -> Result<String, ProfileRefusal> {
    let company = typed.trim();
    let fits = (1..=100).contains(&company.chars().count()) && !company.chars().any(char::is_control);
    if fits {
        Ok(company.into())
    } else {
        Err(ProfileRefusal::Company)
    }
}

fn postal_code(typed: &str) -> Result<String, ProfileRefusal> {
    let fits = typed.len() <= POSTAL_CODE && typed.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    fits.then(|| typed.to_owned()).ok_or(ProfileRefusal::PostalCode)
}

/// 電話番号 as it is kept.
pub fn phone(typed: &str) -> Result<String, ProfileRefusal> {
    let phone = typed.trim();
    let fits = (1..=40).contains(&phone.len())
        && phone
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'(' | b')' | b' '));
    if fits {
        Ok(phone.into())
    } else {
        Err(ProfileRefusal::Phone)
    }
}

fn address(typed: &[String]) -> Result<[String; ADDRESS_LINES], ProfileRefusal> {
    let mut lines: [String; ADDRESS_LINES] = Default::default();
    if typed.len() > ADDRESS_LINES {
        return Err(ProfileRefusal::Address);
    }
    for (line, typed) in lines.iter_mut().zip(typed) {
        *line = free_text(typed).ok_or(ProfileRefusal::Address)?;
    }
    if lines[0].is_empty() {
        Err(ProfileRefusal::Address)
    } else {
        Ok(lines)
    }
}

fn contact(typed: &str) -> Result<String, ProfileRefusal> {
    free_text(typed).ok_or(ProfileRefusal::Contact)
}

/// A line as it is kept. The bytes are counted as well: one character may be made of any number of marks.
fn free_text(typed: &str) -> Option<String> {
    let line = typed.trim();
    let fits = line.graphemes(true).count() <= FREE_TEXT
        && line.len() <= FREE_TEXT * 16
        && !line.chars().any(char::is_control);
    fits.then(|| line.to_owned())
}

/// メールアドレス as it is kept. Whether mail arrives, only mail can tell.
pub fn email(typed: &str) -> Result<String, ProfileRefusal> {
    let email = typed.trim();
    let fits = email.len() <= 254
        && !email.chars().any(|c| c.is_whitespace() || c.is_control())
        && email
            .rsplit_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
    if fits {
        Ok(email.into())
    } else {
        Err(ProfileRefusal::Email)
    }
}

/// **ACC-1** メールアドレス and メールアドレス（確認用）: the same twice.
pub fn address_twice(typed: &str, again: &str) -> Result<Address, ProfileRefusal> {
    let address: Address = typed.parse()?;
    if again.trim() == address.as_ref() {
        Ok(address)
    } else {
        Err(ProfileRefusal::EmailConfirmation)
    }
}

/// The address that takes the place of `current`, if one does: an empty confirmation means that it stays, whatever else was typed.
pub fn new_address(current: &Address, typed: &str, again: &str) -> Result<Option<Address>, ProfileRefusal> {
    if again.trim().is_empty() {
        return Ok(None);
    }
    let address = address_twice(typed, again)?;
    Ok((address != *current).then_some(address))
}

/// How much a mail matters to whom it goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Importance {
    /// Maintenance, and what happens to the account.
    Important,
    /// Products, and what else is new.
    News,
}

/// Whether a dealer is mailed: with news as its check box says, with what is important always.
pub fn is_mailed(importance: Importance, news: bool) -> bool {
    match importance {
        Importance::Important => true,
        Importance::News => news,
    }
}

#[cfg(test)]
mod tests;
