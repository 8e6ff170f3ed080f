//! The boundaries of each field.

use super::*;

fn form<'a>(address: &'a [String]) -> Form<'a> {
    Form {
        company: "髙田商会",
        country: "JP",
        postal_code: "810-0001",
        phone: "+81 (92) 000-0000",
        address,
        contact: "髙田",
        news: true,
    }
}

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

#[test]
fn what_is_said_of_a_dealer_has_its_form() {
    assert_eq!(company(" 髙田商会 "), Ok("髙田商会".into()));
    assert_eq!(company(&"あ".repeat(100)).map(|c| c.chars().count()), Ok(100));
    for refused in ["", "　", "a\nb", &"あ".repeat(101)] {
        assert_eq!(company(refused), Err(ProfileRefusal::Company), "{refused:?}");
    }
    assert_eq!(phone("+81 (92) 000-0000"), Ok("+81 (92) 000-0000".into()));
    assert_eq!(phone("０９２"), Err(ProfileRefusal::Phone));
    assert_eq!(email("desk@example.jp"), Ok("desk@example.jp".into()));
    for refused in ["", "desk", "@example.jp", "desk@", "a b@example.jp"] {
        assert_eq!(email(refused), Err(ProfileRefusal::Email), "{refused:?}");
    }
}

#[test]
fn a_profile_is_kept_without_the_space_around_it() {
    let address = lines(&[" 福岡市 ", "", " 3階"]);
    let profile = Profile::typed(&Form {
        contact: "  ",
        ..form(&address)
    })
    .unwrap();
    assert_eq!(profile.address, ["福岡市", "", "3階", "", ""]);
    assert_eq!((profile.contact, profile.country), (None, Country::JAPAN));
    assert_eq!(profile.postal_code.as_deref(), Some("810-0001"));
}

#[test]
fn each_field_that_is_not_taken_is_named() {
    use ProfileRefusal::{Address, Company, Contact, Country, Phone, PostalCode};
    let (good, none) = (lines(&["福岡市"]), lines(&[]));
    let long = [lines(&[&"あ".repeat(100)]), lines(&[&"あ".repeat(101)])];
    let six = lines(&["a", "b", "c", "d", "e", "f"]);
    let marks = lines(&[&format!("e{}", "\u{301}".repeat(2_000))]);
    let all = Form {
        company: "",
        country: "jp",
        postal_code: "〒8",
        phone: "０",
        address: &none,
        contact: "a\0b",
        news: false,
    };
    for (form, refused) in [
        (form(&good), vec![]),
        (
            Form {
                postal_code: "",
                phone: "",
                contact: "",
                ..form(&good)
            },
            vec![],
        ),
        (
            Form {
                postal_code: "SW1A-1AA12345678",
                ..form(&good)
            },
            vec![],
        ),
        (
            Form {
                postal_code: "SW1A-1AA123456789",
                ..form(&good)
            },
            vec![PostalCode],
        ),
        (
            Form {
                postal_code: "８１０",
                ..form(&good)
            },
            vec![PostalCode],
        ),
        (
            Form {
                country: "",
                ..form(&good)
            },
            vec![Country],
        ),
        (form(&long[0]), vec![]),
        (form(&long[1]), vec![Address]),
        (form(&lines(&["", "b"])), vec![Address]),
        (form(&six), vec![Address]),
        (form(&marks), vec![Address]),
        (all, vec![Company, Country, PostalCode, Phone, Address, Contact]),
    ] {
        assert_eq!(Profile::typed(&form).err().unwrap_or_default(), refused, "{form:?}");
    }
}

#[test]
fn acc_1_the_mail_address_is_typed_twice_alike() {
    for (typed, again, taken) in [
        ("a@example.jp", "a@example.jp", Ok("a@example.jp")),
        (" a@example.jp", "a@example.jp ", Ok("a@example.jp")),
        ("a@example.jp", "A@example.jp", Err(ProfileRefusal::EmailConfirmation)),
        ("a@example.jp", "", Err(ProfileRefusal::EmailConfirmation)),
        ("a", "a", Err(ProfileRefusal::Email)),
    ] {
        let found = address_twice(typed, again);
        assert_eq!(found, taken.map(|address| address.parse().unwrap()), "{typed} {again}");
    }
}

#[test]
fn an_empty_confirmation_means_that_the_address_stays() {
    let current: Address = "a@example.jp".parse().unwrap();
    for (typed, again, new) in [
        ("b@example.jp", "", Ok(None)),
        ("", "", Ok(None)),
        ("a@example.jp", "a@example.jp", Ok(None)),
        ("b@example.jp", "b@example.jp", Ok(Some("b@example.jp"))),
        ("b@example.jp", "c@example.jp", Err(ProfileRefusal::EmailConfirmation)),
    ] {
        let expected = new.map(|new| new.map(|new: &str| new.parse().unwrap()));
        assert_eq!(new_address(&current, typed, again), expected, "{typed} {again}");
    }
}

#[test]
fn what_is_important_is_mailed_whatever_the_box_says() {
    use Importance::{Important, News};
    for (importance, news, mailed) in [
        (Important, true, true),
        (Important, false, true),
        (News, true, true),
        (News, false, false),
    ] {
        assert_eq!(is_mailed(importance, news), mailed, "{importance:?} {news}");
    }
}

proptest::proptest! {
    #[test]
    fn whatever_is_typed_is_kept_or_named_and_never_both(company: String, country: String, postal_code: String, phone: String, address: Vec<String>, contact: String, news: bool) {
        let form = Form { company: &company, country: &country, postal_code: &postal_code, phone: &phone, address: &address, contact: &contact, news };
        match Profile::typed(&form) {
            Err(refused) => proptest::prop_assert!(!refused.is_empty()),
            Ok(kept) => {
                let again = Form {
                    company: &kept.company,
                    country: &kept.country.to_string(),
                    postal_code: kept.postal_code.as_deref().unwrap_or_default(),
                    phone: kept.phone.as_deref().unwrap_or_default(),
                    address: &kept.address,
                    contact: kept.contact.as_deref().unwrap_or_default(),
                    news,
                };
                proptest::prop_assert_eq!(Profile::typed(&again), Ok(kept.clone()), "what is kept is taken again, unchanged");
            }
        }
    }
}
