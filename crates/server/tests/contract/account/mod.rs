//! The account: signing up, links, passwords, profile, staff, second factors.

mod links;
mod profile;
mod second_factor;
mod sign_up;
mod staff;

use serde_json::{Value, json};

use crate::support::World;
use crate::support::mail::{Letter, letters};

/// The body of a sign-up for `email`.
fn sign_up_form(email: &str) -> Value {
    json!({
        "consent": "2026-11",
        "profile": { "company": "新田電気", "address": ["福岡市中央区1-2-3"], "postal_code": "810-0001", "news": false },
        "email": email,
        "email_confirmation": email,
        "language": "ja",
    })
}

/// Asks to be signed up, and gives the mail that comes as the `nth` to that address.
async fn mailed(world: &World, email: &str, nth: usize) -> Letter {
    let answer = world.post("/v1/sign-up", sign_up_form(email)).await;
    assert_eq!(answer.status, 202, "{}", answer.text);
    letters(world, email, nth).await.pop().unwrap()
}
