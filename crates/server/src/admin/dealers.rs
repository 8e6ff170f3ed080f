//! What the operator does to accounts that cannot help themselves: for a lone owner who lost everything there is nobody else.
//!
//! Promises: each act stands in the dealer's audit; whoever it concerns is mailed.

use kagifuda_domain::account::{self, LinkPurpose, Login, ProfileRefusal};
use kagifuda_domain::mail::Address;
use kagifuda_ledger::{Act, Actor, CommitError, DealerOnFile, Error, StaffOnFile, Writing};

use crate::admin::{Admin, AdminError};
use crate::links;
use crate::mail::account::{Letter, tell};
use crate::write::ROUNDS;

impl Admin {
    /// Every dealer, in order of 登録ID.
    pub async fn dealers(&self) -> Result<Vec<DealerOnFile>, AdminError> {
        Ok(self.app.ledger.dealers().await?)
    }

    /// **ACC-6** Takes the second factor of the member of `login` away, for whoever lost telephone and recovery codes.
    pub async fn drop_second_factor(&self, login: &Login) -> Result<(), AdminError> {
        self.change("operator.second_factor_drop", login, async |writing, member| {
            writing.drop_second_factor(member.member.id).await?;
            tell(writing, Some(member.member.id), &Letter::SecondFactor { on: false }).await
        })
        .await
    }

    /// **ACC-5** Ends every session of the member of `login`.
    pub async fn end_sessions(&self, login: &Login) -> Result<(), AdminError> {
        self.change("operator.sessions_end", login, async |writing, member| {
            writing.end_sessions(member.member.id, None).await.map(drop)
        })
        .await
    }

    /// Sets the registered address of the dealer of `login`. The old address and the new one are both told, and links to set a password that
    /// went to the old one open nothing any more.
    pub async fn set_email(&self, login: &Login, email: &str) -> Result<(), AdminError> {
        let email = account::email(email)?;
        let email: Address = email.parse().map_err(|_| ProfileRefusal::Email)?;
        let email = &links::sendable(email)?;
        self.change("operator.email_set", login, async |writing, _| {
            tell(writing, None, &Letter::AddressChanged).await?;
            let mut account = writing.account().await?;
            account.email = email.clone();
            writing.put_account(&account, None).await?;
            tell(writing, None, &Letter::AddressChanged).await?;
            writing.void_links(LinkPurpose::NewPassword, None).await
        })
        .await
    }

    /// Closes the account of the dealer of `login`: all its sessions end, and nobody of its staff signs in. Or opens it again.
    pub async fn close_dealer(&self, login: &Login, closed: bool) -> Result<(), AdminError> {
        let act = if closed {
            "operator.dealer_disable"
        } else {
            "operator.dealer_enable"
        };
        self.change(act, login, async |writing, _| {
            writing.close_dealer(closed).await?;
            tell(writing, None, &Letter::Account { closed }).await
        })
        .await
    }

    /// Does `work` for the member of `login` in one write, again when somebody else was quicker.
    async fn change(
        &self,
        name: &'static str,
        login: &Login,
        work: impl AsyncFn(&mut Writing<'_>, &StaffOnFile) -> Result<(), Error>,
    ) -> Result<(), AdminError> {
        let unknown = || AdminError::UnknownDealer(login.clone());
        let dealer = self.dealer_of(login).await?;
        for _ in 0..ROUNDS {
            let mut writing = self
                .app
                .ledger
                .write(dealer, Actor::Operator, || self.app.now())
                .await?;
            let staff = writing.staff().await?;
            let member = staff.into_iter().find(|staff| staff.member.login == login.as_ref());
            work(&mut writing, &member.ok_or_else(unknown)?).await?;
            let subject = login.to_string();
            match writing.commit(Act { name, subject }, None).await {
                Ok(()) => return Ok(()),
                Err(CommitError::Conflict) => {}
                Err(CommitError::Failed(error)) => return Err(error.into()),
            }
        }
        Err(AdminError::Failed("somebody else was quicker every time".into()))
    }
}
