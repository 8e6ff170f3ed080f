//! Importing a catalogue, and what dealers notice of it.

use kagifuda_domain::catalogue::{Extent, Product};
use kagifuda_server::{Admin, CatalogueImport, start};
use serde_json::{Value, json};

use crate::on_both_engines;
use crate::support::{Desk, World};

on_both_engines!(
    an_import_tells_every_dealer_what_is_new_and_leaves_one_audit_row,
    what_was_imported_outlives_a_start,
    a_product_that_is_missing_is_added_at_a_start,
    a_dry_run_changes_nothing,
    a_key_that_was_made_stays_what_it_was_made_as,
    keys_made_during_an_import_are_what_they_were_made_as,
    of_two_imports_at_once_each_is_whole,
);

async fn catalogue(admin: &Admin, change: impl Fn(&mut Product)) -> String {
    let mut products = admin.catalogue().await.unwrap();
    products.iter_mut().for_each(change);
    serde_json::to_string(&products).unwrap()
}

fn rename(product: &mut Product) {
    if product.code.as_ref() == "KX-VCS101" {
        product.name.en = "Renamed".into();
    }
}

fn lengthen(product: &mut Product) {
    if product.code.as_ref() == "KX-VCS701W" {
        product.extent = Extent::Months(36);
    }
}

/// Products of the built-in catalogue.
const PRODUCTS: usize = 24;

/// What comes after the changes that every feed begins with: the server, the dealer, the catalogue.
async fn told(desk: &Desk) -> Vec<Value> {
    desk.records().await.split_off(2 + PRODUCTS)
}

async fn imports(world: &World) -> Vec<[String; 5]> {
    let mut rows = world.audit().await;
    rows.retain(|row| row[0] == "catalogue.import" && row[1] == "operator");
    rows
}

fn counts(import: &CatalogueImport) -> [usize; 5] {
    let CatalogueImport { comparison, refused } = import;
    [
        comparison.added.len(),
        comparison.changed.len(),
        comparison.unchanged.len(),
        comparison.kept.len(),
        refused.len(),
    ]
}

const NEW: &str = r#"{"code": "KX-VCS501", "programme": "kms", "name": {"ja": "鍵 501", "en": "Key 501"},
    "use": {"ja": "拡張", "en": "Upgrade"}, "extent": "perpetual"}"#;

async fn an_import_tells_every_dealer_what_is_new_and_leaves_one_audit_row(world: World) {
    let desks = [world.dealer("dealer01").await, world.dealer("dealer02").await];
    let admin = world.admin().await;
    let text = catalogue(&admin, rename).await.replacen('[', &format!("[{NEW},"), 1);
    for expected in [[1, 1, PRODUCTS - 1, 0, 0], [0, 0, PRODUCTS + 1, 0, 0]] {
        assert_eq!(counts(&admin.import_catalogue(&text, false).await.unwrap()), expected);
        for desk in &desks {
            let told = told(desk).await;
            assert_eq!(told.len(), 2, "and nothing the second time");
            assert_eq!(
                (&told[0]["code"], &told[0]["demo"]),
                (&json!("KX-VCS501"), &json!(false))
            );
            assert_eq!(
                (&told[1]["code"], &told[1]["name"]["en"]),
                (&json!("KX-VCS101"), &json!("Renamed"))
            );
        }
    }
    let rows = imports(&world).await;
    assert_eq!(rows.len(), 1);
    let (before, after): (Value, Value) = (
        serde_json::from_str(&rows[0][3]).unwrap(),
        serde_json::from_str(&rows[0][4]).unwrap(),
    );
    assert_eq!(before[0]["name"]["en"], "Software extension key 101");
    assert_eq!(
        (&after[0]["code"], &after[1]["name"]["en"]),
        (&json!("KX-VCS501"), &json!("Renamed"))
    );

    let kept = admin.import_catalogue(&format!("[{NEW}]"), false).await.unwrap();
    assert_eq!(counts(&kept), [0, 0, 1, PRODUCTS, 0], "what is not named stays");
    assert_eq!(admin.catalogue().await.unwrap().len(), PRODUCTS + 1);
    admin.close().await;
    assert_eq!(world.mint("dealer01", "KX-VCS501", 1).await.len(), 1);
    let newcomer = world.dealer("dealer03").await;
    assert_eq!(newcomer.records().await.len(), 2 + PRODUCTS + 1);
}

