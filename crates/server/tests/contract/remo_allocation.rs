//! i-PRO Remo: allocating, which cannot be undone.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::on_both_engines;
use crate::support::World;
use crate::support::remo::id;

on_both_engines!(
    rem_3_a_preview_tells_what_is_lost_and_gained_beside_each_camera,
    rem_4_an_allocation_is_confirmed_by_the_last_part_of_the_address,
    rem_4_an_allocation_is_made_only_as_it_was_shown,
);

async fn rem_3_a_preview_tells_what_is_lost_and_gained_beside_each_camera(world: World) {
    let clerk = world.clerk("dealer01").await;
    let customer = clerk.customer("yamada").await;
    let camera = clerk.camera(customer, 1, "edge").await;
    clerk.camera(customer, 2, "edge").await;
    let licence = clerk.allocate(customer, "DG-JLE101W", 1).await[0];
    clerk.assign(licence, camera).await.done();
    world.stock("dealer01", "DG-JLE101W", 7).await;
    let ask = format!("allocations?customer={customer}&product=DG-JLE101W");
    let today = clerk.get(&ask).await.done();
    assert_eq!(
        (&today["in_stock"], &today["paid_from"]),
        (&json!(7), &json!("2027-01-01"))
    );
    assert_eq!(today["balance"], json!({ "days_lost": 0, "days_gained": 41 }));
    let beside = json!([{ "camera": camera, "expiry": "2027-12-31", "balance": { "days_lost": 365, "days_gained": 0 }, "is_early": true }]);
    assert_eq!(today["beside"], beside);
    world.at("2027-11-01T12:00:00");
    let later = clerk.get(&ask).await.done();
    assert_eq!(
        later["beside"][0]["balance"],
        json!({ "days_lost": 0, "days_gained": 0 })
    );
    assert_eq!(
        (&later["beside"][0]["is_early"], &later["in_stock"]),
        (&json!(false), &json!(7)),
        "60 days before"
    );
    let other = clerk
        .get(&format!("allocations?customer={customer}&product=DG-JLE100W-A"))
        .await;
    assert_eq!(other.reason(), "not_term");
    assert_eq!(
        clerk
            .get(&format!("allocations?customer={}&product=DG-JLE101W", Uuid::new_v4()))
            .await
            .status,
        404
    );
}

async fn rem_4_an_allocation_is_confirmed_by_the_last_part_of_the_address(world: World) {
    let clerk = world.clerk("dealer01").await;
    let customer = clerk.customer("yamada").await;
    world.stock("dealer01", "DG-JLE101W", 2).await;
    let ask = |typed: &str, count: u32| {
        json!({ "customer": customer, "product": "DG-JLE101W", "count": count, "confirmation": typed,
                                                    "expiry": "2027-12-31", "days_lost": 0 })
    };
    for typed in ["", "yamada", "co.jp", "example.com"] {
        assert_eq!(
            clerk.post("allocations", ask(typed, 1)).await.reason(),
            "confirmation_wrong",
            "{typed}"
        );
    }
    let short = clerk.post("allocations", ask("example.jp", 3)).await;
    assert_eq!(
        (short.reason().as_str(), &short.json()["left"]),
        ("stock_short", &json!(2))
    );
    for count in [0, 101] {
        assert_eq!(
            clerk.post("allocations", ask("example.jp", count)).await.code(),
            "bad_request"
        );
    }
    assert_eq!(
        clerk.get("stock").await.done()["stock"][0]["count"],
        2,
        "nothing was done"
    );
    assert_eq!(
        clerk.post("allocations", ask(" @EXAMPLE.jp", 2)).await.done()["licences"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(clerk.get("stock").await.done()["stock"], json!([]));
}

async fn rem_4_an_allocation_is_made_only_as_it_was_shown(world: World) {
    let clerk = world.clerk("dealer01").await;
    let customer = clerk.customer("yamada").await;
    let camera = clerk.camera(customer, 1, "edge").await;
    world.stock("dealer01", "DG-JLE101W", 3).await;
    let ask = format!("allocations?customer={customer}&product=DG-JLE101W");
    let confirm = |shown: &Value| {
        json!({ "customer": customer, "product": "DG-JLE101W", "count": 1, "confirmation": "example.jp",
                "expiry": shown["expiry"], "days_lost": shown["days_lost"] })
    };
    world.at("2026-12-31T23:59:52");
    let shown = clerk.get(&ask).await.done();
    world.at("2027-01-01T00:00:00");
    let refused = clerk.post("allocations", confirm(&shown)).await;
    assert_eq!(refused.reason(), "shown_no_longer");
    let now = refused.json();
    assert_eq!(
        (&shown["expiry"], &now["expiry"], &now["days_lost"]),
        (&json!("2028-01-31"), &json!("2028-02-29"), &json!(0))
    );
    assert_eq!(
        clerk.get("stock").await.done()["stock"][0]["count"],
        3,
        "nothing was done"
    );
    let allocated = clerk.post("allocations", confirm(&now)).await.done();
    assert_eq!(allocated["licences"][0]["origin"]["expiry"], now["expiry"]);

    let shown = clerk.get(&ask).await.done();
    clerk.assign(id(&allocated["licences"][0]), camera).await.done();
    let refused = clerk.post("allocations", confirm(&shown)).await;
    assert_eq!(refused.reason(), "shown_no_longer", "another clerk put one on a camera");
    assert_eq!(refused.json()["days_lost"], 366);
    assert_eq!(clerk.get(&ask).await.done()["days_lost"], 366);
    clerk.post("allocations", confirm(&refused.json())).await.done();
}
