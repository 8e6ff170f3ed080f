//! `GET /` and what belongs to it: the page that the QR code of a card opens; and the page that a welcome link opens.
//!
//! The numbers stand in the fragment of the address, which browsers keep to themselves; the page shows them without
//! sending anything anywhere.

use axum::http::HeaderName;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

/// The same, and the page may ask this server.
const ACCOUNT_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; \
                              form-action 'none'; frame-ancestors 'none'";

/// The page.
pub(crate) async fn page() -> Response {
    asset("text/html; charset=utf-8", include_str!("../page/index.html"))
}

/// The page that the link in a welcome mail opens (**REM-7**). The token stands in the fragment, and is sent in a body.
pub(crate) async fn welcome() -> Response {
    let text = include_str!("../page/welcome.html");
    let policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
                  frame-ancestors 'none'";
    let headers: [(HeaderName, &str); 2] = [
        (CONTENT_SECURITY_POLICY, policy),
        (CONTENT_TYPE, "text/html; charset=utf-8"),
    ];
    (headers, text).into_response()
}

/// What reads its fragment and sends the password.
pub(crate) async fn welcome_script() -> Response {
    asset("text/javascript; charset=utf-8", include_str!("../page/welcome.js"))
}

/// How it looks.
pub(crate) async fn style() -> Response {
    asset("text/css; charset=utf-8", include_str!("../page/page.css"))
}

/// What reads the fragment.
pub(crate) async fn script() -> Response {
    asset("text/javascript; charset=utf-8", include_str!("../page/page.js"))
}

/// The page that a mailed link opens. The link's token stands in the fragment too; the page sends it in the body of a request.
pub(crate) async fn account() -> Response {
    let page = asset("text/html; charset=utf-8", include_str!("../page/account.html"));
    ([(CONTENT_SECURITY_POLICY, ACCOUNT_POLICY)], page).into_response()
}

/// What finishes a sign-up, sets a password or confirms an address.
pub(crate) async fn account_script() -> Response {
    asset("text/javascript; charset=utf-8", include_str!("../page/account.js"))
}

/// The words of that page.
pub(crate) async fn account_words() -> Response {
    asset(
        "text/javascript; charset=utf-8",
        include_str!("../page/account-words.js"),
    )
}

fn asset(media_type: &'static str, text: &'static str) -> Response {
    let headers: [(HeaderName, &str); 2] = [(CONTENT_TYPE, media_type), (CONTENT_SECURITY_POLICY, POLICY)];
    (headers, text).into_response()
}
