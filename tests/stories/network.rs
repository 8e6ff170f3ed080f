//! Networks that break, stall and pretend.

use kagifuda_desk::problem::Problem;
use kagifuda_desk::view::{Online, SignInForm, StatusView, SyncEvent};
use kagifuda_tests::network::Weather;
use kagifuda_tests::office::Office;
use kagifuda_tests::server::{LOGIN, PASSWORD};
use kagifuda_wire::changes::MAX_PAGE;

const PAGE: usize = MAX_PAGE as usize;

#[tokio::test(flavor = "multi_thread")]
async fn a_first_sync_goes_on_where_it_was_interrupted_whichever_page_that_was() {
    let office = Office::signed_in().await;
    office.server.mint(3 * PAGE + 1_000).await;
    let mut known = 0;
    for page in 1..4 {
        office.network.weather(Weather::After(1, &Weather::Cut));
        assert_eq!(office.sync().await, Err(Problem::Unreachable));
        let keys = office.desk.status().await.unwrap().counts.keys;
        assert!(keys > known, "page {page} is kept");
        known = keys;
    }
    office.network.mend();
    let events = office.watch_sync().await;
    assert!(matches!(events.last(), Some(SyncEvent::Finished { .. })), "{events:?}");
    assert_eq!(office.desk.status().await.unwrap().counts.keys, 3 * MAX_PAGE + 1_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_counts_up_to_the_total() {
    let office = Office::signed_in().await;
    office.server.mint(2 * PAGE + 1_000).await;
    let events = office.watch_sync().await;
    let steps: Vec<(u32, u32)> = events
        .iter()
        .filter_map(|event| match event {
            SyncEvent::Progress { done, total } => Some((*done, *total)),
            SyncEvent::Finished { .. } | SyncEvent::Stopped { .. } => None,
        })
        .collect();
    assert_eq!(steps.len(), 3, "{events:?}");
    assert!(steps.is_sorted() && steps.iter().all(|(done, total)| done <= total));
    assert!(steps.last().is_some_and(|(done, total)| done == total));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_in_the_way_is_told_apart_and_shown_before_anyone_types() {
    let (office, pairs) = Office::with_keys(1).await;
    assert_eq!(office.desk.status().await.unwrap().online, Online::Online);
    for (weather, problem) in [
        (Weather::Cut, Problem::Unreachable),
        (Weather::CaptivePortal, Problem::NotTheServer),
        (Weather::BreaksOff, Problem::Unreachable),
        (Weather::LosesAnswers, Problem::Unreachable),
    ] {
        office.network.weather(weather);
        assert_eq!(office.sync().await, Err(problem.clone()));
        assert_eq!(office.desk.status().await.unwrap().online, Online::Offline { problem });
        office.look_up(&pairs[0]).await;
    }
    office.network.mend();
    office.sync().await.unwrap();
    assert_eq!(office.desk.status().await.unwrap().online, Online::Online);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hotels_page_signs_nobody_in() {
    let office = Office::new().await;
    office.network.weather(Weather::CaptivePortal);
    assert_eq!(office.sign_in(LOGIN, PASSWORD).await, Err(Problem::NotTheServer));
    assert_eq!(office.desk.status().await.unwrap().account, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_account_or_a_network_the_desk_opens_and_says_what_is_missing() {
    let office = Office::new().await;
    office.network.cut();
    let status = office.desk.status().await.unwrap();
    assert_eq!(
        (status.account, status.online, status.last_sync),
        (None, Online::Unknown, None)
    );
    assert_eq!(office.desk.find("KX", 10).await, Err(Problem::NotSignedIn));
    assert_eq!(office.sync().await, Err(Problem::NotSignedIn));
    let typed = "http://keys.example.jp".to_owned();
    assert_eq!(
        sign_in_at(&office, &typed).await,
        Err(Problem::ServerAddress { typed: Some(typed) })
    );
    assert_eq!(
        sign_in_at(&office, "http://me:secret@127.0.0.1").await,
        Err(Problem::ServerAddress { typed: None })
    );
}

async fn sign_in_at(office: &Office, server: &str) -> Result<StatusView, Problem> {
    let form = SignInForm {
        server: server.into(),
        login: LOGIN.into(),
        password: PASSWORD.into(),
        code: None,
    };
    office.desk.sign_in(form).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_tls_is_told_from_one_that_is_away() {
    let office = Office::new().await;
    let plain = office.server.address();
    assert_eq!(
        sign_in_at(&office, &format!("https://{plain}")).await,
        Err(Problem::TlsFailed)
    );
}
