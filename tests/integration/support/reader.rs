//! The whole window without a display: the real reader on real workers with its own profile.

mod painted;
mod player;
mod seen;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use egui::accesskit::{Role, Toggled};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gleaner::aloud::NewVoice;
use gleaner::config::{Network, Paths, Session, Settings, load_toml, save_toml};
use gleaner::model::Clock;
use gleaner::net::{Client, HttpClient, Vault};
use gleaner::ui::{Backend, ReaderApp, Start, fonts};
use gleaner::worker::{Act, Event, Job, WorkerConfig, Workers};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::fake_keyring::FakeKeyring;

pub use player::FakePlayer;
pub use seen::Seen;

/// Time limit for a condition to become true.
const PATIENCE: Duration = Duration::from_secs(20);

/// A profile, and the window on it.
pub struct Window {
    harness: Harness<'static, Option<ReaderApp>>,
    profile: Arc<tempfile::TempDir>,
    saves: Arc<AtomicU32>,
    pub player: FakePlayer,
}

/// The workers, with a count of settings saves and a player without sound.
struct Counted {
    workers: Workers,
    saves: Arc<AtomicU32>,
    player: FakePlayer,
}

impl Backend for Counted {
    fn submit(&self, job: Job) {
        if matches!(job, Job::Act(Act::SaveSettings(_))) {
            self.saves.fetch_add(1, Ordering::SeqCst);
        }
        match job {
            Job::Player(command) => self.player.ask(command),
            job => self.workers.submit(job),
        }
    }

    fn drain(&self) -> Vec<Event> {
        let mut events = self.workers.drain();
        events.extend(self.player.take_events());
        events
    }

    fn wait(&self, patience: Duration) -> Option<Event> {
        self.workers.recv_timeout(patience)
    }
}

/// A client for the network settings and the secrets of a profile.
type NewClient = dyn FnOnce(Vault) -> Arc<dyn HttpClient>;

fn start(
    paths: &Paths,
    target: Option<String>,
    is_first: bool,
    client: Box<NewClient>,
) -> (Workers, Start) {
    let clock = || "2026-11-23T12:00:00Z".parse::<Timestamp>().unwrap();
    let vault = Vault::new(Arc::new(FakeKeyring::default()));
    let config = WorkerConfig {
        paths: paths.clone(),
        client: client(vault.clone()),
        vault,
        clock: Clock::new(clock, TimeZone::UTC),
        wake: Arc::new(|| ()),
    };
    let start = Start {
        settings: load_toml::<Settings>(&paths.settings()).0,
        session: load_toml::<Session>(&paths.session()).0,
        clock: Box::new(clock),
        zone: TimeZone::UTC,
        target,
        is_first,
        notes: Vec::new(),
    };
    (Workers::spawn(config).unwrap(), start)
}

fn real() -> Box<NewClient> {
    Box::new(|vault| Arc::new(Client::with(Network::default(), vault)))
}

impl Window {
    /// The window on a fresh profile.
    pub fn open() -> Self {
        Self::on(Arc::new(tempfile::tempdir().unwrap()), None, [1400.0, 900.0])
    }

    /// The window as after `gleaner TARGET`.
    pub fn open_on(target: &str) -> Self {
        Self::on(Arc::new(tempfile::tempdir().unwrap()), Some(target.to_owned()), [1400.0, 900.0])
    }

    /// The window as after `gleaner TARGET`, with these settings.
    pub fn open_with(settings: &Settings, target: &str) -> Self {
        let profile = tempfile::tempdir().unwrap();
        save_toml(&Paths::new(profile.path().to_owned()).settings(), settings).unwrap();
        Self::on(Arc::new(profile), Some(target.to_owned()), [1400.0, 900.0])
    }

    /// The window on a profile that the test has prepared.
    pub fn open_in(profile: tempfile::TempDir) -> Self {
        Self::on(Arc::new(profile), None, [1400.0, 900.0])
    }

    /// The window in another size.
    pub fn open_sized(width: f32, height: f32) -> Self {
        Self::on(Arc::new(tempfile::tempdir().unwrap()), None, [width, height])
    }

