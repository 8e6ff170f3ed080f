//! Replacing the key that signs records, with one server and with several.

use std::fs;
use std::path::{Path, PathBuf};

use kagifuda_server::{Options, start};
use kagifuda_wire::changes::Change;
use serde_json::{Value, json};

use crate::on_both_engines;
use crate::support::{DEVICE, Desk, OTHER_DEVICE, World};

on_both_engines!(
    after_a_rotation_the_new_key_signs_and_the_feed_tells_of_it,
    the_feed_of_a_dealer_who_comes_after_a_rotation_tells_of_the_key,
    a_server_without_the_new_key_writes_nothing_until_it_is_brought,
    a_server_with_the_prepared_key_goes_on,
    a_rotation_while_many_write_leaves_nothing_signed_by_the_old_key_behind_it,
    of_two_rotations_at_once_both_keys_are_in_order,
    a_server_does_not_start_without_the_key_that_signs,
);

async fn rotate(world: &World) -> u32 {
    let admin = world.admin().await;
    let (id, file) = admin.rotate_record_key().await.unwrap();
    admin.close().await;
    assert!(file.exists());
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions()) & 0o777,
        0o600
    );
    id
}

fn signers(feed: &[Change]) -> Vec<u32> {
    let mut signers: Vec<u32> = feed.iter().map(|change| change.signed_by).collect();
    signers.dedup();
    signers
}

/// A copy of the data folder as another machine has it.
fn other_machine(world: &World) -> PathBuf {
    let other = world.dir.path().join("other");
    fs::create_dir(&other).unwrap();
    for file in ["registration.secret", "record.key"] {
        bring(&world.dir.path().join("data"), &other, file);
    }
    other
}

fn bring(from: &Path, to: &Path, file: &str) {
    fs::copy(from.join(file), to.join(file)).unwrap();
}

async fn after_a_rotation_the_new_key_signs_and_the_feed_tells_of_it(world: World) {
    let desk = world.dealer("dealer01").await;
    let before = desk.feed(100).await;
    assert_eq!(rotate(&world).await, 2);
    world.mint("dealer01", "KX-VCS101", 2).await;

    let again = world.sign_in("dealer01").await;
    let ids: Vec<u32> = again.session.record_keys.iter().map(|key| key.id).collect();
    assert_eq!(ids, [1, 2], "a desk that signs in gets every key");
    let feed = again.feed(100).await;
    assert_eq!(feed[..before.len()], before, "what was signed stays as it was signed");
    let told = &feed[before.len()];
    assert_eq!(told.signed_by, 1, "the one before vouches for it");
    let record: Value = serde_json::from_str(&told.record).unwrap();
    let public_key = &again.session.record_keys[1].public_key;
    assert_eq!(
        record,
        json!({ "record": "record_key", "id": 2, "public_key": public_key })
    );
    assert_eq!(signers(&feed), [1, 2]);
    assert_eq!(feed.last().unwrap().signed_by, 2);

    let audit = world.audit().await;
    let rotated = audit.iter().find(|row| row[0] == "record_key.rotate").unwrap();
    assert_eq!((rotated[1].as_str(), rotated[2].as_str()), ("operator", "2"));
}

async fn the_feed_of_a_dealer_who_comes_after_a_rotation_tells_of_the_key(world: World) {
    rotate(&world).await;
    let desk = world.dealer("dealer01").await;
    assert_eq!(signers(&desk.feed(100).await), [2]);
    let records = desk.records().await;
    let told: Vec<&Value> = records
        .iter()
        .filter(|record| record["record"] == "record_key")
        .collect();
    assert_eq!((told.len(), &told[0]["id"]), (1, &json!(2)));
}

async fn a_server_without_the_new_key_writes_nothing_until_it_is_brought(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 2).await;
    let other = other_machine(&world);
    let second = start(Options {
        data: other.clone(),
        ..world.options()
    })
    .await
    .unwrap();
    let there = desk.at(&second.address);
    rotate(&world).await;
    for _ in 0..2 {
        let refused = there.register(DEVICE, &keys[..1]).await;
        assert_eq!((refused.status, refused.code().as_str()), (503, "unavailable"));
    }
    let head = there.page(0, 1).await.head;
    assert_eq!(
        desk.register(OTHER_DEVICE, &keys[1..]).await.status,
        200,
        "the first server has it"
    );
    assert!(there.page(0, 1).await.head > head, "and reading goes on at the second");

    fs::write(other.join("record-2.key"), [7; 32]).unwrap();
    assert_eq!(
        there.register(DEVICE, &keys[..1]).await.status,
        503,
        "another key under that number"
    );
    bring(&world.dir.path().join("data"), &other, "record-2.key");
    assert_eq!(
        there.register(DEVICE, &keys[..1]).await.status,
        200,
        "without a restart"
    );
    let feed = world.sign_in("dealer01").await.feed(100).await;
    assert_eq!(signers(&feed), [1, 2]);
    second.stop().await;
}

