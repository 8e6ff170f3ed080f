//! What a camera without a licence still does.

use serde::{Deserialize, Serialize};

/// One thing a camera does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterExpiry {
    /// Recording on the service.
    Recording,
    /// Live view from afar.
    RemoteLive,
    /// Playback from afar.
    RemotePlayback,
    /// Events told from afar.
    RemoteEvents,
    /// Maintenance from afar.
    RemoteMaintenance,
    /// Live view on the HDMI monitor.
    MonitorLive,
    /// Playback on the HDMI monitor.
    MonitorPlayback,
    /// Notices on the HDMI monitor.
    MonitorNotices,
    /// Taking recordings from the SD card.
    SdCard,
}

impl AfterExpiry {
    /// **REM-6** At expiry recording and everything remote stop; the HDMI monitor and taking recordings from the SD card go on.
    /// Assigning a licence restores all.
    pub fn goes_on(self) -> bool {
        match self {
            Self::Recording
            | Self::RemoteLive
            | Self::RemotePlayback
            | Self::RemoteEvents
            | Self::RemoteMaintenance => false,
            Self::MonitorLive | Self::MonitorPlayback | Self::MonitorNotices | Self::SdCard => true,
        }
    }
}

/// **REM-6** The lines of the table, in its order.
pub const AFTER_EXPIRY: [AfterExpiry; 9] = [
    AfterExpiry::Recording,
    AfterExpiry::RemoteLive,
    AfterExpiry::RemotePlayback,
    AfterExpiry::RemoteEvents,
    AfterExpiry::RemoteMaintenance,
    AfterExpiry::MonitorLive,
    AfterExpiry::MonitorPlayback,
    AfterExpiry::MonitorNotices,
    AfterExpiry::SdCard,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rem_6_what_stops_stands_before_what_goes_on() {
        let goes_on: Vec<bool> = AFTER_EXPIRY.into_iter().map(AfterExpiry::goes_on).collect();
        assert_eq!(goes_on, [false, false, false, false, false, true, true, true, true]);
    }
}
