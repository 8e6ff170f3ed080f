//! Second factors: codes from an app (RFC 6238: SHA-1, six digits, thirty seconds), and recovery codes.
//!
//! Promises: a secret enters the database encrypted (AES-256-GCM) and bound to its member, under a key that comes of the registration secret
//! in the data folder, which a database cannot be opened without anyway.
//!
//! Deliberately not here: whether a code may be used (that is `domain`), using it up (that is `ledger`).

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chrono::{DateTime, Utc};
use kagifuda_domain::account::second_factor::{DIGITS, RECOVERY_CODES, SKEW, STEP, use_code};
use kagifuda_ledger::{FactorOnFile, Member, Proof};
use kagifuda_wire::session::{SecondFactorBegun, Secret};
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, Salt};
use totp_rs::{Algorithm, Builder, Totp, TotpError};
use uuid::Uuid;

/// Bytes of a secret: as many as RFC 4226 recommends.
const SECRET: usize = 20;
/// Bytes of a recovery code.
const RECOVERY: usize = 10;
/// What stands for five bits of a recovery code: no letter that is read as a digit.
const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ISSUER: &str = "Kagifuda";

/// Encrypts secrets.
pub(crate) struct Sealer(LessSafeKey);

/// Why there is no second factor to work with.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FactorError {
    #[error("member.second_factor of {0} cannot be read")]
    Unreadable(Uuid),
    #[error("a second factor cannot be encrypted")]
    Unsealable,
    #[error("no codes can be made")]
    Codes(#[from] TotpError),
    #[error("the system gives no randomness")]
    Randomness(#[from] getrandom::Error),
}

impl Sealer {
    /// The one whose key comes of `registration`, the registration secret.
    pub(crate) fn derived(registration: &[u8; 32]) -> Self {
        let mixed = Salt::new(HKDF_SHA256, b"kagifuda").extract(registration);
        let key = mixed.expand(&[b"kagifuda/second-factor/1"], &AES_256_GCM);
        Self(LessSafeKey::new(UnboundKey::from(
            key.expect("a key is shorter than what one secret gives"),
        )))
    }

    /// `secret` for the database: nonce, then what is encrypted.
    fn seal(&self, member: Uuid, secret: &[u8; SECRET]) -> Result<String, FactorError> {
        let mut nonce = [0; NONCE_LEN];
        getrandom::fill(&mut nonce)?;
        let (mut sealed, aad) = (secret.to_vec(), Aad::from(*member.as_bytes()));
        let encrypted = self
            .0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut sealed);
        encrypted.map_err(|_| FactorError::Unsealable)?;
        Ok(STANDARD_NO_PAD.encode([&nonce[..], &sealed].concat()))
    }

    fn open(&self, member: Uuid, sealed: &str) -> Result<Vec<u8>, FactorError> {
        let unreadable = || FactorError::Unreadable(member);
        let bytes = STANDARD_NO_PAD.decode(sealed).map_err(|_| unreadable())?;
        let (nonce, encrypted) = bytes.split_at_checked(NONCE_LEN).ok_or_else(unreadable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| unreadable())?;
        let (mut encrypted, aad) = (encrypted.to_vec(), Aad::from(*member.as_bytes()));
        let secret = self
            .0
            .open_in_place(nonce, aad, &mut encrypted)
            .map_err(|_| unreadable())?;
        Ok(secret.to_vec())
    }

    /// A new second factor for `member`: its secret for the database, and what the member is shown once.
    pub(crate) fn begin(&self, member: &Member) -> Result<(String, SecondFactorBegun), FactorError> {
        let mut secret = [0; SECRET];
        getrandom::fill(&mut secret)?;
        let codes: Result<Vec<Secret>, _> = (0..RECOVERY_CODES).map(|_| recovery_code()).collect();
        let totp = totp(&secret, &member.login)?;
        let begun = SecondFactorBegun {
            otpauth: Secret::new(totp.to_url()?),
            secret: Secret::new(totp.secret().to_base32()),
            recovery_codes: codes?,
        };
        Ok((self.seal(member.id, &secret)?, begun))
    }

    /// What `code` proves now: that a step of the app is there, or a recovery code. Nothing, if it fits neither.
    pub(crate) fn proof(
        &self,
        member: &Member,
        factor: &FactorOnFile,
        code: &Secret,
        now: DateTime<Utc>,
    ) -> Result<Option<Proof>, FactorError> {
        let Some(sealed) = &factor.sealed else {
            return Ok(None);
        };
        let typed: String = code
            .expose()
            .chars()
            .filter(|c| !kagifuda_domain::text::is_separator(*c))
            .collect();
        if typed.len() == usize::from(DIGITS) && typed.bytes().all(|b| b.is_ascii_digit()) {
            let totp = totp(&self.open(member.id, sealed)?, &member.login)?;
            let step = totp.check(&typed, now.timestamp().unsigned_abs());
            return Ok(use_code(step, factor.used).ok().map(Proof::Step));
        }
        Ok(read_recovery_code(&typed).map(Proof::Recovery))
    }
}