async fn a_server_with_the_prepared_key_goes_on(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 2).await;
    let other = other_machine(&world);
    let second = start(Options {
        data: other.clone(),
        ..world.options()
    })
    .await
    .unwrap();
    let admin = world.admin().await;
    let prepared = admin.prepare_record_key().await.unwrap();
    assert_eq!(
        admin.prepare_record_key().await.unwrap(),
        prepared,
        "once made it stays"
    );
    let here: Vec<bool> = admin.record_keys().await.unwrap().iter().map(|key| key.here).collect();
    assert_eq!(here, [true], "it is none of the database's yet");
    bring(&world.dir.path().join("data"), &other, "record-2.key");
    assert_eq!(admin.rotate_record_key().await.unwrap(), prepared);
    let there = desk.at(&second.address);
    assert_eq!(there.register(DEVICE, &keys[..1]).await.status, 200);
    let known = admin.record_keys().await.unwrap();
    let signs: Vec<(u32, bool, bool)> = known
        .iter()
        .map(|key| (key.known.key.id, key.known.signs, key.here))
        .collect();
    assert_eq!(signs, [(1, false, true), (2, true, true)]);
    admin.close().await;
    second.stop().await;
}

async fn a_rotation_while_many_write_leaves_nothing_signed_by_the_old_key_behind_it(world: World) {
    let desks = [world.dealer("dealer01").await, world.dealer("dealer02").await];
    let mut writers = Vec::new();
    for (login, desk) in [("dealer01", &desks[0]), ("dealer02", &desks[1])] {
        for (n, key) in world.mint(login, "KX-VCS101", 16).await.into_iter().enumerate() {
            let desk: Desk = desk.clone();
            let device = format!("0000-0000-0000-00{n:02}");
            writers.push(tokio::spawn(async move { desk.register(&device, &[key]).await.status }));
        }
    }
    assert_eq!(rotate(&world).await, 2);
    for writer in writers {
        assert_eq!(writer.await.unwrap(), 200);
    }
    assert_eq!(rotate(&world).await, 3);
    world.mint("dealer01", "KX-VCS101", 1).await;
    let feed = world.sign_in("dealer01").await.feed(7).await;
    assert!(feed.is_sorted_by_key(|change| change.signed_by), "{:?}", signers(&feed));
    let feed = world.sign_in("dealer02").await.feed(7).await;
    let told: Vec<&Change> = feed
        .iter()
        .filter(|change| change.record.contains("record_key"))
        .collect();
    assert_eq!(told.iter().map(|change| change.signed_by).collect::<Vec<_>>(), [1, 2]);
    let after = &feed[told[0].number as usize..];
    assert!(after.iter().all(|change| change.signed_by == 2));
}

async fn of_two_rotations_at_once_both_keys_are_in_order(world: World) {
    let desk = world.dealer("dealer01").await;
    let (one, two) = (world.admin().await, world.admin().await);
    let (first, second) = tokio::join!(one.rotate_record_key(), two.rotate_record_key());
    assert!(first.is_ok() || second.is_ok());
    one.close().await;
    two.close().await;
    world.mint("dealer01", "KX-VCS101", 1).await;
    let feed = world.sign_in("dealer01").await.feed(100).await;
    let rotations = u32::from(first.is_ok()) + u32::from(second.is_ok());
    assert_eq!(signers(&feed), (1..=1 + rotations).collect::<Vec<_>>());
    assert_eq!(desk.page(0, 1).await.head, feed.len() as u64);
}

async fn a_server_does_not_start_without_the_key_that_signs(world: World) {
    let other = other_machine(&world);
    rotate(&world).await;
    let options = || Options {
        data: other.clone(),
        ..world.options()
    };
    let refused = start(options()).await.err().unwrap().to_string();
    assert!(refused.contains("record-2.key"), "{refused}");
    assert!(!other.join("record-2.key").exists(), "and makes none");
    bring(&world.dir.path().join("data"), &other, "record-2.key");
    fs::remove_file(other.join("record.key")).unwrap();
    start(options()).await.unwrap().stop().await;
}
