//! The two-dimensional code as one path of rectangles.
//!
//! One path, because one fill per module shows hairlines between modules, and an image is blurred or drifts on label printers.
//! Segments are chosen by hand, because automatic segmentation spends more modules than needed on a mixed text.

use qrcode::bits::Bits;
use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::types::{Color, QrError};
use qrcode::{EcLevel, Version, ec};

use crate::PrintError;

/// Level Q: a quarter of the code may be dirty, folded or badly copied.
const LEVEL: EcLevel = EcLevel::Q;

/// 41 × 41 modules; with more, modules on a 30 mm code become smaller than cheap cameras resolve.
const LARGEST: i16 = 6;

const MASKS: [MaskPattern; 8] = [
    MaskPattern::Checkerboard,
    MaskPattern::HorizontalLines,
    MaskPattern::VerticalLines,
    MaskPattern::DiagonalLines,
    MaskPattern::LargeCheckerboard,
    MaskPattern::Fields,
    MaskPattern::Diamonds,
    MaskPattern::Meadow,
];

/// Makes the codes of one batch, which differ in their numbers only.
pub struct Coder {
    front: Option<String>,
    mask: Option<MaskPattern>,
    shape: Option<Shape>,
}

/// What codes of one size have in common.
struct Shape {
    version: Version,
    /// A code without its data.
    blank: Canvas,
    /// What the mask turns over, as rows like those of [`Code`].
    turned: Vec<u64>,
}

/// One code.
pub struct Code {
    /// Modules along one side.
    pub modules: usize,
    /// As of [`rows_of`].
    rows: Vec<u64>,
}

impl Coder {
    /// Codes that begin with `front`, which stands before `#` and is of the alphanumeric set (`0-9 A-Z $%*+-./:` and space);
    /// without it, codes of the numbers alone.
    pub fn new(front: Option<String>) -> Self {
        Self {
            front,
            mask: None,
            shape: None,
        }
    }

    /// The code of `front#fragment`.
    ///
    /// The mask is scored for the first code and kept: scoring is most of the cost of a code, every mask reads,
    /// and codes that differ in their digits only score alike.
    pub fn code(&mut self, fragment: &str) -> Result<Code, PrintError> {
        let rows = self
            .rows(fragment)
            .map_err(|error| PrintError::Broken(format!("two-dimensional code: {error}")))?;
        Ok(Code {
            modules: rows.len(),
            rows,
        })
    }

    /// Whether the code of `front#fragment` is not too large.
    pub fn holds(&self, fragment: &str) -> bool {
        self.bits(fragment, Version::Normal(LARGEST)).is_ok()
    }

    fn rows(&mut self, fragment: &str) -> Result<Vec<u64>, QrError> {
        let bits = (1..=LARGEST)
            .find_map(|version| self.bits(fragment, Version::Normal(version)).ok())
            .ok_or(QrError::DataTooLong)?;
        let version = bits.version();
        let (data, correction) = ec::construct_codewords(&bits.into_bytes(), version, LEVEL)?;
        let fill = |blank: &Canvas| {
            let mut canvas = blank.clone();
            canvas.draw_data(&data, &correction);
            canvas
        };
        let shape = match self.shape.take() {
            Some(shape) if shape.version == version => shape,
            Some(_) | None => {
                let mut blank = Canvas::new(version, LEVEL);
                blank.draw_all_functional_patterns();
                let canvas = fill(&blank);
                let mask = *self.mask.get_or_insert_with(|| best_mask(&canvas));
                let mut masked = canvas.clone();
                masked.apply_mask(mask);
                let turned = turned(&rows_of(canvas), &rows_of(masked));
                Shape { version, blank, turned }
            }
        };
        let rows = turned(&rows_of(fill(&shape.blank)), &shape.turned);
        self.shape = Some(shape);
        Ok(rows)
    }

    fn bits(&self, fragment: &str, version: Version) -> Result<Bits, QrError> {
        let mut bits = Bits::new(version);
        if let Some(front) = &self.front {
            bits.push_alphanumeric_data(front.as_bytes())?;
            bits.push_byte_data(b"#")?;
        }
        // What is in lower case is a licence key.
        if fragment.bytes().any(|byte| byte.is_ascii_lowercase()) {
            bits.push_byte_data(fragment.as_bytes())?;
        } else {
            bits.push_alphanumeric_data(fragment.as_bytes())?;
        }
        bits.push_terminator(LEVEL)?;
        Ok(bits)
    }
}