fn totp(secret: &[u8], login: &str) -> Result<Totp, TotpError> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(DIGITS)
        .with_skew(SKEW)
        .with_step_duration(STEP)
        .with_secret(secret.to_vec())
        .with_issuer(Some(ISSUER))
        .with_account_name(login)
        .build()
}

/// A new recovery code, in groups of four.
fn recovery_code() -> Result<Secret, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes[16 - RECOVERY..])?;
    let bits = u128::from_be_bytes(bytes);
    let symbol = |n: usize| char::from(SYMBOLS[(bits >> (5 * n) & 31) as usize]);
    let mut code = String::new();
    for n in 0..RECOVERY * 8 / 5 {
        if n > 0 && n % 4 == 0 {
            code.push('-');
        }
        code.push(symbol(n));
    }
    Ok(Secret::new(code))
}

/// A recovery code as it is typed, without separators, in the form in which it was given out.
fn read_recovery_code(typed: &str) -> Option<Secret> {
    let meant = |symbol: char| match symbol.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let symbols: Vec<char> = typed.chars().map(meant).collect();
    let is_symbol = |symbol: &char| u8::try_from(*symbol).is_ok_and(|byte| SYMBOLS.contains(&byte));
    if symbols.len() != RECOVERY * 8 / 5 || !symbols.iter().all(is_symbol) {
        return None;
    }
    let groups: Vec<String> = symbols.chunks(4).map(|group| group.iter().collect()).collect();
    Some(Secret::new(groups.join("-")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of the table in RFC 6238.
    const RFC: &[u8] = b"12345678901234567890";

    #[test]
    fn acc_6_codes_are_those_of_rfc_6238() {
        let totp = totp(RFC, "dealer01").unwrap();
        for (time, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(totp.generate(time).to_string(), code);
        }
    }

    #[test]
    fn acc_6_a_code_is_taken_one_step_early_and_one_step_late() {
        let totp = totp(RFC, "dealer01").unwrap();
        let code = totp.generate(300).to_string();
        for (now, step) in [
            (269, None),
            (270, Some(10)),
            (300, Some(10)),
            (359, Some(10)),
            (360, None),
        ] {
            assert_eq!(totp.check(&code, now), step, "{now}");
        }
    }

    #[test]
    fn a_secret_is_read_by_its_member_under_its_key_alone() {
        let (ours, theirs) = (Sealer::derived(&[1; 32]), Sealer::derived(&[2; 32]));
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let sealed = ours.seal(one, b"12345678901234567890").unwrap();
        assert_eq!(ours.open(one, &sealed).unwrap(), RFC);
        assert_ne!(ours.seal(one, b"12345678901234567890").unwrap(), sealed);
        for (sealer, member, sealed) in [
            (&theirs, one, &*sealed),
            (&ours, other, &sealed),
            (&ours, one, "AAAA"),
            (&ours, one, "?"),
        ] {
            sealer.open(member, sealed).unwrap_err();
        }
    }

    #[test]
    fn a_recovery_code_is_read_as_people_type_it() {
        let code = recovery_code().unwrap();
        assert_eq!(code.expose().len(), 19);
        assert_ne!(code, recovery_code().unwrap());
        let plain = code.expose().replace('-', "");
        for typed in [
            plain.clone(),
            plain.to_lowercase(),
            plain.replace('0', "o").replace('1', "l"),
        ] {
            assert_eq!(read_recovery_code(&typed), Some(code.clone()), "{typed}");
        }
        for typed in ["", "0123", "01234567890123456", "012345678901234U", "０123456789012345"] {
            assert_eq!(read_recovery_code(typed), None, "{typed}");
        }
    }
}
