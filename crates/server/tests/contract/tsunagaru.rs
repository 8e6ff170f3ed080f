//! つながるねっと: applying, extending, searching, and the first use.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use kagifuda_domain::Clock;
use kagifuda_domain::kms::Pair;
use kagifuda_domain::tsunagaru::first_use_mac;
use serde_json::{Value, json};

use crate::on_both_engines;
use crate::support::{Answer, DEVICE, Desk, OTHER_DEVICE, World};

on_both_engines!(
    tsu_1_a_key_serves_one_device_once,
    tsu_1_wrong_pairs_count_and_lock_wherever_they_are_typed,
    tsu_2_the_clock_starts_with_the_first_use_that_a_device_proves,
    tsu_3_a_living_subscription_is_extended_and_a_lapsed_one_begins_anew,
    tsu_3_another_dealer_learns_only_whom_to_ask,
    tsu_4_tsu_5_tsu_6_an_extension_adds_or_begins_anew_or_is_refused,
    tsu_7_never_more_than_six_years,
    tsu_10_the_terms_in_force_are_accepted_each_time_and_kept,
    tsu_11_three_numbers_are_held_and_others_drawn_five_times,
    tsu_11_a_number_is_held_for_ten_minutes,
    tsu_12_an_mpcs_asks_its_supplier,
    tsu_13_a_search_needs_the_whole_pair_and_its_device,
    kms_3_each_programme_points_to_the_other,
    of_sixteen_that_want_one_number_one_gets_it,
    of_two_dealers_that_want_one_device_one_gets_it,
    a_preview_changes_nothing,
);

const YEAR: &str = "KX-VCS701W";
const THREE_YEARS: &str = "KX-VCS703W";
const TRIAL: &str = "TRIAL-3M";

/// A desk and what it does with subscriptions.
struct Office<'a> {
    world: &'a World,
    login: &'static str,
    desk: Desk,
}

impl<'a> Office<'a> {
    async fn new(world: &'a World, login: &'static str) -> Self {
        let desk = world.dealer(login).await;
        Self { world, login, desk }
    }

    /// The same office signed in anew, because its session has ended.
    async fn later(&mut self, time: TimeDelta) {
        self.world.after(time);
        self.desk = self.world.sign_in(self.login).await;
    }

    async fn card(&self, product: &str) -> Pair {
        self.world.mint(self.login, product, 1).await[0]
    }

    async fn numbers(&self, device: &str, others: bool) -> Answer {
        let body = json!({ "device": device, "others": others });
        self.desk.write("/v1/tsunagaru/offers", body).await
    }

    async fn a_number(&self, device: &str) -> Value {
        let offered = self.numbers(device, false).await;
        assert_eq!(offered.status, 200, "{}", offered.text);
        offered.json()["candidates"][0].clone()
    }

    async fn apply_with(&self, device: &str, card: Pair, number: &Value) -> Answer {
        let body = json!({ "device": device, "key": line(card), "connection_no": number, "accepted_terms": 1 });
        self.desk.write("/v1/tsunagaru/applications", body).await
    }

    async fn apply(&self, device: &str, product: &str) -> Answer {
        let (card, number) = (self.card(product).await, self.a_number(device).await);
        self.apply_with(device, card, &number).await
    }

    async fn extend_with(&self, device: &str, card: Pair) -> Answer {
        let body = json!({ "device": device, "key": line(card), "accepted_terms": 1 });
        self.desk.write("/v1/tsunagaru/extensions", body).await
    }

    async fn extend(&self, device: &str, product: &str) -> Answer {
        self.extend_with(device, self.card(product).await).await
    }

    async fn use_first(&self, device: &str, registration_key: &Value) -> Answer {
        let key = registration_key.as_str().unwrap().parse().unwrap();
        let mac = STANDARD.encode(first_use_mac(device.parse().unwrap(), key));
        let body = json!({ "device": device, "mac": mac });
        self.world.post("/v1/tsunagaru/first-use", body).await
    }

