//! Everything is looked up here, with who did what when; what is secret is shown only on record.

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{
    DetailView, DeviceDetail, EventWhat, FilterForm, IssueForm, IssueLine, KeyState, LookUpForm, OutlookView,
    SecretKind, StateFilter, ThingKind, ThingView,
};
use kagifuda_tests::office::{DEVICE, Office, line};
use kagifuda_tests::server::{LOGIN, PASSWORD};

fn text(text: &str) -> LookUpForm {
    LookUpForm {
        text: text.into(),
        ..LookUpForm::default()
    }
}

fn only(filter: FilterForm) -> LookUpForm {
    LookUpForm {
        filter,
        ..LookUpForm::default()
    }
}

async fn things(office: &Office, form: LookUpForm) -> Vec<ThingView> {
    office.desk.look_up(form, 1_000).await.unwrap().things
}

async fn device(office: &Office, id: &str) -> DeviceDetail {
    let thing = office.desk.thing(ThingKind::Device, id).await.unwrap();
    let DetailView::Device(device) = thing else {
        panic!("{thing:?}");
    };
    *device
}

async fn key_history(office: &Office, no: &str) -> Vec<(String, EventWhat)> {
    let thing = office.desk.thing(ThingKind::Key, no).await.unwrap();
    let DetailView::Key(key) = thing else {
        panic!("{thing:?}");
    };
    key.history.into_iter().map(|event| (event.by, event.what)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_leads_to_its_device_and_key_and_no_secret_is_told_but_on_record() {
    let (mut office, pairs) = Office::with_keys(2).await;
    let form = IssueForm {
        device: DEVICE.into(),
        keys: vec![line(&pairs[0])],
        site: Some(["福岡支店".into(), "会議室".into()]),
        mail: None,
        draft: None,
    };
    office.desk.issue(form).await.unwrap();
    office.network.cut();
    let no = pairs[0].no.to_string();
    let registration_key = office.look_up(&pairs[0]).await.registration_key.unwrap();

    let found = office.desk.look_up(text("福岡"), 10).await.unwrap();
    let kinds: Vec<ThingKind> = found.things.iter().map(|thing| thing.kind).collect();
    assert_eq!(kinds, [ThingKind::Device, ThingKind::Key]);
    let known = device(&office, &found.things[0].id).await;
    assert_eq!(
        (known.site.join(" "), known.keys[0].id.clone()),
        ("福岡支店 会議室".into(), no.clone())
    );
    let key = office.desk.thing(ThingKind::Key, &no).await.unwrap();
    let told = [
        serde_json::to_string(&found).unwrap(),
        serde_json::to_string(&known).unwrap(),
        serde_json::to_string(&key).unwrap(),
    ]
    .concat();
    for secret in [&registration_key, &pairs[0].registration_id.to_string()] {
        assert!(!told.contains(secret.as_str()), "it is told unasked");
    }

    let registered = EventWhat::Registered {
        product: "KX-VCS101".into(),
    };
    assert_eq!(
        key_history(&office, &no).await,
        [(LOGIN.to_owned(), registered.clone())]
    );
    let shown = office.desk.reveal(SecretKind::RegistrationKey, &no).await.unwrap();
    assert_eq!(shown, registration_key);
    office.restart().await;
    let secret = SecretKind::RegistrationKey;
    let expected = [
        (LOGIN.to_owned(), EventWhat::Shown { secret }),
        (LOGIN.to_owned(), registered),
    ];
    assert_eq!(key_history(&office, &no).await, expected, "and it stays on record");

    let free = pairs[1].no.to_string();
    let nothing = office.desk.reveal(SecretKind::RegistrationKey, &free).await;
    assert_eq!(nothing, Err(Problem::ThingGone));
    assert_eq!(key_history(&office, &free).await, [], "what is not there was not shown");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_was_asked_for_offline_waits_and_is_not_free() {
    let (office, pairs) = Office::with_keys(2).await;
    let keys = |state| {
        only(FilterForm {
            key: Some(state),
            ..FilterForm::default()
        })
    };
    let asked = pairs[0].no.to_string();
    office.network.cut();
    office.apply(&pairs[..1], DEVICE).await.unwrap();
    for (state, expected) in [
        (KeyState::Waiting, vec![asked.clone()]),
        (KeyState::Unregistered, vec![pairs[1].no.to_string()]),
        (KeyState::Registered, vec![]),
    ] {
        let found = things(&office, keys(state)).await;
        let numbers: Vec<String> = found.into_iter().map(|thing| thing.id).collect();
        assert_eq!(numbers, expected, "{state:?}");
    }
    assert_eq!(things(&office, text(&asked)).await[0].state.as_deref(), Some("waiting"));
    let typed: Vec<IssueLine> = pairs.iter().map(line).collect();
    let foreseen = office.desk.foresee_keys("1111-2222-3333-4444", &typed).await.unwrap();
    let outlooks: Vec<OutlookView> = foreseen.into_iter().map(|line| line.outlook).collect();
    let waits = OutlookView::Waiting { device: DEVICE.into() };
    assert_eq!(outlooks, [waits, OutlookView::Free]);
    let history = key_history(&office, &asked).await;
    assert!(
        matches!(&history[..], [(by, EventWhat::Asked { .. })] if by == LOGIN),
        "{history:?}"
    );

    office.network.mend();
    office.sync().await.unwrap();
    assert_eq!(
        things(&office, text(&asked)).await[0].state.as_deref(),
        Some("registered")
    );
    assert_eq!(things(&office, keys(KeyState::Waiting)).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_that_the_demo_dealer_has_is_listed_found_and_opened() {
    let office = Office::new().await;
    office.server.fill_demo("demo1234").await;
    office.sign_in("demo1234", PASSWORD).await.unwrap();
    office.sync().await.unwrap();
    for kind in [
        ThingKind::Customer,
        ThingKind::Device,
        ThingKind::Connection,
        ThingKind::Contractor,
        ThingKind::MiemasuDevice,
        ThingKind::RemoCustomer,
        ThingKind::RemoCamera,
        ThingKind::Key,
    ] {
        let listed = things(
            &office,
            only(FilterForm {
                kinds: vec![kind],
                ..FilterForm::default()
            }),
        )
        .await;
        assert!(
            !listed.is_empty() && listed.iter().all(|thing| thing.kind == kind),
            "{kind:?}"
        );
        let sought = &listed[listed.len() / 2];
        let asked = sought.number.clone().or(sought.name.clone()).unwrap();
        let found = things(&office, text(&asked)).await;
        assert!(found.contains(sought), "{kind:?}: {asked}");
        office.desk.thing(kind, &sought.id).await.unwrap();
    }
    for (state, word) in [
        (StateFilter::NotStarted, "not_started"),
        (StateFilter::Active, "active"),
        (StateFilter::Grace, "grace"),
        (StateFilter::Lapsed, "lapsed"),
    ] {
        let form = only(FilterForm {
            kinds: vec![ThingKind::Connection],
            state: Some(state),
            ..FilterForm::default()
        });
        let found = things(&office, form).await;
        assert!(!found.is_empty(), "the demo has one that is {word}");
        for thing in found {
            let subscription = device(&office, thing.device.as_deref().unwrap())
                .await
                .subscription
                .unwrap();
            assert_eq!(serde_json::to_value(subscription.standing.state).unwrap(), word);
            assert_eq!(Some(subscription.connection_no), thing.number);
            assert_eq!(subscription.standing.expiry.is_some(), state != StateFilter::NotStarted);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_keeps_questions_under_names_and_has_a_deleted_one_back() {
    let mut office = Office::signed_in().await;
    let form = LookUpForm {
        text: "福岡".into(),
        filter: FilterForm {
            state: Some(StateFilter::Grace),
            ..FilterForm::default()
        },
    };
    let kept = office.desk.save_filter(" 福岡の猶予期間 ", form.clone()).await.unwrap();
    assert_eq!((kept[0].name.as_str(), &kept[0].form), ("福岡の猶予期間", &form));
    let taken = office.desk.save_filter("福岡の猶予期間", text("別")).await;
    let name = "福岡の猶予期間".to_owned();
    assert_eq!(taken, Err(Problem::FilterNameTaken { name }));
    for blank in ["", "　", &"あ".repeat(41), "a\u{202E}b"] {
        let refused = office.desk.save_filter(blank, text("別")).await;
        assert_eq!(refused, Err(Problem::FilterName { max: 40 }), "{blank:?}");
    }
    office.desk.rename_filter("福岡の猶予期間", "猶予期間").await.unwrap();
    office.restart().await;
    assert_eq!(office.desk.saved_filters().await.unwrap()[0].name, "猶予期間");
    assert_eq!(office.desk.delete_filter("猶予期間").await.unwrap(), []);
    let back = office.desk.save_filter("猶予期間", form.clone()).await.unwrap();
    assert_eq!(back[0].form, form);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_cannot_be_asked_is_told_apart_from_one_that_finds_nothing() {
    let office = Office::signed_in().await;
    let product = |code: &str| {
        only(FilterForm {
            product: Some(code.into()),
            ..FilterForm::default()
        })
    };
    assert_eq!(office.desk.look_up(text("あ"), 10).await, Err(Problem::QueryTooShort));
    assert_eq!(things(&office, product("no product")).await, []);
    assert_eq!(things(&office, text("存在しない")).await, []);
    let gone = office.desk.thing(ThingKind::Device, DEVICE).await;
    assert_eq!(gone, Err(Problem::ThingGone));
}
