//! The middle pane: its head, and rows of entries under day headings. Only rows in view are touched, whatever the length.

use std::ops::Range;
use std::time::Duration;

use egui::accesskit::Role;
use egui::{CornerRadius, Id, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};
use jiff::Timestamp;

use crate::app::{Action, AppState, Command, DayGroup, Dialog, NameTarget, Place, day_words, time_words};
use crate::config::SessionSource;
use crate::model::{EntryId, EntryRow, Filter, ListEntry, Order};
use crate::query::parse_typed;

use super::empty_list::empty_ui;
use super::entry_menu::entry_menu_ui;
use super::feed_icons::{self, FeedIcons};
use super::icons::{Icon, STAR_FILLED};
use super::list_banner::banner_ui;
use super::passed::Passed;
use super::scroll::ListScroll;
use super::theme::Theme;
use super::widgets::{
    bold, clipped_marked, command_button_ui, focus_once, focus_ring, icon_button_tinted_ui, line, sans, text_field, tooltip, with_key,
};

/// Height of a row, in points: title and excerpt share three lines, then source and time.
const ROW_HEIGHT: f32 = 92.0;
/// Height of a day heading, in points.
const DAY_HEIGHT: f32 = 30.0;
/// Room at the right edge that is the scroll bar's, in points.
const SCROLL_BAR_ROOM: f32 = 11.0;
/// Side of the icon beside the name of an entry's feed, in points.
const ICON_SIDE: f32 = 13.0;
/// Rows above and below the view whose texts are read ahead.
const ROWS_AHEAD: usize = 20;
/// Room kept above and below a row that is brought into view, in points.
const REVEAL_ROOM: f64 = 46.0;

/// What the list pane remembers between frames.
#[derive(Debug, Default)]
pub(super) struct ListView {
    scroll: ListScroll,
    version: u64,
    anchor: Option<(EntryId, f64)>,
    wants_reveal: bool,
    wants_top: bool,
    /// Height of the pane in the frame before, in points.
    height: f32,
    /// Puts the cursor into the search field.
    pub(super) wants_search_focus: bool,
    restored_row: Option<f32>,
    passed: Passed,
}

impl ListView {
    /// Starts where the session left off.
    pub(super) fn restored(row: f32) -> Self {
        Self { restored_row: Some(row).filter(|row| *row > 0.0), ..Self::default() }
    }

    /// Brings the selected row into view.
    pub(super) fn reveal(&mut self) {
        self.wants_reveal = true;
    }

    /// Goes back to the top.
    pub(super) fn scroll_to_top(&mut self) {
        self.wants_top = true;
        self.anchor = None;
    }

    /// How far the list is scrolled, in rows, for the session.
    pub(super) fn row(&self) -> f32 {
        (self.scroll.offset / f64::from(ROW_HEIGHT)) as f32
    }

