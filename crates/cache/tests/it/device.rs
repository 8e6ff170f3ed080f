//! A device, and those that could be taken for it.

use kagifuda_domain::ids::DeviceId;

use crate::support::{Office, customer, device, key, product, registered};

fn id(typed: &str) -> DeviceId {
    typed.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_that_differ_in_a_digit_or_two_are_found_with_what_belongs_to_them() {
    let office = Office::with(&[
        customer(1, "株式会社ヤマダ電機", "ヤマダデンキ"),
        device("1234-5678-90AB-CDEF", ["本社", "3階"], Some(1)),
        device("1234-5678-90AB-CDE0", ["札幌", ""], None),
        device("1234-5678-90AB-C0EE", ["仙台", ""], Some(1)),
        device("1234-5678-90AB-0000", ["遠い", ""], None),
        device("00:80:F0:12:34:56", ["MPCS", ""], None),
    ])
    .await;
    let near = async |typed: &str, most| {
        let rows = office.cache.near_devices(id(typed), most).await.unwrap();
        rows.iter().map(|row| row.site.one_line()).collect::<Vec<_>>()
    };
    assert_eq!(near("1234-5678-90AB-CDEF", 9).await, ["札幌", "仙台"]);
    assert_eq!(near("1234-5678-90AB-CDEE", 9).await, ["仙台", "札幌", "本社 3階"]);
    assert_eq!(near("1234-5678-90AB-CDEE", 1).await, ["仙台"]);
    assert_eq!(near("00:80:F0:12:34:65", 9).await, ["MPCS"]);
    assert_eq!(near("FFFF-5678-90AB-CDEF", 9).await, Vec::<String>::new());
    let row = office
        .cache
        .device_row(id("1234-5678-90AB-C0EE"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        row.customer.map(|customer| customer.name).as_deref(),
        Some("株式会社ヤマダ電機")
    );
    assert_eq!(office.cache.device_row(id("0000-0000-0000-0000")).await.unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_knows_its_keys() {
    let (one, other) = ("1234-5678-90AB-CDEF", "1234-5678-90AB-CDE0");
    let key = |no| key(no, "0123-4567", "KX-VCS101");
    let office = Office::with(&[
        product("KX-VCS101", "拡張"),
        device(one, ["", ""], None),
        device(other, ["", ""], None),
        registered(key("A000-0000-0000-0001"), one, "5555-0000-0000-0001"),
        registered(key("A000-0000-0000-0002"), other, "5555-0000-0000-0002"),
        key("A000-0000-0000-0003"),
    ])
    .await;
    let keys = office.cache.keys_of_device(id(one)).await.unwrap();
    let numbers: Vec<String> = keys.iter().map(|row| row.activation_key.to_string()).collect();
    assert_eq!(numbers, ["A000-0000-0000-0001"]);
    for (key, issued) in [("5555-0000-0000-0002", true), ("A000-0000-0000-0003", false)] {
        let known = office.cache.is_registration_key(key.parse().unwrap()).await.unwrap();
        assert_eq!(known, issued, "{key}");
    }
}
