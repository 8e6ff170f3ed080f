//! Second factors: their secrets, encrypted before they come here, the latest step used, and recovery codes.

use kagifuda_domain::account::second_factor::SecondFactor;
use kagifuda_wire::session::Secret;
use sqlx::AnyConnection;
use uuid::Uuid;

use crate::database::rows_of;
use crate::error::Error;
use crate::read::{micros, number};
use crate::session::token_hash;
use crate::staff::stands;
use crate::{Ledger, Writing};

/// A member's second factor as it is on file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactorOnFile {
    /// Where it stands.
    pub stands: SecondFactor,
    /// Its secret, encrypted; none while it is off.
    pub sealed: Option<String>,
    /// The latest step whose code was taken.
    pub used: u64,
}

/// What opens a sign-in besides the password.
#[derive(Clone, Debug)]
pub enum Proof {
    /// The code of this step.
    Step(u64),
    /// A recovery code.
    Recovery(Secret),
}

impl Ledger {
    /// The second factor of `member`.
    pub async fn second_factor(&self, member: Uuid) -> Result<FactorOnFile, Error> {
        let mut connection = self.database.read.acquire().await?;
        load(&mut connection, member).await
    }
}

impl Writing<'_> {
    /// The second factor of `member`.
    pub async fn second_factor(&mut self, member: Uuid) -> Result<FactorOnFile, Error> {
        load(self.tx(), member).await
    }

    /// Begins with a second factor, in place of one that was begun before.
    pub async fn begin_second_factor(&mut self, member: Uuid, sealed: &str, codes: &[Secret]) -> Result<(), Error> {
        // The dealer's row is held, so nobody confirms one secret while another takes its place.
        sqlx::query(
            "UPDATE member SET second_factor = $2, second_factor_since = NULL, second_factor_used = 0 WHERE id = $1",
        )
        .bind(member.to_string())
        .bind(sealed)
        .execute(self.tx())
        .await?;
        sqlx::query("DELETE FROM recovery_code WHERE member = $1")
            .bind(member.to_string())
            .execute(self.tx())
            .await?;
        let sql = format!(
            "INSERT INTO recovery_code (member, hash) VALUES {}",
            rows_of(2, codes.len())
        );
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
        for code in codes {
            query = query.bind(member.to_string()).bind(token_hash(code));
        }
        query.execute(self.tx()).await?;
        Ok(())
    }

    /// From now on a code is wanted when `member` signs in.
    pub async fn confirm_second_factor(&mut self, member: Uuid) -> Result<(), Error> {
        // The dealer's row is held, so it is the secret that the code was made with.
        let now = micros(self.now());
        sqlx::query("UPDATE member SET second_factor_since = $2 WHERE id = $1")
            .bind(member.to_string())
            .bind(now)
            .execute(self.tx())
            .await?;
        self.note("second_factor", false, true);
        Ok(())
    }

    /// Takes the second factor of `member` away, recovery codes included.
    pub async fn drop_second_factor(&mut self, member: Uuid) -> Result<(), Error> {
        // The dealer's row is held; a sign-in at this very moment has used its code, or finds none wanted.
        sqlx::query("UPDATE member SET second_factor = NULL, second_factor_since = NULL WHERE id = $1")
            .bind(member.to_string())
            .execute(self.tx())
            .await?;
        sqlx::query("DELETE FROM recovery_code WHERE member = $1")
            .bind(member.to_string())
            .execute(self.tx())
            .await?;
        self.note("second_factor", true, false);
        Ok(())
    }

    /// Uses `proof` up; `false` when it was used before, or is none.
    pub async fn use_up_proof(&mut self, member: Uuid, proof: &Proof) -> Result<bool, Error> {
        Ok(use_up(self.tx(), member, proof).await?)
    }
}

/// **ACC-6** Uses `proof` up; `false` when it was used before, or is none.
pub(crate) async fn use_up(tx: &mut AnyConnection, member: Uuid, proof: &Proof) -> Result<bool, sqlx::Error> {
    // One statement each, under the row that it changes: of two who show the same code at once, the second waits for the first, looks at
    // the condition again and changes nothing.
    let used = match proof {
        Proof::Step(step) => {
            sqlx::query("UPDATE member SET second_factor_used = $2 WHERE id = $1 AND second_factor_used < $2")
                .bind(member.to_string())
                .bind(i64::try_from(*step).unwrap_or(i64::MAX))
                .execute(tx)
                .await?
        }
        Proof::Recovery(code) => {
            sqlx::query("DELETE FROM recovery_code WHERE member = $1 AND hash = $2")
                .bind(member.to_string())
                .bind(token_hash(code))
                .execute(tx)
                .await?
        }
    };
    Ok(used.rows_affected() == 1)
}

async fn load(connection: &mut AnyConnection, member: Uuid) -> Result<FactorOnFile, Error> {
    let id = member.to_string();
    let row: Option<(Option<String>, Option<i64>, i64)> =
        sqlx::query_as("SELECT second_factor, second_factor_since, second_factor_used FROM member WHERE id = $1")
            .bind(&id)
            .fetch_optional(connection)
            .await?;
    // Whoever is gone has none.
    let (sealed, since, used) = row.unwrap_or_default();
    Ok(FactorOnFile {
        stands: stands(sealed.as_deref(), since),
        used: number("member", "second_factor_used", &id, used)?,
        sealed,
    })
}
