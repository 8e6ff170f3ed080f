//! From a keystroke until what was found is painted, with 100,000 keys of an office that is away from its server.
//!
//! The keys are the system's own, by WebDriver. The clock begins with the key event itself and ends in the first task after the frame that
//! the new results were committed for. What lies between is told part by part.

use std::time::Duration;

use kagifuda_cache::{Cache, Custody};
use kagifuda_tests::office::Office as Desk;
use kagifuda_tests::window::{Key, Window};
use kagifuda_wire::record::Record;
use tokio::time::sleep;

use crate::office::Office;
use crate::report;

const KEYS: u64 = 100_000;
/// Changes a page, as the server sends them.
const PAGE: usize = 10_000;
/// Of the keystrokes, so many must be painted within the limit, in milliseconds.
const QUANTILE: f64 = 0.95;
const LIMIT: f64 = 50.0;
/// From a key until it is looked for what was painted: nobody looks earlier, for the driver's questions stand in the window's way.
const LOOKED_AT: Duration = Duration::from_millis(300);
/// What was not painted after so many looks changed nothing in sight, such as a hyphen.
const LOOKS: u32 = 4;

/// The times of one keystroke: one more than there are `PARTS`.
type Stroke = [f64; PARTS.len() + 1];

/// Notes each keystroke's times in `window.strokes`: the key, its handler, the question leaving, the answer there, the page changed, the frame painted.
const WATCH: &str = "
    window.strokes = [];
    let marks = null;
    window.addEventListener('keydown', (event) => {
        if (event.key.length === 1) marks = [event.timeStamp, performance.now()];
    }, true);
    const ask = window.fetch;
    window.fetch = (...request) => {
        const answer = ask(...request);
        if (marks?.length === 2 && String(request[0]).includes('look_up')) {
            const asked = marks;
            asked.push(performance.now());
            answer.then(() => asked.push(performance.now()));
        }
        return answer;
    };
    const inside = (node) => (node.closest ? node : node.parentElement)?.closest('[role=grid]');
    const results = ({ target, addedNodes }) =>
        inside(target) || [...addedNodes].some((node) => node.matches?.('[role=grid]'));
    new MutationObserver((mutations) => {
        if (marks?.length !== 4 || !mutations.some(results)) return;
        const stroke = marks;
        marks = null;
        stroke.push(performance.now());
        requestAnimationFrame(() => {
            const painted = new MessageChannel();
            painted.port1.onmessage = () => window.strokes.push([...stroke, performance.now()]);
            painted.port2.postMessage(0);
        });
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });";

/// What lies between two of those times, in the order of the times.
const PARTS: [&str; 5] = [
    "until handled",
    "until asked",
    "the desk and the bridge",
    "drawing",
    "painting",
];

pub async fn measure() {
    let desk = Desk::signed_in().await;
    desk.sync().await.expect("all is well");
    desk.desk.close().await;
    desk.network.cut();
    let office = Office { keys: KEYS };
    fill(&desk, office).await;

    let window = Window::open(desk.home()).await;
    window.finds("input[role=combobox]:focus").await;
    window.run(WATCH).await;
    // The first question reads the file; people ask more than one.
    ask(&window, "warm").await;
    let mut strokes = Vec::new();
    for question in questions(office) {
        strokes.extend(ask(&window, &question).await);
    }
    window.close().await;
    assert!(strokes.len() >= 60, "only {} keystrokes were painted", strokes.len());
    for (part, name) in PARTS.iter().enumerate() {
        let of = |share: f64| quantile(strokes.iter().map(|stroke| stroke[part + 1] - stroke[part]), share);
        eprintln!("{name}: p50 {:.1} ms, p95 {:.1} ms", of(0.5), of(QUANTILE));
    }
    let whole = |share: f64| quantile(strokes.iter().map(|stroke| stroke[PARTS.len()] - stroke[0]), share);
    eprintln!("{} keystrokes, the slowest {:.1} ms", strokes.len(), whole(1.0));
    report("keystroke_p50_100k", whole(0.5), "ms", LIMIT);
    report("keystroke_p95_100k", whole(QUANTILE), "ms", LIMIT);
}

/// Of these times, the one that `share` of them do not exceed.
fn quantile(times: impl Iterator<Item = f64>, share: f64) -> f64 {
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    times[((times.len() - 1) as f64 * share).round() as usize]
}

/// Puts the whole of `office` into the desk's cache, behind what is there.
async fn fill(desk: &Desk, office: Office) {
    let cache = Cache::open(desk.home(), Custody::KeyFile)
        .await
        .expect("the cache opens");
    let mut after = cache.cursor().await.expect("it can be read");
    let records: Vec<Record> = office.feed().chain(office.others()).collect();
    for page in records.chunks(PAGE) {
        cache.apply(after, page).await.expect("the page is applied");
        after += page.len() as u64;
    }
    cache.close().await;
}

/// What people type: a number read aloud, a customer, a kana, a site, a product, a device, two words.
fn questions(office: Office) -> Vec<String> {
    let device = office.device(4_321);
    let town: String = device.site.lines()[0].chars().take(2).collect();
    vec![
        office.key(12_345).activation_key.to_string(),
        office.key(54_321).activation_key.plain(),
        device.device.to_string(),
        "山田製作所".into(),
        "ﾔﾏﾀﾞ".into(),
        town,
        "KX-VCS401".into(),
        "111-1234".into(),
        "佐藤 KX-VCS201".into(),
    ]
}

/// Types `question` a key at a time; answers the times of those that changed what is in sight, in milliseconds.
async fn ask(window: &Window, question: &str) -> Vec<Stroke> {
    window.press(Key::Escape).await;
    window.run("window.strokes.length = 0; return 0").await;
    let mut strokes = Vec::new();
    for letter in question.chars() {
        let known = strokes.len();
        window.type_text(&letter.to_string()).await;
        for _ in 0..LOOKS {
            sleep(LOOKED_AT).await;
            strokes = serde_json::from_value(window.run("return window.strokes").await).expect("times");
            if strokes.len() > known {
                break;
            }
        }
    }
    window.press(Key::Escape).await;
    strokes
}
