//! Registering, and the links in mails (ACC-1, ACC-2, ACC-3).

use kagifuda_desk::problem::{PasswordFault, Problem, ProfileField};
use kagifuda_desk::view::{
    BlockView, ChooseKnownForm, DealerForm, KnownChoice, Language, LinkForm, LinkPurpose, ProfileView, SetPasswordForm,
    SignUpForm,
};
use kagifuda_tests::office::Office;
use kagifuda_tests::server::{LOGIN, PASSWORD};

const NEW: &str = "new@example.jp";
/// The mail address of the dealer that every server has.
const KNOWN: &str = "desk@example.jp";

fn profile(company: &str) -> ProfileView {
    ProfileView {
        company: company.into(),
        country: "JP".into(),
        postal_code: "810-0001".into(),
        phone: "+81 92 000 0000".into(),
        address: vec!["福岡市中央区".into(), "1-2-3".into()],
        contact: "髙田".into(),
        news: true,
    }
}

async fn form(office: &Office, email: &str) -> SignUpForm {
    let server = office.network.url();
    let consent = office.desk.consent(&server, Language::Ja).await.unwrap();
    assert_eq!(consent.text.title, "利用規約");
    let headings = |block: &BlockView| matches!(block, BlockView::Heading { text } if text == "プライバシーについて");
    assert!(consent.text.blocks.iter().any(headings), "both policies are agreed to");
    SignUpForm {
        server,
        consent: consent.version,
        profile: profile("髙田商会"),
        email: email.into(),
        email_confirmation: email.into(),
        language: Language::Ja,
    }
}

fn link(office: &Office, pasted: &str) -> LinkForm {
    LinkForm {
        server: office.network.url(),
        link: pasted.into(),
    }
}

