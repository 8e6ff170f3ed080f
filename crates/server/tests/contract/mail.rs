//! What is mailed, to whom, and what is kept of it.

use mail_parser::MessageParser;
use serde_json::json;
use uuid::Uuid;

use crate::on_both_engines;
use crate::support::mail::{kept, mailed, mailing, message_id, until, until_taken};
use crate::support::sink::Sink;
use crate::support::{DEVICE, Desk, OTHER_DEVICE, PASSWORD, World, send};

on_both_engines!(
    kms_6_the_result_is_mailed_to_each_recipient,
    kms_6_the_subject_and_the_language_can_be_chosen,
    kms_6_a_mail_goes_out_once_a_request_and_never_for_a_refusal,
    kms_6_a_wish_that_cannot_be_fulfilled_is_refused,
    what_is_kept_of_a_mail_says_no_secret,
);

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