    /// Draws the pane; returns what the user asked for.
    pub(super) fn list_ui(
        &mut self,
        ui: &mut Ui,
        state: &AppState,
        icons: &mut FeedIcons,
        is_alone: bool,
        theme: &Theme,
        now: Timestamp,
    ) -> Vec<Action> {
        let mut actions = Vec::new();
        head_ui(ui, state, is_alone, theme, &mut actions);
        banner_ui(ui, state, theme, &mut actions);
        self.search_ui(ui, state, theme, &mut actions);
        let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::HOVER);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::ListBox);
            node.set_label("Entries");
        });
        if state.list.entries().is_empty() {
            empty_ui(ui, rect, state, theme, &mut actions);
            return actions;
        }
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect).id_salt("rows"));
        inner.set_clip_rect(rect.intersect(ui.clip_rect()));
        self.rows_ui(&mut inner, rect, response.id, state, icons, theme, now, &mut actions);
        actions
    }

    fn search_ui(&mut self, ui: &mut Ui, state: &AppState, theme: &Theme, actions: &mut Vec<Action>) {
        let Some(search) = &state.search else { return };
        let mut text = search.clone();
        ui.horizontal(|ui| {
            ui.add_space(12.0);
            let width = ui.available_width() - 80.0;
            let field = text_field(ui, &mut text).hint_text("Search everything").desired_width(width).id(search_id());
            let response = ui.add(field);
            focus_once(&response, &mut self.wants_search_focus);
            if response.changed() {
                actions.push(Action::Search(text));
            }
            let may_save = !search.trim().is_empty() && parse_typed(search).is_ok() && !state.is_preview();
            if may_save && icon_button_tinted_ui(ui, Icon::Save, "Save search", theme.dim, theme).clicked() {
                let dialog = Dialog::Name { target: NameTarget::NewSmartFeed, text: String::new() };
                actions.push(Action::OpenDialog(Box::new(dialog)));
            }
            if icon_button_tinted_ui(ui, Icon::Close, "Close search", theme.dim, theme).clicked() {
                actions.push(Action::ShowSearch(false));
            }
        });
        if let Err(error) = parse_typed(search) {
            let place = search.get(error.at).filter(|place| !place.trim().is_empty());
            let words = place.map_or_else(|| error.message.clone(), |place| format!("{place}: {}", error.message));
            ui.horizontal_wrapped(|ui| {
                ui.add_space(14.0);
                ui.label(egui::RichText::new(words).color(theme.warning).font(sans(12.5)));
            });
        }
        ui.add_space(6.0);
    }

    #[expect(clippy::too_many_arguments)]
    fn rows_ui(
        &mut self,
        ui: &mut Ui,
        rect: Rect,
        list: Id,
        state: &AppState,
        icons: &mut FeedIcons,
        theme: &Theme,
        now: Timestamp,
        actions: &mut Vec<Action>,
    ) {
        let geometry = Geometry::new(state);
        self.settle(rect.height(), state, &geometry);
        let before = self.scroll.offset;
        let by_wheel = self.scroll.update_ui(ui, rect, geometry.height(), theme);
        let first = geometry.row_at(self.scroll.offset);
        if by_wheel && state.settings.mark_read_on_scroll && !state.is_preview() {
            self.pass(ui, state, geometry.row_at(before)..first);
        }
        self.mark_passed(ui, actions);
        let mut index = first;
        while index < state.list.entries().len() {
            let top = rect.top() + (geometry.top(index) - self.scroll.offset) as f32;
            if top > rect.bottom() {
                break;
            }
            let row = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), ROW_HEIGHT));
            entry_ui(ui, row, list, state, icons, index, theme, now, actions);
            index += 1;
        }
        geometry.days_ui(ui, rect, self.scroll.offset, state, theme, now);
        self.anchor = state.list.entries().get(first).map(|entry| (entry.id, self.scroll.offset - geometry.top(first)));
        let around = first.saturating_sub(ROWS_AHEAD)..(index + ROWS_AHEAD).min(state.list.entries().len());
        let missing = |entry: &&ListEntry| state.list.row(entry.id).is_none();
        let ids: Vec<EntryId> = state.list.entries().get(around).unwrap_or_default().iter().filter(missing).map(|entry| entry.id).collect();
        if !ids.is_empty() {
            actions.push(Action::NeedRows(ids));
        }
    }

    fn pass(&mut self, ui: &Ui, state: &AppState, rows: Range<usize>) {
        let unread = state.list.entries().get(rows).unwrap_or_default().iter().filter(|entry| !entry.is_read);
        self.passed.add(unread.map(|entry| entry.id), ui.input(|input| input.time));
    }

    fn mark_passed(&mut self, ui: &Ui, actions: &mut Vec<Action>) {
        let now_secs = ui.input(|input| input.time);
        let ids = self.passed.take(now_secs);
        if !ids.is_empty() {
            actions.push(Action::MarkPassed(ids));
        }
        if let Some(wait) = self.passed.wait_secs(now_secs) {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(wait));
        }
    }

    /// Where the list stands before this frame: the row under the eye stays where it was, whatever came or went above it.
    fn settle(&mut self, height: f32, state: &AppState, geometry: &Geometry<'_>) {
        if self.version != state.list.version() {
            self.version = state.list.version();
            if let Some((id, inside)) = self.anchor
                && self.scroll.offset > 0.0
                && let Some(index) = state.list.index_of(id)
            {
                self.scroll.offset = geometry.top(index) + inside;
            }
        }
        if std::mem::take(&mut self.wants_top) {
            self.scroll.offset = 0.0;
        }
        if let Some(row) = self.restored_row.take() {
            self.scroll.offset = f64::from(row) * f64::from(ROW_HEIGHT);
        }
        let loses_selection = self.loses_selection(height, state, geometry);
        if (self.wants_reveal && state.list.is_here()) || loses_selection {
            let index = state.list.selected_index();
            if let Some(top) = index.map(|index| geometry.top(index)) {
                self.scroll.reveal(top, top + f64::from(ROW_HEIGHT), height, REVEAL_ROOM);
            }
            // What is on its way may still bring it.
            self.wants_reveal &= index.is_none() && !state.list.is_whole();
        }
        self.scroll.clamp(height, geometry.height());
    }

    /// Whether the selected row was in view and is not any more, because the window became lower.
    fn loses_selection(&mut self, height: f32, state: &AppState, geometry: &Geometry<'_>) -> bool {
        let before = std::mem::replace(&mut self.height, height);
        if height >= before {
            return false;
        }
        let Some(index) = state.list.selected_index() else { return false };
        let bottom = geometry.top(index) + f64::from(ROW_HEIGHT) - self.scroll.offset;
        (0.0..=f64::from(before)).contains(&bottom) && bottom > f64::from(height)
    }
}

