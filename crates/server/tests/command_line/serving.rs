//! Serving, and being killed.

use std::io::Read;

use serde_json::json;
use uuid::Uuid;

use crate::{PASSWORD, Server, application, minted};

#[tokio::test]
async fn the_demo_is_filled_once() {
    let server = Server::new();
    for said in ["18040 keys made, 2447 of them registered", "already"] {
        let output = server.admin(&["demo", "--login", "dealer01", "--password-stdin"]);
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(0), "{stderr}");
        assert!(stderr.contains(said), "{stderr}");
    }
    let serving = server.serve();
    serving.sign_in().await;
}

#[tokio::test]
async fn what_was_confirmed_outlives_a_kill() {
    let server = Server::new();
    server.add_dealer("dealer01");
    let keys = minted(&server.mint("KX-VCS101", "60", "dealer01"));
    let mut confirmed = Vec::new();
    for round in 0..3 {
        let mut serving = server.serve();
        let session = serving.sign_in().await;
        let token = session["access_token"].as_str().unwrap();
        for (key, bodies) in &confirmed {
            let again = serving
                .post("/v1/kms/registrations", token, *key, bodies)
                .await
                .unwrap();
            assert_eq!(again.0, 200);
            assert_eq!(
                again.1["registrations"][0]["again"], false,
                "answered as it was the first time"
            );
        }
        for (n, pair) in keys[round * 20..][..20].iter().enumerate() {
            let (key, body) = (Uuid::new_v4(), application(pair));
            if n == 10 + round {
                serving.child.kill().unwrap();
            }
            match serving.post("/v1/kms/registrations", token, key, &body).await {
                Ok((200, _)) => confirmed.push((key, body)),
                Ok(other) => panic!("{other:?}"),
                Err(_) => break,
            }
        }
    }
    assert!(confirmed.len() >= 30, "{}", confirmed.len());
}

#[tokio::test]
async fn logs_hold_no_secrets_and_stdout_one_line() {
    let server = Server::new();
    server.add_dealer("dealer01");
    let keys = minted(&server.mint("KX-VCS101", "2", "dealer01"));
    let mut serving = server.serve();
    let session = serving.sign_in().await;
    let token = session["access_token"].as_str().unwrap();
    let register = "/v1/kms/registrations";
    let (_, issued) = serving
        .post(register, token, Uuid::new_v4(), &application(&keys[0]))
        .await
        .unwrap();
    let mut wrong = application(&keys[1]);
    wrong["keys"][0]["registration_id"] = json!("0000-0001");
    assert_eq!(
        serving.post(register, token, Uuid::new_v4(), &wrong).await.unwrap().0,
        422
    );
    let typed_wrong = json!({ "device": 1, "keys": [keys[0]["activation_key"], keys[0]["registration_id"]] });
    assert_eq!(
        serving
            .post(register, token, Uuid::new_v4(), &typed_wrong)
            .await
            .unwrap()
            .0,
        400
    );
    let refresh = json!({ "refresh_token": session["refresh_token"] });
    let (_, tokens) = serving
        .post("/v1/session/refresh", "", Uuid::nil(), &refresh)
        .await
        .unwrap();
    let query = format!(
        "/v1/changes?after=0&limit=1&{}",
        keys[0]["registration_id"].as_str().unwrap()
    );
    assert_eq!(
        serving.post(&query, token, Uuid::nil(), &json!({})).await.unwrap().0,
        405
    );

    serving.stop();
    let mut rest = String::new();
    serving.stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");

    let log = std::fs::read_to_string(server.log()).unwrap();
    assert!(log.contains("/v1/kms/registrations") && log.contains("422"), "{log}");
    let secrets = [
        &session["access_token"],
        &session["refresh_token"],
        &tokens["access_token"],
        &tokens["refresh_token"],
        &json!(PASSWORD),
        &keys[0]["registration_id"],
        &keys[0]["activation_key"],
        &keys[1]["activation_key"],
        &issued["registrations"][0]["registration_key"],
    ];
    for secret in secrets {
        let secret = secret.as_str().unwrap();
        assert!(
            !log.contains(secret) && !log.contains(&secret.replace('-', "")),
            "{secret} in the log:\n{log}"
        );
    }
}
