//! Answers as text for people, in both languages.

use kagifuda_desk::problem::{Mistake, Problem};
use kagifuda_desk::view::{
    ExtendedView, FindView, HitView, IntentView, Language, Online, OutcomeView, RecoveredView, RegistrationView,
    StandingView, StatusView, SubscribedView, SyncedView, Warning,
};

use crate::table::{facts, paragraph, table};
use crate::words::{Words, local_time, words};

/// The text of the language.
pub fn pick<'a>(language: Language, ja: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}

pub fn problem(problem: &Problem, language: Language) -> String {
    let said = words(problem, language);
    let mut lines = vec![said.what, said.todo];
    if let Problem::LinesRefused { lines: refused } = problem {
        for line in refused {
            let said = words(&line.refusal, language);
            lines.push(paragraph(
                &format!("  {}  ", line.activation_key),
                &said.whole(language),
            ));
        }
    }
    if let Problem::FormMistyped { mistakes } = problem {
        lines.extend(mistakes.iter().map(|mistake| self::mistake(mistake, language)));
    }
    lines.join("\n")
}

fn mistake(mistake: &Mistake, language: Language) -> String {
    let place = match (mistake.key_line, language) {
        (None, _) => "  ".into(),
        (Some(line), Language::Ja) => format!("  キーの {line} 行目  "),
        (Some(line), Language::En) => format!("  Key {line}  "),
    };
    paragraph(&place, &words(&mistake.problem, language).whole(language))
}

pub fn warning(warning: &Warning, language: Language) -> String {
    let said = words(warning, language);
    format!("{}{}\n{}", pick(language, "ご注意：", "Note: "), said.what, said.todo)
}

pub fn signed_in(status: &StatusView, language: Language) -> String {
    let company = status.account.as_ref().map_or("", |account| &account.company);
    match language {
        Language::Ja => format!("{company} としてログインしました。"),
        Language::En => format!("Signed in as {company}."),
    }
}

pub fn status(status: &StatusView, language: Language) -> String {
    let pick = |ja, en| pick(language, ja, en);
    let mut rows = Vec::new();
    match &status.account {
        Some(account) => rows.extend([
            (pick("会社名", "Company"), account.company.clone()),
            (pick("登録ID", "Login ID"), account.login.clone()),
            (pick("サーバー", "Server"), account.server.clone()),
        ]),
        None => rows.push((
            pick("会社名", "Company"),
            pick("ログインしていません", "nobody is signed in").into(),
        )),
    }
    let never = || pick("まだありません", "never").to_owned();
    let counts = &status.counts;
    rows.extend([
        (
            pick("最終同期", "Last sync"),
            status
                .last_sync
                .as_ref()
                .map_or_else(never, |at| local_time(at, language)),
        ),
        (pick("キー", "Keys"), counts.keys.to_string()),
        (pick("登録済み", "Registered"), counts.registered.to_string()),
        (pick("機器", "Devices"), counts.devices.to_string()),
        (pick("お客様", "Customers"), counts.customers.to_string()),
        (pick("送信待ち", "Waiting"), status.waiting.to_string()),
    ]);
    if let Online::Offline { problem } = &status.online {
        rows.push((pick("接続", "Connection"), words(problem, language).what));
    }
    facts(&rows)
}

/// What stands before the place where a code is typed.
pub fn code_wanted(language: Language) -> &'static str {
    pick(language, "2段階認証の確認コード: ", "Code of the second factor: ")
}

pub fn progress(done: u32, total: u32, language: Language) -> String {
    match language {
        Language::Ja => format!("取り込み中 {done} / {total}"),
        Language::En => format!("Fetching {done} / {total}"),
    }
}

pub fn synced(synced: &SyncedView, language: Language) -> String {
    match (synced.applied, language) {
        (0, Language::Ja) => "最新の状態です。".into(),
        (0, Language::En) => "Everything is up to date.".into(),
        (applied, Language::Ja) => format!("{applied} 件の変更を取り込みました。最新の状態です。"),
        (applied, Language::En) => format!("{applied} changes fetched. Everything is up to date."),
    }
}

