//! `GET /v1/sign-up`, `POST /v1/sign-up`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use kagifuda_domain::account::registration::{CONSENT, agree};
use kagifuda_domain::account::{Country, Profile, ProfileRefusal, address_twice};
use kagifuda_ledger::{LinkWish, TypedSignUp};
use kagifuda_wire::account::{Consent, LinkAsked, SignUp, SignUpOffer};
use kagifuda_wire::problem::{Problem, ProblemCode};

use crate::app::App;
use crate::endpoint::refused::Sent;
use crate::extract::{Body, Source};
use crate::links;
use crate::problem::Fault;

/// **ACC-1** What a dealer agrees to: the terms of use and what is said of privacy. The windows show the same texts, and the version in `domain`
/// is theirs.
const POLICIES_JA: &str = concat!(
    include_str!("../../../../../docs/policies/terms.ja.md"),
    "\n",
    include_str!("../../../../../docs/policies/privacy.ja.md"),
);
const POLICIES_EN: &str = concat!(
    include_str!("../../../../../docs/policies/terms.en.md"),
    "\n",
    include_str!("../../../../../docs/policies/privacy.en.md"),
);

/// What a form of sign-up needs to know: the conditions to agree to, the countries to choose from.
#[utoipa::path(
    get, path = "/v1/sign-up", tag = "account", operation_id = "sign_up_offer",
    responses(
        (status = 200, description = "The conditions and the countries.", body = SignUpOffer),
    )
)]
pub(crate) async fn offer() -> Json<SignUpOffer> {
    Json(SignUpOffer {
        consent: Consent {
            version: CONSENT.to_string(),
            ja: POLICIES_JA.to_owned(),
            en: POLICIES_EN.to_owned(),
        },
        countries: Country::all().map(|country| country.to_string()).collect(),
    })
}

/// Ask to be signed up (ACC-1, ACC-2). A link goes to the address, whether somebody has it or not; the answer is the same either way.
#[utoipa::path(
    post, path = "/v1/sign-up", tag = "account", operation_id = "sign_up", request_body = SignUp,
    responses(
        (status = 202, description = "A link is on its way, if one may be.", body = LinkAsked),
        (status = 422, description = "`fields_refused`, `consent_outdated`", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_tries`, with `Retry-After`", body = Problem, content_type = "application/problem+json"),
        Sent,
    )
)]
pub(crate) async fn sign_up(
    State(app): State<Arc<App>>,
    Source(source): Source,
    Body(asked): Body<SignUp>,
) -> Result<(StatusCode, Json<LinkAsked>), Fault> {
    let typed = typed(&asked)?;
    links::wish(&app, &LinkWish::SignUp(Box::new(typed)), source).await
}

fn typed(asked: &SignUp) -> Result<TypedSignUp, ProblemCode> {
    let consent = agree(&asked.consent).map_err(|_| ProblemCode::ConsentOutdated {
        version: CONSENT.to_string(),
    })?;
    let profile = Profile::typed(&asked.profile.form());
    let email = address_twice(&asked.email, &asked.email_confirmation).and_then(links::sendable);
    match (profile, email) {
        (Ok(profile), Ok(email)) => Ok(TypedSignUp {
            profile,
            email,
            language: asked.language,
            consent: consent.to_string(),
        }),
        (profile, email) => {
            let fields: Vec<ProfileRefusal> = profile.err().into_iter().flatten().chain(email.err()).collect();
            Err(ProblemCode::FieldsRefused { fields })
        }
    }
}
