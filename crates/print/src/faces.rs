//! The faces we ship: which characters they have, how wide they are, and the part of each that a file needs.
//!
//! A file carries only the glyphs it uses. `printpdf` would embed a whole face of 4.6 MB, and would drop a character
//! that a face lacks without a word; so faces are cut down here, and every character is looked up before it is drawn.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use allsorts::binary::read::ReadScope;
use allsorts::error::ParseError;
use allsorts::font_data::{DynamicFontTableProvider, FontData};
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use allsorts::tables::cmap::Cmap;
use allsorts::tables::{FontTableProvider, HeadTable, HheaTable, HmtxTable, MaxpTable};
use allsorts::tag;
use printpdf::ParsedFont;

use crate::PrintError;

/// A face, by what it is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Face {
    /// Japanese text: BIZ UDPGothic.
    Text,
    /// Japanese titles and labels: BIZ UDPGothic Bold.
    Bold,
    /// English text and addresses: Atkinson Hyperlegible Next. The descenders of the Japanese face are cut very short.
    Latin,
    /// English titles and labels: Atkinson Hyperlegible Next Bold.
    LatinBold,
    /// Numbers: Atkinson Hyperlegible Mono, in which 0 and D, 8 and B cannot be taken for each other.
    Key,
    /// The rare kanji of names that the text face lacks.
    Rare,
}

impl Face {
    const ALL: [Self; 6] = [
        Self::Text,
        Self::Bold,
        Self::Latin,
        Self::LatinBold,
        Self::Key,
        Self::Rare,
    ];

    /// The name under which pages refer to the face.
    pub const fn resource(self) -> &'static str {
        match self {
            Self::Text => "T",
            Self::Bold => "B",
            Self::Latin => "L",
            Self::LatinBold => "M",
            Self::Key => "K",
            Self::Rare => "R",
        }
    }

    /// The name in the file; six letters and a plus mark a face of which only a part is there.
    const fn name(self) -> &'static str {
        match self {
            Self::Text => "KAGIFT+BIZUDPGothic",
            Self::Bold => "KAGIFB+BIZUDPGothic-Bold",
            Self::Latin => "KAGIFL+AtkinsonHyperlegibleNext-Regular",
            Self::LatinBold => "KAGIFM+AtkinsonHyperlegibleNext-Bold",
            Self::Key => "KAGIFK+AtkinsonHyperlegibleMono-Medium",
            Self::Rare => "KAGIFR+KagifudaRareKanji",
        }
    }

    const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Text => include_bytes!("../fonts/BIZUDPGothic-Regular.ttf"),
            Self::Bold => include_bytes!("../fonts/BIZUDPGothic-Bold.ttf"),
            Self::Latin => include_bytes!("../fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
            Self::LatinBold => include_bytes!("../fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
            Self::Key => include_bytes!("../fonts/AtkinsonHyperlegibleMono-Medium.ttf"),
            Self::Rare => include_bytes!("../fonts/KagifudaRareKanji.ttf"),
        }
    }

    fn glyphs(self) -> &'static ByCharacter<Glyph> {
        static GLYPHS: [OnceLock<ByCharacter<Glyph>>; Face::ALL.len()] = [const { OnceLock::new() }; Face::ALL.len()];
        GLYPHS[self as usize].get_or_init(|| self.read_glyphs().expect("a shipped face is readable"))
    }

    fn provider(self) -> Result<DynamicFontTableProvider<'static>, ParseError> {
        let provider = ReadScope::new(self.bytes())
            .read::<FontData<'static>>()?
            .table_provider(0);
        provider.map_err(|_| ParseError::BadValue)
    }

    fn read_glyphs(self) -> Result<ByCharacter<Glyph>, ParseError> {
        let provider = self.provider()?;
        let head = provider.read_table_data(tag::HEAD)?;
        let units = f32::from(ReadScope::new(&head).read::<HeadTable>()?.units_per_em);
        let maxp = provider.read_table_data(tag::MAXP)?;
        let glyph_count = ReadScope::new(&maxp).read::<MaxpTable>()?.num_glyphs;
        let hhea = provider.read_table_data(tag::HHEA)?;
        let metric_count = ReadScope::new(&hhea).read::<HheaTable>()?.num_h_metrics;
        let hmtx = provider.read_table_data(tag::HMTX)?;
        let hmtx = ReadScope::new(&hmtx).read_dep::<HmtxTable<'_>>((glyph_count.into(), metric_count.into()))?;
        let cmap = provider.read_table_data(tag::CMAP)?;
        let cmap = ReadScope::new(&cmap).read::<Cmap<'_>>()?;
        let (_, subtable) = allsorts::font::read_cmap_subtable(&cmap)?.ok_or(ParseError::MissingValue)?;
        let mut glyphs = ByCharacter::with_capacity_and_hasher(glyph_count.into(), BuildHasherDefault::default());
        subtable.mappings_fn(|code, id| {
            if let (Some(character), Ok(advance)) = (char::from_u32(code), hmtx.horizontal_advance(id)) {
                let advance = f32::from(advance) / units;
                glyphs.insert(character, Glyph { id, advance });
            }
        })?;
        Ok(glyphs)
    }

    /// The part of the face that draws `characters`, whose glyphs get the ids from 1 in that order.
    fn part(self, characters: &[char]) -> Result<ParsedFont, PrintError> {
        let broken = |what: &str| PrintError::Broken(format!("face {}: {what}", self.name()));
        let glyphs = self.glyphs();
        // Glyph 0, the face's mark for "missing", comes first in every part.
        let ids = characters.iter().filter_map(|c| Some(glyphs.get(c)?.id));
        let kept: Vec<u16> = std::iter::once(0).chain(ids).collect();
        let provider = self.provider().map_err(|error| broken(&error.to_string()))?;
        let bytes = subset(&provider, &kept, &SubsetProfile::Pdf, CmapTarget::Unicode)
            .map_err(|error| broken(&error.to_string()))?;
        let mut part =
            ParsedFont::from_bytes(&bytes, 0, &mut Vec::new()).ok_or_else(|| broken("its part is unreadable"))?;
        part.font_name = Some(self.name().into());
        part.codepoint_to_glyph = characters.iter().map(|c| u32::from(*c)).zip(1..).collect();
        Ok(part)
    }
}

