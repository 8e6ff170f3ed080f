//! **KMS-5** No personal data in a site: what looks like a person's telephone number or mail address is pointed out.

use unicode_normalization::UnicodeNormalization;

use super::Site;

/// What a line looks as if it had.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Personal {
    /// A telephone number.
    Phone,
    /// A mail address.
    Email,
}

/// Digits that a Japanese telephone number has, its leading 0 included.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 10..=11;
/// Digits that one with the code of its country has.
const FOREIGN_DIGITS: std::ops::RangeInclusive<usize> = 9..=15;
/// Digits from which a number is one for telephones where the text says so.
const LOCAL_DIGITS: usize = 6;
/// What says so, right before the number.
const SAID: [&str; 6] = ["tel", "phone", "fax", "電話", "携帯", "℡"];

impl Site {
    /// **KMS-5** What each line looks as if it had, and should not. A hint for people: nothing is refused for it.
    pub fn personal(&self) -> [Option<Personal>; 2] {
        self.lines().each_ref().map(|line| {
            let line: String = line.replace('℡', "電話").nfkc().flat_map(char::to_lowercase).collect();
            if has_address(&line) {
                Some(Personal::Email)
            } else {
                has_phone(&line).then_some(Personal::Phone)
            }
        })
    }
}

/// `name@host.jp`; not the `@` that stands for a place, as in `会議室@本社`.
fn has_address(line: &str) -> bool {
    line.split(|c: char| !c.is_ascii_graphic()).any(|word| {
        word.split_once('@').is_some_and(|(name, host)| {
            let host: Vec<&str> = host.split('.').collect();
            name.ends_with(|c: char| c.is_ascii_alphanumeric())
                && host.len() > 1
                && host
                    .iter()
                    .take(2)
                    .all(|part| part.starts_with(|c: char| c.is_ascii_alphanumeric()))
        })
    })
}

fn has_phone(line: &str) -> bool {
    let between =
        |c: char| !c.is_ascii_digit() && !matches!(c, '+' | '(' | ')' | ' ' | '.') && !crate::text::is_separator(c);
    let mut rest = line;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit() || c == '+') {
        let said = SAID.iter().any(|said| {
            let before = rest[..start].trim_end_matches(|c: char| !c.is_alphanumeric());
            before.ends_with(said)
        });
        let number = &rest[start..];
        let end = number.find(between).unwrap_or(number.len());
        let digits = number[..end].chars().filter(char::is_ascii_digit).count();
        let looks = match number.as_bytes()[0] {
            b'+' => FOREIGN_DIGITS.contains(&digits),
            b'0' => PHONE_DIGITS.contains(&digits),
            _ => false,
        };
        if looks || said && digits >= LOCAL_DIGITS {
            return true;
        }
        rest = &number[end.max(1)..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kms_5_what_looks_like_a_telephone_number_or_a_mail_address_is_pointed_out() {
        let (phone, email) = (Some(Personal::Phone), Some(Personal::Email));
        for (line, expected) in [
            ("福岡支店 03-1234-5678", phone),
            ("０９０－１２３４－５６７８", phone),
            ("受付 (092) 123-4567", phone),
            ("0120ー123ー456", phone),
            ("担当 09012345678", phone),
            ("+81 92 123 4567", phone),
            ("TEL:123-4567", phone),
            ("電話 1234-5678", phone),
            ("℡６７８－１２３４", phone),
            ("tanaka@example.jp", email),
            ("田中 ｔａｎａｋａ＠ｅｘａｍｐｌｅ．ｊｐ まで", email),
            ("会議室@本社", None),
            ("会議室 @3F.東", None),
            ("本社 3階", None),
            ("〒812-0011 福岡市博多区1-2-3", None),
            ("2026-11-21 設置", None),
            ("0001-0002", None),
            ("1234-5678-90AB-CDEF", None),
            ("棟番号 012345678901", None),
            ("電話会議室 12", None),
            ("", None),
        ] {
            let site = Site::new(["本社", line]).unwrap();
            assert_eq!(site.personal(), [None, expected], "{line}");
        }
    }
}
