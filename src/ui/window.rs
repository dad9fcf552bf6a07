//! Opens the real window and connects its content to the workers and the clock.

use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use eframe::{CreationContext, NativeOptions, Renderer};
use egui::{Context, IconData, ViewportBuilder};

use crate::config::{Paths, Session, Settings, load_toml};
use crate::i18n::t;
use crate::model::Clock;
use crate::net::{Client, Vault};
use crate::worker::{Claim, WorkerConfig, WorkerError, Workers, claim, on_termination};

use super::failure::{self, APP_ID};
use super::fonts;
use super::hidden::leave_hidden;
use super::key_releases::HeldReleases;
use super::reader::{ReaderApp, Start, speak};

/// Smallest size of the window, in points.
const MIN_SIZE: [f32; 2] = [480.0, 400.0];

/// How long the window waits for the library, so that its first frame is not empty.
const FIRST_SCREEN_PATIENCE: Duration = Duration::from_millis(40);

/// How long a frame waits after an event, so that it shows those that come together. Without a
/// delay egui paints two frames.
const WAKE_DELAY: Duration = Duration::from_millis(2);

/// How long `--quit-when-ready` waits for the list.
const READY_PATIENCE: Duration = Duration::from_mins(1);

/// The window's command line options.
#[derive(Debug, Clone, Default)]
pub struct WindowOptions {
    /// A file or an address to show as a preview.
    pub target: Option<String>,
    /// Quit as soon as the list is on screen.
    pub quits_when_ready: bool,
    /// Print the duration of the start, as one line of JSON.
    pub prints_timings: bool,
}

/// The reason why no window opened.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    #[error("{}", .0.user_message())]
    Library(#[from] WorkerError),
    /// No display, or no driver that can draw.
    #[error("{}\n({source})", no_window_words(.missing))]
    NoWindow {
        /// The missing part, as words for the user.
        missing: String,
        source: eframe::Error,
    },
}

fn no_window_words(missing: &str) -> String {
    t!(failure_no_window, missing = missing)
}

/// Opens the window. Returns when it is closed.
pub fn run(paths: &Paths, options: WindowOptions) -> Result<(), WindowError> {
    let started = Instant::now();
    // A start that only measures is no second window.
    let claim = if options.quits_when_ready {
        Claim::Alone
    } else {
        claim(paths, options.target.as_deref())
    };
    let instance = match claim {
        Claim::Passed => return Ok(()),
        Claim::First(instance) => Some(instance),
        Claim::Alone => None,
    };
    let clock = Clock::system();
    let (settings, settings_note) = load_toml::<Settings>(&paths.settings());
    speak(&settings.language);
    let is_first = !paths.session().exists();
    let (session, session_note) = load_toml::<Session>(&paths.session());
    let context: Arc<OnceLock<Context>> = Arc::default();
    // The workers put secrets into the vault, and the client reads them from it.
    let vault = Vault::default();
    let mut workers = Workers::spawn(WorkerConfig {
        paths: paths.clone(),
        client: Arc::new(Client::with(settings.network(), vault.clone()).with_clock(clock.clone())),
        vault,
        clock: clock.clone(),
        wake: waker(Arc::clone(&context)),
    })
    .inspect_err(|err| {
        if !options.quits_when_ready {
            failure::show(&err.user_message(), settings.theme);
        }
    })?;
    // A start that only measures has nothing to do with it.
    if !options.quits_when_ready {
        workers.meet_desktop(paths);
    }
    if let Some(instance) = instance {
        workers.listen(instance);
    }
    let native = native_options(&session);
    let leaves = Arc::new(AtomicBool::new(false));
    let leaving = Arc::clone(&leaves);
    let start = Start {
        settings,
        session,
        zone: clock.zone().clone(),
        clock: Box::new(move || clock.now()),
        target: options.target.clone(),
        is_first,
        notes: settings_note.into_iter().chain(session_note).collect(),
    };
    let mut reader =
        ReaderApp::new(Box::new(workers), start).with_profile(paths.clone()).with_background();
    reader.await_first_screen(FIRST_SCREEN_PATIENCE);
    let create = move |creation: &CreationContext<'_>| -> Result<
        Box<dyn eframe::App>,
        Box<dyn std::error::Error + Send + Sync>,
    > {
        fonts::install(&creation.egui_ctx);
        fonts::install_system(&creation.egui_ctx);
        // Events that arrived before this moment are handled by the first frame.
        let _ = context.set(creation.egui_ctx.clone());
        let is_ended = end_on_request(&creation.egui_ctx)?;
        let releases = HeldReleases::default();
        let end = End { is_ended, leaves: leaving };
        let window = Window::new(reader, options, started, releases, end);
        Ok(Box::new(window))
    };
    eframe::run_native("Gleaner", native, Box::new(create))
        .map_err(|source| WindowError::NoWindow { missing: missing(&source), source })?;
    if leaves.load(Ordering::Relaxed) {
        leave_hidden(paths);
    }
    Ok(())
}

