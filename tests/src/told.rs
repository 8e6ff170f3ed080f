//! What the feed told a cache, without a server that could have told it.

use std::path::Path;

use kagifuda_cache::{Cache, Custody};
use kagifuda_domain::miemasu::{LicenceKey, Services, SheetState};
use kagifuda_wire::record::{LicenceSheet, Record};
use uuid::Uuid;

/// Applies `records` to the cache in the home folder `home`. Nothing can be synced with a server afterwards.
pub async fn told(home: &Path, records: &[Record]) {
    let cache = Cache::open(home, Custody::KeyFile).await.expect("there is a cache");
    let cursor = cache.cursor().await.expect("it stands somewhere");
    cache.apply(cursor, records).await.expect("they are applied");
    cache.close().await;
}

/// `count` licence key sheets that are still to be used.
pub fn licence_sheets(count: u32) -> Vec<Record> {
    let sheet = |nth: u32| {
        Record::LicenceSheet(LicenceSheet {
            id: Uuid::from_u128(nth.into()),
            licence_key: LicenceKey::from_random(std::array::from_fn(|symbol| u64::from(nth >> symbol))),
            product: "MIEMASU-12".parse().expect("a product code"),
            months: 12,
            services: Services::default(),
            state: SheetState::Unused,
        })
    };
    (0..count).map(sheet).collect()
}