/// The id of the search field, so that keys know when it has the cursor.
pub(super) fn search_id() -> Id {
    Id::unique("search field")
}

/// Where rows and day headings are: headings take room between rows, and are few.
struct Geometry<'a> {
    days: &'a [DayGroup],
    rows: usize,
}

impl<'a> Geometry<'a> {
    fn new(state: &'a AppState) -> Self {
        // A preview is in the order of the feed, where days would say nothing.
        let days = if state.is_preview() { &[] } else { state.list.days() };
        Self { days, rows: state.list.entries().len() }
    }

    fn height(&self) -> f64 {
        self.rows as f64 * f64::from(ROW_HEIGHT) + self.days.len() as f64 * f64::from(DAY_HEIGHT) + 8.0
    }

    /// Top of a row.
    fn top(&self, index: usize) -> f64 {
        let headings = self.days.partition_point(|day| day.first <= index);
        index as f64 * f64::from(ROW_HEIGHT) + headings as f64 * f64::from(DAY_HEIGHT)
    }

    /// The first row that reaches below an offset.
    fn row_at(&self, offset: f64) -> usize {
        let (mut low, mut high) = (0, self.rows.saturating_sub(1));
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.top(middle) + f64::from(ROW_HEIGHT) <= offset { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// Headings in view; the one of the topmost row sticks to the edge until the next pushes it away.
    fn days_ui(&self, ui: &Ui, rect: Rect, offset: f64, state: &AppState, theme: &Theme, now: Timestamp) {
        let today = now.to_zoned(state.zone.clone()).date();
        let place = |day: &DayGroup| self.top(day.first) - f64::from(DAY_HEIGHT) - offset;
        let next = self.days.partition_point(|day| place(day) <= 0.0);
        for day in self.days.get(next..).unwrap_or_default() {
            let y = place(day) as f32;
            if y > rect.height() {
                break;
            }
            heading_ui(ui, rect, y, &day_words(day.date, today), theme);
        }
        if let Some(day) = next.checked_sub(1).and_then(|index| self.days.get(index)) {
            let pushed = self.days.get(next).map_or(0.0, |after| (place(after) as f32 - DAY_HEIGHT).min(0.0));
            heading_ui(ui, rect, pushed, &day_words(day.date, today), theme);
        }
    }
}

fn heading_ui(ui: &Ui, rect: Rect, y: f32, words: &str, theme: &Theme) {
    let area = Rect::from_min_size(pos2(rect.left(), rect.top() + y), vec2(rect.width() - SCROLL_BAR_ROOM, DAY_HEIGHT));
    ui.painter().rect_filled(area, CornerRadius::ZERO, theme.list);
    line(ui.painter(), pos2(area.left() + 26.0, area.center().y + 1.0), words, bold(12.0), theme.dim, area.width() - 40.0);
}

fn head_ui(ui: &mut Ui, state: &AppState, is_alone: bool, theme: &Theme, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.set_height(44.0);
        ui.spacing_mut().item_spacing.x = 2.0;
        ui.add_space(8.0);
        let (icon, name) =
            if is_alone { (Icon::Back, "Back to feeds".to_owned()) } else { (Icon::Sidebar, tooltip(Command::ToggleSidebar, theme)) };
        if icon_button_tinted_ui(ui, icon, &name, theme.dim, theme).clicked() {
            actions.push(if is_alone { Action::ShowPane(crate::app::Pane::Sources) } else { Action::ToggleSidebar });
        }
        ui.add_space(4.0);
        let buttons = if state.has_filter() { 4.0 } else { 3.0 };
        let width = (ui.available_width() - buttons * 30.0 - 10.0).max(40.0);
        let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::HOVER);
        let title = state.place_title();
        response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &title));
        line(ui.painter(), rect.left_center(), &title, bold(15.0), theme.ink, width);
        head_buttons_ui(ui, state, theme, actions);
    });
}

