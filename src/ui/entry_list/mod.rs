//! The middle pane: its head, and rows of entries under day headings. Only visible rows are
//! touched, whatever the length of the list.

mod copy_row;
mod geometry;
mod head;
mod row;

use std::ops::Range;
use std::time::Duration;

use egui::accesskit::Role;
use egui::{Id, Rect, Sense, Ui, pos2, vec2};

use crate::app::{Action, AppState, Pane};
use crate::i18n::t;
use crate::model::{EntryId, ListEntry, Order};

use super::empty_list::empty_ui;
use super::focus::{is_read_aloud, stop_ui};
use super::list_banner::banner_ui;
use super::passed::PassedEntries;
use super::scroll::ListScroll;
use crate::ui::context::UiContext;
use copy_row::{COPY_HEIGHT, copy_ui};
use geometry::Geometry;
use head::{head_ui, search_ui};
use row::{ROW_HEIGHT, entry_ui};

pub(super) use head::search_id;

/// Rows above and below the viewport whose texts are read ahead.
const ROWS_AHEAD: usize = 20;
/// Space kept above and below a row that is scrolled into view, in points.
const REVEAL_ROOM: f64 = 46.0;

/// The state of the list pane between frames.
#[derive(Debug, Default)]
pub(super) struct ListView {
    scroll: ListScroll,
    version: u64,
    anchor: Option<(EntryId, f64)>,
    wants_reveal: bool,
    wants_top: bool,
    /// Height of the pane in the last frame, in points.
    height: f32,
    /// Whether to put the cursor into the search field.
    pub(super) wants_search_focus: bool,
    restored_row: Option<f32>,
    passed: PassedEntries,
}

impl ListView {
    /// Starts at the row where the last session ended.
    pub(super) fn restored(row: f32) -> Self {
        Self { restored_row: Some(row).filter(|row| *row > 0.0), ..Self::default() }
    }

    /// Scrolls the selected row into view.
    pub(super) fn reveal(&mut self) {
        self.wants_reveal = true;
    }

    pub(super) fn scroll_to_top(&mut self) {
        self.wants_top = true;
        self.anchor = None;
    }

    /// The scroll offset in rows, for the session.
    pub(super) fn row(&self) -> f32 {
        (self.scroll.offset / f64::from(ROW_HEIGHT)) as f32
    }

