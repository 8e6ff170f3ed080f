//! What happens by itself: the window mail and the deletion, also after downtime and by several processes at once.

use std::time::Duration;

use mail_parser::MessageParser;
use serde_json::{Value, json};

use crate::on_both_engines;
use crate::support::mail::{kept, until_taken};
use crate::support::miemasu::{BASIC, RECORDING, Shop, jst_instant};
use crate::support::sink::Sink;
use crate::support::{TestClock, World};

on_both_engines!(
    mie_1_one_mail_goes_out_when_the_window_opens,
    mie_1_two_processes_send_one_mail,
    mie_1_a_window_missed_altogether_sends_nothing,
    mie_1_each_window_has_a_mail_of_its_own,
    mie_5_a_device_is_deleted_at_the_beginning_of_the_27th,
    mie_5_what_came_due_while_no_server_ran_is_deleted_then,
    mie_5_nothing_is_registered_behind_a_device_whose_time_has_come,
    mie_5_a_renewal_races_the_deletion_and_one_of_them_happens,
    mnt_2_nothing_is_done_by_itself_during_maintenance,
);

/// Rounds of the race.
const ROUNDS: usize = 1_000;

async fn mie_1_one_mail_goes_out_when_the_window_opens(world: World) {
    let sink = Sink::new().await;
    let mut shop = Shop::new(world.mailing(sink.options()).await).await;
    shop.device(BASIC).await;
    shop.device(RECORDING).await;
    let swift = shop.contractor("Swift", "swift@example.com", "en").await;
    let key = shop.sheet(BASIC).await;
    let mut form = shop.form(&key);
    form["contractor"] = json!(swift);
    assert_eq!(shop.post("/v1/miemasu/devices", form).await.status, 200);
    shop.at("2027-08-31T23:59:59").await;
    shop.do_what_is_due().await;
    assert_eq!(kept(&shop.world).await.len(), 0);
    shop.at("2027-09-01T00:00:00").await;
    for _ in 0..3 {
        shop.do_what_is_due().await;
    }
    let mut taken = until_taken(&sink, 2).await;
    taken.sort_by(|one, other| one.to.cmp(&other.to));
    assert_eq!(taken.len(), 2, "one to each contract user, about all their devices");
    let english = ["To Swift", "camera-3.example", "31 October 2027", "26 December 2027"];
    let japanese = [
        "つばめ商店 様",
        "camera-1.example",
        "camera-2.example",
        "2027年10月31日",
        "2027年12月26日",
    ];
    for (mail, words) in taken.iter().zip([&english[..], &japanese]) {
        let mail = MessageParser::default().parse(&mail.text).unwrap();
        let text = mail.body_text(0).unwrap();
        for said in words {
            assert!(text.contains(said), "{said}\n{text}");
        }
    }
    let audit = shop.world.audit().await;
    let acts = audit.iter().filter(|row| row[0] == "miemasu.mail_window").count();
    assert_eq!(acts, 2);
    for word in ["tsubame", "swift", "Swift", "つばめ"] {
        assert!(!format!("{audit:?}").contains(word), "{word} is in the audit");
    }
}

async fn mie_1_two_processes_send_one_mail(world: World) {
    let mut shop = Shop::new(world).await;
    for _ in 0..3 {
        shop.device(BASIC).await;
    }
    shop.at("2027-09-01T00:00:00").await;
    let (one, two) = (shop.world.admin().await, shop.world.admin().await);
    tokio::join!(one.do_what_is_due(), two.do_what_is_due());
    assert_eq!(kept(&shop.world).await.len(), 1);
}

async fn mie_1_a_window_missed_altogether_sends_nothing(world: World) {
    let mut shop = Shop::new(world).await;
    let device = shop.device(BASIC).await;
    shop.at("2027-11-01T00:00:00").await;
    shop.do_what_is_due().await;
    assert_eq!(kept(&shop.world).await.len(), 0, "it would only mislead");
    let key = shop.sheet(BASIC).await;
    assert_eq!(shop.renew(&device, &key).await.json()["expiry"], "2028-10");
    shop.at("2028-10-31T23:59:59").await;
    shop.do_what_is_due().await;
    assert_eq!(kept(&shop.world).await.len(), 1, "late, but in the window");
}

async fn mie_1_each_window_has_a_mail_of_its_own(world: World) {
    let mut shop = Shop::new(world).await;
    let device = shop.device(BASIC).await;
    let key = shop.sheet(BASIC).await;
    shop.at("2027-09-01T00:00:00").await;
    shop.do_what_is_due().await;
    assert_eq!(shop.renew(&device, &key).await.status, 200);
    shop.do_what_is_due().await;
    assert_eq!(kept(&shop.world).await.len(), 1, "the next window is not open");
    shop.at("2028-09-01T00:00:00").await;
    shop.do_what_is_due().await;
    assert_eq!(kept(&shop.world).await.len(), 2);
}

async fn mie_5_a_device_is_deleted_at_the_beginning_of_the_27th(world: World) {
    let mut shop = Shop::new(world).await;
    let key = shop.sheet(BASIC).await;
    let device = shop.device_with(&key).await;
    shop.at("2027-12-26T23:59:59").await;
    shop.do_what_is_due().await;
    assert_eq!(
        shop.state(&device).await.0,
        "expired",
        "domain name and recordings are kept (MIE-3)"
    );
    shop.at("2027-12-27T00:00:00").await;
    for _ in 0..2 {
        shop.do_what_is_due().await;
    }
    assert_eq!(shop.show(&device).await.code(), "not_found");
    assert_eq!(shop.sheet_state(&key).await, "void");
    let gone = json!({ "record": "gone", "kind": "miemasu_device", "id": device });
    let told = shop
        .desk
        .records()
        .await
        .iter()
        .filter(|record| **record == gone)
        .count();
    assert_eq!(told, 1);
    assert_eq!(shop.acts_on(&device).await, [["miemasu.delete_due", "server"]]);
}

