//! What the operator can do, and what desks notice of it.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use kagifuda_domain::Clock;
use kagifuda_domain::catalogue::Bilingual;
use kagifuda_server::{AdminError, AuditFault};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::on_both_engines;
use crate::support::mail::letters;
use crate::support::{DEVICE, Desk, PASSWORD, World, send};

on_both_engines!(
    mnt_1_maintenance_is_announced_to_everybody,
    mnt_2_nothing_is_written_during_maintenance_and_everything_can_be_read,
    kms_11_the_operator_lifts_a_lock,
    the_audit_is_whole_as_long_as_nobody_touches_it,
    an_edited_row_is_found,
    a_row_taken_out_is_found,
    the_end_of_a_chain_taken_away_is_found,
    a_row_from_elsewhere_is_found,
    rows_from_before_there_were_chains_are_chained,
    acts_at_the_same_time_stand_in_one_chain,
    a_dealers_whole_chain_taken_away_is_found,
    a_chain_made_anew_is_found_by_the_heads_kept_elsewhere,
    acc_6_the_operator_lets_a_locked_out_owner_in,
    the_operator_sets_an_address_and_both_are_told,
    a_closed_account_lets_nobody_in_until_it_is_opened,
);

fn text(ja: &str, en: &str) -> Bilingual {
    Bilingual {
        ja: ja.into(),
        en: en.into(),
    }
}

/// Maintenance from `from` to `to` minutes after now.
async fn schedule(world: &World, from: i64, to: i64) -> Result<uuid::Uuid, AdminError> {
    let minutes = |minutes| world.clock.now() + TimeDelta::minutes(minutes);
    let message = text("サーバーの入れ替え", "New server");
    world
        .admin()
        .await
        .schedule_maintenance(minutes(from), minutes(to), message)
        .await
}

async fn windows(world: &World) -> Vec<Value> {
    let answer = send(world.request(reqwest::Method::GET, "/v1/maintenance")).await;
    assert_eq!(answer.status, 200);
    answer.json()["windows"].as_array().unwrap().clone()
}

/// What the desk was last told of maintenance.
async fn told(desk: &Desk) -> Value {
    let records = desk.records().await;
    let server = records.iter().rfind(|record| record["record"] == "server").unwrap();
    server["maintenance"].clone()
}

async fn mnt_1_maintenance_is_announced_to_everybody(world: World) {
    let desk = world.dealer("dealer01").await;
    assert_eq!(windows(&world).await, [] as [Value; 0]);
    let id = schedule(&world, 60, 90).await.unwrap();
    let from: DateTime<Utc> = world.clock.now() + TimeDelta::minutes(60);
    let [window] = &windows(&world).await[..] else {
        panic!("one window")
    };
    assert_eq!(window["ja"], "サーバーの入れ替え");
    assert_eq!(window["from"], json!(from));
    assert_eq!(told(&desk).await, json!([window]), "also offline");
    let late = world.dealer("dealer02").await;
    assert_eq!(told(&late).await, json!([window]), "also to who comes later");

    assert!(matches!(
        schedule(&world, 90, 90).await,
        Err(AdminError::Maintenance(_))
    ));
    let admin = world.admin().await;
    admin.cancel_maintenance(id).await.unwrap();
    assert!(matches!(
        admin.cancel_maintenance(id).await,
        Err(AdminError::UnknownMaintenance(_))
    ));
    assert_eq!((windows(&world).await, told(&desk).await), (vec![], Value::Null));
}

async fn mnt_2_nothing_is_written_during_maintenance_and_everything_can_be_read(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 2).await;
    let before = uuid::Uuid::new_v4();
    let body = Desk::application(DEVICE, &keys[..1]);
    assert_eq!(desk.register_under(before, body.clone()).await.status, 200);
    schedule(&world, 0, 30).await.unwrap();

    let refused = desk.register(DEVICE, &keys[1..]).await;
    assert_eq!((refused.status, refused.code().as_str()), (503, "maintenance"));
    assert_eq!(refused.json()["window"]["en"], "New server");
    assert_eq!(refused.headers["retry-after"], "Sat, 21 Nov 2026 00:30:00 GMT");
    assert_eq!(
        desk.register_under(before, body).await.status,
        200,
        "an answer given before is given again"
    );
    assert!(!desk.feed(100).await.is_empty());
    world.sign_in("dealer01").await;

    world.after(TimeDelta::minutes(30));
    let desk = world.sign_in("dealer01").await;
    assert_eq!(desk.register(DEVICE, &keys[1..]).await.status, 200);
}

