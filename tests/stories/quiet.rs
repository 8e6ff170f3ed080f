//! What must not happen: traffic without news, and secrets in logs.

use std::io::Write;
use std::sync::{Arc, Mutex};

use kagifuda_desk::Desk;
use kagifuda_tests::network::{Traffic, Weather};
use kagifuda_tests::office::{DEVICE, Office};
use kagifuda_tests::server::PASSWORD;
use tracing_subscriber::fmt::MakeWriter;

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_with_nothing_new_is_one_small_request() {
    let (office, _) = Office::with_keys(1_000).await;
    office.network.traffic();
    office.sync().await.unwrap();
    let Traffic {
        requests,
        sent,
        received,
    } = office.network.traffic();
    assert_eq!(requests, 1);
    assert!(
        sent < 1_024 && received < 1_024,
        "{sent} bytes sent, {received} received"
    );
}

/// A log that can be read again.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[test]
fn secrets_never_reach_the_log() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .finish();
    // This thread runs everything, so that all of it is heard and nothing of other stories.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let secrets = tracing::subscriber::with_default(subscriber, || runtime.block_on(work_that_goes_wrong()));
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("no good answer"), "the log was heard");
    for secret in secrets {
        assert!(!log.contains(&secret), "{secret} is in the log");
    }
}

/// Signs in, issues, looks up, fails in many ways; answers what the log must not contain.
async fn work_that_goes_wrong() -> Vec<String> {
    let (office, pairs) = Office::with_keys(4).await;
    office.apply(&pairs[..2], DEVICE).await.unwrap();
    office.apply(&pairs[..2], "FFFF-0000-0000-0001").await.unwrap();
    for weather in [
        Weather::Cut,
        Weather::CaptivePortal,
        Weather::BreaksOff,
        Weather::LosesAnswers,
    ] {
        office.network.weather(weather);
        office.sync().await.unwrap_err();
        office.apply(&pairs[2..3], DEVICE).await.unwrap();
    }
    office.network.weather(Weather::Tampers(|page| {
        page.changes.iter_mut().for_each(|change| change.record.push('x'))
    }));
    office.sync().await.ok();
    office.sign_in("fukuoka01", "a wrong password").await.unwrap_err();
    office.desk.find(&pairs[0].no.plain(), 5).await.unwrap();
    let mut secrets = vec![PASSWORD.to_owned(), "a wrong password".to_owned()];
    secrets.extend(registration_keys(&office.desk).await);
    for pair in &pairs {
        secrets.extend([pair.registration_id.to_string(), pair.registration_id.plain()]);
    }
    secrets.extend(stored_tokens(&office).await);
    secrets
}

async fn registration_keys(desk: &Desk) -> Vec<String> {
    let hits = desk.find("KX-VCS101", 100).await.unwrap().hits;
    let keys: Vec<String> = hits.into_iter().filter_map(|hit| hit.registration_key).collect();
    assert_eq!(keys.len(), 2);
    keys.iter()
        .flat_map(|key| [key.clone(), key.replace('-', "")])
        .collect()
}

async fn stored_tokens(office: &Office) -> Vec<String> {
    let folder = office.file("");
    let cache = kagifuda_cache::Cache::open(&folder, kagifuda_cache::Custody::KeyFile)
        .await
        .unwrap();
    let tokens = cache.tokens().await.unwrap().unwrap();
    vec![
        tokens.access_token.expose().to_owned(),
        tokens.refresh_token.expose().to_owned(),
    ]
}
