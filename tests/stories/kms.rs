//! Applying for registration keys, from what is typed to what is issued.

use kagifuda_desk::problem::{LineRefusal, Problem};
use kagifuda_desk::view::{Ask, IssueForm, IssueLine, Language, MailForm, OutcomeView, OutlookView};
use kagifuda_domain::kms::Pair;
use kagifuda_tests::office::{DEVICE, Office, line};

/// A device that differs from [`DEVICE`] in its last digit.
const NEAR: &str = "1234-5678-90AB-CDE0";

fn form(pairs: &[Pair]) -> IssueForm {
    IssueForm {
        device: DEVICE.into(),
        keys: pairs.iter().map(line).collect(),
        site: None,
        mail: None,
        draft: None,
    }
}

fn site() -> [String; 2] {
    ["福岡支店".into(), "3階 会議室".into()]
}

#[tokio::test(flavor = "multi_thread")]
async fn kms_5_a_site_is_saved_when_its_step_is_left_and_recalled_by_its_device() {
    let (office, pairs) = Office::with_keys(1).await;
    let new = office.desk.device_facts(DEVICE).await.unwrap();
    assert_eq!((new.known, new.last_four.as_str()), (None, "CDEF"));
    let saved = office.desk.save_site(DEVICE, site()).await.unwrap();
    assert_eq!(saved.outcome, OutcomeView::SiteSaved { site: site() });
    let known = office.desk.device_facts(DEVICE).await.unwrap().known.unwrap();
    assert_eq!(known.site, site());
    // The application says nothing of it, and leaves it as it is.
    office.desk.issue(form(&pairs)).await.unwrap();
    assert_eq!(
        office.look_up(&pairs[0]).await.site.as_deref(),
        Some("福岡支店 3階 会議室")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn kms_5_a_site_typed_offline_is_recalled_at_once_and_arrives_before_its_application() {
    let (office, pairs) = Office::with_keys(1).await;
    office.network.cut();
    let waits = office.desk.save_site(DEVICE, site()).await.unwrap();
    assert!(matches!(waits.outcome, OutcomeView::Queued { .. }), "{waits:?}");
    let known = office.desk.device_facts(DEVICE).await.unwrap().known.unwrap();
    assert_eq!(known.site, site());
    let mail = MailForm {
        to: vec!["clerk@example.jp".into()],
        subject: None,
        language: Language::Ja,
    };
    let asked = IssueForm {
        mail: Some(mail),
        ..form(&pairs)
    };
    office.desk.issue(asked).await.unwrap();
    let asks: Vec<Ask> = office
        .desk
        .applications()
        .await
        .unwrap()
        .iter()
        .map(|one| one.ask)
        .collect();
    assert_eq!(asks, [Ask::Register, Ask::SaveSite]);
    office.network.mend();
    office.sync().await.unwrap();
    assert_eq!(
        office.look_up(&pairs[0]).await.site.as_deref(),
        Some("福岡支店 3階 会議室")
    );
    assert_eq!(office.desk.applications().await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_will_be_refused_is_foreseen_without_a_network() {
    let (office, pairs) = Office::with_keys(4).await;
    office.apply(&pairs[..1], DEVICE).await.unwrap();
    office.apply(&pairs[1..2], NEAR).await.unwrap();
    office.network.cut();
    office.network.traffic();
    let other_id = IssueLine {
        registration_id: "0000-0000".into(),
        ..line(&pairs[3])
    };
    let unknown = IssueLine {
        activation_key: "0000-0000-0000-0001".into(),
        registration_id: "0000-0000".into(),
    };
    let lines = [
        line(&pairs[0]),
        line(&pairs[1]),
        line(&pairs[2]),
        other_id,
        unknown,
        line(&pairs[2]),
    ];
    let foreseen = office.desk.foresee_keys(DEVICE, &lines).await.unwrap();
    let outlook = |i: usize| &foreseen[i].outlook;
    let refused = |refusal| OutlookView::Refused { refusal };
    let again = office.look_up(&pairs[0]).await;
    assert_eq!(
        outlook(0),
        &OutlookView::Again {
            registration_key: again.registration_key.unwrap(),
            issued_at: again.issued_at.unwrap()
        }
    );
    let device = Some(NEAR.to_owned());
    assert_eq!(outlook(1), &refused(LineRefusal::BoundElsewhere { device }));
    assert_eq!(outlook(2), &OutlookView::Free);
    assert_eq!(outlook(3), &refused(LineRefusal::UnknownPair));
    assert_eq!(outlook(4), &OutlookView::NotHere);
    assert_eq!(outlook(5), &refused(LineRefusal::RepeatedLine));
    assert!(foreseen[2].product.is_some() && foreseen[4].product.is_none());

    // A device with one wrong digit is held against those that are known.
    let facts = office.desk.device_facts("1234-5678-90AB-CDEE").await.unwrap();
    let near: Vec<&str> = facts.near.iter().map(|near| near.device.as_str()).collect();
    assert_eq!(near, [NEAR, DEVICE]);
    let known = office.desk.device_facts(DEVICE).await.unwrap();
    assert_eq!(known.issued[0].activation_key, pairs[0].no.to_string());
    assert_eq!(office.network.traffic().requests, 0, "the network was asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_in_a_pasted_mail_are_told_apart_by_what_is_known_here() {
    let (office, pairs) = Office::with_keys(3).await;
    office.apply(&pairs[..1], DEVICE).await.unwrap();
    let issued = office.look_up(&pairs[0]).await.registration_key.unwrap();
    let (new, unknown) = (&pairs[1], "0000-0000-0000-0001");
    let text = format!(
        "先日の {DEVICE} に追加です。\n前回のキー {issued}\n{unknown}\n今回 {} {}\nそれから {}",
        new.no, new.registration_id, pairs[2].no
    );
    let found = office.desk.find_numbers(&text).await.unwrap();
    assert_eq!(found.devices, [DEVICE]);
    let keys: Vec<_> = found
        .keys
        .iter()
        .map(|key| (key.activation_key.clone(), key.registration_id.clone()))
        .collect();
    assert_eq!(
        keys,
        [
            (new.no.to_string(), Some(new.registration_id.to_string())),
            (pairs[2].no.to_string(), None)
        ]
    );
    assert_eq!(found.unnamed, [unknown]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_application_is_corrected_sent_again_and_put_away() {
    let (office, pairs) = Office::with_keys(2).await;
    let mistyped = IssueLine {
        registration_id: "0000-0000".into(),
        ..line(&pairs[1])
    };
    let asked = IssueForm {
        keys: vec![line(&pairs[0]), mistyped],
        ..form(&[])
    };
    let answer = office.desk.issue(asked).await.unwrap();
    let refused = answer.outcome;
    assert!(
        matches!(&refused, OutcomeView::Refused { problem: Problem::LinesRefused { lines } } if lines.len() == 1),
        "{refused:?}"
    );
    let [kept] = office.desk.applications().await.unwrap().try_into().unwrap();
    assert_eq!(kept.intent, answer.intent);
    let mut again = office.desk.application(&kept.intent).await.unwrap();
    assert_eq!(again.device, DEVICE);
    again.keys[1].registration_id = pairs[1].registration_id.to_string();
    let corrected = IssueForm {
        device: again.device,
        keys: again.keys,
        site: None,
        mail: again.mail,
        draft: None,
    };
    let issued = office.desk.issue(corrected).await.unwrap().outcome;
    assert!(matches!(issued, OutcomeView::Issued { .. }), "{issued:?}");
    office.desk.put_away(&kept.intent).await.unwrap();
    assert_eq!(office.desk.applications().await.unwrap(), []);
    assert_eq!(
        office.desk.intents().await.unwrap().len(),
        2,
        "what was asked for is kept"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn kms_6_a_mail_goes_only_where_mail_can_go() {
    let (office, pairs) = Office::with_keys(1).await;
    let wish = |to: &[&str], subject: Option<&str>| IssueForm {
        mail: Some(MailForm {
            to: to.iter().map(|to| (*to).to_owned()).collect(),
            subject: subject.map(Into::into),
            language: Language::En,
        }),
        ..form(&pairs)
    };
    for (asked, problem) in [
        (
            wish(&["a@example.jp", "b@localhost"], None),
            Problem::MailAddress {
                typed: "b@localhost".into(),
            },
        ),
        (wish(&["a@example.jp"], Some("")), Problem::MailSubject { max: 200 }),
    ] {
        let refused = office.desk.issue(asked).await.unwrap_err();
        let Problem::FormMistyped { mistakes } = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(
            mistakes.into_iter().map(|mistake| mistake.problem).collect::<Vec<_>>(),
            [problem]
        );
    }
    let issued = office
        .desk
        .issue(wish(&["a@example.jp", "b@example.jp"], Some("鍵")))
        .await
        .unwrap();
    assert!(matches!(issued.outcome, OutcomeView::Issued { .. }), "{issued:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn kms_10_the_demonstration_needs_nobody_signed_in_and_no_server_knows_it() {
    let office = Office::new().await;
    office.network.cut();
    let demo = kagifuda_desk::demonstration();
    assert_eq!((demo.device.as_str(), demo.keys.len()), (DEVICE, 8));
    office.network.mend();
    office
        .sign_in(kagifuda_tests::server::LOGIN, kagifuda_tests::server::PASSWORD)
        .await
        .unwrap();
    office.sync().await.unwrap();
    let asked = IssueForm {
        device: demo.device,
        keys: vec![IssueLine {
            activation_key: demo.keys[0].activation_key.clone(),
            registration_id: demo.keys[0].registration_id.clone(),
        }],
        site: None,
        mail: None,
        draft: None,
    };
    let refused = office.desk.issue(asked).await.unwrap().outcome;
    assert!(matches!(refused, OutcomeView::Refused { .. }), "{refused:?}");
    assert_eq!(office.desk.status().await.unwrap().counts.keys, 0);
}
