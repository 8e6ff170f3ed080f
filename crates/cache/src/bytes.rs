//! Numbers as their bytes: four bits a digit, so that a prefix of a number is a range of byte strings.

use kagifuda_domain::ids::{ActivationKeyNo, DeviceId, RegistrationId, RegistrationKey};

/// A typed number that is stored as its bytes.
pub(crate) trait Bytes: Sized {
    fn to_bytes(self) -> Vec<u8>;
    fn from_bytes(bytes: &[u8]) -> Option<Self>;
}

impl Bytes for ActivationKeyNo {
    fn to_bytes(self) -> Vec<u8> {
        self.bits().to_be_bytes().into()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(u64::from_be_bytes).map(Self::from_bits)
    }
}

impl Bytes for RegistrationKey {
    fn to_bytes(self) -> Vec<u8> {
        self.bits().to_be_bytes().into()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(u64::from_be_bytes).map(Self::from_bits)
    }
}

impl Bytes for RegistrationId {
    fn to_bytes(self) -> Vec<u8> {
        self.bits().to_be_bytes()[4..].into()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes
            .try_into()
            .ok()
            .map(u32::from_be_bytes)
            .map(u64::from)
            .map(Self::from_bits)
    }
}

impl Bytes for DeviceId {
    fn to_bytes(self) -> Vec<u8> {
        match self {
            Self::Mpr(bits) => bits.to_be_bytes().into(),
            Self::Mac(bits) => bits.to_be_bytes()[2..].into(),
        }
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        match *bytes {
            [a, b, c, d, e, f] => Some(Self::Mac(u64::from_be_bytes([0, 0, a, b, c, d, e, f]))),
            _ => bytes.try_into().ok().map(u64::from_be_bytes).map(Self::Mpr),
        }
    }
}

/// The least and the greatest byte string of at most 8 bytes that begin with the hexadecimal `digits` (at most 16).
pub(crate) fn range(digits: &str) -> (Vec<u8>, Vec<u8>) {
    let pad = |filler: char, width: usize| -> Vec<u8> {
        let padded: Vec<u32> = digits
            .chars()
            .chain(std::iter::repeat(filler))
            .take(width)
            .filter_map(|c| c.to_digit(16))
            .collect();
        padded.chunks(2).map(|pair| (pair[0] << 4 | pair[1]) as u8).collect()
    };
    (pad('0', digits.len().next_multiple_of(2)), pad('F', 16))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_from_their_bytes() {
        let device = |id: DeviceId| assert_eq!(DeviceId::from_bytes(&id.to_bytes()), Some(id));
        device(DeviceId::Mpr(0x0123_4567_89AB_CDEF));
        device(DeviceId::Mac(0x0080_F012_3456));
        let no = ActivationKeyNo::from_bits(u64::MAX - 1);
        assert_eq!(ActivationKeyNo::from_bytes(&no.to_bytes()), Some(no));
        let id = RegistrationId::from_bits(0x89AB_CDEF);
        assert_eq!(RegistrationId::from_bytes(&id.to_bytes()), Some(id));
        assert_eq!(id.to_bytes().len(), 4);
        assert_eq!(RegistrationId::from_bytes(&[0; 5]), None);
        assert_eq!(DeviceId::from_bytes(&[0; 7]), None);
    }

    #[test]
    fn a_prefix_is_a_range() {
        for (digits, least, greatest) in [
            ("0", vec![0x00], vec![0x0F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
            (
                "01A",
                vec![0x01, 0xA0],
                vec![0x01, 0xAF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            ),
            (
                "0123456789ABCDEF",
                vec![0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF],
                vec![0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF],
            ),
        ] {
            assert_eq!(range(digits), (least, greatest), "{digits}");
        }
    }
}
