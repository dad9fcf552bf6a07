//! The yardstick for start times: an empty window of the same toolkit. Prints one line of JSON and
//! quits, or stays with `--stay`.

use std::io::Write as _;
use std::time::Instant;

struct Empty {
    started: Instant,
    stays: bool,
    is_done: bool,
}

impl eframe::App for Empty {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        ui.label("empty");
        if self.stays || std::mem::replace(&mut self.is_done, true) {
            return;
        }
        let millis = |secs: f64| (secs * 1e4).round() / 10.0;
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let peak = status
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:"))
            .map(|value| value.trim().trim_end_matches(" kB").to_owned());
        let line = serde_json::json!({
            "first_frame_ms": millis(self.started.elapsed().as_secs_f64()),
            "cpu_ms": millis(cpu_time::ProcessTime::now().as_duration().as_secs_f64()),
            "peak_rss_kb": peak,
        });
        let _ = writeln!(std::io::stdout(), "{line}");
        ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
    }
}

fn main() -> eframe::Result {
    let viewport = egui::ViewportBuilder::default().with_inner_size([1280.0, 860.0]);
    let options =
        eframe::NativeOptions { viewport, renderer: eframe::Renderer::Glow, ..Default::default() };
    let app = Empty {
        started: Instant::now(),
        stays: std::env::args().any(|argument| argument == "--stay"),
        is_done: false,
    };
    eframe::run_native("empty", options, Box::new(|_| Ok(Box::new(app))))
}
