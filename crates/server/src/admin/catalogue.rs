//! Importing a catalogue.

use kagifuda_domain::catalogue::{Comparison, Product, SoldOtherwise};
use kagifuda_ledger::{Actor, CommitError};

use crate::admin::{Admin, AdminError};
use crate::catalogue;
use crate::write::ROUNDS;

/// What importing a catalogue comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueImport {
    /// What it adds and changes.
    pub comparison: Comparison,
    /// Why nothing is taken over: empty if all is.
    pub refused: Vec<SoldOtherwise>,
}

impl Admin {
    /// Takes the catalogue that stands in `text` over, or with `dry_run` only says what would come of it.
    pub async fn import_catalogue(&self, text: &str, dry_run: bool) -> Result<CatalogueImport, AdminError> {
        let wanted = catalogue::read(text).map_err(AdminError::BadCatalogue)?;
        let ledger = &self.app.ledger;
        for _ in 0..ROUNDS {
            let comparison = Comparison::of(&ledger.products().await?, &wanted);
            let doubtful = comparison
                .changed
                .iter()
                .filter(|changed| changed.is_other_to_holders());
            let sold = ledger.sold(doubtful.map(|changed| &changed.before.code)).await?;
            let committed = match comparison.import(&sold) {
                Err(refused) => return Ok(CatalogueImport { comparison, refused }),
                Ok(import) if dry_run || import.is_empty() => Ok(()),
                Ok(import) => ledger.import_catalogue(&import, &Actor::Operator, self.app.now()).await,
            };
            match committed {
                Ok(()) => {
                    let refused = vec![];
                    return Ok(CatalogueImport { comparison, refused });
                }
                Err(CommitError::Conflict) => {}
                Err(CommitError::Failed(error)) => return Err(error.into()),
            }
        }
        Err(AdminError::Failed(
            "the catalogue changes all the time: try again later".into(),
        ))
    }

    /// The catalogue, in order of code.
    pub async fn catalogue(&self) -> Result<Vec<Product>, AdminError> {
        Ok(self.app.ledger.products().await?)
    }
}
