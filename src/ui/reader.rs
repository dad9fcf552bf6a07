//! The whole window: takes events in, runs effects, draws the panes, hands actions back. No work is done here that could take long.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::{CentralPanel, Color32, Context, Frame, Key, Rect, Ui, pos2};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::app::{Action, AppState, Command, Effect, Notice, Pane};
use crate::config::{KeyPreset, Session, Settings, ThemeChoice};
use crate::model::{EntryId, FeedId, ReadingPosition};
use crate::worker::{Article, Job, PictureKey};

use super::article::{ArticleAction, ArticlePane, Header, ReadingStyle, Scroll, Wish};
use super::article_bar::article_bar_ui;
use super::backend::Backend;
use super::columns::{Columns, LIST_WIDTHS, Room, SIDEBAR_WIDTHS, columns, room};
use super::dialogs::dialog_ui;
use super::entry_list::{ListView, search_id};
use super::feed_icons::FeedIcons;
use super::file_dialog::{self, FileWish};
use super::keyboard::Keyboard;
use super::panes::{edge_ui, pane_ui};
use super::shortcuts::Keymap;
use super::sidebar::sidebar_ui;
use super::status::{STATUS_HEIGHT, notice_ui, status_ui};
use super::theme::Theme;
use super::widgets::sans;

/// The session is saved at the end, and at most this often while the reader moves about.
const SESSION_INTERVAL: SignedDuration = SignedDuration::from_secs(1);

/// As many rows as a window of usual height shows.
const ROWS_OF_A_SCREEN: usize = 12;

/// Reads the clock; a test gives its own.
pub type Clock = Box<dyn Fn() -> Timestamp>;

/// What the window starts with.
pub struct Start {
    /// What the user chose.
    pub settings: Settings,
    /// Where the window was.
    pub session: Session,
    /// Reads the clock.
    pub clock: Clock,
    /// The reader's time zone.
    pub zone: TimeZone,
    /// A file or an address to show as a preview.
    pub target: Option<String>,
    /// What went wrong before the window opened, in words.
    pub notes: Vec<String>,
}

/// The whole window.
#[expect(clippy::struct_excessive_bools, reason = "each is remembered from another part of the last frame")]
pub struct ReaderApp {
    state: AppState,
    backend: Box<dyn Backend>,
    clock: Clock,
    theme: Theme,
    themed_for: Option<(ThemeChoice, egui::Theme)>,
    keyed_for: (KeyPreset, BTreeMap<String, Vec<String>>),
    pane: ArticlePane,
    list: ListView,
    icons: FeedIcons,
    keyboard: Keyboard,
    shown: Option<EntryId>,
    last_timer: Timestamp,
    last_saved: Timestamp,
    has_focus: bool,
    has_moved: bool,
    continued: u64,
    /// A field other than that of the search has the cursor; Escape takes it away before anyone sees the key.
    is_typing: bool,
    wants_quit: bool,
}

impl ReaderApp {
    /// Makes the window's content and asks for the first things to show. It needs no window yet: what it asks for is read
    /// while the window opens, so that the first frame can be the whole one.
    #[must_use]
    pub fn new(backend: Box<dyn Backend>, start: Start) -> Self {
        let now = (start.clock)();
        let list = ListView::restored(start.session.list_row);
        let mut app = Self {
            state: AppState::new(start.settings, start.session, start.zone),
            backend,
            clock: start.clock,
            theme: Theme::light(),
            themed_for: None,
            keyed_for: Default::default(),
            pane: ArticlePane::default(),
            list,
            icons: FeedIcons::new(now),
            keyboard: Keyboard::default(),
            shown: None,
            last_timer: now,
            last_saved: now,
            has_focus: true,
            has_moved: false,
            continued: 0,
            is_typing: false,
            wants_quit: false,
        };
        let mut effects = app.state.start(now);
        if let Some(target) = start.target {
            effects.extend(app.state.apply(Action::Preview(target), now));
        }
        app.run_jobs(effects);
        if let Some(note) = start.notes.first() {
            app.state.notice = Some(Notice::error(note, now));
        }
        app
    }

