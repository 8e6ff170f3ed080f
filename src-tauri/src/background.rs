//! Keeping in step while people work: as the page opens, after signing in, when asked to, and every few minutes.

use std::time::Duration;

use kagifuda_desk::view::{Online, StatusView, SyncEvent};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, Manager};
use tauri_specta::Event;

use crate::office::Office;

/// How long the desk rests between two syncs.
const REST: Duration = Duration::from_secs(5 * 60);

/// How long it rests while the server does not answer, or something waits to be sent.
const REST_OFFLINE: Duration = Duration::from_secs(30);

/// The state of the office has changed.
#[derive(Clone, Serialize, Type, Event)]
pub struct StatusChanged(StatusView);

/// A sync has moved on.
#[derive(Clone, Serialize, Type, Event)]
pub struct SyncMoved(SyncEvent);

/// Syncs for as long as the window lives. Problems are events; none of them ends this.
pub async fn keep_in_step(app: AppHandle) {
    let office = app.state::<Office>();
    // Opened while the page is still being drawn, which asks itself what stands in the way.
    office.desk().await.ok();
    let mut rest = REST_OFFLINE;
    loop {
        // Being called is the usual way to leave this before the time. The page calls first when it can hear: what was told before is lost.
        tokio::time::timeout(rest, office.sync_wanted.notified()).await.ok();
        rest = if sync(&app, &office).await { REST } else { REST_OFFLINE };
    }
}

/// One sync, if somebody is signed in. Answers whether the server did, and nothing waits.
async fn sync(app: &AppHandle, office: &Office) -> bool {
    let Ok(desk) = office.desk().await else { return false };
    if desk.status().await.is_ok_and(|status| status.account.is_some()) {
        // The problem, if there is one, is the last event.
        desk.sync(|event| tell(app, SyncMoved(event))).await;
    }
    match desk.status().await {
        Ok(status) => {
            let at_rest = !matches!(status.online, Online::Offline { .. }) && status.waiting == 0;
            tell(app, StatusChanged(status));
            at_rest
        }
        Err(problem) => {
            tell(app, SyncMoved(SyncEvent::Stopped { problem }));
            false
        }
    }
}

/// An event that cannot be told means that the window is closing.
fn tell(app: &AppHandle, event: impl Event + Serialize + Clone) {
    if let Err(reason) = event.emit(app) {
        tracing::debug!("an event was not heard: {reason}");
    }
}
