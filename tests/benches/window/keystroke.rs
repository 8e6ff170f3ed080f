//! From a keystroke until what was found is painted, with 100,000 keys of an office that is away from its server.
//!
//! The keys are the system's own, by WebDriver. The clock begins with the key event itself and ends in the first task after the frame that
//! the new results were committed for. What the desk took of it (the call and its answer, over Tauri's bridge) is told apart.

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
/// A keystroke that changes nothing in sight, such as a hyphen, is given up after this.
const GIVEN_UP: Duration = Duration::from_millis(600);

/// Notes each keystroke's times in `window.strokes`.
const WATCH: &str = "
    window.strokes = [];
    let pressed = null, desk = 0;
    window.addEventListener('keydown', (event) => {
        if (event.key.length === 1) { pressed = event.timeStamp; desk = 0; }
    }, true);
    const inner = window.__TAURI_INTERNALS__;
    const invoke = inner.invoke;
    inner.invoke = (command, ...rest) => {
        const asked = performance.now();
        const answer = invoke(command, ...rest);
        if (command === 'look_up') answer.then(() => { desk = performance.now() - asked; });
        return answer;
    };
    const inside = (node) => (node.closest ? node : node.parentElement)?.closest('[role=grid]');
    const results = ({ target, addedNodes }) =>
        inside(target) || [...addedNodes].some((node) => node.matches?.('[role=grid]'));
    new MutationObserver((mutations) => {
        if (pressed === null || !mutations.some(results)) return;
        const begun = pressed, asking = desk;
        pressed = null;
        requestAnimationFrame(() => {
            const painted = new MessageChannel();
            painted.port1.onmessage = () => window.strokes.push([performance.now() - begun, asking]);
            painted.port2.postMessage(0);
        });
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });";

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
    let of = |part: usize, quantile: f64| {
        let mut times: Vec<f64> = strokes.iter().map(|stroke| stroke[part]).collect();
        times.sort_by(f64::total_cmp);
        times[((times.len() - 1) as f64 * quantile).round() as usize]
    };
    eprintln!(
        "{} keystrokes: p50 {:.1} ms, p95 {:.1} ms, slowest {:.1} ms; of these the desk and the bridge: p50 {:.1} ms, p95 {:.1} ms",
        strokes.len(),
        of(0, 0.5),
        of(0, QUANTILE),
        of(0, 1.0),
        of(1, 0.5),
        of(1, QUANTILE)
    );
    report("keystroke_p50_100k", of(0, 0.5), "ms", LIMIT);
    report("keystroke_p95_100k", of(0, QUANTILE), "ms", LIMIT);
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

/// Types `question` a key at a time; answers the times of those that changed what is in sight, in milliseconds: all of it, and the desk's.
async fn ask(window: &Window, question: &str) -> Vec<[f64; 2]> {
    window.press(Key::Escape).await;
    window.run("window.strokes.length = 0; return 0").await;
    let mut known = 0;
    for letter in question.chars() {
        window.type_text(&letter.to_string()).await;
        for _ in 0..GIVEN_UP.as_millis() / 20 {
            let painted = strokes(window).await.len();
            if painted > known {
                known = painted;
                break;
            }
            sleep(Duration::from_millis(20)).await;
        }
    }
    let strokes = strokes(window).await;
    window.press(Key::Escape).await;
    strokes
}

async fn strokes(window: &Window) -> Vec<[f64; 2]> {
    serde_json::from_value(window.run("return window.strokes").await).expect("pairs of times")
}