async fn kms_11_the_operator_lifts_a_lock(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 2).await;
    let mut wrong = keys[0];
    wrong.registration_id = keys[1].registration_id;
    for _ in 0..10 {
        desk.register(DEVICE, &[wrong]).await;
    }
    assert_eq!(desk.register(DEVICE, &keys[..1]).await.line_codes(), ["key_locked"]);
    let admin = world.admin().await;
    assert_eq!(admin.unlock(keys[0].no).await.unwrap(), 10);
    assert_eq!(admin.unlock(keys[0].no).await.unwrap(), 0);
    assert_eq!(desk.register(DEVICE, &keys[..1]).await.status, 200);
}

/// A dealer with some acts in its chain: added, two keys minted, signed in, one registered.
async fn busy(world: &World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 2).await;
    assert_eq!(desk.register(DEVICE, &keys[..1]).await.status, 200);
}

async fn faults(world: &World) -> Vec<AuditFault> {
    world.admin().await.verify_audit().await.unwrap().faults
}

async fn the_audit_is_whole_as_long_as_nobody_touches_it(world: World) {
    busy(&world).await;
    world.dealer("dealer02").await;
    let verified = world.admin().await.verify_audit().await.unwrap();
    assert_eq!(verified.faults, []);
    assert_eq!(verified.heads.len(), 3, "two dealers, and what concerns none");
    assert_eq!(verified.rows, world.audit().await.len() as u64);
}

async fn an_edited_row_is_found(world: World) {
    busy(&world).await;
    assert_eq!(
        world
            .sql("UPDATE audit SET actor = 'somebody' WHERE act = 'keys.mint'")
            .await,
        1
    );
    let found = faults(&world).await;
    assert!(matches!(found[..], [AuditFault::Edited { .. }]), "{found:?}");
}

async fn a_row_taken_out_is_found(world: World) {
    busy(&world).await;
    assert_eq!(world.sql("DELETE FROM audit WHERE act = 'keys.mint'").await, 1);
    let found = faults(&world).await;
    assert!(
        matches!(found[..], [AuditFault::Missing { from, to, .. }] if from == to),
        "{found:?}"
    );
}

async fn the_end_of_a_chain_taken_away_is_found(world: World) {
    busy(&world).await;
    assert_eq!(world.sql("DELETE FROM audit WHERE act = 'kms.register'").await, 1);
    let found = faults(&world).await;
    assert!(matches!(found[..], [AuditFault::Missing { .. }]), "{found:?}");
}

async fn a_row_from_elsewhere_is_found(world: World) {
    busy(&world).await;
    let added = "INSERT INTO audit (id, at, actor, role, act, subject, state_before, state_after)
                 VALUES ('x', 1, 'a', 'r', 'act', 's', 'null', 'null')";
    assert_eq!(world.sql(added).await, 1);
    let admin = world.admin().await;
    let found = admin.verify_audit().await.unwrap().faults;
    assert_eq!(found, [AuditFault::Unchained { id: "x".into() }]);
}

async fn rows_from_before_there_were_chains_are_chained(world: World) {
    busy(&world).await;
    let rows = world.audit().await.len() as u64;
    world
        .sql("UPDATE audit SET chain = NULL, ordinal = NULL, hash = NULL")
        .await;
    world.sql("DELETE FROM audit_chain").await;
    let verified = world.admin().await.verify_audit().await.unwrap();
    assert_eq!((verified.rows, verified.faults), (rows, vec![]));
}

async fn acts_at_the_same_time_stand_in_one_chain(world: World) {
    let desk = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 24).await;
    let desk = Arc::new(desk);
    let mut registrations = JoinSet::new();
    for pairs in keys.chunks(2) {
        let (desk, pairs) = (desk.clone(), pairs.to_vec());
        registrations.spawn(async move { desk.register(DEVICE, &pairs).await.status });
    }
    assert_eq!(registrations.join_all().await, [200; 12]);
    assert_eq!(faults(&world).await, []);
}

