//! How commands are given, and how they end.

use std::process::Output;

use crate::Server;

#[test]
fn the_forms_and_their_exit_status() {
    let server = Server::new();
    let status = |output: Output| (output.status.code().unwrap(), !output.stderr.is_empty());
    assert_eq!(status(server.add_dealer("dealer01")), (0, true));
    assert_eq!(status(server.add_dealer("dealer01")), (1, true), "taken");
    assert_eq!(status(server.add_dealer("dealer-1")), (2, true), "no login");
    assert_eq!(
        status(server.mint("KX-VCS101DEMO", "1", "dealer01")),
        (1, true),
        "KMS-10"
    );
    assert_eq!(
        status(server.mint("KX-VCS999", "1", "dealer01")),
        (1, true),
        "unknown product"
    );
    assert_eq!(
        status(server.mint("KX-VCS101", "1", "dealer02")),
        (1, true),
        "unknown dealer"
    );
    assert_eq!(status(server.mint("KX-VCS101", "0", "dealer01")), (2, true), "none");
    assert_eq!(status(server.admin(&["mint"])), (2, true), "incomplete");
    let open = server
        .command(&["serve", "--listen", "0.0.0.0:1"], &[])
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&open.stderr).contains("--tls-cert"));
    assert_eq!(open.status.code(), Some(2));
    let pathless = server
        .command(&["serve", "--listen", "127.0.0.1:0"], &["--public-address", "keys"])
        .output()
        .unwrap();
    assert_eq!(pathless.status.code(), Some(2));
    std::fs::write(server.dir.path().join("data/record.key"), [7; 32]).unwrap();
    assert_eq!(
        status(server.mint("KX-VCS101", "1", "dealer01")),
        (4, true),
        "other secrets"
    );
}