/// Each row from above, the leftmost module in the lowest bit; dark is 1.
fn rows_of(canvas: Canvas) -> Vec<u64> {
    let colours = canvas.into_colors();
    let row = |row: &[Color]| {
        row.iter()
            .rev()
            .fold(0, |bits, c| bits << 1 | u64::from(*c == Color::Dark))
    };
    colours.chunks(colours.len().isqrt()).map(row).collect()
}

/// `rows` with the modules of `which` turned over.
fn turned(rows: &[u64], which: &[u64]) -> Vec<u64> {
    rows.iter().zip(which).map(|(row, which)| row ^ which).collect()
}

/// The mask that `qrcode` scores best; it applies the mask without telling which, so compare.
fn best_mask(canvas: &Canvas) -> MaskPattern {
    let best = canvas.apply_best_mask().into_colors();
    MASKS
        .into_iter()
        .find(|mask| {
            let mut tried = canvas.clone();
            tried.apply_mask(*mask);
            tried.into_colors() == best
        })
        .unwrap_or(MaskPattern::Checkerboard)
}

impl Code {
    /// The dark modules as one filled path, in modules, from the upper left corner rightwards and downwards.
    ///
    /// Each rectangle is a run of a row, and as much as repeats of it below.
    pub fn path(&self) -> String {
        let mut left = self.rows.clone();
        let mut path = String::with_capacity(4096);
        for y in 0..self.modules {
            while left[y] != 0 {
                let x = left[y].trailing_zeros();
                let width = (left[y] >> x).trailing_ones();
                let run = ((1 << width) - 1) << x;
                let same = left[y..].iter().take_while(|row| **row & run == run);
                let height = same.count();
                for row in &mut left[y..y + height] {
                    *row &= !run;
                }
                for number in [x as usize, y, width as usize, height] {
                    push_number(&mut path, number);
                }
                path.push_str("re\n");
            }
        }
        path.push('f');
        path
    }
}

/// Writes a number below 100 and a space. There are some 300 rectangles in a code, so this is worth its lines.
fn push_number(path: &mut String, number: usize) {
    if number >= 10 {
        path.push(char::from(b'0' + (number / 10) as u8));
    }
    path.push(char::from(b'0' + (number % 10) as u8));
    path.push(' ');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::{PublicAddress, Scanned};

    const FRAGMENT: &str = "S-0123456789ABCDEF-01234567";

    #[test]
    fn the_code_is_the_smallest_that_holds_the_text() {
        for (host, modules) in [
            ("a.jp", 29),
            ("keys.example.jp", 33),
            ("keys.and-more.a-long-example.co.jp", 37),
        ] {
            let address: PublicAddress = format!("https://{host}").parse().expect("an address");
            let code = Coder::new(Some(Scanned::front(&address)))
                .code(FRAGMENT)
                .expect("a code");
            assert_eq!(code.modules, modules, "{host}");
        }
    }

    #[test]
    fn the_longest_address_still_gives_41_modules_and_one_more_would_not() {
        let longest = format!("https://{}", "a".repeat(PublicAddress::LONGEST - "https://".len()));
        let address: PublicAddress = longest.parse().expect("an address");
        let front = Scanned::front(&address);
        let most = "R-0123456789ABCDEF-0123456789ABCDEF-N11812345678";
        assert_eq!(
            Coder::new(Some(front.clone())).code(most).map(|code| code.modules),
            Ok(41)
        );
        assert!(Coder::new(Some(format!("{front}A"))).code(most).is_err());
        assert!(format!("{longest}a").parse::<PublicAddress>().is_err());
    }

    #[test]
    fn without_an_address_a_code_is_smaller() {
        let code = |fragment| Coder::new(None).code(fragment).map(|code| code.modules);
        assert_eq!(code(FRAGMENT), Ok(25));
        assert_eq!(code("L-aBcDeFgHiJkLmN34"), Ok(25));
    }

    #[test]
    fn the_rectangles_cover_the_dark_modules_once_each_and_nothing_else() {
        let code = Coder::new(Some("HTTPS://KEYS.EXAMPLE.JP/".into()))
            .code(FRAGMENT)
            .expect("a code");
        let mut painted = vec![0; code.modules * code.modules];
        for line in code.path().lines().filter(|line| line.ends_with("re")) {
            let n: Vec<usize> = line.split(' ').take(4).map(|n| n.parse().expect("a number")).collect();
            for y in n[1]..n[1] + n[3] {
                for x in n[0]..n[0] + n[2] {
                    painted[y * code.modules + x] += 1;
                }
            }
        }
        let row = |row: &u64| (0..code.modules).map(|x| (row >> x & 1) as i32).collect::<Vec<_>>();
        let wanted: Vec<i32> = code.rows.iter().flat_map(row).collect();
        assert_eq!(painted, wanted);
    }
}
