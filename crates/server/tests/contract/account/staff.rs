//! Staff and sessions (ACC-5).

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::on_both_engines;
use crate::support::mail::letters;
use crate::support::{DEVICE, Desk, PASSWORD, World};

on_both_engines!(
    acc_5_staff_is_added_with_a_password_or_a_link,
    acc_5_another_role_counts_from_the_next_request,
    acc_5_a_disabled_and_a_removed_members_sessions_end_at_once,
    acc_5_the_last_owner_stays,
    acc_5_of_two_owners_who_remove_each_other_one_stays,
    acc_5_another_dealers_staff_and_sessions_are_not_there,
    acc_5_sessions_are_seen_and_ended,
    acc_5_an_owner_who_never_set_a_password_does_not_count,
    acc_5_another_owner_wants_the_own_password,
    acc_6_logins_of_others_are_not_found_out_by_asking,
    what_is_no_login_or_no_address_is_named,
);

async fn add(owner: &Desk, login: &str, role: &str) -> String {
    let added = owner
        .ask(
            Method::POST,
            "/v1/staff",
            json!({ "login": login, "role": role, "password": PASSWORD, "own_password": PASSWORD }),
        )
        .await;
    assert_eq!(added.status, 200, "{}", added.text);
    added.json()["id"].as_str().unwrap().to_owned()
}

async fn own_id(owner: &Desk, login: &str) -> String {
    let staff = owner.get("/v1/staff").await.json()["staff"].as_array().unwrap().clone();
    let found = staff.iter().find(|member| member["login"] == login).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

fn set(role: &str, disabled: bool) -> Value {
    json!({ "role": role, "disabled": disabled })
}

async fn acc_5_staff_is_added_with_a_password_or_a_link(world: World) {
    let owner = world.dealer("dealer01").await;
    let other = world.dealer("dealer02").await;
    add(&owner, "clerk001", "clerk").await;
    let taken = other
        .ask(
            Method::POST,
            "/v1/staff",
            json!({ "login": "clerk001", "role": "clerk", "password": PASSWORD }),
        )
        .await;
    assert_eq!((taken.status, taken.code().as_str()), (409, "login_taken"));
    let weak = owner
        .ask(
            Method::POST,
            "/v1/staff",
            json!({ "login": "clerk002", "role": "clerk", "password": "12345678" }),
        )
        .await;
    assert_eq!(
        (weak.code().as_str(), &weak.json()["why"]),
        ("password_refused", &json!("common"))
    );
    let invited = json!({ "login": "viewer01", "role": "viewer", "email": "viewer@example.jp" });
    let invited = owner.ask(Method::POST, "/v1/staff", invited).await;
    assert_eq!(invited.status, 200, "{}", invited.text);
    let letter = letters(&world, "viewer@example.jp", 1).await.pop().unwrap();
    assert!(letter.body.contains("viewer01") && !invited.text.contains(&letter.token()));
    assert_eq!(
        world
            .post(
                "/v1/password/new",
                json!({ "token": letter.token(), "password": PASSWORD })
            )
            .await
            .status,
        200
    );
    assert_eq!(
        world.sign_in("viewer01").await.session.role,
        kagifuda_domain::account::Role::Viewer
    );
    world
        .post("/v1/password/forgotten", json!({ "login": "viewer01" }))
        .await;
    letters(&world, "viewer@example.jp", 3).await;
    let staff = owner.get("/v1/staff").await.json();
    let logins: Vec<_> = staff["staff"]
        .as_array()
        .unwrap()
        .iter()
        .map(|member| member["login"].clone())
        .collect();
    assert_eq!(logins, ["clerk001", "dealer01", "viewer01"]);
}

async fn acc_5_another_role_counts_from_the_next_request(world: World) {
    let owner = world.dealer("dealer01").await;
    let keys = world.mint("dealer01", "KX-VCS101", 1).await;
    let id = add(&owner, "clerk001", "viewer").await;
    let clerk = world.sign_in("clerk001").await;
    assert_eq!(clerk.register(DEVICE, &keys).await.code(), "role_may_not");
    assert_eq!(
        owner
            .ask(Method::PUT, &format!("/v1/staff/{id}"), set("clerk", false))
            .await
            .json()["role"],
        "clerk"
    );
    assert_eq!(clerk.register(DEVICE, &keys).await.status, 200);
    owner
        .ask(Method::PUT, &format!("/v1/staff/{id}"), set("viewer", false))
        .await;
    assert_eq!(clerk.register(DEVICE, &keys).await.code(), "role_may_not");
}

async fn acc_5_a_disabled_and_a_removed_members_sessions_end_at_once(world: World) {
    let owner = world.dealer("dealer01").await;
    let id = add(&owner, "clerk001", "clerk").await;
    let path = format!("/v1/staff/{id}");
    let clerk = world.sign_in("clerk001").await;
    owner.ask(Method::PUT, &path, set("clerk", true)).await;
    assert_eq!(clerk.get_changes(0, 1).await.code(), "not_signed_in");
    assert_eq!(
        world.try_sign_in("clerk001", PASSWORD).await.code(),
        "wrong_credentials"
    );
    owner.ask(Method::PUT, &path, set("clerk", false)).await;
    let clerk = world.sign_in("clerk001").await;
    let key = Uuid::new_v4();
    assert_eq!(
        owner.ask_under(key, Method::DELETE, &path, Value::Null).await.text,
        "{}"
    );
    assert_eq!(
        owner.ask_under(key, Method::DELETE, &path, Value::Null).await.text,
        "{}",
        "asked again, answered again"
    );
    assert_eq!(owner.ask(Method::DELETE, &path, Value::Null).await.code(), "not_found");
    assert_eq!(clerk.get_changes(0, 1).await.code(), "not_signed_in");
    assert_eq!(clerk.refresh().await.code(), "session_ended");
    assert_eq!(
        world.try_sign_in("clerk001", PASSWORD).await.code(),
        "wrong_credentials"
    );
}

async fn acc_5_the_last_owner_stays(world: World) {
    let owner = world.dealer("dealer01").await;
    let path = format!("/v1/staff/{}", own_id(&owner, "dealer01").await);
    for (method, body) in [
        (Method::DELETE, Value::Null),
        (Method::PUT, set("clerk", false)),
        (Method::PUT, set("owner", true)),
    ] {
        let refused = owner.ask(method, &path, body).await;
        assert_eq!((refused.status, refused.code().as_str()), (422, "last_owner"));
    }
    add(&owner, "owner002", "owner").await;
    assert_eq!(owner.ask(Method::DELETE, &path, Value::Null).await.status, 200);
    assert_eq!(owner.get_changes(0, 1).await.code(), "not_signed_in");
}

async fn acc_5_of_two_owners_who_remove_each_other_one_stays(world: World) {
    let one = world.dealer("dealer01").await;
    let id = add(&one, "owner002", "owner").await;
    let two = world.sign_in("owner002").await;
    let (first, second) = (own_id(&one, "dealer01").await, id);
    let (path_one, path_two) = (format!("/v1/staff/{second}"), format!("/v1/staff/{first}"));
    let (a, b) = tokio::join!(
        one.ask(Method::DELETE, &path_one, Value::Null),
        two.ask(Method::DELETE, &path_two, Value::Null)
    );
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200);
    assert!([401, 422].contains(&statuses[1]), "{statuses:?}");
}

