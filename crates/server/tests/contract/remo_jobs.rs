//! i-PRO Remo: what happens by itself.

use chrono::TimeDelta;
use kagifuda_server::start;
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

use crate::on_both_engines;
use crate::support::World;
use crate::support::mail::kept;
use crate::support::remo::Clerk;

on_both_engines!(
    rem_2_the_next_licence_is_assigned_by_itself_at_midnight,
    rem_2_years_of_downtime_are_caught_up_as_of_each_day,
    rem_2_a_clerk_who_is_quicker_than_the_job_finds_it_done,
    rem_2_jobs_at_once_do_it_once,
    rem_5_partner_and_customer_are_told_at_nine_on_their_days,
    rem_5_after_downtime_one_notice_goes_out,
    rem_5_two_servers_send_one_notice,
    rem_5_a_dealer_chooses_its_days,
    rem_5_days_that_were_past_when_they_were_chosen_are_not_missed,
    rem_5_a_notice_names_the_cameras_that_go_on_and_those_that_stop,
);

/// A customer with a camera whose licence ends on 2027-12-31.
async fn ending(clerk: &Clerk<'_>) -> (Uuid, Uuid, Uuid) {
    let customer = clerk.customer("yamada").await;
    let camera = clerk.camera(customer, 1, "edge").await;
    let licence = clerk.allocate(customer, "DG-JLE101W", 1).await[0];
    clerk.assign(licence, camera).await.done();
    (customer, camera, licence)
}

async fn rem_2_the_next_licence_is_assigned_by_itself_at_midnight(world: World) {
    let clerk = world.clerk("dealer01").await;
    let (customer, camera, licence) = ending(&clerk).await;
    let other = clerk.camera(customer, 2, "edge").await;
    let perpetual = clerk.card(customer, "DG-JLE100W-A").await[0];
    let direct = clerk.allocate(customer, "DG-JLE201W", 1).await[0];
    let later = clerk.allocate(customer, "DG-JLE105W", 1).await[0];
    world.at("2027-03-01T12:00:00");
    let next = clerk.allocate(customer, "DG-JLE101W", 1).await[0];
    world.at("2027-12-31T23:59:59");
    world.jobs().await;
    assert_eq!(clerk.state(customer, licence).await["state"], "assigned");
    world.at("2028-01-01T00:00:00");
    world.jobs().await;
    let expired = json!({ "state": "expired", "expiry": "2027-12-31", "camera": camera });
    assert_eq!(clerk.state(customer, licence).await, expired);
    let assigned = json!({ "state": "assigned", "expiry": "2028-04-30", "camera": camera });
    assert_eq!(
        clerk.state(customer, next).await,
        assigned,
        "its expiry does not change"
    );
    for (licence, state) in [(perpetual, "registered"), (direct, "expired"), (later, "allocated")] {
        assert_eq!(clerk.state(customer, licence).await["state"], state);
    }
    let told = clerk.told("remo_licence").await;
    assert!(
        told.iter()
            .any(|told| told["id"] == json!(next) && told["camera"] == json!(camera)),
        "{told:?}"
    );
    clerk.move_licence(next, other).await.done();
    assert_eq!(clerk.history(customer, next).await, ["by_itself", "moved"]);
    assert_eq!(clerk.history(customer, licence).await, ["assigned", "ended"]);
    let audit = world.audit().await;
    assert!(
        audit.iter().any(|row| row[0] == "remo.end" && row[1] == "server"),
        "{audit:?}"
    );
}

async fn rem_2_years_of_downtime_are_caught_up_as_of_each_day(world: World) {
    let clerk = world.clerk("dealer01").await;
    let (customer, camera, first) = ending(&clerk).await;
    world.at("2027-06-01T12:00:00");
    let second = clerk.allocate(customer, "DG-JLE101W", 1).await[0];
    let third = clerk.allocate(customer, "DG-JLE105W", 1).await[0];
    let world = world.down_until("2030-02-01T12:00:00").await;
    let clerk = world.known_clerk("dealer01");
    world.jobs().await;
    assert_eq!(clerk.state(customer, third).await["camera"], json!(camera));
    let shown = clerk.shown(customer, second).await;
    let at = |n: usize| shown["history"][n]["at"].clone();
    assert_eq!(
        at(0),
        "2027-12-31T15:00:00Z",
        "as of the midnight in Japan at which it should have been"
    );
    assert_eq!(at(1), "2028-07-31T15:00:00Z");
    assert_eq!(clerk.history(customer, first).await, ["assigned", "ended"]);
    assert_eq!(clerk.history(customer, third).await, ["by_itself"]);
}

