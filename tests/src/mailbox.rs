//! What the server mails, which without a mail server becomes files.

use std::path::Path;
use std::time::{Duration, Instant};

use mail_parser::MessageParser;

use crate::server::LicensingServer;

/// How long a mail may take.
const PATIENCE: Duration = Duration::from_secs(30);

impl LicensingServer {
    /// Waits for a mail to `mailbox` that has a link of the account; answers its text. Of several, one that is not among `read`.
    pub async fn mail_with_link(&self, mailbox: &str, read: &[String]) -> String {
        let started = Instant::now();
        loop {
            let mails = mails_in(&self.mail_folder(), mailbox);
            let new = mails
                .into_iter()
                .find(|text| text.contains("/account#") && !read.contains(text));
            if let Some(text) = new {
                return text;
            }
            assert!(started.elapsed() < PATIENCE, "no mail with a link to {mailbox}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

/// The texts of the mails to `mailbox`.
fn mails_in(folder: &Path, mailbox: &str) -> Vec<String> {
    let Ok(files) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let files = files.filter_map(|file| Some(file.ok()?.path()));
    let mails = files.filter(|path| path.extension().is_some_and(|end| end == "eml"));
    let read = |path| {
        let text = std::fs::read(path).ok()?;
        let mail = MessageParser::default().parse(&text)?;
        let to = mail.to()?.first()?.address()?.to_owned();
        (to == mailbox).then(|| mail.body_text(0).map(|body| body.into_owned()))?
    };
    mails.filter_map(read).collect()
}