    pub(super) fn list_ui(&mut self, ui: &mut Ui, cx: &UiContext<'_>, is_alone: bool) {
        head_ui(ui, cx, is_alone);
        banner_ui(ui, cx);
        search_ui(ui, cx, &mut self.wants_search_focus);
        let (rect, _) = ui.allocate_exact_size(ui.available_size(), Sense::HOVER);
        let response = stop_ui(ui, Pane::Entries, rect, Role::ListBox, &cx.state.list_title());
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_size_of_set(cx.state.list.entries().len());
        });
        if cx.state.list.entries().is_empty() {
            empty_ui(ui, cx, rect);
            return;
        }
        let rows = egui::UiBuilder::new().max_rect(rect).id_salt("rows");
        let mut inner = ui.new_child(rows.accessibility_parent(response.id));
        inner.set_clip_rect(rect.intersect(ui.clip_rect()));
        self.rows_ui(&mut inner, cx, rect, response.id);
    }

    fn rows_ui(&mut self, ui: &mut Ui, cx: &UiContext<'_>, rect: Rect, list: Id) {
        let geometry = Geometry::new(cx.state);
        self.settle(rect.height(), cx.state, &geometry);
        let before = self.scroll.offset;
        let by_wheel = self.scroll.update_ui(ui, rect, geometry.height(), cx.theme);
        let first = geometry.row_at(self.scroll.offset);
        if by_wheel && cx.state.settings.mark_read_on_scroll && !cx.state.is_preview() {
            self.pass(ui, cx.state, geometry.row_at(before)..first);
        }
        self.mark_passed(ui, cx);
        let mut index = first;
        while index < cx.state.list.entries().len() {
            let top = rect.top() + (geometry.top(index) - self.scroll.offset) as f32;
            if top > rect.bottom() {
                break;
            }
            let row = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), ROW_HEIGHT));
            entry_ui(ui, cx, row, list, index);
            copies_ui(ui, cx, (rect, list), &geometry, index, self.scroll.offset);
            index += 1;
        }
        // A screen reader stays with the selected row when it is scrolled out of sight.
        let selected = cx.state.list.selected_index().filter(|at| !(first..index).contains(at));
        if let Some(at) = selected.filter(|_| is_read_aloud(ui)) {
            let top = rect.top() + (geometry.top(at) - self.scroll.offset) as f32;
            let row = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), ROW_HEIGHT));
            entry_ui(ui, cx, row, list, at);
            copies_ui(ui, cx, (rect, list), &geometry, at, self.scroll.offset);
        }
        geometry.days_ui(ui, cx, rect, self.scroll.offset);
        self.anchor = cx
            .state
            .list
            .entries()
            .get(first)
            .map(|entry| (entry.id, self.scroll.offset - geometry.top(first)));
        let around = first.saturating_sub(ROWS_AHEAD)
            ..(index + ROWS_AHEAD).min(cx.state.list.entries().len());
        let list = &cx.state.list;
        let missing = |entry: &&ListEntry| !list.has_row(entry.id);
        let copies = |entry: &ListEntry| {
            let is_shown = list.is_unfolded(entry.id);
            if is_shown { list.copies(entry.id) } else { &[] }
        };
        let ids: Vec<EntryId> = cx
            .state
            .list
            .entries()
            .get(around)
            .unwrap_or_default()
            .iter()
            .flat_map(|entry| std::iter::once(entry).chain(copies(entry)))
            .filter(missing)
            .map(|entry| entry.id)
            .collect();
        if !ids.is_empty() {
            cx.push(Action::NeedRows(ids));
        }
    }

    fn pass(&mut self, ui: &Ui, state: &AppState, rows: Range<usize>) {
        let unread = state
            .list
            .entries()
            .get(rows)
            .unwrap_or_default()
            .iter()
            .filter(|entry| !entry.is_read);
        self.passed.add(unread.map(|entry| entry.id), ui.input(|input| input.time));
    }

    fn mark_passed(&mut self, ui: &Ui, cx: &UiContext<'_>) {
        let now_secs = ui.input(|input| input.time);
        let ids = self.passed.take(now_secs);
        if !ids.is_empty() {
            cx.push(Action::MarkPassed(ids));
        }
        if let Some(wait) = self.passed.wait_secs(now_secs) {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(wait));
        }
    }

    /// Sets the scroll offset for this frame. The topmost row stays where it is, whatever was added
    /// or removed above it.
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
            if let Some((top, bottom)) = index.map(|index| selected_edges(state, geometry, index)) {
                self.scroll.reveal(top, bottom, height, REVEAL_ROOM);
            }
            // The selected row may still arrive with the rest of the list.
            self.wants_reveal &= index.is_none() && !state.list.is_whole();
        }
        self.scroll.clamp(height, geometry.height());
    }

    /// Whether the selected row left the view because the window became lower.
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

/// Draws the entries that an unfolded row stands for.
fn copies_ui(
    ui: &mut Ui,
    cx: &UiContext<'_>,
    (rect, list): (Rect, Id),
    geometry: &Geometry<'_>,
    index: usize,
    offset: f64,
) {
    let Some(head) = cx.state.list.entries().get(index) else { return };
    if !cx.state.list.is_unfolded(head.id) {
        return;
    }
    for (at, copy) in cx.state.list.copies(head.id).iter().enumerate() {
        let top = rect.top() + (geometry.copy_top(index, at) - offset) as f32;
        let row = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), COPY_HEIGHT));
        copy_ui(ui, cx, row, list, copy);
    }
}

/// The top and the bottom of the selected entry, whose row has this index.
fn selected_edges(state: &AppState, geometry: &Geometry<'_>, index: usize) -> (f64, f64) {
    let head = state.list.entries().get(index).map(|entry| entry.id);
    let copies = head.filter(|head| state.list.is_unfolded(*head)).map(|id| state.list.copies(id));
    let at = copies
        .and_then(|copies| copies.iter().position(|copy| Some(copy.id) == state.list.selected()));
    match at {
        Some(at) => {
            let top = geometry.copy_top(index, at);
            (top, top + f64::from(COPY_HEIGHT))
        }
        None => (geometry.top(index), geometry.top(index) + f64::from(ROW_HEIGHT)),
    }
}

pub(super) fn order_words(order: Order) -> String {
    match order {
        Order::Newest => t!(list_newest_first),
        Order::Oldest => t!(list_oldest_first),
        Order::Longest => t!(command_longest_first),
        Order::Shortest => t!(command_shortest_first),
        Order::LastRead => t!(command_last_read_first),
        Order::Queue => t!(place_queue),
    }
}
