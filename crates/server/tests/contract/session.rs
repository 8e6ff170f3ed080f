//! Signing in and staying signed in.

use chrono::TimeDelta;
use serde_json::json;

use crate::on_both_engines;
use crate::support::{DEVICE, PASSWORD, World, send};

on_both_engines!(
    a_wrong_password_and_an_unknown_login_answer_alike,
    a_login_is_case_sensitive,
    acc_6_after_five_failures_a_login_waits,
    acc_6_a_success_ends_the_row,
    acc_6_tries_at_the_same_moment_are_counted_one_by_one,
    acc_6_after_twenty_failures_an_address_waits,
    acc_6_of_any_number_at_once_twenty_fail_from_one_address,
    a_refresh_gives_a_new_pair_and_the_old_one_dies_when_it_is_used,
    the_answer_to_a_refresh_may_be_lost,
    a_dead_refresh_token_ends_the_session,
    tokens_expire,
    signing_out_ends_all_tokens_of_the_session,
    acc_5_a_viewer_may_not_issue,
);

async fn a_wrong_password_and_an_unknown_login_answer_alike(world: World) {
    world.dealer("dealer01").await;
    let known = world.try_sign_in("dealer01", "another password").await;
    let unknown = world.try_sign_in("dealer99", "another password").await;
    assert_eq!((known.status, known.code().as_str()), (401, "wrong_credentials"));
    assert_eq!((known.status, known.text), (unknown.status, unknown.text));
    for nonsense in ["", "鍵", "' OR 1=1 --", "\0"] {
        assert_eq!(
            world.try_sign_in(nonsense, nonsense).await.code(),
            "wrong_credentials",
            "{nonsense:?}"
        );
    }
}

async fn a_login_is_case_sensitive(world: World) {
    world.dealer("Dealer01").await;
    assert_eq!(
        world.try_sign_in("dealer01", PASSWORD).await.code(),
        "wrong_credentials"
    );
}

async fn acc_6_after_five_failures_a_login_waits(world: World) {
    world.dealer("dealer01").await;
    for login in ["dealer01", "dealer99"] {
        for _ in 0..5 {
            assert_eq!(
                world.try_sign_in(login, "another password").await.code(),
                "wrong_credentials"
            );
        }
        let waiting = world.try_sign_in(login, PASSWORD).await;
        assert_eq!(
            (waiting.status, waiting.code().as_str()),
            (429, "too_many_tries"),
            "{login}"
        );
        assert_eq!(waiting.headers["retry-after"], "300");
        assert_eq!(waiting.json()["retry_after"], 300);
    }
    world.after(TimeDelta::seconds(300));
    assert_eq!(world.try_sign_in("dealer01", PASSWORD).await.status, 200);
}

async fn acc_6_a_success_ends_the_row(world: World) {
    world.dealer("dealer01").await;
    for _ in 0..3 {
        for _ in 0..4 {
            assert_eq!(world.try_sign_in("dealer01", "another password").await.status, 401);
        }
        assert_eq!(world.try_sign_in("dealer01", PASSWORD).await.status, 200);
    }
}

async fn acc_6_tries_at_the_same_moment_are_counted_one_by_one(world: World) {
    world.dealer("dealer01").await;
    let world = std::sync::Arc::new(world);
    let tries: Vec<_> = (0..12)
        .map(|n| {
            let world = world.clone();
            tokio::spawn(async move { world.try_sign_in("dealer01", &format!("a guess {n}")).await.status })
        })
        .collect();
    let mut statuses = Vec::new();
    for one in tries {
        statuses.push(one.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [vec![401; 5], vec![429; 7]].concat());
}

async fn acc_6_after_twenty_failures_an_address_waits(world: World) {
    world.dealer("dealer01").await;
    for n in 0..20 {
        assert_eq!(
            world
                .try_sign_in(&format!("nobody{n:02}"), "another password")
                .await
                .status,
            401
        );
    }
    assert_eq!(
        world.try_sign_in("dealer01", PASSWORD).await.headers["retry-after"],
        "60"
    );
    world.after(TimeDelta::seconds(60));
    assert_eq!(world.try_sign_in("dealer01", PASSWORD).await.status, 200);
}

async fn acc_6_of_any_number_at_once_twenty_fail_from_one_address(world: World) {
    world.dealer("dealer01").await;
    let world = std::sync::Arc::new(world);
    let tries = (0..40).map(|n| {
        let world = world.clone();
        async move { world.try_sign_in(&format!("nobody{n:02}"), "a guess").await.status }
    });
    let mut statuses = tries.collect::<tokio::task::JoinSet<_>>().join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses, [vec![401; 20], vec![429; 20]].concat());
    assert_eq!(world.try_sign_in("dealer01", PASSWORD).await.status, 429);
}

