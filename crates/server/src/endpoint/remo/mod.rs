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

use utoipa::openapi::{Content, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

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

const BAD_REQUEST: (&str, &str) = ("400", "`bad_request`, `idempotency_key_missing`");
const NOT_SIGNED_IN: (&str, &str) = ("401", "`not_signed_in`, `access_expired`");
const ROLE_MAY_NOT: (&str, &str) = ("403", "`role_may_not`");
const NOT_FOUND: (&str, &str) = ("404", "`not_found`");
const REFUSED: (&str, &str) = ("422", "`remo_refused`, `lines_refused`, `idempotency_key_reused`");
const UNAVAILABLE: (&str, &str) = ("503", "`maintenance`, `unavailable`");

fn problems(of: &[(&str, &str)]) -> BTreeMap<String, RefOr<Response>> {
    let problem = |description: &str| {
        let content = Content::new(Some(Ref::from_schema_name(kagifuda_wire::problem::Problem::name())));
        let response = ResponseBuilder::new().description(description);
        RefOr::T(response.content(kagifuda_wire::PROBLEM_MEDIA_TYPE, content).build())
    };
    of.iter()
        .map(|(status, description)| ((*status).to_owned(), problem(description)))
        .collect()
}

impl IntoResponses for WriteRefused {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[
            BAD_REQUEST,
            NOT_SIGNED_IN,
            ROLE_MAY_NOT,
            NOT_FOUND,
            REFUSED,
            UNAVAILABLE,
        ])
    }
}

impl IntoResponses for ReadRefused {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[BAD_REQUEST, NOT_SIGNED_IN, NOT_FOUND, REFUSED])
    }
}

impl IntoResponses for WelcomeRefused {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&[BAD_REQUEST, REFUSED, UNAVAILABLE])
    }
}
