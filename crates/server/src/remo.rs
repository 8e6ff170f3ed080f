//! What the endpoints and jobs of i-PRO Remo share: a contract user's account as it stands.

mod ending;
mod notices;
mod refusal;
mod stock;

pub(crate) use ending::end_licences;
pub(crate) use notices::send_notices;
pub(crate) use refusal::refused;

use chrono::NaiveDate;
use kagifuda_domain::remo::{OnCamera, Path, Succession, Unassigned, foreseen, successions};
use kagifuda_ledger::{Error, Held, Writing};
use kagifuda_wire::problem::ProblemCode;
use kagifuda_wire::remo::{Camera, Customer, Licence};
use uuid::Uuid;

use crate::write::Undecided;

/// A contract user with its cameras and licences. **REM-2** Whatever has happened by itself until now is written down first, so that
/// no act comes between the end of a licence and what follows on it.
pub(crate) struct Standing {
    pub(crate) customer: Customer,
    /// In the order in which they were added.
    pub(crate) cameras: Vec<Camera>,
    held: Vec<Held>,
    /// How many licences were found to have ended on their cameras.
    pub(crate) ended: usize,
}

impl Standing {
    /// The account of `customer`, who is this dealer's.
    pub(crate) async fn load(writing: &mut Writing<'_>, customer: Uuid) -> Result<Self, Undecided> {
        let customer = writing.remo_customer(customer).await?.ok_or(ProblemCode::NotFound)?;
        let mut standing = Self {
            cameras: writing.remo_cameras(customer.id).await?,
            held: writing.remo_licences(customer.id).await?,
            customer,
            ended: 0,
        };
        let happened = successions(&standing.on_cameras(), &standing.unassigned(), writing.now());
        for succession in &happened {
            standing.succeed(writing, succession).await?;
        }
        standing.ended = happened.len();
        if !happened.is_empty() {
            writing.note(
                "ended",
                (),
                happened.iter().map(|one| one.ended().licence).collect::<Vec<_>>(),
            );
        }
        Ok(standing)
    }

    pub(crate) fn licences(&self) -> impl Iterator<Item = &Licence> {
        self.held.iter().map(|held| &held.licence)
    }

    pub(crate) fn licence(&self, id: Uuid) -> Option<&Licence> {
        self.licences().find(|licence| licence.id == id)
    }

    /// The licences that say they are on `camera`: one that runs at most, and those that ended there.
    pub(crate) fn on(&self, camera: Uuid) -> impl Iterator<Item = &Licence> {
        self.licences().filter(move |licence| licence.camera == Some(camera))
    }

    /// What will follow by itself on the licences that end on `expiry`, if nobody does anything until then (**REM-5**).
    pub(crate) fn foreseen(&self, expiry: NaiveDate) -> Vec<Succession<Uuid>> {
        foreseen(&self.on_cameras(), &self.unassigned(), expiry)
    }

    /// How many cameras are on the direct path.
    pub(crate) fn direct(&self) -> usize {
        self.cameras.iter().filter(|camera| camera.path == Path::Direct).count()
    }

    pub(crate) fn camera(&self, id: Uuid) -> Option<&Camera> {
        self.cameras.iter().find(|camera| camera.id == id)
    }

    /// In the order of the cameras.
    fn on_cameras(&self) -> Vec<OnCamera<Uuid>> {
        let on = |camera: &Camera| {
            let held = self
                .held
                .iter()
                .find(|held| !held.has_ended && held.licence.camera == Some(camera.id))?;
            let (licence, camera, path) = (held.licence.id, camera.id, camera.path);
            let expiry = held.licence.expiry()?;
            Some(OnCamera {
                licence,
                camera,
                path,
                expiry,
            })
        };
        self.cameras.iter().filter_map(on).collect()
    }

    fn unassigned(&self) -> Vec<Unassigned<Uuid>> {
        let free = self
            .held
            .iter()
            .filter(|held| !held.has_ended && held.licence.camera.is_none());
        let unassigned = |held: &Held| Unassigned {
            id: held.licence.id,
            path: held.licence.path,
            expiry: held.licence.expiry(),
        };
        free.map(unassigned).collect()
    }

    async fn succeed(&mut self, writing: &mut Writing<'_>, succession: &Succession<Uuid>) -> Result<(), Error> {
        let ended = succession.ended();
        let find = |id: Uuid| self.held.iter().position(|held| held.licence.id == id);
        let (place, next) = (find(ended.licence), succession.successor().and_then(find));
        let (Some(place), Some(camera)) = (place, self.camera(ended.camera)) else {
            return Ok(());
        };
        let successor = next.map(|next| self.held[next].licence.clone());
        let successor = writing
            .succeed_remo(succession, &self.held[place].licence, successor, camera)
            .await?;
        self.held[place].has_ended = true;
        if let Some((next, successor)) = next.zip(successor) {
            self.held[next].licence = successor;
        }
        Ok(())
    }
}
