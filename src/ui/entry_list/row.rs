//! A row of the list: title and excerpt, then source and time.

use std::borrow::Cow;

use egui::accesskit::Role;
use egui::{CornerRadius, Id, Painter, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};
use jiff::civil::Date;

use crate::app::{Action, AppState, Command, Pane, StoryAction, row_time_words, time_words};
use crate::article::edits_words;
use crate::i18n::{t, until_words};
use crate::model::{EntryRow, ListEntry, Snooze};
use crate::ui::command_button::tooltip;
use crate::ui::context::UiContext;
use crate::ui::entry_menu::entry_menu_ui;
use crate::ui::feed_icons;
use crate::ui::focus::has_ring;
use crate::ui::icons::{Icon, paint_star};
use crate::ui::menu_items::context_menu_ui;
use crate::ui::theme::Theme;
use crate::ui::widgets::{ClippedText, bold, line, ring, sans};

/// Height of a row, in points: title and excerpt share three lines, then source and time.
pub(super) const ROW_HEIGHT: f32 = 92.0;
/// Height of three lines of title and excerpt, in points.
const TEXT_HEIGHT: f32 = 57.0;
/// Less empty space below the text of a row is no hole, in points.
const MIN_HOLE: f32 = 10.0;
/// Side of the icon beside the name of an entry's feed, in points.
const ICON_SIDE: f32 = 13.0;

/// Draws a row and handles its clicks and menu.
pub(super) fn entry_ui(ui: &mut Ui, cx: &UiContext<'_>, rect: Rect, list: Id, index: usize) {
    let Some(entry) = cx.state.list.entries().get(index) else { return };
    let row = cx.state.list.row(entry.id);
    let is_selected = cx.state.list.selected() == Some(entry.id);
    // The list has the focus as a whole.
    let response = ui.interact(rect, ui.scope_id().with(entry.id), Sense::CLICK);
    response.widget_info(|| {
        let name = row.map_or_else(|| t!(state_loading).into(), shown_title);
        let name = cx.state.burst_words(entry.id).map_or(name, Cow::Owned);
        WidgetInfo::labeled(Role::ListBoxOption, true, name)
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_description(describe(cx, entry, row));
        node.set_selected(is_selected);
        // AccessKit counts from zero.
        node.set_position_in_set(index);
    });
    if is_selected {
        ui.ctx().accesskit_node_builder(list, |node| {
            node.set_active_descendant(response.id.accesskit_id());
        });
    }
    let folded = cx.state.burst(entry.id).filter(|burst| burst.is_folded);
    if response.clicked() {
        // A row that stands for many entries shows them.
        cx.push(match folded {
            Some(burst) => Action::ToggleBurst(burst.feed_id),
            None => Action::SelectEntry(entry.id),
        });
    }
    let response = match cx.state.river_reason(entry.feed_id) {
        Some(reason) => response.on_hover_text(reason),
        None => response,
    };
    if response.middle_clicked()
        && let Some(url) = row.and_then(|row| row.url.clone())
    {
        cx.push(Action::OpenUrl { url, in_background: true });
    }
    let heading = cx.state.list.day_of(index).filter(|_| !cx.state.is_preview());
    paint_entry(ui, cx, rect, (entry, row, heading), &response);
    if !cx.state.is_preview() {
        context_menu_ui(&response, Pane::Entries, is_selected, |ui| {
            entry_menu_ui(ui, cx, entry, row);
        });
    }
}

pub(super) fn describe(cx: &UiContext<'_>, entry: &ListEntry, row: Option<&EntryRow>) -> String {
    let mut words = vec![if entry.is_read { t!(list_row_read) } else { t!(list_row_unread) }];
    if entry.is_starred {
        words.push(t!(list_row_starred));
    }
    words.push(source_name(entry, cx.state).to_owned());
    let copies = cx.state.list.copies(entry.id).len();
    if copies > 0 {
        words.push(t!(list_also_in, count = copies));
        let is_unfolded = cx.state.list.is_unfolded(entry.id);
        words.push(if is_unfolded { t!(list_row_unfolded) } else { t!(list_row_folded) });
    }
    if let Some(row) = row {
        words.push(time_words(row.shown_time, cx.now, &cx.state.zone));
        words.extend(row.snooze.map(|snooze| snooze_words(cx, snooze)));
        words.extend(edits_words(row.edits));
    }
    words.extend(cx.state.river_reason(entry.feed_id));
    words.retain(|word| !word.is_empty());
    words.join(", ")
}