    /// The window with these settings, in this size.
    pub fn open_configured(settings: &str, width: f32, height: f32) -> Self {
        let profile = tempfile::tempdir().unwrap();
        std::fs::write(profile.path().join("settings.toml"), settings).unwrap();
        Self::on(Arc::new(profile), None, [width, height])
    }

    fn on(profile: Arc<tempfile::TempDir>, target: Option<String>, size: [f32; 2]) -> Self {
        let parts = start(&Paths::new(profile.path().to_owned()), target, false, real());
        Self::of(profile, parts, size)
    }

    /// The window as at the very first start.
    pub fn open_first(width: f32, height: f32) -> Self {
        let profile = Arc::new(tempfile::tempdir().unwrap());
        let parts = start(&Paths::new(profile.path().to_owned()), None, true, real());
        Self::of(profile, parts, [width, height])
    }

    /// The window whose every request goes to this client.
    pub fn open_reaching(client: Arc<dyn HttpClient>) -> Self {
        let profile = Arc::new(tempfile::tempdir().unwrap());
        let paths = Paths::new(profile.path().to_owned());
        let parts = start(&paths, None, false, Box::new(move |_| client));
        Self::of(profile, parts, [1400.0, 900.0])
    }

    /// The window that reads aloud with the test's own voice.
    pub fn open_with_voice(
        profile: tempfile::TempDir,
        new_voice: NewVoice,
        size: [f32; 2],
    ) -> Self {
        let profile = Arc::new(profile);
        let paths = Paths::new(profile.path().to_owned());
        let (workers, start) = start(&paths, None, false, real());
        Self::of(profile, (workers.with_voice(new_voice), start), size)
    }

