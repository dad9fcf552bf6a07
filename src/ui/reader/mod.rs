//! The whole window: takes events in, runs effects, draws the panes, applies actions. Nothing here
//! may take long.

mod article;
mod columns;
mod commands;
mod effects;
mod looks;
mod time;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use egui::{CentralPanel, Color32, Context, Frame, Rect, Ui};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::{Action, AppState, Notice, RefreshTimer, target_action};
use crate::config::{KeyPreset, Paths, Session, Settings, ThemeChoice};
use crate::model::{EntryId, ReadingPosition};
use crate::query::PlaceId;
use crate::worker::Job;

pub(super) use self::looks::speak;

use self::looks::OwnFont;
use super::aloud_bar::{aloud_bar_height, aloud_bar_ui};
use super::article::ArticlePane;
use super::backend::Backend;
use super::columns::{Room, room};
use super::context::UiContext;
use super::dialogs::dialog_ui;
use super::entry_list::{ListView, search_id};
use super::feed_icons::FeedIcons;
use super::focus::PaneFocus;
use super::keyboard::Keyboard;
use super::player::{BAR_HEIGHT, ChapterPictures, bar_ui, panel_height, panel_ui};
use super::shortcuts::Keymap;
use super::status::{STATUS_HEIGHT, notice_ui, status_ui};
use super::theme::Theme;

/// Rows that a window of usual height shows.
const ROWS_OF_A_SCREEN: usize = 12;

/// Reads the clock; tests have their own.
pub type Clock = Box<dyn Fn() -> Timestamp>;

/// The values that the window starts with.
pub struct Start {
    pub settings: Settings,
    pub session: Session,
    pub clock: Clock,
    /// The user's time zone.
    pub zone: TimeZone,
    /// A file or an address to show as a preview.
    pub target: Option<String>,
    /// Whether nobody has used the profile before.
    pub is_first: bool,
    /// Problems from before the window opened, as sentences for the user.
    pub notes: Vec<String>,
}

/// The whole window.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is remembered from another part of the last frame"
)]
pub struct ReaderApp {
    state: AppState,
    backend: Box<dyn Backend>,
    clock: Clock,
    theme: Theme,
    keys: Keymap,
    themed_for: Option<(ThemeChoice, egui::Theme)>,
    own_font: OwnFont,
    /// The setting of the language in use.
    spoken_for: String,
    /// The number in the window's title.
    titled_for: Option<u32>,
    keyed_for: (KeyPreset, BTreeMap<String, Vec<String>>),
    pane: ArticlePane,
    list: ListView,
    icons: FeedIcons,
    /// The pictures of chapters.
    pictures: ChapterPictures,
    keyboard: Keyboard,
    focus: PaneFocus,
    shown: Option<EntryId>,
    refresh_timer: RefreshTimer,
    last_saved: Timestamp,
    has_focus: bool,
    has_moved: bool,
    continued: u64,
    /// Whether a text field other than the search field has the cursor. Such a field loses the
    /// cursor with Escape before we see the key.
    is_typing: bool,
    wants_quit: bool,
    /// The place of a notification that was clicked.
    clicked: Arc<Mutex<Option<PlaceId>>>,
}

impl ReaderApp {
    /// Builds the content of the window and submits the first jobs. No window is needed yet: the
    /// answers arrive while it opens, so that the first frame can be complete.
    #[must_use]
    pub fn new(backend: Box<dyn Backend>, start: Start) -> Self {
        let now = (start.clock)();
        let list = ListView::restored(start.session.list_row);
        let spoken_for = start.settings.language.clone();
        let mut app = Self {
            state: AppState::new(start.settings, start.session, start.zone),
            backend,
            clock: start.clock,
            theme: Theme::light(),
            keys: Keymap::default(),
            themed_for: None,
            own_font: OwnFont::default(),
            spoken_for,
            titled_for: None,
            keyed_for: Default::default(),
            pane: ArticlePane::default(),
            list,
            icons: FeedIcons::new(now),
            pictures: ChapterPictures::default(),
            keyboard: Keyboard::default(),
            focus: PaneFocus::default(),
            shown: None,
            refresh_timer: RefreshTimer::new(now),
            last_saved: now,
            has_focus: true,
            has_moved: false,
            continued: 0,
            is_typing: false,
            wants_quit: false,
            clicked: Arc::default(),
        };
        if start.is_first && start.target.is_none() {
            app.state.welcome();
        }
        let mut effects = app.state.start(now);
        if let Some(target) = start.target {
            effects.extend(app.state.apply(target_action(target), now));
        }
        app.run_jobs(effects);
        if let Some(note) = start.notes.first() {
            app.state.notice = Some(Notice::error(note, now));
        }
        app
    }

    /// The window that can tell where the files of its profile are.
    #[must_use]
    pub fn with_profile(mut self, paths: Paths) -> Self {
        self.state.profile = Some(paths);
        self
    }

    /// The window that is cleared to [`Self::background`] before each frame.
    #[must_use]
    pub fn with_background(mut self) -> Self {
        self.pane = self.pane.with_background();
        self
    }

    /// Before there is a window: receives the content of the first frame, waiting at most
    /// `patience`.
    pub fn await_first_screen(&mut self, patience: Duration) {
        let deadline = Instant::now() + patience;
        while !self.is_ready() {
            let Some(event) = self.backend.wait(deadline.saturating_duration_since(Instant::now()))
            else {
                return;
            };
            let now = (self.clock)();
            let effects = self.state.receive(event, now);
            self.run_jobs(effects);
        }
    }

    /// The state, for tests.
    #[must_use]
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// The reading position in the article pane.
    #[must_use]
    pub fn article_position(&self) -> Option<ReadingPosition> {
        self.pane.position()
    }

