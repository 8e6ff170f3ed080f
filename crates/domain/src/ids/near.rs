//! Numbers that people take for each other.

use super::DeviceId;

/// Devices that differ in so few digits are held against each other: one mistyped digit, or two exchanged.
pub const NEAR_DIGITS: u32 = 2;

impl DeviceId {
    /// In how many digits the two differ. `None` for an MPR ID and a MAC address: nobody takes one for the other.
    pub fn digits_apart(self, other: Self) -> Option<u32> {
        let differing = match (self, other) {
            (Self::Mpr(one), Self::Mpr(two)) | (Self::Mac(one), Self::Mac(two)) => one ^ two,
            (Self::Mpr(_), Self::Mac(_)) | (Self::Mac(_), Self::Mpr(_)) => return None,
        };
        // The lowest bit of each digit tells whether any of its four bits differs. Whole offices are gone through, so it is done at once.
        let digits = differing | differing >> 1 | differing >> 2 | differing >> 3;
        Some((digits & 0x1111_1111_1111_1111).count_ones())
    }

    /// Whether `other` is another device that could have been meant.
    pub fn is_near(self, other: Self) -> bool {
        matches!(self.digits_apart(other), Some(1..=NEAR_DIGITS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_near_when_one_or_two_digits_differ() {
        for (one, two, apart, near) in [
            ("1234-5678-90AB-CDEF", "1234-5678-90AB-CDEF", Some(0), false),
            ("1234-5678-90AB-CDEF", "1234-5678-90AB-CDEE", Some(1), true),
            ("1234-5678-90AB-CDEF", "F234-5678-90AB-CDEF", Some(1), true),
            ("1234-5678-90AB-CDEF", "1234-5687-90AB-CDEF", Some(2), true),
            ("1234-5678-90AB-CDEF", "0234-5678-90AB-CDE0", Some(2), true),
            ("1234-5678-90AB-CDEF", "1234-5687-90AB-CDE0", Some(3), false),
            ("00:80:F0:12:34:56", "00:80:F0:12:34:65", Some(2), true),
            ("00:80:F0:12:34:56", "0000-0080-F012-3456", None, false),
        ] {
            let (one, two): (DeviceId, DeviceId) = (one.parse().unwrap(), two.parse().unwrap());
            assert_eq!((one.digits_apart(two), one.is_near(two)), (apart, near), "{one} {two}");
            assert_eq!(two.digits_apart(one), apart, "{two} {one}");
        }
    }
}
