//! A two-dimensional code as a picture for the screen.

use std::fmt::Write;

use qrcode::types::Color;
use qrcode::{EcLevel, QrCode};

use crate::PrintError;

/// Empty modules around the code.
const QUIET: usize = 4;

/// The code of `text` as an SVG picture, dark on white whatever is around it.
pub fn code_svg(text: &str) -> Result<String, PrintError> {
    let broken = |error| PrintError::Broken(format!("two-dimensional code: {error}"));
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(broken)?;
    let (width, side) = (code.width(), code.width() + 2 * QUIET);
    let mut path = String::new();
    for (nth, colour) in code.into_colors().into_iter().enumerate() {
        if colour == Color::Dark {
            let _ = write!(path, "M{} {}h1v1h-1z", nth % width + QUIET, nth / width + QUIET);
        }
    }
    Ok(format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="white" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>"#
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_holds_every_dark_module_inside_its_quiet_zone() {
        let text = "otpauth://totp/Kagifuda:demo1234?secret=GEZDGNBVGY3TQOJQ&issuer=Kagifuda";
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        let dark = code
            .to_colors()
            .into_iter()
            .filter(|colour| *colour == Color::Dark)
            .count();
        let picture = code_svg(text).unwrap();
        assert_eq!(picture.matches("h1v1h-1z").count(), dark);
        // The first module of a code is dark.
        assert!(picture.contains("M4 4h1"));
        assert!(picture.contains(&format!(r#"viewBox="0 0 {0} {0}""#, code.width() + 8)));
    }
}
