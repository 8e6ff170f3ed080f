//! What the rules say of what is typed, before it is sent. Needs no network and no desk.

use kagifuda_domain::account::{
    Country, Login, PasswordRefusal, Profile, ProfileRefusal, address_twice, may_be_password, new_address,
    wants_own_password,
};
use kagifuda_domain::mail::Address;
use kagifuda_wire::account::ProfileForm;

use crate::problem::{PasswordFault, ProfileField};
use crate::view::{DealerCheckView, DealerForm, ProfileView, SignUpForm, StaffRole, Typed};

/// The countries to choose from, by their two letters; 日本 first.
pub fn countries() -> Vec<String> {
    let others = Country::all().filter(|country| *country != Country::JAPAN);
    std::iter::once(Country::JAPAN)
        .chain(others)
        .map(|country| country.to_string())
        .collect()
}

/// The fields of a sign-up that are not taken.
pub fn check_sign_up(form: SignUpForm) -> Vec<ProfileField> {
    let address = address_twice(&form.email, &form.email_confirmation).map(drop);
    let mut refused = refused(form.profile, address);
    // What is not an address cannot be confirmed: both are told at once.
    if refused.contains(&ProfileField::Email) && form.email_confirmation.trim().is_empty() {
        refused.push(ProfileField::EmailConfirmation);
    }
    refused
}

/// What is to be said of a changed profile of the owner `login`, whose mail address is `email`.
pub fn check_dealer(form: DealerForm, login: String, email: String) -> DealerCheckView {
    let address = match email.parse::<Address>() {
        Ok(current) => new_address(&current, &form.email, &form.email_confirmation),
        Err(_) => address_twice(&form.email, &form.email_confirmation).map(Some),
    };
    let renames = form.login.trim() != login;
    let wants_password = renames || matches!(&address, Ok(Some(_)));
    let mut refused = refused(form.profile, address.map(drop));
    refused.extend(check_login(form.login).then_some(ProfileField::Login));
    DealerCheckView {
        refused,
        wants_password,
    }
}

/// Whether `typed` is no login.
pub fn check_login(typed: String) -> bool {
    typed.trim().parse::<Login>().is_err()
}

/// Why a password is not taken, if it is not.
pub fn check_password(typed: Typed) -> Option<PasswordFault> {
    may_be_password(&typed.0).err().map(|refusal| match refusal {
        PasswordRefusal::Length { .. } => PasswordFault::Length,
        PasswordRefusal::Common => PasswordFault::Common,
    })
}

/// Whether an owner shows the own password for giving a member, whose role was `before`, the role `after`, or for taking a second factor away.
pub fn staff_wants_password(before: Option<StaffRole>, after: StaffRole, drops_second_factor: bool) -> bool {
    wants_own_password(before.map(Into::into), after.into(), drops_second_factor)
}

fn refused(profile: ProfileView, address: Result<(), ProfileRefusal>) -> Vec<ProfileField> {
    let profile = Profile::typed(&ProfileForm::from(profile).form());
    let refused = profile.err().into_iter().flatten().chain(address.err());
    refused.map(Into::into).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Language;

    fn profile() -> ProfileView {
        ProfileView {
            company: "髙田商会".into(),
            country: "JP".into(),
            postal_code: "810-0001".into(),
            phone: "+81 (92) 000-0000".into(),
            address: vec!["福岡市中央区".into()],
            contact: String::new(),
            news: true,
        }
    }

    #[test]
    fn acc_1_a_sign_up_is_checked_field_by_field() {
        use ProfileField::{Address, Company, Email, EmailConfirmation, PostalCode};
        type Mistyped = fn(&mut SignUpForm);
        let cases: [(Mistyped, &[ProfileField]); 6] = [
            (|_| {}, &[]),
            (|form| form.profile.company = "　".into(), &[Company]),
            (|form| form.profile.postal_code = "８１０".into(), &[PostalCode]),
            (
                |form| form.profile.address = vec![String::new(), "2".into()],
                &[Address],
            ),
            (
                |form| form.email_confirmation = "NEW@example.jp".into(),
                &[EmailConfirmation],
            ),
            (
                |form| (form.email, form.email_confirmation) = (String::new(), String::new()),
                &[Email, EmailConfirmation],
            ),
        ];
        for (mistype, expected) in cases {
            let mut form = SignUpForm {
                server: String::new(),
                consent: "2026-11".into(),
                profile: profile(),
                email: "new@example.jp".into(),
                email_confirmation: "new@example.jp".into(),
                language: Language::Ja,
            };
            mistype(&mut form);
            assert_eq!(check_sign_up(form), expected);
        }
    }

    #[test]
    fn acc_5_another_address_or_login_wants_the_own_password() {
        for (login, email, again, wants_password, refused) in [
            ("dealer01", "a@example.jp", "", false, vec![]),
            ("dealer01", "b@example.jp", "", false, vec![]),
            ("dealer01", "b@example.jp", "b@example.jp", true, vec![]),
            ("dealer01", "a@example.jp", "a@example.jp", false, vec![]),
            ("dealer02", "a@example.jp", "", true, vec![]),
            ("dealer", "a@example.jp", "", true, vec![ProfileField::Login]),
            (
                "dealer01",
                "b@example.jp",
                "c@example.jp",
                false,
                vec![ProfileField::EmailConfirmation],
            ),
        ] {
            let form = DealerForm {
                login: login.into(),
                profile: profile(),
                email: email.into(),
                email_confirmation: again.into(),
                language: Language::Ja,
                own_password: None,
            };
            let told = check_dealer(form, "dealer01".into(), "a@example.jp".into());
            let expected = DealerCheckView {
                refused,
                wants_password,
            };
            assert_eq!(told, expected, "{login} {email} {again}");
        }
    }

    #[test]
    fn japan_comes_first_and_every_country_once() {
        let countries = countries();
        assert_eq!((countries[0].as_str(), countries[1].as_str()), ("JP", "AD"));
        assert_eq!(countries.len(), 249);
    }
}
