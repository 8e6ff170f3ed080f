//! Printing from the command line.

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::time::Duration;

use kagifuda_desk::problem::{PaperProblem, Problem};
use kagifuda_desk::view::{
    BatchForm, BatchView, DestinationForm, IssuedForm, LabelsForm, Language, PrintForm, PrintedView, SelectForm,
};
use kagifuda_desk::{Batching, Desk};
use serde_json::json;

use crate::answer::{Answer, DONE, REFUSED, exit_status};
use crate::args::{Print, Prints, Reprint};
use crate::commands::line;
use crate::show;
use crate::words::{local_time, words};

/// Prints what is named, or everything that a filter chooses.
pub async fn print(desk: &Desk, args: &Print, paper_language: Language, language: Language) -> Result<Answer, Answer> {
    let to = destination(&args.printer, args.password_stdin)?;
    let mut form = PrintForm {
        document: args.document,
        subjects: args.subjects.clone(),
        paper: args.page.map_or_else(|| args.document.papers()[0], Into::into),
        labels: args.labels.clone().map(|sheet| LabelsForm {
            sheet,
            start: args.start.unwrap_or(1),
        }),
        language: paper_language,
        masked: args.masked,
    };
    if !args.all {
        let printed = desk.print(form, to, args.out.clone()).await?;
        return Ok(Answer::done(&printed, printed_words(&printed, language)));
    }
    let chosen = &args.chosen;
    let select = SelectForm {
        document: args.document,
        product: chosen.product.clone(),
        key: chosen.state.map(Into::into),
        period: IssuedForm {
            from: chosen.from.clone(),
            to: chosen.to.clone(),
        },
        customer: chosen.customer.clone(),
    };
    let chosen_of = desk.select(select).await?;
    if chosen_of.total as usize > chosen_of.subjects.len() {
        return Err(Problem::from(PaperProblem::TooManySheets {
            found: chosen_of.total,
            max: chosen_of.subjects.len() as u32,
        })
        .into());
    }
    form.subjects = chosen_of.subjects;
    let batch = BatchForm {
        print: form,
        per_customer: chosen.per_customer,
        pattern: chosen.pattern.clone(),
        to,
    };
    let batching = Arc::new(Batching::default());
    let telling = io::stderr()
        .is_terminal()
        .then(|| tokio::spawn(tell(batching.clone(), language)));
    let stopping = tokio::spawn(stop(batching.clone()));
    let done = desk.print_batch(batch, &batching).await;
    stopping.abort();
    if let Some(telling) = telling {
        telling.abort();
        eprint!("\r\x1b[K");
    }
    let done = done?;
    let status = match &done.fault {
        Some(fault) => exit_status(fault),
        None if done.left_out.is_empty() && !done.cancelled => DONE,
        None => REFUSED,
    };
    Ok(Answer::verdict(&done, batch_words(&done, language), status))
}

/// Ctrl+C stops a batch where files are whole and recorded.
async fn stop(batching: Arc<Batching>) {
    if tokio::signal::ctrl_c().await.is_ok() {
        batching.cancel();
    }
}

fn destination(printer: &Option<String>, password_stdin: bool) -> Result<DestinationForm, Answer> {
    let password = match password_stdin {
        true => Some(line(io::stdin().lock())?),
        false => None,
    };
    Ok(DestinationForm {
        printer: printer.clone(),
        password,
    })
}

/// Says how far it is, to a person.
async fn tell(batching: Arc<Batching>, language: Language) {
    loop {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let progress = batching.progress();
        eprint!("\r{}", show::progress(progress.done, progress.total, language));
    }
}

/// Prints once more what was printed before.
pub async fn reprint(desk: &Desk, args: &Reprint, language: Language) -> Result<Answer, Answer> {
    let to = destination(&args.printer, args.password_stdin)?;
    let printed = desk.reprint(&args.id, args.start, to, args.out.clone()).await?;
    Ok(Answer::done(&printed, printed_words(&printed, language)))
}

