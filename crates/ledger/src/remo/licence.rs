//! Licences of contract users, and what happens to them.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::remo::{Placed, Placing, Succession};
use kagifuda_wire::record::Record;
use kagifuda_wire::remo::{Camera, Happened, Licence, Origin};
use sqlx::{AnyConnection, AssertSqlSafe};
use uuid::Uuid;

use super::read_path;
use crate::error::Error;
use crate::read::{self, instant, micros};
use crate::{Ledger, Writing};

/// A licence, and whether its end on its camera is written down (**REM-2**).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The licence.
    pub licence: Licence,
    /// Whether what follows on its end has happened.
    pub has_ended: bool,
}

/// Something that happens to a licence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event {
    /// A clerk put it on a camera.
    Placed(Placing),
    /// It came on a camera by itself.
    ByItself,
    /// It ended on its camera.
    Ended,
    /// Its camera was taken away.
    CameraRemoved,
    /// Its camera failed.
    CameraFailed,
}

impl Event {
    fn name(self) -> &'static str {
        match self {
            Self::Placed(Placing::Assign) => "assigned",
            Self::Placed(Placing::Move) => "moved",
            Self::Placed(Placing::Reapply) => "reapplied",
            Self::ByItself => "by_itself",
            Self::Ended => "ended",
            Self::CameraRemoved => "camera_removed",
            Self::CameraFailed => "camera_failed",
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    customer: String,
    product: String,
    path: String,
    allocated_at: Option<i64>,
    free_through: Option<String>,
    expiry: Option<String>,
    card: Option<String>,
    first_assigned_at: Option<i64>,
    camera: Option<String>,
    ended_at: Option<i64>,
}

const COLUMNS: &str =
    "id, customer, product, path, allocated_at, free_through, expiry, card, first_assigned_at, camera, ended_at";

impl Ledger {
    /// The licences of `customer`, those that end first, and of those the earliest first.
    pub async fn remo_licences(&self, customer: Uuid) -> Result<Vec<Licence>, Error> {
        let mut connection = self.database.read.acquire().await?;
        let held = load(&mut connection, customer).await?;
        Ok(held.into_iter().map(|held| held.licence).collect())
    }

    /// What happened to each licence of `customer`, the first first.
    pub async fn remo_history(&self, customer: Uuid) -> Result<HashMap<Uuid, Vec<Happened>>, Error> {
        let rows: Vec<(String, i64, String, String, String)> = sqlx::query_as(
            "SELECT h.licence, h.at, h.what, h.camera, h.actor FROM remo_history h JOIN remo_licence l ON l.id = h.licence
             WHERE l.customer = $1 ORDER BY h.licence, h.ordinal",
        )
        .bind(customer.to_string())
        .fetch_all(&self.database.read)
        .await?;
        let mut histories: HashMap<Uuid, Vec<Happened>> = HashMap::new();
        for (licence, at, what, camera, by) in rows {
            let at = instant("remo_history", "at", &licence, at)?;
            let id = read::parse("remo_history", "licence", &licence, &licence)?;
            histories.entry(id).or_default().push(Happened { at, what, camera, by });
        }
        Ok(histories)
    }
}

async fn load(from: &mut AnyConnection, customer: Uuid) -> Result<Vec<Held>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM remo_licence WHERE customer = $1 ORDER BY coalesce(expiry, '9'), allocated_at, card, id"
    );
    let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(customer.to_string())
        .fetch_all(from)
        .await?;
    rows.into_iter().map(read_held).collect()
}

fn read_held(row: Row) -> Result<Held, Error> {
    let id = row.id.as_str();
    let licence = Licence {
        id: read::parse("remo_licence", "id", id, id)?,
        customer: read::parse("remo_licence", "customer", id, &row.customer)?,
        product: read::parse("remo_licence", "product", id, &row.product)?,
        path: read_path("remo_licence", id, &row.path)?,
        origin: read_origin(&row)?,
        camera: row
            .camera
            .as_deref()
            .map(|camera| read::parse("remo_licence", "camera", id, camera))
            .transpose()?,
    };
    Ok(Held {
        licence,
        has_ended: row.ended_at.is_some(),
    })
}

fn read_origin(row: &Row) -> Result<Origin, Error> {
    let id = row.id.as_str();
    match (row.allocated_at, &row.free_through, &row.expiry, &row.card) {
        (Some(allocated_at), Some(free_through), Some(expiry), None) => Ok(Origin::Term {
            allocated_at: instant("remo_licence", "allocated_at", id, allocated_at)?,
            free_through: read::parse("remo_licence", "free_through", id, free_through)?,
            expiry: read::parse("remo_licence", "expiry", id, expiry)?,
        }),
        (None, None, None, Some(card)) => {
            let first = row.first_assigned_at;
            let first = first
                .map(|at| instant("remo_licence", "first_assigned_at", id, at))
                .transpose()?;
            Ok(Origin::Perpetual {
                card: read::parse("remo_licence", "card", id, card)?,
                first_assigned_at: first,
            })
        }
        _ => Err(Error::unreadable(
            "remo_licence",
            "card",
            id,
            "it comes neither from stock nor from a card",
        )),
    }
}

/// How a camera's MAC address stands in the history, behind its name.
fn in_history(device: DeviceId) -> String {
    format!(" ({device})")
}