async fn acc_5_another_dealers_staff_and_sessions_are_not_there(world: World) {
    let (one, two) = (world.dealer("dealer01").await, world.dealer("dealer02").await);
    let staff = own_id(&two, "dealer02").await;
    let session = two.get("/v1/sessions").await.json()["sessions"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for (method, path, body) in [
        (Method::PUT, format!("/v1/staff/{staff}"), set("viewer", true)),
        (Method::DELETE, format!("/v1/staff/{staff}"), Value::Null),
        (Method::DELETE, format!("/v1/sessions/{session}"), Value::Null),
        (Method::DELETE, format!("/v1/sessions/{}", Uuid::new_v4()), Value::Null),
        (Method::DELETE, "/v1/sessions/nonsense".into(), Value::Null),
    ] {
        let refused = one.ask(method, &path, body).await;
        assert_eq!((refused.status, refused.code().as_str()), (404, "not_found"), "{path}");
    }
    assert_eq!(two.get_changes(0, 1).await.status, 200);
}

async fn acc_5_sessions_are_seen_and_ended(world: World) {
    let owner = world.dealer("dealer01").await;
    add(&owner, "clerk001", "clerk").await;
    let (clerk, again) = (world.sign_in("clerk001").await, world.sign_in("clerk001").await);
    let sessions = |desk: Desk| async move {
        desk.get("/v1/sessions").await.json()["sessions"]
            .as_array()
            .unwrap()
            .clone()
    };
    assert_eq!(sessions(owner.clone()).await.len(), 3);
    let named = json!({ "login": "clerk001", "password": PASSWORD, "computer": " 受付の\u{202e}パソコン\n" });
    assert_eq!(world.post("/v1/session", named).await.status, 200);
    let all = sessions(owner.clone()).await;
    let computers: Vec<&Value> = all.iter().map(|session| &session["computer"]).collect();
    assert!(computers.contains(&&json!("受付のパソコン")), "{computers:?}");
    let named = all.iter().find(|session| session["computer"] != Value::Null).unwrap();
    let path = format!("/v1/sessions/{}", named["id"].as_str().unwrap());
    assert_eq!(owner.ask(Method::DELETE, &path, Value::Null).await.status, 200);
    let seen = sessions(clerk.clone()).await;
    assert_eq!(seen.len(), 2);
    let other = seen.iter().find(|session| session["own"] == false).unwrap();
    assert_eq!(other["opened_at"], "2026-11-21T00:00:00Z");
    assert_eq!(other["computer"], Value::Null);
    let path = format!("/v1/sessions/{}", other["id"].as_str().unwrap());
    assert_eq!(clerk.ask(Method::DELETE, &path, Value::Null).await.status, 200);
    assert_eq!(again.get_changes(0, 1).await.code(), "not_signed_in");
    let owners = sessions(owner.clone()).await;
    let owners = owners.iter().find(|session| session["login"] == "dealer01").unwrap();
    let path = format!("/v1/sessions/{}", owners["id"].as_str().unwrap());
    assert_eq!(clerk.ask(Method::DELETE, &path, Value::Null).await.code(), "not_found");
    let own = sessions(clerk.clone()).await;
    let path = format!("/v1/sessions/{}", own[0]["id"].as_str().unwrap());
    assert_eq!(owner.ask(Method::DELETE, &path, Value::Null).await.status, 200);
    assert_eq!(clerk.get_changes(0, 1).await.code(), "not_signed_in");
}

async fn acc_5_an_owner_who_never_set_a_password_does_not_count(world: World) {
    let owner = world.dealer("dealer01").await;
    let ghost = json!({ "login": "ghost001", "role": "owner", "email": "ghost@example.jp", "own_password": PASSWORD });
    assert_eq!(owner.ask(Method::POST, "/v1/staff", ghost).await.status, 200);
    let path = format!("/v1/staff/{}", own_id(&owner, "dealer01").await);
    let refused = owner.ask(Method::PUT, &path, set("clerk", false)).await;
    assert_eq!((refused.status, refused.code().as_str()), (422, "last_owner"));
    assert_eq!(world.try_sign_in("ghost001", "").await.code(), "wrong_credentials");
    let token = letters(&world, "ghost@example.jp", 1).await[0].token();
    let password = json!({ "token": token, "password": PASSWORD });
    assert_eq!(world.post("/v1/password/new", password).await.status, 200);
    assert_eq!(owner.ask(Method::PUT, &path, set("clerk", false)).await.status, 200);
}

async fn acc_5_another_owner_wants_the_own_password(world: World) {
    let owner = world.dealer("dealer01").await;
    let path = format!("/v1/staff/{}", add(&owner, "clerk001", "clerk").await);
    let new = json!({ "login": "owner002", "role": "owner", "password": PASSWORD });
    for (method, path, body) in [
        (Method::POST, "/v1/staff", new),
        (Method::PUT, path.as_str(), set("owner", false)),
    ] {
        let key = Uuid::new_v4();
        let mut body = body;
        let without = owner.ask_under(key, method.clone(), path, body.clone()).await;
        assert_eq!((without.status, without.code().as_str()), (401, "wrong_credentials"));
        body["own_password"] = json!("a guess");
        let wrong = owner.ask(method.clone(), path, body.clone()).await;
        assert_eq!((wrong.status, wrong.code().as_str()), (401, "wrong_credentials"));
        body["own_password"] = json!(PASSWORD);
        let done = owner.ask_under(key, method, path, body).await;
        assert_eq!((done.status, &done.json()["role"]), (200, &json!("owner")));
    }
    assert_eq!(
        owner.ask(Method::PUT, &path, set("owner", false)).await.status,
        200,
        "who is one already stays one"
    );
}

async fn acc_6_logins_of_others_are_not_found_out_by_asking(world: World) {
    let owner = world.dealer("dealer01").await;
    world.dealer("dealer02").await;
    let new = json!({ "login": "dealer02", "role": "clerk", "password": PASSWORD });
    for _ in 0..5 {
        let taken = owner.ask(Method::POST, "/v1/staff", new.clone()).await;
        assert_eq!((taken.status, taken.code().as_str()), (409, "login_taken"));
    }
    let waiting = owner.ask(Method::POST, "/v1/staff", new).await;
    assert_eq!(
        (waiting.status, waiting.headers["retry-after"].to_str().unwrap()),
        (429, "300")
    );
}

async fn what_is_no_login_or_no_address_is_named(world: World) {
    let owner = world.dealer("dealer01").await;
    let wrong = json!({ "login": "clerk 1", "role": "clerk", "email": "nobody" });
    let refused = owner.ask(Method::POST, "/v1/staff", wrong).await;
    assert_eq!(refused.code(), "fields_refused");
    assert_eq!(refused.json()["fields"], json!(["login", "email"]));
}