    async fn status(&self, device: &str) -> Value {
        self.desk.get(&format!("/v1/tsunagaru/devices/{device}")).await.json()
    }

    /// What the desks were last told of the subscription of `device`.
    async fn told(&self, device: &str) -> Value {
        let records = self.desk.records().await;
        let of_device = |record: &&Value| record["record"] == "subscription" && record["device"] == device;
        records.iter().rev().find(of_device).unwrap().clone()
    }
}

fn line(card: Pair) -> Value {
    json!({ "activation_key": card.no, "registration_id": card.registration_id })
}

fn wrong(card: Pair) -> Pair {
    let registration_id = kagifuda_domain::ids::RegistrationId::from_bits(card.registration_id.bits() ^ 1);
    Pair {
        registration_id,
        ..card
    }
}

fn refused(answer: &Answer) -> (u16, String) {
    (answer.status, answer.code())
}

fn code(code: &str) -> (u16, String) {
    (422, code.to_owned())
}

async fn tsu_1_a_key_serves_one_device_once(world: World) {
    let office = Office::new(&world, "dealer01").await;
    let (card, number) = (office.card(YEAR).await, office.a_number(DEVICE).await);
    let first = office.apply_with(DEVICE, card, &number).await;
    assert_eq!(
        (first.status, &first.json()["again"]),
        (200, &json!(false)),
        "{}",
        first.text
    );
    let again = office.apply_with(DEVICE, card, &number).await;
    assert_eq!(again.json()["registration_key"], first.json()["registration_key"]);
    assert_eq!(again.json()["again"], true);
    assert_eq!(again.json()["standing"]["months"], 12, "and nothing was added");
    let extended = office.extend_with(DEVICE, card).await.json();
    assert_eq!(
        (&extended["again"], &extended["after"]),
        (&json!(true), &extended["before"])
    );

    let elsewhere = "FFFF-0000-0000-0001";
    let number = office.a_number(elsewhere).await;
    let answer = office.apply_with(elsewhere, card, &number).await;
    assert_eq!(answer.line_codes(), ["bound_elsewhere"]);
    let told = office.told(DEVICE).await;
    assert_eq!(told["terms"][0]["activation_key"], json!(card.no));
    assert_eq!(told["registration_key"], first.json()["registration_key"]);
}

async fn tsu_1_wrong_pairs_count_and_lock_wherever_they_are_typed(world: World) {
    let office = Office::new(&world, "dealer01").await;
    let (card, number) = (office.card(YEAR).await, office.a_number(DEVICE).await);
    for _ in 0..4 {
        assert_eq!(
            office.apply_with(DEVICE, wrong(card), &number).await.line_codes(),
            ["unknown_pair"]
        );
        assert_eq!(
            office.extend_with(DEVICE, wrong(card)).await.line_codes(),
            ["unknown_pair"]
        );
    }
    for path in ["/v1/tsunagaru/search", "/v1/tsunagaru/extensions/preview"] {
        let answer = office
            .desk
            .write(path, json!({ "device": DEVICE, "key": line(wrong(card)) }))
            .await;
        assert_eq!(answer.line_codes(), ["unknown_pair"], "{path}");
    }
    let answer = office.apply_with(DEVICE, card, &number).await;
    assert_eq!(answer.line_codes(), ["key_locked"], "the tenth try locked it");
}

