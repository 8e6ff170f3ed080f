//! What the server has announced of its maintenance, as last received.

use chrono::{DateTime, Utc};
use kagifuda_domain::catalogue::Bilingual;
use kagifuda_domain::maintenance::{Window, announced};
use kagifuda_wire::maintenance::Maintenance;

use crate::Desk;
use crate::fault::narrow;
use crate::problem::Problem;
use crate::view::{MaintenanceView, instant};

/// The windows that people at this computer were told of.
const TOLD: &str = "maintenance_told";

impl Desk {
    /// **MNT-1** The maintenance that is announced and not over, the next one first; also to whoever is not signed in.
    pub(crate) async fn maintenance(&self) -> Result<Vec<MaintenanceView>, Problem> {
        let now = self.clock.now();
        let (_, server) = self.cache.supplier().await?;
        let windows: Vec<Window> = server
            .into_iter()
            .flat_map(|server| server.maintenance)
            .map(window)
            .collect();
        Ok(announced(&windows, now)
            .into_iter()
            .map(|window| view(window, now))
            .collect())
    }

    /// **MNT-1** The maintenance that nobody at this computer was told of yet. Each is answered once.
    pub async fn maintenance_news(&self) -> Result<Vec<MaintenanceView>, Problem> {
        let announced = self.maintenance().await?;
        let told = self.cache.setting(TOLD).await?.unwrap_or_default();
        let name = |window: &MaintenanceView| format!("{}/{}", window.from, window.to);
        let names: Vec<String> = announced.iter().map(name).collect();
        let all = names.join(" ");
        if all != told {
            self.cache.set_setting(TOLD, &all).await?;
        }
        let is_new = |window: &MaintenanceView| !told.split(' ').any(|told| told == name(window));
        Ok(announced.into_iter().filter(is_new).collect())
    }
}

fn window(told: Maintenance) -> Window {
    Window {
        from: told.from,
        to: told.to,
        message: Bilingual {
            ja: told.ja,
            en: told.en,
        },
    }
}

fn view(window: &Window, now: DateTime<Utc>) -> MaintenanceView {
    MaintenanceView {
        from: instant(window.from),
        to: instant(window.to),
        minutes: narrow((window.to - window.from).num_minutes()),
        now: window.from <= now,
        ja: window.message.ja.clone(),
        en: window.message.en.clone(),
    }
}