/// Closes the window when the system asks the program to end. Returns whether it has.
fn end_on_request(window: &Context) -> std::io::Result<Arc<AtomicBool>> {
    let is_ended = Arc::new(AtomicBool::new(false));
    let (ended, window) = (Arc::clone(&is_ended), window.clone());
    on_termination(move || {
        ended.store(true, Ordering::Relaxed);
        window.send_viewport_cmd(egui::ViewportCommand::Close);
    })?;
    Ok(is_ended)
}

/// How the window ended.
struct End {
    /// Whether the system asked the program to end.
    is_ended: Arc<AtomicBool>,
    /// Whether the program goes on without its window.
    leaves: Arc<AtomicBool>,
}

fn waker(context: Arc<OnceLock<Context>>) -> Arc<dyn Fn() + Send + Sync> {
    Arc::new(move || {
        if let Some(context) = context.get() {
            context.request_repaint_after(WAKE_DELAY);
        }
    })
}

fn native_options(session: &Session) -> NativeOptions {
    let size = session
        .window_size
        .map(|side| if side.is_finite() { side.clamp(MIN_SIZE[1], 16_000.0) } else { 800.0 });
    let mut viewport = ViewportBuilder::default()
        .with_title(t!(window_title))
        .with_app_id(APP_ID)
        .with_icon(icon())
        .with_inner_size(size)
        .with_min_inner_size(MIN_SIZE)
        .with_maximized(session.is_maximized)
        .with_clamp_size_to_monitor_size(true)
        .with_drag_and_drop(true);
    if let Some(position) = session.window_position {
        viewport = viewport.with_position(position);
    }
    NativeOptions {
        viewport,
        renderer: Renderer::Glow,
        // It hides steps in gradients, of which the window has none but shadows. Without a graphics
        // card it costs a fifth of each frame.
        dithering: false,
        centered: session.window_position.is_none(),
        system_font_fallback: false,
        ..NativeOptions::default()
    }
}

/// The part to install or to set, judging by the toolkit's message.
fn missing(error: &eframe::Error) -> String {
    let text = error.to_string().to_lowercase();
    if text.contains("display")
        || text.contains("compositor")
        || text.contains("event loop")
        || text.contains("eventloop")
    {
        t!(failure_no_display)
    } else {
        t!(failure_no_opengl)
    }
}

/// The program's icon: lines of text beside an unread dot. It is computed here, so that no picture
/// has to be decoded at the start.
fn icon() -> IconData {
    const SIDE: u16 = 64;
    let (side, mut rgba) =
        (f32::from(SIDE), Vec::with_capacity(usize::from(SIDE) * usize::from(SIDE) * 4));
    for y in 0..SIDE {
        for x in 0..SIDE {
            let (x, y) = (f32::from(x) + 0.5, f32::from(y) + 0.5);
            let board = rounded(x, y, [2.0, 2.0, side - 2.0, side - 2.0], 14.0);
            let dot = (6.0 - (x - 19.0).hypot(y - 20.0)).clamp(0.0, 1.0);
            let lines = rounded(x, y, [30.0, 17.0, 51.0, 23.0], 3.0)
                .max(rounded(x, y, [13.0, 31.0, 51.0, 37.0], 3.0))
                .max(rounded(x, y, [13.0, 44.0, 41.0, 50.0], 3.0));
            let ink = dot.max(lines);
            let channel =
                |paper: f32, ink_value: f32| (paper + (ink_value - paper) * ink).round() as u8;
            rgba.extend([
                channel(47.0, 255.0),
                channel(93.0, 250.0),
                channel(138.0, 240.0),
                (board * 255.0).round() as u8,
            ]);
        }
    }
    IconData { rgba, width: u32::from(SIDE), height: u32::from(SIDE) }
}

