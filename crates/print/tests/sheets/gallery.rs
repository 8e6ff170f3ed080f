//! Every page looks as it does in the gallery.

use std::path::Path;

use kagifuda_print::Language;

use crate::pictures::{self, Grey};
use crate::samples::samples;

/// The part of a page's dots that may have another shade. What draws them is the same everywhere, to the rounding of its numbers.
const OTHER_DOTS: f64 = 0.0005;
/// A shade is another one from so many of 255 on.
const OTHER_SHADE: u8 = 48;

/// The part of the dots of two pictures that differ; all of them, if they differ in size.
fn difference(one: &Grey, other: &Grey) -> f64 {
    if (one.width, one.height) != (other.width, other.height) {
        return 1.0;
    }
    let pairs = one.shades.iter().zip(&other.shades);
    let differing = pairs
        .filter(|(one, other)| one.abs_diff(**other) >= OTHER_SHADE)
        .count();
    differing as f64 / one.shades.len() as f64
}

#[test]
fn every_document_looks_as_it_does_in_the_gallery() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs")
        .join(pictures::FOLDER);
    let mut shown = 0;
    for language in [Language::Ja, Language::En] {
        for sample in samples(language) {
            for (name, drawn) in pictures::of(&sample, language).expect("it is drawn") {
                let kept = std::fs::read(folder.join(&name));
                let kept = kept.unwrap_or_else(|error| panic!("{name}: {error}; `cargo xtask gallery` makes it"));
                let kept = Grey::read(&kept).expect("a picture");
                let difference = difference(&kept, &drawn);
                assert!(
                    difference <= OTHER_DOTS,
                    "{name} looks different ({difference:.4}); if it should, `cargo xtask gallery` makes the pictures anew"
                );
                shown += 1;
            }
        }
    }
    let kept = std::fs::read_dir(&folder).expect("the gallery").count();
    assert_eq!(kept, shown, "pictures that no document has any more");
}

#[test]
fn a_moved_line_is_a_difference() {
    let page = Grey {
        width: 200,
        height: 200,
        shades: vec![255; 40_000],
    };
    let with_line = |y: usize| {
        let mut shades = page.shades.clone();
        shades[y * 200 + 20..y * 200 + 180].fill(0);
        Grey { shades, ..page }
    };
    assert!(difference(&page, &page) <= OTHER_DOTS);
    assert!(difference(&with_line(50), &with_line(51)) > OTHER_DOTS);
    assert!(difference(&page, &with_line(50)) > OTHER_DOTS);
}