fn head_buttons_ui(ui: &mut Ui, state: &AppState, theme: &Theme, actions: &mut Vec<Action>) {
    if state.has_filter() {
        let is_unread_only = state.filter() == Filter::Unread;
        let words = if is_unread_only { "Show read entries too" } else { "Show unread entries only" };
        let name = with_key(words, Command::ToggleFilter, theme);
        let color = if is_unread_only { theme.accent } else { theme.dim };
        if icon_button_tinted_ui(ui, Icon::Filter, &name, color, theme).clicked() {
            actions.push(Action::ToggleFilter);
        }
    }
    for (icon, command) in [(Icon::Search, Command::Search), (Icon::MarkRead, Command::MarkAllRead), (Icon::Refresh, Command::RefreshPlace)]
    {
        let action = command.resolve(state);
        if command_button_ui(ui, icon, command, action.is_some(), theme) {
            actions.extend(action);
        }
    }
}

#[expect(clippy::too_many_arguments)]
fn entry_ui(
    ui: &mut Ui,
    rect: Rect,
    list: Id,
    state: &AppState,
    icons: &mut FeedIcons,
    index: usize,
    theme: &Theme,
    now: Timestamp,
    actions: &mut Vec<Action>,
) {
    let Some(entry) = state.list.entries().get(index) else { return };
    let row = state.list.row(entry.id);
    let is_selected = state.list.selected() == Some(entry.id);
    let sense = if is_selected { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, ui.scope_id().with(entry.id), sense);
    let name = row.map_or("Loading…", |row| shown_title(row));
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_selected, name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::ListBoxOption);
        node.set_description(describe(entry, row, state, now));
        node.set_position_in_set(index + 1);
        node.set_size_of_set(state.list.entries().len());
    });
    if is_selected {
        // The keys move the selection and not the focus: this is how a screen reader follows.
        ui.ctx().accesskit_node_builder(list, |node| node.set_active_descendant(response.id.accesskit_id()));
    }
    if response.clicked() {
        actions.push(Action::SelectEntry(entry.id));
    }
    if response.middle_clicked()
        && let Some(url) = row.and_then(|row| row.url.clone())
    {
        actions.push(Action::OpenUrl { url, in_background: true });
    }
    paint_entry(ui, rect, entry, row, state, icons, &response, theme, now);
    if !state.is_preview() {
        response.context_menu(|ui| entry_menu_ui(ui, state, entry, row, actions));
    }
}

fn describe(entry: &ListEntry, row: Option<&EntryRow>, state: &AppState, now: Timestamp) -> String {
    let mut words = vec![if entry.is_read { "read" } else { "unread" }.to_owned()];
    if entry.is_starred {
        words.push("starred".to_owned());
    }
    words.push(source_name(entry, state).to_owned());
    if let Some(row) = row {
        words.push(time_words(row.shown_time, now, &state.zone));
    }
    words.retain(|word| !word.is_empty());
    words.join(", ")
}

fn shown_title(row: &EntryRow) -> &str {
    match () {
        () if !row.title.is_empty() => &row.title,
        () if !row.excerpt.is_empty() => &row.excerpt,
        () => "Untitled",
    }
}

fn source_name<'a>(entry: &ListEntry, state: &'a AppState) -> &'a str {
    state.feed(entry.feed_id).map_or("", |feed| feed.title())
}