fn snooze_words(cx: &UiContext<'_>, snooze: Snooze) -> String {
    match snooze {
        Snooze::Asleep(until) => {
            t!(list_snoozed_until, time = until_words(until, cx.now, &cx.state.zone))
        }
        Snooze::Back(_) => t!(list_back_from_snooze),
    }
}

pub(super) fn shown_title(row: &EntryRow) -> Cow<'_, str> {
    if !row.title.is_empty() {
        row.title.as_str().into()
    } else if !row.excerpt.is_empty() {
        row.excerpt.as_str().into()
    } else {
        t!(state_untitled).into()
    }
}

pub(super) fn source_name<'a>(entry: &ListEntry, state: &'a AppState) -> &'a str {
    state.feed(entry.feed_id).map_or("", |feed| feed.title())
}

fn paint_entry(
    ui: &Ui,
    cx: &UiContext<'_>,
    rect: Rect,
    (entry, row, heading): (&ListEntry, Option<&EntryRow>, Option<Date>),
    response: &Response,
) {
    let is_selected = cx.state.list.selected() == Some(entry.id);
    let mut painter = ui.painter().clone();
    if !is_selected {
        painter.multiply_opacity(opacity(cx.state.time_left(entry, cx.now)));
    }
    let painter = &painter;
    let shape = rect.shrink2(vec2(8.0, 1.0));
    if is_selected {
        painter.rect_filled(shape, CornerRadius::same(8), cx.theme.selection);
    } else if response.hovered() {
        painter.rect_filled(shape, CornerRadius::same(8), cx.theme.hover);
    }
    if is_selected && has_ring(ui.ctx(), Pane::Entries) {
        ring(painter, shape, cx.theme);
    }
    let is_unread = !entry.is_read && !cx.state.is_preview();
    let left = rect.left() + 26.0;
    let width = rect.right() - 18.0 - left;
    let Some(row) = row else {
        unread_dot(painter, rect, 0.0, is_unread, cx.theme);
        return;
    };
    let has_title = !row.title.is_empty();
    // Entries of a preview have no statuses; they are no less new than unread ones.
    let is_new = is_unread || cx.state.is_preview();
    // The entry that is being read is not the palest.
    let read_color = if is_selected { cx.theme.ink } else { cx.theme.dim };
    let (title_font, title_color) = match (is_new, has_title) {
        (true, true) => (bold(14.0), cx.theme.ink),
        (true, false) => (sans(14.0), cx.theme.ink),
        (false, _) => (sans(14.0), read_color),
    };
    let marked = |text: &str, font, color, rows| {
        let clipped = ClippedText { text, font, color, width, rows };
        clipped.layout_marked(painter, &cx.state.highlights, cx.theme.mark)
    };
    let burst = cx.state.burst_words(entry.id);
    let words = burst.as_deref().map_or_else(|| shown_title(row), Cow::Borrowed);
    let title = marked(&words, title_font, title_color, if has_title { 2 } else { 3 });
    let excerpt = (has_title && !row.excerpt.is_empty()).then(|| {
        let rows = 3 - title.rows.len().min(2);
        // Of a burst the newest title is shown.
        let excerpt = if burst.is_some() { &row.title } else { &row.excerpt };
        marked(excerpt, sans(12.5), cx.theme.dim, rows)
    });
    let below_title = title.size().y + 2.0;
    let shift = shift(below_title + excerpt.as_ref().map_or(0.0, |excerpt| excerpt.size().y));
    unread_dot(painter, rect, shift, is_unread, cx.theme);
    let top = rect.top() + 9.0 + shift;
    painter.galley(pos2(left, top), title, title_color);
    if let Some(excerpt) = excerpt {
        painter.galley(pos2(left, top + below_title), excerpt, cx.theme.dim);
    }
    let time = row_time_words(row.shown_time, heading, cx.now, &cx.state.zone);
    if let Some(burst) = cx.state.burst(entry.id) {
        let icon = if burst.is_folded { Icon::Folded } else { Icon::Unfolded };
        let center = pos2(rect.left() + 17.0, rect.bottom() - 14.0 - shift);
        icon.paint(painter, center, 13.0, cx.theme.dim);
    }
    let foot = pos2(left, rect.bottom() - 14.0 - shift);
    paint_foot((ui, painter), cx, foot, width, (entry, row, time));
}

/// How strongly a row is painted with this part of its time in the river left: it fades in the
/// second half, and can still be read at the end.
fn opacity(time_left: f32) -> f32 {
    egui::lerp(0.6..=1.0, (2.0 * time_left).clamp(0.0, 1.0))
}