async fn mie_5_what_came_due_while_no_server_ran_is_deleted_then(world: World) {
    let mut shop = Shop::new(world).await;
    let devices = [shop.device(BASIC).await, shop.device(BASIC).await];
    shop.at("2028-05-05T12:00:00").await;
    let (one, two) = (shop.world.admin().await, shop.world.admin().await);
    tokio::join!(one.do_what_is_due(), two.do_what_is_due());
    for device in &devices {
        assert_eq!(shop.acts_on(device).await, [["miemasu.delete_due", "server"]]);
        let key = shop.sheet(BASIC).await;
        let shown = json!({ "sheet": uuid::Uuid::nil(), "expiry": "2028-10" });
        let late = shop
            .ask_device(device, "renewal", json!({ "licence_key": key, "shown": shown }))
            .await;
        assert_eq!(
            (late.code().as_str(), &late.json()["on"]),
            ("device_deleted", &json!("2027-12-27"))
        );
    }
    assert_eq!(kept(&shop.world).await.len(), 0, "no mail about what is gone");
}

async fn mie_5_nothing_is_registered_behind_a_device_whose_time_has_come(world: World) {
    let mut shop = Shop::new(world).await;
    let (parent, key) = (shop.device(BASIC).await, shop.sheet(BASIC).await);
    // The instant has come; the job has not.
    shop.at("2027-12-27T00:00:00").await;
    let mut form = shop.form(&key);
    form["parent"] = json!(parent);
    let refused = shop.post("/v1/miemasu/devices", form).await;
    assert_eq!(
        (refused.code().as_str(), shop.sheet_state(&key).await.as_str()),
        ("device_deleted", "unused")
    );
}

/// One process is still in the 26th, another one is in the 27th already; both want the device at the same time.
async fn mie_5_a_renewal_races_the_deletion_and_one_of_them_happens(world: World) {
    let mut shop = Shop::new(world).await;
    let keys = shop.sheets(BASIC, 2 * ROUNDS).await;
    let keys: Vec<String> = keys.iter().map(|sheet| sheet.licence_key.to_string()).collect();
    let registering = shop.desk.clone();
    shop.at("2027-12-26T23:59:59").await;
    let renewing = shop.desk.clone();
    let next_day = TestClock::new(jst_instant("2027-12-27T00:00:00"));
    let admin = shop.world.admin_by(next_day).await;
    let mut outcomes = [0, 0];
    for (round, keys) in keys.chunks(2).enumerate() {
        shop.world.clock.set("2026-11-21T00:00:00Z".parse().unwrap());
        shop.desk = registering.clone();
        let device = shop.device_with(&keys[0]).await;
        shop.world.at("2027-12-26T23:59:59");
        shop.desk = renewing.clone();
        let preview = json!({ "act": "renewal", "licence_key": keys[1] });
        let shown = shop.ask_device(&device, "preview", preview).await.json()["shown"].clone();
        let body = json!({ "licence_key": keys[1], "shown": shown });
        let renewal = async {
            tokio::time::sleep(Duration::from_micros(round as u64 % 8 * 500)).await;
            shop.ask_device(&device, "renewal", body).await
        };
        let (renewed, ()) = tokio::join!(renewal, admin.do_what_is_due());
        let acts = shop.acts_on(&device).await;
        let shown = shop.show(&device).await;
        if renewed.status == 200 {
            outcomes[0] += 1;
            assert_eq!(shown.json()["expiry"], "2028-11", "MIE-4");
            assert_eq!(acts, [["miemasu.renew", "dealer01"]], "the audit tells which");
        } else {
            outcomes[1] += 1;
            assert_eq!(renewed.code(), "device_deleted", "{}", renewed.text);
            assert_eq!(
                (shown.code().as_str(), shop.sheet_state(&keys[1]).await.as_str()),
                ("not_found", "unused")
            );
            let by_whom: Vec<[&str; 2]> = acts.iter().map(|[act, actor]| [act.as_str(), actor.as_str()]).collect();
            let deleted = ["miemasu.delete_due", "server"];
            assert_eq!(
                by_whom,
                [deleted, ["miemasu.renew", "dealer01"]],
                "deleted, then refused"
            );
        }
    }
    println!("{} renewals, {} deletions", outcomes[0], outcomes[1]);
    assert!(outcomes[0] > 0 && outcomes[1] > 0, "both of them win now and then");
    assert!(shop.world.admin().await.verify_audit().await.unwrap().faults.is_empty());
}

async fn mnt_2_nothing_is_done_by_itself_during_maintenance(world: World) {
    let mut shop = Shop::new(world).await;
    let device = shop.device(BASIC).await;
    shop.at("2027-12-27T00:00:00").await;
    let admin = shop.world.admin().await;
    let minutes = chrono::TimeDelta::minutes;
    let now = jst_instant("2027-12-27T00:00:00");
    let message = kagifuda_domain::catalogue::Bilingual {
        ja: "交換".into(),
        en: "Swap".into(),
    };
    admin
        .schedule_maintenance(now, now + minutes(10), message)
        .await
        .unwrap();
    admin.do_what_is_due().await;
    assert_eq!(shop.acts_on(&device).await, Vec::<[String; 2]>::new());
    shop.world.after(minutes(10));
    admin.do_what_is_due().await;
    assert_eq!(shop.acts_on(&device).await, [["miemasu.delete_due", "server"]]);
    assert_eq!(shop.show(&device).await.json()["code"], Value::from("not_found"));
}
