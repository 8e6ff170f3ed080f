//! Which endpoint answers which request, and what holds for all of them. The OpenAPI document comes of the same list.

use std::any::Any;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use kagifuda_wire::problem::ProblemCode;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::endpoint::{
    changes, healthz, kms, maintenance, metrics, miemasu, openapi, page, prints, refresh, remo, sign_in, sign_out,
    tsunagaru,
};
use crate::extract::BODY_LIMIT;
use crate::mail::remo::WELCOME_PAGE;
use crate::problem::{Fault, problem_response};

/// What the document says before its endpoints.
#[derive(OpenApi)]
#[openapi(info(
    title = "Kagifuda licensing server",
    description = "Every answer that is not a success is a `Problem` under `application/problem+json`.",
    license(name = "Apache-2.0", identifier = "Apache-2.0"),
))]
struct Document;

fn documented() -> OpenApiRouter<Arc<App>> {
    let mut document = Document::openapi();
    let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
    document
        .components
        .get_or_insert_default()
        .add_security_scheme("access_token", bearer);
    OpenApiRouter::with_openapi(document)
        .routes(routes!(sign_in::sign_in, sign_out::sign_out))
        .routes(routes!(refresh::refresh))
        .routes(routes!(kms::register::register))
        .routes(routes!(kms::search::search))
        .routes(routes!(kms::site::site, kms::site::save))
        .routes(routes!(kms::report::totals))
        .routes(routes!(kms::report::history))
        .routes(routes!(tsunagaru::offer::offer))
        .routes(routes!(tsunagaru::apply::apply))
        .routes(routes!(tsunagaru::extend::extend))
        .routes(routes!(tsunagaru::extend::preview))
        .routes(routes!(tsunagaru::search::search))
        .routes(routes!(tsunagaru::status::status))
        .routes(routes!(tsunagaru::terms::terms))
        .routes(routes!(tsunagaru::first_use::first_use))
        .routes(routes!(changes::changes))
        .merge(remo::documented())
        .routes(routes!(maintenance::maintenance))
        .merge(of_the_account())
        .merge(miemasu())
        .merge(customers())
        .routes(routes!(prints::tell_prints))
        .routes(routes!(openapi::openapi))
        .routes(routes!(healthz::healthz))
        .routes(routes!(metrics::metrics))
}

fn of_the_account() -> OpenApiRouter<Arc<App>> {
    use crate::endpoint::account::*;
    OpenApiRouter::new()
        .routes(routes!(sign_up::offer, sign_up::sign_up))
        .routes(routes!(sign_up_finish::finish))
        .routes(routes!(sign_up_known::choose))
        .routes(routes!(link::open))
        .routes(routes!(password_forgotten::forgotten))
        .routes(routes!(password_new::set))
        .routes(routes!(password::change))
        .routes(routes!(profile::profile, profile_put::change))
        .routes(routes!(profile_email::confirm))
        .routes(routes!(staff::staff, staff_add::add))
        .routes(routes!(staff_put::change, staff_remove::remove))
        .routes(routes!(sessions::sessions))
        .routes(routes!(session_end::end))
        .routes(routes!(
            second_factor::state,
            second_factor_begin::begin,
            second_factor_confirm::confirm,
            second_factor_drop::drop
        ))
        .routes(routes!(second_factor_demand::demand))
}

fn customers() -> OpenApiRouter<Arc<App>> {
    use crate::endpoint::customer::{add, attach, change, import, merge};
    OpenApiRouter::new()
        .routes(routes!(add::add_customer))
        .routes(routes!(change::change_customer))
        .routes(routes!(merge::merge_customers))
        .routes(routes!(import::import_customers))
        .routes(routes!(attach::attach_device))
}

fn miemasu() -> OpenApiRouter<Arc<App>> {
    use miemasu::{
        add_contractor, change_contractor, contractor, contractors, delete, device, devices, exchange, force_change,
        preview, register, rename, renew, sheets, withdraw,
    };
    OpenApiRouter::new()
        .routes(routes!(contractors::contractors, add_contractor::add_contractor))
        .routes(routes!(contractor::contractor, change_contractor::change_contractor))
        .routes(routes!(withdraw::withdraw))
        .routes(routes!(devices::devices, register::register))
        .routes(routes!(device::device, rename::rename))
        .routes(routes!(preview::preview))
        .routes(routes!(renew::renew))
        .routes(routes!(force_change::force_change))
        .routes(routes!(exchange::exchange))
        .routes(routes!(delete::delete))
        .routes(routes!(sheets::sheets))
}

/// The OpenAPI document as JSON text.
pub(crate) fn openapi_json() -> String {
    let mut text = documented()
        .to_openapi()
        .to_pretty_json()
        .expect("the document has only text keys");
    text.push('\n');
    text
}

/// The router of a server.
pub(crate) fn router(app: Arc<App>) -> Router {
    let (router, _) = documented().split_for_parts();
    router
        .route("/", get(page::page))
        .route(WELCOME_PAGE, get(page::welcome))
        .route("/welcome.js", get(page::welcome_script))
        .route("/page.css", get(page::style))
        .route("/page.js", get(page::script))
        .route("/account", get(page::account))
        .route("/account.js", get(page::account_script))
        .route("/account-words.js", get(page::account_words))
        .fallback(|| async { problem_response(ProblemCode::NotFound) })
        .method_not_allowed_fallback(|| async { problem_response(ProblemCode::MethodNotAllowed) })
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(middleware::from_fn(in_time))
        .layer(middleware::from_fn(with_headers))
        .layer(middleware::from_fn_with_state(app.clone(), observed))
        .with_state(app)
}

/// A fault like any other: logged, and told by its report number.
fn after_panic(_: Box<dyn Any + Send>) -> Response {
    // What it said went to the log when it happened.
    Fault::Failed("a handler panicked".into()).into_response()
}

/// A request and its answer have so long: whoever sends a body byte by byte holds nothing for ever.
const IN_TIME: Duration = Duration::from_secs(30);

async fn in_time(request: Request, next: Next) -> Response {
    let answered = tokio::time::timeout(IN_TIME, next.run(request)).await;
    answered.unwrap_or_else(|_| problem_response(ProblemCode::Unavailable))
}

/// Headers of every answer: nothing is kept, nothing is guessed, nothing is framed.
async fn with_headers(request: Request, next: Next) -> Response {
    const HEADERS: [(HeaderName, &str); 6] = [
        (CACHE_CONTROL, "no-store"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    ];
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response
            .headers_mut()
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Counts and logs a request by its route: never its query, its headers or its body.
async fn observed(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("(none)".to_owned(), |path| path.as_str().to_owned());
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), started.elapsed());
    app.metrics.request(known_method(method.as_str()), &route, status, took);
    tracing::info!(
        method = known_method(method.as_str()),
        route,
        status,
        took_ms = took.as_secs_f64() * 1e3,
        "answered"
    );
    response
}

/// The method, if it is one: a label that anybody may invent would fill the memory.
fn known_method(method: &str) -> &str {
    if ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].contains(&method) {
        method
    } else {
        "(other)"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_answered_as_a_fault_with_a_report_number() {
        let response = after_panic(Box::new("a secret"));
        assert_eq!(response.status().as_u16(), 500);
        assert_eq!(response.headers()["content-type"], kagifuda_wire::PROBLEM_MEDIA_TYPE);
    }
}