fn unread_dot(painter: &Painter, rect: Rect, shift: f32, is_unread: bool, theme: &Theme) {
    if is_unread {
        let center = pos2(rect.left() + 17.0, rect.top() + 19.5 + shift);
        painter.circle_filled(center, 3.5, theme.unread);
    }
}

/// How far the text and the foot of a row move towards each other, so that a row with little text
/// has no hole between them. Whole points, for sharp letters.
fn shift(text_height: f32) -> f32 {
    let missing = TEXT_HEIGHT - text_height;
    if missing < MIN_HOLE { 0.0 } else { (missing / 2.0).round() }
}

fn paint_foot(
    (ui, painter): (&Ui, &Painter),
    cx: &UiContext<'_>,
    pos: egui::Pos2,
    width: f32,
    (entry, row, mut time): (&ListEntry, &EntryRow, String),
) {
    if row.is_time_guessed {
        time = t!(list_seen, time = time);
    }
    if let Some(snooze) = row.snooze {
        time = snooze_words(cx, snooze);
    }
    let galley = painter.layout_no_wrap(time, sans(11.5), cx.theme.dim);
    let mut right = pos.x + width - galley.size().x;
    painter.galley(pos2(right, pos.y - galley.size().y / 2.0), galley, cx.theme.dim);
    right -= 8.0;
    if entry.is_starred {
        right -= 14.0;
        paint_star(painter, pos2(right + 7.0, pos.y), 13.0, cx.theme.star);
        right -= 4.0;
    }
    if let Some(words) = edits_words(row.edits) {
        let galley = painter.layout_no_wrap(words, sans(11.5), cx.theme.dim);
        right -= galley.size().x;
        painter.galley(pos2(right, pos.y - galley.size().y / 2.0), galley, cx.theme.dim);
        right -= 8.0;
    }
    let author = row.author.as_deref().unwrap_or("");
    let feed = source_name(entry, cx.state);
    // In the list of one feed, the author says more than the feed's own name.
    let is_one_feed = cx.state.selected_feed().is_some();
    let source = if feed.is_empty() || is_one_feed { author } else { feed };
    let mut left = pos.x;
    // In the list of one feed, the same icon in every row would say nothing.
    if let Some(known) = cx.state.feed(entry.feed_id).filter(|_| !is_one_feed) {
        let icon = cx.feed_icon(known, ui.pixels_per_point());
        feed_icons::paint(
            painter,
            pos2(left + ICON_SIDE / 2.0, pos.y),
            ICON_SIDE,
            icon.as_ref(),
            known.title(),
            cx.theme,
        );
        left += ICON_SIDE + 6.0;
    }
    let right = right - copies_ui(ui, cx, pos2(right, pos.y), entry);
    line(painter, pos2(left, pos.y), source, sans(11.5), cx.theme.dim, right - left);
}

/// The words for the other entries that a row stands for, which unfold it. They end at `right`.
/// Returns the width that they take.
fn copies_ui(ui: &Ui, cx: &UiContext<'_>, right: egui::Pos2, entry: &ListEntry) -> f32 {
    let copies = cx.state.list.copies(entry.id).len();
    if copies == 0 {
        return 0.0;
    }
    let words = t!(list_also_in, count = copies);
    let painter = ui.painter();
    let galley = painter.layout_no_wrap(words.clone(), sans(11.5), cx.theme.accent);
    let size = galley.size();
    let place = pos2(right.x - size.x, right.y - size.y / 2.0);
    let area = Rect::from_min_size(place, size).expand(3.0);
    let is_unfolded = cx.state.list.is_unfolded(entry.id);
    // Keys reach it with the row, and its words are part of the row's description.
    let response = ui.interact(area, ui.scope_id().with(("copies", entry.id)), Sense::CLICK);
    if response.hovered() || is_unfolded {
        painter.rect_filled(area, CornerRadius::same(4), cx.theme.hover);
    }
    painter.galley(place, galley, cx.theme.accent);
    if response.on_hover_text(tooltip(Command::ToggleFold, cx)).clicked() {
        cx.push(Action::Story(StoryAction::ToggleFold(entry.id)));
    }
    size.x + 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_with_little_text_has_no_hole() {
        assert!(shift(TEXT_HEIGHT).abs() < f32::EPSILON);
        assert!(shift(TEXT_HEIGHT + 20.0).abs() < f32::EPSILON);
        // One line of title: text and foot come together in the middle.
        let line = 19.0;
        let gap = TEXT_HEIGHT - line - 2.0 * shift(line);
        assert!((0.0..=1.0).contains(&gap), "{gap}");
    }
}
