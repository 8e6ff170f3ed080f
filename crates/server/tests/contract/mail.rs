//! What is mailed, to whom, and how often.

use std::collections::HashMap;
use std::fs;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use kagifuda_domain::Clock;
use kagifuda_domain::kms::Pair;
use kagifuda_ledger::MAIL_LEASE;
use kagifuda_server::{MailError, MailOptions, Options, StartError, start};
use mail_parser::MessageParser;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::on_both_engines;
use crate::support::sink::{Sink, Taken};
use crate::support::{DEVICE, Desk, OTHER_DEVICE, PASSWORD, World, send};

on_both_engines!(
    kms_6_the_result_is_mailed_to_each_recipient,
    kms_6_the_subject_and_the_language_can_be_chosen,
    kms_6_a_mail_goes_out_once_a_request_and_never_for_a_refusal,
    kms_6_a_wish_that_cannot_be_fulfilled_is_refused,
    a_refused_mail_is_tried_again_after_a_minute_then_two,
    a_mail_waits_for_a_mail_server_that_is_away,
    a_mail_is_given_up_after_three_days,
    two_servers_send_each_mail_once,
    a_mail_that_a_dead_server_had_taken_is_sent_by_another,
    a_mail_server_that_wants_a_password_gets_it_from_its_file,
    what_became_of_a_mail_is_forgotten_after_ninety_days,
    without_a_mail_server_mails_become_private_files,
    what_is_kept_of_a_mail_says_no_secret,
    a_mail_server_that_cannot_be_used_is_said_at_the_start,
);

/// The body of an application with a result mail in Japanese.
fn mailed(pairs: &[Pair], to: &[&str]) -> Value {
    let mut body = Desk::application(DEVICE, pairs);
    body["mail"] = json!({ "to": to, "language": "ja" });
    body
}