/// The share of a pixel that a rounded rectangle (left, top, right, bottom) covers.
fn rounded(x: f32, y: f32, [left, top, right, bottom]: [f32; 4], radius: f32) -> f32 {
    let outside = |value: f32, low: f32, high: f32| {
        (low + radius - value).max(value - (high - radius)).max(0.0)
    };
    let distance = outside(x, left, right).hypot(outside(y, top, bottom));
    (radius - distance + 0.5).clamp(0.0, 1.0)
}

struct Window {
    reader: ReaderApp,
    options: WindowOptions,
    started: Instant,
    first_frame: Option<Duration>,
    frames: u32,
    /// A start that only measures leaves nothing behind.
    is_measured: bool,
    releases: HeldReleases,
    end: End,
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        self.reader.logic(ctx);
        // Not through egui, which would paint once more after each new title.
        if let Some((title, window)) = self.reader.new_title().zip(frame.winit_window()) {
            window.set_title(&title);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.frames += 1;
        self.reader.show_ui(ui);
        self.first_frame.get_or_insert_with(|| self.started.elapsed());
        if self.options.quits_when_ready
            && (self.reader.is_ready() || self.started.elapsed() > READY_PATIENCE)
        {
            self.options.quits_when_ready = false;
            if self.options.prints_timings {
                self.print_timings();
            }
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        let is_closed = !self.is_measured && !self.end.is_ended.load(Ordering::Relaxed);
        let leaves = is_closed && self.reader.stays_hidden();
        self.end.leaves.store(leaves, Ordering::Relaxed);
        self.reader.finish();
    }

    fn raw_input_hook(&mut self, _ctx: &Context, input: &mut egui::RawInput) {
        self.releases.sort_out(&mut input.events);
    }

    fn clear_color(&self, _visuals: &egui::Visuals) -> [f32; 4] {
        self.reader.background().to_normalized_gamma_f32()
    }
}

impl Window {
    fn new(
        reader: ReaderApp,
        options: WindowOptions,
        started: Instant,
        releases: HeldReleases,
        end: End,
    ) -> Self {
        let is_measured = options.quits_when_ready;
        Self { reader, options, started, first_frame: None, frames: 0, is_measured, releases, end }
    }

    fn print_timings(&self) {
        let millis = |duration: Duration| (duration.as_secs_f64() * 1e4).round() / 10.0;
        let line = serde_json::json!({
            "first_frame_ms": self.first_frame.map(millis),
            "list_ready_ms": millis(self.started.elapsed()),
            "frames": self.frames,
            "cpu_ms": millis(cpu_time::ProcessTime::now().as_duration()),
            "peak_rss_kb": peak_rss_kb(),
        });
        // A closed standard output is no error: nobody reads the timings then.
        let _ = writeln!(std::io::stdout(), "{line}");
    }
}

/// The peak memory of the program in kilobytes; `None` where the platform has no `/proc`.
fn peak_rss_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?
        .trim()
        .trim_end_matches("kB")
        .trim()
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_is_square_and_its_corners_are_clear() {
        let icon = icon();
        assert_eq!(icon.rgba.len(), (icon.width * icon.height * 4) as usize);
        assert_eq!(icon.rgba[3], 0);
        assert!(icon.rgba.chunks(4).any(|pixel| pixel[3] == 255));
    }
}