async fn a_dealers_whole_chain_taken_away_is_found(world: World) {
    busy(&world).await;
    world.sql("DELETE FROM audit WHERE chain <> ''").await;
    world.sql("DELETE FROM audit_chain WHERE name <> ''").await;
    let found = faults(&world).await;
    assert!(matches!(found[..], [AuditFault::Unbegun { .. }]), "{found:?}");
}

async fn a_chain_made_anew_is_found_by_the_heads_kept_elsewhere(world: World) {
    busy(&world).await;
    let admin = world.admin().await;
    let kept = admin.verify_audit().await.unwrap().heads;
    world.sign_in("dealer01").await;
    let against = async || admin.verify_audit_against(&kept).await.unwrap().faults;
    assert_eq!(against().await, [], "what came after changes nothing");
    world
        .sql("UPDATE audit SET actor = 'nobody', chain = NULL, ordinal = NULL, hash = NULL")
        .await;
    world.sql("DELETE FROM audit_chain").await;
    assert_eq!(faults(&world).await, [], "on opening the chain was made anew");
    let found = against().await;
    assert!(
        matches!(found[..], [AuditFault::Anew { .. }, AuditFault::Anew { .. }]),
        "{found:?}"
    );
}

async fn acc_6_the_operator_lets_a_locked_out_owner_in(world: World) {
    let desk = world.dealer("dealer01").await;
    let login = "dealer01".parse().unwrap();
    let begun = desk
        .ask(
            reqwest::Method::POST,
            "/v1/second-factor",
            json!({ "password": PASSWORD }),
        )
        .await;
    assert_eq!(begun.status, 200);
    assert_eq!(world.sql("UPDATE member SET second_factor_since = 1").await, 1);
    assert_eq!(
        world.try_sign_in("dealer01", PASSWORD).await.code(),
        "second_factor_wanted"
    );
    let admin = world.admin().await;
    admin.drop_second_factor(&login).await.unwrap();
    letters(&world, "desk@example.jp", 1).await;
    world.sign_in("dealer01").await;
    admin.end_sessions(&login).await.unwrap();
    assert_eq!(desk.get_changes(0, 1).await.code(), "not_signed_in");
    let acts: Vec<String> = world.audit().await.into_iter().map(|row| row.concat()).collect();
    for act in ["operator.second_factor_drop", "operator.sessions_end"] {
        assert!(
            acts.iter().any(|row| row.contains(act) && row.contains("dealer01")),
            "{acts:?}"
        );
    }
    let nobody = admin.end_sessions(&"nobody01".parse().unwrap()).await;
    assert!(matches!(nobody, Err(AdminError::UnknownDealer(_))));
}

async fn the_operator_sets_an_address_and_both_are_told(world: World) {
    let desk = world.dealer("dealer01").await;
    let (admin, login) = (world.admin().await, "dealer01".parse().unwrap());
    assert!(matches!(
        admin.set_email(&login, "nobody").await,
        Err(AdminError::Profile(_))
    ));
    admin.set_email(&login, "neu@example.jp").await.unwrap();
    letters(&world, "desk@example.jp", 1).await;
    letters(&world, "neu@example.jp", 1).await;
    assert_eq!(desk.records().await.pop().unwrap()["email"], "neu@example.jp");
    assert_eq!(admin.dealers().await.unwrap()[0].email, "neu@example.jp");
}

async fn a_closed_account_lets_nobody_in_until_it_is_opened(world: World) {
    let (desk, other) = (world.dealer("dealer01").await, world.dealer("dealer02").await);
    let (admin, login) = (world.admin().await, "dealer01".parse().unwrap());
    admin.close_dealer(&login, true).await.unwrap();
    assert_eq!(desk.get_changes(0, 1).await.code(), "not_signed_in");
    assert_eq!(desk.refresh().await.code(), "session_ended");
    assert_eq!(
        world.try_sign_in("dealer01", PASSWORD).await.code(),
        "wrong_credentials"
    );
    assert_eq!(other.get_changes(0, 1).await.status, 200);
    let closed = |dealers: Vec<kagifuda_server::DealerOnFile>| -> Vec<bool> {
        dealers.iter().map(|dealer| dealer.closed).collect()
    };
    assert_eq!(closed(admin.dealers().await.unwrap()), [true, false]);
    admin.close_dealer(&login, false).await.unwrap();
    assert_eq!(closed(admin.dealers().await.unwrap()), [false, false]);
    world.sign_in("dealer01").await;
    letters(&world, "desk@example.jp", 2).await;
}