async fn tsu_2_the_clock_starts_with_the_first_use_that_a_device_proves(world: World) {
    let mut office = Office::new(&world, "dealer01").await;
    let applied = office.apply(DEVICE, YEAR).await.json();
    assert_eq!(applied["standing"]["state"], "not_started");
    assert_eq!(applied["standing"]["expiry"], Value::Null);
    office.later(TimeDelta::days(40)).await;
    let forged = office.use_first(DEVICE, &json!("0000-0000-0000-0000")).await;
    let unknown = office
        .use_first("FFFF-0000-0000-0001", &applied["registration_key"])
        .await;
    assert_eq!(
        (forged.status, &forged.text),
        (404, &unknown.text),
        "as good as unknown"
    );
    assert_eq!(office.status(DEVICE).await["state"], "not_started");

    let used = office.use_first(DEVICE, &applied["registration_key"]).await.json();
    assert_eq!(
        (&used["state"], &used["expiry"], &used["expiry_in_japan"]),
        (&json!("active"), &json!("2027-12-31"), &json!("2028-01-01T08:59:00"))
    );
    office.later(TimeDelta::days(1)).await;
    assert_eq!(
        office.use_first(DEVICE, &applied["registration_key"]).await.json(),
        used,
        "said again"
    );
    assert_eq!(office.told(DEVICE).await["anchor"], "2026-12-31");
    let acts: Vec<[String; 5]> = world.audit().await;
    let uses: Vec<_> = acts.iter().filter(|row| row[0] == "tsunagaru.first_use").collect();
    assert_eq!(uses.len(), 1);
    assert_eq!(uses[0][1], "device");
}

async fn tsu_3_a_living_subscription_is_extended_and_a_lapsed_one_begins_anew(world: World) {
    let mut office = Office::new(&world, "dealer01").await;
    let first = office.apply(DEVICE, TRIAL).await.json();
    let card = office.card(YEAR).await;
    assert_eq!(
        refused(&office.apply_with(DEVICE, card, &json!("111-1234-5678")).await),
        code("extend_instead")
    );
    assert_eq!(refused(&office.numbers(DEVICE, false).await), code("extend_instead"));
    office.use_first(DEVICE, &first["registration_key"]).await;
    // Three months from 21 November 2026, and six of grace.
    let lapses: DateTime<Utc> = "2027-08-22T00:00:00Z".parse().unwrap();
    let before = lapses - world.clock.now() - TimeDelta::seconds(1);
    office.later(before).await;
    assert_eq!(office.status(DEVICE).await["state"], "grace");
    assert_eq!(refused(&office.numbers(DEVICE, false).await), code("extend_instead"));
    office.later(TimeDelta::seconds(1)).await;
    assert_eq!(office.status(DEVICE).await["state"], "lapsed");
    let number = office.a_number(DEVICE).await;
    let anew = office.apply_with(DEVICE, card, &number).await.json();
    assert_eq!(
        (&anew["standing"]["state"], &anew["standing"]["months"]),
        (&json!("not_started"), &json!(12))
    );
    assert_ne!(anew["connection_no"], first["connection_no"]);
    assert_ne!(anew["registration_key"], first["registration_key"]);
    assert_eq!(
        office.told(DEVICE).await["terms"].as_array().unwrap().len(),
        1,
        "the trial counts no more"
    );
    let old = office.use_first(DEVICE, &first["registration_key"]).await;
    assert_eq!(old.status, 404, "the old key starts nothing");
}

async fn tsu_3_another_dealer_learns_only_whom_to_ask(world: World) {
    let one = Office::new(&world, "dealer01").await;
    let two = Office::new(&world, "dealer02").await;
    assert_eq!(one.apply(DEVICE, YEAR).await.status, 200);
    assert_eq!(refused(&two.numbers(DEVICE, false).await), code("subscribed_elsewhere"));
    assert_eq!(refused(&two.extend(DEVICE, YEAR).await), code("nothing_to_extend"));
    let status = two.desk.get(&format!("/v1/tsunagaru/devices/{DEVICE}")).await;
    assert_eq!((status.status, status.code().as_str()), (404, "not_found"));
    assert!(
        !two.desk
            .records()
            .await
            .iter()
            .any(|record| record["record"] == "subscription")
    );
}

