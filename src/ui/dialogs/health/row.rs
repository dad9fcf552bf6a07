//! A row of the table of feeds.

use egui::accesskit::Role;
use egui::{
    Align2, Color32, CornerRadius, Painter, Pos2, Rect, Response, Sense, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use crate::app::{FeedCondition, HealthColumn, condition_of};
use crate::i18n::t;
use crate::model::{Feed, FeedFacts};

use super::columns::{Column, MENU};
use super::menu::menu_ui;
use super::words;
use crate::ui::context::UiContext;
use crate::ui::icons::Icon;
use crate::ui::menu_items::button_menu_ui;
use crate::ui::theme::Theme;
use crate::ui::widgets::{ICON_BUTTON, icon_button_ui, line, sans};

/// Height of a row, in points.
pub(super) const ROW: f32 = 34.0;
/// Size of the line of the entries of each month, in points.
const SPARKLINE: egui::Vec2 = vec2(72.0, 16.0);
/// Space between columns, in points.
const GAP: f32 = 10.0;

/// Draws a row. Returns the response of its menu button.
pub(super) fn row_ui(ui: &mut Ui, cx: &UiContext<'_>, feed: &Feed, columns: &[Column]) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let facts = cx.state.facts.get(&feed.id);
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, words::row(cx, feed, facts)));
    if response.contains_pointer() {
        let shape = CornerRadius::same(6);
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), shape, cx.theme.hover);
    }
    for column in columns {
        cell_ui(ui, cx, feed, facts, column, rect);
    }
    response.on_hover_ui(|ui| {
        ui.set_max_width(520.0);
        for line in words::details(cx, feed, facts) {
            ui.label(line);
        }
    });
    let at = rect.right_center() - vec2(MENU / 2.0, 0.0);
    let place = Rect::from_center_size(at, egui::Vec2::splat(ICON_BUTTON));
    ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
        let name = t!(health_menu, feed = feed.title());
        let button = icon_button_ui(ui, Icon::More, &name, cx.theme);
        button_menu_ui(&button, |ui| menu_ui(ui, cx, feed));
        button
    })
    .inner
}

fn cell_ui(
    ui: &Ui,
    cx: &UiContext<'_>,
    feed: &Feed,
    facts: Option<&FeedFacts>,
    column: &Column,
    row: Rect,
) {
    let (cell, painter) = (column.cell(row), ui.painter());
    let left = pos2(cell.left() + 2.0, cell.center().y);
    let width = cell.width() - GAP;
    let dim = cx.theme.dim;
    match column.kind {
        HealthColumn::State => {
            let condition = condition_of(feed);
            let color = color(condition, cx.theme);
            words::icon(condition).paint(painter, left + vec2(9.0, 0.0), 15.0, color);
            if !column.is_icon_only() {
                let ink = if condition.needs_care() { color } else { dim };
                let words = condition.words();
                line(painter, left + vec2(24.0, 0.0), &words, sans(12.5), ink, width - 24.0);
            }
        }
        HealthColumn::Title => {
            line(painter, left, feed.title(), sans(13.5), cx.theme.ink, width);
        }
        HealthColumn::Success => {
            line(painter, left, &words::success(cx, feed), sans(12.5), dim, width);
        }
        HealthColumn::Entries => {
            let Some(facts) = facts else { return };
            let size = SPARKLINE;
            let chart = Rect::from_min_size(left - vec2(0.0, size.y / 2.0), size);
            sparkline(painter, &facts.monthly, chart, cx.theme.dim);
            let after = left + vec2(size.x + 8.0, 0.0);
            line(painter, after, &words::rate(facts), sans(12.5), dim, width - size.x - 8.0);
        }
        HealthColumn::Read => {
            let Some(facts) = facts else { return };
            let at = pos2(cell.right() - GAP - 12.0, left.y);
            let words = t!(health_percent, percent = facts.read_percent());
            painter.text(at, Align2::RIGHT_CENTER, words, sans(12.5), dim);
        }
    }
}

fn color(condition: FeedCondition, theme: &Theme) -> Color32 {
    match condition {
        FeedCondition::Gone
        | FeedCondition::SignIn
        | FeedCondition::Missing
        | FeedCondition::NotAFeed
        | FeedCondition::Unreachable
        | FeedCondition::Failing => theme.error,
        FeedCondition::Moved | FeedCondition::Incomplete => theme.warning,
        FeedCondition::Faltering
        | FeedCondition::New
        | FeedCondition::Paused
        | FeedCondition::Well => theme.dim,
    }
}

/// Paints counts as a line, with a dot for the latest one.
fn sparkline(painter: &Painter, counts: &[u32], rect: Rect, color: Color32) {
    let points = points(counts, rect);
    let Some(last) = points.last().copied() else { return };
    painter.line(points, (1.25, color));
    painter.circle_filled(last, 2.0, color);
}

/// The points of a line through counts: zero lies at the bottom, the largest count at the top.
fn points(counts: &[u32], rect: Rect) -> Vec<Pos2> {
    let largest = counts.iter().copied().max().unwrap_or(0).max(1) as f32;
    let steps = counts.len().saturating_sub(1).max(1) as f32;
    let point = |(at, count): (usize, &u32)| {
        let x = rect.left() + rect.width() * at as f32 / steps;
        pos2(x, rect.bottom() - rect.height() * *count as f32 / largest)
    };
    counts.iter().enumerate().map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_goes_from_edge_to_edge_and_its_largest_count_to_the_top() {
        let rect = Rect::from_min_size(pos2(10.0, 10.0), vec2(20.0, 10.0));
        let points = points(&[0, 4, 2], rect);
        assert_eq!(points, [pos2(10.0, 20.0), pos2(20.0, 10.0), pos2(30.0, 15.0)]);
    }

    #[test]
    fn a_feed_without_entries_has_a_flat_line_at_the_bottom() {
        let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(20.0, 10.0));
        assert!(points(&[0; 12], rect).iter().all(|point| (point.y - 10.0).abs() < 0.001));
        assert!(points(&[], rect).is_empty());
    }
}