    /// Whether the list is there, with the texts of its first rows.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        let list = &self.state.list;
        let has_rows =
            list.entries().iter().take(ROWS_OF_A_SCREEN).all(|entry| list.row(entry.id).is_some());
        self.state.is_loaded && has_rows && (list.is_complete() || !list.entries().is_empty())
    }

    /// Receives events and runs timers. Draws nothing.
    pub fn logic(&mut self, ctx: &Context) {
        let now = (self.clock)();
        for event in self.backend.drain() {
            let effects = self.state.receive(event, now);
            self.run(ctx, effects);
        }
        self.take_chosen_file(ctx);
        self.follow_click(ctx);
        self.notice_focus(ctx, now);
        self.keep_session(ctx, now);
        self.timer(ctx, now);
        self.send_waiting(ctx, now);
        self.look_at_folder(ctx, now);
        self.expire_notice(ctx, now);
        self.dress(ctx);
    }

    /// Draws the window and applies the user's actions.
    pub fn show_ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let now = (self.clock)();
        self.state.has_room_for_sidebar = room(ctx.content_rect().width()) == Room::Three;
        let mut actions = self.dropped_files(&ctx);
        actions.extend(self.pasted_address(&ctx));
        if self.state.dialog.is_none() && !self.pane.has_overlay() {
            self.tree_keys(&ctx, now);
            for command in self.keyboard.commands(&ctx, &self.keys) {
                // One by one: the meaning of a key depends on the command before it.
                let action = command.resolve(&self.state);
                if let Some(why) = action.is_none().then(|| command.obstacle(&self.state)).flatten()
                {
                    self.state.notice = Some(Notice::new(why, now));
                }
                self.act_first(&ctx, action.into_iter().collect(), now);
                if self.state.dialog.is_some() {
                    break;
                }
            }
            if !self.pane.has_note() {
                actions.extend(self.escape(&ctx));
            }
        }
        self.act_first(&ctx, std::mem::take(&mut actions), now);
        // The window is cleared to the colour of the article, so that most of it need not be filled
        // again: without a graphics card every filled point costs.
        CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
            let rect = ui.max_rect();
            let foot = rect.with_min_y(rect.bottom() - STATUS_HEIGHT);
            let bar = rect.with_max_y(foot.top());
            let bar = bar.with_min_y(bar.bottom() - aloud_bar_height(&self.state));
            let (body, panel, player_bar) = self.player_areas(rect.with_max_y(bar.top()));
            actions.extend(self.panes_ui(ui, body, now));
            // The dialog's own texts change while it is drawn from the rest of the state.
            let mut dialog = self.state.dialog.take();
            if dialog.is_some() {
                // Screen readers must not wander off into what the dialog covers.
                ctx.accesskit_node_builder(ui.unique_id(), egui::accesskit::Node::set_hidden);
            }
            let cx = UiContext::new(&self.state, &self.theme, &self.keys, &mut self.icons, now);
            aloud_bar_ui(ui, &cx, bar);
            if self.state.player.opened.is_some() {
                panel_ui(ui, &cx, panel, &mut self.pictures);
                bar_ui(ui, &cx, player_bar);
            }
            status_ui(ui, &cx, foot);
            if let Some(notice) = &self.state.notice {
                // Above the bars, whose buttons it must not cover.
                notice_ui(ui, &cx, rect.with_max_y(player_bar.top() + STATUS_HEIGHT), notice);
            }
            if let Some(dialog) = &mut dialog {
                dialog_ui(ui, &cx, dialog);
            }
            actions.extend(cx.into_actions());
            let wanted = self.pictures.take_wanted();
            if !wanted.is_empty() {
                actions.push(Action::LoadPictures(wanted));
            }
            self.state.dialog = dialog;
        });
        self.act(&ctx, actions, now);
        self.continue_list();
        self.remember_window(&ctx);
        let is_covered = self.state.dialog.is_some() || self.pane.has_overlay();
        self.focus.settle(&ctx, is_covered);
        self.is_typing =
            ctx.text_edit_focused() && ctx.memory(egui::Memory::focused) != Some(search_id());
    }

    /// The areas of the panes, of the panel of the player and of its bar.
    fn player_areas(&self, room: Rect) -> (Rect, Rect, Rect) {
        if self.state.player.opened.is_none() {
            let none = room.with_min_y(room.bottom());
            return (room, none, none);
        }
        let bar = room.with_min_y(room.bottom() - BAR_HEIGHT);
        let panel = panel_height(&self.state, room.height());
        let panel = bar.with_max_y(bar.top()).with_min_y(bar.top() - panel);
        (room.with_max_y(panel.top()), panel, bar)
    }

    /// Requests the rest of a long list once its beginning is drawn.
    fn continue_list(&mut self) {
        let generation = self.state.list_generation();
        if self.continued != generation && !self.state.list.is_complete() && self.is_ready() {
            self.continued = generation;
            self.backend.submit(Job::ListPainted(generation));
        }
    }

    /// Saves the session and the settings, for when the window closes.
    pub fn finish(&mut self) {
        self.keep_position();
        self.save_session();
        let now = (self.clock)();
        self.state.keep_heard(now).into_iter().for_each(|job| self.backend.submit(job));
        self.state.keep_settings().into_iter().for_each(|job| self.backend.submit(job));
    }

    /// Whether feeds are to be refreshed after the window was closed.
    #[must_use]
    pub fn stays_hidden(&self) -> bool {
        self.state.settings.stays_hidden && !self.wants_quit
    }

    #[must_use]
    pub fn wants_quit(&self) -> bool {
        self.wants_quit
    }

    /// The colour behind all panes.
    #[must_use]
    pub fn background(&self) -> Color32 {
        self.theme.article
    }
}
