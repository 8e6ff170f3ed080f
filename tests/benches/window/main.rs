//! How long a person waits for the window: from starting it until they can type into the look-up field, and from each keystroke until
//! what was found is painted.

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("the window is driven where WebKit's driver is: on Linux");
}

#[cfg(target_os = "linux")]
mod keystroke;
#[cfg(target_os = "linux")]
#[expect(dead_code, reason = "the cache's own bench asks for more of it")]
#[path = "../../../crates/cache/benches/search/office.rs"]
mod office;
#[cfg(target_os = "linux")]
mod opening;

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() {
    opening::measure().await;
    keystroke::measure().await;
}

#[cfg(target_os = "linux")]
fn report(name: &str, value: f64, unit: &str, limit: f64) {
    let ok = value <= limit;
    println!(r#"{{"name":"{name}","value":{value:.3},"unit":"{unit}","limit":{limit},"ok":{ok}}}"#);
}
