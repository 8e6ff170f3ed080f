//! Forms of prints, as an office fills them in.

use std::process::Command;

use kagifuda_desk::view::{
    BatchForm, DestinationForm, DocumentKind, IssuedForm, Language, PrintForm, PrintedView, SelectForm,
};

/// `document` of each of `subjects`, in Japanese, on its usual paper.
pub fn form<S: ToString>(document: DocumentKind, subjects: &[S]) -> PrintForm {
    PrintForm {
        document,
        subjects: subjects.iter().map(ToString::to_string).collect(),
        paper: document.papers()[0],
        labels: None,
        language: Language::Ja,
        masked: false,
    }
}

/// Everything that `document` can be printed of.
pub fn everything(document: DocumentKind) -> SelectForm {
    SelectForm {
        document,
        product: None,
        key: None,
        period: IssuedForm::default(),
        customer: None,
    }
}

/// All of `print` at once, in files named by document, customer and number.
pub fn batch(print: PrintForm, per_customer: bool) -> BatchForm {
    BatchForm {
        print,
        per_customer,
        pattern: "{document} {customer} {number}".into(),
        to: into_a_file(),
    }
}

/// Into a file that anybody can open.
pub fn into_a_file() -> DestinationForm {
    DestinationForm::default()
}

/// The file of a print.
pub fn file(printed: &PrintedView) -> &str {
    printed.file.as_deref().expect("it went into a file")
}

/// What can be read in a file.
pub fn text(file: &str) -> String {
    let read = Command::new("pdftotext").args(["-layout", file, "-"]).output();
    let read = read.expect("`cargo xtask setup` installs pdftotext");
    assert!(read.status.success(), "{file}: {read:?}");
    String::from_utf8(read.stdout).expect("UTF-8")
}