    /// Before there is a window: takes in what the first frame is to show, waiting for it at most so long.
    pub fn await_first_screen(&mut self, patience: Duration) {
        let deadline = Instant::now() + patience;
        while !self.is_ready() {
            let Some(event) = self.backend.wait(deadline.saturating_duration_since(Instant::now())) else { return };
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

    /// How far the article in the pane is read.
    #[must_use]
    pub fn article_position(&self) -> Option<ReadingPosition> {
        self.pane.position()
    }

    /// Whether there is a list to show, with the texts of its first rows.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        let list = &self.state.list;
        let has_rows = list.entries().iter().take(ROWS_OF_A_SCREEN).all(|entry| list.row(entry.id).is_some());
        self.state.is_loaded && has_rows && (list.is_complete() || !list.entries().is_empty())
    }

    /// Takes in what workers answered and what timers say. Draws nothing.
    pub fn logic(&mut self, ctx: &Context) {
        let now = (self.clock)();
        for event in self.backend.drain() {
            let effects = self.state.receive(event, now);
            self.run(ctx, effects);
        }
        self.take_chosen_file(ctx);
        self.notice_focus(ctx, now);
        self.keep_session(ctx, now);
        self.timer(ctx, now);
        self.expire_notice(ctx, now);
        self.dress(ctx);
    }

    /// Draws the window and does what the user asked for.
    pub fn ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let now = (self.clock)();
        let mut actions = self.dropped_files(&ctx);
        if self.state.dialog.is_none() && !self.pane.has_overlay() {
            for command in self.keyboard.commands(&ctx, &Arc::clone(&self.theme.keys)) {
                // One by one: what a key means depends on what the one before did.
                self.act(&ctx, vec![Action::Invoke(command)], now);
                if self.state.dialog.is_some() {
                    break;
                }
            }
            actions.extend(self.escape(&ctx));
        }
        self.act(&ctx, std::mem::take(&mut actions), now);
        // The window is cleared to the colour of the article, so that most of it need not be filled again: without a
        // graphics card every filled point costs.
        CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
            let rect = ui.max_rect();
            let body = rect.with_max_y(rect.bottom() - STATUS_HEIGHT);
            actions.extend(self.panes_ui(ui, body, now));
            let foot = rect.with_min_y(body.bottom());
            actions.extend(status_ui(ui, foot, &self.state, &self.theme, now));
            if let Some(notice) = &self.state.notice {
                actions.extend(notice_ui(ui, rect, notice, &self.theme));
            }
            if let Some(mut dialog) = self.state.dialog.take() {
                let asked = dialog_ui(ui, &self.state, &mut dialog, &self.theme, now);
                self.state.dialog = Some(dialog);
                actions.extend(asked);
            }
        });
        self.act(&ctx, actions, now);
        self.continue_list();
        self.remember_window(&ctx);
        self.is_typing = ctx.text_edit_focused() && ctx.memory(egui::Memory::focused) != Some(search_id());
    }

    /// The beginning of a long list is drawn: now its rest may come.
    fn continue_list(&mut self) {
        let generation = self.state.list_generation();
        if self.continued != generation && !self.state.list.is_complete() && self.is_ready() {
            self.continued = generation;
            self.backend.submit(Job::ContinueList(generation));
        }
    }

    /// Saves what the window shows, as when it closes.
    pub fn finish(&mut self) {
        self.keep_position();
        self.save_session();
    }

    /// Whether the user asked to end the program.
    #[must_use]
    pub fn wants_quit(&self) -> bool {
        self.wants_quit
    }

    /// What is behind everything.
    #[must_use]
    pub fn background(&self) -> Color32 {
        self.theme.article
    }

    /// Saves the session soon after the reader moved, lest a crash lose the place.
    fn keep_session(&mut self, ctx: &Context, now: Timestamp) {
        if !self.has_moved {
            return;
        }
        self.last_saved = self.last_saved.min(now);
        let left = SESSION_INTERVAL.checked_sub(now.duration_since(self.last_saved)).unwrap_or_default();
        if left.is_positive() {
            ctx.request_repaint_after(left.unsigned_abs());
        } else {
            self.save_session();
        }
    }

    fn save_session(&mut self) {
        self.has_moved = false;
        self.last_saved = (self.clock)();
        self.state.session.list_row = self.list.row();
        self.backend.submit(Job::SaveSession(Box::new(self.state.session.clone())));
    }

    // -- drawing ----------------------------------------------------------------------------------

    fn panes_ui(&mut self, ui: &mut Ui, rect: Rect, now: Timestamp) -> Vec<Action> {
        self.icons.begin(self.state.settings.shows_icons);
        let Columns { sidebar, list, article } = columns(rect.width(), &self.state.session, self.state.pane());
        let is_alone = room(rect.width()) == Room::One;
        let mut actions = Vec::new();
        let mut left = rect.left();
        let mut next = |width: f32| {
            let pane = Rect::from_min_max(pos2(left, rect.top()), pos2(left + width, rect.bottom()));
            left += width;
            pane
        };
        let places = (sidebar.map(&mut next), list.map(&mut next), article.map(&mut next));
        if let Some(place) = places.0 {
            let mut ui = pane_ui(ui, place, "sources", "Feeds", Some(self.theme.sidebar));
            actions.extend(sidebar_ui(&mut ui, &self.state, &mut self.icons, &self.theme));
        }
        if let Some(place) = places.1 {
            let mut ui = pane_ui(ui, place, "entries", "Entries", Some(self.theme.list));
            let is_narrow = room(rect.width()) != Room::Three;
            actions.extend(self.list.list_ui(&mut ui, &self.state, &mut self.icons, is_narrow, &self.theme, now));
        }
        let wanted = self.icons.take_wanted();
        if !wanted.is_empty() {
            actions.push(Action::LoadPictures(wanted));
        }
        if let Some(place) = places.2 {
            let mut ui = pane_ui(ui, place, "article", "Article", None);
            actions.extend(self.article_ui(&mut ui, is_alone));
        }
        if article.is_some() {
            self.edges_ui(ui, rect, places.0, places.1);
        }
        actions
    }

    /// The lines between panes, which can be dragged.
    fn edges_ui(&mut self, ui: &Ui, rect: Rect, sidebar: Option<Rect>, list: Option<Rect>) {
        let session = &mut self.state.session;
        let is_shared = room(rect.width()) == Room::Two;
        if let Some(place) = sidebar {
            let width = if is_shared { &mut session.list_width } else { &mut session.sidebar_width };
            let range = if is_shared { LIST_WIDTHS } else { SIDEBAR_WIDTHS };
            edge_ui(ui, "sidebar edge", place, width, range, &self.theme);
        }
        if let Some(place) = list {
            edge_ui(ui, "list edge", place, &mut session.list_width, LIST_WIDTHS, &self.theme);
        }
    }

    fn article_ui(&mut self, ui: &mut Ui, is_alone: bool) -> Vec<Action> {
        let mut actions = article_bar_ui(ui, &self.state, is_alone, &self.theme);
        let Some(article) = self.state.shown_article().cloned() else {
            self.keep_position();
            self.shown = None;
            self.no_article_ui(ui);
            return actions;
        };
        self.change_article(&article);
        let feed_title = self.feed_title(&article);
        let header = Header { feed_title, time_zone: self.state.zone.clone() };
        let style = self.reading_style(article.entry.feed_id);
        self.pane.highlight(&self.state.highlights);
        let asked = self.pane.show(ui, &article, &header, &style, &self.theme);
        for action in &asked {
            if let ArticleAction::SavePicture(url) = action {
                file_dialog::ask(ui.ctx(), FileWish::Picture(Arc::clone(url)));
            }
        }
        actions.extend(asked.into_iter().filter_map(from_article));
        actions
    }

    fn feed_title(&self, article: &Article) -> String {
        match (self.state.feed(article.entry.feed_id), &self.state.preview) {
            (Some(feed), _) => feed.title().to_owned(),
            (None, Some(preview)) => preview.feed.title.clone(),
            (None, None) => String::new(),
        }
    }

    fn no_article_ui(&self, ui: &Ui) {
        let words = if self.state.is_loaded && self.state.library.feeds.is_empty() { "" } else { "Select an entry to read it" };
        let center = ui.max_rect().center();
        ui.painter().text(center, egui::Align2::CENTER_CENTER, words, sans(14.0), self.theme.dim);
    }

    /// When another article comes into the pane: the old one's place is kept, the new one's restored.
    fn change_article(&mut self, article: &Arc<Article>) {
        if self.shown == Some(article.entry.id) {
            return;
        }
        self.keep_position();
        self.shown = Some(article.entry.id);
        match self.position_of(article) {
            Some(position) => self.pane.go_to(position),
            None => _ = self.pane.scroll(Scroll::Top),
        }
    }

    fn position_of(&self, article: &Article) -> Option<ReadingPosition> {
        self.state.position_of(article.entry.id).or(article.entry.status.position)
    }

    /// How articles of a feed are shown.
    fn reading_style(&self, feed: FeedId) -> ReadingStyle {
        let style = ReadingStyle::from(&self.state.settings);
        let pictures = self.state.feed(feed).and_then(|feed| feed.options.pictures).unwrap_or(style.pictures);
        ReadingStyle { pictures, ..style }
    }

    fn keep_position(&mut self) {
        let Some(id) = self.shown.filter(|_| !self.pane.is_opening()) else { return };
        let Some(position) = self.pane.position() else { return };
        let now = (self.clock)();
        let effects = self.state.apply(Action::KeepPosition(id, position), now);
        self.run_jobs(effects);
    }

    // -- acting -----------------------------------------------------------------------------------

    /// What a command asks for; scrolling is done at once, since only the pane knows how.
    fn invoke(&mut self, ctx: &Context, command: Command) -> Option<Action> {
        let scroll = match command {
            Command::PageDown => Some(Scroll::PageDown),
            Command::PageUp => Some(Scroll::PageUp),
            Command::ArticleTop => Some(Scroll::Top),
            Command::ArticleBottom => Some(Scroll::Bottom),
            _ => None,
        };
        if let Some(scroll) = scroll {
            let has_moved = self.state.shown_article().is_some() && self.pane.scroll(scroll);
            ctx.request_repaint();
            return (!has_moved && command == Command::PageDown).then_some(Action::NextUnread);
        }
        if command == Command::SelectAll {
            self.pane.select_all();
            ctx.request_repaint();
            return None;
        }
        let wish = match command {
            Command::FindInArticle => Some(Wish::Find),
            Command::FindNext => Some(Wish::FindNext),
            Command::FindPrevious => Some(Wish::FindPrevious),
            Command::ShowOutline => Some(Wish::Outline),
            Command::JumpBack => Some(Wish::Back),
            _ => None,
        };
        if let Some(wish) = wish {
            if self.state.shown_article().is_some() {
                self.pane.wish(wish);
                ctx.request_repaint();
            }
            return None;
        }
        command.resolve(&self.state)
    }

    /// Escape leads one step back: out of the search, out of a preview, out of the article where it hides the list.
    fn escape(&self, ctx: &Context) -> Option<Action> {
        if ctx.any_popup_open() || !ctx.input(|input| input.key_pressed(Key::Escape)) {
            return None;
        }
        // The field for finding has an Escape of its own.
        if self.is_typing {
            return None;
        }
        let is_alone = room(ctx.content_rect().width()) == Room::One;
        match () {
            () if self.state.search.is_some() => Some(Action::ShowSearch(false)),
            () if self.state.is_preview() => Some(Action::ClosePreview),
            () if is_alone && self.state.pane() == Pane::Article => Some(Action::ShowPane(Pane::Entries)),
            () => None,
        }
    }

    /// What an action means in a window of this width; `None` for what only the panes do.
    fn translated(&mut self, ctx: &Context, action: Action) -> Option<Action> {
        let action = if let Action::Invoke(command) = action { self.invoke(ctx, command)? } else { action };
        if action == Action::ToggleSidebar && room(ctx.content_rect().width()) != Room::Three {
            let is_front = self.state.pane() == Pane::Sources;
            return Some(Action::ShowPane(if is_front { Pane::Entries } else { Pane::Sources }));
        }
        Some(action)
    }

    fn act(&mut self, ctx: &Context, actions: Vec<Action>, now: Timestamp) {
        for action in actions {
            let Some(action) = self.translated(ctx, action) else { continue };
            let is_quiet = matches!(action, Action::NeedRows(_) | Action::LoadPictures(_));
            let moves = matches!(
                action,
                Action::SelectPlace(_) | Action::SelectEntry(_) | Action::StepEntry(_) | Action::NextUnread | Action::PreviousUnread
            );
            let effects = self.state.apply(action, now);
            self.run(ctx, effects);
            self.has_moved |= moves;
            if !is_quiet {
                // What changed is painted in the next frame, even when no event follows.
                ctx.request_repaint();
            }
        }
    }

    /// Runs effects that only ask the workers.
    fn run_jobs(&self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Job(job) = effect {
                self.backend.submit(job);
            }
        }
    }

    fn run(&mut self, ctx: &Context, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Job(job) => self.backend.submit(job),
                Effect::OpenUrl { url, in_background } => {
                    ctx.open_url(egui::OpenUrl { url: url.to_string(), new_tab: true });
                    if in_background {
                        ctx.send_viewport_cmd(egui::ViewportCommand::Focus);
                    }
                }
                Effect::Copy(text) => ctx.copy_text(text),
                Effect::ShowPicture { request, result } => match &request.key {
                    PictureKey::Icon(_) => self.icons.receive(ctx, &request, result),
                    PictureKey::Web(_) | PictureKey::Diagram { .. } | PictureKey::Formula { .. } => {
                        self.pane.receive_picture(ctx, &request, result);
                    }
                },
                Effect::Notify { title, body } => notify(title, body),
                Effect::FocusSearch => self.list.wants_search_focus = true,
                Effect::RevealSelection => self.list.reveal(),
                Effect::ScrollListToTop => self.list.scroll_to_top(),
                Effect::Quit => {
                    self.wants_quit = true;
                    ctx.send_viewport_cmd(egui::ViewportCommand::Close);
                }
            }
        }
    }

    /// A file that was chosen in the system's dialog goes to whoever asked for it.
    fn take_chosen_file(&mut self, ctx: &Context) {
        match file_dialog::answer(ctx) {
            Some((FileWish::Picture(url), path)) => self.backend.submit(Job::SavePicture { url, path }),
            Some((wish, path)) => file_dialog::fill_in(self.state.dialog.as_mut(), &wish, &path),
            None => {}
        }
    }

    fn dropped_files(&self, ctx: &Context) -> Vec<Action> {
        let paths: Vec<PathBuf> = ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        let Some(path) = paths.into_iter().next() else { return Vec::new() };
        let is_urls = || path.file_name().is_some_and(|name| name == "urls" || name == "feeds.json");
        let is_list = path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("opml")) || is_urls();
        if is_list || matches!(self.state.dialog, Some(crate::app::Dialog::Import { .. })) {
            vec![Action::PlanImport(path)]
        } else {
            vec![Action::Preview(path.display().to_string())]
        }
    }

    // -- time and looks ---------------------------------------------------------------------------

    fn notice_focus(&mut self, ctx: &Context, now: Timestamp) {
        let has_focus = ctx.input(|input| input.viewport().focused.unwrap_or(true));
        if has_focus && !self.has_focus {
            let effects = self.state.look_again(now);
            self.run(ctx, effects);
        }
        self.has_focus = has_focus;
    }

    fn timer(&mut self, ctx: &Context, now: Timestamp) {
        let Some(minutes) = self.state.timer_minutes().map(i64::from) else { return };
        // A clock that was set back must not stop timers until it is as late again.
        self.last_timer = self.last_timer.min(now);
        let left = minutes * 60 - now.duration_since(self.last_timer).as_secs();
        if left <= 0 && self.state.progress.is_none() {
            self.last_timer = now;
            let effects = self.state.apply(Action::RefreshDue, now);
            self.run(ctx, effects);
        }
        ctx.request_repaint_after(Duration::from_secs(left.clamp(1, minutes * 60).unsigned_abs()));
    }

    fn expire_notice(&mut self, ctx: &Context, now: Timestamp) {
        let Some(notice) = &self.state.notice else { return };
        let left = notice.until.duration_since(now);
        if left.is_positive() {
            ctx.request_repaint_after(left.unsigned_abs());
        } else {
            self.state.notice = None;
        }
    }

    fn dress(&mut self, ctx: &Context) {
        let system = ctx.system_theme().unwrap_or(egui::Theme::Light);
        let wanted = (self.state.settings.theme, system);
        if self.themed_for != Some(wanted) {
            self.themed_for = Some(wanted);
            let keys = Arc::clone(&self.theme.keys);
            self.theme = Theme::of(wanted.0, system);
            self.theme.keys = keys;
            self.theme.apply(ctx);
        }
        let keys = (self.state.settings.key_preset, &self.state.settings.keys);
        if (self.keyed_for.0, &self.keyed_for.1) != keys {
            self.theme.keys = Arc::new(Keymap::new(keys.0, keys.1));
            self.keyed_for = (keys.0, keys.1.clone());
        }
    }

    fn remember_window(&mut self, ctx: &Context) {
        ctx.input(|input| {
            let viewport = input.viewport();
            let session = &mut self.state.session;
            session.is_maximized = viewport.maximized.unwrap_or(false);
            if session.is_maximized {
                return;
            }
            if let Some(inner) = viewport.inner_rect {
                session.window_size = [inner.width(), inner.height()];
            }
            session.window_position = viewport.outer_rect.map(|outer| [outer.left(), outer.top()]);
        });
    }
}

fn from_article(action: ArticleAction) -> Option<Action> {
    match action {
        ArticleAction::OpenLink { url, in_background } => Some(Action::OpenUrl { url, in_background }),
        ArticleAction::OpenImage(url) => Some(Action::OpenUrl { url, in_background: false }),
        ArticleAction::CopyLink(url) => Some(Action::CopyLink(url)),
        ArticleAction::SavePicture(_) => None,
        ArticleAction::LoadPictures(requests) => Some(Action::LoadPictures(requests)),
        ArticleAction::CopyText(text) => Some(Action::Copy { text, notice: "Copied" }),
        ArticleAction::Lighten => Some(Action::LightenArticle),
        ArticleAction::Reload => Some(Action::ReloadArticle),
    }
}

/// Shows a notification. The desktop's service may be slow or missing, so a thread of its own asks it.
fn notify(title: String, body: String) {
    let show = move || {
        let shown = notify_rust::Notification::new().appname("Gleaner").summary(&title).body(&body).show();
        if let Err(err) = shown {
            log::warn!("no notification: {err}");
        }
    };
    if let Err(err) = std::thread::Builder::new().name("notification".to_owned()).spawn(show) {
        log::warn!("no notification: {err}");
    }
}
