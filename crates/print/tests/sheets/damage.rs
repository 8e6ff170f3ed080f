//! What happens to a code between the printer and the camera.
//!
//! Every damage is exactly defined here and the same in every run, so "20 of 20" means the same tomorrow.

use std::f64::consts::{PI, TAU};

use crate::picture::Picture;
use crate::support::Numbers;

/// The side of the code in the middle of the pictures, in mm.
pub const CODE: f64 = 30.0;

/// A number from 0 to below 1.
fn fraction(numbers: &mut Numbers) -> f64 {
    (numbers.next() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Out of focus: a Gaussian of standard deviation `sigma` mm.
pub fn blurred(picture: &Picture, sigma: f64) -> Picture {
    let sigma = picture.dots(sigma);
    let reach = (3.0 * sigma).ceil() as i64;
    let weights: Vec<f64> = (-reach..=reach)
        .map(|d| (-0.5 * (d as f64 / sigma).powi(2)).exp())
        .collect();
    let whole: f64 = weights.iter().sum();
    let along = |picture: &Picture, step: [i64; 2]| {
        let mut blurred = picture.clone();
        for (i, pixel) in blurred.pixels.iter_mut().enumerate() {
            let (x, y) = ((i % picture.width) as i64, (i / picture.width) as i64);
            let sum: f64 = (-reach..=reach)
                .zip(&weights)
                .map(|(d, weight)| f64::from(picture.at(x + d * step[0], y + d * step[1])) * weight)
                .sum();
            *pixel = (sum / whole).round() as u8;
        }
        blurred
    };
    along(&along(picture, [1, 0]), [0, 1])
}

/// A bad sensor: Gaussian noise of standard deviation `sigma` of 255 on every pixel by itself.
pub fn noisy(picture: &Picture, sigma: f64, numbers: &mut Numbers) -> Picture {
    let mut noisy = picture.clone();
    for pixel in &mut noisy.pixels {
        let distance = (-2.0 * (1.0 - fraction(numbers)).ln()).sqrt();
        let noise = sigma * distance * (TAU * fraction(numbers)).cos();
        *pixel = (f64::from(*pixel) + noise).round() as u8;
    }
    noisy
}

/// A sticker or a thumb: an opaque square, black or white by turns, over `part` of the code's area. It lies in the
/// middle, or at the right or lower edge, or in the fourth corner: no reader finds a code whose corner marks are hidden.
pub fn covered(picture: &Picture, part: f64, numbers: &mut Numbers) -> Picture {
    let side = CODE * part.sqrt();
    let far = (CODE - side) / 2.0;
    let spots = [[0.0, 0.0], [far, 0.0], [0.0, far], [far, far]];
    let [x, y] = spots[(numbers.next() % 4) as usize];
    let grey = if numbers.next().is_multiple_of(2) { 0 } else { 255 };
    painted(picture, |dx, dy, _| {
        let inside = (dx - x).abs() <= side / 2.0 && (dy - y).abs() <= side / 2.0;
        inside.then_some(grey)
    })
}

/// Coffee: a round spot of `part` of the code's area, anywhere on the code, that lets 45 % of the light through.
pub fn stained(picture: &Picture, part: f64, numbers: &mut Numbers) -> Picture {
    let radius = CODE * (part / PI).sqrt();
    let [x, y] = [(); 2].map(|()| (fraction(numbers) - 0.5) * (CODE - 2.0 * radius));
    painted(picture, |dx, dy, grey| {
        let inside = (dx - x).hypot(dy - y) <= radius;
        inside.then(|| (f64::from(grey) * 0.45) as u8)
    })
}

/// Paints over what `paint` gives a grey for; it is asked with mm from the middle of the picture.
fn painted(picture: &Picture, paint: impl Fn(f64, f64, u8) -> Option<u8>) -> Picture {
    let mut painted = picture.clone();
    let dot = 1.0 / picture.dots(1.0);
    let (middle_x, middle_y) = (picture.width as f64 / 2.0, picture.height as f64 / 2.0);
    for (i, pixel) in painted.pixels.iter_mut().enumerate() {
        let (x, y) = ((i % picture.width) as f64 + 0.5, (i / picture.width) as f64 + 0.5);
        *pixel = paint((x - middle_x) * dot, (y - middle_y) * dot, *pixel).unwrap_or(*pixel);
    }
    painted
}

/// The luminance table of the JPEG standard, annex K.
const JPEG: [u32; 64] = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
    87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103, 99,
];

/// Sent by a messenger: what a JPEG of `quality` (below 50, as libjpeg counts it) loses. Only the rounding of its
/// 8 × 8 cosines loses anything; what would follow in a file is lossless and left out.
pub fn squeezed(picture: &Picture, quality: u32) -> Picture {
    let scale = 5_000 / quality;
    let steps = JPEG.map(|step| f64::from(((step * scale + 50) / 100).clamp(1, 255)));
    let mut waves = [[0.0; 8]; 8];
    for (u, wave) in waves.iter_mut().enumerate() {
        let height = if u == 0 { (0.125_f64).sqrt() } else { 0.5 };
        for (x, value) in wave.iter_mut().enumerate() {
            *value = height * ((2 * x + 1) as f64 * u as f64 * PI / 16.0).cos();
        }
    }
    let mut squeezed = picture.clone();
    for top in (0..picture.height).step_by(8) {
        for left in (0..picture.width).step_by(8) {
            let grey = |x: usize, y: usize| f64::from(picture.at((left + x) as i64, (top + y) as i64)) - 128.0;
            let rows = square(|u, y| (0..8).map(|x| waves[u][x] * grey(x, y)).sum());
            let cosines = square(|u, v| (0..8).map(|y| waves[v][y] * rows[y][u]).sum());
            let rounded = square(|u, v| (cosines[v][u] / steps[v * 8 + u]).round() * steps[v * 8 + u]);
            let rows = square(|u, y| (0..8).map(|v| waves[v][y] * rounded[v][u]).sum());
            let pixels = square(|x, y| (0..8).map(|u| waves[u][x] * rows[y][u]).sum());
            for (y, row) in pixels.iter().enumerate().take(picture.height - top) {
                for (x, pixel) in row.iter().enumerate().take(picture.width - left) {
                    squeezed.pixels[(top + y) * picture.width + left + x] = (pixel + 128.0).round() as u8;
                }
            }
        }
    }
    squeezed
}

/// The values of `f(x, y)`, as rows.
fn square(f: impl Fn(usize, usize) -> f64) -> [[f64; 8]; 8] {
    let mut square = [[0.0; 8]; 8];
    for (y, row) in square.iter_mut().enumerate() {
        for (x, value) in row.iter_mut().enumerate() {
            *value = f(x, y);
        }
    }
    square
}

/// Held askew: turned by `degrees` around the middle, and `scale` times as large.
pub fn turned(picture: &Picture, degrees: f64, scale: f64) -> Picture {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let (middle_x, middle_y) = (picture.width as f64 / 2.0, picture.height as f64 / 2.0);
    let mut turned = picture.clone();
    for (i, pixel) in turned.pixels.iter_mut().enumerate() {
        let x = ((i % picture.width) as f64 + 0.5 - middle_x) / scale;
        let y = ((i / picture.width) as f64 + 0.5 - middle_y) / scale;
        let from_x = x * cosine + y * sine + middle_x - 0.5;
        let from_y = y * cosine - x * sine + middle_y - 0.5;
        let (left, top) = (from_x.floor(), from_y.floor());
        let (right_part, lower_part) = (from_x - left, from_y - top);
        let grey = |dx, dy| f64::from(picture.at(left as i64 + dx, top as i64 + dy));
        let upper = grey(0, 0) * (1.0 - right_part) + grey(1, 0) * right_part;
        let lower = grey(0, 1) * (1.0 - right_part) + grey(1, 1) * right_part;
        *pixel = (upper * (1.0 - lower_part) + lower * lower_part).round() as u8;
    }
    turned
}

/// A copy of a copy: each is laid on the glass a little askew, comes out 1 % larger or smaller, a little blurred, and in
/// black and white only, the first too light and the second too dark.
pub fn photocopied(picture: &Picture) -> Picture {
    let copy = |picture: &Picture, degrees, scale, threshold| {
        let mut copy = blurred(&turned(picture, degrees, scale), 0.08);
        for pixel in &mut copy.pixels {
            *pixel = if *pixel < threshold { 0 } else { 255 };
        }
        copy
    };
    copy(&copy(picture, 0.4, 0.99, 110), -0.7, 1.01, 150)
}
