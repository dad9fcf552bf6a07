//! The rows of the entries that an unfolded row stands for: feed, title and time in one line.

use egui::accesskit::Role;
use egui::{CornerRadius, Id, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::row::{describe, shown_title, source_name};
use crate::app::{Action, Pane, row_time_words};
use crate::i18n::t;
use crate::model::ListEntry;
use crate::ui::context::UiContext;
use crate::ui::entry_menu::entry_menu_ui;
use crate::ui::feed_icons;
use crate::ui::focus::has_ring;
use crate::ui::menu_items::context_menu_ui;
use crate::ui::widgets::{bold, line, ring, sans};

/// Height of such a row, in points.
pub(super) const COPY_HEIGHT: f32 = 34.0;
/// Side of the icon of the feed, in points.
const ICON_SIDE: f32 = 13.0;
/// How much further right than a row it begins, in points.
const INDENT: f32 = 40.0;

/// Draws such a row and handles its clicks and menu.
pub(super) fn copy_ui(ui: &mut Ui, cx: &UiContext<'_>, rect: Rect, list: Id, entry: &ListEntry) {
    let row = cx.state.list.row(entry.id);
    let is_selected = cx.state.list.selected() == Some(entry.id);
    let response = ui.interact(rect, ui.scope_id().with(("copy", entry.id)), Sense::CLICK);
    response.widget_info(|| {
        let name = row.map_or_else(|| t!(state_loading).into(), shown_title);
        WidgetInfo::labeled(Role::ListBoxOption, true, name)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_description(describe(cx, entry, row));
        node.set_selected(is_selected);
        node.set_level(2);
    });
    if is_selected {
        ui.ctx().accesskit_node_builder(list, |node| {
            node.set_active_descendant(response.id.accesskit_id());
        });
    }
    if response.clicked() {
        cx.push(Action::SelectEntry(entry.id));
    }
    let painter = ui.painter();
    let shape = rect.shrink2(vec2(8.0, 1.0)).with_min_x(rect.left() + INDENT - 10.0);
    if is_selected {
        painter.rect_filled(shape, CornerRadius::same(8), cx.theme.selection);
    } else if response.hovered() {
        painter.rect_filled(shape, CornerRadius::same(8), cx.theme.hover);
    }
    if is_selected && has_ring(ui.ctx(), Pane::Entries) {
        ring(painter, shape, cx.theme);
    }
    let middle = rect.center().y;
    if !entry.is_read {
        painter.circle_filled(pos2(rect.left() + INDENT - 4.0, middle), 3.0, cx.theme.unread);
    }
    let mut left = rect.left() + INDENT + 6.0;
    let mut right = rect.right() - 18.0;
    if let Some(row) = row {
        let time = row_time_words(row.shown_time, None, cx.now, &cx.state.zone);
        let galley = painter.layout_no_wrap(time, sans(11.5), cx.theme.dim);
        right -= galley.size().x;
        painter.galley(pos2(right, middle - galley.size().y / 2.0), galley, cx.theme.dim);
        right -= 8.0;
    }
    if let Some(feed) = cx.state.feed(entry.feed_id) {
        let icon = cx.feed_icon(feed, ui.pixels_per_point());
        let center = pos2(left + ICON_SIDE / 2.0, middle);
        feed_icons::paint(painter, center, ICON_SIDE, icon.as_ref(), feed.title(), cx.theme);
        left += ICON_SIDE + 6.0;
    }
    let title = row.map(shown_title).unwrap_or_default();
    let words = t!(list_copy, feed = source_name(entry, cx.state), title = title.as_ref());
    let (font, color) =
        if entry.is_read { (sans(12.5), cx.theme.dim) } else { (bold(12.5), cx.theme.ink) };
    line(painter, pos2(left, middle), &words, font, color, right - left);
    context_menu_ui(&response, Pane::Entries, is_selected, |ui| entry_menu_ui(ui, cx, entry, row));
}
