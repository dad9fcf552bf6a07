//! Charts that are painted by hand: upright bars over time, and shares of a whole.

use egui::accesskit::Role;
use egui::{Align2, CornerRadius, Id, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::i18n::{number_words, t};
use crate::ui::theme::Theme;
use crate::ui::widgets::{focus_ring, line, sans};

/// Height of the bars of a chart, in points.
const BARS: f32 = 96.0;
/// Height of the labels below them, in points.
const LABELS: f32 = 18.0;
/// Height of the largest number above them, in points.
const LARGEST: f32 = 16.0;
/// The least height of a bar that is not zero, in points.
const BAR_MIN: f32 = 2.0;
/// Height of a row with a share, in points.
const SHARE: f32 = 22.0;

/// A bar of a chart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bar {
    /// The day, month or hour in words.
    pub(super) name: String,
    /// The label below the bar, if it has one.
    pub(super) label: Option<String>,
    pub(super) count: u32,
}

/// A chart with a bar for each count. The pointer on a bar shows its number.
pub(super) fn bars_ui(ui: &mut Ui, theme: &Theme, title: &str, bars: &[Bar]) {
    let size = vec2(ui.available_width(), LARGEST + BARS + LABELS);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    // Screen readers reach the chart with the Tab key.
    let id = ui.unique_id().with(("chart", title));
    let response = ui.interact(rect, id, Sense::focusable_noninteractive());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, spoken(title, bars)));
    focus_ring(ui.painter(), &response, theme);
    let largest = bars.iter().map(|bar| bar.count).max().unwrap_or(0);
    let base = rect.bottom() - LABELS;
    let painter = ui.painter();
    painter.hline(rect.x_range(), base, (1.0, theme.hairline));
    let step = rect.width() / bars.len().max(1) as f32;
    for (at, bar) in bars.iter().enumerate() {
        let left = rect.left() + step * at as f32;
        let slot = Rect::from_min_max(pos2(left, rect.top()), pos2(left + step, rect.bottom()));
        let height = bar_height(bar.count, largest);
        let shape = Rect::from_min_max(
            pos2(left + step * 0.15, base - height),
            pos2(left + step * 0.85, base),
        );
        painter.rect_filled(shape, CornerRadius { nw: 2, ne: 2, sw: 0, se: 0 }, theme.accent);
        let middle = slot.center().x;
        if bar.count > 0 && bar.count == largest {
            let words = number_words(u64::from(bar.count));
            let at = pos2(middle, base - height - 2.0);
            painter.text(at, Align2::CENTER_BOTTOM, words, sans(11.0), theme.dim);
        }
        if let Some(label) = &bar.label {
            let at = pos2(middle, rect.bottom());
            let galley = painter.layout_no_wrap(label.clone(), sans(11.0), theme.dim);
            // The first and the last label stay within the chart.
            let left =
                (at.x - galley.size().x / 2.0).min(rect.right() - galley.size().x).max(rect.left());
            painter.galley(pos2(left, at.y - galley.size().y), galley, theme.dim);
        }
        tooltip_ui(ui, slot, bar, id.with(at));
    }
}

fn tooltip_ui(ui: &Ui, slot: Rect, bar: &Bar, id: Id) {
    if ui.rect_contains_pointer(slot) {
        ui.interact(slot, id, Sense::hover()).on_hover_text(words(bar));
    }
}

/// The height of a bar; zero has none, and every other count can be seen.
fn bar_height(count: u32, largest: u32) -> f32 {
    if count == 0 {
        return 0.0;
    }
    (BARS * count as f32 / largest.max(1) as f32).max(BAR_MIN)
}

fn words(bar: &Bar) -> String {
    t!(statistics_bar, name = bar.name.as_str(), count = bar.count)
}

/// The chart as text. Times without reading are left out.
fn spoken(title: &str, bars: &[Bar]) -> String {
    let parts: Vec<String> = bars.iter().filter(|bar| bar.count > 0).map(words).collect();
    if parts.is_empty() {
        t!(statistics_chart_empty, title = title)
    } else {
        t!(statistics_chart, title = title, numbers = parts.join(", "))
    }
}

/// A row with a name, its count, and a bar that is as long as its share of the largest count.
pub(super) fn share_ui(ui: &mut Ui, theme: &Theme, name: &str, count: u32, largest: u32) {
    let size = vec2(ui.available_width(), SHARE);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| {
        let words = t!(statistics_bar, name = name, count = count);
        WidgetInfo::labeled(Role::ListItem, true, words)
    });
    let painter = ui.painter();
    let (middle, half) = (rect.center().y, rect.width() / 2.0);
    line(painter, pos2(rect.left(), middle), name, sans(13.0), theme.ink, half - 12.0);
    let start = rect.left() + half;
    let room = half - 56.0;
    let length = (room * count as f32 / largest.max(1) as f32).max(BAR_MIN);
    let bar = Rect::from_min_size(pos2(start, middle - 5.0), vec2(length, 10.0));
    painter.rect_filled(bar, CornerRadius::same(2), theme.accent);
    let number = number_words(u64::from(count));
    let at = pos2(bar.right() + 8.0, middle);
    painter.text(at, Align2::LEFT_CENTER, number, sans(12.0), theme.dim);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(name: &str, count: u32) -> Bar {
        Bar { name: name.to_owned(), label: None, count }
    }

    #[test]
    fn a_small_count_beside_a_large_one_can_be_seen() {
        assert_eq!((bar_height(0, 9000), bar_height(1, 9000)), (0.0, BAR_MIN));
        assert!((bar_height(9000, 9000) - BARS).abs() < 0.001);
    }

    #[test]
    fn the_chart_is_told_in_words() {
        let bars = [bar("Monday", 3), bar("Yesterday", 0), bar("Today", 1)];
        assert_eq!(
            spoken("Entries read by day", &bars),
            "Entries read by day: Monday: 3 read, Today: 1 read"
        );
        assert_eq!(spoken("Entries read by day", &[]), "Entries read by day: nothing yet");
    }
}
