//! Forms of prints, as an office fills them in.

use kagifuda_desk::view::{DestinationForm, DocumentKind, Language, PrintForm, PrintedView};

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

/// Into a file that anybody can open.
pub fn into_a_file() -> DestinationForm {
    DestinationForm::default()
}

/// The file of a print.
pub fn file(printed: &PrintedView) -> &str {
    printed.file.as_deref().expect("it went into a file")
}
