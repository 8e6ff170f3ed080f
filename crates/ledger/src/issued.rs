//! What was registered in KMS, to be searched and reported: always one dealer's. Subscriptions of つながるねっと show to who proves
//! possession (**TSU-13**), and so not here.

use kagifuda_domain::catalogue::{Product, Programme};
use kagifuda_domain::ids::DeviceId;
use kagifuda_domain::kms::Search;
use kagifuda_domain::kms::report::Issued;
use kagifuda_domain::site::Site;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::error::Error;
use crate::read::{instant, json, parse};
use crate::{Ledger, customer};

type Row = (String, String, String, String, String, String, i64, String);

const ISSUED: &str = "
    SELECT k.no, p.record, r.device, d.site1, d.site2, r.registration_key, r.issued_at, r.issued_by
    FROM activation_key k
    JOIN registration r ON r.activation_key = k.no
    JOIN product p ON p.code = k.product
    JOIN device d ON d.dealer = k.dealer AND d.device = r.device
    WHERE k.dealer = $1";

impl Ledger {
    /// **KMS-8** All keys that `dealer` registered on the device, or the one of this number.
    pub async fn search(&self, dealer: Uuid, wanted: Search) -> Result<Vec<Issued>, Error> {
        let (condition, value) = match wanted {
            Search::Device(device) => ("r.device = $2", device.plain()),
            Search::ActivationKey(no) => ("k.no = $2", no.plain()),
        };
        // Reads only.
        let sql = format!("{ISSUED} AND {condition} ORDER BY r.issued_at, k.no");
        let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql))
            .bind(dealer.to_string())
            .bind(value)
            .fetch_all(&self.database.read)
            .await?;
        rows.into_iter().filter_map(|row| read(row).transpose()).collect()
    }

    /// **KMS-9** Every key that `dealer` registered in KMS, the earliest first.
    pub async fn issued(&self, dealer: Uuid) -> Result<Vec<Issued>, Error> {
        // Reads only.
        let sql = format!("{ISSUED} ORDER BY r.issued_at, k.no");
        let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql))
            .bind(dealer.to_string())
            .fetch_all(&self.database.read)
            .await?;
        rows.into_iter().filter_map(|row| read(row).transpose()).collect()
    }

    /// **KMS-5** Where a device of `dealer` stands, if it is known.
    pub async fn site(&self, dealer: Uuid, device: DeviceId) -> Result<Option<Site>, Error> {
        let mut connection = self.database.read.acquire().await?;
        let known = customer::load_device(&mut connection, dealer, device).await?;
        Ok(known.map(|device| device.site))
    }
}

fn read(
    (no, product, device, site1, site2, registration_key, issued_at, issued_by): Row,
) -> Result<Option<Issued>, Error> {
    let product: Product = json("product", "record", &no, &product)?;
    match product.programme {
        Programme::Kms => {}
        Programme::Tsunagaru | Programme::Miemasu | Programme::Remo => return Ok(None),
    }
    Ok(Some(Issued {
        issued_at: instant("registration", "issued_at", &no, issued_at)?,
        device: parse("registration", "device", &no, &device)?,
        site: Site::new([&site1, &site2]).map_err(|why| Error::unreadable("device", "site1", &device, why))?,
        activation_key: parse("activation_key", "no", &no, &no)?,
        registration_key: parse("registration", "registration_key", &no, &registration_key)?,
        product: product.code,
        purpose: product.purpose.ja,
        issued_by,
    }))
}
