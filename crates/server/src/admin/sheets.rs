//! Making licence key sheets of みえますねっと年間パック.

use std::io;

use kagifuda_domain::account::Login;
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_domain::miemasu::sheets_of;
use kagifuda_ledger::{Actor, CommitError, MINT_BATCH};
use kagifuda_wire::record::LicenceSheet;

use super::{Admin, AdminError};
use crate::write::ROUNDS;

impl Admin {
    /// Makes `count` licence key sheets of `product` for the dealer of `login`, and hands each on once it is on disk.
    pub async fn mint_sheets(
        &self,
        login: &Login,
        product: &ProductCode,
        count: usize,
        mut each: impl FnMut(&LicenceSheet) -> io::Result<()>,
    ) -> Result<(), AdminError> {
        let (ledger, dealer) = (&self.app.ledger, self.dealer_of(login).await?);
        let product = self.product(product).await?;
        let terms = sheets_of(&product)?;
        let (mut left, mut conflicts) = (count, 0);
        while left > 0 {
            let minted = ledger.mint_sheets(dealer, &terms, left.min(MINT_BATCH), &Actor::Operator, self.app.now());
            match minted.await {
                Ok(sheets) => {
                    sheets.iter().try_for_each(&mut each)?;
                    left -= sheets.len();
                }
                Err(CommitError::Conflict) if conflicts < ROUNDS => conflicts += 1,
                Err(CommitError::Conflict) => {
                    return Err(AdminError::Failed(
                        "the keys drawn are always taken: the system's randomness is broken".into(),
                    ));
                }
                Err(CommitError::Failed(error)) => return Err(error.into()),
            }
        }
        Ok(())
    }
}
