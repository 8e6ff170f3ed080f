//! `GET /v1/openapi.json`

use axum::response::Response;

use crate::problem::json_response;
use crate::router::openapi_json;

/// This document.
#[utoipa::path(
    get, path = "/v1/openapi.json", tag = "operation", operation_id = "openapi",
    responses((status = 200, description = "The OpenAPI document of this server.", body = Object))
)]
pub(crate) async fn openapi() -> Response {
    json_response(200, openapi_json())
}
