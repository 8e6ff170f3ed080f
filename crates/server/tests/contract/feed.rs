//! The change feed.

use serde_json::json;

use crate::on_both_engines;
use crate::support::{World, send};

on_both_engines!(
    a_new_dealers_feed_begins_with_the_server_itself_and_the_catalogue,
    a_feed_is_gapless_and_signed_while_many_write,
    a_page_with_nothing_new_is_small,
    a_cursor_ahead_of_the_feed_is_told_so,
    a_new_public_address_reaches_every_dealer_once,
);

async fn a_new_dealers_feed_begins_with_the_server_itself_and_the_catalogue(world: World) {
    let desk = world.dealer("dealer01").await;
    let records = desk.records().await;
    assert_eq!(
        records[0],
        json!({ "record": "server", "public_address": world.running.address })
    );
    let dealer = json!({ "record": "dealer", "company": "髙田商会", "phone": null, "email": "desk@example.jp" });
    assert_eq!(records[1], dealer);
    assert!(records[2..].iter().all(|record| record["record"] == "product"));
    assert_eq!(records.len(), 2 + 24);
}

async fn a_feed_is_gapless_and_signed_while_many_write(world: World) {
    let (one, two) = (world.dealer("dealer01").await, world.dealer("dealer02").await);
    let mut writers = Vec::new();
    for (login, desk) in [("dealer01", &one), ("dealer02", &two)] {
        for (n, key) in world.mint(login, "KX-VCS101", 24).await.into_iter().enumerate() {
            let desk = desk.clone();
            let device = format!("0000-0000-0000-00{n:02}");
            writers.push(tokio::spawn(async move { desk.register(&device, &[key]).await.status }));
        }
    }
    // A reader beside them never sees a gap either.
    let mut seen = 0;
    while writers.iter().any(|writer| !writer.is_finished()) {
        let page = one.page(seen, 7).await;
        assert!(
            page.changes
                .iter()
                .map(|change| change.number)
                .eq(seen + 1..=seen + page.changes.len() as u64)
        );
        seen += page.changes.len() as u64;
    }
    for writer in writers {
        assert_eq!(writer.await.unwrap(), 200);
    }
    for desk in [&one, &two] {
        assert_eq!(desk.feed(7).await.len(), 26 + 24 + 2 * 24);
    }
}

async fn a_page_with_nothing_new_is_small(world: World) {
    let desk = world.dealer("dealer01").await;
    let answer = desk.get_changes(26, 2000).await;
    assert_eq!(answer.json(), json!({ "head": 26, "changes": [] }));
    let headers: usize = answer
        .headers
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + 4)
        .sum();
    assert!(answer.text.len() + headers < 1024, "{headers}");
}

async fn a_cursor_ahead_of_the_feed_is_told_so(world: World) {
    let desk = world.dealer("dealer01").await;
    for after in [27, u64::MAX] {
        let ahead = desk.get_changes(after, 1).await;
        assert_eq!((ahead.status, ahead.code().as_str()), (409, "cursor_ahead"));
        assert_eq!(ahead.json()["head"], 26);
    }
}

async fn a_new_public_address_reaches_every_dealer_once(world: World) {
    let desks = [world.dealer("dealer01").await, world.dealer("dealer02").await];
    for (address, head) in [
        ("https://Keys.example.jp/", 27),
        ("https://keys.example.jp", 27),
        ("https://keys.example.net", 28),
    ] {
        let mut options = world.options();
        options.public_address = Some(address.into());
        let second = kagifuda_server::start(options).await.unwrap();
        for desk in &desks {
            let page = desk.page(26, 10).await;
            assert_eq!(page.head, head, "{address}");
            let record: serde_json::Value = serde_json::from_str(&page.changes.last().unwrap().record).unwrap();
            assert_eq!(record["public_address"], address.trim_end_matches('/').to_lowercase());
        }
        second.stop().await;
    }
    let answer = send(world.request(reqwest::Method::GET, "/healthz")).await;
    assert_eq!(answer.text, "ok\n", "two servers shared one database");
}