/// How a day is stored.
pub(super) fn written(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

impl Writing<'_> {
    /// The licences of `customer`, those that end first, and of those the earliest first.
    pub async fn remo_licences(&mut self, customer: Uuid) -> Result<Vec<Held>, Error> {
        load(self.tx(), customer).await
    }

    /// The customer of this dealer that has the licence `id`.
    pub async fn remo_licence_owner(&mut self, id: Uuid) -> Result<Option<Uuid>, Error> {
        let dealer = self.dealer().to_string();
        let row: Option<(Option<String>,)> =
            sqlx::query_as("SELECT customer FROM remo_licence WHERE dealer = $1 AND id = $2")
                .bind(dealer)
                .bind(id.to_string())
                .fetch_optional(self.tx())
                .await?;
        let customer = row.and_then(|(customer,)| customer);
        customer
            .map(|customer| read::parse("remo_licence", "customer", &customer, &customer))
            .transpose()
    }

    /// Whether the camera `device` was reported failed with `licence` on it (**REM-8**).
    pub async fn has_failed_with_remo(&mut self, licence: Uuid, device: DeviceId) -> Result<bool, Error> {
        // Rows of a history stay as they are written.
        let rows: Vec<(String,)> = sqlx::query_as("SELECT camera FROM remo_history WHERE licence = $1 AND what = $2")
            .bind(licence.to_string())
            .bind(Event::CameraFailed.name())
            .fetch_all(self.tx())
            .await?;
        let device = in_history(device);
        Ok(rows.iter().any(|(camera,)| camera.ends_with(&device)))
    }

    /// Puts `licence` on `camera` as was decided; answers it as it is then.
    pub async fn place_remo(&mut self, placed: Placed, licence: Licence, camera: &Camera) -> Result<Licence, Error> {
        let now = self.now();
        let before = licence.camera;
        let event = Event::Placed(placed.placing());
        let actor = self.actor().name().to_owned();
        let licence = self.put_on(licence, camera, now).await?;
        self.happened(licence.id, now, event, camera, &actor).await?;
        self.note("camera", before, camera.id);
        Ok(licence)
    }

    /// Writes down what has followed on the end of `ended`: the licence `successor`, if there was one, is on the camera from then on.
    pub async fn succeed_remo(
        &mut self,
        succession: &Succession<Uuid>,
        ended: &Licence,
        successor: Option<Licence>,
        camera: &Camera,
    ) -> Result<Option<Licence>, Error> {
        // The dealer's row is held, and whoever looks for what has ended looks for licences without this instant: nobody does it twice.
        sqlx::query("UPDATE remo_licence SET ended_at = $1 WHERE id = $2")
            .bind(micros(succession.at()))
            .bind(ended.id.to_string())
            .execute(self.tx())
            .await?;
        self.happened(ended.id, succession.at(), Event::Ended, camera, "server")
            .await?;
        self.tell(Record::RemoLicence(ended.clone()));
        let Some(successor) = successor else {
            return Ok(None);
        };
        let successor = self.put_on(successor, camera, succession.at()).await?;
        self.happened(successor.id, succession.at(), Event::ByItself, camera, "server")
            .await?;
        Ok(Some(successor))
    }

    async fn put_on(&mut self, mut licence: Licence, camera: &Camera, at: DateTime<Utc>) -> Result<Licence, Error> {
        // The first assignment stays the first (REM-8, REM-9). The dealer's row is held, so the camera is as free as it was seen; were it
        // not so, the index of cameras would refuse.
        sqlx::query(
            "UPDATE remo_licence SET camera = $1, first_assigned_at = coalesce(first_assigned_at, $2) WHERE id = $3",
        )
        .bind(camera.id.to_string())
        .bind(micros(at))
        .bind(licence.id.to_string())
        .execute(self.tx())
        .await?;
        licence.camera = Some(camera.id);
        if let Origin::Perpetual { first_assigned_at, .. } = &mut licence.origin {
            first_assigned_at.get_or_insert(at);
        }
        self.tell(Record::RemoLicence(licence.clone()));
        Ok(licence)
    }

    /// Takes `licence` off `camera`, which is taken away or failed.
    pub async fn take_off_remo(&mut self, mut licence: Licence, camera: &Camera, why: Event) -> Result<(), Error> {
        let (now, actor) = (self.now(), self.actor().name().to_owned());
        // The dealer's row is held, so this is the camera it is on.
        sqlx::query("UPDATE remo_licence SET camera = NULL WHERE id = $1")
            .bind(licence.id.to_string())
            .execute(self.tx())
            .await?;
        licence.camera = None;
        self.happened(licence.id, now, why, camera, &actor).await?;
        self.tell(Record::RemoLicence(licence));
        Ok(())
    }

    async fn happened(
        &mut self,
        licence: Uuid,
        at: DateTime<Utc>,
        event: Event,
        camera: &Camera,
        by: &str,
    ) -> Result<(), Error> {
        // The dealer's row is held: nobody else writes the next ordinal.
        sqlx::query(
            "INSERT INTO remo_history (licence, ordinal, at, what, camera, actor)
             SELECT $1, coalesce(max(ordinal), 0) + 1, $2, $3, $4, $5 FROM remo_history WHERE licence = $1",
        )
        .bind(licence.to_string())
        .bind(micros(at))
        .bind(event.name())
        .bind(format!("{}{}", camera.name, in_history(camera.device)))
        .bind(by)
        .execute(self.tx())
        .await?;
        Ok(())
    }
}
