//! Files with a password, opened by the readers people have.

use std::process::Command;

use kagifuda_print::{FilePassword, KeyPaper, Language, Paper, protect};

use crate::support::{batch, numbers_on, print};

const PASSWORD: &str = "Minato 2026!";

/// What a tool answers to `password`: its output, if it opens the file.
fn opened(tool: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(tool)
        .args(arguments)
        .output()
        .expect("the tool is installed");
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_protected_file_opens_with_its_password_in_three_readers_and_with_no_other() {
    let batch = batch((KeyPaper::Card, Paper::A6), Language::Ja, 3);
    let password: FilePassword = PASSWORD.parse().expect("a password");
    let bytes = protect(&print(&batch).bytes, &password).expect("encrypted");
    assert!(
        !bytes.windows(8).any(|part| part == b"Kagifuda"),
        "properties are hidden, too"
    );
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), &bytes).expect("room on the disk");
    let path = file.path().to_str().expect("a plain path");
    for (password, opens) in [(PASSWORD, true), ("Minato 2026", false), ("", false)] {
        let poppler = opened("pdftotext", &["-upw", password, "-layout", path, "-"]);
        assert_eq!(poppler.is_some(), opens, "poppler, {password:?}");
        if let Some(text) = poppler {
            assert!(
                numbers_on(&batch, 0).iter().all(|number| text.contains(number)),
                "{text}"
            );
        }
        let given = format!("--password={password}");
        assert_eq!(
            opened("qpdf", &[&given, "--check", path]).is_some(),
            opens,
            "qpdf, {password:?}"
        );
        let mupdf = opened("mutool", &["draw", "-p", password, "-F", "txt", path]);
        assert_eq!(
            mupdf.is_some_and(|text| !text.trim().is_empty()),
            opens,
            "mupdf, {password:?}"
        );
    }
    let told = opened("qpdf", &[&format!("--password={PASSWORD}"), "--show-encryption", path]).expect("it opens");
    assert!(told.contains("AESv3") && told.contains("R = 6"), "{told}");
}

#[test]
fn a_password_that_readers_disagree_on_is_refused() {
    for (typed, good) in [
        ("12345678", true),
        ("1234567", false),
        ("", false),
        ("パスワードです1234", false),
        ("tab\tbetween", false),
    ] {
        assert_eq!(typed.parse::<FilePassword>().is_ok(), good, "{typed}");
    }
    assert_eq!(format!("{:?}", PASSWORD.parse::<FilePassword>()), "Ok(FilePassword(…))");
}

#[test]
fn masked_documents_hold_no_whole_number_in_words_or_codes() {
    let mut batch = batch((KeyPaper::Card, Paper::A6), Language::Ja, 2);
    batch.masked = true;
    let pdf = print(&batch);
    let pages = crate::support::texts(&pdf);
    for (i, page) in pages.iter().enumerate() {
        let key = crate::support::keys(&batch)[i];
        let (no, id) = (key.activation_key.to_string(), key.registration_id.to_string());
        assert!(page.contains(&no[15..]) && page.contains(&id[5..]), "{page}");
        assert!(!page.contains(&no[..9]) && !page.contains(&id[..4]), "{page}");
    }
    let document = lopdf::Document::load_mem(&pdf.bytes).expect("a PDF");
    for page in document.page_iter() {
        let content = document.get_page_content(page);
        let filled = content.windows(3).filter(|part| part == b"re\n").count();
        assert!(filled < 20, "a code is some 300 rectangles: {filled}");
    }
}