pub fn found(found: &FindView, language: Language) -> String {
    if found.hits.is_empty() {
        return pick(language, "見つかりませんでした。", "Nothing found.").into();
    }
    let headings = match language {
        Language::Ja => [
            "アクティベーションキー",
            "レジストレーションID",
            "品番",
            "MPR ID",
            "レジストレーションキー",
            "お客様",
            "設置先",
            "発行日時",
        ],
        Language::En => [
            "Activation key",
            "Registration ID",
            "Product",
            "Device",
            "Registration key",
            "Customer",
            "Site",
            "Issued",
        ],
    };
    let row = |hit: &HitView| {
        let some = |fact: &Option<String>| fact.clone().unwrap_or_else(|| "–".into());
        let issued_at = hit
            .issued_at
            .as_ref()
            .map_or_else(|| "–".into(), |at| local_time(at, language));
        vec![
            hit.activation_key.clone(),
            hit.registration_id.clone(),
            hit.product.clone(),
            some(&hit.device),
            some(&hit.registration_key),
            some(&hit.customer),
            some(&hit.site),
            issued_at,
        ]
    };
    let rows: Vec<_> = found.hits.iter().map(row).collect();
    let more = pick(
        language,
        "\nほかにもあります。--limit を増やしてください。",
        "\nThere are more: raise --limit.",
    );
    format!("{}{}", table(&headings, &rows), if found.more { more } else { "" })
}

pub fn outcome(outcome: &OutcomeView, language: Language) -> String {
    match outcome {
        OutcomeView::Issued { registrations } => {
            let headings = match language {
                Language::Ja => ["アクティベーションキー", "レジストレーションキー"],
                Language::En => ["Activation key", "Registration key"],
            };
            let row = |r: &RegistrationView| vec![r.activation_key.clone(), r.registration_key.clone()];
            table(&headings, &registrations.iter().map(row).collect::<Vec<_>>())
        }
        OutcomeView::SiteSaved { site } => site.join(" "),
        OutcomeView::Subscribed { subscribed } => self::subscribed(subscribed, language),
        OutcomeView::Extended { extended } => self::extended(extended, language),
        OutcomeView::Written { overtaken: 0 } => pick(language, "書き込みました。", "Written.").into(),
        OutcomeView::Written { overtaken } => match language {
            Language::Ja => format!("書き込みました。ほかの人が先に変更した {overtaken} 件は、画面で選んでください。"),
            Language::En => {
                format!("Written. Choose in the window about {overtaken} that somebody else changed first.")
            }
        },
        OutcomeView::Queued { intent, because } => {
            let Words { what, todo } = words(because, language);
            match language {
                Language::Ja => format!("{what}\n申請 {intent} は保存しました。次の同期で送信します。\n{todo}"),
                Language::En => format!("{what}\nApplication {intent} is kept and sent by the next sync.\n{todo}"),
            }
        }
        OutcomeView::Refused { problem: refused } => problem(refused, language),
    }
}

fn subscribed(subscribed: &SubscribedView, language: Language) -> String {
    let pick = |ja, en| pick(language, ja, en);
    facts(&[
        (pick("接続番号", "Connection number"), subscribed.connection_no.clone()),
        (
            pick("レジストレーションキー", "Registration key"),
            subscribed.registration_key.clone(),
        ),
        (pick("利用期限", "Expiry"), expiry(&subscribed.standing, language)),
    ])
}

fn extended(extended: &ExtendedView, language: Language) -> String {
    let pick = |ja, en| pick(language, ja, en);
    facts(&[
        (
            pick("これまでの利用期限", "Expiry before"),
            expiry(&extended.before, language),
        ),
        (pick("新しい利用期限", "Expiry now"), expiry(&extended.after, language)),
    ])
}

/// TSU-2, TSU-9
fn expiry(standing: &StandingView, language: Language) -> String {
    match (&standing.expiry, language) {
        (Some(day), _) => format!("{day} (GMT)"),
        (None, Language::Ja) => format!("初回利用時から{}か月", standing.months),
        (None, Language::En) => format!("{} months from first use", standing.months),
    }
}

pub fn intents(intents: &[IntentView], language: Language) -> String {
    if intents.is_empty() {
        return pick(language, "申請はありません。", "There are no applications.").into();
    }
    let shown = intents.iter().map(|intent| self::intent(intent, language, true));
    shown.collect::<Vec<_>>().join("\n")
}

/// Applications that the server has answered meanwhile. Without registration keys: this goes where scripts keep their logs.
pub fn answered(intents: &[IntentView], language: Language) -> String {
    let heading = pick(
        language,
        "お預かりしていた申請の結果です。レジストレーションキーは intents で確かめられます。",
        "Applications that were waiting have been answered. `intents` shows the registration keys.",
    );
    let shown = intents.iter().map(|intent| self::intent(intent, language, false));
    [heading.to_owned()]
        .into_iter()
        .chain(shown)
        .collect::<Vec<_>>()
        .join("\n")
}

