//! Cameras of contract users.

use kagifuda_domain::ids::DeviceId;
use kagifuda_wire::record::{Gone, Kind, Record};
use kagifuda_wire::remo::Camera;
use sqlx::{AnyConnection, AssertSqlSafe};
use uuid::Uuid;

use super::{path_name, read_path};
use crate::error::Error;
use crate::read::{self, micros};
use crate::{Ledger, Writing};

type Row = (String, String, String, String, String);

const COLUMNS: &str = "id, customer, device, name, path";

impl Ledger {
    /// The cameras of `customer`, in the order in which they were added.
    pub async fn remo_cameras(&self, customer: Uuid) -> Result<Vec<Camera>, Error> {
        let mut connection = self.database.read.acquire().await?;
        load(&mut connection, customer).await
    }
}

async fn load(from: &mut AnyConnection, customer: Uuid) -> Result<Vec<Camera>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM remo_camera WHERE customer = $1 ORDER BY added_at, id");
    let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(customer.to_string())
        .fetch_all(from)
        .await?;
    rows.into_iter().map(read_camera).collect()
}

fn read_camera((id, customer, device, name, path): Row) -> Result<Camera, Error> {
    Ok(Camera {
        customer: read::parse("remo_camera", "customer", &id, &customer)?,
        device: read::parse("remo_camera", "device", &id, &device)?,
        name: read::parse("remo_camera", "name", &id, &name)?,
        path: read_path("remo_camera", &id, &path)?,
        id: read::parse("remo_camera", "id", &id, &id)?,
    })
}

impl Writing<'_> {
    /// The cameras of `customer`, in the order in which they were added.
    pub async fn remo_cameras(&mut self, customer: Uuid) -> Result<Vec<Camera>, Error> {
        load(self.tx(), customer).await
    }

    /// The camera `id` of this dealer.
    pub async fn remo_camera(&mut self, id: Uuid) -> Result<Option<Camera>, Error> {
        let dealer = self.dealer().to_string();
        let sql = format!("SELECT {COLUMNS} FROM remo_camera WHERE dealer = $1 AND id = $2");
        let row: Option<Row> = sqlx::query_as(AssertSqlSafe(sql))
            .bind(dealer)
            .bind(id.to_string())
            .fetch_optional(self.tx())
            .await?;
        row.map(read_camera).transpose()
    }

    /// Whether a customer of this dealer has the camera `device`.
    pub async fn is_remo_camera(&mut self, device: DeviceId) -> Result<bool, Error> {
        let dealer = self.dealer().to_string();
        let row: Option<(String,)> = sqlx::query_as("SELECT id FROM remo_camera WHERE dealer = $1 AND device = $2")
            .bind(dealer)
            .bind(device.plain())
            .fetch_optional(self.tx())
            .await?;
        Ok(row.is_some())
    }

    /// Adds `camera`.
    pub async fn add_remo_camera(&mut self, camera: &Camera) -> Result<(), Error> {
        let (dealer, now) = (self.dealer().to_string(), micros(self.now()));
        // The dealer's row is held, so the camera is as unknown as it was seen.
        sqlx::query(
            "INSERT INTO remo_camera (id, dealer, customer, device, name, path, added_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(camera.id.to_string())
        .bind(dealer)
        .bind(camera.customer.to_string())
        .bind(camera.device.plain())
        .bind(camera.name.as_ref())
        .bind(path_name(camera.path))
        .bind(now)
        .execute(self.tx())
        .await?;
        self.tell(Record::RemoCamera(camera.clone()));
        Ok(())
    }

    /// Takes `camera` away, which no licence is on any more.
    pub async fn remove_remo_camera(&mut self, camera: &Camera) -> Result<(), Error> {
        // The dealer's row is held, so no licence comes on it meanwhile; were it not so, its key in the licence would refuse.
        sqlx::query("DELETE FROM remo_camera WHERE id = $1")
            .bind(camera.id.to_string())
            .execute(self.tx())
            .await?;
        let (kind, id) = (Kind::RemoCamera, camera.id.to_string());
        self.tell(Record::Gone(Gone { kind, id }));
        Ok(())
    }
}
