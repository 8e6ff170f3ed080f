//! i-PRO Remo: customers, stock, cameras, licences, cards, notices.
//!
//! Every id of another dealer is as unknown as none.

pub(crate) mod add_camera;
pub(crate) mod add_customer;
pub(crate) mod allocate;
pub(crate) mod customers;
pub(crate) mod expiry;
pub(crate) mod notices;
pub(crate) mod packs;
pub(crate) mod place;
pub(crate) mod preview;
pub(crate) mod register_card;
pub(crate) mod remove_camera;
pub(crate) mod send_link;
pub(crate) mod stock;
pub(crate) mod welcome;

use std::collections::BTreeMap;
use std::sync::Arc;

use utoipa::IntoResponses;
use utoipa::openapi::{RefOr, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::endpoint::refused;

/// The routes of i-PRO Remo.
pub(crate) fn documented() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(add_customer::add_customer, customers::customers))
        .routes(routes!(customers::account))
        .routes(routes!(send_link::send_link))
        .routes(routes!(welcome::welcome))
        .routes(routes!(stock::stock))
        .routes(routes!(allocate::allocate, preview::preview))
        .routes(routes!(add_camera::add_camera))
        .routes(routes!(remove_camera::remove_camera))
        .routes(routes!(place::assign))
        .routes(routes!(place::move_licence))
        .routes(routes!(place::reapply))
        .routes(routes!(register_card::register_card))
        .routes(routes!(packs::packs))
        .routes(routes!(expiry::expiry))
        .routes(routes!(notices::notices, notices::set_notices))
}

/// What a write of a member may be refused with.
pub(crate) struct WriteRefused;

/// What a member may be refused who asks to be shown something.
pub(crate) struct ReadRefused;

/// What a customer who opens an account may be refused with.
pub(crate) struct WelcomeRefused;

const NOT_FOUND: (u16, &str) = (404, "`not_found`");
const REFUSED: (u16, &str) = (422, "`remo_refused`, `lines_refused`, `idempotency_key_reused`");

impl IntoResponses for WriteRefused {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refused::and::<refused::Wrote>(&[NOT_FOUND, REFUSED])
    }
}

impl IntoResponses for ReadRefused {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refused::and::<refused::Asked>(&[NOT_FOUND, REFUSED])
    }
}

impl IntoResponses for WelcomeRefused {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        refused::and::<refused::Sent>(&[REFUSED])
    }
}
