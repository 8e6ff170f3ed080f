//! How mails leave: once each, in time, and through whatever goes wrong.

use std::collections::HashMap;
use std::fs;

use chrono::TimeDelta;
use kagifuda_domain::Clock;
use kagifuda_ledger::MAIL_LEASE;
use kagifuda_server::{MailError, MailOptions, Options, StartError, start};
use mail_parser::MessageParser;
use uuid::Uuid;

use crate::on_both_engines;
use crate::support::mail::{kept, mailed, mailing, message_id, until, until_taken};
use crate::support::sink::Sink;
use crate::support::{World, send};

on_both_engines!(
    a_refused_mail_is_tried_again_after_a_minute_then_two,
    a_mail_waits_for_a_mail_server_that_is_away,
    a_mail_is_given_up_after_three_days,
    two_servers_send_each_mail_once,
    a_mail_that_a_dead_server_had_taken_is_sent_by_another,
    a_mail_server_that_wants_a_password_gets_it_from_its_file,
    what_became_of_a_mail_is_forgotten_after_ninety_days,
    without_a_mail_server_mails_become_private_files,
    a_mail_server_that_cannot_be_used_is_said_at_the_start,
);

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