/// What is known of each character.
type ByCharacter<T> = HashMap<char, T, BuildHasherDefault<Spread>>;

/// Spreads characters over a table. The standard hasher withstands attackers, takes several times as long, and every
/// character of a batch is looked up more than once.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32((*byte).into()));
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[derive(Clone, Copy)]
struct Glyph {
    id: u16,
    /// In em.
    advance: f32,
}

/// The face that draws `character` where `wanted` is asked for, and its glyph there; none if no face has it.
fn glyph_of(wanted: Face, character: char) -> Option<(Face, Glyph)> {
    let japanese = match wanted {
        Face::Text | Face::Latin | Face::Key | Face::Rare => Face::Text,
        Face::Bold | Face::LatinBold => Face::Bold,
    };
    let glyph = |face: Face| Some((face, *face.glyphs().get(&character)?));
    [wanted, japanese, Face::Rare].into_iter().find_map(glyph)
}

/// The width of `text` in em. Characters that no face has count as one em; drawing them is refused later.
pub fn width(wanted: Face, text: &str) -> f32 {
    let advance = |c| glyph_of(wanted, c).map_or(1.0, |(_, glyph)| glyph.advance);
    text.chars().map(advance).sum()
}

/// The characters of `text` that no face draws in a Japanese document, each once.
pub fn missing(text: &str) -> String {
    let missing = text.chars().filter(|c| glyph_of(Face::Text, *c).is_none());
    missing.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Which characters of which face a file uses, and which no face has.
#[derive(Default)]
pub struct Used {
    parts: BTreeMap<Face, Part>,
    missing: BTreeSet<char>,
}

/// The characters of one face, numbered from 1 in the order of their first use.
#[derive(Default)]
struct Part {
    characters: Vec<char>,
    numbers: ByCharacter<u16>,
}

impl Part {
    fn number(&mut self, character: char) -> u16 {
        *self.numbers.entry(character).or_insert_with(|| {
            self.characters.push(character);
            // No face has more glyphs than numbers.
            self.characters.len() as u16
        })
    }
}

/// A face as it goes into the file.
pub struct Cut {
    /// Which face.
    pub face: Face,
    /// All its characters.
    pub characters: String,
    /// The part of it that draws them.
    pub part: ParsedFont,
}

impl Used {
    /// Splits `text` into runs of one face each, as the glyph numbers of the face's part.
    pub fn runs(&mut self, wanted: Face, text: &str) -> Vec<(Face, Vec<u16>)> {
        let mut runs: Vec<(Face, Vec<u16>)> = Vec::new();
        for character in text.chars() {
            let Some((face, _)) = glyph_of(wanted, character) else {
                self.missing.insert(character);
                continue;
            };
            let number = self.parts.entry(face).or_default().number(character);
            match runs.last_mut() {
                Some((last, run)) if *last == face => run.push(number),
                Some(_) | None => runs.push((face, vec![number])),
            }
        }
        runs
    }

    /// Refuses what nothing draws of what was used so far, on the document `item`, from 0, or on all.
    pub fn refuse_missing(&self, item: Option<usize>) -> Result<(), PrintError> {
        if self.missing.is_empty() {
            return Ok(());
        }
        Err(PrintError::MissingGlyphs {
            characters: self.missing.iter().collect(),
            item,
        })
    }

    /// The parts of the faces that draw everything used.
    pub fn cut(&self) -> Result<Vec<Cut>, PrintError> {
        let cut = |(face, part): (&Face, &Part)| {
            Ok(Cut {
                face: *face,
                characters: part.characters.iter().collect(),
                part: face.part(&part.characters)?,
            })
        };
        self.parts.iter().map(cut).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_name_kanji_are_in_the_text_face_and_the_rare_ones_in_the_other() {
        for (character, face) in [
            ('髙', Some(Face::Text)),
            ('﨑', Some(Face::Text)),
            ('邉', Some(Face::Text)),
            ('𠮷', Some(Face::Rare)),
            ('é', Some(Face::Text)),
            ('한', None),
            ('😀', None),
        ] {
            let found = glyph_of(Face::Text, character).map(|(face, _)| face);
            assert_eq!(found, face, "{character}");
        }
    }

    #[test]
    fn digits_of_the_key_face_have_one_width() {
        let width_of_0 = width(Face::Key, "0");
        for digit in "123456789ABCDEF-:".chars() {
            assert_eq!(width(Face::Key, &digit.to_string()), width_of_0, "{digit}");
        }
    }
}
