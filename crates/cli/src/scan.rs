//! Reading a picture of paper: one table a document, the verdict before it and what to do behind it.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{
    Asked, CodeView, Finding, Language, ScanVerdict, ScanView, ScannedDocument, ScannedField, ScannedView, Verdict,
};
use kagifuda_desk::{Desk, LARGEST_SCAN};

use crate::answer::{Answer, CONTRADICTS, DONE, NOTHING, UNKNOWN};
use crate::args::Scan;
use crate::show::pick;
use crate::table::table;
use crate::words::words;

pub async fn scan(desk: &Desk, args: &Scan, language: Language) -> Result<Answer, Answer> {
    let scanned = desk.scan(read(&args.image)?).await?;
    let status = match scanned.verdict {
        ScanVerdict::Genuine => DONE,
        ScanVerdict::Contradicts => CONTRADICTS,
        ScanVerdict::Unknown => UNKNOWN,
        ScanVerdict::Nothing => NOTHING,
    };
    Ok(Answer::verdict(&scanned, text(&scanned, language), status))
}

/// The bytes of the file, one more than are read at most: that it is too large is for the desk to say.
fn read(image: &Path) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let most = LARGEST_SCAN as u64 + 1;
    let done = if image == Path::new("-") {
        io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        File::open(image).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    done.map_err(|_| Problem::FileAccess {
        path: image.display().to_string(),
    })?;
    Ok(bytes)
}

fn text(scanned: &ScanView, language: Language) -> String {
    let mut parts: Vec<String> = scanned.codes.iter().map(|code| self::code(code, language)).collect();
    if parts.is_empty() {
        let none = pick(
            language,
            "二次元コードは見つかりませんでした。\n明るい所で、コード全体が大きく写るように撮り直してください。下4桁だけを印刷した書類には、コードがありません。",
            "No two-dimensional code was found.\nTake the picture again in good light, with the whole code large in it. Documents with only the last four digits have none.",
        );
        parts.push(none.into());
    }
    match (scanned.pages_left, language) {
        (0, _) => {}
        (left, Language::Ja) => parts.push(format!("ページが多いため、最後の {left} ページは読んでいません。")),
        (left, Language::En) => parts.push(format!("There are too many pages: the last {left} were not read.")),
    }
    parts.join("\n\n")
}

fn code(code: &CodeView, language: Language) -> String {
    match (code, language) {
        (CodeView::Document(document), _) => self::document(document, language),
        (CodeView::Foreign { page, text }, Language::Ja) => {
            format!("{page} ページ  ほかの二次元コードです。キーの書類のものではありません。\n{text}")
        }
        (CodeView::Foreign { page, text }, Language::En) => {
            format!("Page {page}  Another code, not that of a document with keys.\n{text}")
        }
    }
}

fn document(document: &ScannedView, language: Language) -> String {
    let ScannedView { page, verdict, .. } = document;
    let name = name(document.document, language);
    let (said, todo) = said(verdict, language);
    let heading = match language {
        Language::Ja => format!("{page} ページ  {name}  {said}"),
        Language::En => format!("Page {page}  {name}  {said}"),
    };
    let headings = match language {
        Language::Ja => ["項目", "紙の番号", "照合"],
        Language::En => ["Field", "On paper", "Compared"],
    };
    let rows = document.numbers.iter().map(|number| {
        let field = field(number.field, language).to_owned();
        vec![field, number.number.clone(), finding(&number.finding, language)]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    [heading, table(&headings, &rows), todo].join("\n")
}

fn name(document: ScannedDocument, language: Language) -> &'static str {
    let pick = |ja, en| pick(language, ja, en);
    match document {
        ScannedDocument::ActivationSheet => pick("アクティベーションキーシート", "Activation key sheet"),
        ScannedDocument::StartupCard => pick("起動情報案内カード", "Startup-information card"),
        ScannedDocument::RegistrationSheet => pick("レジストレーションキーシート", "Registration key sheet"),
        ScannedDocument::LicenceSheet => pick("ライセンスキーシート", "Licence key sheet"),
        ScannedDocument::RenewalLetter => pick("更新のご案内", "Renewal letter"),
        ScannedDocument::CustomerSet => pick("お客様控え一式", "Customer set"),
    }
}

fn field(field: ScannedField, language: Language) -> &'static str {
    let pick = |ja, en| pick(language, ja, en);
    match field {
        ScannedField::Address => pick("アドレス", "Address"),
        ScannedField::ActivationKey => pick("アクティベーションキー", "Activation key"),
        ScannedField::RegistrationId => pick("レジストレーションID", "Registration ID"),
        ScannedField::Device => pick("MPR ID/MACアドレス", "Device"),
        ScannedField::RegistrationKey => pick("レジストレーションキー", "Registration key"),
        ScannedField::ConnectionNo => pick("接続番号", "Connection number"),
        ScannedField::LicenceKey => pick("ライセンスキー", "Licence key"),
        ScannedField::DocumentNo => pick("文書番号", "Document number"),
    }
}

fn finding(finding: &Finding, language: Language) -> String {
    let pick = |ja, en| pick(language, ja, en).to_owned();
    match (finding, language) {
        (Finding::Agrees, _) => pick("一致", "agrees"),
        (Finding::Unknown, _) => pick("記録なし", "no record"),
        (Finding::Differs { positions }, _) if positions.is_empty() => pick("違います", "differs"),
        (Finding::Differs { positions }, Language::Ja) => format!("{} 桁目が違います", joined(positions, "・")),
        (Finding::Differs { positions }, Language::En) => format!("differs at digit {}", joined(positions, ", ")),
        (Finding::Elsewhere { device }, Language::Ja) => format!("別の機器 {device} のものです"),
        (Finding::Elsewhere { device }, Language::En) => format!("belongs to device {device}"),
    }
}

fn joined(positions: &[u32], between: &str) -> String {
    let positions: Vec<String> = positions.iter().map(u32::to_string).collect();
    positions.join(between)
}

/// The verdict, and what to do.
fn said(verdict: &Verdict, language: Language) -> (&'static str, String) {
    let pick = |ja, en| pick(language, ja, en);
    match verdict {
        Verdict::Genuine => (
            pick("正しい書類です", "Genuine"),
            pick(
                "番号はすべて、署名された記録と一致しています。",
                "Every number agrees with a signed record.",
            )
            .into(),
        ),
        Verdict::Contradicts => (
            pick("記録と食い違っています", "Contradicts the records"),
            pick(
                "偽造、印刷の誤り、または古い書類です。この紙は使わず、正しい番号の書類を印刷し直してください。",
                "It is forged, misprinted or outdated. Do not use this paper: print the right one anew.",
            )
            .into(),
        ),
        Verdict::Unknown { asked } => (
            pick("確かめられません", "Not known here"),
            match asked {
                Asked::NotYours => pick(
                    "サーバーにある貴社の記録にも、この番号はありません。購入元に確かめてください。",
                    "The server has no such number among your records either. Ask where the paper was bought.",
                )
                .into(),
                Asked::NoAnswer { because } => format!(
                    "{}\n{}",
                    pick(
                        "このパソコンには記録がありません。接続してから、もう一度読んでください。",
                        "It is not known on this computer. Connect, and read it again.",
                    ),
                    words(because, language).what
                ),
            },
        ),
    }
}
