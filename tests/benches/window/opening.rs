//! From starting the window until one can type, with the cache open. The clock begins before WebKit's driver is told to start the window,
//! so its share counts too.

use std::time::Instant;

use kagifuda_tests::office::Office;
use kagifuda_tests::window::Window;

use crate::report;

const RUNS: usize = 10;
const LIMIT: f64 = 1.5;

pub async fn measure() {
    let (office, _) = Office::with_keys(1_000).await;
    let mut waited = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let begin = Instant::now();
        let window = Window::open(office.home()).await;
        window.finds("input[role=combobox]:focus").await;
        waited.push(begin.elapsed().as_secs_f64());
        window.close().await;
    }
    waited.sort_by(f64::total_cmp);
    report("window_usable", waited[RUNS / 2], "s", LIMIT);
}
