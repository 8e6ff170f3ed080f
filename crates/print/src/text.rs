//! Where lines break, and how large a text may be.
//!
//! Our own sentences say where they may break (`|` between phrases in Japanese, spaces in English). Other people's texts
//! break between any two Japanese characters that may be parted, and at spaces.

use unicode_normalization::char::compose;

use crate::PrintError;
use crate::canvas::Canvas;
use crate::faces::{Face, width};
use crate::measures::POINTS;

/// A text that is too small for this is not legible, in points.
const SMALLEST: f32 = 4.0;

/// Marks of Japanese that never begin a line.
const NEVER_FIRST: &str = "、。，．・：；？！゛゜ヽヾゝゞ々ー―）」』】〕〉》｝］〟’”ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％℃‐–〜～｡､｣ｰ…‥),.:;!?]}";
/// Marks of Japanese that never end a line.
const NEVER_LAST: &str = "（「『【〔〈《｛［〝‘“｢￥＄№＃([{";

/// A text cut into the pieces between which a line may break.
#[derive(Clone, Debug)]
pub struct Text {
    face: Face,
    pieces: Vec<String>,
    /// Whether it stays on one line, however small.
    stays_whole: bool,
}

impl Text {
    /// One of our own sentences, in which `|` parts phrases.
    pub fn ours(face: Face, sentence: &str) -> Self {
        if sentence.contains('|') {
            let pieces = sentence.split('|').map(str::to_owned).collect();
            Self {
                face,
                pieces,
                stays_whole: false,
            }
        } else {
            Self::theirs(face, sentence)
        }
    }

    /// A name or another text that a person typed.
    pub fn theirs(face: Face, typed: &str) -> Self {
        let mut pieces: Vec<String> = Vec::new();
        for character in tidy(typed).chars() {
            match pieces.last_mut() {
                Some(piece) if !may_break(piece, character) => piece.push(character),
                Some(_) | None => pieces.push(character.into()),
            }
        }
        Self {
            face,
            pieces,
            stays_whole: false,
        }
    }

    /// A number or a code: parted, it would read as two.
    pub fn number(face: Face, number: &str) -> Self {
        Self {
            face,
            pieces: vec![number.into()],
            stays_whole: true,
        }
    }

    /// The whole text.
    pub fn whole(&self) -> String {
        self.pieces.concat()
    }

    /// The text as lines of at most `room` em. The last is not left with a word or two: lines are made more even then.
    pub fn lines(&self, room: f32) -> Vec<String> {
        let lines = self.filled(room);
        let lonely = |lines: &[String]| {
            lines
                .last()
                .is_some_and(|line| width(self.face, line) < (room / 4.0).max(2.5))
        };
        if lines.len() == 1 || !lonely(&lines) {
            return lines;
        }
        // Evening out parts no word that is whole.
        let widest = self
            .pieces
            .iter()
            .map(|piece| width(self.face, piece.trim_end()))
            .fold(0.0, f32::max);
        (1..=8)
            .map(|step| room * (1.0 - step as f32 / 20.0))
            .take_while(|narrower| *narrower >= widest)
            .map(|narrower| self.filled(narrower))
            .find(|narrower| narrower.len() == lines.len() && !lonely(narrower))
            .unwrap_or(lines)
    }

    fn broken(&self, room: f32) -> Broken {
        Broken {
            face: self.face,
            lines: self.lines(room),
        }
    }

    fn filled(&self, room: f32) -> Vec<String> {
        let whole = self.whole();
        if width(self.face, whole.trim_end()) <= room {
            return vec![whole.trim_end().into()];
        }
        let mut lines = vec![String::new()];
        let mut filled = 0.0;
        for piece in self.pieces.iter().flat_map(|piece| fitting(piece, self.face, room)) {
            if filled > 0.0 && filled + width(self.face, piece.trim_end()) > room {
                lines.push(String::new());
                filled = 0.0;
            }
            filled += width(self.face, &piece);
            if let Some(line) = lines.last_mut() {
                line.push_str(&piece);
            }
        }
        lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
    }
}

/// A piece wider than a line, such as a long mail address, is parted anywhere.
fn fitting(piece: &str, face: Face, room: f32) -> Vec<String> {
    if width(face, piece.trim_end()) <= room {
        return vec![piece.into()];
    }
    let mut parts = vec![String::new()];
    for character in piece.chars() {
        let full = parts
            .last()
            .is_some_and(|part| !part.is_empty() && width(face, part) + width(face, &character.to_string()) > room);
        if full {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(character);
        }
    }
    parts
}

