//! Straight to a printer, where the system allows it: `lp` of CUPS on Linux and macOS, the handler of PDF files on Windows.

use std::time::Duration;

use tempfile::NamedTempFile;
use tokio::process::Command;

use super::setup::LAST_PRINTER;
use crate::Desk;
use crate::problem::{PaperProblem, Problem};
use crate::view::PrinterView;

/// How long the system's queue may take to accept a file. Others wait meanwhile to record their prints, and give up after ten seconds.
const PATIENCE: Duration = Duration::from_secs(8);

impl Desk {
    /// The printers of this computer, in order of name. None, where the system has none or cannot be asked.
    pub async fn printers(&self) -> Result<Vec<PrinterView>, Problem> {
        let mut printers = printers().await;
        if let Some(last) = self.cache.setting(LAST_PRINTER).await?
            && printers.iter().any(|printer| printer.name == last)
        {
            for printer in &mut printers {
                printer.usual = printer.name == last;
            }
        }
        Ok(printers)
    }
}

#[cfg(unix)]
async fn printers() -> Vec<PrinterView> {
    let answer = async |option: &str| {
        // The words around the names are those of the person's language without this.
        let asked = Command::new("lpstat")
            .arg(option)
            .env("LC_ALL", "C")
            .kill_on_drop(true)
            .output();
        let answer = tokio::time::timeout(PATIENCE, asked).await.ok()?.ok()?;
        answer
            .status
            .success()
            .then(|| String::from_utf8_lossy(&answer.stdout).into_owned())
    };
    let names = answer("-e").await.unwrap_or_default();
    let usual = answer("-d").await.unwrap_or_default();
    let usual = usual.rsplit(": ").next().unwrap_or_default().trim().to_owned();
    let mut printers: Vec<PrinterView> = names
        .lines()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| PrinterView {
            name: name.to_owned(),
            usual: name == usual,
        })
        .collect();
    printers.sort_by(|one, other| one.name.cmp(&other.name));
    printers
}

#[cfg(windows)]
async fn printers() -> Vec<PrinterView> {
    let asked = powershell(
        "[Console]::OutputEncoding = [Text.Encoding]::UTF8; Get-CimInstance Win32_Printer | ForEach-Object { \"$($_.Default)|$($_.Name)\" }",
        [],
    );
    let Ok(Ok(answer)) = tokio::time::timeout(PATIENCE, asked).await else {
        return Vec::new();
    };
    let text = String::from_utf8_lossy(&answer.stdout).into_owned();
    let printer = |line: &str| {
        let (usual, name) = line.trim().split_once('|')?;
        Some(PrinterView {
            name: name.to_owned(),
            usual: usual == "True",
        })
    };
    let mut printers: Vec<PrinterView> = text.lines().filter_map(printer).collect();
    printers.sort_by(|one, other| one.name.cmp(&other.name));
    printers
}

/// `CREATE_NO_WINDOW`: no console flashes up.
#[cfg(windows)]
const NO_WINDOW: u32 = 0x0800_0000;

/// Runs a line of PowerShell; names reach it as variables of the environment, never as a part of the line.
#[cfg(windows)]
fn powershell<const N: usize>(
    line: &str,
    variables: [(&str, String); N],
) -> impl Future<Output = std::io::Result<std::process::Output>> {
    let mut command = Command::new("powershell");
    command
        .args(["-NoProfile", "-NonInteractive", "-Command", line])
        .envs(variables)
        .creation_flags(NO_WINDOW)
        .kill_on_drop(true);
    command.output()
}

/// Hands `file` to the queue of `printer`, which has it then; the file is gone afterwards.
#[cfg(unix)]
pub(super) async fn send(printer: &str, file: NamedTempFile) -> Result<(), Problem> {
    let refused = || PaperProblem::PrinterRefused {
        printer: printer.to_owned(),
    };
    let sent = Command::new("lp")
        // Printed at another scale, codes and labels would not have their size.
        .args(["-d", printer, "-t", "Kagifuda", "-o", "print-scaling=none", "--"])
        .arg(file.path())
        .kill_on_drop(true)
        .output();
    match tokio::time::timeout(PATIENCE, sent).await {
        Ok(Ok(sent)) if sent.status.success() => Ok(()),
        Ok(Ok(sent)) => {
            tracing::warn!(printer, status = %sent.status, "a printer did not take a file");
            Err(refused().into())
        }
        Ok(Err(error)) if error.kind() == std::io::ErrorKind::NotFound => Err(PaperProblem::NoPrinting.into()),
        Ok(Err(_)) | Err(_) => Err(refused().into()),
    }
}

/// Hands `file` to the handler of PDF files, which prints it on `printer`.
#[cfg(windows)]
pub(super) async fn send(printer: &str, file: NamedTempFile) -> Result<(), Problem> {
    let refused = || PaperProblem::PrinterRefused {
        printer: printer.to_owned(),
    };
    // Handlers know a file by its extension, and read it when they get to it. What a program leaves that ends before, the next desk sweeps away.
    let (_, kept) = file.keep().map_err(|_| refused())?;
    let named = kept.with_extension("pdf");
    std::fs::rename(&kept, &named).map_err(|_| refused())?;
    let variables = [
        ("KAGIFUDA_FILE", named.display().to_string()),
        ("KAGIFUDA_PRINTER", printer.to_owned()),
    ];
    let line = "Start-Process -FilePath $env:KAGIFUDA_FILE -Verb PrintTo -ArgumentList ('\"' + $env:KAGIFUDA_PRINTER + '\"') -WindowStyle Hidden";
    let sent = tokio::time::timeout(PATIENCE, powershell(line, variables)).await;
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(600)).await;
        if let Err(error) = std::fs::remove_file(&named) {
            tracing::warn!(%error, "a file that was printed could not be removed");
        }
    });
    match sent {
        Ok(Ok(sent)) if sent.status.success() => Ok(()),
        Ok(_) | Err(_) => Err(refused().into()),
    }
}
