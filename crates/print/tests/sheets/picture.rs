//! Pages as grey pictures: made by three renderers, cropped, and read.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use kagifuda_print::Pdf;
use rxing::BarcodeFormat;
use rxing::helpers::detect_in_luma_with_hints;

use crate::support::tool;

/// Millimetres in an inch.
const INCH: f64 = 25.4;

/// A grey picture; 0 is black.
#[derive(Clone, PartialEq, Debug)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    /// Dots in an inch.
    pub dpi: f64,
    /// Row by row from the upper left corner.
    pub pixels: Vec<u8>,
}

impl Picture {
    /// A white picture.
    pub fn white(width: usize, height: usize, dpi: f64) -> Self {
        Self {
            width,
            height,
            dpi,
            pixels: vec![255; width * height],
        }
    }

    /// The dots of a length in mm.
    pub fn dots(&self, millimetres: f64) -> f64 {
        millimetres * self.dpi / INCH
    }

    /// The grey at a place; white beyond the edges.
    pub fn at(&self, x: i64, y: i64) -> u8 {
        let inside = (0..self.width as i64).contains(&x) && (0..self.height as i64).contains(&y);
        if inside {
            self.pixels[y as usize * self.width + x as usize]
        } else {
            255
        }
    }

    /// The square of `side` mm around a place, white where it leaves the page.
    pub fn square(&self, [x, y]: [f64; 2], side: f64) -> Self {
        let count = self.dots(side).round() as usize;
        let half = count as i64 / 2;
        let (left, top) = (x as i64 - half, y as i64 - half);
        let mut square = Self::white(count, count, self.dpi);
        for (i, pixel) in square.pixels.iter_mut().enumerate() {
            *pixel = self.at(left + (i % count) as i64, top + (i / count) as i64);
        }
        square
    }

    /// The picture at half the size: each pixel the mean of four.
    fn halved(&self) -> Self {
        let mut halved = Self::white(self.width / 2, self.height / 2, self.dpi / 2.0);
        for (i, pixel) in halved.pixels.iter_mut().enumerate() {
            let (x, y) = (i % (self.width / 2) * 2, i / (self.width / 2) * 2);
            let four = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(dx, dy)| self.pixels[(y + dy) * self.width + x + dx]);
            *pixel = (four.into_iter().map(u16::from).sum::<u16>() / 4) as u8;
        }
        halved
    }

    /// How much is black, in mm²; a half-dark pixel counts half.
    pub fn ink(&self) -> f64 {
        // Most of a page is white: whole stretches of it are compared at once.
        let inked = self
            .pixels
            .chunks(64)
            .filter(|stretch| **stretch != [255; 64][..stretch.len()]);
        let dark: u64 = inked.flatten().map(|pixel| u64::from(255 - pixel)).sum();
        dark as f64 / 255.0 * (INCH / self.dpi).powi(2)
    }

    /// How many pixels within `margin` mm of an edge are not white.
    pub fn marks_near_edges(&self, margin: f64) -> usize {
        // A pixel that the margin's line runs through belongs to the inside.
        let margin = self.dots(margin).floor() as usize;
        let near = |i: usize, length: usize| i < margin || i >= length - margin;
        let marks = |pixels: &[u8]| pixels.iter().filter(|pixel| **pixel != 255).count();
        let rows = self.pixels.chunks(self.width).enumerate();
        let of_row = |(y, row): (usize, &[u8])| {
            if near(y, self.height) {
                marks(row)
            } else {
                marks(&row[..margin]) + marks(&row[self.width - margin..])
            }
        };
        rows.map(of_row).sum()
    }

    /// The picture as a PGM file.
    pub fn to_pgm(&self) -> Vec<u8> {
        let mut file = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        file.extend(&self.pixels);
        file
    }

    /// The pictures of PGM files that follow each other.
    fn from_pgm(mut files: &[u8], dpi: f64) -> Vec<Self> {
        let mut pictures = Vec::new();
        while !files.is_empty() {
            let mut field = || {
                let end = files.iter().position(u8::is_ascii_whitespace).expect("a PGM header");
                let field = String::from_utf8_lossy(&files[..end]).into_owned();
                files = &files[end + 1..];
                field
            };
            assert_eq!(field(), "P5");
            let [width, height, most] = [(); 3].map(|()| field().parse::<usize>().expect("a number"));
            assert_eq!(most, 255);
            let (pixels, rest) = files.split_at(width * height);
            files = rest;
            pictures.push(Self {
                width,
                height,
                dpi,
                pixels: pixels.to_vec(),
            });
        }
        pictures
    }
}

