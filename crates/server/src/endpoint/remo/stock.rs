//! `GET /v1/remo/stock`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use kagifuda_domain::remo::term;
use kagifuda_wire::remo::{Stock, StockList, StockShown};

use super::ReadRefused;
use crate::app::App;
use crate::extract::SignedIn;
use crate::problem::Fault;

/// What the dealer has in stock, by product and path.
#[utoipa::path(
    get, path = "/v1/remo/stock", tag = "remo", operation_id = "remo_stock", 
    security(("access_token" = [])),
    responses((status = 200, description = "What there is any of.", body = StockList), ReadRefused),
)]
pub(crate) async fn stock(State(app): State<Arc<App>>, SignedIn(member): SignedIn) -> Result<Json<StockList>, Fault> {
    let mut stock = Vec::new();
    for Stock { product, count } in app.ledger.remo_stock(member.dealer).await? {
        let known = app.ledger.product(&product).await?;
        if let Some((months, path)) = known.as_ref().and_then(term) {
            stock.push(StockShown {
                product,
                path,
                months: months.get(),
                count,
            });
        }
    }
    Ok(Json(StockList { stock }))
}