/// An application, and under it every line of it with what became of it.
fn intent(intent: &IntentView, language: Language, with_keys: bool) -> String {
    let pick = |ja, en| pick(language, ja, en);
    let line = |no: &str, what: &str| paragraph(&format!("  {no}  "), what);
    let bare = || intent.keys.iter().map(|no| line(no, "")).collect::<Vec<_>>();
    let (became, lines): (_, Vec<String>) = match &intent.answer {
        None | Some(OutcomeView::Queued { .. }) => (pick("送信待ち", "waiting"), bare()),
        Some(OutcomeView::Issued { registrations }) => {
            let issued = |r: &RegistrationView| match with_keys {
                true => line(
                    &r.activation_key,
                    &format!(
                        "{} {}",
                        pick("レジストレーションキー", "registration key"),
                        r.registration_key
                    ),
                ),
                false => line(&r.activation_key, ""),
            };
            (pick("発行済み", "issued"), registrations.iter().map(issued).collect())
        }
        Some(done @ OutcomeView::SiteSaved { .. }) => (
            pick("設置先を保存しました", "site saved"),
            vec![outcome(done, language)],
        ),
        Some(done @ (OutcomeView::Subscribed { .. } | OutcomeView::Extended { .. })) if with_keys => {
            (pick("完了", "done"), vec![outcome(done, language)])
        }
        Some(OutcomeView::Subscribed { .. } | OutcomeView::Extended { .. } | OutcomeView::Written { .. }) => {
            (pick("完了", "done"), bare())
        }
        Some(OutcomeView::Refused {
            problem: Problem::LinesRefused { lines: refused },
        }) => {
            let reasons = refused
                .iter()
                .map(|r| line(&r.activation_key, &words(&r.refusal, language).whole(language)));
            let is_refused = |no: &String| refused.iter().any(|r| r.activation_key == *no);
            let others = intent.keys.iter().filter(|no| !is_refused(no));
            let others = others.map(|no| {
                line(
                    no,
                    pick("この行に問題はありません。", "Nothing is wrong with this line."),
                )
            });
            (
                pick("受け付けられませんでした", "refused"),
                reasons.chain(others).collect(),
            )
        }
        Some(OutcomeView::Refused { problem }) => {
            let reason = paragraph("  ", &words(problem, language).whole(language));
            (
                pick("受け付けられませんでした", "refused"),
                [reason].into_iter().chain(bare()).collect(),
            )
        }
    };
    let (at, device) = (
        local_time(&intent.at, language),
        intent.device.as_deref().unwrap_or_default(),
    );
    let heading = format!("{at}  {} {device}  {became}", pick("機器", "device"));
    [heading].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
}

pub fn recovered(recovered: &RecoveredView, language: Language) -> String {
    let pick = |ja, en| pick(language, ja, en);
    let mut lines = Vec::new();
    if recovered.aside.is_empty() {
        lines.push(pick("取り置くデータはありませんでした。", "There was nothing to set aside.").to_owned());
    } else {
        lines.push(
            pick(
                "いままでのデータを、次の名前で取り置きました。",
                "The data was set aside as:",
            )
            .to_owned(),
        );
        lines.extend(recovered.aside.iter().map(|path| format!("  {path}")));
    }
    lines.push(match (recovered.applications, language) {
        (Some(waiting), Language::Ja) => {
            format!("送信待ちの申請 {waiting} 件を引き継ぎました。次の同期で送信します。")
        }
        (Some(waiting), Language::En) => {
            format!("Applications that wait to be sent were carried over: {waiting}. The next sync sends them.")
        }
        (None, Language::Ja) => {
            "申請は読み出せませんでした。送信待ちだったものがあれば、もう一度申請してください。".into()
        }
        (None, Language::En) => {
            "No applications could be read. If some were waiting to be sent, apply for them again.".into()
        }
    });
    lines.push(match (recovered.prints, language) {
        (Some(prints), Language::Ja) => format!("印刷の記録 {prints} 件を引き継ぎました。"),
        (Some(prints), Language::En) => format!("Records of prints were carried over: {prints}."),
        (None, Language::Ja) => "印刷の記録は読み出せませんでした。次の印刷は「控え」からになります。".into(),
        (None, Language::En) => "No records of prints could be read: the next print is marked as the first.".into(),
    });
    lines.push(
        pick(
            "ログインして同期すると、キーをサーバーから取り込み直します。",
            "Sign in and sync: the keys are fetched from the server.",
        )
        .to_owned(),
    );
    lines.join("\n")
}