fn set(link: &LinkForm, password: &str) -> SetPasswordForm {
    SetPasswordForm {
        link: link.clone(),
        password: password.into(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_1_a_dealer_registers_with_the_mail_pasted_whole_and_signs_in() {
    const CHOSEN: &str = "a password of our own";
    let office = Office::new().await;
    let form = form(&office, NEW).await;
    assert_eq!(kagifuda_desk::check_sign_up(form.clone()), []);
    assert_eq!(office.desk.sign_up(form).await.unwrap().minutes, 30);
    let mail = office.server.mail_with_link(NEW, &[]).await;
    let link = link(&office, &mail);
    let opened = office.desk.open_link(link.clone()).await.unwrap();
    assert_eq!((opened.purpose, opened.email.as_str()), (LinkPurpose::Register, NEW));
    let why = PasswordFault::Common;
    assert_eq!(
        office.desk.finish_sign_up(set(&link, "password")).await,
        Err(Problem::PasswordRefused { why })
    );
    let login = office.desk.finish_sign_up(set(&link, CHOSEN)).await.unwrap();
    assert_eq!(office.desk.open_link(link).await, Err(Problem::LinkUsed));
    let account = office.sign_in(&login, CHOSEN).await.unwrap().account.unwrap();
    assert_eq!(account.company, "髙田商会");
    let dealer = office.desk.dealer().await.unwrap();
    assert_eq!((dealer.email.as_str(), dealer.profile.contact.as_str()), (NEW, "髙田"));
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_1_what_cannot_be_registered_is_told_field_by_field_and_old_conditions_are_not_agreed_to() {
    let office = Office::new().await;
    let form = form(&office, NEW).await;
    let mut mistyped = form.clone();
    mistyped.profile.company.clear();
    mistyped.email_confirmation = "other@example.jp".into();
    let fields = vec![ProfileField::Company, ProfileField::EmailConfirmation];
    assert_eq!(kagifuda_desk::check_sign_up(mistyped.clone()), fields);
    assert_eq!(
        office.desk.sign_up(mistyped).await,
        Err(Problem::FieldsRefused { fields })
    );
    let outdated = SignUpForm {
        consent: "2020-01".into(),
        ..form
    };
    assert_eq!(office.desk.sign_up(outdated).await, Err(Problem::ConsentOutdated));
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_2_a_known_address_is_answered_alike_and_its_owner_chooses() {
    let office = Office::new().await;
    let asked = office.desk.sign_up(form(&office, KNOWN).await).await.unwrap();
    assert_eq!(asked, office.desk.sign_up(form(&office, NEW).await).await.unwrap());
    let mail = office.server.mail_with_link(KNOWN, &[]).await;
    let link = link(&office, &mail);
    let opened = office.desk.open_link(link.clone()).await.unwrap();
    assert_eq!(opened.purpose, LinkPurpose::KnownAddress);
    assert_eq!(opened.typed.unwrap().company, "髙田商会");
    assert_eq!(opened.accounts[0].profile.as_ref().unwrap().company, "福岡販売株式会社");
    let chosen = ChooseKnownForm {
        link: link.clone(),
        choice: KnownChoice::Overwrite,
        login: Some(LOGIN.into()),
    };
    assert_eq!(office.desk.choose_known(chosen).await.unwrap(), LOGIN);
    office.sign_in(LOGIN, PASSWORD).await.unwrap();
    assert_eq!(office.desk.dealer().await.unwrap().profile.company, "髙田商会");
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_3_a_forgotten_password_is_set_anew_and_unknown_logins_are_answered_alike() {
    const CHOSEN: &str = "remembered for good";
    let (office, _) = Office::with_keys(1).await;
    let server = office.network.url();
    let asked = office.desk.password_forgotten(&server, LOGIN).await.unwrap();
    assert_eq!(
        asked,
        office.desk.password_forgotten(&server, "nobody0001").await.unwrap()
    );
    let link = link(&office, &office.server.mail_with_link(KNOWN, &[]).await);
    let opened = office.desk.open_link(link.clone()).await.unwrap();
    assert_eq!(
        (opened.purpose, opened.accounts[0].login.as_str()),
        (LinkPurpose::NewPassword, LOGIN)
    );
    office.desk.set_password(set(&link, CHOSEN)).await.unwrap();
    assert_eq!(office.sync().await, Err(Problem::SessionEnded));
    assert_eq!(office.sign_in(LOGIN, PASSWORD).await, Err(Problem::WrongCredentials));
    office.sign_in(LOGIN, CHOSEN).await.unwrap();
    office.sync().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_1_another_address_and_login_want_the_own_password_and_the_address_its_link() {
    let office = Office::signed_in().await;
    let before = office.desk.dealer().await.unwrap();
    let mut form = DealerForm {
        login: "hakata0001".into(),
        profile: profile("博多販売株式会社"),
        email: NEW.into(),
        email_confirmation: NEW.into(),
        language: Language::Ja,
        own_password: None,
    };
    let check = kagifuda_desk::check_dealer(form.clone(), before.login, before.email);
    assert!(check.wants_password && check.refused.is_empty(), "{check:?}");
    assert_eq!(
        office.desk.change_dealer(form.clone()).await,
        Err(Problem::WrongCredentials)
    );
    form.own_password = Some(PASSWORD.into());
    let changed = office.desk.change_dealer(form).await.unwrap();
    assert_eq!(
        (changed.email.as_str(), changed.email_to_confirm.as_deref()),
        (KNOWN, Some(NEW))
    );
    let account = office.desk.status().await.unwrap().account.unwrap();
    assert_eq!(
        (account.login.as_str(), account.company.as_str()),
        ("hakata0001", "博多販売株式会社")
    );
    let link = link(&office, &office.server.mail_with_link(NEW, &[]).await);
    assert_eq!(
        office.desk.open_link(link.clone()).await.unwrap().purpose,
        LinkPurpose::NewAddress
    );
    office.desk.confirm_address(link).await.unwrap();
    assert_eq!(office.desk.dealer().await.unwrap().email, NEW);
    office.sign_in("hakata0001", PASSWORD).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_2_what_is_no_link_or_a_stale_one_is_told_apart() {
    let office = Office::new().await;
    for pasted in ["", "no link at all", "https://keys.example.jp/account#bm9ib2R5"] {
        assert_eq!(
            office.desk.open_link(link(&office, pasted)).await,
            Err(Problem::LinkUnknown),
            "{pasted}"
        );
    }
    office.desk.sign_up(form(&office, NEW).await).await.unwrap();
    let link = link(&office, &office.server.mail_with_link(NEW, &[]).await);
    office.server.clock.shift(chrono::TimeDelta::minutes(31));
    let expired = office.desk.open_link(link).await.unwrap_err();
    assert!(matches!(expired, Problem::LinkExpired { .. }), "{expired:?}");
}