async fn a_refresh_gives_a_new_pair_and_the_old_one_dies_when_it_is_used(world: World) {
    let old = world.dealer("dealer01").await;
    let new = old.with_tokens(&old.refresh().await);
    assert_eq!(old.get_changes(0, 1).await.status, 200, "the new pair was not used yet");
    assert_eq!(new.get_changes(0, 1).await.status, 200);
    assert_eq!(old.get_changes(0, 1).await.code(), "access_expired");
    let newer = new.with_tokens(&new.refresh().await);
    assert_eq!(
        newer.with_tokens(&newer.refresh().await).get_changes(0, 1).await.status,
        200,
        "a refresh is a use, too"
    );
}

async fn the_answer_to_a_refresh_may_be_lost(world: World) {
    let desk = world.dealer("dealer01").await;
    let lost = desk.with_tokens(&desk.refresh().await);
    let arrived = desk.with_tokens(&desk.refresh().await);
    assert_eq!(arrived.get_changes(0, 1).await.status, 200);
    assert_eq!(
        lost.get_changes(0, 1).await.code(),
        "access_expired",
        "replaced by the pair that arrived"
    );
}

async fn a_dead_refresh_token_ends_the_session(world: World) {
    let old = world.dealer("dealer01").await;
    let bystander = world.sign_in("dealer01").await;
    let new = old.with_tokens(&old.refresh().await);
    assert_eq!(new.get_changes(0, 1).await.status, 200);
    let dead = old.refresh().await;
    assert_eq!((dead.status, dead.code().as_str()), (401, "session_ended"));
    assert_eq!(new.get_changes(0, 1).await.code(), "not_signed_in");
    assert_eq!(new.refresh().await.code(), "session_ended");
    assert_eq!(bystander.get_changes(0, 1).await.status, 200, "another session goes on");
}

async fn tokens_expire(world: World) {
    let desk = world.dealer("dealer01").await;
    assert_eq!(desk.session.tokens.access_expires_in, 900);
    world.after(TimeDelta::seconds(899));
    assert_eq!(desk.get_changes(0, 1).await.status, 200);
    world.after(TimeDelta::seconds(1));
    assert_eq!(desk.get_changes(0, 1).await.code(), "access_expired");
    let desk = desk.with_tokens(&desk.refresh().await);
    assert_eq!(desk.get_changes(0, 1).await.status, 200);
    world.after(TimeDelta::days(60));
    assert_eq!(desk.refresh().await.code(), "session_ended");
    world.after(TimeDelta::days(2));
    assert!(world.admin().await.purge().await.unwrap().tokens >= 4);
    assert_eq!(desk.get_changes(0, 1).await.code(), "not_signed_in");
}

async fn signing_out_ends_all_tokens_of_the_session(world: World) {
    let desk = world.dealer("dealer01").await;
    for _ in 0..2 {
        let body = json!({ "refresh_token": desk.session.tokens.refresh_token });
        let out = send(
            world
                .request(reqwest::Method::DELETE, "/v1/session")
                .body(body.to_string()),
        )
        .await;
        assert_eq!((out.status, out.text.as_str()), (204, ""));
        assert_eq!(desk.get_changes(0, 1).await.code(), "not_signed_in");
        assert_eq!(desk.refresh().await.code(), "session_ended");
    }
}

async fn acc_5_a_viewer_may_not_issue(world: World) {
    world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 1).await;
    assert_eq!(
        world
            .sql("UPDATE member SET role = 'viewer' WHERE login = 'dealer01'")
            .await,
        1
    );
    let viewer = world.sign_in("dealer01").await;
    let refused = viewer.register(DEVICE, &keys).await;
    assert_eq!((refused.status, refused.code().as_str()), (403, "role_may_not"));
    assert_eq!(viewer.get_changes(0, 1).await.status, 200);
}