async fn what_was_imported_outlives_a_start(world: World) {
    let desk = world.dealer("dealer01").await;
    let admin = world.admin().await;
    let text = catalogue(&admin, rename).await;
    admin.import_catalogue(&text, false).await.unwrap();
    admin.close().await;
    start(world.options()).await.unwrap().stop().await;
    let told = told(&desk).await;
    assert_eq!((told.len(), &told[0]["name"]["en"]), (1, &json!("Renamed")));
}

async fn a_product_that_is_missing_is_added_at_a_start(world: World) {
    let desk = world.dealer("dealer01").await;
    assert_eq!(world.sql("DELETE FROM product WHERE code = 'KX-VCS401'").await, 1);
    let (one, two) = tokio::join!(start(world.options()), start(world.options()));
    one.unwrap().stop().await;
    two.unwrap().stop().await;
    let told = told(&desk).await;
    assert_eq!((told.len(), &told[0]["code"]), (1, &json!("KX-VCS401")));
}

async fn a_dry_run_changes_nothing(world: World) {
    let desk = world.dealer("dealer01").await;
    let admin = world.admin().await;
    let text = catalogue(&admin, rename).await;
    let import = admin.import_catalogue(&text, true).await.unwrap();
    assert_eq!(counts(&import), [0, 1, PRODUCTS - 1, 0, 0]);
    assert_eq!(
        catalogue(&admin, |_| {}).await,
        text.replace("Renamed", "Software extension key 101")
    );
    assert!(told(&desk).await.is_empty());
    assert!(imports(&world).await.is_empty());
    admin.close().await;
}

async fn a_key_that_was_made_stays_what_it_was_made_as(world: World) {
    let desk = world.dealer("dealer01").await;
    world.mint("dealer01", "KX-VCS701W", 1).await;
    let admin = world.admin().await;
    let both = |product: &mut Product| {
        rename(product);
        lengthen(product);
    };
    let text = catalogue(&admin, both).await;
    for dry_run in [true, false] {
        let import = admin.import_catalogue(&text, dry_run).await.unwrap();
        assert_eq!(counts(&import), [0, 2, PRODUCTS - 2, 0, 1]);
        let why = import.refused[0].to_string();
        assert!(why.contains("KX-VCS701W") && why.contains("12 months"), "{why}");
    }
    assert_eq!(
        told(&desk).await.len(),
        1,
        "the key, and no product: nothing of it was imported"
    );
    admin.close().await;
}

async fn keys_made_during_an_import_are_what_they_were_made_as(world: World) {
    world.dealer("dealer01").await;
    let admin = world.admin().await;
    let text = catalogue(&admin, lengthen).await;
    let (import, keys) = tokio::join!(
        admin.import_catalogue(&text, false),
        world.mint("dealer01", "KX-VCS701W", 2_000)
    );
    let refused = counts(&import.unwrap())[4];
    let desk = world.sign_in("dealer01").await;
    let told = told(&desk).await;
    let place = |wanted: fn(&Value) -> bool| told.iter().position(wanted);
    let (product, key) = (
        place(|record| record["record"] == "product"),
        place(|record| record["record"] == "activation_key"),
    );
    assert_eq!(keys.len(), 2_000);
    match refused {
        0 => assert!(
            product.unwrap() < key.unwrap(),
            "the product was another before any key was made"
        ),
        _ => assert_eq!(product, None, "keys were made first"),
    }
    admin.close().await;
}

async fn of_two_imports_at_once_each_is_whole(world: World) {
    let desk = world.dealer("dealer01").await;
    let (one, two) = (world.admin().await, world.admin().await);
    let (renamed, lengthened) = (catalogue(&one, rename).await, catalogue(&two, lengthen).await);
    let (first, second) = tokio::join!(
        one.import_catalogue(&renamed, false),
        two.import_catalogue(&lengthened, false)
    );
    assert!(first.unwrap().refused.is_empty() && second.unwrap().refused.is_empty());
    // Each file is a whole catalogue: the one that came second stands.
    let standing = catalogue(&one, |_| {}).await;
    assert!(standing == renamed || standing == lengthened);
    assert_eq!(
        told(&desk).await.len(),
        3,
        "one by the first, both products by the second"
    );
    assert_eq!(imports(&world).await.len(), 2);
    one.close().await;
    two.close().await;
}