/// Whether a line may break between `piece` and `next`.
pub fn may_break(piece: &str, next: char) -> bool {
    let Some(last) = piece.chars().last() else { return false };
    if next == ' ' || NEVER_FIRST.contains(next) || NEVER_LAST.contains(last) {
        return false;
    }
    let in_a_word = |c: char| c.is_ascii_graphic() || (c.is_alphabetic() && u32::from(c) < 0x2E80);
    // 3階, 168時間: what is counted stays with its figure.
    let is_counted = last.is_ascii_digit() && ('\u{4E00}'..='\u{9FFF}').contains(&next);
    last == ' ' || !(in_a_word(last) && in_a_word(next) || is_counted)
}

/// What can be drawn of a typed text: voicing marks join their kana, invisible characters fall away (of a variant, the
/// usual form is drawn), and every kind of line break or control character is a space.
pub fn tidy(typed: &str) -> String {
    let mut tidied = String::with_capacity(typed.len());
    for character in typed.trim().chars() {
        match character {
            '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{E0100}'..='\u{E01EF}' => {}
            '\u{A0}' | '\u{2028}' | '\u{2029}' => tidied.push(' '),
            c if c.is_control() => tidied.push(' '),
            mark => {
                let composed = tidied.chars().last().and_then(|base| compose(base, mark));
                if composed.is_some() {
                    tidied.pop();
                }
                tidied.push(composed.unwrap_or(mark));
            }
        }
    }
    tidied
}

/// Lines of one size, ready to be drawn.
#[derive(Clone, Debug)]
pub struct Set {
    /// The size, in points.
    pub size: f32,
    /// Each text, broken.
    pub texts: Vec<Broken>,
    leading: f32,
    gap: f32,
}

impl Set {
    /// The distance of lines, in mm.
    pub fn step(&self) -> f32 {
        self.size * self.leading / POINTS
    }

    /// How high all of it is, in mm.
    pub fn height(&self) -> f32 {
        let lines = self.texts.iter().map(|text| text.lines.len()).sum::<usize>();
        let gaps = self.texts.len().saturating_sub(1) as f32 * self.gap;
        (lines as f32 * self.leading + gaps) * self.size / POINTS
    }

    /// Writes all texts, the first on the baseline `y`; gives the baseline that would follow.
    pub fn write(&self, canvas: &mut Canvas<'_>, x: f32, y: f32) -> f32 {
        self.texts.iter().fold(y, |y, text| self.write_one(canvas, text, x, y))
    }

    /// Writes one of the texts, for the columns whose texts begin at different places.
    pub fn write_one(&self, canvas: &mut Canvas<'_>, text: &Broken, x: f32, y: f32) -> f32 {
        let mut y = y;
        for line in &text.lines {
            canvas.text(text.face, self.size, x, y, line);
            y += self.step();
        }
        y + self.size * self.gap / POINTS
    }
}

/// A text, broken into lines.
#[derive(Clone, Debug)]
pub struct Broken {
    /// The face of the text.
    pub face: Face,
    /// Its lines; at least one.
    pub lines: Vec<String>,
}

/// A column into which texts are set.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its width, in mm.
    pub width: f32,
    /// Its height, in mm.
    pub height: f32,
    /// The distance of lines, in sizes.
    pub leading: f32,
    /// What is added between texts, in sizes.
    pub gap: f32,
}

impl Column {
    /// A column with room for `lines` lines of `size` points.
    pub fn of_lines(lines: u8, width: f32, size: f32) -> Self {
        let leading = 1.45;
        let height = f32::from(lines) * leading * size / POINTS;
        Self {
            width,
            height,
            leading,
            gap: 0.0,
        }
    }

