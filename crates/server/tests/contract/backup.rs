//! A backup of a server that goes on, and a server that starts on it.

use std::fs;

use kagifuda_server::{AdminError, Backup, Options, start};

use crate::on_both_engines;
use crate::support::{DEVICE, Engine, OTHER_DEVICE, World};

on_both_engines!(a_backup_goes_into_a_new_folder, a_backup_that_fails_leaves_nothing,);

async fn a_backup_goes_into_a_new_folder(world: World) {
    world.dealer("dealer01").await;
    let admin = world.admin().await;
    admin.rotate_record_key().await.unwrap();
    fs::write(world.dir.path().join("data/smtp.password"), "post office").unwrap();
    fs::write(world.dir.path().join("data/notes.txt"), "no secret").unwrap();
    let dir = world.dir.path().join("it's a backup");
    let backup = admin.backup(&dir).await.unwrap();
    let mut files: Vec<String> = fs::read_dir(dir.join("data"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(
        files,
        ["record-2.key", "record.key", "registration.secret", "smtp.password"]
    );
    match backup {
        Backup::Whole { dealers, audit_rows } => {
            assert!(world.database.starts_with("sqlite:"));
            assert_eq!((dealers, audit_rows as usize), (1, world.audit().await.len()));
            files.push("../ledger.db".into());
        }
        Backup::SecretsOnly { command } => {
            assert!(world.database.starts_with("postgres:"));
            assert!(
                command.contains("pg_dump") && !dir.join("ledger.db").exists(),
                "{command}"
            );
        }
    }
    #[cfg(unix)]
    for file in &files {
        let mode =
            std::os::unix::fs::PermissionsExt::mode(&fs::metadata(dir.join("data").join(file)).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    assert!(matches!(admin.backup(&dir).await, Err(AdminError::BackupExists(taken)) if taken == dir));
    let rows = world.audit().await;
    assert_eq!(
        rows.iter().filter(|row| row[0] == "server.backup").count(),
        1,
        "what was refused copied nothing"
    );
    admin.close().await;
}

async fn a_backup_that_fails_leaves_nothing(world: World) {
    world.dealer("dealer01").await;
    let admin = world.admin().await;
    let sqlite = world.database.starts_with("sqlite:");
    // The audit is broken, or the secrets cannot be read.
    if sqlite {
        assert_eq!(
            world
                .sql("UPDATE audit SET subject = 'another' WHERE act = 'dealer.add'")
                .await,
            1
        );
    } else {
        fs::remove_dir_all(world.dir.path().join("data")).unwrap();
    }
    let dir = world.dir.path().join("backup");
    let failed = admin.backup(&dir).await.unwrap_err();
    assert_eq!(matches!(failed, AdminError::BadCopy(_)), sqlite, "{failed}");
    assert!(!dir.exists());
    admin.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_starts_on_a_backup_that_was_made_while_writes_went_on() {
    let world = World::new(Engine::Sqlite).await;
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 60).await;
    let first = desk.register(OTHER_DEVICE, &keys[..1]).await.registration_keys();
    let writing = tokio::spawn({
        let (desk, keys) = (desk.clone(), keys.clone());
        async move {
            for key in &keys[1..] {
                assert_eq!(desk.register(DEVICE, &[*key]).await.status, 200);
            }
        }
    });
    let admin = world.admin().await;
    let mut copies = Vec::new();
    while !writing.is_finished() {
        let dir = world.dir.path().join(format!("backup-{}", copies.len()));
        assert!(matches!(admin.backup(&dir).await, Ok(Backup::Whole { dealers: 1, .. })));
        copies.push(dir);
    }
    writing.await.unwrap();
    admin.close().await;

    let here = desk.feed(1_000).await;
    for dir in [&copies[0], &copies[copies.len() / 2], copies.last().unwrap()] {
        let database = format!("sqlite://{}", dir.join("ledger.db").display());
        let options = Options {
            database,
            data: dir.join("data"),
            ..world.options()
        };
        let running = start(options).await.unwrap();
        let there = world.sign_in_at(&running.address, "dealer01").await;
        let feed = there.feed(1_000).await;
        assert_eq!(feed[..], here[..feed.len()], "as it stood at one instant");
        assert_eq!(
            there.register(OTHER_DEVICE, &keys[..1]).await.registration_keys(),
            first,
            "the secrets are there"
        );
        running.stop().await;
    }
}
