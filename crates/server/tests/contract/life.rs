//! Starting, stopping, starting again; the operator's commands.

use std::fs;

use kagifuda_server::{AdminError, DealerForm, OpenError, SecretsError, StartError, start};
use kagifuda_wire::session::Secret;

use crate::on_both_engines;
use crate::support::{DEVICE, OTHER_DEVICE, PASSWORD, World};

on_both_engines!(
    a_restart_keeps_everything,
    a_database_is_refused_under_other_secrets,
    without_tls_only_loopback_is_served,
    kms_10_a_demo_product_is_never_minted,
    a_login_is_given_once,
    a_row_that_cannot_be_read_stops_the_request,
    every_write_leaves_an_audit_row_without_secrets,
);

async fn a_restart_keeps_everything(mut world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 2).await;
    let first = desk.register(DEVICE, &keys[..1]).await;
    let feed = desk.feed(100).await;
    let options = world.options();
    std::mem::replace(&mut world.running, start(options).await.unwrap())
        .stop()
        .await;
    let desk = world.sign_in("dealer01").await;
    assert_eq!(desk.feed(100).await, feed, "nothing was added either");
    assert_eq!(
        desk.register(DEVICE, &keys[..1]).await.registration_keys(),
        first.registration_keys()
    );
    assert_eq!(
        desk.register(OTHER_DEVICE, &keys[..1]).await.line_codes(),
        ["bound_elsewhere"]
    );
}

async fn a_database_is_refused_under_other_secrets(world: World) {
    let own = world.dir.path().join("data");
    for file in ["registration.secret", "record.key"] {
        let mut options = world.options();
        options.data = world.dir.path().join(format!("without-{file}"));
        fs::create_dir(&options.data).unwrap();
        for kept in ["registration.secret", "record.key"] {
            if kept != file {
                fs::copy(own.join(kept), options.data.join(kept)).unwrap();
            }
        }
        let missing = options.data.join(file);
        let error = start(options).await.err().unwrap();
        assert!(
            matches!(error, StartError::Open(OpenError::Secrets(SecretsError::Missing(_)))),
            "{error}"
        );
        assert!(!missing.exists(), "no new secret is made for an old database");
        for (bytes, damaged) in [(&[7; 32][..], false), (&[7; 31], true)] {
            fs::write(&missing, bytes).unwrap();
            let mut options = world.options();
            options.data = missing.parent().unwrap().into();
            let error = start(options).await.err().unwrap();
            let as_expected = match (&error, damaged) {
                (StartError::Open(OpenError::OtherSecrets(_)), damaged) => !damaged,
                (StartError::Open(OpenError::Secrets(SecretsError::Damaged { found, .. })), true) => *found == 31,
                (_, _) => false,
            };
            assert!(as_expected, "{error}");
        }
    }
    #[cfg(unix)]
    for file in [
        "data/registration.secret",
        "data/record.key",
        "ledger.db",
        "ledger.db-wal",
    ] {
        let Ok(metadata) = fs::metadata(world.dir.path().join(file)) else {
            continue;
        };
        let mode = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions());
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}

async fn without_tls_only_loopback_is_served(world: World) {
    let mut options = world.options();
    options.listen = ([0, 0, 0, 0], 0).into();
    assert!(matches!(start(options).await.err(), Some(StartError::TlsWanted(_))));
}

async fn kms_10_a_demo_product_is_never_minted(world: World) {
    world.dealer("dealer01").await;
    let admin = world.admin().await;
    let login = "dealer01".parse().unwrap();
    let nothing = |_: &_| panic!("a key was made");
    let refused = admin.mint(&login, &"KX-VCS101DEMO".parse().unwrap(), 1, nothing).await;
    assert!(matches!(refused, Err(AdminError::Demo(_))));
    let refused = admin.mint(&login, &"KX-VCS999".parse().unwrap(), 1, nothing).await;
    assert!(matches!(refused, Err(AdminError::UnknownProduct(_))));
    let refused = admin
        .mint(&"nobody01".parse().unwrap(), &"KX-VCS101".parse().unwrap(), 1, nothing)
        .await;
    assert!(matches!(refused, Err(AdminError::UnknownDealer(_))));
}

async fn a_login_is_given_once(world: World) {
    world.dealer("dealer01").await;
    let admin = world.admin().await;
    let add = async |company: &str, password: &str| {
        let (login, email, password) = ("dealer01".parse().unwrap(), "x@example.jp", &Secret::new(password));
        admin
            .add_dealer(DealerForm {
                login,
                company,
                email,
                phone: None,
                password,
            })
            .await
    };
    assert!(matches!(
        add("別の商会", PASSWORD).await,
        Err(AdminError::LoginTaken(_))
    ));
    assert!(matches!(
        add("別の商会", "password").await,
        Err(AdminError::Password(_))
    ));
    assert!(matches!(add("", PASSWORD).await, Err(AdminError::Profile(_))));
    assert_eq!(
        world.sql("UPDATE dealer SET phone = NULL").await,
        1,
        "a refused dealer leaves nothing behind"
    );
}

async fn a_row_that_cannot_be_read_stops_the_request(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 2).await;
    assert_eq!(desk.register(DEVICE, &keys[..1]).await.status, 200);
    let head = desk.page(0, 1).await.head;
    assert_eq!(world.sql("UPDATE registration SET device = 'damaged'").await, 1);
    let failed = desk.register(DEVICE, &keys).await;
    assert_eq!((failed.status, failed.code().as_str()), (500, "internal"));
    assert!(failed.json()["report"].as_str().unwrap().parse::<uuid::Uuid>().is_ok());
    assert_eq!(
        failed.json().as_object().unwrap().len(),
        3,
        "the client learns the report number only"
    );
    assert_eq!(desk.page(0, 1).await.head, head, "the good key was not done either");
}

async fn every_write_leaves_an_audit_row_without_secrets(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 2).await;
    let issued = desk.register(DEVICE, &keys[..1]).await.registration_keys();
    assert_eq!(desk.register(OTHER_DEVICE, &keys[..1]).await.status, 422);
    let rows = world.audit().await;
    let acts: Vec<&str> = rows
        .iter()
        .map(|row| row[0].as_str())
        .filter(|act| *act != "catalogue.import")
        .collect();
    let mut acts: Vec<&str> = acts;
    acts.sort_unstable();
    let expected = [
        "dealer.add",
        "keys.mint",
        "kms.register",
        "kms.register",
        "server.public_address",
        "session.open",
    ];
    assert_eq!(acts, expected);
    let text = format!("{rows:?}");
    let secrets = [
        keys[0].registration_id.to_string(),
        issued[0].clone(),
        PASSWORD.to_owned(),
        desk.access().to_owned(),
    ];
    for secret in secrets {
        assert!(
            !text.contains(&secret) && !text.contains(&secret.replace('-', "")),
            "{secret}"
        );
    }
}
