//! Where what a problem is about lies.

use super::Problem;
use crate::Home;

impl Problem {
    /// The same, saying where the cache of `home` lies if it is about that.
    #[must_use]
    pub fn at(mut self, home: &Home) -> Self {
        if let Self::CacheWrongKey { path }
        | Self::CacheKeyMissing { path }
        | Self::CacheDamaged { path }
        | Self::CacheVanished { path } = &mut self
        {
            *path = Some(home.folder().join("cache.db").display().to_string());
        }
        self
    }
}
