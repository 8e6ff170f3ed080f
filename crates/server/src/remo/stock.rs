//! What the operator puts into a dealer's stock.

use kagifuda_domain::account::Login;
use kagifuda_domain::catalogue::ProductCode;
use kagifuda_domain::remo::term;
use kagifuda_ledger::{Act, Actor, CommitError};
use kagifuda_wire::remo::Stock;

use crate::admin::{Admin, AdminError};

impl Admin {
    /// Puts `count` licences of `product` into the stock of the dealer of `login`; answers how many there are then.
    pub async fn add_remo_stock(&self, login: &Login, product: &ProductCode, count: usize) -> Result<u64, AdminError> {
        let dealer = self.dealer_of(login).await?;
        let known = self.app.ledger.product(product).await?;
        let known = known.ok_or_else(|| AdminError::UnknownProduct(product.clone()))?;
        let (_, path) = term(&known).ok_or_else(|| AdminError::NotTerm(product.clone()))?;
        let mut writing = self
            .app
            .ledger
            .write(dealer, Actor::Operator, || self.app.now())
            .await?;
        let in_stock = writing.add_remo_stock(product, path, count).await?;
        let (name, subject) = ("remo.add_stock", product.to_string());
        match writing.commit(Act { name, subject }, None).await {
            Ok(()) => Ok(in_stock),
            Err(CommitError::Failed(error)) => Err(error.into()),
            Err(conflict @ CommitError::Conflict) => Err(AdminError::Failed(conflict.into())),
        }
    }

    /// What the dealer of `login` has in stock, by product.
    pub async fn remo_stock(&self, login: &Login) -> Result<Vec<Stock>, AdminError> {
        let dealer = self.dealer_of(login).await?;
        Ok(self.app.ledger.remo_stock(dealer).await?)
    }
}