async fn tsu_4_tsu_5_tsu_6_an_extension_adds_or_begins_anew_or_is_refused(world: World) {
    let mut office = Office::new(&world, "dealer01").await;
    assert_eq!(refused(&office.extend(DEVICE, YEAR).await), code("nothing_to_extend"));
    let applied = office.apply(DEVICE, TRIAL).await.json();
    assert_eq!(
        office.extend(DEVICE, YEAR).await.json()["after"]["months"],
        15,
        "TSU-4 not started"
    );
    assert_eq!(
        refused(&office.extend(DEVICE, TRIAL).await),
        code("trial_extends_nothing")
    );
    office.use_first(DEVICE, &applied["registration_key"]).await;
    let extended = office.extend(DEVICE, YEAR).await.json();
    assert_eq!(extended["before"]["expiry"], "2028-02-21");
    assert_eq!(extended["after"]["expiry"], "2029-02-21", "TSU-4 active");
    let in_grace: DateTime<Utc> = "2029-08-21T23:59:59Z".parse().unwrap();
    office.later(in_grace - world.clock.now()).await;
    let anew = office.extend(DEVICE, YEAR).await.json();
    assert_eq!(
        (&anew["before"]["state"], &anew["after"]["state"]),
        (&json!("grace"), &json!("active"))
    );
    assert_eq!(
        (&anew["after"]["expiry"], &anew["after"]["months"]),
        (&json!("2030-08-21"), &json!(12)),
        "TSU-5"
    );
    assert_eq!(office.told(DEVICE).await["anchor"], "2029-08-21");
    let lapsed: DateTime<Utc> = "2031-02-22T00:00:00Z".parse().unwrap();
    office.later(lapsed - world.clock.now()).await;
    let answer = office.extend(DEVICE, YEAR).await;
    assert_eq!(refused(&answer), code("grace_over"), "TSU-6");
    assert_eq!(answer.json()["last_day"], "2031-02-21");
}

async fn tsu_7_never_more_than_six_years(world: World) {
    let office = Office::new(&world, "dealer01").await;
    let applied = office.apply(DEVICE, TRIAL).await.json();
    office.use_first(DEVICE, &applied["registration_key"]).await;
    let extended = office.extend(DEVICE, THREE_YEARS).await.json();
    assert_eq!(
        (&extended["after"]["months"], &extended["after"]["months_that_fit"]),
        (&json!(39), &json!(24))
    );
    let card = office.card(THREE_YEARS).await;
    let answer = office.extend_with(DEVICE, card).await;
    assert_eq!(
        (refused(&answer), &answer.json()["months"]),
        (code("over_six_years"), &json!(24))
    );
    assert_eq!(office.extend(DEVICE, YEAR).await.json()["after"]["months_that_fit"], 12);
    let other = "FFFF-0000-0000-0001";
    let number = office.a_number(other).await;
    let answer = office.apply_with(other, card, &number).await;
    assert_eq!(answer.status, 200, "a refusal binds no key: {}", answer.text);
}

