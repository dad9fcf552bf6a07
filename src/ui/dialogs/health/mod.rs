//! Feed health: a table with the condition of each feed, sortable by every column, with a menu of
//! the actions that may help. Only visible rows are laid out, whatever the number of feeds.

mod accounts;
mod columns;
mod menu;
mod row;
mod words;

use egui::accesskit::{Role, SortDirection};
use egui::{
    Align2, EventFilter, Id, Key, Modifiers, Rect, Response, RichText, Sense, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use crate::app::{HealthFilter, HealthView, health_rows, is_in};
use crate::i18n::t;
use crate::model::Feed;

use super::{field_ui, foot_ui, title_ui};
use crate::ui::choosing::{arrow_choice, filter_ui};
use crate::ui::context::UiContext;
use crate::ui::icons::Icon;
use crate::ui::widgets::{focus_ring, sans};
use accounts::accounts_ui;
use columns::{Column, columns};
use row::{ROW, row_ui};

/// Height of the head of the table, in points.
const HEAD: f32 = 26.0;

const FILTERS: [HealthFilter; 6] = [
    HealthFilter::All,
    HealthFilter::Failing,
    HealthFilter::Moved,
    HealthFilter::Silent,
    HealthFilter::NeverRead,
    HealthFilter::Paused,
];

pub(super) fn health_ui(ui: &mut Ui, cx: &UiContext<'_>, view: &mut HealthView) {
    title_ui(ui, &t!(health_title), cx.theme);
    let top = ui.cursor().top();
    accounts_ui(ui, cx);
    let above = ui.cursor().top() - top;
    let (feeds, facts) = (&cx.state.library.feeds, &cx.state.facts);
    ui.horizontal_wrapped(|ui| {
        for choice in FILTERS {
            let is_shown = |feed: &&Feed| is_in(choice, feed, facts.get(&feed.id), cx.now);
            let count = feeds.iter().filter(is_shown).count();
            let label = t!(health_filter, filter = words::filter(choice), count = count);
            let words = RichText::new(label).font(sans(13.0));
            if filter_ui(ui, view.filter == choice, words).clicked() {
                view.filter = choice;
            }
        }
    });
    field_ui(ui, "feeds", &mut view.text, &t!(health_search_hint), &t!(health_search));
    let rows = health_rows(feeds, facts, view, cx.now);
    let columns = columns(ui.available_width());
    head_ui(ui, cx, view, &columns);
    table_ui(ui, cx, &rows, &columns, above);
    foot_ui(ui, cx, &t!(button_close), None);
}

/// The head of the table. A click on a column sorts by it, a second one turns the order round;
/// arrows go from column to column.
fn head_ui(ui: &mut Ui, cx: &UiContext<'_>, view: &mut HealthView, columns: &[Column]) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEAD), Sense::hover());
    let heads: Vec<Response> =
        columns.iter().map(|column| column_head_ui(ui, cx, view, column, rect)).collect();
    ui.painter().hline(rect.x_range(), rect.bottom(), (1.0, cx.theme.hairline));
    let clicked = heads.iter().position(Response::clicked);
    let chosen = |at: usize| columns.get(at).map(|column| column.kind);
    if let Some(kind) = arrow_choice(ui, &heads).and_then(chosen) {
        (view.sort, view.is_reversed) = (kind, false);
    } else if let Some(kind) = clicked.and_then(chosen) {
        view.is_reversed = view.sort == kind && !view.is_reversed;
        view.sort = kind;
    }
}

fn column_head_ui(
    ui: &Ui,
    cx: &UiContext<'_>,
    view: &HealthView,
    column: &Column,
    head: Rect,
) -> Response {
    let cell = column.cell(head);
    let id = ui.unique_id().with(("head of a column", column.kind));
    let response = ui.interact(cell, id, Sense::click());
    let name = words::column(column.kind);
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
    let is_sorted = view.sort == column.kind;
    if is_sorted {
        let direction =
            if view.is_reversed { SortDirection::Descending } else { SortDirection::Ascending };
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_sort_direction(direction));
    }
    let color = if is_sorted || response.hovered() { cx.theme.ink } else { cx.theme.dim };
    let painter = ui.painter().with_clip_rect(cell);
    let middle = cell.center().y;
    let words = if column.is_icon_only() {
        cell.left_center()
    } else {
        let at = pos2(cell.left() + 2.0, middle);
        painter.text(at, Align2::LEFT_CENTER, &name, sans(12.0), color).right_center()
    };
    if is_sorted {
        let icon = if view.is_reversed { Icon::Up } else { Icon::Unfolded };
        icon.paint(&painter, words + vec2(9.0, 0.0), 12.0, color);
    }
    focus_ring(ui.painter(), &response, cx.theme);
    response.on_hover_text(name)
}

/// The rows. `above` is the height of the accounts above them.
fn table_ui(ui: &mut Ui, cx: &UiContext<'_>, rows: &[&Feed], columns: &[Column], above: f32) {
    let height = (ui.ctx().content_rect().height() - 310.0 - above).max(120.0);
    let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let table = ui.interact(area, ui.unique_id().with("table"), Sense::hover());
    table.widget_info(|| WidgetInfo::labeled(Role::Table, true, t!(health_title)));
    ui.ctx().accesskit_node_builder(table.id, |node| node.set_row_count(rows.len()));
    let inside = UiBuilder::new().max_rect(area).accessibility_parent(table.id);
    ui.scope_builder(inside, |ui| {
        if rows.is_empty() {
            ui.label(RichText::new(t!(health_none)).color(cx.theme.dim));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let scroll = egui::ScrollArea::vertical().max_height(height).auto_shrink(false);
        scroll.show_rows(ui, ROW, rows.len(), |ui, range| {
            let first = range.start;
            for (offset, feed) in rows.get(range).unwrap_or_default().iter().enumerate() {
                let response = ui.push_id(feed.id, |ui| row_ui(ui, cx, feed, columns)).inner;
                step_ui(ui, &response, first + offset, rows.len());
            }
        });
    });
}

/// Lets arrows move from the button of a row to that of the row before or after, also where that
/// row is not in view yet.
fn step_ui(ui: &Ui, button: &Response, at: usize, count: usize) {
    let wanted_id = Id::unique("row of the health page that gets the focus");
    let wanted: Option<usize> = ui.data(|data| data.get_temp(wanted_id));
    if wanted == Some(at) {
        ui.data_mut(|data| data.remove::<usize>(wanted_id));
        button.request_focus();
        return;
    }
    if !button.has_focus() || egui::Popup::is_any_open(ui.ctx()) {
        return;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(button.id, filter));
    let (down, up) = ui.input_mut(|input| {
        let down = input.consume_key(Modifiers::NONE, Key::ArrowDown);
        (down, input.consume_key(Modifiers::NONE, Key::ArrowUp))
    });
    let next = if down { at + 1 } else { at.saturating_sub(usize::from(up)) };
    if next != at && next < count {
        ui.data_mut(|data| data.insert_temp(wanted_id, next));
        let by = if down { ROW } else { -ROW };
        ui.scroll_to_rect(button.rect.translate(vec2(0.0, by)), None);
        ui.ctx().request_repaint();
    }
}
