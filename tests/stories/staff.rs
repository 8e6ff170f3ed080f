//! Passwords, staff, sessions and second factors, from the desk (ACC-4, ACC-5, ACC-6).

use kagifuda_desk::Desk;
use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{
    AddStaffForm, LinkForm, PasswordForm, SecondFactorBegunView, SetPasswordForm, StaffForm, StaffRole, StaffView,
};
use kagifuda_tests::authenticator::Authenticator;
use kagifuda_tests::office::{DEVICE, Office};
use kagifuda_tests::other_desk::OtherDesk;
use kagifuda_tests::server::{LOGIN, PASSWORD};

const CLERK: &str = "clerk00001";

fn added(login: &str, role: StaffRole) -> AddStaffForm {
    AddStaffForm {
        login: login.into(),
        role,
        email: String::new(),
        password: Some(PASSWORD.into()),
        own_password: None,
    }
}

fn changed(member: &StaffView) -> StaffForm {
    StaffForm {
        id: member.id.clone(),
        role: member.role,
        disabled: member.disabled,
        drop_second_factor: false,
        own_password: None,
    }
}

async fn member(office: &Office, login: &str) -> StaffView {
    let staff = office.desk.staff().await.unwrap();
    staff.into_iter().find(|member| member.login == login).unwrap()
}

/// The app that was given what the desk shows.
fn scanned(office: &Office, begun: &SecondFactorBegunView) -> Authenticator {
    Authenticator::scanning(&office.server, &begun.secret, begun.recovery_codes.clone())
}

