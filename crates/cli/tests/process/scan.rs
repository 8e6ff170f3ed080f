//! Paper is read back: the exit status says what is to be said of it.

use kagifuda_tests::picture::picture;
use serde_json::json;

use crate::office::{Ended, Office};

async fn scan(office: &Office, texts: &[&str], more: &[&str]) -> Ended {
    let file = office.path("picture.png");
    std::fs::write(&file, picture(texts)).unwrap();
    office.cli(&[&["scan", file.as_str()], more].concat()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_verdict_has_a_status_of_its_own_and_a_fixed_form() {
    let office = Office::signed_in().await;
    let pairs = office.server.mint(1).await;
    assert_eq!(office.cli(&["sync"]).await.status, 0);
    office.network.cut();
    let (no, id) = (pairs[0].no, pairs[0].registration_id);
    let genuine = format!("A-{}-{}", no.plain(), id.plain());
    let read = scan(&office, &[&genuine], &["--json"]).await;
    let number = |field: &str, number: String| json!({"field": field, "number": number, "finding": "agrees"});
    let expected = json!({
        "verdict": "genuine", "pages_left": 0, "codes": [{
            "is": "document", "page": 1, "document": "activation_sheet", "verdict": "genuine", "query": no.to_string(),
            "numbers": [number("activation_key", no.to_string()), number("registration_id", id.to_string())],
        }],
    });
    assert_eq!((read.status, read.json()), (0, expected));

    let forged = format!("A-{}-{:08X}", no.plain(), id.bits() ^ 0x1F);
    let read = scan(&office, &[&genuine, &forged], &["--json"]).await;
    let forged_id = &read.json()["codes"][1]["numbers"][1];
    assert_eq!((read.status, &read.json()["verdict"]), (5, &json!("contradicts")));
    assert_eq!(
        (&forged_id["finding"], &forged_id["positions"]),
        (&json!("differs"), &json!([7, 8]))
    );

    let unknown = scan(&office, &["A-0123456789ABCDEF-01234567"], &["--json"]).await;
    let code = &unknown.json()["codes"][0];
    assert_eq!((unknown.status, &unknown.json()["verdict"]), (6, &json!("unknown")));
    let asked = json!({"answer": "no_answer", "because": {"code": "unreachable"}});
    assert_eq!((&code["verdict"], &code["asked"]), (&json!("unknown"), &asked));

    let foreign = scan(&office, &["https://example.jp"], &["--json"]).await;
    let codes = json!([{"is": "foreign", "page": 1, "text": "https://example.jp"}]);
    let nothing = json!({"verdict": "nothing", "pages_left": 0, "codes": codes});
    assert_eq!((foreign.status, foreign.json()), (7, nothing));
    assert_eq!(scan(&office, &[], &[]).await.status, 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_read_what_differs_where_and_what_to_do() {
    let office = Office::signed_in().await;
    let pairs = office.server.mint(1).await;
    assert_eq!(office.cli(&["sync"]).await.status, 0);
    let (no, id) = (pairs[0].no, pairs[0].registration_id);
    let forged = format!("S-{}-{:08X}", no.plain(), id.bits() ^ 0x1);
    let read = scan(&office, &[&forged], &[]).await;
    for told in [
        "起動情報案内カード",
        "記録と食い違っています",
        "8 桁目が違います",
        "印刷し直して",
    ] {
        assert!(read.stdout.contains(told), "{told}: {read:?}");
    }
    assert!(
        !read.stdout.contains(&id.to_string()) && read.stderr.is_empty(),
        "{read:?}"
    );
    let read = scan(&office, &[&forged], &["--lang", "en"]).await;
    assert!(read.stdout.contains("differs at digit 8"), "{read:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_comes_on_standard_input_too_and_what_is_none_is_refused() {
    let office = Office::signed_in().await;
    let read = office
        .run_with(&["scan", "-", "--json"], &picture(&["https://example.jp"]))
        .await;
    assert_eq!(read.status, 7, "{read:?}");
    let read = office.run(&["scan", "-", "--json"], "no picture").await;
    let refused = json!({"outcome": "refused", "code": "scan_no_picture"});
    assert_eq!((read.status, read.json()), (1, refused));
    let missing = office.cli(&["scan", &office.path("nowhere.png"), "--json"]).await;
    assert_eq!((missing.status, &missing.json()["code"]), (4, &json!("file_access")));
}
