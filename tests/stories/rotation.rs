//! The key that signs what desks are told is replaced, and no desk notices but by what it believes from then on.

use std::fs;
use std::path::Path;

use kagifuda_desk::problem::Problem;
use kagifuda_desk::{Desk, Home};
use kagifuda_tests::network::Weather;
use kagifuda_tests::office::{DEVICE, Office};
use kagifuda_tests::server::{LOGIN, PASSWORD};
use kagifuda_wire::changes::ChangePage;
use kagifuda_wire::record::Record;
use kagifuda_wire::signing::RecordKey;

#[tokio::test(flavor = "multi_thread")]
async fn a_desk_that_pinned_the_first_key_goes_on_across_rotations() {
    let (mut office, pairs) = Office::with_keys(3).await;
    // Before, between and after, all in one page.
    office.server.mint(1).await;
    office.server.rotate_record_key().await;
    office.server.mint(1).await;
    office.server.rotate_record_key().await;
    office.server.mint(1).await;
    office.sync().await.unwrap();
    assert_eq!(office.desk.status().await.unwrap().counts.keys, 6);
    // What was learned outlives the program, signing out and in, and a server that starts again.
    office.restart().await;
    office.server.stop().await;
    office.server.resume().await;
    office.find_server();
    office.desk.sign_out().await.unwrap();
    office.sign_in(LOGIN, PASSWORD).await.unwrap();
    office.apply(&pairs[..1], DEVICE).await.unwrap();
    office.server.mint(1).await;
    office.sync().await.unwrap();
    assert_eq!(office.desk.status().await.unwrap().counts.keys, 7);
    assert!(office.look_up(&pairs[0]).await.registration_key.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_desk_believes_what_was_signed_before_a_rotation() {
    let office = Office::new().await;
    office.server.mint(2).await;
    office.server.rotate_record_key().await;
    office.server.mint(2).await;
    office.sign_in(LOGIN, PASSWORD).await.unwrap();
    office.sync().await.unwrap();
    assert_eq!(office.desk.status().await.unwrap().counts.keys, 4);
    // A dealer who comes after the rotation, at the same desk: what was learned goes with the first one's data, and comes back.
    office.server.add_dealer("kumamoto01", "熊本販売株式会社").await;
    for (login, keys) in [("kumamoto01", 0), (LOGIN, 4)] {
        office.sign_in(login, PASSWORD).await.unwrap();
        office.sync().await.unwrap();
        assert_eq!(office.desk.status().await.unwrap().counts.keys, keys, "{login}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_from_before_its_rotation_may_rotate_again() {
    let (mut office, _) = Office::with_keys(2).await;
    let backup = office.file("backup.db");
    let set_aside = |file: &Path| {
        fs::copy(file, &backup).unwrap();
    };
    office.server.with_file(set_aside).await;
    office.find_server();
    office.server.rotate_record_key().await;
    office.server.mint(1).await;
    office.sync().await.unwrap();

    let put_back = |file: &Path| {
        fs::copy(&backup, file).unwrap();
        fs::remove_file(file.with_file_name("secrets").join("record-2.key")).unwrap();
    };
    office.server.with_file(put_back).await;
    office.find_server();
    office.server.rotate_record_key().await;
    office.server.mint(3).await;
    assert!(office.sync().await.is_err(), "what it knew of key 2 is another key");
    office.desk.close().await;
    Desk::recover(&Home::in_folder(office.home())).await.unwrap();
    office.restart().await;
    office.sign_in(LOGIN, PASSWORD).await.unwrap();
    office.sync().await.unwrap();
    assert_eq!(office.desk.status().await.unwrap().counts.keys, 5);
}

/// Somebody between desk and server makes up a key, and lets it sign.
fn forge_key(page: &mut ChangePage) {
    let forged = RecordKey {
        id: 2,
        public_key: "O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik=".into(),
    };
    let change = page.changes.first_mut().expect("a page");
    change.record = serde_json::to_string(&Record::RecordKey(forged)).expect("a record is JSON");
    change.signed_by = 2;
}

/// The same under the number of a key that is believed.
fn forge_key_as_the_first(page: &mut ChangePage) {
    forge_key(page);
    page.changes[0].signed_by = 1;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_no_believed_key_vouches_for_is_refused() {
    let (office, _) = Office::with_keys(1).await;
    let cursor = office.sync().await.unwrap().cursor;
    office.server.mint(2).await;
    for forge in [forge_key as fn(&mut ChangePage), forge_key_as_the_first] {
        office.network.weather(Weather::Tampers(forge));
        let refused = Problem::BadSignature { number: cursor + 1 };
        assert_eq!(office.sync().await, Err(refused));
    }
    office.network.mend();
    office.server.rotate_record_key().await;
    office.server.mint(1).await;
    office.sync().await.unwrap();
    assert_eq!(
        office.desk.status().await.unwrap().counts.keys,
        4,
        "the true second key is believed"
    );
}