#[expect(clippy::too_many_arguments)]
fn paint_entry(
    ui: &Ui,
    rect: Rect,
    entry: &ListEntry,
    row: Option<&EntryRow>,
    state: &AppState,
    icons: &mut FeedIcons,
    response: &Response,
    theme: &Theme,
    now: Timestamp,
) {
    let painter = ui.painter();
    let is_selected = state.list.selected() == Some(entry.id);
    let shape = rect.shrink2(vec2(8.0, 1.0));
    if is_selected {
        painter.rect_filled(shape, CornerRadius::same(8), theme.selection);
    } else if response.hovered() {
        painter.rect_filled(shape, CornerRadius::same(8), theme.hover);
    }
    focus_ring(painter, &response.clone().with_new_rect(shape), theme);
    let is_unread = !entry.is_read && !state.is_preview();
    let left = rect.left() + 26.0;
    let width = rect.right() - 18.0 - left;
    if is_unread {
        painter.circle_filled(pos2(rect.left() + 17.0, rect.top() + 19.5), 3.5, theme.unread);
    }
    let Some(row) = row else { return };
    let has_title = !row.title.is_empty();
    let (title_font, title_color) = match (is_unread, has_title) {
        (true, true) => (bold(14.0), theme.ink),
        (true, false) => (sans(14.0), theme.ink),
        (false, _) => (sans(14.0), theme.dim),
    };
    let mut y = rect.top() + 9.0;
    let marked = |text: &str, font, color, rows| clipped_marked(painter, text, font, color, width, rows, &state.highlights, theme.mark);
    let title = marked(shown_title(row), title_font, title_color, if has_title { 2 } else { 3 });
    let title_rows = title.rows.len();
    let height = title.size().y;
    painter.galley(pos2(left, y), title, title_color);
    y += height + 2.0;
    if has_title && !row.excerpt.is_empty() {
        let excerpt = marked(&row.excerpt, sans(12.5), theme.dim, 3 - title_rows.min(2));
        painter.galley(pos2(left, y), excerpt, theme.dim);
    }
    paint_foot(ui, pos2(left, rect.bottom() - 14.0), width, entry, row, state, icons, theme, now);
}

#[expect(clippy::too_many_arguments)]
fn paint_foot(
    ui: &Ui,
    pos: egui::Pos2,
    width: f32,
    entry: &ListEntry,
    row: &EntryRow,
    state: &AppState,
    icons: &mut FeedIcons,
    theme: &Theme,
    now: Timestamp,
) {
    let painter = ui.painter();
    let mut time = time_words(row.shown_time, now, &state.zone);
    if row.is_time_guessed {
        time = format!("seen {time}");
    }
    let galley = painter.layout_no_wrap(time, sans(11.5), theme.dim);
    let mut right = pos.x + width - galley.size().x;
    painter.galley(pos2(right, pos.y - galley.size().y / 2.0), galley, theme.dim);
    right -= 8.0;
    if entry.is_starred {
        right -= 14.0;
        let font = egui::FontId::new(15.0, super::fonts::icons());
        painter.text(pos2(right + 7.0, pos.y), egui::Align2::CENTER_CENTER, STAR_FILLED, font, theme.star);
        right -= 4.0;
    }
    let author = row.author.as_deref().unwrap_or("");
    let feed = source_name(entry, state);
    // In the list of one feed, who wrote says more than the feed's own name.
    let is_one_feed = matches!(state.place(), Place::Library(SessionSource::Feed(_)));
    let source = if feed.is_empty() || (is_one_feed && !author.is_empty()) { author } else { feed };
    let mut left = pos.x;
    // What is the same in every row says nothing.
    if let Some(known) = state.feed(entry.feed_id).filter(|_| !is_one_feed) {
        let icon = icons.of(known, ui.pixels_per_point());
        feed_icons::paint(painter, pos2(left + ICON_SIDE / 2.0, pos.y), ICON_SIDE, icon.as_ref(), known.title(), theme);
        left += ICON_SIDE + 6.0;
    }
    line(painter, pos2(left, pos.y), source, sans(11.5), theme.dim, right - left);
}

/// The words of the order button.
pub(super) fn order_words(order: Order) -> &'static str {
    match order {
        Order::Newest => "Newest first",
        Order::Oldest => "Oldest first",
    }
}