async fn tsu_10_the_terms_in_force_are_accepted_each_time_and_kept(world: World) {
    let office = Office::new(&world, "dealer01").await;
    let terms = office.desk.get("/v1/tsunagaru/terms").await.json();
    let kinds: Vec<&Value> = terms["terms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["kind"])
        .collect();
    assert_eq!(kinds, ["trial", "paid"]);
    assert_ne!(terms["terms"][0]["ja"], terms["terms"][1]["ja"]);
    let (card, number) = (office.card(TRIAL).await, office.a_number(DEVICE).await);
    for accepted in [Value::Null, json!(2)] {
        let body = json!({ "device": DEVICE, "key": line(card), "connection_no": number, "accepted_terms": accepted });
        let answer = office.desk.write("/v1/tsunagaru/applications", body).await;
        assert_eq!(refused(&answer), code("terms_not_accepted"));
        assert_eq!(
            (&answer.json()["terms"], &answer.json()["version"]),
            (&json!("trial"), &json!(1))
        );
    }
    assert_eq!(office.apply_with(DEVICE, card, &number).await.status, 200);
    let body = json!({ "device": DEVICE, "key": line(office.card(YEAR).await) });
    let answer = office.desk.write("/v1/tsunagaru/extensions", body).await;
    assert_eq!(
        (refused(&answer), &answer.json()["terms"]),
        (code("terms_not_accepted"), &json!("paid"))
    );
    assert_eq!(office.extend(DEVICE, YEAR).await.status, 200);
    let kept: Vec<String> = world
        .audit()
        .await
        .into_iter()
        .filter(|row| row[4].contains("accepted_terms"))
        .map(|row| {
            format!(
                "{} {}",
                row[1],
                serde_json::from_str::<Value>(&row[4]).unwrap()["accepted_terms"]
            )
        })
        .collect();
    assert_eq!(
        kept,
        [
            r#"dealer01 {"kind":"trial","version":1}"#,
            r#"dealer01 {"kind":"paid","version":1}"#
        ]
    );
}

async fn tsu_11_three_numbers_are_held_and_others_drawn_five_times(world: World) {
    let office = Office::new(&world, "dealer01").await;
    let first = office.numbers(DEVICE, false).await.json();
    assert_eq!(
        (first["candidates"].as_array().unwrap().len(), &first["redraws_left"]),
        (3, &json!(5))
    );
    assert_eq!(
        office.numbers(DEVICE, false).await.json(),
        first,
        "asked again, the same"
    );
    let mut last = first.clone();
    for left in (0..5).rev() {
        last = office.numbers(DEVICE, true).await.json();
        assert_eq!(last["redraws_left"], left);
    }
    assert_eq!(refused(&office.numbers(DEVICE, true).await), code("no_more_numbers"));
    let card = office.card(YEAR).await;
    let gone = office.apply_with(DEVICE, card, &first["candidates"][0]).await;
    assert_eq!(
        refused(&gone),
        code("number_not_offered"),
        "earlier ones cannot be had back"
    );
    let taken = office.apply_with(DEVICE, card, &last["candidates"][2]).await;
    assert_eq!(taken.json()["connection_no"], last["candidates"][2]);
}

async fn tsu_11_a_number_is_held_for_ten_minutes(world: World) {
    let mut office = Office::new(&world, "dealer01").await;
    let (card, number) = (office.card(YEAR).await, office.a_number(DEVICE).await);
    office.later(TimeDelta::minutes(10)).await;
    let answer = office.apply_with(DEVICE, card, &number).await;
    assert_eq!(refused(&answer), code("number_hold_ended"));
    assert_eq!(answer.json()["until"], "2026-11-21T00:10:00Z");
    let anew = office.numbers(DEVICE, false).await.json();
    assert_eq!(anew["redraws_left"], 5);
    office.later(TimeDelta::seconds(599)).await;
    assert_eq!(
        office.apply_with(DEVICE, card, &anew["candidates"][0]).await.status,
        200
    );
}

async fn tsu_12_an_mpcs_asks_its_supplier(world: World) {
    let office = Office::new(&world, "dealer01").await;
    assert_eq!(
        refused(&office.numbers(OTHER_DEVICE, false).await),
        code("ask_supplier")
    );
    let card = office.card(YEAR).await;
    let answer = office.apply_with(OTHER_DEVICE, card, &json!("111-1234-5678")).await;
    assert_eq!(refused(&answer), code("ask_supplier"));
}

async fn tsu_13_a_search_needs_the_whole_pair_and_its_device(world: World) {
    let office = Office::new(&world, "dealer01").await;
    let (card, number) = (office.card(YEAR).await, office.a_number(DEVICE).await);
    let applied = office.apply_with(DEVICE, card, &number).await.json();
    let search = async |device: &str, card: Pair| {
        let body = json!({ "device": device, "key": line(card) });
        office.desk.write("/v1/tsunagaru/search", body).await
    };
    let found = search(DEVICE, card).await.json();
    assert_eq!(
        (&found["connection_no"], &found["registration_key"]),
        (&number, &applied["registration_key"])
    );
    assert_eq!(search("FFFF-0000-0000-0001", card).await.code(), "not_found");
    assert_eq!(
        search(DEVICE, office.card(YEAR).await).await.code(),
        "not_found",
        "not on it"
    );
    assert_eq!(search(DEVICE, wrong(card)).await.line_codes(), ["unknown_pair"]);
}

async fn kms_3_each_programme_points_to_the_other(world: World) {
    let office = Office::new(&world, "dealer01").await;
    let number = office.a_number(DEVICE).await;
    let answer = office.apply_with(DEVICE, office.card("KX-VCS101").await, &number).await;
    assert_eq!(answer.line_codes(), ["other_programme"]);
    assert_eq!(answer.json()["lines"][0]["programme"], "kms");
    let answer = office.desk.register(DEVICE, &[office.card(YEAR).await]).await;
    assert_eq!(answer.json()["lines"][0]["programme"], "tsunagaru");
}

async fn of_sixteen_that_want_one_number_one_gets_it(world: World) {
    let office = Office::new(&world, "dealer01").await;
    let number = office.a_number(DEVICE).await;
    let cards = world.mint("dealer01", YEAR, 16).await;
    let tries = cards.into_iter().map(|card| office.apply_with(DEVICE, card, &number));
    let answers = futures(tries).await;
    let won: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    assert_eq!((won.len(), &won[0].json()["connection_no"]), (1, &number));
    for lost in answers.iter().filter(|answer| answer.status != 200) {
        assert_eq!(refused(lost), code("extend_instead"));
    }
    assert_eq!(office.told(DEVICE).await["terms"].as_array().unwrap().len(), 1);
}

async fn of_two_dealers_that_want_one_device_one_gets_it(world: World) {
    let offices = [
        Office::new(&world, "dealer01").await,
        Office::new(&world, "dealer02").await,
    ];
    for round in 0..8 {
        let device = format!("FFFF-0000-0000-{round:04}");
        let mut ready = Vec::new();
        for office in &offices {
            ready.push((office, office.card(YEAR).await, office.a_number(&device).await));
        }
        let tries = ready
            .iter()
            .map(|(office, card, number)| office.apply_with(&device, *card, number));
        let mut answers: Vec<u16> = futures(tries).await.iter().map(|answer| answer.status).collect();
        answers.sort_unstable();
        assert_eq!(answers, [200, 422], "round {round}");
    }
}

async fn a_preview_changes_nothing(world: World) {
    let office = Office::new(&world, "dealer01").await;
    assert_eq!(office.apply(DEVICE, YEAR).await.status, 200);
    let head = office.desk.page(0, 1).await.head;
    let body = json!({ "device": DEVICE, "key": line(office.card(THREE_YEARS).await), "accepted_terms": 1 });
    let minted = office.desk.page(0, 1).await.head;
    let seen = office
        .desk
        .write("/v1/tsunagaru/extensions/preview", body.clone())
        .await
        .json();
    assert_eq!(
        (&seen["before"]["months"], &seen["after"]["months"]),
        (&json!(12), &json!(48))
    );
    assert_eq!(office.status(DEVICE).await, seen["before"]);
    assert_eq!((minted, office.desk.page(0, 1).await.head), (head + 1, head + 1));
    let done = office.desk.write("/v1/tsunagaru/extensions", body).await.json();
    assert_eq!(done["after"], seen["after"]);
}

/// All of them at the same time.
async fn futures<F: Future<Output = Answer>>(all: impl Iterator<Item = F>) -> Vec<Answer> {
    futures_util::future::join_all(all).await
}
