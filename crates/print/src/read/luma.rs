//! What makes a bad picture readable. Grey values: 0 is black.

use image::GrayImage;
use image::imageops;

/// The picture with no side longer than `side` pixels.
pub fn no_longer_than(side: u32, picture: &GrayImage) -> GrayImage {
    let (width, height) = picture.dimensions();
    let longest = width.max(height);
    if longest <= side {
        return picture.clone();
    }
    let scaled = |length: u32| {
        let scaled = u64::from(length) * u64::from(side) / u64::from(longest);
        u32::try_from(scaled).unwrap_or(side).max(1)
    };
    imageops::thumbnail(picture, scaled(width), scaled(height))
}

/// From black to white: what a dim or pale picture lacks. The darkest and the lightest hundredth do not count.
pub fn stretched(picture: &GrayImage) -> GrayImage {
    let mut counts = [0_usize; 256];
    picture.iter().for_each(|pixel| counts[usize::from(*pixel)] += 1);
    let few = picture.len() / 100;
    let (dark, light) = (end(0..256, &counts, few), end((0..256).rev(), &counts, few));
    let range = light.saturating_sub(dark).max(1);
    let mut stretched = picture.clone();
    for pixel in stretched.iter_mut() {
        let value = usize::from(*pixel).saturating_sub(dark) * 255 / range;
        *pixel = u8::try_from(value).unwrap_or(u8::MAX);
    }
    stretched
}

/// The first of `greys` behind which more than `few` pixels are.
fn end(mut greys: impl Iterator<Item = usize>, counts: &[usize; 256], few: usize) -> usize {
    let mut passed = 0;
    let found = greys.find(|grey| {
        passed += counts[*grey];
        passed > few
    });
    found.unwrap_or_default()
}

/// Without grain: every pixel the mean of the nine around it.
pub fn smoothed(picture: &GrayImage) -> GrayImage {
    imageops::filter3x3(picture, &[1.0; 9])
}

/// Light for dark.
pub fn inverted(picture: &GrayImage) -> GrayImage {
    let mut inverted = picture.clone();
    imageops::invert(&mut inverted);
    inverted
}
