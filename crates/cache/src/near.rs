//! What a typed number could be mistaken for.

use kagifuda_domain::ids::{ActivationKeyNo, DeviceId, RegistrationId, RegistrationKey};

use crate::Cache;
use crate::bytes::Bytes;
use crate::error::CacheError;
use crate::key::KeyRow;
use crate::look_up::DeviceRow;

impl Cache {
    /// The devices that could be meant by `id` (see [`DeviceId::is_near`]), those that differ least first; at most `most`.
    pub async fn near_devices(&self, id: DeviceId, most: usize) -> Result<Vec<DeviceRow>, CacheError> {
        // All in one row: a row for each device would cost many times as much as comparing them.
        let sql = "SELECT group_concat(hex(device), ' ') FROM device WHERE length(device) = $1";
        let all: Option<String> = sqlx::query_scalar(sql)
            .bind(id.to_bytes().len() as i64)
            .fetch_one(self.reader())
            .await?;
        let all = all.unwrap_or_default();
        let devices = all.split(' ').filter_map(|digits| u64::from_str_radix(digits, 16).ok());
        let alike = |bits| match id {
            DeviceId::Mpr(_) => DeviceId::Mpr(bits),
            DeviceId::Mac(_) => DeviceId::Mac(bits),
        };
        let mut near: Vec<DeviceId> = devices.map(alike).filter(|other| id.is_near(*other)).collect();
        near.sort_by_key(|other| (id.digits_apart(*other), *other));
        let mut rows = Vec::new();
        for other in near.into_iter().take(most) {
            rows.extend(self.device_row(other).await?);
        }
        Ok(rows)
    }

    /// Whether `key` was issued as a registration key.
    pub async fn is_registration_key(&self, key: RegistrationKey) -> Result<bool, CacheError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM activation_key WHERE registration_key = $1)";
        Ok(sqlx::query_scalar(sql)
            .bind(key.to_bytes())
            .fetch_one(self.reader())
            .await?)
    }

    /// The key whose registration gave the registration key `key`.
    pub async fn key_registered_with(&self, key: RegistrationKey) -> Result<Option<KeyRow>, CacheError> {
        let rows = self.keys_where("k.registration_key = $1", key.to_bytes()).await?;
        Ok(rows.into_iter().next())
    }

    /// The activation keys beside which the registration id `id` is printed. Goes through all of them: it is for what is seldom asked.
    pub async fn keys_with_registration_id(&self, id: RegistrationId) -> Result<Vec<ActivationKeyNo>, CacheError> {
        let rows = self.keys_where("k.registration_id = $1", id.to_bytes()).await?;
        Ok(rows.into_iter().map(|row| row.activation_key).collect())
    }
}
