//! What is counted, for Prometheus. Each server has a recorder of its own, so that several may run in one process.

use std::time::Duration;

use metrics::{counter, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusRecorder};

const SECONDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// The counts of one server.
pub(crate) struct Metrics {
    recorder: PrometheusRecorder,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let builder = PrometheusBuilder::new()
            .set_buckets(&SECONDS)
            .expect("there are buckets");
        Self {
            recorder: builder.build_recorder(),
        }
    }

    pub(crate) fn request(&self, method: &str, route: &str, status: u16, took: Duration) {
        let labels = [
            ("method", method.to_owned()),
            ("route", route.to_owned()),
            ("status", status.to_string()),
        ];
        self.record(|| {
            counter!("kagifuda_requests_total", &labels).increment(1);
            histogram!("kagifuda_request_seconds", &labels).record(took.as_secs_f64());
        });
    }

    pub(crate) fn sign_in(&self, outcome: &'static str) {
        self.record(|| counter!("kagifuda_sign_ins_total", "outcome" => outcome).increment(1));
    }

    pub(crate) fn keys_issued(&self, count: usize) {
        self.record(|| counter!("kagifuda_keys_issued_total").increment(count as u64));
    }

    pub(crate) fn mail(&self, outcome: &'static str) {
        self.record(|| counter!("kagifuda_mails_total", "outcome" => outcome).increment(1));
    }

    pub(crate) fn feed_page(&self, changes: usize) {
        self.record(|| {
            counter!("kagifuda_feed_pages_total").increment(1);
            counter!("kagifuda_feed_changes_total").increment(changes as u64);
        });
    }

    /// The text that Prometheus reads.
    pub(crate) fn render(&self) -> String {
        self.recorder.handle().render()
    }

    /// Folds what was observed, so that memory stays flat when nobody reads.
    pub(crate) fn fold(&self) {
        self.recorder.handle().run_upkeep();
    }

    fn record(&self, observe: impl FnOnce()) {
        metrics::with_local_recorder(&self.recorder, observe);
    }
}
