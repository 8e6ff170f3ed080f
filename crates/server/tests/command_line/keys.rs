//! Making activation keys and showing them.

use crate::*;

#[test]
fn minting_prints_one_object_a_line() {
    let server = Server::new();
    server.add_dealer("dealer01");
    let output = server.mint("KX-VCS101", "4001", "dealer01");
    let keys = minted(&output);
    let mut numbers: Vec<&str> = keys.iter().map(|key| key["activation_key"].as_str().unwrap()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!((keys.len(), numbers.len()), (4001, 4001));
    for key in &keys {
        assert_eq!(key.as_object().unwrap().len(), 3);
        assert_eq!(key["product"], "KX-VCS101");
        assert!(
            key["registration_id"]
                .as_str()
                .unwrap()
                .parse::<kagifuda_domain::ids::RegistrationId>()
                .is_ok()
        );
    }
}
