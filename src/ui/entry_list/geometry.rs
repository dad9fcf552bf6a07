//! The positions of rows and day headings in a list of any length.

use egui::accesskit::Role;
use egui::{CornerRadius, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::copy_row::COPY_HEIGHT;
use super::row::ROW_HEIGHT;
use crate::app::{AppState, DayGroup, day_words};
use crate::ui::context::UiContext;
use crate::ui::theme::Theme;
use crate::ui::widgets::{bold, line};

/// Height of a day heading, in points.
const DAY_HEIGHT: f32 = 30.0;
/// The level of a day heading below that of the list.
const HEADING_LEVEL: usize = 2;
/// Width that is left free for the scroll bar at the right edge, in points.
const SCROLL_BAR_ROOM: f32 = 11.0;

/// Positions of rows and day headings. Headings are few, so a binary search over them is enough.
pub(super) struct Geometry<'a> {
    days: &'a [DayGroup],
    /// See [`crate::app::EntryList::unfolded`].
    unfolded: &'a [(usize, usize)],
    rows: usize,
}

impl<'a> Geometry<'a> {
    pub(super) fn new(state: &'a AppState) -> Self {
        // A preview is in the order of the feed, where day headings would mean nothing.
        let days = if state.is_preview() { &[] } else { state.list.days() };
        Self { days, unfolded: state.list.unfolded(), rows: state.list.entries().len() }
    }

    pub(super) fn height(&self) -> f64 {
        self.rows as f64 * f64::from(ROW_HEIGHT)
            + self.days.len() as f64 * f64::from(DAY_HEIGHT)
            + self.copies_above(self.rows) as f64 * f64::from(COPY_HEIGHT)
            + 8.0
    }

    pub(super) fn top(&self, index: usize) -> f64 {
        let headings = self.days.partition_point(|day| day.first <= index);
        index as f64 * f64::from(ROW_HEIGHT)
            + headings as f64 * f64::from(DAY_HEIGHT)
            + self.copies_above(index) as f64 * f64::from(COPY_HEIGHT)
    }

    /// The bottom of a row, with the entries that it shows below itself.
    fn bottom(&self, index: usize) -> f64 {
        let copies = self.copies_above(index + 1) - self.copies_above(index);
        self.top(index) + f64::from(ROW_HEIGHT) + copies as f64 * f64::from(COPY_HEIGHT)
    }

    /// The entries that unfolded rows above this one show.
    fn copies_above(&self, index: usize) -> usize {
        let at = self.unfolded.partition_point(|(row, _)| *row < index);
        at.checked_sub(1).and_then(|at| self.unfolded.get(at)).map_or(0, |(_, count)| *count)
    }

    /// The top of one of the entries that an unfolded row shows.
    pub(super) fn copy_top(&self, index: usize, copy: usize) -> f64 {
        self.top(index) + f64::from(ROW_HEIGHT) + copy as f64 * f64::from(COPY_HEIGHT)
    }

    /// The first row that reaches below an offset.
    pub(super) fn row_at(&self, offset: f64) -> usize {
        let (mut low, mut high) = (0, self.rows.saturating_sub(1));
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.bottom(middle) <= offset {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Draws the visible headings. The heading of the topmost row sticks to the edge until the next
    /// one pushes it away.
    pub(super) fn days_ui(&self, ui: &Ui, cx: &UiContext<'_>, rect: Rect, offset: f64) {
        let today = cx.now.to_zoned(cx.state.zone.clone()).date();
        let place = |day: &DayGroup| self.top(day.first) - f64::from(DAY_HEIGHT) - offset;
        let next = self.days.partition_point(|day| place(day) <= 0.0);
        for day in self.days.get(next..).unwrap_or_default() {
            let y = place(day) as f32;
            if y > rect.height() {
                break;
            }
            heading_ui(ui, rect, y, day, &day_words(day.date, today), cx.theme);
        }
        if let Some(day) = next.checked_sub(1).and_then(|index| self.days.get(index)) {
            let pushed = self
                .days
                .get(next)
                .map_or(0.0, |after| (place(after) as f32 - DAY_HEIGHT).min(0.0));
            heading_ui(ui, rect, pushed, day, &day_words(day.date, today), cx.theme);
        }
    }
}

fn heading_ui(ui: &Ui, rect: Rect, y: f32, day: &DayGroup, words: &str, theme: &Theme) {
    let area = Rect::from_min_size(
        pos2(rect.left(), rect.top() + y),
        vec2(rect.width() - SCROLL_BAR_ROOM, DAY_HEIGHT),
    );
    let heading = ui.interact(area, ui.scope_id().with(("day", day.first)), Sense::HOVER);
    heading.widget_info(|| WidgetInfo::labeled(Role::Heading, true, words));
    ui.ctx().accesskit_node_builder(heading.id, |node| node.set_level(HEADING_LEVEL));
    ui.painter().rect_filled(area, CornerRadius::ZERO, theme.list);
    line(
        ui.painter(),
        pos2(area.left() + 26.0, area.center().y + 1.0),
        words,
        bold(12.0),
        theme.dim,
        area.width() - 40.0,
    );
}