/// Waits for what a job does.
async fn until(what: &str, done: impl AsyncFn() -> bool) {
    let started = Instant::now();
    while !done().await {
        assert!(started.elapsed() < Duration::from_secs(30), "{what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn until_taken(sink: &Sink, count: usize) -> Vec<Taken> {
    until("mails arrive", async || sink.taken().len() >= count).await;
    sink.taken()
}

/// What is kept of a mail.
struct Kept {
    recipient: String,
    body: String,
    next_try_at: Option<i64>,
    tries: i64,
    sent_at: Option<i64>,
    last_error: Option<String>,
}

type Row = (String, String, Option<i64>, i64, Option<i64>, Option<String>);

async fn kept(world: &World) -> Vec<Kept> {
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(&world.database).await.unwrap();
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT recipient, body, next_try_at, tries, sent_at, last_error FROM mail ORDER BY made_at, recipient",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    pool.close().await;
    let kept = |(recipient, body, next_try_at, tries, sent_at, last_error)| Kept {
        recipient,
        body,
        next_try_at,
        tries,
        sent_at,
        last_error,
    };
    rows.into_iter().map(kept).collect()
}

/// A world that mails to a sink, with a desk of `dealer01` and `count` keys.
async fn mailing(world: World, sink: &Sink, count: usize) -> (World, Desk, Vec<Pair>) {
    let world = world.mailing(sink.options()).await;
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", count).await;
    (world, desk, keys)
}

async fn kms_6_the_result_is_mailed_to_each_recipient(world: World) {
    let sink = Sink::new().await;
    let (world, desk, keys) = mailing(world, &sink, 2).await;
    let mut body = mailed(&keys, &["desk@example.jp", "field@example.com"]);
    body["site"] = json!(["福岡支店𠮷", "3階"]);
    let issued = desk.register_under(Uuid::new_v4(), body).await.registration_keys();

    let mut taken = until_taken(&sink, 2).await;
    taken.sort_by_key(|mail| mail.to.clone());
    assert_eq!(
        [&taken[0].to, &taken[1].to],
        [&["desk@example.jp"], &["field@example.com"]]
    );
    for mail in &taken {
        assert!(
            mail.text.is_ascii() && mail.text.lines().all(|line| line.len() <= 78),
            "{}",
            mail.text
        );
        let mail = MessageParser::default().parse(&mail.text).unwrap();
        assert_eq!(
            mail.subject(),
            Some("[福岡支店𠮷:1234-5678-90AB-CDEF] Registration Key for MPR ID/MAC ADDRESS")
        );
        let from = mail.from().unwrap().first().unwrap();
        assert_eq!((from.name(), from.address()), (Some("鍵札"), Some("keys@example.jp")));
        assert!(mail.message_id().unwrap().ends_with("@example.jp"));
        assert_eq!(mail.date().unwrap().to_rfc3339(), "2026-11-21T00:00:00Z");
        assert_eq!(mail.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
        let text = mail.body_text(0).unwrap();
        for (pair, registration_key) in keys.iter().zip(&issued) {
            let lines = format!(
                "アクティベーションキーナンバー：{}\n   レジストレーションキー：{registration_key}\n",
                pair.no
            );
            assert!(text.replace('\r', "").contains(&lines), "{text}");
            assert!(!text.contains(&pair.registration_id.to_string()));
        }
        for said in [
            "1234-5678-90AB-CDEF",
            "福岡支店𠮷",
            "3階",
            "KX-VCS101（ソフトウェア拡張）",
            "1つ入力するたびに、機器を再起動します。今回の再起動は2回です。",
        ] {
            assert!(text.contains(said), "{said}\n{text}");
        }
    }
    assert_ne!(message_id(&taken[0]), message_id(&taken[1]));
    until("both are marked", async || {
        kept(&world).await.iter().all(|mail| mail.sent_at.is_some())
    })
    .await;
    let metrics = send(world.request(reqwest::Method::GET, "/metrics")).await.text;
    assert!(
        metrics.contains("kagifuda_mails_total{outcome=\"sent\"} 2"),
        "{metrics}"
    );
}

fn message_id(mail: &Taken) -> String {
    let mail = MessageParser::default().parse(&mail.text).unwrap();
    mail.message_id().unwrap().to_owned()
}

async fn kms_6_the_subject_and_the_language_can_be_chosen(world: World) {
    let sink = Sink::new().await;
    let (_world, desk, keys) = mailing(world, &sink, 1).await;
    let subject = "鍵".repeat(200);
    let mut body = mailed(&keys, &["desk@example.jp", "desk@example.jp"]);
    body["mail"]["subject"] = json!(subject);
    body["mail"]["language"] = json!("en");
    assert_eq!(desk.register_under(Uuid::new_v4(), body).await.status, 200);
    let taken = until_taken(&sink, 1).await;
    assert_eq!(taken.len(), 1, "who is named twice gets one");
    let mail = MessageParser::default().parse(&taken[0].text).unwrap();
    assert_eq!(mail.subject(), Some(subject.as_str()));
    let text = mail.body_text(0).unwrap();
    for said in [
        "Registration key: ",
        "KX-VCS101 (Software upgrade)",
        "one restart this time",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    assert!(!text.contains("Site:"), "none is known: {text}");
}

async fn kms_6_a_mail_goes_out_once_a_request_and_never_for_a_refusal(world: World) {
    let (desk, keys) = (
        world.dealer("dealer01").await,
        world.mint("dealer01", "KX-VCS101", 1).await,
    );
    let recipients = async || kept(&world).await.len();
    let (request, body) = (Uuid::new_v4(), mailed(&keys, &["desk@example.jp"]));
    for _ in 0..2 {
        assert_eq!(desk.register_under(request, body.clone()).await.status, 200);
        assert_eq!(recipients().await, 1, "an answer given again is not mailed again");
    }
    let other = mailed(&keys, &["other@example.jp"]);
    assert_eq!(
        desk.register_under(request, other.clone()).await.code(),
        "idempotency_key_reused"
    );
    // KMS-2
    assert_eq!(desk.register(DEVICE, &keys).await.status, 200);
    assert_eq!(recipients().await, 1, "nobody asked");
    assert_eq!(desk.register_under(Uuid::new_v4(), other).await.status, 200);
    assert_eq!(recipients().await, 2, "asked in a new request");
    let mut refused = mailed(&keys, &["desk@example.jp"]);
    refused["device"] = json!(OTHER_DEVICE);
    assert_eq!(
        desk.register_under(Uuid::new_v4(), refused).await.line_codes(),
        ["bound_elsewhere"]
    );
    assert_eq!(recipients().await, 2);
}

async fn kms_6_a_wish_that_cannot_be_fulfilled_is_refused(world: World) {
    let (desk, keys) = (
        world.dealer("dealer01").await,
        world.mint("dealer01", "KX-VCS101", 1).await,
    );
    let to = json!(["desk@example.jp"]);
    for (mail, said) in [
        (json!({ "to": [], "language": "ja" }), "1 or 2 addresses, not to 0"),
        (
            json!({ "to": ["a@b.jp", "b@b.jp", "c@b.jp"], "language": "ja" }),
            "not to 3",
        ),
        (json!({ "to": ["nobody"], "language": "ja" }), "mail address looks like"),
        (
            json!({ "to": ["a@b.jp\r\nBcc: c@b.jp"], "language": "ja" }),
            "mail address looks like",
        ),
        (
            json!({ "to": ["<a>@b.jp"], "language": "ja" }),
            "mail address looks like",
        ),
        (
            json!({ "to": ["a@b..jp"], "language": "ja" }),
            "mail address looks like",
        ),
        (json!({ "to": to, "language": "fr" }), "unknown variant"),
        (json!({ "to": to }), "missing field"),
        (json!({ "to": to, "language": "ja", "cc": to }), "unknown field"),
        (
            json!({ "to": to, "language": "ja", "subject": "" }),
            "1 to 200 characters",
        ),
        (
            json!({ "to": to, "language": "ja", "subject": "鍵".repeat(201) }),
            "this one has 201",
        ),
        (
            json!({ "to": to, "language": "ja", "subject": "a\r\nBcc: c@b.jp" }),
            "no line breaks",
        ),
    ] {
        let mut body = Desk::application(DEVICE, &keys);
        body["mail"] = mail.clone();
        let answer = desk.register_under(Uuid::new_v4(), body).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, "bad_request"), "{mail}");
        assert!(
            answer.json()["detail"].as_str().unwrap().contains(said),
            "{mail}: {}",
            answer.text
        );
    }
    assert_eq!(kept(&world).await.len(), 0);
    let issued = desk.register(DEVICE, &keys).await;
    assert_eq!(issued.json()["registrations"][0]["again"], false, "nothing was done");
}

async fn a_refused_mail_is_tried_again_after_a_minute_then_two(world: World) {
    let sink = Sink::new().await;
    sink.refuse("451 4.7.1 come again");
    let (world, desk, keys) = mailing(world, &sink, 1).await;
    desk.register_under(Uuid::new_v4(), mailed(&keys, &["desk@example.jp"]))
        .await;
    for (tries, minutes) in [(1, 1), (2, 2)] {
        let next = world.clock.now() + TimeDelta::minutes(minutes);
        let expected = (tries, Some(next.timestamp_micros()));
        let found = async || (kept(&world).await[0].tries, kept(&world).await[0].next_try_at);
        until("a next try is set", async || found().await == expected).await;
        assert_eq!(sink.refused(), tries as usize);
        assert_eq!(
            kept(&world).await[0].last_error.as_deref(),
            Some("the mail server refused it with 451")
        );
        world.after(TimeDelta::minutes(minutes));
    }
    until("it is tried once more", async || sink.refused() == 3).await;
    sink.refuse(None);
    world.after(TimeDelta::minutes(4));
    until_taken(&sink, 1).await;
    until("it is marked", async || kept(&world).await[0].sent_at.is_some()).await;
    assert_eq!((kept(&world).await[0].tries, sink.taken().len()), (4, 1));
}

async fn a_mail_waits_for_a_mail_server_that_is_away(world: World) {
    let mut sink = Sink::new().await;
    sink.go_away().await;
    let (world, desk, keys) = mailing(world, &sink, 1).await;
    let answer = desk
        .register_under(Uuid::new_v4(), mailed(&keys, &["desk@example.jp"]))
        .await;
    assert_eq!(answer.status, 200, "who applies does not wait for mail");
    until("the try fails", async || kept(&world).await[0].last_error.is_some()).await;
    let why = kept(&world).await[0].last_error.clone();
    assert_eq!(
        why.as_deref(),
        Some("the mail server is not there, or the talk with it broke off")
    );
    sink.come_back().await;
    world.after(TimeDelta::minutes(1));
    until_taken(&sink, 1).await;
}

async fn a_mail_is_given_up_after_three_days(world: World) {
    let sink = Sink::new().await;
    sink.refuse("550 5.1.1 nobody here of that name:");
    let (world, desk, keys) = mailing(world, &sink, 1).await;
    desk.register_under(Uuid::new_v4(), mailed(&keys, &["desk@example.jp"]))
        .await;
    until("the first try fails", async || {
        kept(&world).await[0].last_error.is_some()
    })
    .await;
    world.after(TimeDelta::days(3) - TimeDelta::minutes(1));
    until("it is tried again", async || kept(&world).await[0].tries == 2).await;
    until("it is given up", async || kept(&world).await[0].next_try_at.is_none()).await;
    let mail = &kept(&world).await[0];
    assert_eq!((mail.body.as_str(), mail.sent_at), ("", None));
    assert_eq!(mail.last_error.as_deref(), Some("the mail server refused it with 550"));
    let metrics = send(world.request(reqwest::Method::GET, "/metrics")).await.text;
    assert!(
        metrics.contains("kagifuda_mails_total{outcome=\"given_up\"} 1"),
        "{metrics}"
    );
}

async fn two_servers_send_each_mail_once(world: World) {
    let sink = Sink::new().await;
    let (world, desk, keys) = mailing(world, &sink, 20).await;
    let mail = sink.options();
    let second = start(Options {
        mail,
        ..world.options()
    })
    .await
    .unwrap();
    for pair in &keys {
        let body = mailed(std::slice::from_ref(pair), &["desk@example.jp", "field@example.jp"]);
        assert_eq!(desk.register_under(Uuid::new_v4(), body).await.status, 200);
    }
    until("all are sent", async || {
        kept(&world).await.iter().all(|mail| mail.sent_at.is_some())
    })
    .await;
    second.stop().await;
    let mut times: HashMap<String, usize> = HashMap::new();
    for mail in sink.taken() {
        *times.entry(message_id(&mail)).or_default() += 1;
    }
    assert_eq!(times.len(), 40);
    assert!(times.values().all(|times| *times == 1), "{times:?}");
    assert!(
        kept(&world).await.iter().all(|mail| mail.tries == 1),
        "none was taken twice"
    );
}

async fn a_mail_that_a_dead_server_had_taken_is_sent_by_another(world: World) {
    let sink = Sink::new().await;
    sink.be_silent(true);
    let (world, desk, keys) = mailing(world, &sink, 1).await;
    desk.register_under(Uuid::new_v4(), mailed(&keys, &["desk@example.jp"]))
        .await;
    until("it is taken", async || kept(&world).await[0].tries == 1).await;
    // It stops in the middle of sending, and knows nothing of how that ended.
    let world = world.mailing(sink.options()).await;
    let mail = &kept(&world).await[0];
    assert_eq!((mail.sent_at, mail.last_error.as_deref()), (None, None));
    sink.be_silent(false);
    world.after(MAIL_LEASE);
    until_taken(&sink, 1).await;
    until("it is marked", async || kept(&world).await[0].sent_at.is_some()).await;
    assert_eq!(kept(&world).await[0].tries, 2);
}

async fn a_mail_server_that_wants_a_password_gets_it_from_its_file(world: World) {
    let sink = Sink::new().await;
    fs::write(world.dir.path().join("data/smtp.password"), "of the file\n").unwrap();
    let mut mail = sink.options();
    mail.smtp = mail
        .smtp
        .map(|smtp| smtp.replace("smtp://", "smtp://desk%40example.jp@"));
    let world = world.mailing(mail).await;
    let (desk, keys) = (
        world.dealer("dealer01").await,
        world.mint("dealer01", "KX-VCS101", 1).await,
    );
    desk.register_under(Uuid::new_v4(), mailed(&keys, &["field@example.jp"]))
        .await;
    let taken = until_taken(&sink, 1).await;
    assert_eq!(sink.said(), ["desk@example.jp of the file"]);
    assert!(!taken[0].text.contains("of the file"));
}

async fn what_became_of_a_mail_is_forgotten_after_ninety_days(world: World) {
    let sink = Sink::new().await;
    let (world, desk, keys) = mailing(world, &sink, 1).await;
    desk.register_under(Uuid::new_v4(), mailed(&keys, &["desk@example.jp"]))
        .await;
    until("it is marked", async || kept(&world).await[0].sent_at.is_some()).await;
    for (days, expected) in [(90, 1), (1, 0)] {
        world.after(TimeDelta::days(days));
        world.admin().await.purge().await.unwrap();
        assert_eq!(kept(&world).await.len(), expected, "{days} days more");
    }
}

async fn without_a_mail_server_mails_become_private_files(world: World) {
    let (desk, keys) = (
        world.dealer("dealer01").await,
        world.mint("dealer01", "KX-VCS201", 1).await,
    );
    let issued = desk
        .register_under(Uuid::new_v4(), mailed(&keys, &["desk@example.jp"]))
        .await;
    until("it is marked", async || {
        kept(&world).await.iter().all(|mail| mail.sent_at.is_some())
    })
    .await;
    let folder = world.dir.path().join("data/mail");
    let files: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    let [file] = &files[..] else { panic!("{files:?}") };
    let name = file.file_name().unwrap().to_str().unwrap();
    assert!(
        name.starts_with("20261121T000000Z-") && name.ends_with(".eml"),
        "{name}"
    );
    let bytes = fs::read(file).unwrap();
    let mail = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(mail.to().unwrap().first().unwrap().address(), Some("desk@example.jp"));
    assert_eq!(
        mail.from().unwrap().first().unwrap().address(),
        Some("kagifuda@localhost")
    );
    assert!(mail.body_text(0).unwrap().contains(&issued.registration_keys()[0]));
    assert!(name.contains(mail.message_id().unwrap().strip_suffix("@localhost").unwrap()));
    #[cfg(unix)]
    for (path, expected) in [(file, 0o600), (&folder, 0o700)] {
        let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path).unwrap().permissions());
        assert_eq!(mode & 0o777, expected, "{}", path.display());
    }
}