async fn rem_2_a_clerk_who_is_quicker_than_the_job_finds_it_done(world: World) {
    let clerk = world.clerk("dealer01").await;
    let (customer, camera, _) = ending(&clerk).await;
    let other = clerk.camera(customer, 2, "edge").await;
    world.at("2027-03-01T12:00:00");
    let next = clerk.allocate(customer, "DG-JLE101W", 1).await[0];
    world.at("2028-01-01T00:00:00");
    assert_eq!(
        clerk.assign(next, other).await.reason(),
        "already_assigned",
        "it is on the camera whose licence ended"
    );
    assert_eq!(clerk.state(customer, next).await["camera"], json!(camera));
    clerk.move_licence(next, other).await.done();
    world.jobs().await;
    assert_eq!(
        clerk.history(customer, next).await,
        ["by_itself", "moved"],
        "and not once more"
    );
}

async fn rem_2_jobs_at_once_do_it_once(world: World) {
    let clerk = world.clerk("dealer01").await;
    let (customer, _, licence) = ending(&clerk).await;
    let next = clerk.allocate(customer, "DG-JLE105W", 1).await[0];
    world.at("2028-01-01T00:00:00");
    tokio::join!(world.jobs(), world.jobs(), world.jobs());
    assert_eq!(clerk.history(customer, licence).await, ["assigned", "ended"]);
    assert_eq!(clerk.history(customer, next).await, ["by_itself"]);
    let ends = world.audit().await.iter().filter(|row| row[0] == "remo.end").count();
    assert_eq!(ends, 1);
}

/// Recipients of the mails there are, in order of time.
async fn recipients(world: &World) -> Vec<String> {
    kept(world).await.into_iter().map(|mail| mail.recipient).collect()
}

const PARTNER: &str = "desk@example.jp";
const USER: &str = "yamada@example.jp";

async fn rem_5_partner_and_customer_are_told_at_nine_on_their_days(world: World) {
    let clerk = world.clerk("dealer01").await;
    let (customer, ..) = ending(&clerk).await;
    // Renewed or not.
    clerk.allocate(customer, "DG-JLE105W", 1).await;
    let mut expected: Vec<&str> = Vec::new();
    for (before, at_nine, readers) in [
        ("2027-10-02T08:59:59", "2027-10-02T09:00:00", &[PARTNER][..]),
        ("2027-11-01T08:59:59", "2027-11-01T09:00:00", &[PARTNER]),
        ("2027-12-01T08:59:59", "2027-12-01T09:00:00", &[PARTNER]),
        ("2027-12-17T08:59:59", "2027-12-17T09:00:00", &[PARTNER, USER]),
        ("2027-12-30T08:59:59", "2027-12-30T09:00:00", &[PARTNER, USER]),
    ] {
        world.at(before);
        world.jobs().await;
        assert_eq!(recipients(&world).await, expected, "{before}");
        world.at(at_nine);
        world.jobs().await;
        world.jobs().await;
        expected.extend(readers);
        assert_eq!(recipients(&world).await, expected, "{at_nine}");
    }
    world.at("2028-01-31T12:00:00");
    world.jobs().await;
    assert_eq!(
        recipients(&world).await.len(),
        7,
        "what is over is not told of any more"
    );
    let mails = world.mails(7).await;
    let last = mails
        .iter()
        .find(|mail| mail[2].contains("あと1日") && mail[1] == USER)
        .unwrap();
    assert_eq!(last[0], "i-PRO Remo：yamada 様のライセンスは 2027年12月31日 までです");
    for said in [
        "DG-JLE101W（カメラ：カメラ1）",
        "期限の翌日に、次のライセンスへ自動で切り替わり",
        "髙田商会",
        "HDMIモニター",
    ] {
        assert!(last[2].contains(said), "{said}: {}", last[2]);
    }
    let to_partner = mails
        .iter()
        .find(|mail| mail[2].contains("あと90日") && mail[1] == PARTNER)
        .unwrap();
    assert!(
        to_partner[2].contains("yamada 様（yamada@example.jp）"),
        "{}",
        to_partner[2]
    );
}

async fn rem_5_after_downtime_one_notice_goes_out(world: World) {
    let clerk = world.clerk("dealer01").await;
    ending(&clerk).await;
    for night in ["2027-12-19T23:59:00", "2027-12-20T03:00:00", "2027-12-20T08:59:59"] {
        world.at(night);
        world.jobs().await;
        assert_eq!(recipients(&world).await.len(), 0, "nobody is mailed at {night}");
    }
    world.at("2027-12-20T09:00:00");
    world.jobs().await;
    assert_eq!(recipients(&world).await, [PARTNER, USER], "90, 60, 30 and 14 are one");
    let mails = world.mails(2).await;
    assert!(mails.iter().all(|mail| mail[2].contains("あと11日")), "{mails:?}");
    world.at("2027-12-31T20:59:59");
    world.jobs().await;
    assert_eq!(
        recipients(&world).await.len(),
        4,
        "on the last day it still makes sense"
    );
    assert!(
        world
            .mails(4)
            .await
            .iter()
            .filter(|mail| mail[2].contains("本日まで"))
            .count()
            == 2
    );
}