    fn of(profile: Arc<tempfile::TempDir>, parts: (Workers, Start), size: [f32; 2]) -> Self {
        let mut parts = Some(parts);
        let saves = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&saves);
        let player = FakePlayer::default();
        let in_window = player.clone();
        let harness = Harness::builder()
            .with_size(size)
            .allow_missing_glyphs()
            .with_context_setup(fonts::install)
            .build_ui_state(
                move |ui, reader: &mut Option<ReaderApp>| {
                    let ctx = ui.ctx().clone();
                    if let Some((workers, start)) = parts.take() {
                        let (saves, player) = (Arc::clone(&counted), in_window.clone());
                        let backend = Counted { workers, saves, player };
                        *reader = Some(ReaderApp::new(Box::new(backend), start));
                    }
                    if let Some(reader) = reader {
                        reader.logic(&ctx);
                        reader.show_ui(ui);
                    }
                },
                None,
            );
        let mut window = Self { harness, profile, saves, player };
        window.wait("the list", |reader| reader.is_ready() && reader.state().list.is_complete());
        window
    }

    /// Closes the window and opens it again on the same profile.
    pub fn restart(self) -> Self {
        let Self { mut harness, profile, .. } = self;
        harness.state_mut().as_mut().unwrap().finish();
        drop(harness);
        Self::on(profile, None, [1400.0, 900.0])
    }

    pub fn profile(&self) -> PathBuf {
        self.profile.path().to_owned()
    }

    /// How often the settings were saved since the window opened.
    pub fn settings_saves(&self) -> u32 {
        self.saves.load(Ordering::SeqCst)
    }

    /// Drags a slider step by step to a part of its length, without releasing it.
    pub fn drag_slider(&mut self, name: &str, to: f32) {
        self.wait_for(Role::Slider, name);
        let rect =
            self.harness.get_all_by_role_and_label(Role::Slider, name).next().unwrap().rect();
        let at = |part: f32| egui::pos2(egui::lerp(rect.x_range(), part), rect.center().y);
        self.harness.drag_at(at(0.5));
        self.harness.step();
        for part in 1..=10 {
            self.harness.hover_at(at(egui::lerp(0.5..=to, part as f32 / 10.0)));
            self.harness.step();
        }
    }

    /// Releases what is dragged.
    pub fn let_go(&mut self) {
        let place = self.harness.ctx.input(|input| input.pointer.latest_pos()).unwrap_or_default();
        self.harness.drop_at(place);
        self.harness.step();
        self.harness.step();
    }

    pub fn reader(&self) -> &ReaderApp {
        self.harness.state().as_ref().unwrap()
    }

    /// Paints frames until the condition holds. The panic names it if it never does.
    pub fn wait(&mut self, what: &str, mut holds: impl FnMut(&ReaderApp) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            self.harness.step();
            if holds(self.reader()) {
                self.harness.step();
                return;
            }
            assert!(Instant::now() < deadline, "waited in vain for {what}");
            std::thread::yield_now();
        }
    }

    /// Paints frames, with an action before each, until the condition holds.
    pub fn wait_until(&mut self, what: &str, mut holds: impl FnMut(&mut Self) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !holds(self) {
            assert!(Instant::now() < deadline, "waited in vain for {what}");
            self.harness.step();
            std::thread::yield_now();
        }
    }

    /// Paints frames until a widget with this role and name exists.
    pub fn wait_for(&mut self, role: Role, name: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.has(role, name) {
            assert!(
                Instant::now() < deadline,
                "waited in vain for {role:?} {name:?}; there is: {:#?}",
                self.names(role)
            );
            self.harness.step();
            std::thread::yield_now();
        }
    }

    /// Paints frames until the article with this title is shown.
    pub fn wait_for_article(&mut self, title: &str) {
        self.wait(&format!("the article {title:?}"), |reader| {
            reader
                .state()
                .shown_article()
                .is_some_and(|article| article.entry.content.title == title)
        });
    }

    pub fn key(&mut self, key: Key) {
        self.key_with(Modifiers::NONE, key);
    }

    pub fn key_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.step();
        self.harness.step();
    }

    /// Presses keys within one frame.
    pub fn keys(&mut self, keys: &[Key]) {
        for key in keys {
            self.harness.event(egui::Event::Key {
                key: *key,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers: Modifiers::NONE,
            });
        }
        self.harness.step();
        self.harness.step();
    }

    /// Pastes, as with Ctrl+V.
    pub fn paste(&mut self, text: &str) {
        self.harness.event(egui::Event::Paste(text.to_owned()));
        self.harness.step();
        self.harness.step();
    }

    /// Copies, as with Ctrl+C.
    pub fn copy(&mut self) {
        self.harness.event(egui::Event::Copy);
        self.harness.step();
        self.harness.step();
    }

    /// Presses a key on a keyboard with another layout.
    pub fn key_typed_with(&mut self, modifiers: Modifiers, key: Key, physical_key: Key) {
        self.harness.event(egui::Event::Key {
            key,
            physical_key: Some(physical_key),
            pressed: true,
            repeat: false,
            modifiers,
        });
        self.harness.step();
        self.harness.step();
    }

    pub fn type_text(&mut self, text: &str) {
        self.harness.event(egui::Event::Text(text.to_owned()));
        self.harness.step();
        self.harness.step();
    }

    /// Runs the first match of the palette for some letters.
    pub fn palette(&mut self, letters: &str) {
        self.key_with(Modifiers::COMMAND, Key::K);
        self.wait_for(Role::TextInput, "Find");
        self.type_text(letters);
        self.key(Key::Enter);
    }

    pub fn click(&mut self, role: Role, name: &str) {
        self.wait_for(role, name);
        // A new widget may have moved the others, or may have gone again.
        self.frames(2);
        if let Some(found) = self.harness.query_all_by_role_and_label(role, name).next() {
            found.click();
        }
        self.harness.step();
        self.harness.step();
    }

    /// Puts the cursor into a field.
    pub fn focus(&mut self, role: Role, name: &str) {
        self.wait_for(role, name);
        self.harness.get_all_by_role_and_label(role, name).next().unwrap().focus();
        self.harness.step();
        self.harness.step();
    }

    pub fn context_click(&mut self, role: Role, name: &str) {
        self.wait_for(role, name);
        self.harness.get_all_by_role_and_label(role, name).next().unwrap().click_secondary();
        self.harness.step();
        self.harness.step();
    }

    /// Paints some frames.
    pub fn frames(&mut self, count: usize) {
        self.harness.run_steps(count);
    }

    fn place(&self, role: Role, name: &str) -> egui::Pos2 {
        self.harness.get_all_by_role_and_label(role, name).next().unwrap().rect().center()
    }

    /// Resizes the window.
    pub fn resize(&mut self, width: f32, height: f32) {
        self.harness.set_size(egui::vec2(width, height));
        self.frames(2);
    }

    /// The right edge of a widget, in points.
    pub fn right_edge(&self, role: Role, name: &str) -> f32 {
        self.harness.get_all_by_role_and_label(role, name).next().unwrap().rect().right()
    }

    /// The rectangle of a widget, in points.
    pub fn rect(&self, role: Role, name: &str) -> egui::Rect {
        self.harness.get_all_by_role_and_label(role, name).next().unwrap().rect()
    }

    /// The rectangles of everything on screen with this role, in points.
    pub fn rects(&self, role: Role) -> Vec<egui::Rect> {
        self.harness.get_all_by_role(role).map(|node| node.rect()).collect()
    }

    /// Drags one widget onto another.
    pub fn drag(&mut self, from: (Role, &str), to: (Role, &str)) {
        let (start, end) = (self.place(from.0, from.1), self.place(to.0, to.1));
        self.harness.drag_at(start);
        self.harness.step();
        for part in 1..=4 {
            self.harness.hover_at(start.lerp(end, part as f32 / 4.0));
            self.harness.step();
        }
        self.harness.drop_at(end);
        self.harness.step();
        self.harness.step();
    }

    /// Turns the wheel over the first widget of a role, by points; down is negative.
    pub fn wheel(&mut self, role: Role, points: f32) {
        let place = self.harness.query_all_by_role(role).next().unwrap().rect().center();
        self.harness.hover_at(place);
        self.harness.step();
        let delta = egui::vec2(0.0, points);
        let (phase, source) = (egui::TouchPhase::Move, egui::MouseWheelSource::Wheel);
        self.harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta,
            phase,
            source,
            modifiers: Modifiers::NONE,
        });
        self.harness.step();
    }

    pub fn has(&self, role: Role, name: &str) -> bool {
        self.harness.query_all_by_role_and_label(role, name).next().is_some()
    }

    /// The accessible description of a widget, which a screen reader reads after its name.
    pub fn description(&self, role: Role, name: &str) -> String {
        let node = self.harness.get_all_by_role_and_label(role, name).next().unwrap();
        node.accesskit_node().data().description().unwrap_or("").to_owned()
    }

    /// Whether a widget is expanded. `None` if it cannot be expanded.
    pub fn is_expanded(&self, role: Role, name: &str) -> Option<bool> {
        let node = self.harness.get_all_by_role_and_label(role, name).next().unwrap();
        node.accesskit_node().data().is_expanded()
    }

    /// Whether a widget has a tick; `None` if it is not for turning on or off.
    pub fn is_ticked(&self, role: Role, name: &str) -> Option<bool> {
        let node = self.harness.get_all_by_role_and_label(role, name).next().unwrap();
        node.accesskit_node().toggled().map(|toggled| toggled == Toggled::True)
    }

    /// The names of all widgets with this role, in reading order.
    pub fn names(&self, role: Role) -> Vec<String> {
        let nodes = self.harness.query_all_by_role(role);
        nodes.map(|node| node.accesskit_node().label().unwrap_or_default()).collect()
    }

    /// The name of a node's role and its texts for a screen reader, for all nodes on screen.
    pub fn spoken(&self) -> Vec<(Role, Vec<String>)> {
        let nodes = self.harness.root().children_recursive();
        nodes
            .map(|node| {
                let node = node.accesskit_node();
                let data = node.data();
                let texts = [
                    node.label(),
                    node.value(),
                    data.description().map(str::to_owned),
                    data.placeholder().map(str::to_owned),
                ];
                (node.role(), texts.into_iter().flatten().collect())
            })
            .collect()
    }
}
