//! What-if: every licence that an office has can be asked about, without a network.

use kagifuda_desk::view::{PlanAct, PlanForm, PlanKnown};
use kagifuda_desk::what_if;
use kagifuda_tests::office::Office;
use kagifuda_tests::server::PASSWORD;

/// What is known, as the window asks about it.
fn question(known: PlanKnown) -> PlanForm {
    let mut form = PlanForm {
        act: PlanAct::TsunagaruStatus,
        day: "2026/11/21".into(),
        time: "14:05".into(),
        periods: vec![],
        first_used: String::new(),
        months: String::new(),
        trial: false,
        expiry_month: String::new(),
        expiry_day: String::new(),
        assigned: String::new(),
        cameras: String::new(),
    };
    match known {
        PlanKnown::Tsunagaru { periods, first_used } => {
            form.periods = periods;
            form.first_used = first_used;
        }
        PlanKnown::Miemasu { expiry_month } => {
            form.act = PlanAct::MiemasuStatus;
            form.expiry_month = expiry_month;
        }
        PlanKnown::RemoTerm { expiry_day } => {
            form.act = PlanAct::RemoNotices;
            form.expiry_day = expiry_day;
        }
        PlanKnown::RemoPerpetual { assigned } => {
            form.act = PlanAct::RemoReapply;
            form.assigned = assigned;
        }
    }
    form
}

#[tokio::test(flavor = "multi_thread")]
async fn every_licence_of_the_office_can_be_planned_without_a_network() {
    let office = Office::new().await;
    office.server.fill_demo("demo1234").await;
    office.sign_in("demo1234", PASSWORD).await.unwrap();
    office.sync().await.unwrap();
    office.network.cut();
    let licences = office.desk.licences("", 1_000).await.unwrap();
    let of = |programme: fn(&PlanKnown) -> bool| licences.iter().any(|licence| programme(&licence.known));
    assert!(of(|known| matches!(known, PlanKnown::Tsunagaru { .. })));
    assert!(of(|known| matches!(known, PlanKnown::Miemasu { .. })));
    assert!(of(|known| matches!(known, PlanKnown::RemoTerm { .. })));
    for licence in &licences {
        what_if(&question(licence.known.clone())).unwrap();
    }
    let one = licences
        .iter()
        .find(|licence| matches!(licence.known, PlanKnown::Miemasu { .. }))
        .unwrap();
    let found = office.desk.licences(&one.number[6..], 10).await.unwrap();
    assert!(found.contains(one), "a part of its number finds it");
}
