//! Making activation keys, and showing those there are.

use std::io;

use kagifuda_domain::account::Login;
use kagifuda_domain::catalogue::{Product, ProductCode};
use kagifuda_domain::kms::Pair;
use kagifuda_domain::miemasu::sheets_of;
use kagifuda_ledger::{Actor, CommitError, DealerKey, MINT_BATCH};
use uuid::Uuid;

use crate::admin::{Admin, AdminError};
use crate::write::ROUNDS;

/// Keys read at once.
const PAGE: u32 = 10_000;

impl Admin {
    /// Makes `count` activation keys of `product` for the dealer of `login`, and hands each on once it is on disk. When they are
    /// taken no more, no more are made: [`AdminError::Unseen`].
    pub async fn mint(
        &self,
        login: &Login,
        product: &ProductCode,
        count: usize,
        mut each: impl FnMut(&Pair) -> io::Result<()>,
    ) -> Result<(), AdminError> {
        let dealer = self.dealer_of(login).await?;
        let sold = self.product(product).await?;
        sold.mintable()?;
        if sheets_of(&sold).is_ok() {
            return Err(AdminError::OnSheets(sold.code));
        }
        let mut made = 0;
        while made < count {
            let pairs = self.mint_batch(dealer, product, (count - made).min(MINT_BATCH)).await?;
            made += pairs.len();
            pairs
                .iter()
                .try_for_each(&mut each)
                .map_err(|source| AdminError::Unseen {
                    made,
                    product: product.clone(),
                    login: login.clone(),
                    source,
                })?;
        }
        Ok(())
    }

    async fn mint_batch(&self, dealer: Uuid, code: &ProductCode, count: usize) -> Result<Vec<Pair>, AdminError> {
        for _ in 0..ROUNDS {
            let product = self.product(code).await?;
            let (mintable, now) = (product.mintable()?, self.app.now());
            match self
                .app
                .ledger
                .mint(dealer, mintable, count, &Actor::Operator, now)
                .await
            {
                Ok(pairs) => return Ok(pairs),
                Err(CommitError::Conflict) => {}
                Err(CommitError::Failed(error)) => return Err(error.into()),
            }
        }
        Err(AdminError::Failed(
            "the numbers drawn are always taken: the system's randomness is broken".into(),
        ))
    }

    pub(super) async fn product(&self, code: &ProductCode) -> Result<Product, AdminError> {
        let product = self.app.ledger.product(code).await?;
        product.ok_or_else(|| AdminError::UnknownProduct(code.clone()))
    }

    /// Shows the activation keys of the dealer of `login`, of `product` if one is given, in order of number.
    pub async fn keys(
        &self,
        login: &Login,
        product: Option<&ProductCode>,
        mut each: impl FnMut(&DealerKey) -> io::Result<()>,
    ) -> Result<(), AdminError> {
        let dealer = self.dealer_of(login).await?;
        if let Some(product) = product {
            self.product(product).await?;
        }
        let (ledger, now) = (&self.app.ledger, self.app.now());
        ledger.note_keys_listed(dealer, product, &Actor::Operator, now).await?;
        let mut last = None;
        loop {
            let keys = ledger.keys_after(dealer, product, last, PAGE).await?;
            let Some(key) = keys.last() else { return Ok(()) };
            last = Some(key.pair.no);
            keys.iter().try_for_each(&mut each)?;
        }
    }
}
