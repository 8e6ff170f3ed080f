//! The other systems: nothing is installed, but what is missing is named, with the way to get it.

use std::path::Path;

use anyhow::{Result, bail};

use super::For;
use crate::shell;

pub fn linux(purpose: For) -> Result<()> {
    let libraries: Vec<_> = [
        (
            "webkit2gtk-4.1",
            "draws the window; the -dev or -devel package of WebKitGTK 4.1",
        ),
        (
            "openssl",
            "the cipher of the office's cache; the -dev or -devel package of OpenSSL 3",
        ),
    ]
    .into_iter()
    .filter(|(library, _)| !shell::works("pkg-config", &["--exists", library]))
    .collect();
    let to_test = [
        ("xvfb-run", "a display nobody sees"),
        ("dbus-run-session", "the session bus of the tests"),
        ("WebKitWebDriver", "drives the real window"),
        ("xclip", "copies a picture, to be pasted there"),
        ("gnome-keyring-daemon", "a keychain to keep the cache's key in"),
        ("pdftoppm", "draws PDF pages; poppler's tools"),
        ("mutool", "draws PDF pages again; mupdf's tools"),
        ("qpdf", "checks that a PDF is sound"),
        ("zbarimg", "reads QR codes back; zbar's tools"),
        ("python3", "runs another reader of QR codes; with its venv module"),
    ];
    let programs = to_test
        .into_iter()
        .filter(|(program, _)| purpose == For::Testing && !is_on_path(program));
    refuse(
        libraries.into_iter().chain(programs),
        "install these with your system's packages, then try again",
    )
}

pub fn macos() -> Result<()> {
    let tools = (
        "Xcode's command line tools",
        "link Rust and compile SQLCipher: run `xcode-select --install`",
    );
    refuse(
        [tools].into_iter().filter(|_| !shell::works("xcode-select", &["-p"])),
        "install them, then try again",
    )
}

pub fn windows() -> Result<()> {
    let places = ["ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA"]
        .into_iter()
        .filter_map(std::env::var_os);
    let has_webview = places
        .into_iter()
        .any(|place| Path::new(&place).join("Microsoft/EdgeWebView/Application").is_dir());
    let webview = (
        "WebView2",
        "draws the window: https://developer.microsoft.com/microsoft-edge/webview2",
    );
    let perl = (
        "Perl",
        "builds the cipher of the office's cache: https://strawberryperl.com",
    );
    let missing = [(webview, has_webview), (perl, shell::works("perl", &["-v"]))];
    refuse(
        missing.into_iter().filter(|(_, here)| !here).map(|(tool, _)| tool),
        "install them, then try again",
    )
}

fn refuse<'a>(missing: impl Iterator<Item = (&'a str, &'a str)>, advice: &str) -> Result<()> {
    let missing: Vec<_> = missing.collect();
    super::show(&missing);
    if !missing.is_empty() {
        bail!("{advice}");
    }
    Ok(())
}

fn is_on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_tool_stops_with_the_advice() {
        let refusal = refuse([("tool", "why")].into_iter(), "get it").expect_err("something is missing");
        assert_eq!(refusal.to_string(), "get it");
        refuse([].into_iter(), "get it").expect("nothing is missing");
    }

    #[test]
    fn only_programs_on_the_path_are_found() {
        assert!(is_on_path(&format!("cargo{}", std::env::consts::EXE_SUFFIX)));
        assert!(!is_on_path("no-such-program"));
    }
}