async fn set_up(office: &Office, desk: &Desk) -> Authenticator {
    let begun = desk.begin_second_factor(PASSWORD.into()).await.unwrap();
    let app = scanned(office, &begun);
    desk.confirm_second_factor(app.code().as_str().into()).await.unwrap();
    app
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_4_a_new_password_ends_the_session_of_the_other_desk() {
    const CHOSEN: &str = "another good password";
    let office = Office::signed_in().await;
    let other = OtherDesk::signed_in(&office, LOGIN).await;
    let change = |old: &str, new: &str| PasswordForm {
        old: old.into(),
        new: new.into(),
    };
    assert_eq!(
        office.desk.change_password(change("not the one", CHOSEN)).await,
        Err(Problem::WrongCredentials)
    );
    other.sync().await.unwrap();
    assert_eq!(office.desk.change_password(change(PASSWORD, CHOSEN)).await, Ok(1));
    office.sync().await.unwrap();
    assert_eq!(other.sync().await, Err(Problem::SessionEnded));
    assert_eq!(
        other.sign_in(LOGIN, PASSWORD, None).await,
        Err(Problem::WrongCredentials)
    );
    other.sign_in(LOGIN, CHOSEN, None).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_5_a_clerk_is_added_and_signs_in_and_keeps_no_account() {
    let (office, pairs) = Office::with_keys(1).await;
    office.desk.add_staff(added(CLERK, StaffRole::Clerk)).await.unwrap();
    assert_eq!(
        office.desk.add_staff(added(CLERK, StaffRole::Viewer)).await,
        Err(Problem::LoginTaken)
    );
    let clerk = OtherDesk::of(&office).await;
    assert_eq!(clerk.sign_in(CLERK, PASSWORD, None).await.unwrap(), "Clerk");
    clerk.sync().await.unwrap();
    assert_eq!(clerk.desk.staff().await, Err(Problem::RoleMayNot));
    assert_eq!(clerk.desk.dealer().await, Err(Problem::RoleMayNot));
    assert_eq!(
        clerk.desk.add_staff(added("other00001", StaffRole::Viewer)).await,
        Err(Problem::RoleMayNot)
    );
    let form = kagifuda_desk::view::IssueForm {
        device: DEVICE.into(),
        keys: pairs.iter().map(kagifuda_tests::office::line).collect(),
        site: None,
        mail: None,
        draft: None,
    };
    clerk.desk.issue(form).await.unwrap();
    assert_eq!(office.server.registrations().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_5_a_viewer_looks_up_and_issues_nothing() {
    let (office, pairs) = Office::with_keys(1).await;
    office.desk.add_staff(added(CLERK, StaffRole::Viewer)).await.unwrap();
    let viewer = OtherDesk::signed_in(&office, CLERK).await;
    viewer.sync().await.unwrap();
    assert_eq!(viewer.desk.find(&pairs[0].no.plain(), 5).await.unwrap().hits.len(), 1);
    let form = kagifuda_desk::view::IssueForm {
        device: DEVICE.into(),
        keys: pairs.iter().map(kagifuda_tests::office::line).collect(),
        site: None,
        mail: None,
        draft: None,
    };
    assert_eq!(viewer.desk.issue(form).await.unwrap_err(), Problem::RoleMayNot);
    assert_eq!(office.server.registrations().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_5_who_is_invited_chooses_a_password_through_the_mail() {
    const MAILBOX: &str = "clerk@example.jp";
    let office = Office::signed_in().await;
    let form = AddStaffForm {
        email: MAILBOX.into(),
        password: None,
        ..added(CLERK, StaffRole::Clerk)
    };
    office.desk.add_staff(form).await.unwrap();
    let clerk = OtherDesk::of(&office).await;
    let link = LinkForm {
        server: clerk.server.clone(),
        link: office.server.mail_with_link(MAILBOX, &[]).await.as_str().into(),
    };
    let password = PASSWORD.into();
    clerk
        .desk
        .set_password(SetPasswordForm { link, password })
        .await
        .unwrap();
    assert_eq!(clerk.sign_in(CLERK, PASSWORD, None).await.unwrap(), "Clerk");
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_5_the_last_owner_stays_and_another_is_made_with_the_own_password() {
    let office = Office::signed_in().await;
    office.desk.add_staff(added(CLERK, StaffRole::Clerk)).await.unwrap();
    let own = member(&office, LOGIN).await;
    assert!(own.own && own.last_owner);
    assert_eq!(office.desk.remove_staff(&own.id).await, Err(Problem::LastOwner));
    let clerk = member(&office, CLERK).await;
    let mut promoted = StaffForm {
        role: StaffRole::Owner,
        ..changed(&clerk)
    };
    assert!(kagifuda_desk::staff_wants_password(
        Some(clerk.role),
        promoted.role,
        false
    ));
    assert_eq!(
        office.desk.change_staff(promoted.clone()).await,
        Err(Problem::WrongCredentials)
    );
    promoted.own_password = Some(PASSWORD.into());
    office.desk.change_staff(promoted).await.unwrap();
    assert!(!member(&office, LOGIN).await.last_owner);
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_5_who_is_stopped_or_removed_is_out_at_once() {
    let office = Office::signed_in().await;
    office.desk.add_staff(added(CLERK, StaffRole::Clerk)).await.unwrap();
    let clerk = OtherDesk::signed_in(&office, CLERK).await;
    let known = member(&office, CLERK).await;
    let stopped = StaffForm {
        disabled: true,
        ..changed(&known)
    };
    office.desk.change_staff(stopped).await.unwrap();
    assert_eq!(clerk.sync().await, Err(Problem::SessionEnded));
    assert_eq!(
        clerk.sign_in(CLERK, PASSWORD, None).await,
        Err(Problem::WrongCredentials)
    );
    office.desk.remove_staff(&known.id).await.unwrap();
    assert_eq!(office.desk.remove_staff(&known.id).await, Err(Problem::Gone));
    assert_eq!(office.desk.staff().await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_5_sessions_elsewhere_are_seen_and_ended() {
    let office = Office::signed_in().await;
    let other = OtherDesk::signed_in(&office, LOGIN).await;
    let seen = office.desk.sessions().await.unwrap();
    assert_eq!(seen.iter().filter(|session| session.own).count(), 1);
    let theirs = seen.iter().find(|session| !session.own).unwrap();
    assert_eq!(theirs.computer, gethostname::gethostname().into_string().ok());
    office.desk.end_session(&theirs.id).await.unwrap();
    assert_eq!(office.desk.end_session(&theirs.id).await, Err(Problem::Gone));
    assert_eq!(other.sync().await, Err(Problem::SessionEnded));
    other.sign_in(LOGIN, PASSWORD, None).await.unwrap();
    assert_eq!(office.desk.end_other_sessions().await, Ok(1));
    assert_eq!(office.desk.end_other_sessions().await, Ok(0));
    office.sync().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_6_a_second_factor_is_set_up_at_the_desk_and_then_wanted() {
    let office = Office::signed_in().await;
    let refused = office.desk.begin_second_factor("not the one".into()).await;
    assert_eq!(refused, Err(Problem::WrongCredentials));
    let begun = office.desk.begin_second_factor(PASSWORD.into()).await.unwrap();
    assert!(begun.image.starts_with("data:image/svg+xml;base64,"));
    assert_eq!(begun.recovery_codes.len(), 10);
    assert_eq!(format!("{begun:?}"), "SecondFactorBegunView(…)");
    let app = scanned(&office, &begun);
    let wrong = office.desk.confirm_second_factor("".into()).await;
    assert_eq!(wrong, Err(Problem::SecondFactorWrong));
    assert!(!office.desk.second_factor().await.unwrap().on);
    office
        .desk
        .confirm_second_factor(app.code().as_str().into())
        .await
        .unwrap();
    assert!(office.desk.second_factor().await.unwrap().on);
    let again = office.desk.begin_second_factor(PASSWORD.into()).await;
    assert_eq!(again, Err(Problem::SecondFactorOn));

    let other = OtherDesk::of(&office).await;
    assert_eq!(
        other.sign_in(LOGIN, PASSWORD, None).await,
        Err(Problem::SecondFactorWanted)
    );
    other.sign_in(LOGIN, PASSWORD, Some(app.next_code())).await.unwrap();
    office
        .desk
        .drop_second_factor(app.recovery_codes[0].to_lowercase().as_str().into())
        .await
        .unwrap();
    other.sign_in(LOGIN, PASSWORD, None).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_6_what_an_owner_demands_of_all_comes_before_anything_else() {
    let office = Office::signed_in().await;
    office.desk.add_staff(added(CLERK, StaffRole::Clerk)).await.unwrap();
    let clerk = OtherDesk::signed_in(&office, CLERK).await;
    assert_eq!(
        office.desk.demand_second_factor(true).await,
        Err(Problem::SecondFactorOff)
    );
    let app = set_up(&office, &office.desk).await;
    office.desk.demand_second_factor(true).await.unwrap();
    assert_eq!(clerk.sync().await, Err(Problem::SecondFactorDemanded));
    let due = clerk.desk.second_factor().await.unwrap();
    assert_eq!((due.on, due.demanded, due.may_demand), (false, true, false));
    set_up(&office, &clerk.desk).await;
    clerk.sync().await.unwrap();
    assert_eq!(
        office.desk.drop_second_factor(app.next_code().as_str().into()).await,
        Err(Problem::SecondFactorDemanded)
    );
    let lost = StaffForm {
        drop_second_factor: true,
        own_password: Some(PASSWORD.into()),
        ..changed(&member(&office, CLERK).await)
    };
    office.desk.change_staff(lost).await.unwrap();
    assert!(!member(&office, CLERK).await.second_factor);
    assert_eq!(clerk.sync().await, Err(Problem::SecondFactorDemanded));
}