/// Lists what was printed.
pub async fn prints(desk: &Desk, args: &Prints, language: Language) -> Result<Answer, Answer> {
    let history = desk.prints(None, args.limit).await?;
    let lines = history.prints.iter().map(|print| {
        let at = local_time(&print.at, language);
        let copy = match (language, print.copy) {
            (Language::Ja, 1) => "控え".to_owned(),
            (Language::Ja, copy) => format!("再発行 {copy}"),
            (Language::En, 1) => "copy".to_owned(),
            (Language::En, copy) => format!("reprint {copy}"),
        };
        let document = json!(print.document);
        let document = document.as_str().unwrap_or_default();
        let mut line = format!(
            "{}  {at}  {document}  {}  {copy}  {}",
            print.id, print.subject, print.by
        );
        if let Some(customer) = &print.customer {
            line.push_str("  ");
            line.push_str(&customer.name);
        }
        if !print.told {
            line.push_str(match language {
                Language::Ja => "  未同期",
                Language::En => "  unsent",
            });
        }
        line
    });
    Ok(Answer::done(&history, lines.collect::<Vec<_>>().join("\n")))
}

/// Lists printers.
pub async fn printers(desk: &Desk, language: Language) -> Result<Answer, Answer> {
    let printers = desk.printers().await?;
    let words = match (printers.as_slice(), language) {
        ([], Language::Ja) => "プリンターが見つかりません。".to_owned(),
        ([], Language::En) => "No printers were found.".to_owned(),
        (some, _) => {
            let line = |printer: &kagifuda_desk::view::PrinterView| {
                format!("{} {}", if printer.usual { "*" } else { " " }, printer.name)
            };
            some.iter().map(line).collect::<Vec<_>>().join("\n")
        }
    };
    Ok(Answer::done(&json!({ "printers": printers }), words))
}

/// Lists sheets of labels.
pub async fn label_sheets(desk: &Desk) -> Result<Answer, Answer> {
    let sheets = desk.label_sheets().await?;
    let lines = sheets
        .iter()
        .map(|sheet| format!("{}  {} × {} mm", sheet.name, sheet.width, sheet.height));
    Ok(Answer::done(
        &json!({ "sheets": sheets }),
        lines.collect::<Vec<_>>().join("\n"),
    ))
}

fn printed_words(printed: &PrintedView, language: Language) -> String {
    let pages = printed.pages;
    match (&printed.file, &printed.printer, language) {
        (Some(file), _, Language::Ja) => format!("{file} に {pages} ページ印刷しました。"),
        (Some(file), _, Language::En) => format!("Printed into {file}, pages: {pages}."),
        (None, printer, Language::Ja) => {
            format!(
                "{} に {pages} ページ送りました。",
                printer.as_deref().unwrap_or_default()
            )
        }
        (None, printer, Language::En) => {
            format!("Sent to {}, pages: {pages}.", printer.as_deref().unwrap_or_default())
        }
    }
}

fn batch_words(done: &BatchView, language: Language) -> String {
    let mut lines: Vec<String> = done
        .printed
        .iter()
        .map(|printed| printed_words(printed, language))
        .collect();
    for left_out in &done.left_out {
        let why = words(&left_out.problem, language).what;
        lines.push(match language {
            Language::Ja => format!("印刷しなかったもの：{}（{why}）", left_out.subject),
            Language::En => format!("Not printed: {} ({why})", left_out.subject),
        });
    }
    if let Some(fault) = &done.fault {
        lines.push(show::problem(fault, language));
    }
    if done.cancelled {
        lines.push(match language {
            Language::Ja => "途中でやめました。ここまでに印刷したものは、印刷の記録にあります。".to_owned(),
            Language::En => "Stopped. What was printed until then stands in the history of prints.".to_owned(),
        });
    }
    lines.join("\n")
}