/// A program that draws pages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Renderer {
    Poppler,
    Mupdf,
    /// The one that draws our previews.
    Hayro,
}

impl Renderer {
    pub const ALL: [Self; 3] = [Self::Poppler, Self::Mupdf, Self::Hayro];

    /// All pages of a file.
    pub fn pages(self, pdf: &Pdf, dpi: u32) -> Vec<Picture> {
        let resolution = dpi.to_string();
        match self {
            Self::Poppler => poppler(pdf, dpi, [1, pdf.pages]),
            Self::Mupdf => {
                let arguments = [
                    "draw",
                    "-q",
                    "-c",
                    "gray",
                    "-F",
                    "pgm",
                    "-r",
                    &resolution,
                    "-o",
                    "-",
                    "FILE",
                ];
                Picture::from_pgm(&tool("mutool", &arguments, pdf), dpi.into())
            }
            Self::Hayro => {
                let file = hayro::hayro_syntax::Pdf::new(pdf.bytes.clone()).expect("a PDF");
                file.pages().iter().map(|page| by_hayro(page, dpi)).collect()
            }
        }
    }
}

fn by_hayro(page: &hayro::hayro_syntax::page::Page<'_>, dpi: u32) -> Picture {
    let scale = dpi as f32 / 72.0;
    let settings = PixmapSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
    };
    let (cache, interpreter) = (RenderCache::new(), InterpreterSettings::default());
    let drawn = render(page, &cache, &interpreter, &RenderSettings::default(), &settings);
    Picture {
        width: drawn.width().into(),
        height: drawn.height().into(),
        dpi: dpi.into(),
        // Our pages are grey: red says it all.
        pixels: drawn.data().iter().map(|pixel| pixel.r).collect(),
    }
}

/// The pages `first` to `last`, from 1, drawn by poppler.
pub fn poppler(pdf: &Pdf, dpi: u32, [first, last]: [usize; 2]) -> Vec<Picture> {
    let [resolution, first, last] = [dpi as usize, first, last].map(|number| number.to_string());
    let arguments = ["-gray", "-r", &resolution, "-f", &first, "-l", &last, "FILE"];
    Picture::from_pgm(&tool("pdftoppm", &arguments, pdf), dpi.into())
}

/// A code found in a picture.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    /// What it says.
    pub text: String,
    /// Its middle, in dots.
    pub middle: [f64; 2],
}

/// The code of a picture, read by rxing; if need be at half the size, where noise is half as strong. So do readers that
/// people use.
pub fn read_code(picture: &Picture) -> Option<Found> {
    read_as_it_is(picture).or_else(|| {
        let Found { text, middle } = read_as_it_is(&picture.halved())?;
        let middle = middle.map(|dots| dots * 2.0);
        Some(Found { text, middle })
    })
}

fn read_as_it_is(picture: &Picture) -> Option<Found> {
    let mut hints = rxing::DecodeHints {
        TryHarder: Some(true),
        ..rxing::DecodeHints::default()
    };
    let (width, height) = (picture.width as u32, picture.height as u32);
    let kind = Some(BarcodeFormat::QR_CODE);
    let found = detect_in_luma_with_hints(picture.pixels.clone(), width, height, kind, &mut hints).ok()?;
    let middle = |along: fn(&rxing::Point) -> f32| {
        let all = found.getPoints().iter().map(along);
        let (from, to) = all.fold((f32::MAX, f32::MIN), |(from, to), at| (from.min(at), to.max(at)));
        f64::from(from + to) / 2.0
    };
    Some(Found {
        text: found.getText().to_owned(),
        middle: [middle(|point| point.x), middle(|point| point.y)],
    })
}

/// Does `work` for each number below `count`, on all processors, and gives what it gave, in order.
pub fn on_all_processors<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(count)));
    let worker = || {
        loop {
            let i = next.fetch_add(1, Ordering::Relaxed);
            if i >= count {
                break;
            }
            let result = work(i);
            done.lock().expect("no worker failed").push((i, result));
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(worker);
        }
    });
    let mut done = done.into_inner().expect("no worker failed");
    done.sort_by_key(|(i, _)| *i);
    done.into_iter().map(|(_, result)| result).collect()
}