    /// Sets `texts` below each other in one size for all: `usual` points, or the largest in which they fit the column.
    ///
    /// Refused when they would not be legible; the longest text is named then.
    pub fn fit(&self, usual: f32, texts: &[Text]) -> Result<Set, PrintError> {
        let mut size = usual;
        while size >= SMALLEST {
            let broken: Vec<Broken> = texts
                .iter()
                .map(|text| text.broken(self.width * POINTS / size))
                .collect();
            let lines: usize = broken.iter().map(|text| text.lines.len()).sum();
            let height = lines as f32 * self.leading + texts.len().saturating_sub(1) as f32 * self.gap;
            let is_parted = |(text, broken): (&Text, &Broken)| text.stays_whole && broken.lines.len() > 1;
            let parted = texts.iter().zip(&broken).any(is_parted);
            if !parted && height * size <= self.height * POINTS + 0.01 {
                return Ok(Set {
                    size,
                    texts: broken,
                    leading: self.leading,
                    gap: self.gap,
                });
            }
            size -= 0.25;
        }
        let longest = texts.iter().map(Text::whole).max_by_key(|text| text.chars().count());
        Err(PrintError::TooLong {
            text: longest.unwrap_or_default(),
            item: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_where_japanese_allows_it() {
        for (typed, room, lines) in [
            ("国国国国、国国国国国", 4.0, vec!["国国国", "国、国国", "国国国"]),
            ("株式会社（東京）支店", 5.0, vec!["株式会社", "（東京）支店"]),
            ("ABC Company Limited", 9.0, vec!["ABC Company", "Limited"]),
            ("KX-VCS101 拡張キー", 7.0, vec!["KX-VCS101", "拡張キー"]),
            ("録画（168時間）", 6.0, vec!["録画", "（168時間）"]),
            ("", 5.0, vec![""]),
        ] {
            assert_eq!(Text::theirs(Face::Text, typed).lines(room), lines, "{typed}");
        }
    }

    #[test]
    fn a_number_shrinks_rather_than_being_parted() {
        let column = Column::of_lines(9, 18.8, 8.5);
        let set = |text: Text| column.fit(8.5, &[text]).unwrap();
        let parted = set(Text::theirs(Face::Key, "MIEMASU-12R7"));
        assert_eq!((parted.size, parted.texts[0].lines.len()), (8.5, 2));
        let whole = set(Text::number(Face::Key, "MIEMASU-12R7"));
        assert_eq!(whole.texts[0].lines, ["MIEMASU-12R7"]);
        assert!(whole.size < 8.5 && whole.size > 6.0, "{}", whole.size);
    }

    #[test]
    fn no_line_is_wider_than_its_room_and_no_character_is_lost() {
        let typed = "ながいながい名前の株式会社ーーー。。。（（（averyveryverylongmailaddress@example.co.jp）";
        for room in [3.0, 5.0, 8.0, 13.0] {
            let lines = Text::theirs(Face::Text, typed).lines(room);
            assert!(lines.iter().all(|line| width(Face::Text, line) <= room), "{lines:?}");
            assert_eq!(lines.concat(), typed);
        }
    }

    #[test]
    fn the_last_line_is_not_left_with_one_character() {
        let lines = Text::theirs(Face::Text, "国国国国国国国国国国国").lines(10.05);
        assert!(lines.len() == 2 && lines[1].chars().count() > 1, "{lines:?}");
    }

    #[test]
    fn lines_are_not_made_more_even_at_the_cost_of_a_word() {
        assert_eq!(
            Text::theirs(Face::Text, "2027/06/09 水").lines(7.5),
            ["2027/06/09", "水"]
        );
    }

    #[test]
    fn what_cannot_be_drawn_is_tidied_and_names_stay_as_they_are() {
        for (typed, drawn) in [
            ("カ\u{3099}ラス ハ\u{309A}ン", "ガラス パン"),
            ("葛\u{E0100}城", "葛城"),
            ("一行\r\n二行", "一行  二行"),
            ("一行\u{2028}二行\u{2029}三行", "一行 二行 三行"),
            ("本\u{200E}社\u{FEFF}", "本社"),
            ("﨑 神 ㈱ ｶﾅ", "﨑 神 ㈱ ｶﾅ"),
            ("Cafe\u{301}", "Café"),
        ] {
            assert_eq!(Text::theirs(Face::Text, typed).whole(), drawn);
        }
    }

    #[test]
    fn a_text_shrinks_until_it_fits_and_is_refused_when_it_would_be_illegible() {
        let column = Column {
            width: 30.0,
            height: 8.0,
            leading: 1.4,
            gap: 0.0,
        };
        let set = |n: usize| column.fit(9.0, &[Text::theirs(Face::Text, &"国".repeat(n))]);
        assert_eq!(set(5).map(|set| set.size), Ok(9.0));
        let smaller = set(30).expect("fits when smaller");
        assert!(smaller.size < 9.0 && smaller.texts[0].lines.len() > 1);
        assert!(matches!(set(500), Err(PrintError::TooLong { .. })));
    }
}
