//! Whatever comes, the answer is a problem that says what is wrong, never a fault of the server.

use std::time::Duration;

use reqwest::Method;
use uuid::Uuid;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::on_both_engines;
use crate::support::{DEVICE, World, send};

on_both_engines!(
    a_bad_body_is_refused,
    a_bad_query_is_refused,
    a_bad_token_is_refused,
    an_unknown_route_or_method_is_refused,
    a_body_may_have_sixty_four_kibibytes,
    a_client_that_says_nothing_more_is_let_go,
);

async fn a_client_that_says_nothing_more_is_let_go(world: World) {
    let address = world.running.address.strip_prefix("http://").unwrap();
    let mut client = TcpStream::connect(address).await.unwrap();
    client.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n").await.unwrap();
    let mut rest = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(20), client.read_to_end(&mut rest)).await;
    assert!(ended.is_ok(), "the connection is still open");
}

async fn a_bad_body_is_refused(world: World) {
    let desk = world.dealer("dealer01").await;
    let number = "0123-4567-89AB-CDEF";
    let line = |no: &str, id: &str| {
        format!(r#"{{"device":"{DEVICE}","keys":[{{"activation_key":"{no}","registration_id":"{id}"}}]}}"#)
    };
    for (name, body, said) in [
        ("nothing", String::new(), "EOF"),
        ("no JSON", "keys please".into(), "expected value"),
        ("broken off", r#"{"device":"#.into(), "EOF"),
        ("half a character", r#"{"device":"\ud800"}"#.into(), "hex escape"),
        ("an array", "[]".into(), "no JSON object"),
        (
            "an array of the values",
            format!(r#" ["{DEVICE}",[]]"#),
            "no JSON object",
        ),
        (
            "a number for a text",
            r#"{"device":12,"keys":[]}"#.into(),
            "invalid type",
        ),
        (
            "a field too many",
            format!(r#"{{"device":"{DEVICE}","keys":[],"x":1}}"#),
            "unknown field",
        ),
        ("a field missing", r#"{"keys":[]}"#.into(), "missing field"),
        (
            "15 digits",
            line("0123-4567-89AB-CDE", "0123-4567"),
            "16 digits wanted, 15 found",
        ),
        (
            "17 digits",
            line("0123-4567-89AB-CDEF0", "0123-4567"),
            "16 digits wanted, 17 found",
        ),
        ("a letter O", line("O123-4567-89AB-CDEF", "0123-4567"), "`O` at 1"),
        ("a letter I", line("0123-4567-89AB-CDEI", "0123-4567"), "`I` at 16"),
        (
            "a long registration id",
            line(number, number),
            "8 digits wanted, 16 found",
        ),
        (
            "a bad device",
            r#"{"device":"","keys":[]}"#.into(),
            "16 or 12 digits wanted, 0 found",
        ),
        (
            "one site line",
            format!(r#"{{"device":"{DEVICE}","keys":[],"site":["a"]}}"#),
            "invalid length",
        ),
        (
            "a long site",
            format!(r#"{{"device":"{DEVICE}","keys":[],"site":["{}",""]}}"#, "あ".repeat(51)),
            "at most 50",
        ),
        (
            "something after it",
            format!(r#"{{"device":"{DEVICE}","keys":[]}} x"#),
            "trailing characters",
        ),
    ] {
        let request = world
            .request(Method::POST, "/v1/kms/registrations")
            .bearer_auth(desk.access());
        let answer = send(request.header("Idempotency-Key", Uuid::new_v4().to_string()).body(body)).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (400, "bad_request"),
            "{name}: {}",
            answer.text
        );
        assert!(
            answer.json()["detail"].as_str().unwrap().contains(said),
            "{name}: {}",
            answer.text
        );
    }
    let full_width = line("０１２３－４５６７－８９ＡＢ－ＣＤＥＦ", "01234567");
    let answer = desk
        .register_under(Uuid::new_v4(), serde_json::from_str(&full_width).unwrap())
        .await;
    assert_eq!(
        answer.json()["lines"][0]["activation_key"],
        number,
        "full-width digits are digits"
    );
    let typed_wrong = send(
        world
            .request(Method::POST, "/v1/session")
            .body(r#"{"login":"dealer01","password":{"hunter2":1}}"#),
    )
    .await;
    assert!(!typed_wrong.text.contains("hunter2"), "a value is not said back");
}

async fn a_bad_query_is_refused(world: World) {
    let desk = world.dealer("dealer01").await;
    for query in [
        "",
        "?after=0",
        "?limit=1",
        "?after=-1&limit=1",
        "?after=x&limit=1",
        "?after=0&limit=0",
        "?after=0&limit=10001",
        "?after=0&limit=1&x=1",
        "?after=0&after=1&limit=1",
        "?after=18446744073709551616&limit=1",
        "?%FF",
    ] {
        let request = world
            .request(Method::GET, &format!("/v1/changes{query}"))
            .bearer_auth(desk.access());
        let answer = send(request).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, "bad_request"), "{query}");
    }
}

async fn a_bad_token_is_refused(world: World) {
    let desk = world.dealer("dealer01").await;
    let refresh = format!("Bearer {}", desk.session.tokens.refresh_token.expose());
    for header in [
        None,
        Some(""),
        Some("Bearer"),
        Some("Bearer "),
        Some("Bearer x"),
        Some("Basic eA=="),
        Some(refresh.as_str()),
    ] {
        let request = world.request(Method::GET, "/v1/changes?after=0&limit=1");
        let request = header
            .iter()
            .fold(request, |request, header| request.header("Authorization", *header));
        let answer = send(request).await;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (401, "not_signed_in"),
            "{header:?}"
        );
        assert_eq!(answer.headers["www-authenticate"], "Bearer");
    }
}

async fn an_unknown_route_or_method_is_refused(world: World) {
    for (method, path, status, code) in [
        (Method::GET, "/v1", 404, "not_found"),
        (Method::GET, "/v2/session", 404, "not_found"),
        (Method::POST, "/../etc/passwd", 404, "not_found"),
        (Method::GET, "/v1/session", 405, "method_not_allowed"),
        (Method::PUT, "/v1/kms/registrations", 405, "method_not_allowed"),
        (Method::POST, "/healthz", 405, "method_not_allowed"),
        (Method::from_bytes(b"BREW").unwrap(), "/", 405, "method_not_allowed"),
    ] {
        let answer = send(world.request(method, path)).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{path}");
    }
}

async fn a_body_may_have_sixty_four_kibibytes(world: World) {
    let limit = 64 * 1024;
    for (length, status, code) in [(limit, 400, "bad_request"), (limit + 1, 413, "body_too_large")] {
        let answer = send(world.request(Method::POST, "/v1/session").body(" ".repeat(length))).await;
        assert_eq!((answer.status, answer.code().as_str()), (status, code), "{length}");
    }
}
