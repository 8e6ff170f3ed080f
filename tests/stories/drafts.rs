//! What is half typed: kept for whoever typed it, and never asked for twice.

use kagifuda_desk::Desk;
use kagifuda_desk::view::{
    ApplyForm, CardForm, DraftForm, DraftName, DraftText, ExtendForm, IssueForm, OutcomeView, RenewalView,
    StandingView, SubmitView, SubscriptionState,
};
use kagifuda_domain::kms::Pair;
use kagifuda_tests::office::{DEVICE, Office, line};
use kagifuda_tests::server::{LOGIN, PASSWORD};
use uuid::Uuid;

const TYPED: &str = r#"{"version":1}"#;

fn draft(login: &str, id: Uuid, text: Option<&str>) -> DraftForm {
    DraftForm {
        name: DraftName::Issue,
        login: login.into(),
        id,
        text: text.map(|text| DraftText(text.into())),
    }
}

async fn kept(desk: &Desk) -> Option<Uuid> {
    desk.draft(DraftName::Issue).await.unwrap().kept.map(|kept| kept.id)
}

async fn issue(desk: &Desk, pair: &Pair, draft: Uuid) -> SubmitView {
    let form = IssueForm {
        device: DEVICE.into(),
        keys: vec![line(pair)],
        site: None,
        mail: None,
        draft: Some(draft),
    };
    desk.issue(form).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_there_after_a_crash_and_after_signing_out() {
    let (mut office, _) = Office::with_keys(1).await;
    let id = Uuid::from_u128(7);
    office.desk.save_draft(draft(LOGIN, id, Some(TYPED))).await.unwrap();
    office.restart().await;
    let found = office.desk.draft(DraftName::Issue).await.unwrap();
    assert_eq!(found.login, LOGIN);
    let found = found.kept.unwrap();
    assert_eq!((found.id, found.text), (id, DraftText(TYPED.into())));
    office.desk.sign_out().await.unwrap();
    office
        .desk
        .draft(DraftName::Issue)
        .await
        .expect_err("nobody is signed in");
    office.sign_in(LOGIN, PASSWORD).await.unwrap();
    assert_eq!(kept(&office.desk).await, Some(id));
    office.desk.save_draft(draft(LOGIN, id, None)).await.unwrap();
    assert_eq!(kept(&office.desk).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_window_saves_of_another_member_is_not_kept_for_the_one_who_is_signed_in() {
    let office = Office::signed_in().await;
    let late = draft("another0001", Uuid::from_u128(7), Some(TYPED));
    office.desk.save_draft(late).await.unwrap();
    assert_eq!(kept(&office.desk).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_that_is_submitted_twice_is_one_request_and_gone() {
    let (office, pairs) = Office::with_keys(2).await;
    let id = Uuid::from_u128(7);
    office.desk.save_draft(draft(LOGIN, id, Some(TYPED))).await.unwrap();
    office.network.cut();
    for _ in 0..2 {
        let asked = issue(&office.desk, &pairs[0], id).await;
        assert_eq!(asked.intent, id.to_string());
        assert!(matches!(asked.outcome, OutcomeView::Queued { .. }), "{asked:?}");
        // A window that was slow to save.
        office.desk.save_draft(draft(LOGIN, id, Some(TYPED))).await.unwrap();
        assert_eq!(kept(&office.desk).await, None);
    }
    let other = issue(&office.desk, &pairs[1], id).await;
    assert_ne!(
        other.intent,
        id.to_string(),
        "what was typed is never taken for what waits"
    );
    assert_eq!(office.desk.status().await.unwrap().waiting, 2);
    office.network.mend();
    office.sync().await.unwrap();
    assert_eq!(office.server.registrations().await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_extension_and_a_refused_application_come_back_with_everything_that_was_typed() {
    let office = Office::signed_in().await;
    let pairs = office.server.mint_for(LOGIN, "KX-VCS701W", 2).await;
    office.sync().await.unwrap();
    let card = |pair: &Pair| CardForm {
        device: DEVICE.into(),
        activation_key: pair.no.to_string(),
        registration_id: pair.registration_id.to_string(),
    };
    office.network.cut();
    let form = ApplyForm {
        card: card(&pairs[0]),
        site: Some(["本社".into(), "3階会議室".into()]),
        // No number was offered, so the server will not have it.
        connection_no: "111-1234-5678".into(),
        accepted_terms: 1,
        draft: None,
    };
    let apply = office.desk.apply(form).await.unwrap().intent;
    // Nobody applied for it.
    let shown = StandingView {
        state: SubscriptionState::Active,
        months: 24,
        expiry: None,
        expiry_in_japan: None,
        grace_ends: None,
        months_that_fit: 48,
        days_to_cap: None,
    };
    let form = ExtendForm {
        card: card(&pairs[1]),
        accepted_terms: 1,
        shown,
        draft: None,
    };
    let extend = office.desk.extend(form).await.unwrap().intent;
    office.network.mend();
    office.sync().await.unwrap();
    let refused = office.desk.applications().await.unwrap();
    assert!(
        refused.len() == 2
            && refused
                .iter()
                .all(|intent| matches!(intent.answer, Some(OutcomeView::Refused { .. }))),
        "{refused:?}"
    );
    let again = |card, site: Option<[&str; 2]>, number: Option<&str>| RenewalView {
        card,
        site: site.map(|site| site.map(Into::into)),
        connection_no: number.map(Into::into),
    };
    assert!(
        office.desk.renewal(&apply).await.unwrap()
            == again(card(&pairs[0]), Some(["本社", "3階会議室"]), Some("111-1234-5678"))
    );
    assert!(office.desk.renewal(&extend).await.unwrap() == again(card(&pairs[1]), None, None));
}