async fn what_is_kept_of_a_mail_says_no_secret(world: World) {
    let sink = Sink::new().await;
    let (world, desk, keys) = mailing(world, &sink, 2).await;
    let body = mailed(&keys[..1], &["field@example.jp"]);
    let issued = desk.register_under(Uuid::new_v4(), body).await.registration_keys();
    let taken = until_taken(&sink, 1).await;
    until("it is marked", async || kept(&world).await[0].sent_at.is_some()).await;
    assert_eq!(kept(&world).await[0].body, "", "what was sent is not kept");
    let rows = world.audit().await;
    let registered = rows.iter().find(|row| row[0] == "kms.register").unwrap();
    assert!(registered[4].contains(r#""mails":1"#), "{registered:?}");
    let audit = format!("{rows:?}");
    assert!(
        !audit.contains(&issued[0]) && !audit.contains("field@example.jp"),
        "{audit}"
    );
    // An answer of the mail server quotes the address; what is kept of it does not.
    sink.refuse("451 not for");
    let body = mailed(&keys[1..], &["second@example.jp"]);
    desk.register_under(Uuid::new_v4(), body).await;
    until("the try fails", async || {
        kept(&world).await.iter().any(|mail| mail.last_error.is_some())
    })
    .await;
    for mail in kept(&world).await {
        let why = mail.last_error.unwrap_or_default();
        assert!(
            !why.contains('@') && !why.contains("not for"),
            "{why} for {}",
            mail.recipient
        );
    }
    let mail = MessageParser::default().parse(&taken[0].text).unwrap();
    let text = format!("{}{}", taken[0].text, mail.body_text(0).unwrap());
    let others = [
        keys[0].registration_id.to_string(),
        keys[1].no.to_string(),
        keys[1].registration_id.to_string(),
        desk.access().to_owned(),
        PASSWORD.to_owned(),
    ];
    for secret in others {
        assert!(!text.contains(&secret), "{secret}\n{text}");
    }
}

async fn a_mail_server_that_cannot_be_used_is_said_at_the_start(world: World) {
    let try_to_start = async |smtp: Option<&str>, from: Option<&str>| {
        let mail = MailOptions {
            smtp: smtp.map(str::to_owned),
            from: from.map(str::to_owned),
            password: None,
        };
        match start(Options {
            mail,
            ..world.options()
        })
        .await
        {
            Err(StartError::Mail(error)) => error,
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("it started with {smtp:?} and {from:?}"),
        }
    };
    let from = Some("keys@example.jp");
    let error = try_to_start(Some("smtps://u:p@mail.example.jp"), from).await;
    assert!(matches!(error, MailError::PasswordInAddress), "{error}");
    let error = try_to_start(Some("smtps://u@mail.example.jp"), from).await;
    assert!(matches!(error, MailError::PasswordWanted), "{error}");
    let error = try_to_start(Some("mail.example.jp"), from).await;
    assert!(matches!(error, MailError::Server), "{error}");
    let error = try_to_start(Some("smtps://mail.example.jp"), None).await;
    assert!(matches!(error, MailError::FromWanted), "{error}");
    let error = try_to_start(None, Some("nobody")).await;
    assert!(matches!(error, MailError::From), "{error}");
}