async fn rem_5_two_servers_send_one_notice(world: World) {
    let clerk = world.clerk("dealer01").await;
    ending(&clerk).await;
    let second = start(world.options()).await.unwrap();
    world.at("2027-12-17T09:00:00");
    tokio::join!(world.jobs(), world.jobs(), world.jobs(), world.jobs());
    assert_eq!(recipients(&world).await, [PARTNER, USER]);
    second.stop().await;
    let notified = world.audit().await.iter().filter(|row| row[0] == "remo.notify").count();
    assert_eq!(notified, 1);
}

async fn rem_5_a_dealer_chooses_its_days(world: World) {
    let (clerk, other) = (world.clerk("dealer01").await, world.clerk("dealer02").await);
    let preset = json!({ "partner": [90, 60, 30, 14, 1], "user": [14, 1], "language": "ja" });
    assert_eq!(clerk.get("notices").await.done(), preset);
    let wish = json!({ "partner": [7, 120, 7], "user": [], "language": "en" });
    let set = clerk.put(Method::PUT, "notices", wish).await.done();
    assert_eq!(set, json!({ "partner": [120, 7], "user": [], "language": "en" }));
    assert_eq!(clerk.get("notices").await.done(), set);
    assert_eq!(other.get("notices").await.done(), preset, "the others' stay");
    for wrong in [
        json!([366]),
        json!([-1]),
        json!((0..11).collect::<Vec<_>>()),
        json!("x"),
    ] {
        let body = json!({ "partner": wrong, "user": [], "language": "ja" });
        assert_eq!(clerk.put(Method::PUT, "notices", body).await.code(), "bad_request");
    }
    ending(&clerk).await;
    for (at, count) in [
        ("2027-09-02T09:00:00", 1),
        ("2027-12-23T09:00:00", 1),
        ("2027-12-24T09:00:00", 2),
    ] {
        world.at(at);
        world.jobs().await;
        assert_eq!(recipients(&world).await, vec![PARTNER; count], "{at}");
    }
    let mails = world.mails(2).await;
    assert!(
        mails
            .iter()
            .any(|mail| mail[2].contains("7 days left") && mail[2].contains("(camera: カメラ1)")),
        "{mails:?}"
    );
}

async fn rem_5_days_that_were_past_when_they_were_chosen_are_not_missed(world: World) {
    let clerk = world.clerk("dealer01").await;
    ending(&clerk).await;
    world.at("2027-12-18T09:00:00");
    world.jobs().await;
    assert_eq!(recipients(&world).await, [PARTNER, USER], "the 14th before");
    for (days, at, count) in [
        (json!([20, 1]), "2027-12-19T10:00:00", 2),
        (json!([300, 1]), "2027-12-19T11:00:00", 2),
        (json!([13, 1]), "2027-12-20T10:00:00", 2),
        (json!([11, 1]), "2027-12-20T11:00:00", 4),
        (json!([300, 12, 1]), "2027-12-20T12:00:00", 4),
    ] {
        world.at(at);
        let wish = json!({ "partner": days, "user": days, "language": "ja" });
        clerk.put(Method::PUT, "notices", wish).await.done();
        world.jobs().await;
        assert_eq!(recipients(&world).await.len(), count, "{days} at {at}");
    }
    world.at("2027-12-30T09:00:00");
    world.jobs().await;
    assert_eq!(recipients(&world).await.len(), 6);
}

async fn rem_5_a_notice_names_the_cameras_that_go_on_and_those_that_stop(world: World) {
    let clerk = world.clerk("dealer01").await;
    let customer = clerk.customer("yamada").await;
    let licences = clerk.allocate(customer, "DG-JLE101W", 4).await;
    for (no, licence) in (1..=3).zip(&licences) {
        world.after(TimeDelta::seconds(1));
        let camera = clerk.camera(customer, no, "edge").await;
        clerk.assign(*licence, camera).await.done();
    }
    clerk.allocate(customer, "DG-JLE105W", 1).await;
    clerk.allocate(customer, "DG-JLE205W", 1).await;
    world.at("2027-12-17T09:00:00");
    world.jobs().await;
    for mail in world.mails(2).await {
        let text = mail[2].replace("\r\n", "\n");
        for said in [
            "そのまま使えるカメラ\n・DG-JLE101W（カメラ：カメラ1）\n\n",
            "期限で止まるカメラ\n・DG-JLE101W（カメラ：カメラ2）\n・DG-JLE101W（カメラ：カメラ3）\n\n",
            "使われていないまま終わるライセンス\n・DG-JLE101W\n\n",
            "あと2件（エッジストレージ経由 2件）",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert!(!text.contains("お使いのカメラの次のライセンス"), "{text}");
    }
}
